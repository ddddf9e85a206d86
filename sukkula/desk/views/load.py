"""Who takes care of what: loads, default advisers, absences; giving many cards at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kehityspolku.events.steps import WrongState
from kehrat.groups import rules as group_rules
from kehrat.models import Absence, Duty, Project
from sukkula.desk import front, load
from sukkula.desk.forms import AbsenceForm, AssignManyForm, DeskFilter, DutyForm
from sukkula.desk.worklist import WorkList
from sukkula.review.pieces import at_desk

MOST_AT_ONCE = 500  # cards given by one press


@at_desk
def load_page(request):
    """What waits for each adviser, who is away, who gets which major district's cards."""
    may_lead = group_rules.is_lead(request.user)
    form = DutyForm(request.POST or None) if may_lead else None
    if request.method == "POST":
        if not form:
            raise PermissionDenied
        if form.is_valid():
            form.save(by=request.user)
            messages.success(request, _("The default advisers are saved."))
            return redirect("sukkula:load")
    absences = Absence.objects.coming().select_related("person", "deputy")
    return render(
        request,
        "sukkula/desk/load.html",
        {
            "loads": load.loads(),
            "form": form,
            "duties": Duty.objects.select_related("major", "adviser"),
            "absences": absences,
            "may_lead": may_lead,
        },
    )


@at_desk
def absence(request):
    """Tell when one is away and who stands in."""
    form = AbsenceForm(request.POST or None, instance=Absence(person=request.user))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:  # two at once; the form's own check came too early
            form.add_error(None, _("You are away on some of these days already."))
        else:
            messages.success(
                request,
                _("Your absence is kept. Your deputy sees your desk and gets its reminders."),
            )
            return redirect("sukkula:load")
    return render(request, "sukkula/desk/absence.html", {"form": form})


@require_POST
@at_desk
def absence_end(request, pk):
    """Take an absence back: one's own, or anyone's by a lead."""
    found = get_object_or_404(Absence, pk=pk)
    if found.person != request.user and not group_rules.is_lead(request.user):
        raise PermissionDenied
    found.delete()
    messages.success(request, _("The absence is taken back."))
    return redirect("sukkula:load")


def chosen(told, request):
    """The ticked cards; or those of the list in the address, so many as may be given at once."""
    if not told["all"]:
        return told["cards"]
    asked = DeskFilter(request.GET).asked()
    tab, order, _shown = front.asked_for(asked, request.user)
    rows = WorkList.of(request.user).tab(tab).narrow(**asked).page(order, MOST_AT_ONCE)
    return Project.objects.filter(pk__in=[row.key for row in rows if row.can_be_given])


@require_POST
@at_desk
def assign_many(request):
    """Give the ticked cards, or all of the list, to an adviser; each that was free to be given
    is."""
    form = AssignManyForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.error(request, " ".join(e for errors in form.errors.values() for e in errors))
        return redirect("sukkula:desk")
    given, adviser = 0, form.cleaned_data["adviser"]
    for card in chosen(form.cleaned_data, request):
        try:
            card.assign(by=request.user, adviser=adviser)
            given += 1
        except WrongState:  # concluded meanwhile
            messages.warning(request, _("“%(title)s” could not be given.") % {"title": card})
    told = ngettext("%(n)s card is given to %(name)s.", "%(n)s cards are given to %(name)s.", given)
    messages.success(request, told % {"n": given, "name": adviser})
    return redirect("sukkula:desk")
