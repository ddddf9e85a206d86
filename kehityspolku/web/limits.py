"""What could be done over and over is limited (ACCOUNT_RATE_LIMITS); the shared cache counts.

A person not known yet (`User.is_trusted`) has besides the tighter limit `<action>_new`, where one
is set. A robot that fills the field nobody sees is answered as if all went well.
"""

from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kehityspolku.web.middleware import typed

TRAP = "homepage"  # the name of the field that no person sees


def too_often(request, action, key=None):
    """Count one POST; None, or the page to answer with: past the limit it shows what was typed.

    `key`: what is counted besides who and from where, for limits "per key".
    """
    if request.POST.get(TRAP):
        messages.success(request, _("Thank you."))
        return redirect(request.path)
    new = request.user.is_authenticated and not request.user.is_trusted
    actions = [action, f"{action}_new"] if new else [action]
    if all(ratelimit.consume(request, action=each, key=key) for each in actions):
        return None
    return render(request, "429.html", {"typed": typed(request)}, status=429)
