"""What is refused before or after a view, each told as a page in the reader's language."""

import logging
import re
from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render, resolve_url
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from kehityspolku.accounts import second_step
from kehityspolku.events import waiting
from kehityspolku.events.steps import Gone, WrongState
from kehityspolku.files.storage import is_full
from kehityspolku.web import not_now, pieces
from kehityspolku.web.taken_away import TakenAway

log = logging.getLogger(__name__)
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class Gate:
    """Turns away what no page takes, before a session or a body is read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in METHODS:
            return not_allowed(request, METHODS)
        if request.path_info.startswith("/terveys/"):
            # Who watches asks by whatever name or number reaches this process: not refused for it,
            # which would fill the log.
            request.META["HTTP_HOST"] = urlsplit(settings.SITE_URL).netloc
        if length_of(request) > settings.LARGEST_REQUEST:
            return render(request, "413.html", status=413)
        # A quoted cookie may hold any byte, also those no database takes: such ones are dropped.
        request.COOKIES = {n: value for n, value in request.COOKIES.items() if value.isprintable()}
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            return not_allowed(request, response.headers["Allow"].split(", "))
        return response


def length_of(request):
    """Bytes of the body, counted by the web server (`bodies.py`); what isn't a number is none."""
    told = request.META.get("CONTENT_LENGTH") or ""
    return int(told) if told.isdecimal() and len(told) < 20 else 0


def not_allowed(request, methods):
    page = render(request, "405.html", status=405)
    page.headers["Allow"] = ", ".join(methods)
    return page


class Opened:
    """An address that takes only what a form sends leads to the page it belongs to when it is
    opened: after a reload, by Back, from a kept link, or once one has signed in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_opened = request.method in ("GET", "HEAD") and response.status_code == 405
        if not is_opened or pieces.wanted(request):
            return response
        told = _("Nothing was sent: the address you opened belongs to a button of this page.")
        waiting_words = messages.get_messages(request)
        if told not in [str(words) for words in waiting_words]:  # the page above may be such too
            messages.info(request, told)
        waiting_words.used = False
        return redirect(page_above(request.path_info, request.resolver_match.kwargs.values()))


def page_above(path, values):
    """The nearest address above this one that the portal knows: that of the thing, of its list.

    `values`: what this address tells: what it has as a fixed word is no value of one above.
    """
    while path != "/":
        path = path[: path.rstrip("/").rfind("/") + 1]
        with suppress(Resolver404):
            if all(value in values for value in resolve(path).kwargs.values()):
                break
    return path


class Private:
    """What a signed-in reader got is kept by no cache and by no browser's Back on a shared machine,
    unless it is the same for everyone and its view says so (`public`).

    In an answer for which no session was opened nobody is told apart.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        told = response.headers.get("Cache-Control", "")
        if "public" in told or "no-store" in told or not request.session.accessed:
            return response
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-store"
        return response


class Head:
    """Whoever has sent something sees at once how much waits after it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "POST" or not request.user.is_authenticated:
            return self.get_response(request)
        waiting.forget([request.user.pk])  # for a page in answer
        response = self.get_response(request)
        waiting.forget(
            [request.user.pk]
        )  # for the page that it leads to, whoever counted meanwhile
        return response


class Errors:
    """A page that came back with something to mend says so first: "Virhe:" before its title, which
    a screen reader reads before all else (parts/errors.html)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        kind = response.headers.get("Content-Type", "")
        if request.method != "POST" or response.streaming or not kind.startswith("text/html"):
            return response
        if b' id="errors"' in response.content:
            told = ("<title>" + _("Error:") + " ").encode()
            response.content = response.content.replace(b"<title>", told, 1)
        return response


class Refusals:
    """A step that came too late: 409, with what the person had written; of a page that was only
    opened, what the state is and what comes next. What was taken away: 410. A file for
    which the disk has no room: 507."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        is_opened = request.method != "POST" and not pieces.wanted(request)
        if isinstance(exception, (WrongState, Gone)):
            if is_opened and isinstance(exception, WrongState):
                context = not_now.told(exception.record) | {"why": exception.why}
                return render(request, "not_now.html", context, status=409)
            context = {"told": exception, "typed": what_was_typed(request)}
            context["is_told_why"] = bool(getattr(exception, "why", ""))
            page = "error.html#told" if pieces.wanted(request) else "409.html"
            return render(request, page, context, status=409)
        if isinstance(exception, TakenAway):
            return render(request, "410.html", {"typed": what_was_typed(request)}, status=410)
        if is_full(exception):
            log.error("The disk is full: a file could not be kept")
            return render(request, "507.html", {"typed": what_was_typed(request)}, status=507)
        return None


class Pieces:
    """Where htmx wants a piece, a redirect would bring a whole page into it: the browser goes there
    instead; who has been signed out is told so in place of the piece, and the open page keeps what
    was typed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not (pieces.wanted(request) and 300 <= response.status_code < 400):
            return response
        if response.url.startswith(resolve_url(settings.LOGIN_URL)):
            told = render(request, "parts/signed_out.html", status=401)
            told.headers["HX-Trigger"] = "portal:unsaved"
            return told
        return HttpResponseClientRedirect(response.url)


class SecondStep:
    """Who needs a second step of signing in gets nowhere before it is set up."""

    OPEN = frozenset(
        [
            "second_step",
            "mfa_activate_totp",
            "mfa_add_webauthn",
            "account_reauthenticate",
            "account_logout",
            "alive",
            "ready",
        ]
    )

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.view_name in self.OPEN or not second_step.lacking(request.user):
            return None
        if request.htmx:
            return HttpResponseClientRedirect(reverse("second_step"))
        if request.method == "POST":
            context = {"typed": what_was_typed(request)}
            return render(request, "kehityspolku/accounts/second_step.html", context, status=403)
        return redirect("second_step")


# Names of fields that hold secrets, and of those that pages fill themselves.
SECRET = re.compile(
    r"password|secret(?!ar)|token|credential|(^|[-_])(code|otp|pin)$", re.IGNORECASE
)
OURS = re.compile(
    r"(^|-)(form_key|next|homepage|seen|known|kept|draft|continues|place|crossed|take|pk|act|add"
    r"|remove|back|reply|\w+_FORMS)$"
)
CHOICE = re.compile(r"\s*([a-z]{0,3}|[a-z]+(_[a-z]+)+)\s*")  # "on", "fi", "in_review"


def what_was_typed(request):
    """What the person wrote into the refused form, to be shown and copied: nothing is lost.

    Without passwords, codes and files, and without most of what a page itself had put there.
    """
    try:
        fields = list(request.POST.lists())
    except (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError):
        return []
    shown = [values for name, values in fields if not (SECRET.search(name) or OURS.search(name))]
    return [text for values in shown for text in values if not CHOICE.fullmatch(text)]
