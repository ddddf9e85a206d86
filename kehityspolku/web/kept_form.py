"""What was typed when the session had ended: kept in the new one, shown again after sign-in."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kehityspolku.web import limits, pieces
from kehityspolku.web.middleware import what_was_typed

IN_SESSION = "typed"
LONGEST = 500_000  # characters kept of a person whom we don't know


def keeps_typed(view):
    """Need sign-in, and keep what was typed when the session had ended (`given` shows it)."""
    return keeps_typed_for(None)(view)


def keeps_typed_for(page):
    """The same, of a view whose text another page shows again, named as its address is."""

    def decorate(view):
        @wraps(view)
        def signed_in_view(request, *args, **kwargs):
            if request.user.is_authenticated:
                return view(request, *args, **kwargs)
            return keep(request, reverse(page, args=args, kwargs=kwargs) if page else None)

        signed_in_view.login_required = False  # the middleware leaves the asking to `keep`
        return signed_in_view

    return decorate


def keep(request, page=None):
    """Keep a signed-out person's POST and ask them to sign in and come back to the page.

    `page`: the path of the page that shows it again, the request's own unless told. An open page
    that htmx asks for keeps it itself.

    For pages that are public but to write on; a page that needs sign-in says `@keeps_typed`.
    """
    if request.method == "POST" and not pieces.wanted(request):
        if refused := limits.too_often(request, "typed"):
            return refused
        text = request.POST.urlencode()
        if len(text) > LONGEST:
            return render(request, "413.html", {"typed": what_was_typed(request)}, status=413)
        request.session[IN_SESSION] = [page or request.path, text]
        messages.warning(
            request, _("You were signed out. Sign in: what you typed is kept and shown again.")
        )
    return redirect_to_login(page or request.get_full_path())


def given(request):
    """What a form is to show: what is posted, or what was kept for its page, or None."""
    return request.POST if request.method == "POST" else again(request)


def again(request):
    """What was kept for this page, once; None when nothing was."""
    path, text = request.session.get(IN_SESSION, ("", ""))
    if path != request.path or request.method != "GET":
        return None
    del request.session[IN_SESSION]
    messages.warning(
        request, _("What you typed before you signed in is here. It is not saved yet.")
    )
    return QueryDict(text)
