"""What happens next to a card, and who acts."""

from django.utils.translation import gettext_lazy as _

from kehityspolku.web.acts import Next

NEXT = {
    "draft": Next(
        text=_("The coordinator writes the card and submits it to Sukkula."),
        short=_("The applicants write the card"),
    ),
    "submitted": Next(
        text=_("One of Sukkula's advisers takes the card for review."),
        short=_("Take it into review"),
    ),
    "in_review": Next(
        text=_("Sukkula's adviser approves the card, rejects it or asks for changes."),
        short=_("Read it and decide"),
    ),
    "changes_requested": Next(
        text=_("The coordinator changes the card and gives it back to Sukkula."),
        short=_("The applicants correct the card"),
    ),
    "approved": Next(
        text=_("Sukkula looks for funding calls that fit and opens applications to them."),
        short=_("Find where to get funding"),
    ),
    "taken_in": Next(
        text=_("Nothing: this version is in the approved card now."),
        short=_("Nothing: it is in the approved card now"),
    ),
    "rejected": Next(
        text=_(
            "The card is no longer being handled. "
            "One of Sukkula's leads can open it again for a reason."
        ),
        short=_("Nothing: it was rejected"),
    ),
    "withdrawn": Next(
        text=_(
            "The card is no longer being handled. "
            "One of Sukkula's leads can open it again for a reason."
        ),
        short=_("Nothing: it was withdrawn"),
    ),
    "running": Next(
        text=_("The project is under way. Sukkula records the end when the work is done."),
        short=_("The work goes on"),
    ),
    "ended": Next(
        text=_("The coordinator tells what worked and what to improve."),
        short=_("Nothing: it has ended"),
    ),
}
LEARNT = Next(
    text=_("The project has ended and its lessons are told. What lives on is in good hands.")
)


UNFUNDED = Next(
    text=_("Nothing: the project ended without funding."),
    short=_("Nothing: it has ended"),
)


def next_step(project):
    if project.ended_unfunded:
        return UNFUNDED
    told = project.has_ended and (project.lessons_good or project.lessons_improve)
    return LEARNT if told else NEXT[project.state]
