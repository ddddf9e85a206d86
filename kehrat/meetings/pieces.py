"""What pages of other rooms show of meetings."""

from django.db.models import Q

from kehrat.meetings import rules
from kehrat.meetings.models.meeting import Meeting


def next_meeting(user, kehra):
    """The Kehrä's next meeting and what the reader can do about it and about past ones."""
    runs = rules.can_call_meeting(user, kehra)
    called = Meeting.objects.visible_to(user).filter(kehra=kehra, state=Meeting.State.CALLED)
    called = list(called if runs else called.coming()[:1])
    meeting = next((each for each in called if not each.is_unclosed), None)
    found = {"meeting": meeting, "can_call": runs and kehra.is_working}
    if runs:
        found["unclosed"] = [each for each in reversed(called) if each.is_unclosed][:3]
    return found | (of_reader(user, meeting) if meeting else {})


def of_reader(user, meeting):
    """The reader's own answer, and the place in the queue of one who waits."""
    answers = meeting.rsvps.filter(Q(user=user.pk) | Q(seat__isnull=False))
    answers = list(answers if meeting.capacity else answers.filter(user=user.pk))
    mine = next((each for each in answers if each.user_id == user.pk), None)
    seated = sum(each.seat is not None for each in answers)
    ahead = meeting.rsvps.filter(queue__lte=mine.queue).count() if mine and mine.queue else 0
    return {
        "mine": mine,
        "place_in_queue": ahead,
        "full": meeting.capacity is not None and seated >= meeting.capacity,
    }
