"""What is one's own at the desk, for "my data" (kehityspolku/accounts/my_data.py); what hangs on
one's roles there."""

from django.utils.translation import ngettext

from kehityspolku.accounts.my_data import ALL
from kehrat.models import Duty, Project
from sukkula.desk.handover import WITH_ADVISER
from sukkula.panels.models import Review

# Notes, advice, scores' words, decisions and what is planned are Sukkula's, not a person's own.
MINE = {
    "sukkula.Message.by": ("project", "text", "language", "at"),
    "sukkula.Review.reviewer": ("panel", "state", "state_since"),
    "sukkula.SavedView.user": ALL,
    "sukkula.Phrase.owner": ALL,
}


def hangs(person):
    """What hangs on the person's roles at Sukkula, in words: others are to do it when they end."""
    if person.is_sukkula:
        cards = Project.objects.filter(adviser=person, state__in=WITH_ADVISER).count()
        areas = Duty.objects.filter(adviser=person).count()
        yield cards, ngettext("adviser of %(n)s card", "adviser of %(n)s cards", cards)
        yield (
            areas,
            ngettext(
                "default adviser of %(n)s major district",
                "default adviser of %(n)s major districts",
                areas,
            ),
        )
    if person.is_reviewer:
        reviews = Review.objects.unfinished().filter(reviewer=person, panel__state="open").count()
        yield reviews, ngettext("%(n)s review to give", "%(n)s reviews to give", reviews)
