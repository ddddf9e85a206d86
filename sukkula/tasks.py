"""Sukkula's tasks: each one line that calls an act."""

from celery import shared_task

from sukkula import promise_clock, review_clock


@shared_task
def watch_reviews():
    review_clock.watch()


@shared_task
def watch_promises():
    promise_clock.watch()
