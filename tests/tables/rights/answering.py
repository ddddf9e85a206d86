"""Answers, documents and remarks of applications in the rights tables: rows, records, addresses."""

from tests import make
from tests.tables.rights.roles import DECIDERS, EDITORS, SUKKULA, TEAM, row

WRITERS = (*EDITORS, *DECIDERS)
WRITTEN = {"others": 404, "member": 403, "other_adviser": 403}


def records(world):
    """A document of an application that may be read by its funder, one of one that is written, and
    remarks where they are settled and judged.
    """
    applications = world.records["rahoitus.Application"]
    world.given = make.given(applications["supplement_requested"])
    world.own_given = make.given(applications["preparing"])
    world.remarks = {state: make.remark(applications[state]) for state in ("returned", "in_check")}


def arguments(world):
    of = {name: {"pk": r.application_id, "number": r.pk} for name, r in world.remarks.items()}
    return {
        "given": {"pk": world.given.application_id, "key": world.given.key},
        "own_given": {"pk": world.own_given.application_id, "key": world.own_given.key},
        "returned_remark": of["returned"],
        "checked_remark": of["in_check"],
    }


PAGES = [  # of the table in tests/tables/rights/urls.py
    (row(*WRITERS, **WRITTEN), "rahoitus:answers preparing\nrahoitus:signing preparing"),
    (row(*TEAM, *SUKKULA, others=404), "rahoitus:documents preparing"),
    (row(*TEAM, *SUKKULA, "funder_official", others=404), "rahoitus:documents sent"),
    (row(*TEAM, *SUKKULA, others=404), "rahoitus:given_file own_given"),
    (row(*TEAM, *SUKKULA, "funder_official", others=404), "rahoitus:given_file given"),
    (row(*WRITERS, status=302, **WRITTEN), "POST rahoitus:given_remove own_given"),
    (row(*TEAM, *SUKKULA, others=404), "rahoitus:remarks preparing"),
    (
        row(*TEAM, *SUKKULA, others=404, funder_official=403),
        "rahoitus:remarks sent",
    ),
    (row(*WRITERS, status=302, **WRITTEN), "POST rahoitus:settle returned_remark"),
    (
        row(*DECIDERS, status=302, others=404, other_adviser=403, **dict.fromkeys(TEAM, 403)),
        "POST rahoitus:judge checked_remark",
    ),
]
