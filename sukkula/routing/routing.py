"""Where a project could get funding: calls held against its card, and applications to them."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kehityspolku.events.steps import WrongState, lock
from rahoitus.matching.match import Match, ranked
from rahoitus.models import Application, Call

MOST = 30  # shown at first: open and coming ones, closed ones


@dataclass(frozen=True)
class Route:
    """A call held against the card, and the application to it when there is one."""

    match: Match
    application: Application | None
    choose: object = None  # fields of the form, where one is shown
    why: object = None

    @property
    def is_past(self):
        """Closed: its decisions are only recorded afterwards."""
        return self.match.status == "closed"

    @property
    def can_open(self):
        """Nothing is open to it: nothing was, or what was has ended without money and the call is
        open still."""
        ended = self.application and self.application.state in Application.ENDED_WITHOUT
        return not self.application or bool(ended and self.match.status == "open")

    @property
    def needs_why(self):
        """An application is opened although the call doesn't fit: that takes a reason."""
        return not (self.match.fits or self.is_past)

    @property
    def action(self):
        if self.is_past:
            return _("Open it to record the decision")
        if self.application:
            return _("Apply again")
        return _("Open it all the same") if self.needs_why else _("Open an application")


def routes(project, user):
    """Every call as a Route with the newest application to it, best first."""
    mine = Application.objects.visible_to(user).filter(project=project).order_by("pk")
    opened = {application.call_id: application for application in mine}
    matches = ranked(project, Call.objects.visible_to(user).select_related("source__successor"))
    return [Route(match, opened.get(match.call.pk)) for match in matches]


def nearest(found):
    """Of all routes those that a page shows at first: the best of what one can apply to, and of
    what is closed; and those with an application."""
    shown = {False: 0, True: 0}
    kept = []
    for route in found:
        shown[route.is_past] += 1
        if route.application or shown[route.is_past] <= MOST:
            kept.append(route)
    return kept


def next_after_no(found):
    """(the application that got a no, the call to try next or None); None when there is no no.

    Next comes a call of the source's successor, then the best of those that fit.
    """
    refused = [r.application for r in found if r.application and r.application.state == "declined"]
    if not refused:
        return None
    heir = refused[0].call.source.successor_id
    left = [r for r in found if not (r.application or r.is_past)]
    left = [r.match.call for r in left if r.match.fits or r.match.call.source_id == heir]
    left.sort(key=lambda call: call.source_id != heir)
    return refused[0], left[0] if left else None


def open_chosen(project, chosen, *, by):
    """Open an application for each (call, override), all or none; those there are stay.

    Returns them. PermissionDenied, or WrongState when the card is no longer approved.
    """
    with transaction.atomic():
        lock(project)
        if not project.is_fundable:
            raise WrongState(project)
        return [
            Application.objects.open(project, call, by=by, override=why) for call, why in chosen
        ]
