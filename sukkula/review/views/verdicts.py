"""Decisions that wait to be announced: the list, what would be mailed, the announcing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kehityspolku.events.steps import WrongState
from kehityspolku.models import User
from kehityspolku.text import inner_quotes
from kehityspolku.web import paging
from sukkula.review import announcing
from sukkula.review.forms import ChosenVerdicts
from sukkula.review.models import Verdict
from sukkula.review.pieces import at_desk


@at_desk
def waiting(request):
    """The decisions that the reader may announce, the oldest first."""
    rows = Verdict.objects.of(request.user).pending()
    rows = rows.select_related("project__kehra", "project__adviser", "decided_by")
    found, newer_url, older_url = paging.page(rows, request, key="decided_at", soonest=True)
    staff = set(User.objects.of_sukkula().values_list("pk", flat=True))
    context = {"verdicts": found, "newer_url": newer_url, "older_url": older_url, "staff": staff}
    return render(request, "sukkula/review/verdicts.html", context)


@at_desk
def preview(request):
    """Who would get which words in which language; announced from here by one press."""
    keys = chosen(request, request.GET)
    if not keys:
        return redirect("sukkula:verdicts")
    rows = Verdict.objects.of(request.user).filter(pk__in=keys)
    found = list(rows.select_related("project__kehra", "project__adviser"))
    waiting = [verdict for verdict in found if verdict.is_pending]
    context = {
        "letters": announcing.letters(waiting, request.user),
        "left_out": [verdict for verdict in found if not verdict.is_pending],
    }
    return render(request, "sukkula/review/verdicts_preview.html", context)


@require_POST
@at_desk
def announce(request):
    """Announce the chosen ones together; what could not be is told."""
    keys = chosen(request, request.POST)
    if keys:
        became = announcing.announce(keys, by=request.user)
        if n := len(became.announced):
            words = ngettext("%(n)s decision is announced.", "%(n)s decisions are announced.", n)
            messages.success(request, words % {"n": n})
        for verdict in became.already:
            messages.info(
                request, _("“%(title)s” was announced already.") % {"title": inner_quotes(verdict)}
            )
        for verdict in became.left_out:
            words = _("“%(title)s” was left out: it changed meanwhile.")
            messages.warning(request, words % {"title": inner_quotes(verdict)})
    return redirect("sukkula:verdicts")


@require_POST
@at_desk
def take_back(request, pk):
    """Undo a decision before it is announced."""
    verdict = get_object_or_404(Verdict.objects.visible_to(request.user), pk=pk)
    try:
        verdict.take_back(by=request.user)
    except WrongState as late:
        messages.error(request, str(late))
    else:
        messages.success(request, _("The decision is taken back. The card is still in review."))
    return redirect("sukkula:review", verdict.project_id)


def chosen(request, data):
    """The keys of the ticked decisions; none, with a word of it, when they are not understood."""
    form = ChosenVerdicts(data, user=request.user)
    if form.is_valid():
        return [verdict.pk for verdict in form.cleaned_data["verdict"]]
    messages.error(request, " ".join(e for errors in form.errors.values() for e in errors))
    return []
