"""Meetings: calling, answering with a waiting list, changing, cancelling."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kehityspolku.events import follows
from kehityspolku.events import mail as event_mail
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event, Notice
from kehrat.models import Kehra, Meeting, Rsvp
from tests import make
from tests.races import at_once

pytestmark = pytest.mark.django_db


def sent():
    """Deliver what waits and give the mails by receiver."""
    mail.outbox.clear()
    event_mail.deliver()
    return {letter.to[0]: letter for letter in mail.outbox}


def answers(meeting):
    """{person's pk: (answer, seat, place in the queue)}."""
    rows = meeting.rsvps.values_list("user", "answer", "seat", "queue")
    return {user: (answer, seat, queue) for user, answer, seat, queue in rows}


def come(meeting, *people):
    return [meeting.rsvp(by=person, answer="yes").answer for person in people]


class TestCalling:
    def test_members_get_the_call_in_their_language(self):
        kehra = make.kehra()
        team, member = make.coordinator(kehra), make.member(kehra, language="sv")
        sent()
        meeting = make.meeting(kehra, by=team, title="Pihakokous", agenda="- talkoot")
        letters = sent()
        assert set(letters) == {member.email}
        assert "Pihakokous" in letters[member.email].subject
        assert "18.00–20.00" in letters[member.email].subject
        assert "- talkoot" in letters[member.email].body
        assert meeting.get_absolute_url() in letters[member.email].body

    def test_followers_of_the_kehra_hear_of_public_ones(self):
        kehra, follower, gone = make.kehra(), make.user(), make.user()
        for person in (follower, gone):
            follows.follow(person, kehra)
        meeting = make.meeting(kehra)
        closed = make.meeting(kehra, public=False)
        meeting.rsvp(by=gone, answer="no")
        meeting.cancel_meeting(by=make.coordinator(kehra), reason="Ei nyt.")
        told = Notice.objects.filter(recipient__in=[follower, gone]).order_by("pk")
        events = {(n.event.verb, n.event.target_id, n.recipient_id) for n in told}
        assert closed.pk not in {target for _verb, target, _person in events}
        assert events == {
            ("call_meeting", meeting.pk, follower.pk),
            ("call_meeting", meeting.pk, gone.pk),
            ("cancel_meeting", meeting.pk, follower.pk),
        }

    def test_only_coordinators_call(self):
        kehra = make.kehra()
        make.coordinator(kehra)
        for person in (make.member(kehra), make.user(), make.user("lead")):
            with pytest.raises(PermissionDenied):
                make.meeting(kehra, by=person)
        assert kehra.meetings.count() == 0

    def test_sukkula_calls_while_there_is_no_coordinator(self):
        assert make.meeting(make.kehra(), by=make.user("adviser")).state == "called"

    def test_a_kehra_that_rests_calls_none(self):
        kehra = make.kehra()
        team = make.coordinator(kehra)
        Kehra.objects.filter(pk=kehra.pk).update(state="ended", ended_on=timezone.now())
        kehra.refresh_from_db()
        with pytest.raises(WrongState):
            make.meeting(kehra, by=team)

    @pytest.mark.parametrize(
        "fields",
        [
            {"place": "", "link": ""},
            {"ends": timezone.now()},
            {"capacity": 0},
            {"rsvp_until": timezone.now() + timedelta(days=99)},
        ],
    )
    def test_the_database_refuses_what_cannot_be(self, fields):
        with pytest.raises(IntegrityError), transaction.atomic():
            make.meeting(**fields)


class TestSeeing:
    def test_a_public_one_is_everyones_another_its_members_and_sukkulas(self):
        kehra = make.kehra()
        public, closed = make.meeting(kehra), make.meeting(kehra, public=False)
        for person in (make.coordinator(kehra), make.member(kehra), make.user("adviser")):
            assert set(Meeting.objects.visible_to(person)) == {public, closed}
        elsewhere = make.member(make.kehra())
        assert set(Meeting.objects.visible_to(elsewhere)) == {public}
        assert set(Meeting.objects.open_to_all()) == {public}

    def test_of_a_kehra_not_yet_accepted_nobody_reads(self):
        meeting = make.meeting()
        Kehra.objects.filter(pk=meeting.kehra_id).update(
            state="proposed", formed_on=None, confirmed_on=None
        )
        assert list(Meeting.objects.visible_to(make.user())) == []
        assert list(Meeting.objects.open_to_all()) == []

    def test_who_may_still_read_is_told_for_many_at_once(self, django_assert_num_queries):
        kehra = make.kehra()
        public, closed = make.meeting(kehra), make.meeting(kehra, public=False)
        member, stranger, lead = make.member(kehra), make.user(), make.user("lead")
        pairs = [(m, u) for m in (public, closed) for u in (member, stranger, lead)]
        with django_assert_num_queries(2):
            readable = Meeting.objects.readable(pairs)
        assert readable == {(m.pk, u.pk) for m, u in pairs} - {(closed.pk, stranger.pk)}
        waits = closed.rsvp(by=member, answer="yes")
        pairs = [(waits, member), (waits, stranger)]
        assert Rsvp.objects.readable(pairs) == {(waits.pk, member.pk)}


class TestAnswering:
    def test_seats_fill_and_then_the_queue(self):
        meeting = make.meeting(capacity=2)
        people = [make.user() for _n in range(4)]
        assert come(meeting, *people) == ["yes", "yes", "waiting", "waiting"]
        assert list(answers(meeting).values()) == [
            ("yes", 1, None),
            ("yes", 2, None),
            ("waiting", None, 1),
            ("waiting", None, 2),
        ]

    def test_twice_is_once(self):
        meeting, person, other = make.meeting(capacity=1), make.user(), make.user()
        assert come(meeting, person, person, other, other) == ["yes", "yes", "waiting", "waiting"]
        assert answers(meeting) == {
            person.pk: ("yes", 1, None),
            other.pk: ("waiting", None, 1),
        }

    def test_who_leaves_lets_the_first_of_the_queue_in_who_is_told(self):
        meeting = make.meeting(capacity=1, title="Talkookokous")
        first, second, third = (make.user() for _n in range(3))
        come(meeting, first, second, third)
        sent()
        meeting.rsvp(by=first, answer="no")
        assert answers(meeting) == {
            first.pk: ("no", None, None),
            second.pk: ("yes", 1, None),
            third.pk: ("waiting", None, 2),
        }
        letters = sent()
        assert set(letters) == {second.email}
        assert "Talkookokous" in letters[second.email].subject
        notice = Notice.objects.get(recipient=second)
        assert (notice.event.verb, notice.kind) == ("move_up", "task")

    def test_maybe_holds_no_seat_and_coming_back_goes_last(self):
        meeting = make.meeting(capacity=1)
        first, second = make.user(), make.user()
        come(meeting, first, second)
        meeting.rsvp(by=first, answer="maybe")
        assert come(meeting, first) == ["waiting"]
        assert answers(meeting)[second.pk] == ("yes", 1, None)

    def test_a_public_one_takes_anyone_another_members_and_sukkula(self):
        kehra = make.kehra()
        closed = make.meeting(kehra, public=False)
        assert come(make.meeting(kehra), make.user()) == ["yes"]
        assert come(closed, make.member(kehra), make.user("adviser")) == ["yes", "yes"]
        with pytest.raises(PermissionDenied):
            closed.rsvp(by=make.user(), answer="yes")

    def test_after_the_last_day_only_a_no_is_heard(self):
        meeting, person, late = make.meeting(), make.user(), make.user()
        come(meeting, person)
        Meeting.objects.filter(pk=meeting.pk).update(rsvp_until=timezone.now())
        for answer in ("yes", "maybe"):
            with pytest.raises(WrongState):
                meeting.rsvp(by=late, answer=answer)
        assert meeting.rsvp(by=person, answer="no").answer == "no"

    @pytest.mark.parametrize("state", ["cancelled", "held"])
    def test_one_that_is_not_to_come_takes_none(self, state):
        meeting = make.meeting(state=state)
        for answer in ("yes", "no"):
            with pytest.raises(WrongState):
                meeting.rsvp(by=make.user(), answer=answer)

    def test_waiting_cannot_be_said(self):
        with pytest.raises(WrongState):
            make.meeting().rsvp(by=make.user(), answer="waiting")


class TestChanging:
    def test_a_new_time_is_told_to_those_who_have_not_said_no(self):
        kehra = make.kehra()
        team, member, absent = make.coordinator(kehra), make.member(kehra), make.member(kehra)
        meeting, guest = make.meeting(kehra), make.user()
        come(meeting, guest)
        meeting.rsvp(by=absent, answer="no")
        sent()
        later = {"starts": meeting.starts + timedelta(days=1)}
        later["ends"] = meeting.ends + timedelta(days=1)
        meeting.change_meeting(by=team, **later)
        assert set(sent()) == {member.email, guest.email}
        assert (meeting.sequence, meeting.starts) == (1, later["starts"])

    def test_a_new_agenda_is_told_to_nobody(self):
        meeting = make.meeting()
        come(meeting, make.user())
        sent()
        meeting.change_meeting(by=make.coordinator(meeting.kehra), agenda="Uusi.")
        assert (sent(), meeting.sequence, meeting.agenda) == ({}, 0, "Uusi.")

    @pytest.mark.parametrize(("room", "come_in"), [(2, 2), (3, 3), (None, 4)])
    def test_more_room_lets_in_from_the_queue_in_order(self, room, come_in):
        meeting = make.meeting(capacity=1)
        people = [make.user() for _n in range(4)]
        come(meeting, *people)
        sent()
        meeting.change_meeting(by=make.coordinator(meeting.kehra), capacity=room)
        inside = [p.pk for p in people if answers(meeting)[p.pk][0] == "yes"]
        assert inside == [p.pk for p in people[:come_in]]
        assert set(sent()) == {p.email for p in people[1:come_in]}

    def test_a_smaller_room_fits_those_who_are_in_or_is_refused(self):
        meeting = make.meeting(capacity=4)
        people = [make.user() for _n in range(4)]
        come(meeting, *people)
        meeting.rsvp(by=people[0], answer="no")
        meeting.rsvp(by=people[2], answer="no")
        team = make.coordinator(meeting.kehra)
        with pytest.raises(ValidationError) as refused:
            meeting.change_meeting(by=team, capacity=1)
        assert "2" in refused.value.message_dict["capacity"][0]
        meeting.refresh_from_db()
        assert meeting.capacity == 4
        meeting.change_meeting(by=team, capacity=2)
        seats = meeting.rsvps.exclude(seat=None).values_list("user", "seat")
        assert list(seats) == [(people[1].pk, 1), (people[3].pk, 2)]

    def test_cancelling_tells_the_reason_to_those_who_would_have_come(self):
        kehra = make.kehra()
        team, member, absent = make.coordinator(kehra), make.member(kehra), make.member(kehra)
        meeting, guest = make.meeting(kehra, capacity=1), make.user()
        come(meeting, guest, member)
        meeting.rsvp(by=absent, answer="no")
        sent()
        meeting.cancel_meeting(by=team, reason="Sali on remontissa.")
        letters = sent()
        assert set(letters) == {member.email, guest.email}
        assert all("Sali on remontissa." in letter.body for letter in letters.values())
        assert (meeting.state, meeting.sequence) == ("cancelled", 1)


class TestDatabase:
    """What the database itself refuses, whoever writes."""

    def test_no_seat_beyond_the_room(self):
        meeting = make.meeting(capacity=1)
        come(meeting, make.user())
        with pytest.raises(IntegrityError), transaction.atomic():
            Rsvp.objects.create(meeting=meeting, user=make.user(), answer="yes", seat=2)
        with pytest.raises(IntegrityError), transaction.atomic():
            Rsvp.objects.create(meeting=meeting, user=make.user(), answer="yes", seat=1)

    def test_no_room_below_the_seats_taken(self):
        meeting = make.meeting(capacity=3)
        come(meeting, make.user(), make.user())
        with pytest.raises(IntegrityError), transaction.atomic():
            Meeting.objects.filter(pk=meeting.pk).update(capacity=1)
        Meeting.objects.filter(pk=meeting.pk).update(capacity=2)

    @pytest.mark.parametrize(
        "fields",
        [
            {"answer": "yes", "seat": None},
            {"answer": "yes", "seat": 0},
            {"answer": "no", "seat": 1},
            {"answer": "waiting", "queue": None},
            {"answer": "maybe", "queue": 1},
        ],
    )
    def test_no_answer_without_what_goes_with_it(self, fields):
        with pytest.raises(IntegrityError), transaction.atomic():
            Rsvp.objects.create(meeting=make.meeting(), user=make.user(), **fields)


@pytest.mark.django_db(transaction=True)
def test_two_answering_at_once_for_the_last_place_one_gets_it():
    meeting = make.meeting(capacity=3)
    come(meeting, make.user(), make.user())
    people = [make.user() for _n in range(4)]

    def answer(person):
        return lambda: Meeting.objects.get(pk=meeting.pk).rsvp(by=person, answer="yes").answer

    outcomes = at_once(*map(answer, people))
    assert sorted(outcomes) == ["waiting", "waiting", "waiting", "yes"]
    assert sorted(meeting.rsvps.exclude(seat=None).values_list("seat", flat=True)) == [1, 2, 3]
    queue = meeting.rsvps.exclude(queue=None).values_list("queue", flat=True)
    assert sorted(queue) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_leaving_and_answering_at_once_leaves_nobody_waiting_by_a_free_seat():
    meeting = make.meeting(capacity=1)
    first, second = make.user(), make.user()
    come(meeting, first)
    at_once(
        lambda: Meeting.objects.get(pk=meeting.pk).rsvp(by=first, answer="no"),
        lambda: Meeting.objects.get(pk=meeting.pk).rsvp(by=second, answer="yes"),
    )
    assert answers(meeting) == {first.pk: ("no", None, None), second.pk: ("yes", 1, None)}


ACTS = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 5), st.sampled_from(["yes", "no", "maybe"])),
        st.tuples(st.just("room"), st.sampled_from([1, 2, 3, None])),
    ),
    max_size=25,
)


class TestWaitingList(TestCase):
    """Any order of answers and rooms: never more in than the room takes, and nobody overtakes."""

    @settings(max_examples=40)
    @given(acts=ACTS)
    def test_is_fair(self, acts):
        meeting = make.meeting(capacity=2)
        team, people = make.coordinator(meeting.kehra), [make.user() for _n in range(6)]
        wanting = []  # who wants in, in the order they said so
        for who, what in acts:
            if who == "room":
                try:
                    meeting.change_meeting(by=team, capacity=what)
                except ValidationError:
                    meeting.refresh_from_db()
                continue
            meeting.rsvp(by=people[who], answer=what)
            if what != "yes":
                wanting = [n for n in wanting if n != who]
            elif who not in wanting:
                wanting.append(who)
            self.check(meeting, people, wanting)

    def check(self, meeting, people, wanting):
        told = answers(meeting)
        inside = [n for n in wanting if told[people[n].pk][0] == "yes"]
        waiting = [n for n in wanting if told[people[n].pk][0] == "waiting"]
        assert inside + waiting == wanting
        assert meeting.capacity is None or len(inside) <= meeting.capacity
        assert not waiting or len(inside) == meeting.capacity


def test_each_move_up_is_one_event():
    meeting = make.meeting(capacity=1)
    first, second = make.user(), make.user()
    come(meeting, first, second)
    meeting.rsvp(by=first, answer="no")
    meeting.rsvp(by=first, answer="no")
    (event,) = Event.objects.filter(verb="move_up")
    with translation.override("en"):
        assert event.sentence.startswith("You have a place: Kokous, ")
