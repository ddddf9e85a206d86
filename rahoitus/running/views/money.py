"""Pages of payments and vouchers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku import moments, money
from kehityspolku.events.steps import WrongState, check, check_step
from kehityspolku.files import fields
from kehityspolku.web import acts, kept_form, paging, sent_once
from kehityspolku.web.kept_form import keeps_typed
from kehityspolku.web.limits import limited
from rahoitus.applications.models.application import Application
from rahoitus.running import proofs, rules
from rahoitus.running.acts import BOTH, PAYMENT, VOUCHER
from rahoitus.running.forms.money import BringForm, PlanForm, VoucherForm
from rahoitus.running.models.payment import Payment
from rahoitus.running.models.voucher import Voucher, VoucherFile
from rahoitus.running.views.grants import granted
from rahoitus.running.views.running import key_of


def open_grant(request, pk, rule):
    """The grant, if the reader follows it (404), may do this (403) and it is not closed (409)."""
    application = granted(request, pk)
    check(rule, request.user, application)
    if application.state != Application.State.GRANTED:
        raise WrongState(application)
    return application


@keeps_typed
def plan(request, pk):
    """Tell of a payment to come, or of money to return."""
    application = open_grant(request, pk, rules.can_plan_payment)
    form = PlanForm(kept_form.given(request), application=application)
    if request.method == "POST" and form.is_valid():
        given = {"by": request.user, **form.cleaned_data}
        try:
            sent_once.make(request, Payment.objects.plan, application, **given)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The payment is in the list."))
            return redirect("rahoitus:grant", pk)
    context = {
        "application": application,
        "project": application.project,
        "form": form,
        "question": _("Add a payment"),
        "button": _("Save the payment"),
        "about": application.call,
        "back": reverse("rahoitus:grant", args=[pk]),
        "tells": BOTH,
    }
    return render(request, "rahoitus/running/add.html", context)


@keeps_typed
def payment_step(request, pk, word):
    """The page of what is done to a payment."""
    seen = Payment.objects.visible_to(request.user).select_related(
        "application__project__kehra", "application__project__adviser", "application__call__source"
    )
    payment, act = get_object_or_404(seen, pk=pk), acts.of_path(PAYMENT, word)
    context = {"about": payment, "project": payment.project, "application": payment.application}
    return acts.page(
        request,
        payment,
        act,
        "rahoitus/running/act.html",
        initial={"amount": payment.amount, "paid_on": min(payment.due_on, moments.today())},
        context=lambda: context,
    )


def vouchers(request, pk):
    """The vouchers of a grant, the newest first; of one line or claim where the address says so."""
    application = granted(request, pk)
    found = application.vouchers.select_related("cost_line", "claim")
    if (line := key_of(request, "line")) is not None:
        found = found.filter(Q(cost_line=line) | Q(cost_line__first=line))
    if (claim := key_of(request, "claim")) is not None:
        found = found.filter(claim=claim)
    rows, newer, older = paging.page(found, request, key="day")
    over = proofs.over(application) if rows else {}
    for row in rows:
        row.over = over.get(row.pk)
    context = {
        "application": application,
        "project": application.project,
        "vouchers": rows,
        "narrowed": line is not None or claim is not None,
        "newer_url": newer,
        "older_url": older,
        "can_bring": application.state == Application.State.GRANTED
        and rules.can_bring_voucher(request.user, application),
    }
    return render(request, "rahoitus/running/vouchers.html", context)


@limited("attach", tries=True)
def bring(request, pk):
    """Bring in a voucher; its file is kept though something else lacks."""
    application = open_grant(request, pk, rules.can_bring_voucher)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BringForm(*given, application=application, by=request.user)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in VoucherForm.base_fields}
        try:
            made = sent_once.make(
                request, Voucher.objects.bring, application, form.chosen, by=request.user, **facts
            )
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The voucher is saved. Somebody else approves it."))
            warn(request, made)
            return redirect(made)
    context = {
        "application": application,
        "project": application.project,
        "form": form,
        "question": _("Bring in a voucher"),
        "button": _("Save the voucher"),
        "about": application.call,
        "back": reverse("rahoitus:grant", args=[pk]),
        "tells": _("Mail goes to who approves it."),
        "with_files": True,
    }
    return render(request, "rahoitus/running/add.html", context)


def over_in_words(voucher):
    """That the voucher is above what is left of its line, and what to do; "" where it is not."""
    over = proofs.over(voucher.application).get(voucher.pk)
    if not over:
        return ""
    told = _(
        "%(over)s of it is above what is left of its line in the budget. It may stay so: ask for a "
        "change of the budget, or put it on another line."
    )
    return told % {"over": money.euros(over)}


def warn(request, voucher):
    """Tell who brought it, if it is above what is left of its line."""
    if told := over_in_words(voucher):
        messages.warning(request, told)


def visible(request, pk):
    """The voucher, if the reader may see it; else 404."""
    seen = Voucher.objects.visible_to(request.user).select_related(
        "project__kehra", "project__adviser", "application__call__source", "cost_line", "file"
    )
    return get_object_or_404(seen.select_related("claim", "by", "decided_by"), pk=pk)


def voucher(request, pk):
    """A voucher: what it tells, its file, what can be done to it."""
    voucher = visible(request, pk)
    mends = rules.can_mend_voucher(request.user, voucher)
    context = {
        "voucher": voucher,
        "application": voucher.application,
        "project": voucher.project,
        "over": over_in_words(voucher),
        "acts": acts.open_acts(VOUCHER, voucher, request.user),
        "can_mend": mends and voucher.state != Voucher.State.APPROVED,
    }
    return render(request, "rahoitus/running/voucher.html", context)


def voucher_file(request, pk):
    """Its file, for those who see the voucher."""
    seen = VoucherFile.objects.visible_to(request.user).open()
    return fields.answer(get_object_or_404(seen, voucher=pk), public=False)


@keeps_typed
def mend(request, pk):
    """Put right what a voucher tells."""
    voucher = visible(request, pk)
    if request.method == "POST":
        check(rules.can_mend_voucher, request.user, voucher)
    else:
        check_step(voucher, request.user, "mend_voucher")
    names = list(VoucherForm.base_fields)
    kept = {name: getattr(voucher, name) for name in names}
    given = kept_form.given(request)
    form = VoucherForm(given, initial=kept, application=voucher.application, voucher=voucher)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            voucher.mend_voucher(by=request.user, **form.cleaned_data)
        except WrongState as late:
            form.add_error(None, str(late))
            status = 409
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The voucher is saved. Somebody else approves it."))
            warn(request, voucher)
            return redirect(voucher)
    context = {
        "application": voucher.application,
        "project": voucher.project,
        "form": form,
        "question": _("Correct the voucher"),
        "button": _("Save"),
        "about": voucher,
        "back": voucher.get_absolute_url(),
        "tells": _("No mail is sent."),
    }
    return render(request, "rahoitus/running/add.html", context, status=status)


@require_POST
def remove(request, pk):
    """Remove a voucher that does not count, file and all."""
    voucher = visible(request, pk)
    voucher.remove(by=request.user)
    messages.success(request, _("The voucher is removed."))
    return redirect("rahoitus:vouchers", voucher.application_id)


@keeps_typed
def voucher_step(request, pk, word):
    """The page of what is done to a voucher."""
    voucher, act = visible(request, pk), acts.of_path(VOUCHER, word)
    context = {"about": voucher, "project": voucher.project, "application": voucher.application}
    template = "rahoitus/running/act.html"
    return acts.page(request, voucher, act, template, context=lambda: context)
