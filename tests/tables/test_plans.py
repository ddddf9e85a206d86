"""Plans over 20 000 cards: no list, search or page reads the whole table of cards or events."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kehityspolku.events.record import record
from kehrat.models import Project
from tests import make

MANY = 20_000
GROWING = ("kehrat_project", "kehityspolku_event")
pytestmark = pytest.mark.django_db


@pytest.fixture
def many():
    """So many cards of one Kehrä, of every state a card begins in, with its events; one to open."""
    kehra, lead = make.kehra(), make.user("lead")
    states = [state for state in Project.State.values if state != "taken_in"]  # has to revise one
    first = Project.objects.create(kehra=kehra, made_by=lead, title="Piha 0 0", state="withdrawn")
    repeat(
        first,
        title="'Piha ' || number || ' ' || number * 7919 % 10007",
        state=f"CASE WHEN number % 20 > 0 THEN 'withdrawn' ELSE"
        f" (ARRAY{states})[1 + number / 20 % {len(states)}] END",
        adviser_id=f"CASE WHEN number % 400 = 0 THEN {lead.pk} END",
        state_since="now() - number * interval '1 minute'",
    )
    for verb in ("begin", "submit"):
        event = record(verb, first, by=lead)
        same = f"{first.pk} + number"  # the cards have the numbers that follow the first one's
        repeat(event, target_id=same, about_id=same, at="now() - number * interval '1 minute'")
    with connection.cursor() as cursor:
        for table in GROWING:
            cursor.execute(f"ANALYZE {table}")
    return Project.objects.filter(state="approved").first()


def repeat(first, **changed):
    """Copy a record so many times; what changes is told in SQL, of the copy's `number`."""
    table = first._meta.db_table
    columns = [f.column for f in first._meta.concrete_fields if not f.primary_key]
    told = ", ".join(changed.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")  # so many need no history
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {told} FROM {table},"
            f" generate_series(1, {MANY - 1}) AS number WHERE id = {first.pk}"
        )


def whole_tables(queries):
    """[(table, query)] for each query whose plan reads a growing table from end to end."""
    found = []
    with connection.cursor() as cursor:
        for query in (q["sql"] for q in queries if q["sql"].lstrip("(").startswith("SELECT")):
            if not any(f'"{table}"' in query for table in GROWING):
                continue
            cursor.execute(f"EXPLAIN {query.replace('%', '%%')}", [])
            plan = "\n".join(row[0] for row in cursor.fetchall())
            found += [(t, plan, query) for t in GROWING if f"Seq Scan on {t} " in f"{plan} "]
    return found


PAGES = {
    "list": "/hankkeet/",
    "search": "/hankkeet/?q=7919",
    "desk, mine": "/sukkula/",
    "desk, not taken": "/sukkula/?tab=open",
    "desk, late": "/sukkula/?tab=late",
    "desk, others": "/sukkula/?tab=others",
    "desk, put off": "/sukkula/?tab=snoozed",
    "desk, all": "/sukkula/?tab=all",
    "desk, search": "/sukkula/?q=7919&tab=all",
}


def test_no_page_reads_the_whole_table_of_cards_or_events(client, many):
    slow = {}
    client.force_login(many.made_by)
    pages = PAGES | {
        "card": many.get_absolute_url(),
        "review": f"/sukkula/hankkeet/{many.pk}/",
        "kehra": many.kehra.get_absolute_url(),
    }
    for name, address in pages.items():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address, follow=True).status_code == 200
        if found := whole_tables(seen.captured_queries):
            slow[name] = [f"{table}\n{plan}\n{query}" for table, plan, query in found]
    for name, texts in slow.items():
        for text in texts:
            print("=====", name, text[:3500])
    assert list(slow) == []
