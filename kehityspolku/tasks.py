"""The ground floor's tasks: each one line that calls a verb."""

from allauth.usersessions.models import UserSession
from celery import shared_task
from django.contrib.sessions.models import Session
from django.core.management import call_command

from kehityspolku.documents import reports
from kehityspolku.events import after_sign_in, clock, mail
from kehityspolku.files import fields
from kehityspolku.models import Draft, Notice, Picture
from kehityspolku.web import health, sent_once


@shared_task
def beat():
    health.note_heartbeat()


@shared_task
def deliver_notices():
    mail.deliver()


@shared_task
def send_digests():
    mail.send()


@shared_task
def remind_of_what_waits():
    clock.watch()


@shared_task
def build_report(pk):
    reports.build(pk)


@shared_task
def build_waiting_reports():
    for pk in reports.waiting().values_list("pk", flat=True):
        reports.build(pk)


@shared_task
def scan_uploads():
    fields.scan_waiting()


@shared_task
def forget_old():
    after_sign_in.forget()
    sent_once.forget()
    Notice.objects.forget()
    Picture.objects.forget()
    Draft.objects.forget()
    call_command("clearsessions")
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
