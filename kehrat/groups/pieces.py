"""What pages of other rooms take of a Kehrä."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404

from kehityspolku.events.steps import check
from kehrat.groups.forms.members import JoinForm
from kehrat.groups.models.kehra import Kehra


def of_kehra(allow=None, *, public=False):
    """Give a view the Kehrä of its address in the place of `slug`; None where there is no slug.

    404 unless the reader may see it, or (`public`) everyone; 403 unless the rule `allow` lets the
    reader, 409 where its state stands in the way.
    """

    def decorate(view):
        @wraps(view)
        def view_of_kehra(request, *args, slug=None, **kwargs):
            kehra = _found(request, slug, public) if slug else None
            if allow:
                check(allow, request.user, kehra)
            return view(request, kehra, *args, **kwargs)

        return view_of_kehra

    return decorate


def _found(request, slug, public):
    """Of one that everyone sees it isn't asked who reads: its page may be the same for all."""
    kehrat = Kehra.objects.select_related("host", "picture")
    found = kehrat.public().filter(slug=slug).first()
    if public and not found:
        raise Http404
    return found or get_object_or_404(kehrat.visible_to(request.user), slug=slug)


def join_form():
    """The form by which one asks to join; it is sent to the page `kehrat:join`."""
    return JoinForm()
