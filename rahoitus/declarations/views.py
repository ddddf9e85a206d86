"""Pages of what an applicant declares beside an application."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku import moments
from kehityspolku.web import kept_form, sent_once
from kehityspolku.web.kept_form import keeps_typed
from rahoitus.applications import asked_elsewhere, budget
from rahoitus.applications.models.application import Application
from rahoitus.declarations import aid, rules
from rahoitus.declarations.forms import AidForm, OtherForm
from rahoitus.declarations.models import AidDeclaration, OtherFunding


def prepared(request, pk):
    """The application, if the reader prepares it: else 404, or 403 to who only sees it."""
    seen = Application.objects.visible_to(request.user).select_related(
        "project__kehra__host", "project__applicant", "call__source"
    )
    application = get_object_or_404(seen, pk=pk)
    if not rules.can_read(request.user, application.project):
        raise PermissionDenied
    return application


def of_applicant(request, pk):
    """The application and its applicant; 404 where nobody has told who applies."""
    application = prepared(request, pk)
    organisation = application.project.applying
    if not organisation:
        raise Http404
    return application, organisation


def told(request, form, declare, about):
    """Whether the form's row was taken; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        sent_once.make(request, declare, about, by=request.user, **form.cleaned_data)
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    messages.success(request, _("It is in the list."))
    return True


@keeps_typed
def other_funding(request, pk):
    """The project's other funding, and the form that tells of more."""
    application = prepared(request, pk)
    project = application.project
    costs = list(dict.fromkeys(application.costs.values_list("text", flat=True)))
    form = OtherForm(kept_form.given(request), costs=costs)
    if request.method == "POST":
        if not rules.can_declare(request.user, project):
            raise PermissionDenied
        if told(request, form, OtherFunding.objects.declare, project):
            return redirect("rahoitus:other_funding", pk)
    context = {
        "application": application,
        "rows": asked_elsewhere.told(application),
        "form": form if rules.can_declare(request.user, project) else None,
        "sums": application.budget(),
    }
    return render(request, "rahoitus/declarations/other.html", context)


@require_POST
def other_remove(request, pk, row):
    application = prepared(request, pk)
    get_object_or_404(application.project.other_funding, pk=row).remove(by=request.user)
    messages.success(request, _("It is removed from the list."))
    return redirect("rahoitus:other_funding", pk)


@keeps_typed
def de_minimis(request, pk):
    """The de minimis aid of the applicant, what the grant would bring it to, and the form."""
    application, organisation = of_applicant(request, pk)
    form = AidForm(kept_form.given(request))
    may_tell = rules.can_declare_aid(request.user, organisation)
    if request.method == "POST":
        if not may_tell:
            raise PermissionDenied
        if told(request, form, AidDeclaration.objects.declare, organisation):
            return redirect("rahoitus:de_minimis", pk)
    rows = list(organisation.aid_declarations.all())
    asked = budget.of(application).asked or None
    context = {
        "application": application,
        "organisation": organisation,
        "rows": rows,
        "aid": aid.of(rows, new=asked, day=moments.today()),
        "form": form if may_tell else None,
    }
    return render(request, "rahoitus/declarations/de_minimis.html", context)


@require_POST
def aid_remove(request, pk, row):
    _application, organisation = of_applicant(request, pk)
    get_object_or_404(organisation.aid_declarations, pk=row).remove(by=request.user)
    messages.success(request, _("It is removed from the list."))
    return redirect("rahoitus:de_minimis", pk)
