"""Building reports in the worker: claim, build, freeze; told to the person who asked."""

import logging
from datetime import timedelta
from functools import partial
from importlib import import_module

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import translation

from kehityspolku import broker, moments
from kehityspolku.documents.models import Report
from kehityspolku.events.record import record

MOST_TRIES = 3
GIVE_UP_AFTER = timedelta(minutes=5)
log = logging.getLogger(__name__)


def order(kind, *, by, title, params, language):
    """Ask the worker for a report; returns its row, the next version if it was made before.

    Asking again while one's own is on the way gives that one.

    `kind` is "app.function": the worker calls `app.reports.build.function(report)`, which returns
    {file name: bytes}. `params` is JSON; with `kind` and `language` it tells what is the same.
    """
    same = Report.objects.filter(kind=kind, params=params, language=language)
    with transaction.atomic():
        one_at_a_time(f"{kind} {language} {sorted(params.items())}")
        if on_the_way := same.exclude(state__in=Report.OVER).filter(by=by).first():
            return on_the_way
        last = same.order_by("-version").first()
        report = Report.objects.create(
            kind=kind,
            by=by,
            title=title,
            params=params,
            language=language,
            version=last.version + 1 if last else 1,
        )
        record("report_ordered", report, by=by)
        transaction.on_commit(partial(broker.hand, "kehityspolku.tasks.build_report", report.pk))
    return report


def one_at_a_time(key):
    """Make others who order the same wait until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


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
        make(report)
    except Exception:
        log.exception("Report %s could not be built", pk)
        again = report.tries < MOST_TRIES
        report.state = Report.State.WAITING if again else Report.State.FAILED
        report.save(update_fields=["state"])
        if not again:
            record("report_failed", report)


def make(report):
    """Call the report's builder, freeze what it gives, tell who asked."""
    app, function = report.kind.split(".")
    builder = getattr(import_module(f"{app}.reports.build"), function)
    data_at = moments.now()
    with translation.override(report.language):
        files = builder(report)
    with transaction.atomic():
        report.freeze(files, data_at)
        record("report_ready", report, once=f"report:{report.pk}")
