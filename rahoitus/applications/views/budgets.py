"""The budgets of an application: side by side, and the forms by which an approved one changes."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from kehityspolku.events.steps import WrongState, check, check_step
from kehityspolku.web import acts, kept_form, pieces
from kehityspolku.web.kept_form import keeps_typed
from rahoitus.applications import budget, side_by_side
from rahoitus.applications.budget_acts import ACTS, open_acts
from rahoitus.applications.forms.lines import changed_form, funding_form, lines, typed
from rahoitus.applications.models.application import Application
from rahoitus.applications.views.list import visible
from rahoitus.applications.views.writing import AGAIN, COSTS, FUNDING, SUMS
from rahoitus.running.pieces import used_of

WITH_LINES = {"ask_amendment", "give_budget"}


def budgets(request, pk):
    """Asked, approved, used and left beside one another, and each change asked for."""
    application = visible(request, pk)
    if not application.asked_budget and not application.budget_now:
        raise Http404
    context = {
        "application": application,
        "table": side_by_side.of(application, used_of(application)),
        "amendments": application.amendments.select_related("budget"),
        "differs": application.differing_grant,
        "acts": open_acts(application, request.user),
    }
    return render(request, "rahoitus/applications/budgets.html", context)


@keeps_typed
def step(request, pk, word):
    """The page of an act: of two of them with the lines of another budget."""
    application, act = visible(request, pk), acts.of_path(ACTS, word)
    if act.verb in WITH_LINES:
        return change(request, application, act)
    back = reverse("rahoitus:budgets", args=[application.pk])
    template = "rahoitus/applications/budget_step.html"
    context = {"application": application}
    return acts.page(request, application, act, template, back=back, context=lambda: context)


def change(request, application, act):
    """The lines of another budget than the one that holds: to ask for, or as the funder gave it."""
    verb = act.verb
    data = kept_form.given(request)
    check(getattr(Application, verb).allow, request.user, application)
    if not data:
        check_step(application, request.user, verb)
    kept = application.budget_now or application.asked_budget
    if not kept:
        raise Http404
    before = kept.rows()
    if application.differing_grant is not None:
        before = application.rows_for_grant() or before
    cost, funds = changed_form(application), funding_form(application)
    form = act.form(data)
    costs = lines(cost, COSTS, data=data, rows=before[0])
    funding = lines(funds, FUNDING, data=data, rows=before[1])
    status, again = None, data and AGAIN & data.keys()
    whole = data and all([form.is_valid(), costs.is_valid(), funding.is_valid()])
    if request.method == "POST" and whole and not again:
        rows = {"costs": costs.rows(), "funding": funding.rows()}
        try:
            done = act.take(application, by=request.user, **rows, **form.cleaned_data)
        except WrongState as late:
            form.add_error(None, str(late))
            status = 409
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, done)
            return redirect("rahoitus:budgets", application.pk)
    sums = sums_of((costs.rows(), funding.rows()) if data else before, application)
    if data:
        sums.problems = [*costs.left_out(), *funding.left_out(), *sums.problems]
    if again:
        form = act.form(initial=data.dict())
        costs, funding = typed(data, COSTS, cost), typed(data, FUNDING, funds)
    context = {"application": application, "act": act, "form": form, "costs": costs}
    context |= {"funding": funding, "sums": sums}
    page = "rahoitus/applications/change.html"
    return pieces.answer(request, page, SUMS, context, status)


def sums_of(rows, application):
    """The sums of what is on the form: valid lines only."""
    try:
        return budget.of_rows(*rows, application)
    except ValidationError as problem:
        return budget.Sums(problems=problem.messages)
