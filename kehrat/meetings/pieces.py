"""What pages of other rooms show of meetings."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehrat.meetings import rules
from kehrat.meetings.models.meeting import Meeting
from kehrat.meetings.models.rsvp import Rsvp


def next_meeting(user, kehra):
    """The Kehrä's next meeting and what the reader can do about it and about past ones."""
    runs = rules.can_call_meeting(user, kehra)
    called = Meeting.objects.visible_to(user).filter(kehra=kehra, state=Meeting.State.CALLED)
    called = list(called if runs else called.coming()[:1])
    meeting = next((each for each in called if not each.is_unclosed), None)
    found = {"meeting": meeting, "can_call": runs and kehra.is_joinable}
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


def letter_reached(letter):
    """Who gets a coordinator's letter how, in words that are true."""
    number = letter.reached()
    told = [_("Nobody gets it by mail.")]
    if mail := number["mail"]:
        words = ngettext("%(n)s person gets it by mail.", "%(n)s people get it by mail.", mail)
        told = [words % {"n": mail}]
    if digest := number["digest"]:
        words = ngettext(
            "%(n)s person gets it in the next digest.",
            "%(n)s people get it in their next digest.",
            digest,
        )
        told.append(words % {"n": digest})
    if portal := number["portal"]:
        words = ngettext(
            "%(n)s person sees it in the portal only, without mail.",
            "%(n)s people see it in the portal only, without mail.",
            portal,
        )
        told.append(words % {"n": portal})
    return " ".join(told)


def answered(rsvp):
    """What the person is told of the answer just given."""
    match rsvp.answer:
        case Rsvp.Answer.YES:
            return _("You are coming. You get a reminder a week and a day before.")
        case Rsvp.Answer.WAITING:
            ahead = rsvp.meeting.rsvps.filter(queue__lt=rsvp.queue).count()
            return ngettext(
                "All places are taken. You are on the waiting list, %(n)s person before you. You"
                " get a message when a place is yours.",
                "All places are taken. You are on the waiting list, %(n)s people before you. You"
                " get a message when a place is yours.",
                ahead,
            ) % {"n": ahead}
        case Rsvp.Answer.MAYBE:
            return _("You may come. You get a reminder a week and a day before.")
    return _("You are not coming. You can change your mind while there is room.")
