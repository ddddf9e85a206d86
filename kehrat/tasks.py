"""The tasks of Kehrät: each one line that calls an act."""

from celery import shared_task

from kehrat import silence


@shared_task
def watch_silence():
    silence.watch()
