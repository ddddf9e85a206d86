"""What every page's frame shows."""

from django.conf import settings

from kehityspolku.events.models import Notice


def portal(request):
    """`demo`: demonstration mode; `contact`: where to write to us; `host`: who runs the portal;
    `unread_notices`: counted only if the template asks."""
    return {
        "demo": settings.DEMO,
        "contact": settings.CONTACT,
        "host": settings.PORTAL_HOST,
        "unread_notices": lambda: unread(request.user),
    }


def unread(user):
    """How many notices are unread, as text: "99+" from a hundred on, without counting further."""
    number = Notice.objects.visible_to(user).unread()[:100].count()
    return f"{number}" if 0 < number < 100 else "99+" if number else ""
