"""What every page's frame shows."""

from django.conf import settings

from kehityspolku.models import Notice


def portal(request):
    """`demo`: demonstration mode; `unread_notices`: counted only if the template asks."""
    return {
        "demo": settings.DEMO,
        "unread_notices": lambda: Notice.objects.visible_to(request.user).unread().count(),
    }
