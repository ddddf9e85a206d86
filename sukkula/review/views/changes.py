"""Settling what was asked to be changed on a card."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehrat.cards.headings import label
from kehrat.models import ChangeRequest
from sukkula.review.pieces import on_desk


@require_POST
def resolve(request, pk):
    """Find one change in order."""
    found = get_object_or_404(ChangeRequest.objects.visible_to(request.user), pk=pk)
    project = on_desk(request, found.project_id)
    found.resolve_change(by=request.user)
    messages.success(request, _("In order: %(field)s.") % {"field": label(found.field)})
    return redirect(reverse("sukkula:review", args=[project.pk]) + "#changes")
