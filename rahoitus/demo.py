"""The demonstration's calls, relative to today, their applications, and the funder's official.

Sums, dates and decisions are invented, but for those of Helka's own project: of them the sources
and the years are told, and nothing else.
"""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from kehityspolku import moments
from kehityspolku.dev.demo import account, on, story, walk
from kehrat import demo
from kehrat.groups.demo import MARKET
from kehrat.models import Project
from kehrat.projects.demo import ENDED
from rahoitus.applications import carry_over, demo_answers
from rahoitus.applications import demo as budgets
from rahoitus.calls.models.version import ROWS
from rahoitus.models import (
    AidDeclaration,
    Application,
    Call,
    Decision,
    FunderForm,
    OtherFunding,
    Source,
    SourceOfficial,
)
from rahoitus.running import demo as running

TELLS = "calls, applications and decisions"
CALLS = Path(__file__).parent / "data" / "demo_calls.json"
SOURCES = CALLS.with_name("demo_sources.json")
COST_MODELS = CALLS.with_name("cost_models.json")
TEAM, ADVISER = "team", "adviser"
HELKA = "Paikallinen kehittämispolku"
RECORDED = 32  # days ago: the decisions that Helka's own project had got before the portal
# Call and years of the money, which is all that Helka's own card states of them.
PAST = [
    ("tem-2012-2013", (2012, 2013)),
    ("uudenmaan-liitto-2013", (2013,)),
    ("uudenmaan-ely-esr-2014", (2014,)),
    ("helsingin-kaupunki-2014-2015", (2014, 2015)),
    ("6aika-2015-2016", (2015, 2016)),
]
STUDIO_STAFF = [("Studion vastaava", "38000"), ("Nuorten ohjaajat", "23400")]
YARD_STAFF = [("Pihan ohjaaja, puolet työajasta", "24000"), ("Talkoiden vetäjä", "10000")]
WANTS_MORE_REGIONS = "Hanke toimii yhdessä kaupunginosassa. Määräraha on useamman maakunnan työhön."
# What the funders decided, each on the day of its step.
THAT_DAY = {"decided_on": moments.today}
SMALL_YES = THAT_DAY | {"amount": Decimal(2900)}
LARGE_YES = THAT_DAY | {
    "amount": Decimal(15000),
    "conditions": "Loppuraportti.",
    "appeal_by": lambda: moments.in_days(30),
}
A_ZERO_LESS = LARGE_YES | {"amount": Decimal(1500)}  # a slip, mended the next day
NO = THAT_DAY | {"reason": WANTS_MORE_REGIONS, "appeal_by": lambda: moments.in_days(21)}
NOT_BEGUN = THAT_DAY | {
    "reason": "Staden drog in bidraget: arbetet började inte inom tre månader.",
    "diary_number": "HEL-0202-166",
}
SIGNED = {"because": "Puheenjohtaja ja sihteeri allekirjoittivat hakemuksen paperilla."}
MORE = {
    "message": "Missä muissa maakunnissa mallia kokeillaan, ja kuka siihen on sitoutunut?",
    "answer_by": lambda: moments.in_days(14),
}
NOT_TAKEN = THAT_DAY | {"reason": "Kesän ohjaaja perui, emmekä ehdi löytää toista."}
# Title of the card, call, why it was opened although it did not seem to fit, staff pay and grant
# and own money (None: as carried over), and the walk: days ago, verb, who, facts.
STORIES = [
    (  # granted and not begun: the same project got money anew
        "Nordsjö språkkafé",
        "pienavustus",
        "",
        ([("Kafévärd, tolv kvällar", "2400")], "1900", "500"),
        [
            (464, "open", ADVISER, {}),
            (461, "ask_check", TEAM, {}),
            (459, "mark_checked", ADVISER, {}),
            (458, "record_sent", ADVISER, SIGNED | {"diary_number": "HEL-0202-151"}),
            (440, "grant", ADVISER, THAT_DAY | {"amount": Decimal(1900)}),
            (400, "lapse", ADVISER, NOT_BEGUN),
        ],
    ),
    (  # granted and not taken
        "Maunulan nuorten studio",
        "taide-ja-kulttuuri",
        "",
        ([("Työpajojen ohjaaja, kesä", "4000")], "3000", "1000"),
        [
            (83, "open", ADVISER, {}),
            (80, "ask_check", TEAM, {}),
            (79, "mark_checked", ADVISER, {}),
            (78, "record_sent", ADVISER, SIGNED | {"diary_number": "HEL-0303-90"}),
            (45, "grant", ADVISER, THAT_DAY | {"amount": Decimal(3000)}),
            (38, "turn_down", TEAM, NOT_TAKEN),
        ],
    ),
    (
        MARKET,
        "pienavustus",
        "",
        ([("Esiintyjät ja kojujen pystytys", "3500")], "2700", "800"),
        [
            (772, "open", ADVISER, {}),
            (768, "ask_check", TEAM, {}),
            (765, "mark_checked", ADVISER, {}),
            (764, "record_sent", ADVISER, SIGNED | {"diary_number": "HEL-0505-77"}),
            (700, "grant", ADVISER, THAT_DAY | {"amount": Decimal(2700)}),
        ],
    ),
    (
        "Oulunkylän pihakirppis",
        "asukastoiminta-aiempi",
        "",
        None,
        [
            (948, "open", ADVISER, {}),
            (941, "ask_check", TEAM, {}),
            (939, "mark_checked", ADVISER, {}),
            (938, "record_sent", ADVISER, SIGNED | {"diary_number": "HEL-0101-118"}),
            (921, "grant", ADVISER, SMALL_YES),
        ],
    ),
    (
        "Nordsjö språkkafé",
        "osallisuus-aiempi",
        "",
        None,
        [
            (467, "open", ADVISER, {}),
            (455, "ask_check", TEAM, {}),
            (452, "mark_checked", ADVISER, {}),
            (450, "record_sent", ADVISER, SIGNED | {"diary_number": "EURA-0202-20"}),
            (391, "grant", ADVISER, A_ZERO_LESS),
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
            (63, "record_sent", ADVISER, SIGNED | {"diary_number": "TEM-0303-31"}),
            (44, "request_supplement", ADVISER, MORE),
            (37, "supply", TEAM, {"message": "Kontulan ja Hervannan nuorisotalot ovat mukana."}),
            (35, "forward", ADVISER, {}),
            (15, "decline", ADVISER, NO),
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
            (5, "record_sent", ADVISER, SIGNED | {"diary_number": "EURA-0404-57"}),
        ],
    ),
    (
        "Maunulan nuorten studio",
        "yhteisojen-kulttuuriperinto",
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
    (
        "Vallilan yhteispiha",
        "taide-ja-kulttuuri",
        "",
        None,
        [(9, "open", ADVISER, {})],
    ),
]
# Days ago, who gives the money, its sum and state, and which of the costs it is for.
OTHER = [
    (8, "Esimerkkisäätiö", "4000", "applied", slice(0, 1)),
    (8, "Kaupunginosan yrittäjät", None, "granted", slice(0, 0)),
]
LATE = "Kahvila avautui myöhässä."


@transaction.atomic
@story()
def load():
    """Load what is not there yet; run twice, it changes nothing."""
    source = Source.objects.get(slug="uudenmaan-elinvoimakeskus")
    with on(365):
        SourceOfficial.objects.appoint(account("funder_official"), source, by=None)
    for given in json.loads(SOURCES.read_text(encoding="utf-8")):
        Source.objects.get_or_create(slug=given.pop("slug"), defaults=given)
    for given in json.loads(CALLS.read_text(encoding="utf-8")):
        make_call(given)
    tie_forms()
    if Application.objects.exists():
        return
    projects = {project.title: project for project in Project.objects.all()}
    if HELKA in projects:
        for row in PAST:
            record_past(projects[HELKA], *row)
    for title, slug, *rest in STORIES:
        if title in projects:
            tell(projects[title], Call.objects.get(slug=slug), *rest)
    mend("Nordsjö språkkafé", 390, LARGE_YES, why="Yksi nolla jäi pois.")
    alter("Nordsjö språkkafé")
    declare("Vallilan yhteispiha")
    budgets.load()
    for application in Application.objects.granted().filter(project__title=running.RUNS):
        running.load(application)
    running.close(MARKET)
    running.pay_at_once(ENDED)
    demo.finish()
    running.report_and_close(ENDED)
    running.follow_up(ENDED, answered=True)
    running.follow_up(MARKET, answered=False)


def make_call(given):
    """A call from its facts and rows; its days are counted from today, unless they are dates."""
    given["source"] = Source.objects.get(slug=given["source"])
    for name, told in (("opens", "opens_on"), ("closes", "closes_on"), ("checked", "checked_on")):
        days = given.pop(name, None)
        given.setdefault(told, None if days is None else moments.in_days(days))
    if (ended := given.pop("ended", None)) is not None:
        given["ended_early_on"] = moments.in_days(ended)
    opens = given["opens_on"]
    opens = date.fromisoformat(opens) if isinstance(opens, str) else opens
    if not given.pop("draft", False):
        given["published_at"] = moments.start_of(min(opens, moments.in_days(-1)))
    rows = {name: given.pop(name, []) for name in ROWS}
    add_cost_models(given["source"], given.get("cost_models", []))
    call, made = Call.objects.get_or_create(slug=given.pop("slug"), defaults=given)
    for name in ROWS if made else []:
        for place, row in enumerate(rows[name], 1):
            getattr(call, name).create(place=place, **row)


def add_cost_models(source, codes):
    """The source's cost models of these codes, those that it lacks."""
    for given in json.loads(COST_MODELS.read_text(encoding="utf-8")):
        if (code := given.pop("code")) in codes:
            source.cost_models.get_or_create(code=code, defaults=given)


def tie_forms():
    """The City's form of small grants is the small grant's alone; its other form is its others'."""
    form = FunderForm.objects.filter(slug="pienavustus").first()
    if form:
        form.calls.add(*Call.objects.filter(slug="pienavustus"))


def record_past(project, slug, years):
    """A decision recorded afterwards, its day and sums not stated."""
    by, call = project.adviser, Call.objects.get(slug=slug)
    with on(RECORDED):
        made = Application.objects.open(project, call, by=by)
        made.record_past(by=by, years=[(year, None) for year in years])


def tell(project, call, override, money, steps):
    """One application, walked by verbs on the days told."""
    people = {ADVISER: project.adviser, TEAM: project.kehra.coordinators().first()}
    (opened, _open, who, _facts), *steps = steps
    with on(opened):
        made = Application.objects.open(project, call, by=people[who], override=override)
        if money:
            write(made, people[TEAM], *money)
        elif override:  # what is proposed from the card is kept as it stands
            told = carry_over.proposal(made)
            words = {"costs": told.costs, "funding": told.funding, **told.words}
            made.write(by=people[TEAM], **words)
        demo_answers.prepare(made, by=people[TEAM])
    walk(made, steps, people)
    if made.state == made.State.IN_CHECK:
        demo_answers.remark(made, by=people[ADVISER])


def mend(title, day, facts, *, why):
    """A decision that was recorded wrongly, corrected by the card's adviser."""
    held = Application.objects.granted().filter(project__title=title)
    for decision in Decision.objects.standing().filter(application__in=held):
        with on(day + 1):
            given = {name: fact() if callable(fact) else fact for name, fact in facts.items()}
        with on(day):
            decision.correct(by=decision.application.project.adviser, why=why, **given)


def alter(title):
    """The applicants ask for a later last day of a grant; the funder agrees to it."""
    for made in Application.objects.granted().filter(project__title=title):
        people = {TEAM: made.project.kehra.coordinators().first(), ADVISER: made.project.adviser}
        longer = {"ends_on": moments.months_after(made.ends_on, 3)}
        agreed = THAT_DAY | longer | {"diary_number": "EURA-0202-37"}
        steps = [
            (64, "ask_alteration", TEAM, longer | {"reason": LATE}),
            (41, "agree_alteration", ADVISER, agreed),
        ]
        walk(made, steps, people)


def declare(title):
    """What the applicants tell of other money, and of de minimis aid in the last three years."""
    for made in Application.objects.filter(project__title=title, call__de_minimis=True):
        project, team = made.project, made.project.kehra.coordinators().first()
        costs = list(made.costs.values_list("text", flat=True))
        for days, who, amount, state, which in OTHER:
            with on(days):
                told = {"who": who, "year": moments.today().year, "state": state}
                told |= {"amount": amount and Decimal(amount), "costs": costs[which]}
                OtherFunding.objects.declare(project, by=team, **told)
        with on(8):
            AidDeclaration.objects.declare(
                project.applying,
                by=team,
                is_none=False,
                grantor="Helsingin kaupunki",
                granted_on=moments.in_days(-600),
                amount=Decimal(6500),
            )


def write(application, team, staff, grant, own):
    lines = [{"category": "staff", "text": text, "amount": Decimal(pay)} for text, pay in staff]
    plan = [{"kind": "grant", "amount": Decimal(grant)}, {"kind": "own", "amount": Decimal(own)}]
    application.write(by=team, costs=lines, funding=plan)
