"""The second step of signing in: an app's code or a passkey, beside the password."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from kehityspolku.events.record import record
from kehityspolku.people import rules

KINDS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def lacking(user):
    """Whether the person must set one up before anything else (SECOND_STEP_REQUIRED)."""
    if not settings.SECOND_STEP_REQUIRED:
        return False
    return rules.needs_second_factor(user) and not is_mfa_enabled(user, KINDS)


def reset(person, *, by, reason):
    """Remove the second step of one who lost it, and sign out every browser of theirs."""
    if not rules.can_reset_second_factor(by, person):
        raise PermissionDenied
    with transaction.atomic():
        Authenticator.objects.filter(user=person).delete()
        for session in UserSession.objects.filter(user=person):
            session.end()
        record("reset_second_factor", person, by=by, reason=reason)
