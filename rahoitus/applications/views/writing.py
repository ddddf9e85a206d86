"""Writing an application: its text and its lines, with the sums counted as one writes."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kehityspolku import languages
from kehityspolku.events.steps import WrongState, check
from kehityspolku.web import pieces
from kehrat.projects.rules import is_editor
from rahoitus.applications import asked_elsewhere, budget, carry_over, remarked, rules
from rahoitus.applications.forms.lines import (
    cost_form,
    funding_form,
    lines,
    stored,
    typed,
)
from rahoitus.applications.forms.writing import ApplicationForm
from rahoitus.applications.models.lines import CostLine, FundingLine
from rahoitus.applications.models.remark import Remark
from rahoitus.applications.views.list import visible

COSTS, FUNDING = "costs", "funding"
WRITTEN = [Remark.Part.PURPOSE, Remark.Part.BUDGET, Remark.Part.PARTNERS]
SUMS = "rahoitus/applications/lines_page.html#sums"
AGAIN = {
    "add",
    "count",
    languages.BUTTON,
}  # buttons that show the form again, unchecked and unsaved


def write(request, pk):
    """The form. `add`: one more line; `count`: the sums, to htmx alone as one types."""
    application = visible(request, pk)
    check(rules.can_write, request.user, application)
    if not application.is_open_text and request.method != "POST":
        raise WrongState(application)
    needs_note = not is_editor(request.user, application.project)
    data = request.POST if request.method == "POST" else None
    told = carry_over.proposal(application) if carry_over.is_unwritten(application) else None
    form = ApplicationForm(
        data, instance=application, needs_note=needs_note, initial=told.words if told else None
    )
    cost, money = cost_form(application), funding_form(application)
    rows = told.costs if told else stored(application.costs, cost)
    costs = lines(cost, COSTS, data=data, rows=rows)
    rows = told.funding if told else stored(application.funding, money)
    funding = lines(money, FUNDING, data=data, rows=rows)
    if data and AGAIN & data.keys():
        sums = _sums(application, costs, funding, form)
        again = ApplicationForm(
            instance=application, needs_note=needs_note, initial=data.dict()
        )  # with what was typed, unchecked
        shown = again, typed(data, COSTS, cost), typed(data, FUNDING, money)
        return _show(request, application, *shown, sums=sums)
    if data and all([form.is_valid(), costs.is_valid(), funding.is_valid()]):
        return _save(request, application, form, costs, funding)
    sums = _sums_of(told.costs, told.funding, application) if told else None
    return _show(request, application, form, costs, funding, sums=sums, proposed=bool(told))


def _save(request, application, form, costs, funding):
    try:
        rows = {"costs": costs.rows(), "funding": funding.rows()}
        application.write(by=request.user, **rows, **form.cleaned_data)
    except ValidationError as problem:
        form.add_error(None, problem)
        return _show(request, application, form, costs, funding)
    except WrongState as problem:
        form.add_error(None, str(problem))
        return _show(request, application, form, costs, funding, status=409)
    messages.success(request, _("The application is saved."))
    return redirect(application)


def _show(request, application, form, costs, funding, *, status=None, sums=None, proposed=False):
    remarks = application.remarks.open().filter(part__in=WRITTEN)
    context = {
        "application": application,
        "proposed": proposed,
        "form": form,
        "costs": costs,
        "funding": funding,
        "sums": sums or _sums(application, costs, funding, form),
        "remarks": remarked.about(remarks, application, request.user),
    }
    return pieces.answer(request, "rahoitus/applications/write.html", SUMS, context, status)


def _sums(application, costs, funding, form):
    """The sums of what is on the form: valid lines, others told as problems; before posting, the
    stored ones."""
    if not costs.is_bound:
        return application.budget()
    form.is_valid()  # what is right of the text counts already
    sums = _sums_of(costs.rows(), funding.rows(), application)
    sums.problems = [*costs.left_out(), *funding.left_out(), *sums.problems]
    return sums


def _sums_of(costs, funding, application):
    """The sums of rows of lines, as the application is counted now."""
    call, model = application.call, application.model
    try:
        costs = budget.priced(costs, call, model)
    except ValidationError as problem:
        return budget.Sums(problems=problem.messages)
    costs, funding = [CostLine(**row) for row in costs], [FundingLine(**row) for row in funding]
    sums = budget.of_lines(costs, funding, call, model, **budget.scope(application, call))
    asked_elsewhere.tell(application, sums, costs)
    return sums
