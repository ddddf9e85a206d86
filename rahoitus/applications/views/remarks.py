"""Sukkula's remarks on parts of an application: made, settled, held against what there is now."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku.events.steps import WrongState, check
from kehityspolku.web import kept_form, sent_once
from kehityspolku.web.kept_form import keeps_typed
from rahoitus.applications import remarked, rules, said
from rahoitus.applications.forms.remarks import RemarkForm, SettleForm
from rahoitus.applications.models.remark import Remark
from rahoitus.applications.views.list import visible
from rahoitus.sending.rules import can_prepare


def prepared(request, pk):
    """The application, if the reader prepares it: else 404, or 403 to who only sees it."""
    application = visible(request, pk)
    if not can_prepare(request.user, application):
        raise PermissionDenied
    return application


@keeps_typed
def remarks(request, pk):
    """All remarks, each with what its part said then and says now; the form that makes one."""
    application = prepared(request, pk)
    form = RemarkForm(kept_form.given(request), application=application)
    if request.method == "POST":
        check(rules.can_check, request.user, application)
        if application.state not in Remark.CHECKING:
            raise WrongState(application)
        if form.is_valid() and made(request, form, application):
            messages.success(request, _("The remark is saved. The applicants read it here."))
            return redirect("rahoitus:remarks", pk)
    checks = rules.can_check(request.user, application)
    checking = checks and application.state in Remark.CHECKING
    context = {
        "application": application,
        "rows": [
            (told.remark, told, *held_against(told.remark))
            for told in remarked.about(application.remarks.all(), application, request.user)
        ],
        "form": form if checking else None,
        "can_settle": application.is_open_text and rules.can_edit(request.user, application),
        "can_judge": checking,
    }
    return render(request, "rahoitus/applications/remarks.html", context)


def made(request, form, application):
    """Whether the remark was made; else the form says why not."""
    part, question = form.place()
    was = said.of(application, part, question)
    words = {"part": part, "question": question, "text": form.cleaned_data["text"], "was": was}
    try:
        sent_once.make(request, Remark.objects.make, application, by=request.user, **words)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    return True


def held_against(remark):
    """(what the part says now, whether that is other than what it said then)."""
    now = said.of(remark.application, remark.part, remark.question)
    return now, now != remark.was


def found(request, pk, number):
    """The remark with its application, as `prepared`."""
    application = prepared(request, pk)
    remark = get_object_or_404(application.remarks, pk=number)
    remark.application = application
    return remark


@require_POST
def settle(request, pk, number):
    """The applicants say that it is done, with a word if they like."""
    remark, form = found(request, pk, number), SettleForm(request.POST)
    if form.is_valid():
        remark.settle(by=request.user, reply=form.cleaned_data["reply"])
        messages.success(request, _("Marked as done. Sukkula looks at it in the next check."))
    else:
        check(rules.can_write, request.user, remark.application)
        messages.error(request, " ".join(form.errors["reply"]))
    return redirect("rahoitus:remarks", pk)


@require_POST
def judge(request, pk, number):
    """Sukkula closes it, or lets it wait for the applicants again."""
    remark, is_right = found(request, pk, number), "right" in request.POST
    remark.judge(by=request.user, is_right=is_right)
    told = _("The remark is closed.") if is_right else _("The remark waits for the applicants.")
    messages.success(request, told)
    return redirect("rahoitus:remarks", pk)
