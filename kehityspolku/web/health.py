"""Health: is the portal alive, and are the parts it needs ready."""

from datetime import timedelta

from celery import current_app
from celery.exceptions import OperationalError
from django.core.cache import cache
from django.db import Error, connection
from redis import RedisError

from kehityspolku import away, moments

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
    """True when a worker has answered beat within a minute; None: nobody can know."""
    try:
        seen = cache.get(HEARTBEAT)
    except RedisError as problem:
        away.note(away.VALKEY, problem)
        return None
    return bool(seen and moments.now() - seen < STALE)


def parts():
    """Every part as {name: ready}."""
    return {"database": database(), "broker": broker(), "worker": worker()}
