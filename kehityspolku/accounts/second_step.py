"""The second step of signing in: an app's code or a passkey, beside the password."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from kehityspolku.people import rules

KINDS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def lacking(user):
    """Whether the person must set one up before anything else (SECOND_STEP_REQUIRED)."""
    if not settings.SECOND_STEP_REQUIRED:
        return False
    return rules.needs_second_factor(user) and not is_mfa_enabled(user, KINDS)
