"""What exporting the work list takes: 5 000 cards with sums, districts, scores and decisions.

They are made in a database of its own. Each export is built as the worker builds it, in a process
of its own; printed are the seconds of CPU, the database's too, and its memory. Names of exports
behind the command: only those.
"""

import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import django

CARDS, SECONDS, MEGABYTES = 5_000, 20, 200  # how many there are; the most that is allowed
COLUMNS = ("state", "next", "since", "promised", "adviser", "district", "amount", "costs", "score")


def main():
    with ExitStack() as stack:
        servers(stack)
        lead = many()
        print(f"{f'{CARDS} cards':30}{'rows':>8}{'seconds':>9}{'MB':>7}")
        bad = sum(told(what, lead) for what in sys.argv[1:] or ("list", "scores", "decisions"))
    print(f"{bad} of them took more than is allowed." if bad else "None took more than is allowed.")
    sys.exit(bool(bad))


def servers(stack):
    """The tests' servers, and a copy of the migrated database for this alone."""
    from kehityspolku.dev.database import Postgres
    from kehityspolku.dev.valkey import Valkey

    var = Path(__file__).resolve().parents[2] / "var"
    for variable, server in (("DATABASE_URL", Postgres), ("REDIS_URL", Valkey)):
        if variable not in os.environ:
            os.environ[variable] = stack.enter_context(server(var, durable=False).in_use())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehityspolku.settings")
    django.setup()
    from django.db import connection

    from kehityspolku.dev import template_database

    name = stack.enter_context(template_database.copy("bench"))
    connection.close()
    connection.settings_dict["NAME"] = name
    stack.callback(connection.close)


def many():
    """So many cards in review, each with all that the exports tell; returns a lead."""
    from django.db import connection

    from kehrat.cards.card import FunderRow
    from tests import make

    lead, adviser = make.user("lead"), make.user("adviser")
    card = make.project(None, "in_review", adviser, funders=[FunderRow("TEM", amount=9000)])
    panel = make.panel(card, reviewers=2)
    for review in panel.reviews.all():
        review.declare_free(by=review.reviewer)
        given = {c.pk: (4, "Hyvä.") for c in panel.criteria.criteria.all()}
        review.give_review(by=review.reviewer, scores=given)
    make.verdict(card)
    with connection.cursor() as cursor:
        numbers = copied(cursor, "kehrat_project", f"id = {card.pk}", {})
        for table in ("kehrat_budgetrow", "kehrat_funderrow", "kehrat_phase", "sukkula_verdict"):
            copied(cursor, table, f"project_id = {card.pk}", {"project_id": numbers})
        copied(
            cursor, "kehrat_project_districts", f"project_id = {card.pk}", {"project_id": numbers}
        )
        panels = copied(cursor, "sukkula_panel", f"id = {panel.pk}", {"project_id": numbers})
        for review in panel.reviews.all():
            reviews = copied(cursor, "sukkula_review", f"id = {review.pk}", {"panel_id": panels})
            copied(cursor, "sukkula_score", f"review_id = {review.pk}", {"review_id": reviews})
        cursor.execute("ANALYZE")
    return lead


def copied(cursor, table, which, changed):
    """Copy the rows of a table so many times; returns the SQL of a copy's own number.

    `changed`: {column: the SQL of what stands there, by the copy's `number`}.
    """
    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
    )
    names = [name for (name,) in cursor.fetchall()]
    cursor.execute(f"SELECT id FROM {table} WHERE {which} ORDER BY id")
    for (first,) in cursor.fetchall():
        cursor.execute(f"SELECT max(id) FROM {table}")
        [[last]] = cursor.fetchall()
        own = f"{last} + number"
        values = ", ".join({"id": own, **changed}.get(name, f'"{name}"') for name in names)
        cursor.execute(
            f"INSERT INTO {table} SELECT {values} FROM {table},"
            f" generate_series(1, {CARDS - 1}) AS number WHERE id = {first}"
        )
    return own


def told(what, lead):
    """Build an export and print what it took; True if that was too much."""
    rows, seconds, megabytes = cost(what, lead.pk)
    over = seconds > SECONDS or megabytes > MEGABYTES or not rows
    print(f"{what:30}{rows:8}{seconds:9.1f}{megabytes:7}{'  too much' if over else ''}")
    return over


def cost(what, lead):
    """(rows of the CSV, seconds of CPU, megabytes at the most) of an export in a process of its
    own."""
    from django.db import connection

    from tests.costs import servers as spent

    connection.close()
    there, here = os.pipe()
    before = spent()
    if not (child := os.fork()):
        rows = 0
        try:
            rows = built(what, lead)
        finally:
            os.write(here, str(rows).encode())
            os._exit(0)
    os.close(here)
    with os.fdopen(there) as answer:
        rows = int(answer.read() or 0)
    used = os.wait4(child, 0)[2]
    time.sleep(1)  # until the database has taken leave of it
    seconds = used.ru_utime + used.ru_stime + spent() - before
    return rows, seconds, used.ru_maxrss // 1024


def built(what, lead):
    """Build it as the worker does; returns the number of lines of its CSV."""
    from kehityspolku.documents import reports
    from kehityspolku.models import Report, User
    from sukkula.reports import build

    shown = "&".join(f"columns={column}" for column in COLUMNS)
    params = {"what": what, "query": f"tab=all&order=-score&{shown}", "who": lead}
    report = Report.objects.create(
        kind=build.DESK, by=User.objects.get(pk=lead), title=what, params=params, version=1
    )
    reports.build(report.pk)
    return report.files.get(name__endswith=".csv").file.read().count(b"\r\n")


if __name__ == "__main__":
    main()
