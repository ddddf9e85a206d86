"""What the clock does for meetings, with time moved."""

from datetime import datetime, time, timedelta

import pytest

from kehityspolku import moments
from kehityspolku.models import Event, Notice
from kehrat import tasks
from kehrat.meetings import clock
from kehrat.models import Meeting
from tests import make

pytestmark = pytest.mark.django_db


def in_days(meeting, days, told=30):
    """Move the clock: the meeting is so many days from today at 23.30, told `told` days ago."""
    at = datetime.combine(moments.in_days(days), time(23, 30), tzinfo=moments.HELSINKI)
    changed = moments.start_of(moments.in_days(-told))
    rows = Meeting.objects.filter(pk=meeting.pk)
    rows.update(starts=at, ends=at + timedelta(minutes=20), rsvp_until=None, changed_at=changed)
    meeting.refresh_from_db()


def told(verb):
    return list(Event.objects.filter(verb=verb).order_by("pk").values_list("facts", flat=True))


def test_reminded_a_week_and_a_day_before_however_often_it_runs():
    meeting = make.meeting()
    meeting.rsvp(by=make.user(), answer="yes")
    for days in (9, 8):
        in_days(meeting, days)
        assert clock.watch() == (0, 0, 0)
    met = []
    for days in (7, 6, 3, 2, 1):
        in_days(meeting, 7)  # the key holds the time, which stays
        starts = meeting.starts
        in_days(meeting, days)
        Event.objects.filter(verb="remind_of_meeting").update(once=None)
        met.append((days, clock.watch()[0], clock.watch()[0]))
        assert meeting.starts != starts or days == 7
    assert met == [(7, 1, 0), (6, 1, 0), (3, 1, 0), (2, 1, 0), (1, 1, 0)]
    in_days(meeting, 7)
    assert told("remind_of_meeting")[0] == {"days": 7, "agenda": "", **meeting.facts()}


def test_those_who_come_wait_or_may_come_are_reminded():
    meeting = make.meeting(capacity=1)
    people = {name: make.user() for name in ("yes", "waiting", "maybe", "no")}
    for name, person in people.items():
        meeting.rsvp(by=person, answer="yes" if name == "waiting" else name)
    in_days(meeting, 1)
    tasks.watch_meetings()
    event = Event.objects.get(verb="remind_of_meeting")
    got = Notice.objects.filter(event=event).values_list("recipient", "kind")
    wanted = [people[name] for name in ("yes", "waiting", "maybe")]
    assert set(got) == {(person.pk, "meeting") for person in wanted}


def test_called_too_late_for_a_mark_the_next_one_is_its_first():
    meeting = make.meeting()
    in_days(meeting, 5, told=0)
    assert clock.watch()[0] == 0
    in_days(meeting, 1, told=4)
    assert clock.watch()[0] == 1
    later = make.meeting()
    in_days(later, 1, told=0)
    assert clock.watch()[0] == 0


def test_a_moved_meeting_is_reminded_of_anew():
    meeting = make.meeting()
    meeting.rsvp(by=make.user(), answer="yes")
    in_days(meeting, 1)
    assert clock.watch()[0] == 1
    team = make.coordinator(meeting.kehra)
    moved = {
        "starts": meeting.starts + timedelta(days=10),
        "ends": meeting.ends + timedelta(days=10),
    }
    meeting.change_meeting(by=team, **moved)
    assert clock.watch()[0] == 0
    in_days(meeting, 7, told=4)
    assert [clock.watch()[0] for _n in range(3)] == [1, 0, 0]


@pytest.mark.parametrize("state", ["cancelled", "held"])
def test_of_one_that_is_not_to_come_nothing_is_told(state):
    meeting = make.meeting(state=state)
    in_days(meeting, 1)
    assert clock.watch() == (0, 0, 0)
    make.past(meeting, 2)
    assert clock.watch() == (0, 0, 0)


def test_coordinators_are_asked_of_a_past_one_a_day_and_a_week_after():
    meeting = make.meeting()
    team = make.coordinator(meeting.kehra)
    make.member(meeting.kehra)
    asked = []
    for days in (0, 1):
        in_days(meeting, -days)
        asked.append([clock.watch()[1] for _n in range(2)] if days else [0])
    assert asked == [[0], [1, 0]]
    once = Event.objects.get(verb="nudge_meeting").once
    assert once.startswith(f"nudge:{meeting.pk}:1:")
    for days, due in ((2, 1), (7, 1), (8, 1), (20, 0)):
        in_days(meeting, -days)  # another end, so another key
        assert (days, clock.watch()[1], clock.watch()[1]) == (days, due, 0)
    notices = Notice.objects.filter(event__verb="nudge_meeting")
    assert set(notices.values_list("recipient", "kind")) == {(team.pk, "task")}


def test_a_closed_one_is_not_asked_about():
    meeting = make.past(make.meeting(), 1)
    make.minutes(meeting)
    assert clock.nudge(meeting) is True
    meeting.publish_minutes(by=make.coordinator(meeting.kehra))
    make.past(meeting, 7)
    assert clock.watch()[1] == 0


def test_one_closed_meanwhile_is_left_alone():
    meeting = make.past(make.meeting(), 1)
    seen = Meeting.objects.get(pk=meeting.pk)
    make.hold(meeting, days=1)
    assert clock.nudge(seen) is False


def test_a_seat_freed_by_a_deleted_account_goes_to_the_first_in_the_queue():
    meeting = make.meeting(capacity=1)
    gone, waits, last = (make.user() for _n in range(3))
    for person in (gone, waits, last):
        meeting.rsvp(by=person, answer="yes")
    gone.delete()
    assert [clock.watch()[2] for _n in range(2)] == [1, 0]
    assert meeting.rsvps.get(user=waits).answer == "yes"
    assert meeting.rsvps.get(user=last).answer == "waiting"


def test_who_left_the_kehra_gives_the_seat_in_a_members_meeting_back():
    kehra = make.kehra()
    make.coordinator(kehra)
    meeting = make.meeting(kehra, public=False, capacity=1)
    gone, waits = make.member(kehra), make.member(kehra)
    for person in (gone, waits):
        meeting.rsvp(by=person, answer="yes")
    kehra.membership_of(gone).leave(by=gone)
    assert [clock.watch()[2] for _n in range(2)] == [1, 0]
    assert meeting.rsvps.get(user=gone).answer == "no"
    assert meeting.rsvps.get(user=waits).answer == "yes"


def test_the_clock_is_set():
    from django.conf import settings  # noqa: PLC0415 (only here)

    assert settings.CELERY_BEAT_SCHEDULE["watch meetings"]["task"] == tasks.watch_meetings.name
