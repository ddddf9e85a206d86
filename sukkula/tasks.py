"""Sukkula's tasks: each one line that calls an act."""

from celery import shared_task

from sukkula import review_clock


@shared_task
def watch_reviews():
    review_clock.watch()
