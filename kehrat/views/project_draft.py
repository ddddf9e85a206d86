"""A card's text kept while it is written: a draft of one's own, apart from the card."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku.typed import LONGEST
from kehrat.forms_card import CardEntry
from kehrat.models import CardDraft
from kehrat.views.project import visible

NOT_TYPED = ("csrfmiddlewaretoken", "form_key")


def unsaved(request, project, card):
    """One's draft where it tells otherwise than the card; one that doesn't has no use any more."""
    draft = CardDraft.objects.visible_to(request.user).filter(project=project).first()
    if draft is None:
        return None
    entry = CardEntry(card, draft.data())
    if entry.is_valid() and entry.card().mark() == card.mark():
        draft.delete()
        return None
    return draft


@login_not_required
@require_POST
def project_draft(request, pk):
    """Keep what is being typed. It answers a page that is left open: signed out, it says 401."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    project = visible(request, pk)
    data = request.POST.copy()
    for name in NOT_TYPED:
        data.pop(name, None)
    if len(text := data.urlencode()) > LONGEST:
        return HttpResponse(status=413)
    draft = CardDraft.objects.keep(project, by=request.user, text=text)
    answer = render(request, "kehrat/project_draft.html", {"draft": draft})
    answer["HX-Trigger"] = "portal:saved"
    return answer


@require_POST
def project_draft_discard(request, pk):
    """Let one's unsaved text go and write on from the card as saved."""
    project = visible(request, pk)
    CardDraft.objects.visible_to(request.user).filter(project=project).delete()
    messages.success(request, _("The text that was not saved is gone. This is the card as saved."))
    return redirect("kehrat:project_edit", project.pk)
