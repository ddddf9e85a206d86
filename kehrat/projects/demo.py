"""The demonstration's cards, walked by verbs to where they are today; their files and versions.

The texts are in kehrat/data/cards, in Helka's format; {this} and {next} are years. All but
Helka's own project, told in other words than its card's, are invented.
"""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image, ImageDraw

from kehityspolku import moments
from kehityspolku.dev.demo import account, back_date
from kehityspolku.documents import pdf
from kehityspolku.files import fields
from kehityspolku.models import Event, User
from kehrat.cards.reading import read
from kehrat.groups.models import Kehra
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


NAMED = [("Vallilan yhteispiha", 66), ("Konalan kylätalo", 40)]  # title, how many days ago


CARD, TITLE = "Vallilan yhteispiha", "Vallilan yhteispiha ja viljelylaatikot"
GOAL = "Pihalla on kaksikymmentä viljelylaatikkoa, joista puolet on koulun"


WIDE, TALL = 1200, 600
HALL = "Konalan kylätalo"
YARD = "Vallilan yhteispiha"
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
        [(41, "begin", TEAM, {}), (19, "submit", TEAM, {}), (12, "take", ADVISER, {})],
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
IDEAS = [
    (11, "kallio-vallila-pasila", "Kirpputori Pasilan sillalle", "Silta on kesäisin tyhjä."),
    (25, "etelaiset-kaupunginosat", "Lainattavat soutuveneet", "Yhteiset veneet Merisatamaan."),
    (17, "lantiset-alueet", "Pitäjänmäen iltatori", "Tori auki torstai-iltaisin."),
    (3, "vuosaari-puotila", "Yhteinen saunalautta", "Lautta Aurinkolahden rantaan."),
]
ENDED = "Oulunkylän pihakirppis"
MILESTONES = {"approve": "approved", "note_grant": "granted", "end": "ended"}
LESSONS = {
    "good": "Pienet pihat toimivat paremmin kuin iso tori. Korjauspaja toi ne, jotka eivät osta.",
    "improve": "Sopikaa pöytien säilytyksestä ennen ensimmäistä kesää.",
}


@transaction.atomic
def load_cards():
    """Load the cards and ideas, unless there are any."""
    if Project.objects.exists():
        return
    residents = User.objects.filter(email__startswith="asukas").order_by("pk")
    for file, slug, idea, walk in CARDS:
        walked(file, Kehra.objects.get(slug=slug) if slug else None, idea, walk, residents[40])
    answer()
    for days, slug, title, text in IDEAS:
        suggested(Kehra.objects.get(slug=slug), days, title, text, by=residents[7])


@transaction.atomic
def finish():
    """End the one whose work is done and tell its lessons, once a grant has set it running."""
    for project in Project.objects.filter(title=ENDED, state=Project.State.RUNNING):
        done(project, 58, "end", project.adviser)
        done(project, 40, "tell_lessons", project.kehra.coordinators().first(), **LESSONS)
    for project in Project.objects.exclude(idea=None):
        date_milestones(project)


def date_milestones(project):
    """What supporters were told of the card happened when the card's step did."""
    for verb, word in MILESTONES.items():
        steps = Event.objects.filter(target_type__model="project", target_id=project.pk, verb=verb)
        if step := steps.order_by("pk").last():
            told = f"idea_{word}"
            Event.objects.filter(
                target_type__model="idea", target_id=project.idea_id, verb=told
            ).update(at=step.at)


def walked(file, kehra, idea, walk, resident):
    """One card from its text, begun by its people and walked by verbs on the days told."""
    lead, adviser = (account(role) for role in (LEAD, ADVISER))
    team = kehra.coordinators().first() if kehra else lead
    (began, _begin, _who, _facts), *steps = walk
    first, whole = replace(card(file), **FIRST.get(file, {})), card(file)
    if idea:
        days, title, text = idea
        idea = suggested(kehra, days, title, text, by=resident)
        idea.take_up(by=team)
        begun = back_date(idea.project, began)
        Idea.objects.filter(pk=idea.pk).update(state_since=back_date(idea, began))
        project = idea.project
        project.apply(first)
    else:
        project = Project.objects.begin(kehra, by=team, card=first)
        begun = back_date(project, began)
    Project.objects.filter(pk=project.pk).update(state_since=begun)
    for day, verb, who, facts in steps:
        by = {TEAM: team, ADVISER: adviser, LEAD: lead}[who]
        if verb == "resubmit":
            project.apply(whole)
        done(project, day, verb, by, **facts)
    return project


def card(file):
    year = moments.today().year
    years = {"before": -2, "last": -1, "this": 0, "next": 1, "after": 2}
    text = (TEXTS / f"{file}.txt").read_text(encoding="utf-8")
    return read(text.format(**{name: year + n for name, n in years.items()})).card


def suggested(kehra, days, title, text, *, by):
    idea = Idea.objects.suggest(kehra, by=by, title=title, text=text, language="fi")
    at = back_date(idea, days)
    Idea.objects.filter(pk=idea.pk).update(made_at=at, state_since=at)
    idea.refresh_from_db()
    return idea


def done(project, day, verb, by, **facts):
    """Take a step as if on an earlier day."""
    getattr(project, verb)(by=by, **facts)
    at = back_date(project, day)
    Project.objects.filter(pk=project.pk).update(state_since=at)
    if verb in ("submit", "resubmit", "approve"):
        project.revisions.filter(number=project.revisions.count()).update(at=at)


def answer():
    """Answer the first one three days later, and date both sides' words as the card's steps are."""
    for asked in ChangeRequest.objects.select_related("project__kehra"):
        at = asked.project.state_since
        asked.asked_at = at
        asked.save()
        if asked.field == "legacy_least":
            asked.answer_change(by=asked.project.kehra.coordinators().first(), words=ANSWER)
            at += timedelta(days=3)
            ChangeRequest.objects.filter(pk=asked.pk).update(answered_at=at)
            Event.objects.filter(verb="answer_change", target_id=asked.pk).update(at=at)


@transaction.atomic
def load_co_editors():
    """Load what is not there yet; run twice, it changes nothing."""
    if CoEditor.objects.exists():
        return
    for title, days in NAMED:
        if project := Project.objects.filter(title=title).exclude(kehra=None).first():
            name(project, days)


def name(project, days):
    """The demonstration's member in that one's own Kehrä, in another its oldest member."""
    members = project.kehra.memberships.active().exclude(role="coordinator")
    own = members.filter(user=account("member")).first()
    member = own or members.order_by("joined_on", "pk").first()
    row = CoEditor.objects.appoint(project, member, by=project.kehra.coordinators().first())
    row.named_on = moments.in_days(-days)
    row.save(update_fields=["named_on"])
    back_date(row, days)


@transaction.atomic
def load_versions():
    """Load what is not there yet; run twice, it changes nothing."""
    card = Project.objects.filter(title=CARD, state=Project.State.APPROVED).first()
    if not card or card.versions.exists():
        return
    by = card.kehra.coordinators().first()
    version = card.begin_version(by=by)
    before = version.card()
    version.write(
        replace(before, title=TITLE, goals=[*before.goals, GOAL]), by=by, seen=before.mark()
    )
    begun = back_date(version, 8)
    Project.objects.filter(pk=version.pk).update(state_since=begun)


@transaction.atomic
def load_attachments():
    """Load what is not there yet; run twice, it changes nothing."""
    if Attachment.objects.exists():
        return
    hall = Project.objects.filter(title=HALL).first()
    if hall and hall.is_open_text:
        body = pdf.render("pdf/base.html", RENT, language="fi")
        attach(hall, 3, sent(body, "Kylätalon vuokralaskelma.pdf"))
        attach(hall, 3, drawn("hall", "Kylätalo.png"), alt=HALL_ALT)
    yard = Project.objects.filter(title=YARD).first()
    if yard and yard.is_public:
        attach(yard, 20, drawn("yard", "Pihan_suunnitelma.png"), alt=YARD_ALT, everyone=True)


def attach(project, days, file, *, alt="", everyone=False):
    """Attach a file as if so many days ago, with its words."""
    team = project.kehra.coordinators().first()
    made = Attachment.objects.add(project, fields.take(file), by=team)
    at = back_date(made, days)
    Attachment.objects.filter(pk=made.pk).update(at=at)
    if alt:
        made.change(by=team, title=made.title, alt=alt, members_only=not everyone)
        back_date(made, days)


def sent(content, name):
    """A file as a browser would send it."""
    return SimpleUploadedFile(name, content)


def drawn(drawing, name):
    image = Image.new("RGB", (WIDE, TALL), "#f3e3c3")
    globals()[drawing](ImageDraw.Draw(image))
    file = BytesIO()
    image.save(file, "PNG")
    return sent(file.getvalue(), name)


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
