"""The tasks of funding: each one line that calls an act."""

from celery import shared_task

from rahoitus.applications import clock


@shared_task
def remind_of_deadlines():
    clock.watch()
