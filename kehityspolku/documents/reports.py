"""Building reports in the worker: claim, build, freeze."""

import logging
import threading
from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module

from django.db import connection
from django.db.models import F, Q
from django.utils import translation

from kehityspolku import moments
from kehityspolku.documents.models import Report

GIVE_UP_AFTER = timedelta(minutes=5)
CLAIMED_EVERY = 60  # seconds, while a worker builds
log = logging.getLogger(__name__)


def waiting():
    """Reports to build: new ones, and those whose worker was lost on the way."""
    lost = Q(state=Report.State.BUILDING, claimed_at__lt=moments.now() - GIVE_UP_AFTER)
    return Report.objects.filter(Q(state=Report.State.WAITING) | lost)


def build(pk):
    """Build one report unless somebody already has; safe to call again."""
    claimed = (
        waiting()
        .filter(pk=pk)
        .update(state=Report.State.BUILDING, claimed_at=moments.now(), tries=F("tries") + 1)
    )
    if not claimed:
        return
    report = Report.objects.get(pk=pk)
    try:
        with claimed_on(report):
            make(report)
    except Exception:
        log.exception("Report %s could not be built", pk)
        report.give_back()


@contextmanager
def claimed_on(report):
    """Keep the claim on a report while it is built, however long that takes: else another worker
    would think that this one was lost, and begin anew."""
    done = threading.Event()

    def keep():
        try:
            while not done.wait(CLAIMED_EVERY):
                report.keep_claim()
        finally:
            connection.close()

    keeper = threading.Thread(target=keep, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()


def make(report):
    """Call the report's builder and freeze what it gives."""
    app, function = report.kind.split(".")
    builder = getattr(import_module(f"{app}.reports.build"), function)
    data_at = moments.now()
    with translation.override(report.language):
        files = builder(report)
    report.freeze(files, data_at)
