"""Writing a draft: its list of questions, each of them, their order; a copy of a survey."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from arviointi.results.counting import Kind
from arviointi.surveys import editor, rules, whole
from arviointi.surveys.editor_forms import ConditionForm, DecidesForm, PartForm
from arviointi.surveys.forms import CopyForm, SurveyForm
from arviointi.surveys.views.surveys import survey_of
from kehityspolku.events.steps import WrongState, check


def questions(request, pk):
    """The draft's questions in their order, what is missing, what can be added."""
    survey = draft_of(request, pk)
    context = {
        "survey": survey,
        "parts": survey.parts.select_related("shown_if"),
        "gaps": whole.gaps(survey),
        "kinds": Kind.choices,
        "moved": request.GET.get("moved", ""),
        "by": request.GET.get("by", ""),
    }
    return render(request, "arviointi/surveys/questions.html", context)


def part_new(request, pk, kind):
    """A new question of a kind, or a section, at the end."""
    survey = draft_of(request, pk)
    if kind not in Kind.values:
        raise Http404
    form = PartForm(survey, kind, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            part = editor.add(survey, kind, by=request.user, **form.given())
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Added to the end. Move it where it belongs."))
            return redirect(place_of(part))
    return page(request, survey, form)


def part(request, pk, part):
    """A question or a section, written anew."""
    survey = draft_of(request, pk)
    found = get_object_or_404(survey.parts, pk=part)
    form = PartForm(survey, found.kind, posted(request), part=found)
    write = partial(editor.write, found)
    if request.method == "POST" and form.is_valid() and form.saved(write, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(place_of(found))
    return page(request, survey, form)


def condition(request, pk, part):
    """By which answers to an earlier question this one, or this section, is shown."""
    survey = draft_of(request, pk)
    found = get_object_or_404(survey.parts.select_related("shown_if"), pk=part)
    found.survey = survey
    start = {"of": found.shown_if_id} if "of" not in request.GET else request.GET
    chosen = DecidesForm(found, start)
    decides = chosen.cleaned_data["of"] if chosen.is_valid() else None
    form = ConditionForm(found, decides, posted(request))
    if request.method == "POST" and form.is_valid():
        form.save(request.user)
        messages.success(request, _("Saved."))
        return redirect(place_of(found))
    context = {"survey": survey, "part": found, "chosen": chosen, "form": form, "decides": decides}
    return render(request, "arviointi/surveys/condition.html", context)


@require_POST
def move(request, pk):
    """Move a part one place up or down, or (dragged) before another."""
    survey = draft_of(request, pk)
    parts = list(survey.parts.all())
    order = [str(each.pk) for each in parts]
    if (name := request.POST.get("part")) not in order:
        raise Http404
    here, by = order.index(name), request.POST.get("by", "")
    to = {"up": here - 1, "down": here + 1}.get(by)
    if to is None:
        order.remove(name)
        before = request.POST.get("before", "")
        to = order.index(before) if before in order else len(order)
    try:
        editor.move(parts[here], to, by=request.user)
    except ValidationError as problem:
        messages.error(request, problem.message)
    # The button keeps the focus, which a place in the address would take from it.
    there = f"?moved={name}&by={by}" if by in ("up", "down") else f"#part-{name}"
    return redirect(f"{list_of(survey)}{there}")


@require_POST
def remove(request, pk, part):
    """Take a question or a section out of the draft."""
    survey = draft_of(request, pk)
    found = get_object_or_404(survey.parts, pk=part)
    try:
        editor.remove(found, by=request.user)
        messages.success(request, _("Removed: %(part)s") % {"part": found})
    except ValidationError as problem:
        messages.error(request, problem.message)
    return redirect(list_of(survey))


@require_POST
def ready(request, pk):
    """Add what is ready: the standard battery, or the question as what one answers."""
    survey = draft_of(request, pk)
    if request.POST.get("what") == "roles":
        try:
            return redirect(place_of(editor.add_roles(survey, by=request.user)))
        except ValidationError as problem:
            messages.error(request, problem.message)
            return redirect(list_of(survey))
    editor.add_battery(survey, by=request.user)
    messages.success(request, _("The standard battery is in the survey."))
    return redirect(list_of(survey))


def settings(request, pk):
    """The draft's titles, languages, who can answer and until when."""
    survey = draft_of(request, pk)
    form = SurveyForm(posted(request), user=request.user, instance=survey)
    if request.method == "POST" and form.is_valid():
        form.change(by=request.user)
        messages.success(request, _("Saved."))
        return redirect(survey)
    return render(request, "arviointi/surveys/settings.html", {"survey": survey, "form": form})


def copy(request, pk):
    """A copy of a survey: a new version, its next round, or a survey of another group."""
    survey = survey_of(request, pk)
    check(rules.can_edit, request.user, survey)
    form = CopyForm(survey, posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        made = form.make(by=request.user)
        messages.success(request, _("The copy is a draft. Change what is to be asked otherwise."))
        return redirect(list_of(made))
    return render(request, "arviointi/surveys/copy.html", {"survey": survey, "form": form})


def draft_of(request, pk):
    """The draft of the address, for those who write it. WrongState once it is open."""
    survey = survey_of(request, pk)
    check(rules.can_edit, request.user, survey)
    if not survey.is_draft:
        raise WrongState(survey, editor.STAYS)
    return survey


def page(request, survey, form):
    context = {"survey": survey, "form": form, "part": form.part, "kind": Kind(form.kind)}
    return render(request, "arviointi/surveys/part.html", context, status=form.status)


def list_of(survey):
    return reverse("arviointi:survey_questions", args=[survey.pk])


def place_of(part):
    return f"{list_of(part.survey)}#part-{part.pk}"


def posted(request):
    """What is sent, though it be nothing at all."""
    return request.POST if request.method == "POST" else None
