"""Signs of life of the worker and the clock: each process notes its own under its number."""

import os

from django.core.cache import cache
from redis import RedisError

PACE = 5  # seconds
KEPT = 15


def note():
    try:
        cache.set(_key(os.getpid()), True, KEPT)
    except RedisError:  # told of elsewhere; a sign of life must not end the life
        return


def heard_of(pid):
    """Whether the process has given a sign of life lately; True as long as nobody can know."""
    try:
        return bool(cache.get(_key(pid)))
    except RedisError:
        return True


def _key(pid):
    return f"heartbeat:{os.uname().nodename}:{pid}"
