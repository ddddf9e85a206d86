"""Running projects in the rights tables: rows, records, addresses.

Vouchers and hours were brought in by the coordinator, so others approve them.
"""

from tests import make
from tests.tables.rights.roles import DECIDERS, EDITORS, EVERYONE, SIGNED_IN, SUKKULA, TEAM, row

WORKS = (*EDITORS, *DECIDERS)  # the card's editors, its adviser in their place
OTHERS = ("co_editor", *DECIDERS)  # than who brought it in

MILESTONE = {
    "open": [(WORKS, "move_milestone finish_milestone drop_milestone")],
    "done": [(WORKS, "reopen_milestone")],
    "dropped": [(WORKS, "reopen_milestone")],
}
REPORT = {
    "draft": [(WORKS, "send_report"), (DECIDERS, "move_report drop_report")],
    "sent": [(DECIDERS, "return_report accept_report")],
    "returned": [(WORKS, "send_report"), (DECIDERS, "move_report")],
    "accepted": [(DECIDERS, "deliver_report")],
    "delivered": [],
    "dropped": [],
}
WORK = {
    "logged": [(OTHERS, "approve_work reject_work")],
    "approved": [(OTHERS, "reject_work")],
    "rejected": [],
}
VOUCHER = {
    "new": [(OTHERS, "approve_voucher reject_voucher"), (WORKS, "mend_voucher")],
    "approved": [(OTHERS, "reject_voucher")],
    "rejected": [(WORKS, "mend_voucher")],
}
PAYMENT = {
    "planned": [(WORKS, "record_paid cancel_payment")],
    "paid": [(WORKS, "cancel_payment")],
    "cancelled": [],
}
FOLLOW_UP = {
    "asked": [(("coordinator", *DECIDERS), "answer_follow_up")],
    "answered": [(("coordinator", *DECIDERS), "answer_follow_up")],
}
TABLE = {
    "rahoitus.FollowUp": FOLLOW_UP,
    "rahoitus.Milestone": MILESTONE,
    "rahoitus.GrantReport": REPORT,
    "rahoitus.VolunteerWork": WORK,
    "rahoitus.Voucher": VOUCHER,
    "rahoitus.Payment": PAYMENT,
}


def records(world):
    """A record in each state, of the running card and of its grant."""
    card = world.records["kehrat.Project"]["running"]
    grant = world.records["rahoitus.Application"]["granted"]
    milestones = {state: make.milestone(state, card) for state in MILESTONE}
    world.evidence = make.evidence(milestones["open"])
    by = world.people["coordinator"]
    return {
        "rahoitus.Milestone": milestones,
        "rahoitus.GrantReport": {
            state: make.grant_report(state, grant, days=30 + number)
            for number, state in enumerate(REPORT)
        },
        "rahoitus.VolunteerWork": {
            state: make.volunteer_work(state, grant, by=by) for state in WORK
        },
        "rahoitus.Voucher": {state: make.voucher(state, grant, by=by) for state in VOUCHER},
        "rahoitus.FollowUp": {
            state: make.follow_up(state, world.kehra, world.people["adviser"])
            for state in FOLLOW_UP
        },
        "rahoitus.Payment": {state: make.payment(state, grant) for state in PAYMENT},
    }


def arguments(world):
    records = world.records
    milestone = {"pk": world.evidence.milestone_id}
    voucher = {f"{s}_voucher": {"pk": v.pk} for s, v in records["rahoitus.Voucher"].items()}
    report = {f"{s}_report": {"pk": r.pk} for s, r in records["rahoitus.GrantReport"].items()}
    asked = {f"{s}_lives": {"pk": f.project_id} for s, f in records["rahoitus.FollowUp"].items()}
    work, payment = records["rahoitus.VolunteerWork"], records["rahoitus.Payment"]
    return {
        "milestone": milestone,
        "move_milestone": milestone | {"word": "siirra"},
        "evidence": milestone | {"key": world.evidence.key},
        "grant_project": {"pk": records["rahoitus.Application"]["granted"].project_id},
        **voucher,
        **asked,
        **report,
        "send_report": report["draft_report"] | {"word": "laheta"},
        "return_report": report["sent_report"] | {"word": "palauta"},
        "approve_voucher": voucher["new_voucher"] | {"word": "hyvaksy"},
        "reject_voucher": voucher["new_voucher"] | {"word": "hylkaa"},
        "reject_work": {"pk": work["logged"].pk, "word": "hylkaa"},
        "paid_payment": {"pk": payment["planned"].pk, "word": "maksettu"},
    }


FOLLOWED = row(*TEAM, *SUKKULA, others=404)
WORKED_ON = row(*WORKS, others=404, member=403, other_adviser=403)
CHECKED = row(*DECIDERS, others=404, coordinator=403, member=403, other_adviser=403)
BY_ANOTHER = row(*OTHERS, others=404, coordinator=403, member=403, other_adviser=403)
PAGES = [  # of the table in tests/tables/rights/urls.py
    (SIGNED_IN, "rahoitus:running_waits"),
    (
        FOLLOWED,
        """
        rahoitus:running running
        rahoitus:milestone milestone
        rahoitus:evidence_file evidence
        rahoitus:volunteer_work grant_project
        rahoitus:log_own_work grant_project
        rahoitus:grant granted
        rahoitus:vouchers granted
        rahoitus:voucher new_voucher
        rahoitus:voucher_file new_voucher
        rahoitus:grant_report draft_report
        rahoitus:grant_report_pdf draft_report
        """,
    ),
    (row(*TEAM, *SUKKULA, others=404, anonymous=404), "rahoitus:follow_up asked_lives"),
    (EVERYONE, "rahoitus:follow_up answered_lives"),
    (
        row("coordinator", *DECIDERS, others=404, member=403, other_adviser=403),
        "rahoitus:answer_follow_up asked_lives",
    ),
    (
        row(*TEAM, *SUKKULA, "funder_official", others=404),
        "rahoitus:grant_report delivered_report\nrahoitus:grant_report_pdf delivered_report",
    ),
    (
        WORKED_ON,
        """
        rahoitus:milestone_add running
        rahoitus:evidence_add milestone
        rahoitus:milestone_step move_milestone
        rahoitus:log_list grant_project
        rahoitus:work_list_pdf grant_project
        rahoitus:bring_voucher granted
        rahoitus:mend_voucher new_voucher
        rahoitus:grant_report_write draft_report
        rahoitus:report_step send_report
        rahoitus:payment_step paid_payment
        """,
    ),
    (
        CHECKED,
        """
        rahoitus:agree_report granted
        rahoitus:plan_payment granted
        rahoitus:report_step return_report
        """,
    ),
    (
        BY_ANOTHER,
        """
        rahoitus:voucher_step approve_voucher
        rahoitus:voucher_step reject_voucher
        rahoitus:work_step reject_work
        """,
    ),
    (
        row(*WORKS, others=404, member=403, other_adviser=403, status=302),
        """
        POST rahoitus:milestones_of_phases running
        POST rahoitus:approve_work grant_project
        POST rahoitus:remove_voucher new_voucher
        """,
    ),
]
