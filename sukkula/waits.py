"""What waits at Sukkula for a person (see kehityspolku/web/waiting.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from kehityspolku.web.waiting import Waiting
from sukkula.desk import handover
from sukkula.panels.models import Review
from sukkula.review.models import Verdict


def waiting(user):
    """Cards to hand over; decisions to announce; one's own reviews."""
    if user.is_sukkula and user.is_lead:
        left = f"{reverse('sukkula:load')}#left"
        yield Waiting(_("Cards to hand over"), left, handover.cards())
    if user.is_sukkula:
        verdicts = Verdict.objects.of(user).pending()
        yield Waiting(_("Decisions to announce"), reverse("sukkula:verdicts"), verdicts)
    if user.is_reviewer:
        reviews = Review.objects.unfinished().filter(reviewer=user, panel__state="open")
        yield Waiting(_("Cards to review"), reverse("sukkula:reviews"), reviews)
