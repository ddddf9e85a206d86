"""The demonstration's cards, walked by verbs to where they are today; their files and versions.

The texts are in kehrat/data/cards, in Helka's format; {this} and {next} are years. All but
Helka's own project, told in other words than its card's, are invented.
"""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image, ImageDraw

from kehityspolku import moments
from kehityspolku.dev.demo import account, on, walk
from kehityspolku.documents import pdf
from kehityspolku.files import fields
from kehityspolku.models import User
from kehrat.cards.card import Contact
from kehrat.cards.reading import read
from kehrat.groups.models import Kehra, Membership
from kehrat.ideas.models import Idea
from kehrat.projects.models.attachment import Attachment
from kehrat.projects.models.change_request import ChangeRequest
from kehrat.projects.models.co_editor import CoEditor
from kehrat.projects.models.project import Project

TEXTS = Path(__file__).parent.parent / "data" / "cards"
TEAM, ADVISER, LEAD = "team", "adviser", "lead"
MESSAGE = "Hyvä hanke. Kaksi kohtaa kaipaa vielä täsmennystä, sitten se on valmis arvioitavaksi."
REASON = "Hanke on enemmän liikennesuunnittelua kuin asukkaiden kehittämistyötä."
WELCOME = "Selkeä kortti. Etsimme nyt rahoitushakuja."
AGAIN = "Kuka hoitaa pihaa hankkeen jälkeen? Kertokaa myös, miten tulosta mitataan."
MENDED = "Talot ja koulu sopivat hoidosta. Lisäsimme kyselyn ja tarkensimme kustannuksia."
HOME, MOVED = "etelaiset-kaupunginosat", 380  # the adviser's own Kehrä, since how many days
HELKA = [
    (date(2012, 4, 10), "begin", LEAD, {}),
    (date(2012, 5, 2), "submit", LEAD, {}),
    (date(2012, 5, 7), "take", ADVISER, {}),
    (date(2012, 5, 21), "approve", ADVISER, {}),
]
ASKED = {
    "legacy_least": "Kertokaa, kuka vastaa vuokrasta hankkeen jälkeen.",
    "budget": "Tarkistakaa I vaiheen summa: osat ovat yhteensä 21 000 €, kortissa on 22 000 €.",
}
ANSWER = "Kylätaloyhdistys vuokraa tilan jatkossa. Lisäämme sen korttiin."


def approved(*days):
    """A walk to approval on four days, counted back from today."""
    steps = [("begin", TEAM), ("submit", TEAM), ("take", ADVISER), ("approve", ADVISER)]
    return [
        (day, verb, who, {"reason": WELCOME} if verb == "approve" else {})
        for day, (verb, who) in zip(days, steps, strict=True)
    ]


# File, Kehrä, its idea (days ago, title, text) if it began with one, and the walk.
CARDS = [
    ("paikallinen-kehittamispolku", None, None, HELKA),
    (
        "vallilan-yhteispiha",
        "kallio-vallila-pasila",
        (83, "Koulun piha auki iltaisin", "Piha on iltaisin lukossa. Voisiko sen avata kaikille?"),
        [
            (69, "begin", TEAM, {}),
            (60, "submit", TEAM, {}),
            (57, "take", ADVISER, {}),
            (55, "ask_changes", ADVISER, {"message": AGAIN}),
            (50, "resubmit", TEAM, {"message": MENDED}),
            (46, "approve", ADVISER, {"reason": WELCOME}),
        ],
    ),
    (
        "roihuvuoren-kirsikkajuhla",
        "herttoniemi-laajasalo",
        (60, "Kirsikkajuhla koko alueelle", "Tehdään juhla yhdessä koulujen kanssa."),
        [
            (41, "begin", TEAM, {}),
            (32, "submit", TEAM, {}),  # so its answer is late
            (12, "take", ADVISER, {}),
        ],
    ),
    (
        "mustavuoren-polut",
        "vuosaari-puotila",
        (48, "Polut kuntoon", "Mustavuoressa eksyy. Merkitään reitit."),
        [(30, "begin", TEAM, {}), (6, "submit", TEAM, {})],
    ),
    ("maunulan-nuorten-studio", "maunula-pakila-oulunkyla", None, approved(130, 101, 97, 84)),
    (
        "konalan-kylatalo",
        "lantiset-alueet",
        None,
        [
            (52, "begin", TEAM, {}),
            (33, "submit", TEAM, {}),
            (27, "take", ADVISER, {}),
            (9, "ask_changes", ADVISER, {"message": MESSAGE, "changes": ASKED}),
        ],
    ),
    ("nordsjo-sprakkafe", "vuosaari-puotila", None, approved(520, 490, 484, 470)),
    (
        "oulunkylan-pihakirppis",
        "maunula-pakila-oulunkyla",
        (1010, "Kirppis kiertämään", "Pidetään kirppis eri pihalla joka viikko."),
        approved(990, 968, 960, 951),
    ),
    (
        "kannelmaen-koysirata",
        "lantiset-alueet",
        None,
        [
            (200, "begin", TEAM, {}),
            (190, "submit", TEAM, {}),
            (183, "take", ADVISER, {}),
            (170, "reject", ADVISER, {"reason": REASON}),
        ],
    ),
    (  # of the Kehrä where the adviser lives, so the lead takes care of it
        "hietalahden-iltatori",
        HOME,
        None,
        [
            (27, "begin", TEAM, {}),
            (11, "submit", TEAM, {}),
            (10, "take", LEAD, {}),
        ],
    ),
    ("etelarannan-talvipenkit", "etelaiset-kaupunginosat", None, [(4, "begin", TEAM, {})]),
]
# What a card lacked when it was first given to Sukkula.
FIRST = {
    "vallilan-yhteispiha": {
        "goals": ["Piha on käytössä joka ilta", "Taloyhtiöt ja koulu sopivat pihan hoidosta"],
        "legacy_best": [],
        "evaluation": ["Käyttövuorojen määrä kuukausittain"],
        "actors": "Asukkaat, taloyhtiöt ja koulu",
    }
}
# Whom to ask about a card: they are in no text of it.
CONTACTS = {
    "vallilan-yhteispiha": [
        Contact("Leena Esimerkki", "leena@yhteispiha.example", "040 555 0142", "pihavastaava"),
        Contact("Esimerkin koulun kanslia", "", "09 555 0160", "arkisin 9–14"),
    ],
    "konalan-kylatalo": [
        Contact("Saara Esimerkki", "saara@kylatalo.example", "040 555 0117", "puheenjohtaja"),
    ],
}
# The part of a card that a change was asked in, and the answer.
ANSWERS = [("legacy_least", [(6, "answer_change", TEAM, {"words": ANSWER})])]
# Days ago, Kehrä, title, text.
IDEAS = [
    (11, "kallio-vallila-pasila", "Kirpputori Pasilan sillalle", "Silta on kesäisin tyhjä."),
    (25, "etelaiset-kaupunginosat", "Lainattavat soutuveneet", "Yhteiset veneet Merisatamaan."),
    (17, "lantiset-alueet", "Pitäjänmäen iltatori", "Tori auki torstai-iltaisin."),
    (3, "vuosaari-puotila", "Yhteinen saunalautta", "Lautta Aurinkolahden rantaan."),
]
# The card whose work is done, once a grant has set it running; the adviser ends it.
ENDED = "Oulunkylän pihakirppis"
LESSONS = {
    "good": "Pienet pihat toimivat paremmin kuin iso tori. Korjauspaja toi ne, jotka eivät osta.",
    "improve": "Sopikaa pöytien säilytyksestä ennen ensimmäistä kesää.",
}
ENDING = [(430, "end", ADVISER, {}), (412, "tell_lessons", TEAM, LESSONS)]
# Title of the card, how many days ago a co-editor was named.
NAMED = [("Vallilan yhteispiha", 66), ("Konalan kylätalo", 40)]
# Title of the card, days ago, the new version's title and the goal added to it.
VERSIONS = [
    (
        "Vallilan yhteispiha",
        8,
        "Vallilan yhteispiha ja viljelylaatikot",
        "Pihalla on kaksikymmentä viljelylaatikkoa, joista puolet on koulun",
    )
]
WIDE, TALL = 1200, 600
HALL_ALT = "Piirros: matala talo, jossa on viisi ikkunaa ja leveä ovi, ja talon edessä kaksi puuta."
YARD_ALT = "Piirros: kerrostalojen välinen piha, jossa on pitkä pöytä, penkkejä ja neljä puuta."
RENT = {
    "title": "Kylätalon vuokralaskelma",
    "about": ["Konalan kylätalo, liite hankekorttiin"],
    "facts": [
        ("Vuokra hankkeen aikana", "850 € kuukaudessa, maksaa hanke"),
        ("Vuokra hankkeen jälkeen", "850 € kuukaudessa, maksavat talon käyttäjät yhdessä"),
        ("Tilavuokrat yhdistyksiltä", "noin 520 € kuukaudessa"),
        ("Kahvila ja juhlat", "noin 400 € kuukaudessa"),
    ],
}
# Title of the card, days ago, the file, its name, what a picture shows, whether everyone sees it.
FILES = [
    ("Konalan kylätalo", 3, "rent", "Kylätalon vuokralaskelma.pdf", "", False),
    ("Konalan kylätalo", 3, "hall", "Kylätalo.png", HALL_ALT, False),
    ("Vallilan yhteispiha", 20, "yard", "Pihan_suunnitelma.png", YARD_ALT, True),
]


@transaction.atomic
def load_cards():
    """Load the cards and ideas, unless there are any."""
    if Project.objects.exists():
        return
    with on(MOVED):
        row = (account(ADVISER), "resident", "", moments.today())
        Membership.objects.record(Kehra.objects.get(slug=HOME), [row], by=account(LEAD))
    residents = User.objects.filter(email__startswith="asukas").order_by("pk")
    for file, slug, idea, steps in CARDS:
        walked(file, Kehra.objects.get(slug=slug) if slug else None, idea, steps, residents[40])
    for field, steps in ANSWERS:
        asked = ChangeRequest.objects.get(field=field)
        walk(asked, steps, people(asked.project.kehra))
    for days, slug, title, text in IDEAS:
        suggested(Kehra.objects.get(slug=slug), days, title, text, by=residents[7])


def people(kehra):
    """Who acts on a Kehrä's card; on a card of none Sukkula's lead is its team."""
    lead = account(LEAD)
    team = kehra.coordinators().first() if kehra else lead
    return {TEAM: team, ADVISER: account(ADVISER), LEAD: lead}


def walked(file, kehra, idea, steps, resident):
    """One card from its text, from an idea if it began with one; what it lacked at first comes
    when it is given back."""
    who, whole = people(kehra), card(file)
    first = replace(whole, **FIRST.get(file, {}))
    (began, _begin, by, _facts), *steps = steps
    if idea:
        idea = suggested(kehra, *idea, by=resident)
        walk(idea, [(began, "take_up", by, {})], who)
        project = idea.project
        project.apply(first)
    else:
        with on(began):
            project = Project.objects.begin(kehra, by=who[by], card=first)
    for step in steps:
        if step[1] == "resubmit":
            project.apply(whole)
        walk(project, [step], who)


def card(file):
    year = moments.today().year
    years = {"before": -2, "last": -1, "this": 0, "next": 1, "after": 2}
    text = (TEXTS / f"{file}.txt").read_text(encoding="utf-8")
    card = read(text.format(**{name: year + n for name, n in years.items()})).card
    return replace(card, contacts=CONTACTS.get(file, []))


def suggested(kehra, days, title, text, *, by):
    with on(days):
        return Idea.objects.suggest(kehra, by=by, title=title, text=text, language="fi")


def finish():
    """End the one whose work is done and tell its lessons, once a grant has set it running."""
    for project in Project.objects.filter(title=ENDED, state=Project.State.RUNNING):
        walk(project, ENDING, people(project.kehra))


@transaction.atomic
def load_co_editors():
    """Load what is not there yet; run twice, it changes nothing."""
    if CoEditor.objects.exists():
        return
    for title, days in NAMED:
        if project := Project.objects.filter(title=title).exclude(kehra=None).first():
            with on(days):
                CoEditor.objects.appoint(project, named(project), by=people(project.kehra)[TEAM])


def named(project):
    """The demonstration's member in that one's own Kehrä, in another its oldest member."""
    members = project.kehra.memberships.active().exclude(role="coordinator")
    own = members.filter(user=account("member")).first()
    return own or members.order_by("joined_on", "pk").first()


@transaction.atomic
def load_versions():
    """Load what is not there yet; run twice, it changes nothing."""
    for of, days, title, goal in VERSIONS:
        project = Project.objects.filter(title=of, state=Project.State.APPROVED).first()
        if project and not project.versions.exists():
            team = people(project.kehra)[TEAM]
            with on(days):
                version = project.begin_version(by=team)
                before = version.card()
                told = replace(before, title=title, goals=[*before.goals, goal])
                version.write(told, by=team, seen=before.mark())


@transaction.atomic
def load_attachments():
    """Load what is not there yet; run twice, it changes nothing."""
    if Attachment.objects.exists():
        return
    contents = {"rent": rent(), "hall": drawn(hall), "yard": drawn(yard)}
    for title, days, file, name, alt, everyone in FILES:
        project = Project.objects.filter(title=title).first()
        if project and (project.is_public if everyone else project.is_open_text):
            taken = fields.take(SimpleUploadedFile(name, contents[file]))
            with on(days):
                attach(project, taken, alt, members_only=not everyone)


def attach(project, file, alt, *, members_only):
    """Attach a file and tell what it shows."""
    team = people(project.kehra)[TEAM]
    made = Attachment.objects.add(project, file, by=team)
    if alt:
        made.change(by=team, title=made.title, alt=alt, members_only=members_only)


def rent():
    return pdf.render("pdf/base.html", RENT, language="fi")


def drawn(draw):
    image = Image.new("RGB", (WIDE, TALL), "#f3e3c3")
    draw(ImageDraw.Draw(image))
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def hall(pen):
    """A low house with five windows and a door."""
    pen.rectangle((0, 460, WIDE, TALL), fill="#4f7334")
    pen.polygon([(180, 260), (600, 130), (1020, 260)], fill="#9c4a1a")
    pen.rectangle((220, 260, 980, 470), fill="#b3402e")
    for place in range(6):
        left = 260 + place * 118
        if place == 3:
            pen.rectangle((left, 320, left + 90, 470), fill="#51607a")
        else:
            pen.rectangle((left, 310, left + 70, 390), fill="#e6f0ef")
    tree(pen, 110, 480)
    tree(pen, 1090, 480)


def yard(pen):
    """A yard between blocks of flats, with a long table and trees."""
    pen.rectangle((0, 400, WIDE, TALL), fill="#4f7334")
    for left, colour in ((0, "#8f5f07"), (330, "#1f5f6b"), (720, "#6a4c93")):
        pen.rectangle((left, 90, left + 290, 400), fill=colour)
        for x in range(left + 30, left + 260, 60):
            for y in range(120, 360, 70):
                pen.rectangle((x, y, x + 30, y + 40), fill="#e6f0ef")
    for x in (90, 320, 880, 1110):
        tree(pen, x, 500)
    pen.rectangle((430, 480, 770, 500), fill="#f3e3c3")
    for x in (450, 735):
        pen.rectangle((x, 500, x + 15, 550), fill="#f3e3c3")
    pen.rectangle((410, 560, 790, 570), fill="#9c4a1a")


def tree(pen, x, ground):
    pen.rectangle((x - 8, ground - 90, x + 8, ground), fill="#8f5f07")
    pen.ellipse((x - 55, ground - 190, x + 55, ground - 70), fill="#2f6b2f")
