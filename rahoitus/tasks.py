"""The tasks of funding: each one line that calls an act."""

from celery import shared_task

from kehityspolku import moments
from rahoitus.applications import clock
from rahoitus.applications.models.signing import Signing
from rahoitus.reports import papers
from rahoitus.running import clock as running_clock
from rahoitus.sending.models import Approval


@shared_task
def remind_of_deadlines():
    by_day = moments.is_day()
    clock.watch(reminds=by_day)
    if by_day:
        clock.watch_appeals()
        clock.watch_supplements()
        clock.watch_changes()


@shared_task
def remind_of_running():
    running_clock.watch()
    papers.watch()


@shared_task
def forget_names():
    Approval.objects.forget()
    Signing.objects.forget()
    papers.forget()
