"""Sources, calls and applications."""

from datetime import date
from decimal import Decimal

from kehityspolku import moments
from rahoitus.demo import add_cost_models
from rahoitus.models import Application, Call, Source, SourceOfficial
from tests.make import cards
from tests.make.again import again
from tests.make.people import coordinator, number, user


@again
def source(**fields):
    """A public source of money."""
    n = next(number)
    names = {f"name_{language}": f"Source {n}" for language in ("fi", "sv", "en")}
    return Source.objects.create(**{"slug": f"source-{n}", **names, **fields})


@again
def call(**fields):
    """A public call for registered applicants, without other limits, open since the beginning of
    2026 and for 30 days more; of a new source unless given one.
    """
    n = next(number)
    names = {f"name_{language}": f"Call {n}" for language in ("fi", "sv", "en")}
    days = {"opens_on": date(2026, 1, 1), "closes_on": moments.in_days(30)}
    districts = fields.pop("districts", [])
    known = {"checked_on": moments.today(), "published_at": moments.now()}
    rules = {"applicants": Call.REGISTERED, "cost_models": ["actual"]}
    given = {"slug": f"call-{n}", **names, **days, **known, **rules, **fields}
    if "source" not in given:
        given["source"] = source()
    add_cost_models(given["source"], given["cost_models"])
    made = Call.objects.create(**given)
    made.districts.set(districts)
    return made


def source_official(source):
    """A funder's official who decides for the source."""
    person = user("funder_official")
    SourceOfficial.objects.create(user=person, source=source).sync_grant()
    return person


@again
def application(state="preparing", project=None, call=None, amount=Decimal(1000)):
    """An application of so many euros for an approved card, walked to `state` by verbs."""
    project = project or cards.project(state="approved")
    call = call or globals()["call"]()
    made = Application.objects.open(project, call, by=project.adviser)
    first = project.applications.count() == 1
    work = "Work" if first else f"Work {made.pk}"  # no two ask for the same
    cost = {"category": "services", "text": work, "amount": amount}
    made.hold_asked().fill([cost], [{"kind": "grant", "amount": amount}])
    for verb in WALKS[state]:
        who = "team" if verb in TEAM else "adviser"
        by = coordinator(project.kehra) if who == "team" else project.adviser
        getattr(made, verb)(by=None if verb == "expire" else by, **GIVEN.get(verb, {}))
    return made


def remark(application, **about):
    """A remark of the adviser's on the budget unless `about` says of what, in whatever state."""
    said = {"part": "budget", "text": "Tarkentakaa palkat.", "was": "Palkat 1 000 €", **about}
    return application.remarks.create(by=application.project.adviser, **said)


TEAM = ("ask_check", "supply", "turn_down", "withdraw_application")


def amendment(application):
    """A change of a granted application's budget that its coordinator asked for; the one there is,
    where one waits."""
    by = coordinator(application.project.kehra)
    if not application.amendments.open().exists():
        costs, funding = application.budget_now.rows()
        application.ask_amendment(by=by, costs=costs, funding=funding, reason="Hinnat nousivat.")
    return application.amendments.open().get()


CHECKED = ["ask_check", "mark_checked"]
SENT = [*CHECKED, "record_sent"]
WALKS = {
    "preparing": [],
    "in_check": ["ask_check"],
    "returned": ["ask_check", "send_back"],
    "checked": CHECKED,
    "sent": SENT,
    "supplement_requested": [*SENT, "request_supplement"],
    "granted": [*SENT, "grant"],
    "declined": [*SENT, "decline"],
    "turned_down": [*SENT, "grant", "turn_down"],
    "lapsed": [*SENT, "grant", "lapse"],
    "closed": [*SENT, "grant", "close"],
    "withdrawn": ["withdraw_application"],
    "expired": ["expire"],
}
GIVEN = {
    "record_sent": {"sent_on": date(2026, 1, 2)},
    "send_back": {"message": "Plan the costs anew."},
    "request_supplement": {"message": "Send the rules."},
    "grant": {"amount": Decimal(900), "decided_on": date(2026, 1, 15)},
    "decline": {"reason": "The money ran out.", "decided_on": date(2026, 1, 15)},
    "turn_down": {"reason": "The room was let.", "decided_on": date(2026, 2, 15)},
    "close": {"because": "The work cost less."},
    "lapse": {"reason": "The work was not begun.", "decided_on": date(2026, 2, 15)},
}
