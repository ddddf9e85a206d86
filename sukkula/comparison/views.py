"""Cards side by side by their scores; putting them on the shortlist and taking them off."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kehityspolku.web import paging
from kehrat.models import Project
from sukkula.comparison import table
from sukkula.comparison.forms import ALL, REVIEW, SHORTLIST, ChosenCards, CompareFilter
from sukkula.comparison.models import Shortlisted
from sukkula.review.pieces import at_desk

SIZE = 25


@at_desk
def compare(request):
    """The cards that were scored by one set of criteria, the best first."""
    form = CompareFilter(request.GET)
    criteria, show, by = form.asked()
    found, newer_url, older_url = [], "", ""
    if criteria:
        cards = table.cards(request.user, criteria, by)
        if show == SHORTLIST:
            cards = table.on_shortlist(cards, criteria)
        elif show != ALL:
            cards = cards.filter(state=Project.State.IN_REVIEW)
        found, newer_url, older_url = paging.page(cards, request, key="rank", size=SIZE)
        prefetch_related_objects(found, "budget")
    context = {
        "form": form,
        "criteria": criteria,
        "kinds": criteria.criteria.all() if criteria else [],
        "by": by,
        "rows": table.rows_of(found, criteria) if found else [],
        "only_review": show == REVIEW,
        "newer_url": newer_url,
        "older_url": older_url,
    }
    return render(request, "sukkula/comparison/compare.html", context)


@require_POST
@at_desk
def shortlist(request):
    """Put the ticked cards on the shortlist, or take them `off`."""
    form = ChosenCards(request.POST, user=request.user)
    if not form.is_valid():
        messages.error(request, " ".join(e for errors in form.errors.values() for e in errors))
        return redirect("sukkula:compare")
    criteria, cards = form.cleaned_data["criteria"], form.cleaned_data["cards"]
    if "off" in request.POST:
        n = Shortlisted.objects.take_off(cards, by=request.user, criteria=criteria)
        told = ngettext("%(n)s card is off the shortlist.", "%(n)s cards are off the shortlist.", n)
    else:
        n = Shortlisted.objects.put(cards, by=request.user, criteria=criteria)
        told = ngettext(
            "%(n)s card is put on the shortlist.", "%(n)s cards are put on the shortlist.", n
        )
    messages.success(request, told % {"n": n})
    return redirect(f"{reverse('sukkula:compare')}?criteria={criteria.pk}&show={SHORTLIST}")
