"""What happens next to a card, and who acts: one sentence for each state."""

from django.utils.translation import gettext_lazy as _

NEXT = {
    "draft": _("The coordinator writes the card and submits it to Sukkula."),
    "submitted": _("One of Sukkula's advisers takes the card for review."),
    "in_review": _("Sukkula's adviser approves the card, rejects it or asks for changes."),
    "changes_requested": _("The coordinator changes the card and gives it back to Sukkula."),
    "approved": _("Sukkula looks for funding calls that fit and opens applications to them."),
    "taken_in": _("Nothing: this version is in the approved card now."),
    "rejected": _("The card rests. One of Sukkula's leads can open it again for a reason."),
    "withdrawn": _("The card rests. One of Sukkula's leads can open it again for a reason."),
    "running": _("The Kehrä works. Sukkula records the end when the work is done."),
    "ended": _("The coordinator tells what worked and what to improve."),
}
LEARNT = _("The project has ended and its lessons are told. What lives on is in good hands.")


def next_step(project):
    """The sentence for the project now."""
    told = project.has_ended and (project.lessons_good or project.lessons_improve)
    return LEARNT if told else NEXT[project.state]
