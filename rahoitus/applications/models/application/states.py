"""The states of an application, and which belong together."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    PREPARING = "preparing", pgettext_lazy("application", "in preparation")
    IN_CHECK = "in_check", pgettext_lazy("application", "in Sukkula's check")
    RETURNED = "returned", pgettext_lazy("application", "returned for changes")
    CHECKED = "checked", pgettext_lazy("application", "checked")
    SENT = "sent", pgettext_lazy("application", "sent to the funder")
    SUPPLEMENT = "supplement_requested", pgettext_lazy("application", "supplement requested")
    GRANTED = "granted", pgettext_lazy("application", "granted")
    DECLINED = "declined", pgettext_lazy("application", "declined")
    CLOSED = "closed", pgettext_lazy("application", "closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")
    EXPIRED = "expired", pgettext_lazy("application", "expired")
    TURNED_DOWN = "turned_down", pgettext_lazy("application", "grant turned down")
    LAPSED = "lapsed", pgettext_lazy("application", "grant lapsed")


UNSENT = [State.PREPARING, State.RETURNED, State.IN_CHECK, State.CHECKED]
UNDECIDED = [*UNSENT, State.SENT, State.SUPPLEMENT]
OPEN_TEXT = [State.PREPARING, State.RETURNED]
GRANTED_IN_VAIN = [State.TURNED_DOWN, State.LAPSED]
ENDED_WITHOUT = [State.DECLINED, State.WITHDRAWN, State.EXPIRED, *GRANTED_IN_VAIN]  # money
TONES = {
    State.PREPARING: "quiet",
    State.IN_CHECK: "wait",
    State.RETURNED: "warn",
    State.CHECKED: "wait",
    State.SENT: "wait",
    State.SUPPLEMENT: "warn",
    State.GRANTED: "good",
    State.DECLINED: "bad",
    State.CLOSED: "good",
    State.WITHDRAWN: "quiet",
    State.EXPIRED: "bad",
    State.TURNED_DOWN: "quiet",
    State.LAPSED: "bad",
}
# The funder's officials read which steps led to these.
SEEN_BY_FUNDER = [
    State.SENT,
    State.SUPPLEMENT,
    State.GRANTED,
    State.DECLINED,
    State.CLOSED,
    State.WITHDRAWN,
    *GRANTED_IN_VAIN,
]
