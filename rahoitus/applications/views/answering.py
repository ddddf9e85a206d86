"""Answering a call's questions, giving its documents, telling who acts and signs."""

from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kehityspolku.events.steps import WrongState, check, lock
from kehityspolku.files import fields
from kehityspolku.models import Draft
from kehityspolku.web import drafts, kept_form
from kehityspolku.web.kept_form import keeps_typed
from kehityspolku.web.limits import limited
from kehrat.projects.rules import is_editor
from rahoitus.applications import remarked, rules, signatories, wanted
from rahoitus.applications.forms.answers import AnswersForm
from rahoitus.applications.forms.documents import DocumentsForm
from rahoitus.applications.forms.signing import SigningForm
from rahoitus.applications.models.answer import Answer
from rahoitus.applications.models.document import GivenDocument
from rahoitus.applications.models.remark import Remark
from rahoitus.applications.models.signing import Signing
from rahoitus.applications.views.list import visible

PAGE = "rahoitus:answers"


class Together(Exception):
    """Another saved meanwhile, and both answered the same questions."""

    def __init__(self, answers, crossed):
        self.answers, self.crossed = answers, crossed


@keeps_typed
def answers(request, pk):
    """Answer the call's questions; what another saved meanwhile is taken or asked, none is lost."""
    application = visible(request, pk)
    check(rules.can_write, request.user, application)
    if not application.is_open_text and request.method != "POST":
        raise WrongState(application)
    own = Draft.objects.on(request.user, PAGE, application)
    if request.method == "POST" and "discard" in request.POST:
        own.filter(form=drafts.opened(request).form).delete()
        return redirect(PAGE, pk)
    here, form = opened(request, application, own)
    crossed = []
    if request.method == "POST":
        if form.is_valid():
            try:
                taken = save(request, application, form)
            except Together as both:
                crossed = both.crossed
                form.show_again(both.answers)
            else:
                messages.success(request, saved_text(taken))
                return redirect(application)
        with suppress(ValidationError):  # without script nothing else has kept it
            here.shown = drafts.keep(request, PAGE, application)
    context = {"application": application, "form": form, "opened": here, "meanwhile": crossed}
    context["unasked"] = wanted.unasked(application)
    remarks = application.remarks.open().filter(part=Remark.Part.ANSWERS)
    context["remarks"] = remarked.about(remarks, application, request.user)
    page = "rahoitus/applications/answers.html"
    return render(request, page, context, status=409 if crossed else 200)


def opened(request, application, own):
    """(drafts.Opened, the form): as posted, as typed before and not saved, or as it stands."""
    here, kept = drafts.opened(request, PAGE, application), kept_form.again(request)
    if request.method == "GET" and not kept:
        here.show(drafts.chosen_first(request, own))
    kept = kept or (here.shown and here.shown.data())
    form = AnswersForm(
        request.POST if request.method == "POST" else None,
        application=application,
        needs_note=not is_editor(request.user, application.project),
        initial=kept.dict() if kept else None,
    )
    return here, form


@transaction.atomic
def save(request, application, form):
    """Store the answers; gives the questions that another answered meanwhile. Raises Together."""
    lock(application)
    together, crossed, taken = form.merged()
    if crossed:
        raise Together(together, crossed)
    note = form.cleaned_data.get("note", "")
    Answer.objects.write(application, together, by=request.user, note=note)
    here = drafts.opened(request)
    Draft.objects.done_with(request.user, here.form, here.continues)
    return taken


def saved_text(taken):
    if not taken:
        return _("The answers are saved.")
    told = _("The answers are saved. What somebody else answered meanwhile is there too: %(names)s")
    return told % {"names": "; ".join(map(str, taken))}


@limited("attach", tries=True)
def documents(request, pk):
    """The documents that the call wants; what is taken of the files is kept at once."""
    application = visible(request, pk)
    asked = wanted.documents(application)
    can_write = rules.can_write(request.user, application)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DocumentsForm(*given, application=application, documents=asked)
    if request.method == "POST":
        check(rules.can_write, request.user, application)
        if not form.fields:
            raise WrongState(application)
        form.is_valid()
        if number := form.save(by=request.user):
            told = ngettext("%(n)s file is kept.", "%(n)s files are kept.", number)
            messages.success(request, told % {"n": number})
        if not form.errors:
            if not number:
                messages.success(request, _("It is saved."))
            return redirect("rahoitus:documents", pk)
    remarks = application.remarks.open().filter(part=Remark.Part.DOCUMENTS)
    context = {
        "application": application,
        "form": form,
        "can_write": can_write and form.fields,
        "can_remove": can_write and application.is_open_text,
        "remarks": remarked.about(remarks, application, request.user),
    }
    return render(request, "rahoitus/applications/documents.html", context)


def given_file(request, pk, key):
    """A document's file, for those who see the application."""
    seen = GivenDocument.objects.visible_to(request.user).open()
    return fields.answer(get_object_or_404(seen, application=pk, key=key), public=False)


@require_POST
def given_remove(request, pk, key):
    """Remove a document's file."""
    seen = GivenDocument.objects.visible_to(request.user).select_related("application__project")
    get_object_or_404(seen, application=pk, key=key).remove(by=request.user)
    messages.success(request, _("The file is removed."))
    return redirect("rahoitus:documents", pk)


@keeps_typed
def signing(request, pk):
    """Who acts for the applicant in the funder's service, and who signs."""
    application = visible(request, pk)
    check(rules.can_write, request.user, application)
    if application.state not in application.UNSENT and request.method != "POST":
        raise WrongState(application)
    there = Signing.objects.filter(application=application).first()
    known = {} if there and there.signs else {"signs": signatories.of_profile(application)}
    form = SigningForm(
        request.POST if request.method == "POST" else None,
        instance=there,
        initial=kept.dict() if (kept := kept_form.again(request)) else known,
    )
    if request.method == "POST" and form.is_valid():
        Signing.objects.tell(application, by=request.user, **form.cleaned_data)
        messages.success(request, _("It is saved."))
        return redirect(application)
    context = {"application": application, "form": form}
    return render(request, "rahoitus/applications/signing.html", context)
