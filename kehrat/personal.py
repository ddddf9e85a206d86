"""What a person takes part in, for the own page."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from kehityspolku.accounts.my_data import ALL
from kehrat.models import (
    Idea,
    Kehra,
    Membership,
    Project,
    Support,
)

SHOWN = 20
OVER = Q(state__in=["rejected", "withdrawn", "taken_in"])

# What "my data" holds (accounts/my_data.py). Of what several people write together it has names and
# dates: the text is read where it is, by those who may.
MINE = {
    "kehrat.Membership.user": ("-invite",),
    "kehrat.CoEditor.user": ALL,
    "kehrat.OfficialArea.user": ALL,
    "kehrat.Duty.adviser": ALL,
    "kehrat.Absence.person": ALL,
    "kehrat.Absence.deputy": ALL,
    "kehrat.Idea.by": ALL,
    "kehrat.Support.user": ALL,
    "kehrat.CalendarKey.user": ALL,
    "kehrat.Rsvp.user": ("-guest",),
    "kehrat.PollAnswer.user": ALL,
    "kehrat.Poll.by": ("kehra", "title", "text", "state", "made_at"),
    "kehrat.Circular.by": ("kehra", "meeting", "title", "text", "at"),
    "kehrat.Circular.to": ("kehra", "title", "text", "at"),
    "kehrat.Enclosure.by": ("meeting", "announcement", "title", "name", "size", "at"),
    "kehrat.Guest.email": ("meeting", "name", "made_at", "confirmed_at"),
    "kehrat.Announcement.by": ALL,
    "kehrat.Comment.by": ("-discussion", "-parent"),
    "kehrat.Flag.by": ("-case",),
    "kehrat.Case.author": ("idea", "announcement", "kehra", "state", "reason", "appeal_text"),
    "kehrat.ChangeRequest.answered_by": ("project", "field", "answer", "answered_at"),
    "kehrat.HandoverNote.by": ("kehra", "text", "language", "written_at"),
    "kehrat.Meeting.by": ("kehra", "title", "starts", "made_at"),
    "kehrat.Minutes.by": ("meeting", "version", "state", "published_at"),
    "kehrat.Plan.by": ("kehra", "version", "first_year", "last_year", "adopted_on"),
    "kehrat.Project.made_by": ("kehra", "title", "state", "state_since"),
    "kehrat.Project.saved_by": ("kehra", "title", "saved_at"),
    "kehrat.Revision.by": ("project", "number", "kind", "at"),
    "kehrat.Intake.by": ("at",),
    "kehrat.Original.by": ("name", "size", "at"),
    "kehrat.Attachment.by": ("project", "title", "name", "size", "at"),
    "kehrat.StandingDocument.by": ("organisation", "what", "name", "size", "at"),
    "kehrat.ProfileFact.by": ("organisation", "name", "recorded_at"),
    "kehrat.SupportingOrganisation.added_by": ("kehra", "name", "added_at"),
    "kehrat.Invite.made_by": ("kehra", "kind", "state", "greeting", "made_at"),
    "kehrat.Invite.address": ("kehra", "state", "greeting", "made_at", "sent_at"),
    "kehrat.Enquiry.email": ALL,
    "kehrat.Reply.by": ("text", "language", "at"),
    "kehrat.Contact.email": ALL,
}


def part(user):
    """One's Kehrät with role and date, ideas, supports, and the cards that one co-edits."""
    open_ = Membership.objects.open().filter(user=user).select_related("kehra")
    seen = Idea.objects.visible_to(user)
    supported = Support.objects.visible_to(user).values("idea")
    return {
        "template": "kehrat/front/me.html",
        "memberships": list(open_),
        "co_edits": list(Project.objects.filter(pk__in=co_edited(user)).exclude(OVER)[:SHOWN]),
        "ideas": list(seen.filter(by=user)[:SHOWN]),
        "supports": list(seen.filter(pk__in=supported).exclude(by=user)[:SHOWN]),
    }


def groups(user):
    """[(key, name)] of the Kehrät whose member one is or that one follows."""
    followed = user.follows.filter(
        target_type=ContentType.objects.get_for_model(Kehra), muted=False
    )
    mine = Q(pk__in=Membership.objects.active().filter(user=user).values("kehra"))
    mine |= Q(pk__in=followed.values("target_id"))
    return [(kehra.pk, kehra.name) for kehra in Kehra.objects.visible_to(user).filter(mine)]


def co_edited(user):
    """Keys of the cards that the person was named to write."""
    return user.co_edits.current().values("project")
