"""Health: is the portal alive, and are the parts it needs ready."""

from datetime import timedelta

from celery import current_app
from celery.exceptions import OperationalError
from django.core.cache import cache
from django.db import Error, connection
from redis import RedisError

from kehityspolku import away, moments
from kehityspolku.web import heartbeats

HEARTBEAT = "worker-heartbeat"
STALE = timedelta(seconds=60)


def note_heartbeat():
    """Called by a worker at beat's pace: proves beat, broker and worker together."""
    cache.set(HEARTBEAT, moments.now(), timeout=None)


def database():
    """True when the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except Error as problem:
        away.note(away.DATABASE, problem)
        return False


def broker():
    """True when the broker takes a connection within two seconds."""
    if away.rests(away.VALKEY):
        return False
    try:
        with current_app.connection_for_write(connect_timeout=2) as link:
            link.ensure_connection(max_retries=0)
        return True
    except (OperationalError, RedisError, OSError) as problem:
        away.note(away.VALKEY, problem)
        return False


def worker():
    """True when a worker has answered beat within a minute; without a clock nobody asks it, and
    its own sign of life will do."""
    if not heartbeats.any_lives(heartbeats.CLOCK):
        return heartbeats.any_lives(heartbeats.WORKER)
    seen = cache.get(HEARTBEAT)
    return bool(seen and moments.now() - seen < STALE)


def clock():
    """True when beat ticks."""
    return heartbeats.any_lives(heartbeats.CLOCK)


def parts():
    """Every part as {name: ready}, by the names an administrator knows; None: nobody can know."""
    ready = {away.DATABASE: database(), away.VALKEY: broker(), "worker": None, "clock": None}
    try:
        ready |= {"worker": worker(), "clock": clock()}
    except RedisError as problem:
        away.note(away.VALKEY, problem)
        ready[away.VALKEY] = False
    return ready
