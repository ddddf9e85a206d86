"""What pages of other rooms take of a Kehrä."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from kehrat.groups.models.kehra import Kehra


def kehra_for(rule, request, slug):
    """The Kehrä, when the rule lets this person; else 404 or 403."""
    kehra = get_object_or_404(Kehra.objects.visible_to(request.user), slug=slug)
    if not rule(request.user, kehra):
        raise PermissionDenied
    return kehra
