"""The tasks of Kehrät: each one line that calls an act."""

from celery import shared_task

from kehrat import invite_mail, joining, reminders, silence, waiting
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


@shared_task
def send_invites():
    invite_mail.deliver()


@shared_task
def watch_joining():
    joining.watch()
