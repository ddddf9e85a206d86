"""The tasks of Kehrät: each one line that calls an act."""

from celery import shared_task

from kehrat import reminders, silence, waiting
from kehrat.models import Enquiry


@shared_task
def watch_silence():
    silence.watch()


@shared_task
def forget_enquiries():
    Enquiry.objects.forget()


@shared_task
def remind_of_ideas():
    waiting.remind()


@shared_task
def watch_meetings():
    reminders.watch()
