"""The demonstration's Kehrät, their founding, members and pictures."""

from datetime import date
from io import BytesIO
from itertools import count, cycle, islice
from math import pi, sin

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image, ImageDraw

from kehityspolku import moments
from kehityspolku.dev.demo import account, on, person, walk
from kehityspolku.events import subscriptions
from kehityspolku.files import pictures
from kehityspolku.models import Picture, User
from kehrat.enquiries.models import Enquiry
from kehrat.groups.models.kehra import Kehra
from kehrat.groups.models.membership import Membership
from kehrat.groups.models.organisation import Organisation
from kehrat.ideas.models import Idea
from kehrat.places import city_data
from kehrat.places.models import District, SubArea
from kehrat.projects.demo import card
from kehrat.projects.models import Project

KALLIO = "kallio-vallila-pasila"
OPEN = "maunula-pakila-oulunkyla"  # one joins without asking
FOUNDER, LEAD = "founder", "lead"
FORMED, CONFIRMED = date(2013, 12, 12), date(2014, 2, 3)
SINCE_2013 = [(CONFIRMED, "confirm", LEAD, {"on": CONFIRMED})]
# Days ago: Sukkula recorded the members from before the portal; those with accounts joined.
RECORDED, JOINED = 420, 400
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
# Days ago, as what, in which words.
REQUESTS = [
    (8, "resident", "Asun naapurissa ja haluan auttaa pihatalkoissa."),
    (2, "association", "Yhdistyksemme etsii kumppania korttelijuhliin."),
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
CONFIRMS = "Ryhmä on jo järjestänyt talkoita."
RESTS = "Koordinaattori muutti pois, eikä uutta ole vielä löytynyt. Jatkajaa etsitään."
ENDS = "Markkinat jatkuvat kauppiaiden voimin, ja ryhmän tehtävä on tehty."
LESSONS = {
    "good": "Kauppiaat lupasivat jatkaa, koska saivat päättää itse kojujen paikat.",
    "improve": "Liikennejärjestelyistä kannattaa sopia jo keväällä.",
}


def supported_by(days, name, actor_type):
    """A step: the founder writes an organisation down."""
    return (days, "add_organisation", FOUNDER, {"name": name, "actor_type": actor_type})


# Account and name of the founder, names, description, sub-areas, and the walk.
GROUPS = [
    (
        ("perustaja", "Pirjo Esimerkki"),
        {"name_fi": "Lauttasaari", "name_sv": "Drumsö", "name_en": "Lauttasaari"},
        "Saaren rannat ja vanhat huvilat yhteiseen käyttöön. Aloitamme rantatalkoista.",
        ["Kotkavuori", "Vattuniemi", "Myllykallio"],
        [
            (6, "found", FOUNDER, {}),
            supported_by(4, "Lauttasaaren esimerkkiseura", "association"),
        ],
    ),
    (
        ("malmilainen", "Mirja Esimerkki"),
        {"name_fi": "Malmi–Puistola", "name_sv": "Malm–Parkstad", "name_en": "Malmi–Puistola"},
        "Radan varren kylät yhteen: pihatapahtumia, työpajoja ja turvallisia koulureittejä.",
        ["Ala-Malmi", "Ylä-Malmi", "Puistola", "Tapulikaupunki"],
        [
            (64, "found", FOUNDER, {}),
            supported_by(62, "Malmin esimerkkikoulu", "school"),
            supported_by(62, "Puistolan esimerkkiyhdistys", "association"),
            (58, "accept_proposal", LEAD, {"message": "Hyvä alku. Tervetuloa mukaan."}),
        ],
    ),
    (
        ("kulosaarelainen", "Kerttu Esimerkki"),
        {"name_fi": "Kulosaari", "name_sv": "Brändö", "name_en": "Kulosaari"},
        "Saaren puistot ja rantareitti kuntoon talkoilla.",
        ["Kulosaari"],
        [
            (3300, "found", FOUNDER, {}),
            supported_by(3298, "Kulosaaren esimerkkiseura", "association"),
            (3290, "accept_proposal", LEAD, {}),
            (3120, "confirm", LEAD, {"reason": CONFIRMS}),
            (210, "rest", LEAD, {"reason": RESTS}),
        ],
    ),
    (
        ("munkkalainen", "Mauri Esimerkki"),
        {"name_fi": "Munkkiniemi", "name_sv": "Munksnäs", "name_en": "Munkkiniemi"},
        "Puistotien markkinat ja kesäteatteri naapurien voimin.",
        ["Vanha Munkkiniemi", "Kuusisaari"],
        [
            (3900, "found", FOUNDER, {}),
            supported_by(3898, "Munkkiniemen esimerkkiteatteri", "association"),
            (3885, "accept_proposal", LEAD, {}),
            (3700, "confirm", LEAD, {"reason": CONFIRMS}),
        ],
    ),
]
# The last group's one project, until a grant sets it running; then it is done and the group ends.
MARKET = "Puistotien markkinat"
MARKET_BEGINS = [
    (820, "begin", FOUNDER, {}),
    (800, "submit", FOUNDER, {}),
    (795, "take", LEAD, {}),
    (780, "approve", LEAD, {}),
]
MARKET_ENDS = [(396, "end", LEAD, {}), (385, "tell_lessons", FOUNDER, LESSONS)]
ENDING = [(130, "end_kehra", LEAD, {"reason": ENDS})]
# Days ago, title, text, supporters: ideas of Lauttasaari, which has no Kehrä yet.
WAITING = [
    (34, "Uimala Lauttasaaren rantaan", "Talvella avantoon, kesällä uimaan.", 6),
    (20, "Yhteinen veneenlaskupaikka", "Soutuveneille ja kajakeille oma ranta.", 3),
]
WIDE, TALL = 1600, 700
# Kehrä, days ago, the drawing and what it shows in three languages.
PICTURES = [
    (
        "kallio-vallila-pasila",
        90,
        "houses",
        "Piirros: kerrostaloja rinteessä ja piha, jossa on kaksi puuta ja pitkä pöytä.",
        "Teckning: höghus i en sluttning och en gård med två träd och ett långbord.",
        "A drawing: blocks of flats on a slope, and a yard with two trees and a long table.",
    ),
    (
        "herttoniemi-laajasalo",
        75,
        "shore",
        "Piirros: merenranta, kolme saarta ja laituri, aurinko matalalla.",
        "Teckning: en havsstrand, tre holmar och en brygga, solen står lågt.",
        "A drawing: a seashore with three islands and a jetty, the sun low.",
    ),
]
ANSWERED = 9  # days ago another did, and had an answer the next day
SECOND_ENQUIRY = {
    "name": "Erik Exempel",
    "email": "erik@kehityspolku.example",
    "language": "sv",
    "text": "Hej! Kan man låna ert grilltält till en gårdsfest i Vallgård i augusti?",
}
ANSWER = "Hei Erik! Kyllä voi: teltan saa asukastuvalta arkisin kello 16–19. Tervetuloa!"
ASKED = 2  # days ago someone from outside wrote
ENQUIRY = {
    "name": "Ulla Esimerkki",
    "email": "ulla@kehityspolku.example",
    "language": "fi",
    "text": "Hei! Muutimme juuri Vallilaan. Meitä on viisi perhettä, ja haluaisimme auttaa "
    "pihatalkoissa. Milloin seuraavat pidetään?",
}


@transaction.atomic
def load_kehrat():
    """Load the six Kehrät of 2013 and their people, unless there are any."""
    if Kehra.objects.exists():
        return
    lead, people = account(LEAD), invented()
    for thread, row in enumerate(city_data.rows("kehrat_2013"), start=1):
        kehra = announced(row, thread)
        walk(kehra, SINCE_2013, {LEAD: lead})
        populate(kehra, people, lead)
    kallio = Kehra.objects.get(slug=KALLIO)
    accounts(kallio, lead)
    requests(kallio, people)


def announced(row, thread):
    """One Kehrä as it was announced."""
    fi, sv, en = DESCRIPTIONS[row["slug"]]
    joining = Kehra.Joining.OPEN if row["slug"] == OPEN else Kehra.Joining.ASK
    with on(FORMED):
        kehra = Kehra.objects.create(
            slug=row["slug"],
            name_fi=row["short_name_fi"],
            name_sv=row["name_sv"],
            name_en=row["name_en"],
            full_name_fi=row["name_fi"],
            description_fi=fi,
            description_sv=sv,
            description_en=en,
            thread=thread,
            joining=joining,
            host=host(row["short_name_fi"]),
        )
    kehra.sub_areas.set(SubArea.objects.filter(code__in=row["subarea_codes"].split(";")))
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


def stored(people, number):
    """So many of the people, with accounts from now on; they want no news by mail."""
    users = User.objects.bulk_create(islice(people, number))
    subscriptions.choose(users, subscriptions.NEWS, "never")
    return users


def populate(kehra, people, lead):
    """Members in life-like numbers, as Sukkula recorded them; the first of them coordinates."""
    kinds = [a for a, n in zip(ACTORS, MEMBERS[kehra.slug], strict=True) for _ in range(n)]
    days = [moments.in_days(190 * number - 4200) for number in range(len(kinds))]
    with on(RECORDED):
        users = stored(people, len(kinds))
        parts = [(kind, ORGANISATIONS.get(kind, "")) for kind in kinds]
        rows = [(user, *part, day) for user, part, day in zip(users, parts, days, strict=True)]
        first, *_others = Membership.objects.record(kehra, rows, by=lead)
    walk(first, [(first.joined_on, "name_coordinator", LEAD, {})], {LEAD: lead})
    first.show_name(by=first.user, shown=True)


def accounts(kehra, lead):
    """The demonstration's member and coordinator; the resident belongs nowhere yet."""
    with on(JOINED):
        people = [account(role) for role in ("member", "coordinator")]
        rows = [(person, "resident", "", moments.today()) for person in people]
        _member, coordinator = Membership.objects.record(kehra, rows, by=lead)
        coordinator.name_coordinator(by=lead)


def requests(kehra, people):
    """Two people wait for the coordinators' answer."""
    for days, actor, note in REQUESTS:
        part = {"actor_type": actor, "organisation": ORGANISATIONS.get(actor, ""), "note": note}
        with on(days):
            (user,) = stored(people, 1)
            kehra.ask_to_join(by=user, **part)


@transaction.atomic
def load_founding():
    """Load the groups and the ideas that wait, unless they are there."""
    if Project.objects.filter(title=MARKET).exists():
        return
    *_others, last = [walked(*group) for group in GROUPS]
    begin_market(last)
    wait()


def walked(founder, names, description, areas, steps):
    """Found one group and walk it on by verbs, each on its day."""
    (began, _found, _who, _facts), *steps = steps
    with on(began):
        founder = person(*founder)
        kehra = Kehra.objects.found(
            by=founder,
            areas=SubArea.objects.filter(name_fi__in=areas),
            actor_type="resident",
            description_fi=description,
            **names,
        )
    walk(kehra, steps, {FOUNDER: founder, LEAD: account(LEAD)})
    return kehra


def begin_market(kehra):
    """The group's one project, as far as Sukkula's approval."""
    people = people_of(kehra)
    (began, _begin, who, _facts), *steps = MARKET_BEGINS
    content = card("puistotien-markkinat")
    with on(began):
        project = Project.objects.begin(kehra, by=people[who], card=content)
    walk(project, steps, people)


def finish():
    """That project is done and the group ends, once a grant has set the project running."""
    for project in Project.objects.filter(title=MARKET, state=Project.State.RUNNING):
        people = people_of(project.kehra)
        walk(project, MARKET_ENDS, people)
        walk(project.kehra, ENDING, people)


def people_of(kehra):
    return {FOUNDER: kehra.coordinators().get(), LEAD: account(LEAD)}


def wait():
    """Ideas of an area that has no Kehrä, with nearly ten supporters in all."""
    people = iter(User.objects.filter(email__startswith="asukas").order_by("-pk"))
    place = District.objects.get(slug="lauttasaari")
    for days, title, text, supporters in WAITING:
        words = {"title": title, "text": text, "language": "fi"}
        with on(days):
            idea = Idea.objects.suggest(place, by=next(people), **words)
            for _n in range(supporters - 1):
                idea.support(by=next(people))


@transaction.atomic
def load_pictures():
    """Load what is not there yet; run twice, it changes nothing."""
    if Picture.objects.exists():
        return
    for slug, days, drawing, fi, sv, en in PICTURES:
        kehra = Kehra.objects.get(slug=slug)
        team = kehra.coordinators().first()
        with on(days):
            made = Picture.objects.keep(pictures.draw(drawn(drawing)), by=team)
            made.finish(alt_fi=fi, alt_sv=sv, alt_en=en)
            kehra.set_picture(made, by=team)
    with on(ASKED):
        Enquiry.objects.create(kehra=Kehra.objects.get(slug=KALLIO), **ENQUIRY).deliver()
    answered()


def answered():
    """A message from outside that a coordinator has answered and its sender has thanked for."""
    kehra = Kehra.objects.get(slug=KALLIO)
    with on(ANSWERED):
        enquiry = Enquiry.objects.create(kehra=kehra, **SECOND_ENQUIRY)
        enquiry.deliver()
    with on(ANSWERED - 1):
        enquiry.answer_enquiry(by=kehra.coordinators().first(), text=ANSWER, language="fi")
        for reply in enquiry.replies.all():
            reply.note_mailed()
            reply.save()


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
