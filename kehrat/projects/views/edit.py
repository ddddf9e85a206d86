"""Writing a card and walking it on: what its coordinator does."""

from dataclasses import fields, replace

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku import languages, once, typed
from kehrat import rules, who_heard
from kehrat.card import Card, tidy_text
from kehrat.card_diff import UNSEEN, changes, lines
from kehrat.card_parts import label
from kehrat.card_sections import SECTIONS
from kehrat.forms_card import CardEntry, LessonsForm
from kehrat.models import CardDraft, Outdated, Project
from kehrat.views.changes import answer, pending
from kehrat.views.project import asked, attached, visible
from kehrat.views.project_draft import unsaved


@login_not_required
def project_edit(request, pk):
    """Write the card while its text is open. A conflict shows both texts and loses neither."""
    if not request.user.is_authenticated:
        return typed.keep(request)
    project = visible(request, pk)
    if not rules.can_edit(request.user, project):
        raise PermissionDenied
    card = project.card()
    kept, draft = typed.again(request), CardDraft.objects.of(request.user, project)
    asks = pending(request, project, request.POST or kept or (draft.data() if draft else {}))
    draft = unsaved(draft, card, asks)
    entry, meanwhile = entered(request, card, kept, draft, asks), []
    if request.method == "POST" and not row_button(request) and entry.is_valid():
        try:
            save(request, project, card, entry)
        except Outdated:
            card = Project.objects.get(pk=project.pk).card()
            meanwhile = differences(card, entry.card())
        else:
            messages.success(request, _("The card is saved."))
            return redirect(section_after(request, project))
    entry.name_host(project.kehra)
    seen = card.mark() if meanwhile else entry.seen or card.mark()
    context = {"entry": entry, "project": project, "kehra": project.kehra, "mark": seen}
    context |= {"meanwhile": meanwhile, "draft": draft, **asked(request.user, project)}
    context |= attached(request.user, project)
    context["taken"] = [] if meanwhile else ticked(request, draft)
    return render(request, "kehrat/project_edit.html", context, status=409 if meanwhile else 200)


@transaction.atomic
def save(request, project, card, entry):
    """Store the card as written, and the answers with it."""
    written = merged(card, entry.card(), request.POST.getlist("take"))
    project.write(written, by=request.user, seen=request.POST.get("seen", ""))
    answer(request, entry.answers)
    CardDraft.objects.visible_to(request.user).filter(project=project).delete()


def section_after(request, project):
    """Where one goes once the card is saved: to the section asked for, else to the card's page."""
    if (then := request.POST.get("then")) in SECTIONS:
        return f"{reverse('kehrat:project_edit', args=[project.pk])}#s-{then}"
    return project.get_absolute_url()


def row_button(request):
    """Whether the button only adds or removes a row, or shows the form in another language."""
    return bool({"add", "remove", languages.BUTTON} & request.POST.keys())


def entered(request, base, kept=None, draft=None, asks=()):
    """The form: as stored, as posted, or with a row more or less; as typed before, unsaved."""
    if request.method == "POST" and row_button(request):
        return CardEntry.typed(
            base, request.POST, without=request.POST.get("remove", ""), asks=asks
        )
    if kept:
        return CardEntry.typed(base, kept, asks=asks)
    if draft and request.method == "GET":
        return CardEntry.typed(base, draft.data(), asks=asks)
    return CardEntry(base, request.POST if request.method == "POST" else None, asks=asks)


def differences(stored, written):
    """What the two cards tell otherwise, field by field: both texts side by side."""
    return [
        {
            "field": change.field,
            "heading": change.heading,
            "mine": "\n".join(lines(written, change.field)),
            "theirs": "\n".join(lines(stored, change.field)),
        }
        for change in changes(written, stored)
    ]


def merged(stored, written, taken):
    """The card as written, but for the fields where the text saved by another is taken."""
    differing = {change.field for change in changes(written, stored)}
    return replace(written, **{name: getattr(stored, name) for name in differing & set(taken)})


def ticked(request, draft):
    """[(field, heading)] ticked in a conflict, kept while the form is mended or comes back."""
    data = draft.data() if draft and request.method == "GET" else request.POST
    names = set(data.getlist("take")) - UNSEEN
    return [(field.name, label(field.name)) for field in fields(Card) if field.name in names]


@require_POST
def project_submit(request, pk):
    """Submit the card to Sukkula."""
    project = visible(request, pk)
    try:
        project.submit(by=request.user)
    except ValidationError as problem:
        messages.error(request, problem.message)
        return redirect(project)
    there = _("The card is with Sukkula now.")
    messages.success(request, who_heard.of_sukkula(there, project, "submit"))
    return redirect(project)


@require_POST
def project_share(request, pk):
    """Let Sukkula read the draft, or no more."""
    project = visible(request, pk)
    project.share(by=request.user, with_sukkula="open" in request.POST)
    told = _("Sukkula may read the draft now.") if project.shared else _("The draft is yours.")
    messages.success(request, told)
    return redirect(project)


@require_POST
def project_copy(request, pk):
    """Begin a new draft from a card that was rejected or withdrawn."""
    project = visible(request, pk)
    if not rules.can_copy(request.user, project):
        raise PermissionDenied
    card = replace(project.card(), title_line="", stated_state="")
    given = {"by": request.user, "card": card}
    copy = once.make(request, Project.objects.begin, project.kehra, **given)
    messages.success(request, _("This is a new draft with the same text."))
    return redirect("kehrat:project_edit", copy.pk)


@require_POST
def project_withdraw(request, pk):
    """Take the card back."""
    project = visible(request, pk)
    project.withdraw(by=request.user)
    messages.success(request, _("The card is withdrawn."))
    return redirect(project)


@require_POST
def project_resubmit(request, pk):
    """Give the changed card back, with a word to the adviser."""
    project = visible(request, pk)
    project.resubmit(by=request.user, message=tidy_text(request.POST.get("message", ""))[:4000])
    there = _("The card is back with Sukkula.")
    messages.success(request, who_heard.of_sukkula(there, project, "resubmit"))
    return redirect(project)


def project_lessons(request, pk):
    """Tell what worked and what to improve, once the project has ended."""
    project = visible(request, pk)
    if not rules.can_tell_lessons(request.user, project):
        raise PermissionDenied
    told = {"good": project.lessons_good, "improve": project.lessons_improve}
    form = LessonsForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        project.tell_lessons(by=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. The lessons are on the card now."))
        return redirect(project)
    return render(request, "kehrat/project_lessons.html", {"form": form, "project": project})
