"""Beginning a card, writing it, its draft, a copy."""

from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku import languages
from kehityspolku.events.steps import WrongState, check, lock
from kehityspolku.models import Draft, Event
from kehityspolku.web import drafts, kept_form, limits, middleware, pieces, sent_once
from kehityspolku.web.kept_form import keeps_typed, keeps_typed_for
from kehrat.cards import merging
from kehrat.cards.card import Card
from kehrat.cards.headings import label
from kehrat.cards.sections import SECTIONS
from kehrat.groups.pieces import of_kehra
from kehrat.projects import rules
from kehrat.projects.forms.card import BeginForm, CardEntry
from kehrat.projects.models.project import Project
from kehrat.projects.models.revision import KEPT_APART
from kehrat.projects.pieces import attached, visible
from kehrat.projects.similar import Alike, begin_unless_alike
from kehrat.projects.views.changes import answer, pending
from kehrat.projects.views.project import asked

PAGE = "kehrat:project_edit"


class Crossed(Exception):
    """Another saved the card meanwhile, and both changed the same parts."""

    def __init__(self, theirs, together, questions):
        self.theirs, self.together, self.questions = theirs, together, questions


@keeps_typed
def project_edit(request, pk):
    """Write the card while its text is open. What another saved meanwhile is taken too; of what
    both changed it is asked, and neither is lost."""
    project = visible(request, pk)
    check(rules.can_edit, request.user, project)
    if "find" in request.POST and (refused := limits.read_too_often(request, "search")):
        return refused  # areas are sought while one types
    if request.method == "GET":  # what is saved is compared with rows read under the lock
        prefetch_related_objects([project], *KEPT_APART)
    card, here = project.card(), drafts.opened(request)
    kept = kept_form.again(request)
    is_opened = request.method == "GET" and not kept
    own = Draft.objects.on(request.user, PAGE, project) if is_opened else []
    own = drafts.chosen_first(request, own)
    asks = pending(request, project, request.POST or kept or (own[0].data() if own else {}))
    if own:
        here.show(unsaved(own, card, asks))
    entry, asked_of = entered(request, card, kept, here.shown, asks), []
    if request.method == "POST" and not row_button(request):
        if entry.is_valid():
            try:
                taken = save(request, project, entry)
            except Crossed as both:
                asked_of = both.questions
                data = request.POST
                entry = CardEntry.showing(both.theirs, both.together, data, asks, asked_of)
            else:
                messages.success(request, saved_text(project, taken))
                return redirect(section_after(request, project))
        with suppress(ValidationError):  # without script nothing else has kept it
            here.shown = drafts.keep(request, PAGE, project)
    entry.name_host(project.kehra)
    happened = Event.objects.about(project)
    context = {"entry": entry, "project": project, "kehra": project.kehra, "opened": here}
    context["meanwhile"] = asked_of or entry.questions()
    context |= asked(request.user, project, happened) | attached(request.user, project)
    return render(request, "kehrat/projects/edit.html", context, status=409 if asked_of else 200)


@transaction.atomic
def save(request, project, entry):
    """Store the card as written, and the answers with it; gives the fields that another changed
    meanwhile and that are taken too. Raises Crossed."""
    lock(project)
    theirs = entry.base = project.card()
    mine = entry.card()
    if entry.read:
        mine = merging.with_theirs(entry.read, mine, entry.taken)
    together, questions, taken = merging.merged(entry.read, theirs, mine)
    if questions:
        raise Crossed(theirs, together, questions)
    project.write(together, by=request.user, seen=theirs.mark())
    answer(request, entry.answers)
    here = drafts.opened(request)
    Draft.objects.done_with(request.user, here.form, here.continues)
    return taken


def saved_text(project, taken):
    """What is said of a card that is saved, and of what another had saved in the meantime."""
    if not taken:
        return _("The card is saved.")
    told = _(
        "The card is saved. What somebody else changed while you wrote is in it too: %(names)s."
    )
    return told % {"names": ", ".join(map(label, taken))}


def section_after(request, project):
    """Where one goes once the card is saved: to the section asked for, else to the card's page."""
    if (then := request.POST.get("then")) in SECTIONS:
        return f"{reverse(PAGE, args=[project.pk])}#s-{then}"
    return project.get_absolute_url()


def row_button(request):
    """Whether the button only changes what the form shows: rows, areas, its language."""
    return bool({"add", "remove", "find", "area", languages.BUTTON} & request.POST.keys())


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


@require_POST
def project_copy(request, pk):
    """Begin a new draft from a card that was rejected or withdrawn."""
    project = visible(request, pk)
    check(rules.can_copy, request.user, project)
    card = replace(project.card(), title_line="", stated_state="")
    files = project.attachments.visible_to(request.user).open()
    taken = files.filter(key__in=[key for key in request.POST.getlist("file") if is_key(key)])
    given = {"by": request.user, "card": card, "files": taken}
    copy = sent_once.make(request, begin_with_files, project.kehra, **given)
    messages.success(request, _("This is a new draft with the same text."))
    if left := [file.title for file in files if file not in taken]:
        told = _("These files stayed with the old card: %(titles)s.")
        messages.info(request, told % {"titles": ", ".join(left)})
    return redirect(PAGE, copy.pk)


@transaction.atomic
def begin_with_files(kehra, *, by, card, files):
    """The draft of a card, with copies of the files."""
    begun = Project.objects.begin(kehra, by=by, card=card)
    files.copy_to(begun, by=by)
    return begun


def is_key(text):
    """Whether the text can be a file's key."""
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def unsaved(own, card, asks):
    """One's drafts from the first on that tells otherwise than the card; those before have no use
    any more.

    An answer to one of `asks`, the changes that are asked for, is told in it too.
    """
    for place, draft in enumerate(own):
        entry = CardEntry(card, draft.data(), asks=asks)
        if not entry.is_valid() or entry.answers.given():
            return own[place:]
        if entry.card().mark() not in (card.mark(), entry.read and entry.read.mark()):
            return own[place:]
        draft.delete()
    return []


@require_POST
@keeps_typed_for(PAGE)
def project_draft(request, pk):
    """Keep what is being typed. It answers a page that is left open, so a refusal is in words."""
    project, open_page = visible(request, pk), pieces.wanted(request)
    check(rules.is_editor, request.user, project)
    if not project.is_open_text:
        if not open_page:
            raise WrongState(project)
        told = _("The card was submitted or withdrawn meanwhile. Copy your text from this page.")
        return drafts.told(request, "portal:unsaved", 409, refused=told)
    try:
        draft = drafts.keep(request, PAGE, project)
    except ValidationError as problem:
        if not open_page:
            typed = middleware.what_was_typed(request)
            return render(request, "413.html", {"typed": typed}, status=413)
        return drafts.told(request, "portal:unsaved", 422, refused=problem.message)
    if open_page:
        return drafts.told(request, "portal:saved", draft=draft)
    return redirect(PAGE, pk)


@require_POST
def project_draft_discard(request, pk):
    """Let one's unsaved text go, or that of one opening of the form, and write on."""
    project = visible(request, pk)
    own = Draft.objects.on(request.user, PAGE, project)
    if drafts.FORM in request.POST:
        own = own.filter(form=drafts.opened(request).form)
    own.delete()
    messages.success(request, _("The text that was not saved is gone."))
    return redirect(PAGE, project.pk)


@keeps_typed
@of_kehra(rules.can_begin)
def project_new(request, kehra):
    """Begin a card of a Kehrä (without a slug: of Sukkula's host)."""
    page, kept = request.resolver_match.view_name, kept_form.again(request)
    own = Draft.objects.on(request.user, page, kehra)
    if request.method == "POST" and "discard" in request.POST:
        own.filter(form=drafts.opened(request).form).delete()
        return redirect(request.path)
    here = drafts.opened(request, page, kehra)
    if request.method == "GET":
        here.show(drafts.chosen_first(request, own))
    kept = kept or (here.shown and here.shown.data())
    initial = kept.dict() if kept else {"language": get_language()}
    form, likes = BeginForm(request.POST or None, initial=initial), []
    if request.method == "POST" and form.is_valid():
        given = {"by": request.user, "known": request.POST.getlist("known")}
        try:
            card = Card(**form.cleaned_data)
            project = sent_once.make(request, begin_unless_alike, kehra, card=card, **given)
        except Alike as found:
            likes = found.cards
        else:
            Draft.objects.done_with(request.user, here.form, here.continues)
            messages.success(request, _("The card is saved as a draft. Only its Kehrä sees it."))
            return redirect("kehrat:project_edit", project.pk)
    context = {"form": form, "kehra": kehra, "likes": likes, "opened": here}
    return render(request, "kehrat/projects/new.html", context)
