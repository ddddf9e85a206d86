"""What other rooms of Sukkula take of the desk and of a card on it."""

from functools import wraps

from django.core.exceptions import PermissionDenied

from kehrat.projects.pieces import left_behind, visible
from sukkula import rules


def at_desk(view):
    """A page for Sukkula's staff alone; 403 to others."""

    @wraps(view)
    def view_at_desk(request, *args, **kwargs):
        if not rules.can_use_desk(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return view_at_desk


@at_desk
def to_withdraw(request, pk):
    """The card, or only the name of a draft, that Sukkula may withdraw in its writers' place."""
    return left_behind(request, pk)


@at_desk
def on_desk(request, pk):
    """The card that Sukkula's staff has before it."""
    return visible(request, pk)
