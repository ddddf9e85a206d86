"""Answering is limited by the hour, without keeping anyone's address."""

import hmac
import secrets
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

MOST_AN_HOUR = 60  # a library or a school answers from one address


def too_many(request):
    """Count one try; whether the address has had too many this hour.

    The cache holds a keyed hash of the address whose key is random, new every day and never
    written elsewhere. Entries end with the hour, so none tells when somebody answered.
    """
    now = timezone.now()
    hour_ends = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    salt = cache.get_or_set(f"answers-salt:{now:%Y-%m-%d}", secrets.token_hex, 24 * 3600)
    address = get_adapter(request).get_client_ip(request) or ""
    mark = hmac.digest(salt.encode(), address.encode(), "sha256").hex()
    key = f"answers:{now:%H}:{mark}"
    tries = cache.get(key, 0) + 1
    cache.set(key, tries, (hour_ends - now).total_seconds())
    return tries > MOST_AN_HOUR


def forget():
    """Delete expired marks: the database's cache itself only stops showing them."""
    if settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
        table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [timezone.now()])  # noqa: S608 (our own name)
