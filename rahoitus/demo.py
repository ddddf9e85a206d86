"""The demonstration's calls, relative to today, their applications, and the funder's official.

Sums, dates and decisions are invented, but for the years and sources of Helka's own project.
"""

import json
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from kehityspolku import moments
from kehityspolku.dev.demo import a_year_ago, story
from kehityspolku.models import Event, User
from kehrat.models import Project
from kehrat.projects import demo
from rahoitus.models import Application, Call, Source, SourceOfficial

CALLS = Path(__file__).parent / "data" / "demo_calls.json"
TEAM, ADVISER = "team", "adviser"
HELKA = "Paikallinen kehittämispolku"
# Call, day of the decision, what time the money is for: the years of Helka's own card.
PAST = [
    ("tem-2012-2013", date(2012, 5, 28), date(2012, 6, 1), date(2013, 12, 31)),
    ("uudenmaan-liitto-2013", date(2013, 2, 11), date(2013, 1, 1), date(2013, 12, 31)),
    ("uudenmaan-ely-esr-2014", date(2014, 1, 20), date(2014, 1, 1), date(2014, 12, 31)),
    ("helsingin-kaupunki-2014-2015", date(2014, 3, 17), date(2014, 1, 1), date(2015, 12, 31)),
    ("6aika-2015-2016", date(2015, 2, 16), date(2015, 1, 1), date(2016, 12, 31)),
]
STUDIO_STAFF = [("Studion vastaava", "38000"), ("Nuorten ohjaajat", "23400")]
YARD_STAFF = [("Pihan ohjaaja, puolet työajasta", "24000"), ("Talkoiden vetäjä", "10000")]
WANTS_MORE_REGIONS = "Hanke toimii yhdessä kaupunginosassa. Määräraha on useamman maakunnan työhön."
# Title of the card, call, why it was opened although it did not seem to fit, staff pay and grant
# and own money (None: as carried over), and the walk: days ago, verb, who, facts.
STORIES = [
    (
        "Oulunkylän pihakirppis",
        "pienavustus",
        "",
        None,
        [
            (948, "open", ADVISER, {}),
            (941, "ask_check", TEAM, {}),
            (939, "mark_checked", ADVISER, {}),
            (938, "record_sent", ADVISER, {"diary_number": "HEL-0101-118"}),
            (921, "grant", ADVISER, {"amount": Decimal(2900)}),
        ],
    ),
    (
        "Nordsjö språkkafé",
        "yleisavustus-aiempi",
        "",
        None,
        [
            (467, "open", ADVISER, {}),
            (455, "ask_check", TEAM, {}),
            (452, "mark_checked", ADVISER, {}),
            (450, "record_sent", ADVISER, {"diary_number": "HEL-0202-204"}),
            (391, "grant", ADVISER, {"amount": Decimal(15000), "conditions": "Loppuraportti."}),
        ],
    ),
    (
        "Maunulan nuorten studio",
        "alueiden-kehittamisen-maararaha",
        "Kokeillaan: malli sopii muidenkin maakuntien nuorisotaloihin.",
        None,
        [
            (80, "open", ADVISER, {}),
            (66, "ask_check", TEAM, {}),
            (64, "mark_checked", ADVISER, {}),
            (63, "record_sent", ADVISER, {"diary_number": "TEM-0303-31"}),
            (15, "decline", ADVISER, {"reason": WANTS_MORE_REGIONS}),
        ],
    ),
    (
        "Maunulan nuorten studio",
        "osallisuus-kaupunginosissa",
        "",
        (STUDIO_STAFF, "68768", "17192"),
        [
            (14, "open", ADVISER, {}),
            (7, "ask_check", TEAM, {}),
            (6, "mark_checked", ADVISER, {}),
            (5, "record_sent", ADVISER, {"diary_number": "EURA-0404-57"}),
        ],
    ),
    (
        "Maunulan nuorten studio",
        "akke",
        "",
        None,
        [(13, "open", ADVISER, {}), (3, "ask_check", TEAM, {})],
    ),
    (
        "Vallilan yhteispiha",
        "osallisuus-kaupunginosissa",
        "",
        (YARD_STAFF, "38400", "9600"),
        [(11, "open", ADVISER, {})],
    ),
]


@transaction.atomic
@story()
def load():
    """Load what is not there yet; run twice, it changes nothing."""
    official = User.objects.get(email="funder_official@kehityspolku.example")
    source = Source.objects.get(slug="uudenmaan-elinvoimakeskus")
    SourceOfficial.objects.appoint(official, source, by=None)
    a_year_ago("give_source")
    for given in json.loads(CALLS.read_text(encoding="utf-8")):
        make_call(given)
    if Application.objects.exists():
        return
    projects = {project.title: project for project in Project.objects.all()}
    if HELKA in projects:
        record_past(projects[HELKA])
    for title, slug, *walk in STORIES:
        if title in projects:
            tell(projects[title], Call.objects.get(slug=slug), *walk)
    demo.finish()


def make_call(given):
    """A call from its facts, its days counted from today."""
    given["source"] = Source.objects.get(slug=given["source"])
    given["opens_on"] = moments.in_days(given.pop("opens"))
    closes = given.pop("closes")
    given["closes_on"] = None if closes is None else moments.in_days(closes)
    Call.objects.get_or_create(slug=given.pop("slug"), defaults=given)


def record_past(project):
    """The five decisions of Helka's own project, recorded afterwards, their sums not stated."""
    for slug, decided_on, starts_on, ends_on in PAST:
        call = Call.objects.get(slug=slug)
        with days_ago(32):
            made = Application.objects.open(project, call, by=project.adviser)
            made.record_past(
                by=project.adviser, decided_on=decided_on, starts_on=starts_on, ends_on=ends_on
            )


def tell(project, call, override, money, walk):
    """One application, walked by verbs as if on earlier days."""
    people = {ADVISER: project.adviser, TEAM: project.kehra.coordinators().first()}
    (opened, _open, who, _facts), *steps = walk
    with days_ago(opened) as at:
        made = Application.objects.open(project, call, by=people[who], override=override)
    Application.objects.filter(pk=made.pk).update(opened_at=at)
    if money:
        write(made, people[TEAM], *money)
    for days, verb, who, facts in steps:
        if verb in ("grant", "decline"):
            facts = {"decided_on": moments.in_days(-days), **facts}
        if verb == "record_sent":
            facts = {"sent_on": moments.in_days(-days), **facts}
        with days_ago(days):
            getattr(made, verb)(by=people[who], **facts)


def write(application, team, staff, grant, own):
    lines = [{"category": "staff", "text": text, "amount": Decimal(pay)} for text, pay in staff]
    plan = [{"kind": "grant", "amount": Decimal(grant)}, {"kind": "own", "amount": Decimal(own)}]
    application.write(by=team, costs=lines, funding=plan)


@contextmanager
def days_ago(days):
    """What is done inside happened on an earlier day: its events and states."""
    at = datetime.combine(moments.in_days(-days), time(10, 20), tzinfo=moments.HELSINKI)
    last = Event.objects.order_by("pk").last()
    begun = moments.now()
    yield at
    happened = Event.objects.filter(pk__gt=last.pk if last else 0)
    happened.update(at=at)
    for model in (Application, Project):
        model.objects.filter(state_since__gte=begun).update(state_since=at)
