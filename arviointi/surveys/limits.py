"""Answering is limited by the hour, without keeping anyone's address."""

import hmac
import secrets
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.core.cache import cache

from kehityspolku import moments

MOST_AN_HOUR = 300  # a library or a school answers from one address


def too_many(request):
    """Count one try; whether the address has had too many this hour.

    The cache holds a keyed hash of the address whose key is random, new every day and never
    written elsewhere. Entries end a minute after the hour, so none tells when somebody answered.
    """
    now = moments.now()
    hour_ends = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    salt = cache.get_or_set(f"answers-salt:{now:%Y-%m-%d}", secrets.token_hex, 24 * 3600)
    address = get_adapter(request).get_client_ip(request) or ""
    mark = hmac.digest(salt.encode(), address.encode(), "sha256").hex()
    key = f"answers:{now:%H}:{mark}"
    cache.add(key, 0, (hour_ends - now).total_seconds() + 60)
    return cache.incr(key) > MOST_AN_HOUR
