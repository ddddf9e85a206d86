"""The tasks of Kehrät: each one line that calls an act."""

from celery import shared_task

from kehrat.coordination import clock as coordination_clock
from kehrat.coordination import invite_mail
from kehrat.enquiries import answer_mail
from kehrat.groups import clock as group_clock
from kehrat.ideas import clock as idea_clock
from kehrat.meetings import clock as meeting_clock
from kehrat.meetings import guests
from kehrat.models import Enquiry, Guest, Intake, Original
from kehrat.projects import clock as card_clock
from kehrat.projects import intake


@shared_task
def watch_groups():
    group_clock.wake()
    group_clock.watch()


@shared_task
def forget_enquiries():
    Enquiry.objects.forget()


@shared_task
def send_answers():
    answer_mail.deliver()


@shared_task
def remind_of_ideas():
    idea_clock.remind()


@shared_task
def watch_meetings():
    meeting_clock.watch()
    meeting_clock.watch_polls()


@shared_task
def write_to_guests():
    guests.deliver()


@shared_task
def forget_guests():
    Guest.objects.forget()


@shared_task
def send_invites():
    invite_mail.deliver()


@shared_task
def watch_joining():
    coordination_clock.watch()


@shared_task(soft_time_limit=intake.SECONDS, time_limit=2 * intake.SECONDS)
def read_card(pk):
    intake.read_one(pk)


@shared_task
def read_waiting_cards():
    intake.hand_waiting()


@shared_task
def forget_intakes():
    Intake.objects.forget()
    Original.objects.forget()


@shared_task
def watch_changes():
    card_clock.watch()
