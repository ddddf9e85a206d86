"""PostgreSQL or Valkey away: whose failure it is, and the one line a minute that the log gets.

Read while logging itself is set up, so it imports no models and touches neither of them.
"""

import logging
import time
from dataclasses import dataclass
from threading import Lock

import kombu
import psycopg
import redis
from django.db import InterfaceError, OperationalError
from psycopg_pool import PoolTimeout

DATABASE, VALKEY = "PostgreSQL", "Valkey"
FAILURES = {
    DATABASE: (
        OperationalError,
        InterfaceError,
        psycopg.OperationalError,
        psycopg.InterfaceError,
    ),
    VALKEY: (redis.RedisError, kombu.exceptions.OperationalError),
}
TWO_AT_ONCE = ("40", "55")  # classes of SQLSTATE: a deadlock, a lock not had; the server is there
BETWEEN_LINES = 60  # seconds
FORGOTTEN = 300  # seconds without a failure, after which the next one begins a new absence
REST = 2  # seconds in which one that gave no answer is not waited for again

log = logging.getLogger(__name__)


class NoAnswer(psycopg.OperationalError):
    """PostgreSQL has been silent for too long."""


SLOW = (NoAnswer, PoolTimeout, psycopg.errors.ConnectionTimeout, redis.TimeoutError)


@dataclass
class Absence:
    since: float
    failed_at: float
    told: bool = False


_absences: dict[str, Absence] = {}
_told_at: dict[str, float] = {}
_rests_until: dict[str, float] = {}
_lock = Lock()


def part_of(problem):
    """Which part's absence the exception tells of, or what it came from; None: no part's."""
    for each in _chain(problem):
        for part, failures in FAILURES.items():
            if isinstance(each, failures):
                return None if _state(each).startswith(TWO_AT_ONCE) else part
    return None


def note(part, problem):
    """Keep that the part failed; the log hears of it once a minute."""
    now = time.time()
    with _lock:
        absence = _absences.get(part)
        if not absence or now - absence.failed_at > FORGOTTEN:
            absence = _absences[part] = Absence(since=now, failed_at=now)
        absence.failed_at = now
        if any(isinstance(each, SLOW) for each in _chain(problem)):
            _rests_until[part] = now + REST
        if now - _told_at.get(part, 0) < BETWEEN_LINES:
            return
        _told_at[part], absence.told = now, True
    log.error("%s is away since %s: %s", part, _clock(absence.since), _first_line(problem))


def answered(part):
    """Keep that the part answers; told in the log if its absence was."""
    if not (absence := _absences.pop(part, None)):
        return
    _rests_until.pop(part, None)
    if absence.told:
        log.warning("%s answers again; it was away since %s", part, _clock(absence.since))


def rests(part):
    """Whether the part gave no answer a moment ago: nobody should wait for it just now."""
    return time.time() < _rests_until.get(part, 0)


class ValkeyPool(redis.ConnectionPool):
    """The cache's connections: none waits for a Valkey that gave no answer a moment ago."""

    def get_connection(self, *args, **kwargs):
        if rests(VALKEY):
            raise redis.ConnectionError("it gave no answer a moment ago")
        return super().get_connection(*args, **kwargs)

    def release(self, connection):
        if connection.is_connected:  # it is not after a failure
            answered(VALKEY)
        super().release(connection)


def _chain(problem):
    while problem:
        yield problem
        problem = problem.__cause__ or problem.__context__


def _state(problem):
    """PostgreSQL's own code of the failure; "" when it gave none."""
    return getattr(problem, "sqlstate", None) or getattr(problem.__cause__, "sqlstate", None) or ""


def _first_line(problem):
    lines = str(problem).strip().splitlines() or [type(problem).__name__]
    return lines[0]


def _clock(moment):
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(moment))
