"""Handing work to the worker. Truth is a row in the database: a lost message costs a minute."""

import logging

from celery import current_app
from celery.exceptions import OperationalError

log = logging.getLogger(__name__)


def hand(task, *args):
    """Send a task by name; when the broker is down the sweeper finds the row later."""
    try:
        current_app.send_task(task, args)
    except (OperationalError, OSError) as problem:
        log.warning("Broker unreachable, %s waits for the sweeper: %s", task, problem)
