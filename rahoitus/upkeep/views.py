"""The lead's pages: all calls and sources, one call, its rules and rows, one source."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku.web import sent_once
from rahoitus.calls import missing
from rahoitus.calls.models.call import Call
from rahoitus.calls.models.version import Version
from rahoitus.sending import form_file
from rahoitus.sending.models import FunderForm
from rahoitus.sources.models import CostModel, Source
from rahoitus.upkeep import keeping
from rahoitus.upkeep.forms import (
    KINDS,
    CallForm,
    EndForm,
    FormFileForm,
    SourceForm,
    WhyForm,
    rows,
)
from rahoitus.upkeep.rules import can_keep_calls


def for_keepers(view):
    """A page for Sukkula's lead alone; 403 to others."""

    @wraps(view)
    def view_for_keepers(request, *args, **kwargs):
        if not can_keep_calls(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return view_for_keepers


@for_keepers
def upkeep(request):
    """All calls, drafts first, all sources, and the funders' forms."""
    calls = Call.objects.select_related("source").order_by("-opens_on", "pk")
    context = {
        "drafts": calls.filter(published_at=None),
        "public": calls.exclude(published_at=None),
        "sources": Source.objects.select_related("successor"),
        "forms": FunderForm.objects.select_related("source"),
    }
    return render(request, "rahoitus/upkeep/list.html", context)


@for_keepers
def call(request, pk):
    """One call: what it lacks, its parts, its versions; it is ended early here."""
    found = get_object_or_404(Call.objects.select_related("source"), pk=pk)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and ended(form, found, by=request.user):
        messages.success(request, _("The call has ended. Those who prepare for it were told."))
        return redirect("rahoitus:keep_call", pk)
    context = {
        "call": found,
        "form": form,
        "lacks": list(missing.of(found)),
        "kinds": [(kind, title) for kind, (_name, _model, title) in KINDS.items()],
        "versions": found.versions.select_related("by"),
        "may_end": found.published_at and found.status != "closed" and not found.ended_early_on,
    }
    return render(request, "rahoitus/upkeep/call.html", context)


def ended(form, call, *, by):
    """Whether it was ended; why not is said on the form."""
    try:
        keeping.end_early(call, by=by, **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        call.refresh_from_db()  # it did not end: the page shows what is stored
        return False
    return True


@for_keepers
def write(request, pk=None):
    """The rules of a call, a new one without `pk`."""
    with transaction.atomic():
        calls = Call.objects.select_for_update(of=("self",)).select_related("source")
        found = get_object_or_404(calls, pk=pk) if pk else Call()
        form = CallForm(request.POST or None, instance=found)
        if request.method == "POST" and form.is_valid() and (made := saved(request, form)):
            messages.success(request, _("The call is saved."))
            return redirect("rahoitus:keep_call", made.pk)
    context = {"form": form, "call": found if pk else None}
    return render(request, "rahoitus/upkeep/write.html", context)


def saved(request, form):
    """The call with what was written; None when a public one would lack something."""
    made = form.instance
    if not made.pk:
        made.slug = keeping.free_slug(Call, made.name)
        return sent_once.make(request, form.save)
    why = form.cleaned_data.get("why", "")
    return made if kept(form, made, form.save, by=request.user, why=why) else None


def kept(form, call, save, *, by, why):
    """Whether the change was kept, whole; what the public call would lack is said on the form."""
    try:
        with transaction.atomic():
            Version.objects.keep_first(call)
            save()
            keeping.changed(call, by=by, why=why)
    except ValidationError as lacks:
        form.add_error(None, lacks)
        return False
    return True


@for_keepers
def rows_of(request, pk, kind):
    """What a call has many of: parts, conditions, questions, documents."""
    if kind not in KINDS:
        raise Http404
    name, model, title = KINDS[kind]
    with transaction.atomic():
        calls = Call.objects.select_for_update(of=("self",)).select_related("source")
        found = get_object_or_404(calls, pk=pk)
        data = request.POST or None
        lines = rows(Call, model)(data, instance=found, prefix=name)
        form = WhyForm(data) if found.published_at else None
        if data and lines.is_valid() and (not form or form.is_valid()):
            why = form.cleaned_data["why"] if form else ""
            if kept(form, found, lines.save, by=request.user, why=why):
                messages.success(request, _("The call is saved."))
                return redirect("rahoitus:keep_call", pk)
    context = {"call": found, "lines": lines, "form": form, "title": title}
    return render(request, "rahoitus/upkeep/rows.html", context)


@require_POST
@for_keepers
def publish(request, pk):
    """Make a draft public; what it lacks is said."""
    found = get_object_or_404(Call, pk=pk)
    try:
        keeping.publish(found, by=request.user)
    except ValidationError as lacks:
        messages.error(request, " ".join(lacks.messages))
    else:
        messages.success(request, _("The call is public."))
    return redirect("rahoitus:keep_call", pk)


@require_POST
@for_keepers
def copy(request, pk):
    """A draft of next year's call."""
    found = get_object_or_404(Call, pk=pk)
    made = sent_once.make(request, keeping.copy, found, by=request.user)
    messages.success(request, _("This is a draft for next year. Check its days and rules."))
    return redirect("rahoitus:keep_call", made.pk)


@for_keepers
def source(request, pk=None):
    """A source and its cost models, a new one without `pk`."""
    found = get_object_or_404(Source, pk=pk) if pk else Source()
    data = request.POST or None
    form = SourceForm(data, instance=found)
    lines = rows(Source, CostModel)(data, instance=found, prefix="models") if pk else None
    if data and form.is_valid() and (not lines or lines.is_valid()):
        with transaction.atomic():
            made = form.save() if pk else sent_once.make(request, keeping.begin_source, form)
            if lines:
                lines.save()
        messages.success(request, _("The source is saved."))
        return redirect("rahoitus:keep_source", made.pk)
    context = {"form": form, "lines": lines, "source": found if pk else None}
    return render(request, "rahoitus/upkeep/source.html", context)


@for_keepers
def funder_form(request, pk=None):
    """A funder's form, a new one without `pk`: brought in from a file; what of it is filled."""
    found = get_object_or_404(FunderForm, pk=pk) if pk else FunderForm()
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FormFileForm(*given, instance=found)
    if request.method == "POST" and form.is_valid():
        made = keeping.load_form(form) if pk else sent_once.make(request, keeping.load_form, form)
        messages.success(request, _("The form is saved."))
        for sentence in left_out(form):
            messages.warning(request, sentence)
        return redirect("rahoitus:keep_form", made.pk)
    asked = [question for question in found.questions.all() if question.title] if pk else []
    context = {
        "form": form,
        "funder_form": found if pk else None,
        "unfilled": [question for question in asked if not question.fills],
        "asked": asked,
    }
    return render(request, "rahoitus/upkeep/form.html", context)


def left_out(form):
    """What of the file had no place; nothing where none came."""
    text = form.cleaned_data["file"]
    return form_file.left_out(text) if text else ()
