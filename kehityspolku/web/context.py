"""What every page's frame shows."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from kehityspolku.events import waiting


def portal(request):
    """`demo`: demonstration mode; `contact`: where to write to us; `host`: who runs the portal;
    `head`: the numbers in the head, counted only if the template asks."""
    return {
        "demo": settings.DEMO,
        "contact": settings.CONTACT,
        "host": settings.PORTAL_HOST,
        "head": SimpleLazyObject(lambda: waiting.head(request.user)),
    }
