"""What could be done over and over is limited (ACCOUNT_RATE_LIMITS); the shared cache counts.

A person not known yet (`User.is_trusted`) has besides the tighter limit `<action>_new`, where one
is set. A robot that fills the field nobody sees is answered as if all went well.
"""

import math
import time
from functools import wraps

from allauth.core.internal import ratelimit  # the public one takes nothing back
from django.contrib import messages
from django.core.cache import cache
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from redis import RedisError

from kehityspolku import away
from kehityspolku.web.middleware import what_was_typed

APP = "allauth.account"  # whose counts these are
MOST_MINUTES = 90  # a longer wait is told in hours
ITS_ACTIONS = {"email": "manage_email", "set_password": "change_password"}  # others as its pages
TRAP = "homepage"  # the name of the field that no person sees


def limited(action, *, tries=False, key=None):
    """Limit how often a person may do what the view, or its part that does it, does.

    What was done counts: a POST answered with a redirect, not a form shown again. With `tries`
    every POST counts: for a view that answers 200 when it has done something. A public view has no
    rate "per user". `key`: the argument of the address counted by limits "per key".
    Past the limit the answer is a page that shows what was typed.
    """

    def limit(view):
        @wraps(view)
        def within_limit(request, *args, **kwargs):
            if request.method != "POST":
                return view(request, *args, **kwargs)
            counted, refusal = _count(request, action, kwargs[key] if key else None)
            if refusal:
                return refusal
            done = tries
            try:
                answer = view(request, *args, **kwargs)
                done = done or answer.status_code == 302
                return answer
            finally:
                for usage in () if done else counted:
                    usage.rollback()

        return within_limit

    return limit


def too_often(request, action, key=None):
    """Count one request at once; None, or the page to refuse it with.

    For a limit that hangs on what was typed or is there; elsewhere `@limited` says it.
    """
    return _count(request, action, key)[1]


def read_too_often(request, action):
    """As `too_often`, of what changes nothing: without Valkey it goes on uncounted."""
    try:
        return too_often(request, action)
    except RedisError as problem:
        away.note(away.VALKEY, problem)
        return None


def _count(request, action, key):
    """What was counted, and the page to refuse the request with or None."""
    if request.POST.get(TRAP):
        messages.success(request, _("Thank you."))
        return [], redirect(request.path)
    new = request.user.is_authenticated and not request.user.is_trusted
    counted = []
    for each in (action, f"{action}_new") if new else (action,):
        usage = ratelimit.consume(request, app=APP, action=each, key=key, limit_get=True)
        if not usage:
            return counted, refused(request, each, key)
        counted.append(usage)
    return counted, None


def refused(request, action, key=None):
    """The page past the limit of an action, with what was typed and how long one waits."""
    seconds = wait(request, action, key)
    context = {"typed": what_was_typed(request), "action": action, "when": in_words(seconds)}
    page = render(request, "429.html", context, status=429)
    if seconds:
        page.headers["Retry-After"] = seconds
    return page


def past_allauths(request):
    """The page past one of allauth's own limits, of which it tells only that there is one."""
    page = request.resolver_match.url_name.removeprefix("account_").removeprefix("mfa_")
    action = ITS_ACTIONS.get(page, page)
    return refused(request, action, request.POST.get("email", "").lower())


def wait(request, action, key=None):
    """Whole seconds until the action is open again; 0 where no count says."""
    now, longest = time.time(), 0
    for rate in ratelimit.get_rates(app=APP, action=action):
        place = ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key)
        done = cache.get(place, [])  # the newest first
        if len(done) >= rate.amount:
            longest = max(longest, done[rate.amount - 1] + rate.duration - now)
    return math.ceil(longest)


def in_words(seconds):
    """When to try again, rounded up; "" where that is not known."""
    minutes, hours = math.ceil(seconds / 60), math.ceil(seconds / 3600)
    if minutes > MOST_MINUTES:
        return ngettext("Try again in %(n)s hour.", "Try again in %(n)s hours.", hours) % {
            "n": hours
        }
    if not minutes:
        return ""
    return ngettext("Try again in %(n)s minute.", "Try again in %(n)s minutes.", minutes) % {
        "n": minutes
    }
