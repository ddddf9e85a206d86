"""Which call fits a project card: every rule of the call held against the card, in words.

A no says what to do next. What the card cannot tell (`ok` None) is left for a person to check.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from kehityspolku.read_together import read_together
from rahoitus.calls.models.call import Call, this_second
from rahoitus.matching import rules_of_calls
from rahoitus.matching.profile import Profile

OPEN_END = datetime.max.replace(tzinfo=UTC)
ORDER = {"open": 0, "coming": 1, "closed": 2}


@dataclass(frozen=True)
class Reason:
    """One sentence on one rule. `ok`: True holds, False doesn't, None a person has to check."""

    ok: bool | None
    text: str


@dataclass(frozen=True)
class Match:
    """A call held against a card."""

    call: Call
    reasons: list[Reason]
    status: str  # "open", "coming" or "closed" at the moment asked

    @property
    def fits(self):
        """No rule of the call says no, and one can still apply."""
        return all(reason.ok is not False for reason in self.reasons)

    @property
    def to_check(self):
        """How many rules a person has to check."""
        return sum(reason.ok is None for reason in self.reasons)

    @property
    def verdict(self):
        """The answer in a few words."""
        if not self.fits:
            return _("Doesn't fit now")
        return _("Fits") if self.status == "open" else _("Fits when it opens")


def fits(project, call, at=None):
    """Hold one call's rules against a project card at an aware moment (default: now).

    Returns a list of Reason, the applicant first and the dates last.
    """
    return _reasons(Profile.of(project), call, at or this_second())


def ranked(project, calls, at=None):
    """Hold many calls against a project card: a list of Match, best first.

    Fitting before not fitting, then fewest noes, fewest things to check, open before coming before
    closed, and the one that closes first. The number of queries does not depend on the calls.
    """
    at = at or this_second()
    profile = Profile.of(project)
    calls = list(calls)
    prefetch_related_objects(calls, "source")
    sources = [call.source for call in calls]
    read_together((calls, "districts", "parts", "conditions"), (sources, "cost_models"))
    matches = [Match(c, _reasons(profile, c, at), c.status_at(at)) for c in calls]
    return sorted(matches, key=_place)


def _reasons(profile, call, at):
    found = (rule(profile, call, at) for rule in rules_of_calls.ALL)
    return [
        *(Reason(ok, str(text)) for pair in found if pair for ok, text in [pair]),
        *(Reason(None, text) for text in rules_of_calls.conditions(call)),
    ]


def _place(match):
    noes = sum(reason.ok is False for reason in match.reasons)
    closes = match.call.closes_at or OPEN_END
    return noes, match.to_check, ORDER[match.status], closes, match.call.pk
