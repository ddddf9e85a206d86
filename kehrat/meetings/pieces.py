"""What pages of other rooms show of meetings."""

from kehrat.meetings import rules, seats
from kehrat.meetings.models.meeting import Meeting


def next_meeting(user, kehra):
    """The Kehrä's next meeting and what the reader can do about it and about past ones."""
    runs = rules.can_call_meeting(user, kehra)
    shown = Meeting.objects.visible_to(user).filter(kehra=kehra)
    meeting = shown.coming().first()
    found = {"meeting": meeting, "can_call": runs and kehra.is_working}
    if runs:
        found["unclosed"] = shown.unclosed().order_by("-starts")[:3]
    return found | (of_reader(user, meeting) if meeting else {})


def of_reader(user, meeting):
    """The reader's own answer, and the place in the queue of one who waits."""
    mine = meeting.rsvps.filter(user=user).first() if user.is_authenticated else None
    ahead = meeting.rsvps.filter(queue__lte=mine.queue).count() if mine and mine.queue else 0
    return {"mine": mine, "place_in_queue": ahead, "full": seats.free(meeting) is None}
