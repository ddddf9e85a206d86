"""Which call fits a project card: every rule of the call held against the card, in words.

A no says what to do next. What the card cannot tell (`ok` None) is left for a person to check.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from kehityspolku import moments
from rahoitus.calls.models import Call
from rahoitus.matching import rules_of_calls
from rahoitus.matching.profile import Profile

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
    status: str  # "open", "coming" or "closed" on the day asked

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


def fits(project, call, today=None):
    """Hold one call's rules against a project card on a date (default: today in Helsinki).

    Returns a list of Reason, the applicant first and the dates last.
    """
    return _reasons(Profile.of(project), call, today or moments.today())


def ranked(project, calls, today=None):
    """Hold many calls against a project card: a list of Match, best first.

    Fitting before not fitting, then fewest noes, fewest things to check, open before coming before
    closed, and the one that closes first. The number of queries does not depend on the calls.
    """
    today = today or moments.today()
    profile = Profile.of(project)
    calls = list(calls)
    prefetch_related_objects(calls, "source", "districts")
    matches = [Match(c, _reasons(profile, c, today), c.status_on(today)) for c in calls]
    return sorted(matches, key=_place)


def _reasons(profile, call, today):
    found = (rule(profile, call, today) for rule in rules_of_calls.ALL)
    return [Reason(ok, str(text)) for pair in found if pair for ok, text in [pair]]


def _place(match):
    noes = sum(reason.ok is False for reason in match.reasons)
    closes = match.call.closes_on or date.max
    return noes, match.to_check, ORDER[match.status], closes, match.call.pk
