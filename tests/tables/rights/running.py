"""Running projects in the rights tables: rows, records, addresses."""

from tests import make
from tests.tables.rights.roles import DECIDERS, EDITORS, SUKKULA, TEAM, row

WORKS = (*EDITORS, *DECIDERS)  # the card's editors, its adviser in their place

MILESTONE = {
    "open": [(WORKS, "move_milestone finish_milestone drop_milestone")],
    "done": [(WORKS, "reopen_milestone")],
    "dropped": [(WORKS, "reopen_milestone")],
}
TABLE = {"rahoitus.Milestone": MILESTONE}


def records(world):
    """A record in each state, of the running card."""
    card = world.records["kehrat.Project"]["running"]
    milestones = {state: make.milestone(state, card) for state in MILESTONE}
    world.evidence = make.evidence(milestones["open"])
    return {"rahoitus.Milestone": milestones}


def arguments(world):
    milestone = {"pk": world.evidence.milestone_id}
    return {
        "milestone": milestone,
        "move_milestone": milestone | {"word": "siirra"},
        "evidence": milestone | {"key": world.evidence.key},
    }


FOLLOWED = row(*TEAM, *SUKKULA, others=404)
WORKED_ON = row(*WORKS, others=404, member=403, other_adviser=403)
PAGES = [  # of the table in tests/tables/rights/urls.py
    (FOLLOWED, "rahoitus:running running\nrahoitus:milestone milestone"),
    (row(*TEAM, *SUKKULA, others=404), "rahoitus:evidence_file evidence"),
    (
        WORKED_ON,
        """
        rahoitus:milestone_add running
        rahoitus:evidence_add milestone
        rahoitus:milestone_step move_milestone
        """,
    ),
    (
        row(*WORKS, others=404, member=403, other_adviser=403, status=302),
        "POST rahoitus:milestones_of_phases running",
    ),
]
