"""What a person takes part in, for the own page."""

from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehityspolku.accounts.my_data import ALL
from kehityspolku.models import Draft
from kehrat.models import (
    CardReading,
    Idea,
    Intake,
    Kehra,
    Membership,
    Project,
    Support,
)

SHOWN = 20
DRAFTED = "kehrat:project_edit"
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
    "kehrat.Rsvp.user": ALL,
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
    "kehrat.Contact.email": ALL,
}


def part(user):
    """One's Kehrät with role and date, ideas, supports, and what waits for oneself."""
    open_ = Membership.objects.open().filter(user=user).select_related("kehra")
    seen = Idea.objects.visible_to(user)
    supported = Support.objects.visible_to(user).values("idea")
    return {
        "template": "kehrat/front/me.html",
        "memberships": list(open_),
        "co_edits": list(Project.objects.filter(pk__in=co_edited(user)).exclude(OVER)[:SHOWN]),
        "ideas": list(seen.filter(by=user)[:SHOWN]),
        "supports": list(seen.filter(pk__in=supported).exclude(by=user)[:SHOWN]),
        "waiting": [*requests(user), *cards(user), *drafts(user), *intakes(user)],
    }


def requests(user):
    """[(words, url)] of requests to join the Kehrät that the person coordinates."""
    asked = Count("memberships", filter=Q(memberships__state=Membership.State.REQUESTED))
    for kehra in Kehra.objects.coordinated_by(user).annotate(asked=asked).filter(asked__gt=0):
        told = ngettext(
            "%(n)s person asks to join %(kehra)s", "%(n)s people ask to join %(kehra)s", kehra.asked
        )
        page = reverse("kehrat:members", args=[kehra.slug])
        yield told % {"n": kehra.asked, "kehra": kehra.name}, page


def cards(user):
    """[(title, url)] of cards that Sukkula asked their writers to change."""
    mine = Q(kehra__in=Kehra.objects.coordinated_by(user)) | Q(pk__in=co_edited(user))
    for project in Project.objects.filter(mine, state=Project.State.CHANGES_REQUESTED)[:SHOWN]:
        yield project.title, project.get_absolute_url()


def co_edited(user):
    """Keys of the cards that the person was named to write."""
    return user.co_edits.current().values("project")


def drafts(user):
    """[(words, url)] of cards that one has typed on and not saved, while their text is open."""
    mine = Draft.objects.visible_to(user).filter(page=DRAFTED).values("record_id")
    open_ = Project.objects.visible_to(user).filter(state__in=Project.OPEN_TEXT, pk__in=mine)
    for project in open_[:SHOWN]:
        told = _("Unsaved text of “%(title)s”") % {"title": project.title}
        yield told, reverse(DRAFTED, args=[project.pk])


def intakes(user):
    """[(words, url)] of what one brought in to be read as cards and has not stored: how many
    cards, and the first by its name.
    """
    told_of = CardReading.objects.select_related("original").defer("written").order_by("pk")
    mine = Intake.objects.visible_to(user).with_unstored()
    for intake in mine.prefetch_related(Prefetch("readings", told_of))[:SHOWN]:
        told = ngettext(
            "%(n)s card that you brought in is not stored yet",
            "%(n)s cards that you brought in are not stored yet",
            intake.unstored,
        )
        told %= {"n": intake.unstored}
        names = [r.called for r in intake.readings.all() if not (r.is_stored or r.is_refused)]
        if names:  # none when all were stored this moment
            told += f": {names[0]}{' …' if names[1:] else ''}"
        yield told, intake.get_absolute_url()
