"""Reminders by the clock leave between 8 and 18; many alike at once are one letter."""

from datetime import UTC, datetime
from functools import partial

import pytest
from celery.schedules import crontab
from django.conf import settings
from django.core import mail

from kehityspolku import moments
from kehityspolku.events import clock
from kehityspolku.events import mail as event_mail
from kehityspolku.models import Notice
from kehrat.models import Enquiry
from rahoitus import tasks
from tests import make

# What tells nobody anything, or what somebody waits for at any hour; the digest says its own.
AT_ANY_HOUR = {
    "arviointi.tasks.forget_answers",
    "arviointi.tasks.keep_indicators",
    "arviointi.tasks.order_reports",
    "kehityspolku.tasks.forget_old",
    "kehityspolku.tasks.send_digests",
    "kehrat.tasks.forget_enquiries",
    "kehrat.tasks.forget_guests",
    "kehrat.tasks.forget_intakes",
    "rahoitus.tasks.forget_names",
    "rahoitus.tasks.remind_of_deadlines",  # applications end at the moment; reminders: below
    "sukkula.tasks.forget_old",
}


def test_the_clock_reminds_by_day():
    told = {}
    for row in settings.CELERY_BEAT_SCHEDULE.values():
        if isinstance(row["schedule"], crontab) and row["task"] not in AT_ANY_HOUR:
            told[row["task"]] = set(row["schedule"].hour) - set(range(8, 18))
    assert len(told) > 8
    assert {task: hours for task, hours in told.items() if hours} == {}


def test_day_is_helsinkis():
    winter, summer = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 7))
    hours = [
        [hour for hour in range(24) if moments.is_day(day.replace(hour=hour))]
        for day in (winter, summer)
    ]
    assert hours == [list(range(6, 16)), list(range(5, 15))]


@pytest.mark.parametrize("by_day", [True, False])
def test_by_night_applications_end_and_nobody_is_reminded(monkeypatch, by_day):
    asked = []
    monkeypatch.setattr(moments, "is_day", lambda: by_day)
    monkeypatch.setattr(tasks.clock, "watch", lambda **how: asked.append(how["reminds"]))
    for others in ("appeals", "supplements", "changes"):
        monkeypatch.setattr(tasks.clock, f"watch_{others}", partial(asked.append, others))
    tasks.remind_of_deadlines()
    assert asked == ([True, "appeals", "supplements", "changes"] if by_day else [False])


@pytest.mark.django_db
def test_many_alike_are_one_letter_and_few_are_letters_of_their_own():
    kehra = make.kehra()
    team = make.member(kehra, "coordinator", language="en")
    letters = {}
    for number in (2, 4):
        for n in range(number):
            make.enquiry(kehra, name=f"Ulla {n}")
        Enquiry.objects.update(state_since=moments.start_of(moments.in_days(-4)))
        Notice.objects.update(mail="none")
        clock.watch()
        mail.outbox.clear()
        event_mail.deliver()
        letters[number] = [m for m in mail.outbox if m.to == [team.email]]
        Enquiry.objects.all().delete()
    assert [len(found) for found in letters.values()] == [2, 1]
    assert letters[4][0].body.count("has waited for 4 days") == 4
