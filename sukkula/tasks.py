"""Sukkula's tasks: each one line that calls an act."""

from celery import shared_task

from sukkula.advice.models import Advice
from sukkula.desk import promises
from sukkula.panels import clock
from sukkula.reports import build
from sukkula.snoozes import clock as snoozes


@shared_task
def watch_reviews():
    clock.watch()


@shared_task
def wake_cases():
    snoozes.watch()


@shared_task
def forget_old():
    Advice.objects.forget()
    build.forget()


@shared_task
def watch_promises():
    promises.watch()
    promises.watch_advisers()
