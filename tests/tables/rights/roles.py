"""The roles of the tables, and rows of statuses for them."""

ROLES = (
    "anonymous",
    "resident",
    "member",
    "co_editor",
    "coordinator",
    "stranger",
    "adviser",
    "other_adviser",
    "lead",
    "reviewer",
    "city_official",
    "other_official",
    "funder_official",
    "other_funder",
    "admin",
)
SUKKULA = ("adviser", "other_adviser", "lead")
OFFICIALS = ("city_official", "other_official")


def row(*allowed, status=200, others=403, anonymous="login", **each):
    """The status of each role: `status` for those allowed, `others` for the rest.

    A co-editor, a member too, meets what a member meets where nothing else is said.
    """
    given = {role: status if role in allowed else others for role in ROLES}
    given |= {"anonymous": anonymous} | each
    if "co_editor" not in (*allowed, *each):
        given["co_editor"] = given["member"]
    return given


EVERYONE = row(*ROLES, anonymous=200)
SIGNED_IN = row(*ROLES)
DESK = row(*SUKKULA)
DECIDERS = ("adviser", "lead")
ITS_ADVISER = row(*DECIDERS)
TEAM = ("member", "coordinator")
CARD_S_PEOPLE = (*TEAM, "co_editor", *SUKKULA)  # read whom to ask about it
EDITORS = ("coordinator", "co_editor")  # of the card
BYSTANDERS = (*TEAM, "other_adviser")  # see it, but don't decide
