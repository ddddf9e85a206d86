"""What other rooms of the desk take of a card under review."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from kehrat.models import Project
from sukkula import rules


def on_desk(request, pk):
    """The card that Sukkula's staff has before it."""
    if not rules.can_use_desk(request.user):
        raise PermissionDenied
    cards = Project.objects.visible_to(request.user).select_related("kehra", "adviser", "applicant")
    return get_object_or_404(cards, pk=pk)
