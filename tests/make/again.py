"""What is arranged over and over is walked by verbs twice, and from then on put back as it was.

Most tests begin alike: a Kehrä, its coordinator, a card. Walking there takes a hundred queries,
each of them the portal's own and worth trying, but not a thousand times. The second time that a
function of `tests/make` is called alike in the same state, the rows that it leaves are noted; the
third time they are put back in one statement, history and events too.

The same state: since its beginning the test's transaction holds nothing but what such functions
made, the same ones in the same order. The database itself counts what a transaction has changed,
so any other change is noticed and all is walked from there on; so it is under other settings, in
another language, with the clock moved, in tests with transactions of their own, and in a database
that modules share (`walked`).
`MAKE_BY_VERBS=1 make unit` walks always.
"""

import json
import os
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, wraps

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import translation

from kehityspolku import moments

ALWAYS_WALKED = os.environ.get("MAKE_BY_VERBS") == "1"
SETTINGS = settings._wrapped
SIMPLE = (str, int, bool, type(None))
# Not from pg_stat_xact_user_tables, which joins and counts much else: two of these frame each call.
COUNTED = """
    SELECT pg_current_xact_id_if_assigned()::text, (
        SELECT jsonb_agg(jsonb_build_array(t::regclass, new, changed, gone))
        FROM unnest('{tables}'::oid[]) t,
            pg_stat_get_xact_tuples_inserted(t) new,
            pg_stat_get_xact_tuples_updated(t) changed,
            pg_stat_get_xact_tuples_deleted(t) gone
        WHERE new + changed + gone > 0
    )::text, pg_stat_force_next_flush()  -- so that the next transaction begins at nothing
"""
TABLES = """
    SELECT array_agg(oid)::text FROM pg_class WHERE relkind = 'r'
    AND relnamespace = 'public'::regnamespace AND relname <> 'django_session'
"""
COLUMNS = """
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FILTER (WHERE attgenerated = ''),
        string_agg(quote_ident(attname), ', ') FILTER (WHERE attnum = ANY (indkey))
    FROM pg_attribute JOIN pg_index ON indrelid = attrelid AND indisprimary
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
"""


@dataclass
class Step:
    """One call in one state: how often it was seen, what it left, the states after it."""

    seen: int = 0
    rows: str | None = None  # SQL that puts them back; None while not noted, "" if it can't be
    result: tuple | None = None  # (model, primary key)
    then: dict = field(default_factory=dict)


class State:
    """Where the process is: the transaction, what it had changed, the steps from there."""

    first: dict = {}
    counted = None
    steps = first
    walked = False


def again(walk):
    """Decorates a function that makes one record from nothing but its simple arguments."""

    @wraps(walk)
    def make(*args, **kwargs):
        call = _key(walk, args, kwargs)
        if call is None or not _usual():
            return walk(*args, **kwargs)
        counted = _counted()
        if not counted[1]:
            State.steps = State.first
        elif counted != State.counted:
            return walk(*args, **kwargs)
        step = State.steps.setdefault(call, Step())
        step.seen += 1
        if step.rows:
            counted = _counted(after=step.rows)
            model, pk = step.result
            State.counted, State.steps = counted, step.then
            return model._base_manager.get(pk=pk)
        if step.rows is None and step.seen == 2:
            made = _noted(step, lambda: walk(*args, **kwargs))
        else:
            made = walk(*args, **kwargs)
        State.counted, State.steps = _counted(), step.then
        return made

    return make


@contextmanager
def walked():
    """All is walked inside: the rows that were noted are another database's."""
    State.walked = True
    try:
        yield
    finally:
        State.walked = False


def _key(walk, args, kwargs):
    """What tells this call from others; None if it is given more than simple values."""
    words = []
    for name, value in [*enumerate(args), *sorted(kwargs.items())]:
        if isinstance(value, models.Model) and value.pk:
            value = value._meta.label, value.pk
        elif not isinstance(value, SIMPLE):
            return None
        words.append((name, value))
    return (walk.__module__, walk.__name__, *words)


def _usual():
    """Whether all is as it is when a test begins, but for what the database holds."""
    return not (
        ALWAYS_WALKED
        or State.walked
        or not connection.in_atomic_block
        or settings._wrapped is not SETTINGS
        or translation.get_language() != "fi"
        or abs(moments.now().timestamp() - time.time()) > 1
    )


def _counted(after=""):
    """Which transaction this is, and what it has changed: the table, how often, ... as JSON."""
    with connection.cursor() as cursor:
        cursor.execute(after + _question())
        while cursor.nextset():
            pass
        return cursor.fetchone()[:2]


@cache
def _question():
    """The same in all copies of the template: they have its tables, numbers too."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return COUNTED.format(tables=cursor.fetchone()[0])


def _noted(step, walk):
    """Walk, and note the rows that this has left."""
    before = {table: counts for table, *counts in json.loads(_counted()[1] or "[]")}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE IF NOT EXISTS made_mark () ON COMMIT DROP")
        cursor.execute("INSERT INTO made_mark DEFAULT VALUES RETURNING xmin::text::bigint")
        mark = cursor.fetchone()[0]
        made = walk()
        changed = {}
        for table, *counts in json.loads(_counted()[1]):
            old = before.get(table, [0, 0, 0])
            if counts != old:
                changed[table] = [new - gone for new, gone in zip(counts, old, strict=True)]
        step.rows = ""
        if isinstance(made, models.Model) and not any(gone for *_, gone in changed.values()):
            parts = [part for table in changed for part in _rows(cursor, table, mark, changed)]
            role = "SET LOCAL session_replication_role = "  # as copies: no trigger runs
            step.rows = ";".join([f"{role}replica", *parts, f"{role}origin", ""])
            step.result = type(made), made.pk
    return made


def _rows(cursor, table, mark, changed):
    """SQL that puts back the table's rows written since the mark, new ones and changed ones."""
    cursor.execute(
        f'SELECT jsonb_agg(t)::text, count(*) FROM "{table}" t WHERE xmin::text::bigint >= %s',
        [mark],
    )
    words, number = cursor.fetchone()
    if not words:
        return
    cursor.execute(COLUMNS, [table])
    columns, key = cursor.fetchone()
    words = words.replace("'", "''")
    rows = f"jsonb_populate_recordset(NULL::\"{table}\", '{words}')"
    if number > changed[table][0]:  # not all of them are new
        yield f'DELETE FROM "{table}" WHERE {key} IN (SELECT {key} FROM {rows})'
    yield f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM {rows}'
