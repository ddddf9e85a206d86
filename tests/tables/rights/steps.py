"""Who may do what in which state: the table of states and rights, written out.

`TABLE[model][state]` is [(who, verbs)]; what stands in no row is refused. A verb with a capital
letter is no step of the model but an act that a rule guards (ACTS in tests/tables/test_rights.py).
"""

from tests.tables.rights import letters, running, talk

COORDINATOR = ("coordinator",)
EDITORS = ("coordinator", "co_editor")  # who write the card
ADVISER = ("adviser", "lead")  # the card's own adviser; a lead may all that an adviser may
SUKKULA = ("adviser", "other_adviser", "lead")
LEAD = ("lead",)
FUNDER = ("funder_official",)  # of the source the application goes to
FUNDERS = ("funder_official", "other_funder")
ONESELF_ASKING = ("resident",)  # the one who has asked to join
ONESELF = ("member",)
REVIEWER = ("reviewer",)  # whose own review it is
CLOCK = ("clock",)  # no person: a deadline that has passed

CARD = {
    "draft": [(EDITORS, "Edit"), (COORDINATOR, "Name share submit withdraw")],
    "submitted": [
        (EDITORS, "Message"),
        (COORDINATOR, "Name withdraw"),
        (SUKKULA, "take screen_out assign promise Message"),
    ],
    "in_review": [
        (EDITORS, "Message"),
        (COORDINATOR, "Name withdraw"),
        (SUKKULA, "take_over assign promise Message"),
        (ADVISER, "ask_changes approve reject Decide"),
    ],
    "changes_requested": [
        (EDITORS, "Edit Message"),
        (COORDINATOR, "Name resubmit withdraw"),
        (SUKKULA, "take_over assign Message"),
        (ADVISER, "give_time"),
    ],
    # note_grant is what the recording of a funder's yes does to the card; the source is checked
    # where the decision is recorded, on the application.
    "approved": [
        (EDITORS, "Message"),
        (COORDINATOR, "Name Version"),
        (SUKKULA, "take_over assign note_grant Message"),
        (ADVISER, "Route end_unfunded"),
        (FUNDERS, "note_grant"),
    ],
    "rejected": [(COORDINATOR, "Copy"), (LEAD, "reopen")],
    "withdrawn": [(COORDINATOR, "Copy"), (LEAD, "reopen")],
    "running": [
        (EDITORS, "Message"),
        (COORDINATOR, "Name Version"),
        (SUKKULA, "take_over assign note_grant change_grant lose_grant Message"),
        (EDITORS, "change_grant lose_grant"),
        (ADVISER, "Route end"),
        (FUNDERS, "note_grant change_grant lose_grant"),
    ],
    "ended": [
        (EDITORS, "tell_lessons change_grant"),
        (COORDINATOR, "Name"),
        (SUKKULA, "change_grant"),
        (FUNDERS, "change_grant"),
    ],
    "taken_in": [],  # a new version, which is in the approved card now
}

# Of a card whose changes are asked for.
CHANGE = {
    **dict.fromkeys(
        ("open", "answered"),
        [(COORDINATOR, "answer_change"), (ADVISER, "resolve_change ask_again")],
    ),
    **dict.fromkeys(("resolved", "reopened", "closed"), []),
}

APPLICATION = {
    "preparing": [
        (EDITORS, "Write ask_check withdraw_application"),
        (ADVISER, "Write ask_check_for withdraw_application_for"),
        (SUKKULA, "record_past record_past_no"),
        (CLOCK, "expire"),
    ],
    "in_check": [
        (EDITORS, "withdraw_application"),
        (ADVISER, "send_back mark_checked withdraw_application_for"),
        (CLOCK, "expire"),
    ],
    "returned": [
        (EDITORS, "Write ask_check withdraw_application"),
        (ADVISER, "Write ask_check_for withdraw_application_for"),
        (CLOCK, "expire"),
    ],
    "checked": [
        (EDITORS, "withdraw_application"),
        (ADVISER, "send_back record_sent withdraw_application_for"),
        (CLOCK, "expire"),
    ],
    "sent": [
        (EDITORS, "withdraw_application"),
        (ADVISER, "request_supplement grant decline withdraw_application_for"),
        (FUNDER, "request_supplement grant decline"),
    ],
    "supplement_requested": [
        (EDITORS, "supply withdraw_application"),
        (ADVISER, "supply_for forward move_supplement decline withdraw_application_for"),
        (FUNDER, "move_supplement decline"),
    ],
    "granted": [
        (EDITORS, "turn_down ask_alteration ask_amendment take_back_amendment"),
        (ADVISER, "close change_decision lapse turn_down_for ask_alteration_for give_budget"),
        (ADVISER, "ask_amendment approve_amendment refuse_amendment"),
        ((*ADVISER, *FUNDER), "agree_alteration refuse_alteration"),
        (FUNDER, "change_decision lapse approve_amendment refuse_amendment"),
    ],
    "declined": [(ADVISER, "grant_after_all"), (FUNDER, "grant_after_all")],
    "closed": [(ADVISER, "change_decision"), (FUNDER, "change_decision")],
    "withdrawn": [],
    "turned_down": [],
    "lapsed": [],
    "expired": [(LEAD, "reopen"), (ADVISER, "record_sent")],
}

MEMBERSHIP = {
    "requested": [(COORDINATOR, "accept decline"), (ONESELF_ASKING, "leave")],
    "active": [
        (COORDINATOR, "name_coordinator remove_member"),
        (SUKKULA, "name_coordinator remove_member"),
        (ONESELF, "leave"),
    ],
    "declined": [],
    "left": [],
    "removed": [],
}
# What the state alone does not tell; tests/tables/rights/situations.py arranges each.
TWO_COORDINATORS = [  # of the member, who coordinates beside the coordinator
    (COORDINATOR, "name_coordinator remove_member"),
    (SUKKULA, "name_coordinator remove_member"),
    (ONESELF, "name_coordinator leave step_down"),
]
LAST_COORDINATOR = [  # of the coordinator
    (SUKKULA, "name_coordinator remove_member"),
    (COORDINATOR, "name_coordinator give_up"),
]
GIVEN_UP = [  # of the coordinator, whose day has come
    (SUKKULA, "name_coordinator remove_member"),
    (COORDINATOR, "name_coordinator give_up stay_on"),
    (CLOCK, "end_coordination"),
]
# Of a draft that its coordinators have long not touched; of one of a Kehrä that has none.
SILENT_DRAFT = [
    (EDITORS, "Edit"),
    (COORDINATOR, "Name share submit withdraw"),
    (SUKKULA, "withdraw_for"),
]
NOBODYS_DRAFT = [(("co_editor",), "Edit"), (SUKKULA, "withdraw_for")]
NOBODY_COORDINATES = [(SUKKULA, "accept decline"), (ONESELF_ASKING, "leave")]  # of a request

INVITE = {
    "open": [(COORDINATOR, "revoke_invite send_again"), (SUKKULA, "revoke_invite send_again")],
    "used": [],
    "declined": [],
    "revoked": [],
    "expired": [(COORDINATOR, "send_again"), (SUKKULA, "send_again")],
}
INVITE_TOO_OLD = [
    (COORDINATOR, "revoke_invite send_again"),
    (SUKKULA, "revoke_invite send_again"),
    (CLOCK, "expire_invite"),
]

NOMINATION = {
    "open": [
        (COORDINATOR, "withdraw_nomination"),
        (SUKKULA, "withdraw_nomination"),
        (ONESELF, "accept_nomination decline_nomination"),
        (CLOCK, "lapse_nomination"),
    ],
    **dict.fromkeys(("accepted", "declined", "withdrawn", "lapsed"), []),
}

VACANCY = {
    "waiting": [(SUKKULA, "open_call"), (CLOCK, "open_call")],
    "called": [],
    "filled": [],
}

OFFER = {
    "open": [(ONESELF, "withdraw_offer"), (SUKKULA, "choose_offer")],
    **dict.fromkeys(("chosen", "passed", "withdrawn"), []),
}

# The founder coordinates from the first.
KEHRA = {
    "proposed": [
        (SUKKULA, "accept_proposal turn_down drop_proposal edit_kehra Organisations"),
        (COORDINATOR, "drop_proposal edit_kehra Organisations"),
    ],
    "turned_down": [
        (SUKKULA, "drop_proposal edit_kehra Organisations"),
        (COORDINATOR, "propose_again drop_proposal edit_kehra Organisations"),
    ],
    "forming": [
        (SUKKULA, "keep_forming confirm end_kehra edit_kehra Organisations"),
        (COORDINATOR, "ask_confirming ask_ending edit_kehra Organisations"),
    ],
    "active": [
        (SUKKULA, "rest end_kehra edit_kehra Organisations"),
        (COORDINATOR, "rest ask_ending edit_kehra Organisations"),
        (CLOCK, "fall_silent"),
    ],
    "dormant": [
        (SUKKULA, "wake end_kehra edit_kehra Organisations"),
        (COORDINATOR, "wake ask_ending edit_kehra Organisations"),
        (CLOCK, "wake"),
    ],
    "ended": [],
    "dropped": [],
}

# The idea is the resident's and its Kehrä has a coordinator.
IDEA = {
    "open": [
        (COORDINATOR, "take_up decline_idea merge_into"),
        (SUKKULA, "carry"),
        (ONESELF_ASKING, "withdraw_idea"),
    ],
    "taken_up": [],
    "merged": [(COORDINATOR, "split")],
    "declined": [],
    "withdrawn": [],
}

# Meetings and the development plan: coordinators; Sukkula only while there are none.
MEETING = {
    "called": [(COORDINATOR, "change_meeting cancel_meeting publish_minutes")],
    "held": [(COORDINATOR, "publish_minutes")],
    "cancelled": [],
}
POLL = {"open": [(COORDINATOR, "settle_poll drop_poll")], "settled": [], "dropped": []}
PLAN = {"draft": [(COORDINATOR, "adopt_plan")], "in_force": [], "replaced": []}

PANEL = {
    "open": [(ADVISER, "close_panel"), (CLOCK, "close_panel")],
    "closed": [],
}

REVIEW = {
    "asked": [(REVIEWER, "declare_free declare_conflict abstain"), (ADVISER, "dismiss")],
    "open": [(REVIEWER, "give_review declare_conflict abstain"), (ADVISER, "dismiss")],
    "given": [],
    "conflicted": [],
    "abstained": [],
    "dismissed": [],
}

SURVEY = {
    "draft": [(COORDINATOR, "open_survey"), (SUKKULA, "open_survey")],
    "open": [
        (COORDINATOR, "end_answers close_survey"),
        (SUKKULA, "end_answers close_survey"),
        (CLOCK, "expire_survey"),
    ],
    "closed": [(SUKKULA, "release_results")],
}

TABLE = {
    "kehrat.Project": CARD,
    "kehrat.ChangeRequest": CHANGE,
    "rahoitus.Application": APPLICATION,
    "kehrat.Membership": MEMBERSHIP,
    "kehrat.Invite": INVITE,
    "kehrat.Nomination": NOMINATION,
    "kehrat.Vacancy": VACANCY,
    "kehrat.Offer": OFFER,
    "kehrat.Kehra": KEHRA,
    "kehrat.Idea": IDEA,
    "kehrat.Meeting": MEETING,
    "kehrat.Poll": POLL,
    "kehrat.Plan": PLAN,
    "arviointi.Survey": SURVEY,
    "sukkula.Panel": PANEL,
    "sukkula.Review": REVIEW,
    **letters.TABLE,
    **running.TABLE,
    **talk.TABLE,
}

SITUATIONS = {
    "two coordinators": ("kehrat.Membership", TWO_COORDINATORS),
    "last coordinator": ("kehrat.Membership", LAST_COORDINATOR),
    "given up": ("kehrat.Membership", GIVEN_UP),
    "silent draft": ("kehrat.Project", SILENT_DRAFT),
    "nobody's draft": ("kehrat.Project", NOBODYS_DRAFT),
    "nobody coordinates": ("kehrat.Membership", NOBODY_COORDINATES),
    "invite too old": ("kehrat.Invite", INVITE_TOO_OLD),
}
