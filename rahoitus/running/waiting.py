"""What of running projects waits for a person: to write, to check, to approve, to finish."""

from datetime import timedelta

from django.db.models import Q

from kehityspolku import moments
from kehrat.groups.models import Kehra
from kehrat.projects.models import Project
from rahoitus.applications.models.application import Application
from rahoitus.applications.waiting import led_by
from rahoitus.running.models.follow_up import FollowUp
from rahoitus.running.models.milestone import Milestone
from rahoitus.running.models.report import GrantReport
from rahoitus.running.models.volunteer import VolunteerWork
from rahoitus.running.models.voucher import Voucher

SOON = timedelta(days=30)  # before its day a report is not waited for yet
IN_CHECK = [GrantReport.State.SENT, GrantReport.State.ACCEPTED]
PATIENCE = timedelta(days=7)  # before a proof waits for the adviser too
OF_STANDING = {"application__state": Application.State.GRANTED}


def to_write(user):
    """Reports that are due within a month, or late."""
    soon = moments.today() + SOON
    rows = GrantReport.objects.unsent().filter(due_on__lte=soon, **OF_STANDING)
    return rows.filter(led_by(user, "application__project"))


def to_check(user):
    """Reports that Sukkula's adviser is to check, or to send to the funder."""
    rows = GrantReport.objects.filter(state__in=IN_CHECK, **OF_STANDING)
    return rows.filter(application__project__adviser=user)


def to_approve(user):
    """Vouchers that somebody else brought, and volunteer work that somebody else did and logged:
    of projects that one leads; what has waited long, of those that one advises too."""
    late = Q(project__adviser=user, state_since__lt=moments.now() - PATIENCE)
    rows = [
        model.objects.waiting().filter(led_by(user) | late, **OF_STANDING).exclude(by=user)
        for model in (Voucher, VolunteerWork)
    ]
    return rows[0], rows[1].exclude(worker=user)


def to_follow_up(user):
    """Projects that were asked what still lives of them: those that one leads; where nobody leads
    the Kehrä any more, those that one advised."""
    left = Q(project__adviser=user, project__kehra__state=Kehra.State.ENDED)
    return FollowUp.objects.filter(led_by(user) | left, state=FollowUp.State.ASKED)


def to_scale(user):
    """Grants of cards that one advises whose approved budget has another grant than was granted."""
    return Application.objects.differing().filter(project__adviser=user)


def to_finish(user):
    """Milestones whose day has come: one's own, and those of nobody in projects that one leads."""
    rows = Milestone.objects.open().filter(
        due_on__lte=moments.today(), project__state=Project.State.RUNNING
    )
    return rows.filter(Q(owner=user) | Q(owner=None) & led_by(user))
