"""An event row knows whose it is: no feed, silence or history reads the whole table of events."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from kehityspolku.models import Event
from kehrat.front import feeds
from kehrat.groups import clock
from kehrat.groups.history import history
from kehrat.models import District, Project
from tests import make

pytestmark = pytest.mark.django_db

MANY = """
    INSERT INTO kehityspolku_event (verb, target_type_id, target_id, about_type_id, about_id,
        facts, at, group_id, news, sign_of_life)
    SELECT CASE WHEN n %% 20 = 0 THEN 'approve' ELSE 'edit_card' END, %(kind)s, n, %(kind)s, n,
        '{}', now() - n * interval '1 minute', 1000 + n %% 300, n %% 20 = 0, n %% 3 > 0
    FROM generate_series(1, 60000) AS n
"""


@pytest.fixture
def kehra():
    """A Kehrä among three hundred others, whose events are many."""
    made = make.kehra()
    make.project(made, "approved")
    with connection.cursor() as cursor:
        cursor.execute(MANY, {"kind": ContentType.objects.get_for_model(Project).pk})
        cursor.execute("ANALYZE kehityspolku_event")
    return made


def plans(asked, django_assert_max_num_queries):
    """How PostgreSQL answers each question of an act that asks for events."""
    with django_assert_max_num_queries(30) as done:
        asked()
    found = [each["sql"] for each in done.captured_queries if '"kehityspolku_event"' in each["sql"]]
    told = []
    with connection.cursor() as cursor:
        for question in found:
            cursor.execute(f"EXPLAIN {question}")
            told.append("\n".join(row[0] for row in cursor.fetchall()))
    return told


@pytest.mark.parametrize(
    "asked",
    [
        lambda kehra: feeds.entries(),
        feeds.entries,
        clock.last_heard,
        lambda kehra: list(history(kehra, inside=True)),
        lambda kehra: list(Event.objects.about(kehra.projects.get())),
    ],
    ids=["city's feed", "Kehrä's feed", "silence", "Kehrä's history", "card's history"],
)
def test_no_list_reads_all_events(kehra, asked, django_assert_max_num_queries):
    told = plans(lambda: asked(kehra), django_assert_max_num_queries)
    assert told
    assert [plan for plan in told if "Seq Scan on kehityspolku_event" in plan] == []


def test_an_event_says_whose_it_is_whether_it_is_news_and_a_sign_of_life():
    kehra = make.kehra()
    card = make.project(kehra, "approved")
    make.comment(card)
    kept = "group_id", "news", "sign_of_life"

    def of(verb):
        return Event.objects.filter(verb=verb).values_list(*kept).latest("pk")

    assert of("approve") == (kehra.pk, True, False)
    assert of("submit") == (kehra.pk, False, True)
    assert of("comment") == (kehra.pk, False, False)
    make.idea(District.objects.get(slug="lauttasaari"))
    assert of("suggest") == (None, True, False)
