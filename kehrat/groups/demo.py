"""The demonstration's Kehrät, their founding, members and pictures."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import count, cycle, islice
from math import pi, sin

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image, ImageDraw

from kehityspolku import moments
from kehityspolku.dev.demo import NAMES, back_date, person
from kehityspolku.events import subscriptions
from kehityspolku.files import pictures
from kehityspolku.models import Picture, User
from kehrat.enquiries.models import Enquiry
from kehrat.groups.models.kehra import Kehra
from kehrat.groups.models.membership import Membership
from kehrat.groups.models.organisation import Organisation
from kehrat.ideas.models import Idea
from kehrat.places import facts as place_facts
from kehrat.places.models import District, SubArea
from kehrat.projects.demo import card, done
from kehrat.projects.models import Project

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


LEAD = "lead@kehityspolku.example"
# Account and name of the founder, names, description, sub-areas, organisations (name, kind).
GROUPS = {
    "proposed": (
        ("perustaja", "Pirjo Esimerkki"),
        {"name_fi": "Lauttasaari", "name_sv": "Drumsö", "name_en": "Lauttasaari"},
        "Saaren rannat ja vanhat huvilat yhteiseen käyttöön. Aloitamme rantatalkoista.",
        ["Kotkavuori", "Vattuniemi", "Myllykallio"],
        [("Lauttasaaren esimerkkiseura", "association")],
    ),
    "forming": (
        ("malmilainen", "Mirja Esimerkki"),
        {"name_fi": "Malmi–Puistola", "name_sv": "Malm–Parkstad", "name_en": "Malmi–Puistola"},
        "Radan varren kylät yhteen: pihatapahtumia, työpajoja ja turvallisia koulureittejä.",
        ["Ala-Malmi", "Ylä-Malmi", "Puistola", "Tapulikaupunki"],
        [("Malmin esimerkkikoulu", "school"), ("Puistolan esimerkkiyhdistys", "association")],
    ),
    "dormant": (
        ("kulosaarelainen", "Kerttu Esimerkki"),
        {"name_fi": "Kulosaari", "name_sv": "Brändö", "name_en": "Kulosaari"},
        "Saaren puistot ja rantareitti kuntoon talkoilla.",
        ["Kulosaari"],
        [("Kulosaaren esimerkkiseura", "association")],
    ),
    "ended": (
        ("munkkalainen", "Mauri Esimerkki"),
        {"name_fi": "Munkkiniemi", "name_sv": "Munksnäs", "name_en": "Munkkiniemi"},
        "Puistotien markkinat ja kesäteatteri naapurien voimin.",
        ["Vanha Munkkiniemi", "Kuusisaari"],
        [("Munkkiniemen esimerkkiteatteri", "association")],
    ),
}
RESTS = "Koordinaattori muutti pois, eikä uutta ole vielä löytynyt. Jatkajaa etsitään."
ENDS = "Markkinat jatkuvat kauppiaiden voimin, ja ryhmän tehtävä on tehty."
LESSONS = {
    "good": "Kauppiaat lupasivat jatkaa, koska saivat päättää itse kojujen paikat.",
    "improve": "Liikennejärjestelyistä kannattaa sopia jo keväällä.",
}
CONFIRMS = "Ryhmä on jo järjestänyt talkoita."
# Founded, then the steps: (verb, days ago, facts).
WALKS = {
    "proposed": (6, []),
    "forming": (64, [("accept_proposal", 58, {"message": "Hyvä alku. Tervetuloa mukaan."})]),
    "dormant": (
        3300,
        [
            ("accept_proposal", 3290, {}),
            ("confirm", 3120, {"reason": CONFIRMS}),
            ("rest", 210, {"reason": RESTS}),
        ],
    ),
    "ended": (
        3900,
        [
            ("accept_proposal", 3885, {}),
            ("confirm", 3700, {"reason": CONFIRMS}),
            ("end_kehra", 130, {"reason": ENDS}),
        ],
    ),
}
DATES = {"accept_proposal": "formed_on", "confirm": "confirmed_on", "end_kehra": "ended_on"}
WAITING = [
    (34, "Uimala Lauttasaaren rantaan", "Talvella avantoon, kesällä uimaan.", 6),
    (20, "Yhteinen veneenlaskupaikka", "Soutuveneille ja kajakeille oma ranta.", 3),
]


WIDE, TALL = 1600, 700
PICTURES = {
    "kallio-vallila-pasila": (
        "houses",
        "Piirros: kerrostaloja rinteessä ja piha, jossa on kaksi puuta ja pitkä pöytä.",
        "Teckning: höghus i en sluttning och en gård med två träd och ett långbord.",
        "A drawing: blocks of flats on a slope, and a yard with two trees and a long table.",
    ),
    "herttoniemi-laajasalo": (
        "shore",
        "Piirros: merenranta, kolme saarta ja laituri, aurinko matalalla.",
        "Teckning: en havsstrand, tre holmar och en brygga, solen står lågt.",
        "A drawing: a seashore with three islands and a jetty, the sun low.",
    ),
}
ENQUIRY = (
    "Hei! Muutimme juuri Vallilaan. Meitä on viisi perhettä, ja haluaisimme auttaa pihatalkoissa. "
    "Milloin seuraavat pidetään?"
)


@transaction.atomic
def load_kehrat():
    if Kehra.objects.exists():
        return
    people = invented()
    for thread, row in enumerate(place_facts.rows("kehrat_2013"), start=1):
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


@transaction.atomic
def load_founding():
    """Load the groups and the ideas that wait, unless they are there."""
    if Kehra.objects.filter(state=Kehra.State.ENDED).exists():
        return
    for state in GROUPS:
        walked(state)
    wait()


def walked(state):
    """Found one group and walk it on by verbs, each on its day."""
    (account, name), names, description, areas, organisations = GROUPS[state]
    founder, lead = person(account, name), User.objects.get(email=LEAD)
    days, steps = WALKS[state]
    kehra = Kehra.objects.found(
        by=founder,
        areas=SubArea.objects.filter(name_fi__in=areas),
        actor_type="resident",
        description_fi=description,
        **names,
    )
    dated(kehra, days)
    began = moments.in_days(-days)
    kehra.memberships.update(asked_on=began, joined_on=began, coordinates_since=began)
    for title, kind in organisations:
        kehra.add_organisation(by=founder, name=title, actor_type=kind)
        back_date(kehra, max(days - 2, 0))
    for verb, ago, facts in steps:
        if verb == "end_kehra":
            market(kehra, founder, lead)
        getattr(kehra, verb)(by=lead, **facts)
        if verb in DATES:
            setattr(kehra, DATES[verb], moments.in_days(-ago))
            kehra.save()
        dated(kehra, ago)
    if state == "ended":
        kehra.memberships.update(ended_on=kehra.ended_on)


def dated(kehra, days):
    """The last event of the group, and its state, are so many days old."""
    Kehra.objects.filter(pk=kehra.pk).update(state_since=back_date(kehra, days))
    kehra.refresh_from_db()


def market(kehra, founder, lead):
    """The ended group's work: one project that was done, and its lessons."""
    project = Project.objects.begin(kehra, by=founder, card=card("puistotien-markkinat"))
    back_date(project, 820)
    for verb, ago, by, facts in (
        ("submit", 800, founder, {}),
        ("take", 795, lead, {}),
        ("approve", 780, lead, {}),
        ("note_grant", 700, lead, {"amount": Decimal(4000), "source": "helsingin-kaupunki"}),
        ("end", 300, lead, {}),
        ("tell_lessons", 290, founder, LESSONS),
    ):
        done(project, ago, verb, by, **facts)


def wait():
    """Ideas of an area that has no Kehrä, with nearly ten supporters in all."""
    people = iter(User.objects.filter(email__startswith="asukas").order_by("-pk"))
    for days, title, text, supporters in WAITING:
        words = {"title": title, "text": text, "language": "fi"}
        author = next(people)
        idea = Idea.objects.suggest(District.objects.get(slug="lauttasaari"), by=author, **words)
        Idea.objects.filter(pk=idea.pk).update(made_at=back_date(idea, days))
        for _n in range(supporters - 1):
            idea.support(by=next(people))


@transaction.atomic
def load_pictures():
    """Load what is not there yet; run twice, it changes nothing."""
    if Picture.objects.exists():
        return
    for slug, (drawing, fi, sv, en) in PICTURES.items():
        kehra = Kehra.objects.get(slug=slug)
        team = kehra.coordinators().first()
        made = Picture.objects.keep(pictures.draw(drawn(drawing)), by=team)
        made.finish(alt_fi=fi, alt_sv=sv, alt_en=en)
        kehra.set_picture(made, by=team)
    kallio = Kehra.objects.get(slug="kallio-vallila-pasila")
    sender = {"name": "Ulla Esimerkki", "email": "ulla@kehityspolku.example"}
    enquiry = Enquiry.objects.create(kehra=kallio, text=ENQUIRY, language="fi", **sender)
    enquiry.deliver()


def drawn(name):
    """A drawing as a browser would send it."""
    image = Image.new("RGB", (WIDE, TALL), "#f3e3c3")
    globals()[name](ImageDraw.Draw(image))
    file = BytesIO()
    image.save(file, "PNG")
    return SimpleUploadedFile(f"{name}.png", file.getvalue(), "image/png")


def houses(pen):
    lit = "#faf7f1"
    colours = ("#b3402e", "#8f5f07", "#1f5f6b", "#9c4a1a", "#51607a", "#6a4c93")
    for n in range(6):
        left, top = 60 + n * 250, 250 - int(90 * sin(n * pi / 5))
        pen.rectangle((left, top, left + 225, 560), fill=colours[n])
        pen.polygon([(left, top), (left + 112, top - 60), (left + 225, top)], fill="#1c2733")
        for row in range(4):
            for column in range(3):
                x, y = left + 28 + column * 64, top + 30 + row * 68
                pen.rectangle((x, y, x + 36, y + 40), fill=lit if (row + n) % 3 else "#ffd98a")
    pen.rectangle((0, 545, WIDE, TALL), fill="#4f7334")
    for x in (300, 1280):
        pen.rectangle((x - 12, 480, x + 12, 620), fill="#5b3a1e")
        pen.ellipse((x - 100, 330, x + 100, 520), fill="#2c6a2f")
    pen.rectangle((520, 590, 1060, 612), fill="#faf7f1")
    for x in (560, 790, 1010):
        pen.line((x, 612, x, 665), fill="#faf7f1", width=10)


def shore(pen):
    pen.ellipse((1120, 150, 1320, 350), fill="#e0912f")
    pen.rectangle((0, 290, WIDE, TALL), fill="#1f5f6b")
    for left, wide in ((120, 420), (620, 300), (1240, 320)):
        pen.ellipse((left, 240, left + wide, 350), fill="#2c4a2f")
    for row in range(7):
        for column in range(9):
            x, y = column * 190 + row % 2 * 90, 385 + row * 45
            pen.arc((x, y, x + 90, y + 22), 180, 360, fill="#9cc3c7", width=4)
    pen.polygon([(620, 470), (680, 470), (900, TALL), (560, TALL)], fill="#8f6b3d")
    for y in range(490, TALL, 36):
        pen.line((600, y, 860, y), fill="#5b3a1e", width=4)
    pen.polygon([(0, 640), (430, TALL), (0, TALL)], fill="#d9c08c")
