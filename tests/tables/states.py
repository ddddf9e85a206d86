"""Every state of every machine: who can move it on, and what reminds whom while it waits.

The table is read from the code: ways out from the steps, reminders from what verbs say (`reminds`)
and from the clocks of models. What is written here is where nobody is waited for, and why.
`docs/states.md` is this table; write it anew by

    python manage.py shell -c "from tests.tables import states; states.write()"
"""

from pathlib import Path

from django.apps import apps

from kehityspolku.events import verbs
from kehityspolku.events.steps import StateField, steps_of

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "states.md"
OVER = "over"
OWN = "a draft of its writers' own, for which nobody waits"
WITH_OTHERS = "what waits of its grant is reminded of together"
WITH_ITS_CARD = "its card waits, and reminds"

NOBODY_WAITS = {
    "kehrat.Project": {"rejected": OVER, "withdrawn": OVER, "taken_in": OVER},
    "kehrat.ChangeRequest": {
        **dict.fromkeys(("open", "answered"), WITH_ITS_CARD),
        **dict.fromkeys(("resolved", "reopened", "closed"), OVER),
    },
    "rahoitus.Application": dict.fromkeys(
        ("declined", "closed", "withdrawn", "expired", "turned_down", "lapsed"), OVER
    ),
    "rahoitus.Milestone": dict.fromkeys(("done", "dropped"), OVER),
    "rahoitus.FollowUp": {"answered": OVER},
    "rahoitus.GrantReport": dict.fromkeys(("delivered", "dropped"), OVER),
    "rahoitus.VolunteerWork": {
        "logged": WITH_OTHERS,
        **dict.fromkeys(("approved", "rejected"), OVER),
    },
    "rahoitus.Voucher": {
        "new": WITH_OTHERS,
        "approved": OVER,
        "rejected": "it counts no more, unless it is mended",
    },
    "rahoitus.Payment": dict.fromkeys(("paid", "cancelled"), OVER),
    "kehrat.Membership": {
        "active": "a member waits for no one",
        **dict.fromkeys(("declined", "left", "removed"), OVER),
    },
    "kehrat.Invite": dict.fromkeys(("used", "declined", "revoked", "expired"), OVER),
    "kehrat.Nomination": dict.fromkeys(("accepted", "declined", "withdrawn", "lapsed"), OVER),
    "kehrat.Vacancy": {"filled": OVER},
    "kehrat.Offer": dict.fromkeys(("chosen", "passed", "withdrawn"), OVER),
    "kehrat.Kehra": {"ended": OVER, "dropped": OVER},
    "kehrat.Idea": {
        "taken_up": "its card goes on",
        **dict.fromkeys(("merged", "declined", "withdrawn"), OVER),
    },
    "kehrat.Meeting": {"held": OVER, "cancelled": OVER},
    "kehrat.Poll": dict.fromkeys(("settled", "dropped"), OVER),
    "kehrat.Plan": {"draft": OWN, "in_force": "it holds", "replaced": OVER},
    "kehrat.Enquiry": {
        "waiting": "its sender confirms it, else it is forgotten",
        **dict.fromkeys(("answered", "closed"), OVER),
    },
    "kehrat.Announcement": {"published": "it is read", "archived": OVER, "withdrawn": OVER},
    "kehrat.Comment": {"shown": "it is read", "removed": OVER},
    "kehrat.Case": dict.fromkeys(("hidden", "upheld", "cleared"), OVER),
    "arviointi.Survey": {"draft": OWN, "closed": OVER},
    "sukkula.Panel": {"closed": OVER},
    "sukkula.Review": dict.fromkeys(("given", "conflicted", "abstained", "dismissed"), OVER),
}

# Where an act that is no step from state to state leads on: of which model, its name.
BESIDES = {
    ("kehrat.Project", "ended"): ("kehrat.Project", "tell_lessons"),
    ("kehrat.Vacancy", "called"): ("kehrat.Offer", "choose_offer"),
}


def machines():
    """The models whose records go from state to state."""
    models = sorted(apps.get_models(), key=lambda model: model._meta.label)
    return [m for m in models if "state" in fields(m) and not m._meta.label.endswith("Event")]


def fields(model):
    return [f.name for f in model._meta.concrete_fields if isinstance(f, StateField)]


def ways_out(model, state):
    """[(step, its rule)] that lead from the state to another, as they are written."""
    leading = [
        (name, step)
        for name, step in steps_of(model).items()
        if state in step.sources and step.to not in (None, state)
    ]
    if (model._meta.label, state) in BESIDES:
        label, name = BESIDES[model._meta.label, state]
        leading.append((name, steps_of(apps.get_model(label))[name]))
    return [(name, step.allow.__name__) for name, step in leading]


def reminders(model, state):
    """[(verb, after how many days or None, the circle it waits for or None)] of the clock."""
    found = []
    for verb in verbs.where(lambda verb: state in verb.reminds, model):
        clock = getattr(getattr(model, verb.name), "clock", None)
        days, circle = clock.turns[state] if clock else (None, verb.waits_for or verb.tells)
        found.append((verb.name, days, circle))
    return found


HEAD = [
    "# States that wait",
    "",
    "For each state in which somebody is waited for: the steps that lead on, with the rule that",
    "says who may (`rules.py` of the room), and what the clock does meanwhile. Read from the code",
    "by `tests/tables/states.py`, which also tells why nobody is waited for in the others.",
]


def lines():
    """The document's lines: each state in which somebody is waited for."""
    yield from HEAD
    for model in machines():
        rows = [s for s in model.State.values if s not in NOBODY_WAITS.get(model._meta.label, {})]
        if rows:
            yield from (
                "",
                f"## {model._meta.label}",
                "| state | leads on | the clock |",
                "|---|---|---|",
            )
        for state in rows:
            out = ", ".join(f"{name} (`{rule}`)" for name, rule in ways_out(model, state))
            told = [
                f"{name} after {days} days" if days else name
                for name, days, _c in reminders(model, state)
            ]
            yield f"| {state} | {out} | {', '.join(told)} |"


def text():
    return "\n".join(lines()) + "\n"


def write():
    DOCUMENT.write_text(text(), encoding="utf-8")
