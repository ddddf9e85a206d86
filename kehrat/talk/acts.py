"""What moderators do to a text and coordinators to an announcement: the words of the buttons."""

from django.utils.translation import gettext_lazy as _

from kehityspolku.web.acts import Act, table
from kehrat.talk.forms import HideForm, NoteForm, ReasonForm

AUTHOR = _("The author gets a mail.")

OF_CASE = table(
    Act(
        verb="hide",
        question=_("Hide the text"),
        button=_("Hide it"),
        done=_("The text is hidden. Its author was told the reason."),
        tells=AUTHOR,
        form=HideForm,
    ),
    Act(
        verb="uphold",
        question=_("Keep it hidden"),
        button=_("Keep hidden"),
        done=_("The text stays hidden. Its author was told."),
        tells=AUTHOR,
        form=ReasonForm,
    ),
    Act(
        verb="dismiss",
        question=_("Leave it visible"),
        button=_("Close the reports"),
        done=_("The text stays visible. The reports are closed."),
        tells=_("Nobody gets a notice."),
        form=NoteForm,
    ),
    Act(
        verb="restore",
        question=_("Show it again"),
        button=_("Show again"),
        done=_("The text is shown again. Its author was told."),
        tells=AUTHOR,
        form=NoteForm,
    ),
)


def _with_state(done, announcement, _verb):
    return done % {"state": announcement.get_state_display()}


OF_ANNOUNCEMENT = table(
    *(
        Act(
            verb=verb,
            path=path,
            button=button,
            done=_("The announcement is now: %(state)s."),
            kind=kind,
        )
        for verb, path, button, kind in (
            ("publish_again", "julkaise", _("Publish again"), "second"),
            ("archive_announcement", "arkistoi", _("Move to the archive"), "second"),
            ("withdraw_announcement", "peru", _("Withdraw from readers"), "danger"),
        )
    ),
    heard=_with_state,
)
