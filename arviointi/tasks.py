"""Tasks of surveys: each calls a verb."""

from celery import shared_task

from arviointi.indicators import snapshots
from arviointi.reports import clock as reports_clock
from arviointi.surveys import clock, invitation_mail, retention


@shared_task
def empty_ballot_box(pk):
    clock.empty_box(pk)


@shared_task
def watch_ballot_boxes():
    clock.close_what_is_over()
    clock.empty_boxes()


@shared_task
def keep_indicators():
    snapshots.keep_missing()
    snapshots.keep_earlier()


@shared_task
def order_reports():
    reports_clock.order_what_is_due()


@shared_task
def forget_answers():
    retention.forget()


@shared_task
def send_invitations():
    invitation_mail.deliver()


@shared_task
def watch_invitations():
    invitation_mail.remind()
    invitation_mail.deliver()
