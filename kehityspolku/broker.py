"""Handing work to the worker. Truth is a row in the database: a lost message costs a minute."""

from celery import current_app
from celery.exceptions import OperationalError
from redis import RedisError

from kehityspolku import away


def hand(task, *args):
    """Send a task by name; when the broker is away the clock finds the row later."""
    if away.rests(away.VALKEY):
        return
    try:
        current_app.send_task(task, args)
    except (OperationalError, RedisError, OSError) as problem:
        away.note(away.VALKEY, problem)
