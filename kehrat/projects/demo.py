"""The demonstration's project cards and ideas, walked by verbs to where they are today.

The texts are in data/cards, in Helka's format; {this} and {next} are years. All but Helka's own
project, told in other words than its card's, are invented.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db import transaction

from kehityspolku import moments
from kehityspolku.models import Event, User
from kehrat import demo_changes
from kehrat.card_text import read
from kehrat.models import Idea, Kehra, Project

TEXTS = Path(__file__).parent / "data" / "cards"
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
            *((69, "begin", TEAM, {}), (60, "submit", TEAM, {}), (57, "take", ADVISER, {})),
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
            *((52, "begin", TEAM, {}), (33, "submit", TEAM, {}), (27, "take", ADVISER, {})),
            (9, "ask_changes", ADVISER, {"message": MESSAGE, "changes": demo_changes.ASKED}),
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
            *((200, "begin", TEAM, {}), (190, "submit", TEAM, {}), (183, "take", ADVISER, {})),
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
def load():
    """Load the cards and ideas, unless there are any."""
    if Project.objects.exists():
        return
    residents = User.objects.filter(email__startswith="asukas").order_by("pk")
    for file, slug, idea, walk in CARDS:
        walked(file, Kehra.objects.get(slug=slug) if slug else None, idea, walk, residents[40])
    demo_changes.answer()
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


def back_date(record, day):
    """Move the record's last event to a day (or days ago); returns the moment."""
    day = day if isinstance(day, date) else moments.in_days(-day)
    at = datetime.combine(day, time(9 + record.pk % 8, 10), tzinfo=moments.HELSINKI)
    events = Event.objects.filter(target_type__model=record._meta.model_name, target_id=record.pk)
    last = events.order_by("pk").last()
    at = min(at, moments.start_of(moments.today()) + timedelta(hours=6))
    Event.objects.filter(pk=last.pk).update(at=at)
    return at


def account(role):
    return User.objects.get(email=f"{role}@kehityspolku.example")
