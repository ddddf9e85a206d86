"""What every page's frame shows."""

from django.conf import settings

from kehityspolku.models import Notice


def portal(request):
    """`demo`: demonstration mode; `contact`: where to write to us; `host`: who runs the portal;
    `unread_notices`: counted only if the template asks."""
    return {
        "demo": settings.DEMO,
        "contact": settings.CONTACT,
        "host": settings.PORTAL_HOST,
        "unread_notices": lambda: Notice.objects.visible_to(request.user).unread().count(),
    }
