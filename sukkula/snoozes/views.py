"""Putting a case of the work list off, and taking it up again."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku.events.steps import WrongState, check
from kehityspolku.text import inner_quotes
from kehityspolku.web.kept_form import given, keeps_typed
from kehrat.models import Kehra, Project
from rahoitus.models import Application
from sukkula import rules
from sukkula.review.pieces import at_desk
from sukkula.snoozes.forms import SnoozeForm
from sukkula.snoozes.models import Snooze, url_of, waits

CASES = {"hanke": Project, "hakemus": Application, "kehra": Kehra}


@keeps_typed
@at_desk
def snooze(request, kind, pk):
    """Put one case off: until when, and why."""
    case = get_object_or_404(cases(kind).visible_to(request.user), pk=pk)
    check(rules.can_snooze, request.user, case)
    asleep = Snooze.objects.asleep().of(case).first()
    form, status = SnoozeForm(given(request)), 200
    if request.method == "POST" and form.is_valid():
        try:
            Snooze.objects.put_off(case, by=request.user, **form.cleaned_data)
        except WrongState as late:
            form.add_error(None, str(late))
            status = 409
        else:
            messages.success(request, _("The case is put off. You find it under “Put off”."))
            return redirect("sukkula:desk")
    elif asleep or not waits(case):
        if not form.is_bound:
            raise WrongState(asleep or case)
        form.is_valid()
        form.add_error(None, str(WrongState(asleep or case)))
        status = 409
    page = {"case": case, "form": form, "back": url_of(case)}
    return render(request, "sukkula/snoozes/snooze.html", page, status=status)


def cases(kind):
    if kind not in CASES:
        raise Http404
    return CASES[kind].objects


@require_POST
@at_desk
def wake(request, pk):
    """Take a case up again before its day or answer."""
    found = get_object_or_404(Snooze.objects.visible_to(request.user), pk=pk)
    found.wake(by=request.user)
    messages.success(
        request, _("“%(title)s” is on the list again.") % {"title": inner_quotes(found)}
    )
    return redirect(found)
