"""Pages of what goes to the funder: the copy sheet, and the signatory's link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kehityspolku.events.steps import WrongState, check
from kehityspolku.files import fields
from kehityspolku.web import kept_form
from kehityspolku.web.kept_form import keeps_typed
from kehityspolku.web.limits import limited
from kehrat.organisations.rules import can_write_profile
from rahoitus.applications import budget, signatories, wanted
from rahoitus.applications.models.application import Application
from rahoitus.sending import content, rules, sheet
from rahoitus.sending.answers import Known
from rahoitus.sending.forms import AnswerForm, AskForm, ReceiptForm
from rahoitus.sending.models import Approval, FunderForm, Receipt


def prepared(request, pk):
    """The application, if the reader prepares it: else 404, or 403 to who only sees it."""
    seen = Application.objects.visible_to(request.user).select_related(
        "project__kehra__host", "project__applicant", "call__source"
    )
    application = get_object_or_404(seen.prefetch_related(*Application.LINES), pk=pk)
    check(rules.can_prepare, request.user, application)
    return application


def copy_sheet(request, pk):
    """The funder's questions with the answers; `form` in the address chooses among forms."""
    application = prepared(request, pk)
    forms = list(FunderForm.objects.of_call(application.call))
    named = request.GET.get("form", "")
    form = next((form for form in forms if form.slug == named), forms[0] if forms else None)
    organisation = Known(application).organisation
    private = bool(organisation) and can_write_profile(request.user, organisation)
    context = {
        "application": application,
        "forms": forms,
        "form": form,
        "sheet": sheet.of(application, form, private=private) if form else None,
        "own": sheet.own_rows(application),
        "organisation": organisation,
    }
    return render(request, "rahoitus/sending/sheet.html", context)


@keeps_typed
@limited("ask_approval")
def approvals(request, pk):
    """Who was asked to approve it and what each answered; the form that asks one more."""
    application = prepared(request, pk)
    can_ask = rules.can_ask_approval(request.user, application)
    form = AskForm(kept_form.given(request), initial={"name": not_asked_yet(application)})
    if request.method == "POST":
        if not can_ask:
            raise PermissionDenied
        if form.is_valid() and asked(request, application, form):
            messages.success(request, _("The link is on its way to the signatory."))
            return redirect("rahoitus:approvals", pk)
    two = Known(application).profile.get("signs_two")
    context = {
        "application": application,
        "form": form if can_ask and application.state in Application.UNSENT else None,
        "approvals": application.approvals.all(),
        "counting": Approval.objects.counting(application),
        "needed": 2 if signatories.two_sign(application) else 1,
        "knows_rule": two is not None,
    }
    return render(request, "rahoitus/sending/approvals.html", context)


def not_asked_yet(application):
    """The first of those who sign who has not been asked about what it says now; "" if nobody."""
    now = content.fingerprint(application)
    asked = {row.name.casefold() for row in application.approvals.filter(content=now)}
    names = signatories.named(application)
    return next((name for name in names if name.casefold() not in asked), "")


def asked(request, application, form):
    """Whether the question went out; else the form says why not."""
    given = form.cleaned_data
    try:
        Approval.objects.ask(application, **given, by=request.user, language=get_language())
    except OSError:
        form.add_error(None, _("The mail could not be sent just now. Try again in a moment."))
        return False
    return True


@limited("attach", tries=True)
def receipt_add(request, pk):
    """Keep the receipt of the funder's own service, once the application has gone there."""
    application = prepared(request, pk)
    check(rules.can_ask_approval, request.user, application)
    form = ReceiptForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            Receipt.objects.add(application, given["file"], by=request.user, what=given["what"])
        except ValidationError as problem:
            form.add_error("file", problem)
        else:
            messages.success(request, _("The file is saved."))
            return redirect(application)
    context = {"application": application, "form": form}
    return render(request, "rahoitus/sending/receipt.html", context)


def receipt_file(request, pk, key):
    """The receipt, for those who see the application."""
    seen = Receipt.objects.visible_to(request.user).open()
    return fields.answer(get_object_or_404(seen, application=pk, key=key), public=False)


@login_not_required
@never_cache
@limited("approve", key="token")
def approve(request, token):
    """The signatory's link: reading it asks, pressing answers, once. Needs no account. Public."""
    approval = Approval.objects.by_token(token)
    if not approval or not approval.is_open:
        gone = {"approval": approval}
        return render(request, "rahoitus/sending/link_closed.html", gone, status=404)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            approval.give(
                given["answer"], reason=given["reason"] if given["answer"] == "no" else ""
            )
        except WrongState:
            return render(request, "rahoitus/sending/link_closed.html", {}, status=409)
        return redirect("rahoitus:answered")
    application = approval.application
    context = {
        "approval": approval,
        "application": application,
        "token": token,
        "form": form,
        **budget.told(application),
        "answers": wanted.answers(application),
        "documents": wanted.documents(application),
    }
    return render(request, "rahoitus/sending/approve.html", context)


@login_not_required
@never_cache
def approve_file(request, token, key):
    """A document of the application, by the signatory's link while that is open. Public."""
    approval = Approval.objects.by_token(token)
    if not approval or not approval.is_open:
        raise Http404
    given = get_object_or_404(approval.application.given.open(), key=key)
    return fields.answer(given, public=False)


@login_not_required
def answered(request):
    """Thanks; the same for everyone, whatever was answered. Public."""
    return render(request, "rahoitus/sending/answered.html")
