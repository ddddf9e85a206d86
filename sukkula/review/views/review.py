"""A card on the desk: reading it, acting on it, its frozen revisions."""

from functools import partial

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku.events.steps import check
from kehityspolku.models import Event
from kehityspolku.web import acts, sent_once
from kehityspolku.web.kept_form import keeps_typed, keeps_typed_for
from kehrat.cards.contradictions import contradictions
from kehrat.projects import rules as project_rules
from kehrat.projects.along import along
from kehrat.projects.applicant import differences
from kehrat.projects.parts import parts
from kehrat.projects.path import path_of
from kehrat.projects.pieces import asks_of, attached, contacts, history
from rahoitus.models import Application
from sukkula import rules as sukkula_rules
from sukkula.asking import pieces as asking
from sukkula.asking.models import PlannedChange
from sukkula.desk import facts
from sukkula.desk.worklist import as_listed
from sukkula.phrases.pieces import phrases_of
from sukkula.review import beside
from sukkula.review.acts import ACTS, carry_out, mail_goes_to, open_acts
from sukkula.review.forms import WriteMessage, WriteNote
from sukkula.review.letter import decided
from sukkula.review.models import Message, Note, Verdict, mailed
from sukkula.review.pieces import on_desk, to_withdraw
from sukkula.snoozes.models import waits

PAGE = "sukkula/review/act.html"
SETTLE = "sukkula/review/settle_change.html"


def review(request, pk):
    """The card beside what Sukkula does with it."""
    project = on_desk(request, pk)
    if project.adviser_id == request.user.pk:
        project.adviser = request.user  # whose roles are known
    prefetch_related_objects([project], "phases", "funders", "budget", "contacts")
    happened = Event.objects.history_of(project)
    user, card = request.user, project.card()
    applications = applications_of(project, user)
    inside = inside_of(project, user)
    asked = changes_of(user, project)
    flags, lacks = [*contradictions(card), *differences(card)], project.missing()
    planned = asking.planned(user, project)
    shown = parts(project, team=True, writes=planned is not None)
    beside.beside(shown, flags=flags, lacks=lacks, asks=asked["asks"], planned=planned)
    told = facts.of_cards([project.pk], user)[project.pk]
    context = {
        "project": project,
        "parts": shown,
        "part_beside": "sukkula/review/part_beside.html",
        "faults": beside.faults(shown, flags, lacks),
        "planned": planned,
        "whole": beside.plans_of(("", "title"), planned or {}),
        "elsewhere": beside.elsewhere(shown, asked["asks"]),
        "contacts": contacts(user, project),
        "is_own_kehras": project_rules.is_own_kehras(user, project),
        "acts": open_acts(project, user, inside["verdict"]),
        "decided": decided(project),
        "can_route": sukkula_rules.can_route(user, project),
        "path": path_of(project, happened),
        "applications": applications,
        **as_listed(project, told, user),
        "facts": told,
        "thread": Message.objects.visible_to(user).filter(project=project).select_related("by"),
        "message_form": WriteMessage(),
        "can_message": sukkula_rules.can_message(user, project),
        "receivers": mailed(project, by=user),
        "revisions": project.revisions.select_related("by"),
        "panels": project.panels.exists(),
        "history": history(happened),
        **attached(user, project),
    }
    return render(request, "sukkula/review/review.html", context | inside | asked)


def inside_of(project, user):
    """What Sukkula alone knows of the card: its notes, the decision that waits."""
    verdict = Verdict.objects.visible_to(user).filter(project=project).last()
    return {
        "notes": Note.objects.visible_to(user).filter(project=project).select_related("by"),
        "note_form": WriteNote(prefix="note"),
        "verdict": verdict if verdict and verdict.matters else None,
        "can_snooze": waits(project) and sukkula_rules.can_snooze(user, project),
        "can_wake": sukkula_rules.can_snooze(user, project),
        "can_announce": verdict
        and verdict.is_pending
        and sukkula_rules.can_announce(user, verdict),
    }


def changes_of(user, project):
    """What was asked to be changed, and whether the reader settles it."""
    settles = project.is_under_review and project_rules.is_adviser_of(user, project)
    return {"asks": list(asks_of(user, project)), "settle": SETTLE if settles else ""}


def applications_of(project, user):
    seen = Application.objects.visible_to(user).filter(project=project)
    return seen.select_related("call__source").order_by("opened_at", "pk")


@keeps_typed
def act(request, pk, verb):
    """One act of Sukkula on a card, on a page of its own."""
    project = to_withdraw(request, pk) if verb == "withdraw_for" else on_desk(request, pk)
    asked, initial = ACTS[verb], Verdict.objects.words_before(project, verb)
    if verb == "ask_changes":
        initial = {"planned": PlannedChange.objects.of(request.user, project)}
    return acts.page(
        request,
        project,
        asked,
        PAGE,
        # A draft is not Sukkula's to see afterwards either; else the state that the act leads to.
        back=back_to(project) if project.is_draft else partial(back_to, project),
        take=partial(carry_out, asked),
        initial=initial,
        context=partial(around, request.user, project, verb),
    )


def around(user, project, verb):
    """What the page of an act shows besides its form."""
    found = {
        "project": project,
        "back": back_to(project),
        "told": mail_goes_to(project, verb, user),
        "phrases": phrases_of(user),
    }
    if verb in ("end", "end_unfunded", "withdraw_for"):
        found["along"] = list(along(project))
    if verb in Verdict.Outcome.values:  # either closes them
        found["left"] = asks_of(user, project).pending()
        found["planned"] = asking.planned(user, project)
    return found


@keeps_typed_for("sukkula:ask_changes")
@require_POST
def keep_changes(request, pk):
    """Keep what to ask as a draft inside Sukkula; where another wrote meanwhile, both are told."""
    project, act = on_desk(request, pk), ACTS["ask_changes"]
    check(sukkula_rules.can_ask_changes, request.user, project)
    form, status = act.form(request.POST), 200
    if form.is_valid():
        given = {"by": request.user, "texts": form.texts(), "seen": form.cleaned_data["seen"]}
        plan = PlannedChange.objects.plan
        if not (overtaken := plan(project, language=get_language(), **given)):
            messages.success(request, _("The draft is saved. The applicants do not see it."))
            return redirect(back_to(project))
        form.tell(overtaken, PlannedChange.objects.of(request.user, project))
        status = 409
    context = {"act": act, "form": form, **around(request.user, project, act.verb)}
    return render(request, PAGE, context, status=status)


def back_to(project):
    """The card on the desk; of a draft that is its Kehrä's own, its Kehrä."""
    if project.is_draft and project.kehra:
        return project.kehra.get_absolute_url()
    return reverse("sukkula:review", args=[project.pk])


def notes(request, pk):
    """Sukkula's internal notes on a card."""
    project = on_desk(request, pk)
    check(sukkula_rules.can_note, request.user, project)
    form = WriteNote(request.POST or None, prefix="note")
    if request.method == "POST" and form.is_valid():
        sent_once.make(request, Note.objects.write, project, by=request.user, **form.cleaned_data)
        messages.success(request, _("The note is saved."))
        return redirect("sukkula:review", pk)
    kept = Note.objects.visible_to(request.user).filter(project=project).select_related("by")
    context = {"project": project, "notes": kept, "form": form}
    return render(request, "sukkula/review/notes.html", context)
