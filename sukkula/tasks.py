"""Sukkula's tasks: each one line that calls an act."""

from celery import shared_task

from sukkula.desk import promises
from sukkula.panels import clock


@shared_task
def watch_reviews():
    clock.watch()


@shared_task
def watch_promises():
    promises.watch()
    promises.watch_advisers()
