"""Signs of life of workers and the clock: each process notes its own, under its number for who
started it and under its kind for who watches the portal."""

import os

from django.core.cache import cache
from redis import RedisError

WORKER, CLOCK = "worker", "clock"
PACE = 5  # seconds
KEPT = 15
KIND_KEPT = 30


def note(kind):
    try:
        cache.set(_key(os.getpid()), True, KEPT)
        cache.set(f"heartbeat:{kind}", True, KIND_KEPT)
    except RedisError:  # told of elsewhere; a sign of life must not end the life
        return


def heard_of(pid):
    """Whether the process has given a sign of life lately; True as long as nobody can know."""
    try:
        return bool(cache.get(_key(pid)))
    except RedisError:
        return True


def any_lives(kind):
    """Whether any process of the kind has given a sign of life; RedisError: nobody can know."""
    return bool(cache.get(f"heartbeat:{kind}"))


def _key(pid):
    return f"heartbeat:{os.uname().nodename}:{pid}"
