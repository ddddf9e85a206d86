"""Meetings in a calendar file: of one meeting, of a Kehrä, of one person."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from kehityspolku import moments
from kehityspolku.documents import ical
from kehrat.groups.models import Kehra
from kehrat.meetings.models.meeting import Meeting
from kehrat.meetings.models.rsvp import Rsvp

KEPT = timedelta(days=365)  # how long a past meeting stays in a calendar that is followed
LONGEST = 1000  # meetings in one file


def recent(meetings):
    """Those of the last year and to come, soonest first, as many as a file takes."""
    since = moments.now() - KEPT
    return (
        meetings.filter(ends__gte=since).select_related("kehra").order_by("starts", "pk")[:LONGEST]
    )


def of(meetings, title):
    """The meetings as bytes; each keeps its UID for good, a cancelled one says so."""
    return ical.calendar(title, [event(meeting) for meeting in meetings])


def of_person(user):
    """The meetings of one's own Kehrät, and others one has answered, with one's own answers."""
    mine = Q(kehra__in=Kehra.objects.joined_by(user)) | Q(rsvps__user=user)
    meetings = Meeting.objects.visible_to(user).filter(mine).distinct()
    answers = dict(user.rsvps.values_list("meeting", "answer"))
    told = [event(meeting, answers.get(meeting.pk, "")) for meeting in recent(meetings)]
    return ical.calendar(_("My Kehrä meetings"), told)


def event(meeting, answer=None):
    """One meeting's event; `answer`: the person's own, "" when there is none yet."""
    made = ical.event(
        meeting,
        uid=f"meeting-{meeting.pk}",
        starts=meeting.starts,
        ends=meeting.ends,
        stamp=meeting.stamped_at,
        summary=f"{meeting.kehra.name}: {meeting.title}",
        text="\n\n".join(filter(None, [own(answer), meeting.link, meeting.agenda])),
        location=meeting.place or meeting.link,
        status=status(meeting, answer),
        sequence=meeting.sequence,
        transp="TRANSPARENT" if answer == Rsvp.Answer.NO else "OPAQUE",
    )
    made.add("last-modified", meeting.stamped_at)
    if answer != Rsvp.Answer.NO and meeting.state != Meeting.State.CANCELLED:
        ical.remind(made, timedelta(hours=2))
    return made


def status(meeting, answer):
    """What calendars draw: struck out, faint, or plain."""
    if meeting.state == Meeting.State.CANCELLED:
        return "CANCELLED"
    unsure = answer in {"", Rsvp.Answer.MAYBE, Rsvp.Answer.WAITING}
    return "TENTATIVE" if unsure else "CONFIRMED"


def own(answer):
    """The person's own answer in words."""
    match answer:
        case None:
            return ""
        case "":
            return _("You have not answered yet.")
        case Rsvp.Answer.YES:
            return _("You are coming.")
        case Rsvp.Answer.MAYBE:
            return _("You may come.")
        case Rsvp.Answer.WAITING:
            return _("You are on the waiting list.")
    return _("You are not coming.")
