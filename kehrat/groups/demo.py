"""The six Kehrät of December 2013 with invented members: everyone's surname is Esimerkki."""

from datetime import date
from itertools import count, cycle, islice

from django.db import transaction

from kehityspolku import moments, subscriptions
from kehityspolku.demo import NAMES, person
from kehityspolku.models import User
from kehrat import facts
from kehrat.demo_cards import back_date
from kehrat.models import Kehra, Membership, Organisation, SubArea

FORMED = date(2013, 12, 12)
CONFIRMED = date(2014, 2, 3)
FIRST = (  # noqa: SIM905 (shorter to read)
    "Tuula Pekka Sari Juha Anneli Mikko Leena Timo Päivi Antti Ritva Jari Kirsi Heikki Eeva Olli "
    "Maija Kari Helena Petri Johanna Ville Sanna Erik Marja Tapio Hanna Ulla Risto Birgitta Yusuf "
    "Elina Lars Amina Niko Inkeri Minh Kalle Natalia Göran"
).split()
# How many take part as what: residents, associations, schools, companies, public bodies, others.
MEMBERS = {
    "etelaiset-kaupunginosat": (6, 3, 1, 2, 1, 0),
    "kallio-vallila-pasila": (8, 4, 1, 3, 2, 1),
    "herttoniemi-laajasalo": (9, 4, 2, 2, 2, 0),
    "vuosaari-puotila": (5, 4, 1, 1, 2, 0),
    "lantiset-alueet": (4, 2, 1, 0, 1, 0),
    "maunula-pakila-oulunkyla": (7, 5, 2, 2, 1, 1),
}
ACTORS = ("resident", "association", "school", "company", "official", "other")
ORGANISATIONS = {
    "association": "Esimerkin asukasyhdistys",
    "school": "Esimerkin koulu",
    "company": "Esimerkki ja kumppanit",
    "official": "Esimerkin kirjasto",
    "other": "Esimerkin seurakunta",
}
REQUESTS = [
    ("resident", "Asun naapurissa ja haluan auttaa pihatalkoissa."),
    ("association", "Yhdistyksemme etsii kumppania korttelijuhliin."),
]
DESCRIPTIONS = {
    "etelaiset-kaupunginosat": (
        "Kivikaupungin pihat, rannat ja kadut asukkaiden olohuoneeksi, ympäri vuoden.",
        "Stenstadens gårdar, stränder och gator blir invånarnas vardagsrum året runt.",
        "Yards, shores and streets of the inner city as a living room for residents all year.",
    ),
    "kallio-vallila-pasila": (
        "Kadut ja pihat yhteiseen käyttöön: ryhmä tekee kohtaamispaikkoja ja pitää niistä huolta.",
        "Gator och gårdar för alla: gruppen skapar mötesplatser och tar hand om dem.",
        "Streets and yards for everyone: the group makes meeting places and looks after them.",
    ),
    "herttoniemi-laajasalo": (
        "Merellinen itä: rannat, lähimetsät ja yhteiset tilat lähemmäs arkea.",
        "Det sjönära öst: stränder, närskogar och gemensamma lokaler närmare vardagen.",
        "The seaside east: shores, woods and shared rooms closer to everyday life.",
    ),
    "vuosaari-puotila": (
        "Nuoret ja uudet asukkaat mukaan: työpajoja, kieliryhmiä ja yhteisiä juhlia.",
        "Unga och nya invånare med: verkstäder, språkgrupper och gemensamma fester.",
        "Young people and newcomers take part: workshops, language groups and shared feasts.",
    ),
    "lantiset-alueet": (
        "Lännen kylät yhteen: kävelyreittejä, kyläjuhlia ja pienyrittäjien tori.",
        "Västra byarna tillsammans: promenadstråk, byfester och ett torg för småföretagare.",
        "Villages of the west together: walks, village feasts and a market for small firms.",
    ),
    "maunula-pakila-oulunkyla": (
        "Puutarhakaupungin naapurit: yhteinen talo, turvalliset koulutiet ja metsäpolut.",
        "Grannarna i trädgårdsstaden: ett gemensamt hus, trygga skolvägar och skogsstigar.",
        "Neighbours of the garden city: a shared house, safe ways to school and forest paths.",
    ),
}


@transaction.atomic
def load():
    if Kehra.objects.exists():
        return
    people = invented()
    for thread, row in enumerate(facts.rows("kehrat_2013"), start=1):
        populate(found(row, thread), people)
    kallio = Kehra.objects.get(slug="kallio-vallila-pasila")
    accounts(kallio)
    requests(kallio, people)


def found(row, thread):
    """One Kehrä as it was announced, confirmed by Sukkula's lead since."""
    fi, sv, en = DESCRIPTIONS[row["slug"]]
    kehra = Kehra.objects.create(
        slug=row["slug"],
        name_fi=row["short_name_fi"],
        name_sv=row["name_sv"],
        name_en=row["name_en"],
        full_name_fi=row["name_fi"],
        description_fi=fi,
        description_sv=sv,
        description_en=en,
        formed_on=FORMED,
        thread=thread,
        host=host(row["short_name_fi"]),
    )
    kehra.sub_areas.set(SubArea.objects.filter(code__in=row["subarea_codes"].split(";")))
    kehra.confirm(by=User.objects.get(email="lead@kehityspolku.example"), on=CONFIRMED)
    return kehra


def host(area):
    """An invented registered association that hosts the Kehrä and can apply for money."""
    name = f"Esimerkkiyhdistys {area} ry"
    return Organisation.objects.get_or_create(name=name, defaults={"registered": True})[0]


def invented():
    """Invented people without end, not stored yet: none can sign in, hardly any mail is sent."""
    for number, first in zip(count(1), cycle(FIRST)):
        user = User(
            email=f"asukas{number}@kehityspolku.example",
            name=f"{first} Esimerkki",
            language="sv" if first in {"Birgitta", "Lars", "Göran", "Erik"} else "fi",
        )
        user.set_unusable_password()
        yield user


def populate(kehra, people):
    """Members in life-like numbers; the first of them coordinates."""
    lead = User.objects.get(email="lead@kehityspolku.example")
    kinds = [a for a, n in zip(ACTORS, MEMBERS[kehra.slug], strict=True) for _ in range(n)]
    users = User.objects.bulk_create(islice(people, len(kinds)))
    subscriptions.choose(users, subscriptions.NEWS, "never")
    rows = [
        (user, kind, ORGANISATIONS.get(kind, ""), moments.in_days(190 * number - 4200))
        for number, (user, kind) in enumerate(zip(users, kinds, strict=True))
    ]
    first, *_others = Membership.objects.record(kehra, rows, by=lead)
    coordinates(first, lead)
    first.show_name(by=first.user, shown=True)
    back_date(first, first.joined_on)


def coordinates(membership, lead):
    """The member coordinates since joining."""
    membership.name_coordinator(by=lead)
    membership.coordinates_since = membership.joined_on
    membership.save(update_fields=["coordinates_since"])
    back_date(membership, membership.joined_on)


def accounts(kehra):
    """The demonstration's member and coordinator; the resident belongs nowhere yet."""
    lead = User.objects.get(email="lead@kehityspolku.example")
    day = moments.in_days(-400)
    rows = [(person(role, NAMES[role]), "resident", "", day) for role in ("member", "coordinator")]
    _member, coordinator = Membership.objects.record(kehra, rows, by=lead)
    coordinates(coordinator, lead)


def requests(kehra, people):
    """Two people wait for the coordinators' answer."""
    users = User.objects.bulk_create(islice(people, len(REQUESTS)))
    subscriptions.choose(users, subscriptions.NEWS, "never")
    for user, (actor, note) in zip(users, REQUESTS, strict=True):
        organisation = ORGANISATIONS.get(actor, "")
        kehra.ask_to_join(by=user, actor_type=actor, organisation=organisation, note=note)
