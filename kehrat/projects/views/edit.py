"""Beginning a card, writing it, its draft, its steps."""

from dataclasses import fields, replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku import languages
from kehityspolku.events.steps import WrongState
from kehityspolku.marks import Outdated
from kehityspolku.models import Event
from kehityspolku.web import kept_form, middleware, pieces, sent_once
from kehityspolku.web.kept_form import keeps_typed, keeps_typed_for
from kehrat.cards.card import Card, tidy_text
from kehrat.cards.diff import UNSEEN, changes, lines
from kehrat.cards.headings import label
from kehrat.cards.sections import SECTIONS
from kehrat.groups import who_heard
from kehrat.groups.pieces import of_kehra
from kehrat.projects import rules
from kehrat.projects.forms.card import BeginForm, CardEntry, LessonsForm
from kehrat.projects.models.draft import CardDraft
from kehrat.projects.models.project import Project
from kehrat.projects.models.revision import KEPT_APART
from kehrat.projects.pieces import attached, visible
from kehrat.projects.similar import Alike, begin_unless_alike
from kehrat.projects.views.changes import answer, pending
from kehrat.projects.views.project import asked

NOT_TYPED = ("csrfmiddlewaretoken", "form_key")


@keeps_typed
def project_edit(request, pk):
    """Write the card while its text is open. A conflict shows both texts and loses neither."""
    project = visible(request, pk)
    if not rules.can_edit(request.user, project):
        raise PermissionDenied
    if request.method == "GET":  # what is saved is compared with rows read under the lock
        prefetch_related_objects([project], *KEPT_APART)
    card = project.card()
    kept, draft = kept_form.again(request), CardDraft.objects.of(request.user, project)
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
    happened = Event.objects.about(project)
    context |= {"meanwhile": meanwhile, "draft": draft, **asked(request.user, project, happened)}
    context |= attached(request.user, project)
    context["taken"] = [] if meanwhile else ticked(request, draft)
    return render(request, "kehrat/projects/edit.html", context, status=409 if meanwhile else 200)


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
        for change in changes(written, stored, private=True)
    ]


def merged(stored, written, taken):
    """The card as written, but for the fields where the text saved by another is taken."""
    differing = {change.field for change in changes(written, stored, private=True)}
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
    copy = sent_once.make(request, Project.objects.begin, project.kehra, **given)
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
    return render(request, "kehrat/projects/lessons.html", {"form": form, "project": project})


def unsaved(draft, card, asks):
    """One's draft where it tells otherwise than the card; one that doesn't has no use any more.

    An answer to one of `asks`, the changes that are asked for, is told in it too.
    """
    if draft is None:
        return None
    entry = CardEntry(card, draft.data(), asks=asks)
    same = entry.is_valid() and entry.card().mark() == card.mark()
    if same and not entry.answers.given():
        draft.delete()
        return None
    return draft


@require_POST
@keeps_typed_for("kehrat:project_edit")
def project_draft(request, pk):
    """Keep what is being typed. It answers a page that is left open, so a refusal is in words."""
    project, open_page = visible(request, pk), pieces.wanted(request)
    if rules.is_editor(request.user, project) and not project.is_open_text:
        if not open_page:
            raise WrongState(project)
        told = _("The card was submitted or withdrawn meanwhile. Copy your text from this page.")
        return told_page(request, "portal:unsaved", 409, refused=told)
    data = request.POST.copy()
    for name in NOT_TYPED:
        data.pop(name, None)
    if len(text := data.urlencode()) > kept_form.LONGEST:
        if not open_page:
            return render(
                request, "413.html", {"typed": middleware.what_was_typed(request)}, status=413
            )
        told = _("The text is too long to be kept. Shorten it.")
        return told_page(request, "portal:unsaved", 422, refused=told)
    draft = CardDraft.objects.keep(project, by=request.user, text=text)
    if open_page:
        return told_page(request, "portal:saved", draft=draft)
    return redirect("kehrat:project_edit", pk)


def told_page(request, event, status=200, **context):
    """A few words for the open page, and the event that its script hears."""
    answer = render(request, "kehrat/projects/draft.html", context, status=status)
    answer["HX-Trigger"] = event
    return answer


@require_POST
def project_draft_discard(request, pk):
    """Let one's unsaved text go and write on from the card as saved."""
    project = visible(request, pk)
    CardDraft.objects.visible_to(request.user).filter(project=project).delete()
    messages.success(request, _("The text that was not saved is gone. This is the card as saved."))
    return redirect("kehrat:project_edit", project.pk)


@keeps_typed
@of_kehra(rules.can_begin)
def project_new(request, kehra):
    """Begin a card of a Kehrä (without a slug: of Sukkula's host)."""
    kept = kept_form.again(request)
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
            messages.success(request, _("The card is saved as a draft. Only its Kehrä sees it."))
            return redirect("kehrat:project_edit", project.pk)
    context = {"form": form, "kehra": kehra, "likes": likes}
    return render(request, "kehrat/projects/new.html", context)
