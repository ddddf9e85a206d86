"""Writing an application: its text and its lines, with the sums counted as one writes."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kehityspolku import languages
from kehityspolku.events.steps import WrongState, check
from kehityspolku.web import pieces
from kehrat.projects.rules import is_editor
from rahoitus.applications import budget, carry_over, rules
from rahoitus.applications.forms.writing import (
    MOST_LINES,
    ApplicationForm,
    CostForm,
    FundingForm,
    lines,
)
from rahoitus.applications.models.lines import CostLine, FundingLine
from rahoitus.applications.views.list import visible

COSTS, FUNDING = "costs", "funding"
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
    rows = told.costs if told else _rows(application.costs, "category")
    costs = lines(CostForm, COSTS, data=data, rows=rows)
    rows = told.funding if told else _rows(application.funding, "kind")
    funding = lines(FundingForm, FUNDING, data=data, rows=rows)
    if data and AGAIN & data.keys():
        sums = _sums(application, costs, funding, form["cost_model"].value())
        return _show(request, application, *_as_typed(data, application, needs_note), sums=sums)
    if data and all([form.is_valid(), costs.is_valid(), funding.is_valid()]):
        return _save(request, application, form, costs, funding)
    sums = _sums_of(told.costs, told.funding, application, application.cost_model) if told else None
    return _show(request, application, form, costs, funding, sums=sums, proposed=bool(told))


def _save(request, application, form, costs, funding):
    try:
        application.write(
            by=request.user, costs=costs.rows(), funding=funding.rows(), **form.cleaned_data
        )
    except WrongState as problem:
        form.add_error(None, str(problem))
        return _show(request, application, form, costs, funding, status=409)
    messages.success(request, _("The application is saved."))
    return redirect(application)


def _rows(lines, kind):
    return list(lines.values(kind, "text", "amount"))


def _as_typed(given, application, needs_note):
    """The same forms with what was typed, unchecked, and one empty line more where asked."""
    return (
        ApplicationForm(instance=application, needs_note=needs_note, initial=given.dict()),
        _typed(given, COSTS, CostForm),
        _typed(given, FUNDING, FundingForm),
    )


def _typed(given, prefix, form):
    """The lines as typed; ticked ones are left out, empty ones stand last."""
    names, rows, spare = list(form.base_fields), [], int(given.get("add") == prefix)
    for number in range(_number(given.get(f"{prefix}-TOTAL_FORMS"))):
        row = {name: given.get(f"{prefix}-{number}-{name}", "") for name in names}
        if not any(row.values()):
            spare += 1
        elif not given.get(f"{prefix}-{number}-DELETE"):
            rows.append(row)
    return lines(form, prefix, rows=rows, spare=min(spare, MOST_LINES - len(rows)))


def _number(text):
    return min(int(text), MOST_LINES) if (text or "").isdecimal() else 0


def _show(request, application, form, costs, funding, *, status=None, sums=None, proposed=False):
    context = {
        "application": application,
        "proposed": proposed,
        "form": form,
        "costs": costs,
        "funding": funding,
        "sums": sums or _sums(application, costs, funding, form["cost_model"].value()),
    }
    page, piece = "rahoitus/applications/write.html", "rahoitus/applications/write.html#sums"
    return pieces.answer(request, page, piece, context, status)


def _sums(application, costs, funding, model):
    """The sums of what is on the form: valid lines only; before posting, the stored ones."""
    if not costs.is_bound:
        return budget.of(application)
    return _sums_of(costs.rows(), funding.rows(), application, model)


def _sums_of(costs, funding, application, model):
    costs, funding = [CostLine(**row) for row in costs], [FundingLine(**row) for row in funding]
    return budget.of_lines(costs, funding, application.call, application.call.model_of(model))
