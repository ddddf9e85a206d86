"""Plans over 20 000 cards: no list, search or page reads the whole table of cards or events."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kehityspolku.models import Event
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
    now = timezone.now()
    cards = Project.objects.bulk_create(
        [
            Project(
                kehra=kehra,
                made_by=lead,
                title=f"Piha {number} {number * 7919 % 10007}",
                state="withdrawn" if number % 20 else states[number // 20 % len(states)],
                adviser=lead if number % 400 == 0 else None,
                state_since=now - timedelta(minutes=number),
            )
            for number in range(MANY)
        ],
        batch_size=2000,
    )
    kind = ContentType.objects.get_for_model(Project)
    of_card = {"target_type": kind, "about_type": kind, "actor": lead}
    Event.objects.bulk_create(
        [
            Event(verb=verb, target_id=card.pk, about_id=card.pk, at=card.state_since, **of_card)
            for card in cards
            for verb in ("begin", "submit")
        ],
        batch_size=4000,
    )
    with connection.cursor() as cursor:
        for table in GROWING:
            cursor.execute(f"ANALYZE {table}")
    return next(card for card in cards if card.state == "approved")


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
