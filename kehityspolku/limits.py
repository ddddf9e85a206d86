"""What could be done over and over is limited (ACCOUNT_RATE_LIMITS); the shared cache counts."""

from allauth.core import ratelimit
from django.shortcuts import render

from kehityspolku.middleware import typed


def too_often(request, action):
    """Count one POST; None, or past the limit the page to answer with, showing what was typed."""
    if ratelimit.consume(request, action=action):
        return None
    return render(request, "429.html", {"typed": typed(request)}, status=429)
