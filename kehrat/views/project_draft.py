"""A card's text kept while it is written: a draft of one's own, apart from the card."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku import pieces, typed
from kehityspolku.steps import WrongState
from kehrat import rules
from kehrat.forms_card import CardEntry
from kehrat.models import CardDraft
from kehrat.views.project import visible

NOT_TYPED = ("csrfmiddlewaretoken", "form_key")


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


@login_not_required
@require_POST
def project_draft(request, pk):
    """Keep what is being typed. It answers a page that is left open, so a refusal is in words."""
    page, open_page = reverse("kehrat:project_edit", args=[pk]), pieces.wanted(request)
    if not request.user.is_authenticated:
        if not open_page:
            return typed.keep(request, page)
        return told_page(request, "portal:unsaved", 401, signed_out=True)
    project = visible(request, pk)
    if rules.is_editor(request.user, project) and not project.is_open_text:
        if not open_page:
            raise WrongState(project)
        told = _("The card was submitted or withdrawn meanwhile. Copy your text from this page.")
        return told_page(request, "portal:unsaved", 409, refused=told)
    data = request.POST.copy()
    for name in NOT_TYPED:
        data.pop(name, None)
    if len(text := data.urlencode()) > typed.LONGEST:
        if not open_page:
            return render(request, "413.html", {"typed": typed.typed(request)}, status=413)
        told = _("The text is too long to be kept. Shorten it.")
        return told_page(request, "portal:unsaved", 422, refused=told)
    draft = CardDraft.objects.keep(project, by=request.user, text=text)
    return told_page(request, "portal:saved", draft=draft) if open_page else redirect(page)


def told_page(request, event, status=200, **context):
    """A few words for the open page, and the event that its script hears."""
    answer = render(request, "kehrat/project_draft.html", context, status=status)
    answer["HX-Trigger"] = event
    return answer


@require_POST
def project_draft_discard(request, pk):
    """Let one's unsaved text go and write on from the card as saved."""
    project = visible(request, pk)
    CardDraft.objects.visible_to(request.user).filter(project=project).delete()
    messages.success(request, _("The text that was not saved is gone. This is the card as saved."))
    return redirect("kehrat:project_edit", project.pk)
