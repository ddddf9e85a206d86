"""Two people, workers or browsers at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def at_once(*acts):
    """What each act gave, in their order, or the name of what it raised; all begun together.

    Each has a thread and a connection of its own: for tests with `transaction=True`.
    """
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(10)
            return act()
        except Exception as problem:
            return type(problem).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts, timeout=60))
