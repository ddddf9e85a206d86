"""What starts in production and yet should not stay so; `check --deploy` tells of it."""

from email.utils import parseaddr

from django.conf import settings
from django.core import checks

DEMONSTRATIONS = "@kehityspolku.example"


def check(app_configs=None, **kwargs):
    """A check of Django's: whom people are told to write to, and who writes to them."""
    shown = {"CONTACT": settings.CONTACT, "MAIL_FROM": settings.DEFAULT_FROM_EMAIL}
    return [
        checks.Warning(
            f"{name} is an address of the demonstration: nobody reads what people write to it.",
            hint=f"Set {name} (docs/operating.md).",
            id="kehityspolku.W001",
        )
        for name, address in shown.items()
        if parseaddr(address)[1].endswith(DEMONSTRATIONS)
    ]
