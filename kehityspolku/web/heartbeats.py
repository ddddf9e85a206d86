"""Signs of life of the portal's processes: each notes its own, under its number for who started it
and under its kind for who watches the portal."""

import os
import time
from threading import Thread

from django.core.cache import cache
from redis import RedisError

WORKER, CLOCK, WEB = "worker", "clock", "web"
PACE = 5  # seconds
KEPT = 15
KIND_KEPT = 30


def note(kind):
    try:
        cache.set(_key(os.getpid()), kind, KEPT)
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


def keep_noting(kind):
    """Note this process's own from now on, beside whatever it does."""
    Thread(target=_note_on, args=[kind], name="heartbeat", daemon=True).start()


def living():
    """The processes that gave a sign of life lately, on every machine: (kind, machine, number).

    Empty as long as nobody can know.
    """
    try:
        client = cache._cache.get_client()
        found = client.scan_iter(match=cache.make_key("heartbeat:*:*"), count=1000)
        keys = ["heartbeat:" + key.decode().partition("heartbeat:")[2] for key in found]
        kinds = cache.get_many(keys)
    except RedisError:
        return []
    return sorted((str(kind), *key.split(":")[1:]) for key, kind in kinds.items())


def _note_on(kind):
    while True:
        note(kind)
        time.sleep(PACE)


def _key(pid):
    return f"heartbeat:{os.uname().nodename}:{pid}"
