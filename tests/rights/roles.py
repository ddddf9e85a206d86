"""The roles of the tables, and rows of statuses for them."""

ROLES = (
    *("anonymous", "resident", "member", "coordinator", "stranger"),
    *("adviser", "other_adviser", "lead", "reviewer"),
    *("city_official", "other_official", "funder_official", "other_funder", "admin"),
)
SUKKULA = ("adviser", "other_adviser", "lead")
OFFICIALS = ("city_official", "other_official")


def row(*allowed, status=200, others=403, anonymous="login", **each):
    """The status of each role: `status` for those allowed, `others` for the rest."""
    given = {role: status if role in allowed else others for role in ROLES}
    return given | {"anonymous": anonymous} | each


EVERYONE = row(*ROLES, anonymous=200)
SIGNED_IN = row(*ROLES)
DESK = row(*SUKKULA)
DECIDERS = ("adviser", "lead")
ITS_ADVISER = row(*DECIDERS)
TEAM = ("member", "coordinator")
BYSTANDERS = (*TEAM, "other_adviser")  # see it, but don't decide
