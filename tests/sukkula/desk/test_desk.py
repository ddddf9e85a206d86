from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kehityspolku.models import Event
from kehrat.models import Project
from sukkula.desk.front import median_days
from sukkula.desk.worklist import WorkList
from tests import make

pytestmark = pytest.mark.django_db
DESK = "/sukkula/"


def titles(response):
    return [row.name for row in response.context["rows"]]


@pytest.fixture
def adviser(client):
    adviser = make.user("adviser", name="Aino Esimerkki")
    client.force_login(adviser)
    return adviser


def test_each_card_stands_where_its_turn_is(client, adviser):
    kehra = make.kehra()
    make.project(kehra, "draft", adviser, title="Luonnos")
    make.project(kehra, "submitted", adviser, title="Uusi")
    make.project(kehra, "in_review", adviser, title="Luettava")
    make.project(kehra, "changes_requested", adviser, title="Korjattava")
    make.project(kehra, "approved", adviser, title="Ohjattava")
    make.project(kehra, "ended", adviser, title="Ohi")
    make.project(kehra, "in_review", title="Toisen")
    assert titles(client.get(DESK)) == ["Luettava", "Ohjattava"]
    assert titles(client.get(DESK, {"tab": "open"})) == ["Uusi"]
    assert titles(client.get(DESK, {"tab": "others"})) == ["Korjattava"]
    found = titles(client.get(DESK, {"tab": "all", "order": "title"}))
    assert found == ["Korjattava", "Luettava", "Ohi", "Ohjattava", "Toisen", "Uusi"]
    counts = [tab["count"] for tab in client.get(DESK).context["tabs"]]
    assert counts == [2, 1, 0, 1, 0, 6]  # late ones besides, put off ones too


def test_the_longest_waiting_comes_first_and_is_told_on_top(client, adviser):
    kehra = make.kehra()
    make.project(kehra, "in_review", adviser, title="Eilinen")
    old = make.project(kehra, "in_review", adviser, title="Vanha")
    Project.objects.filter(pk=old.pk).update(state_since=timezone.now() - timedelta(days=12))
    response = client.get(f"/en{DESK}")
    assert titles(response) == ["Vanha", "Eilinen"]
    assert response.context["summary"] == "2 things wait for you, the oldest for 12 days."
    assert titles(client.get(DESK, {"order": "-since"})) == ["Eilinen", "Vanha"]


def test_it_is_narrowed_by_words_kehra_and_stage(client, adviser):
    one, other = make.kehra(name="Pihakehrä"), make.kehra(name="Polkukehrä")
    make.project(one, "in_review", adviser, title="Vallilan yhteispiha")
    make.project(other, "in_review", adviser, title="Mustavuoren polut")
    make.project(other, "approved", adviser, title="Maunulan nuorten studio")
    assert titles(client.get(DESK, {"search": "YHTEISPIHÄ"})) == ["Vallilan yhteispiha"]
    narrowed = {"kehra": other.slug, "stage": "routing"}
    assert titles(client.get(DESK, narrowed)) == ["Maunulan nuorten studio"]


@pytest.mark.parametrize(
    "query", [{"stage": "moon"}, {"kehra": "nowhere"}, {"order": "x"}, {"after": "x"}]
)
def test_an_address_it_does_not_know_is_refused(client, adviser, query):
    assert client.get(DESK, query).status_code == 400


@pytest.mark.parametrize("order", ["since", "-since", "title", "-title"])
def test_pages_follow_one_another_without_a_gap(client, adviser, monkeypatch, order):
    monkeypatch.setattr("sukkula.desk.views.desk.SIZE", 2)
    kehra = make.kehra()
    for number in range(5):
        make.project(kehra, "in_review", adviser, title=f"Hanke {number % 2}")
    whole = [row.key for row in WorkList.of(adviser).page(order, 10)]
    seen, place = [], ""
    while place or not seen:
        response = client.get(DESK, {"order": order, "after": place})
        seen += [row.key for row in response.context["rows"]]
        place = response.context["next_place"]
    assert seen == whole


def test_a_place_belongs_to_its_own_order(client, adviser, monkeypatch):
    monkeypatch.setattr("sukkula.desk.views.desk.SIZE", 1)
    kehra = make.kehra()
    for _ in range(2):
        make.project(kehra, "in_review", adviser)
    place = client.get(DESK, {"order": "title"}).context["next_place"]
    assert client.get(DESK, {"order": "since", "after": place}).status_code == 400


@pytest.mark.parametrize("tab", ["mine", "all"])
def test_queries_do_not_grow_with_the_rows(client, adviser, tab):
    card, counts = make.project(make.kehra(), "in_review", adviser), []
    for more in (0, 2, 27):
        make.copies(card, more)
        client.get(DESK, {"tab": tab})
        with CaptureQueriesContext(connection) as queries:
            client.get(DESK, {"tab": tab})
        counts.append(len(queries))
    assert counts == [counts[0]] * 3


def test_counts_stop_at_ninety_nine(client, adviser):
    made = make.project(make.kehra(), "submitted")
    rows = [Project(kehra=made.kehra, title="x", state="submitted") for _ in range(100)]
    Project.objects.bulk_create(rows)
    assert client.get(DESK).context["tabs"][1]["count"] == "99+"


def test_service_time_is_the_median_of_the_last_year(adviser):
    assert median_days() is None
    kehra = make.kehra()
    for days in (3, 9, 40):
        project = make.project(kehra, "approved", adviser)
        submitted = Event.objects.filter(target_id=project.pk, verb="submit")
        submitted.update(at=timezone.now() - timedelta(days=days))
    assert median_days() == 9


def test_it_is_sukkulas_own(client):
    client.force_login(make.user())
    assert client.get(DESK).status_code == 403
    client.logout()
    assert client.get(DESK).status_code == 302
    assert reverse("account_login") in client.get(DESK).url


def test_it_is_sorted_by_district_by_name_and_the_whole_city_by_its_own(client, adviser):
    kehra = make.kehra()
    for place in ("Vuosaari", "Kallio", "Östersundom"):
        make.project(kehra, "in_review", adviser, title=place, target_areas=[place])
    whole = {"target_areas": [], "all_districts": True}
    make.project(kehra, "in_review", adviser, title="Koko", **whole)
    for order, found in (
        ("district", ["Kallio", "Koko", "Vuosaari", "Östersundom"]),
        ("-district", ["Östersundom", "Vuosaari", "Koko", "Kallio"]),
    ):
        assert titles(client.get(DESK, {"order": order})) == found


def test_kehrat_that_wait_for_sukkula_are_on_the_list(client):
    adviser = make.user("adviser")
    proposed = make.founded(name_fi="Ehdotetut")
    make.founded(name_fi="Muodostuvat", state="forming")
    asking = make.founded(name_fi="Pyytävät", state="forming")
    asking.ask_confirming(by=asking.coordinators().get())
    make.kehra()
    client.force_login(adviser)
    rows = client.get(reverse("sukkula:desk"), {"tab": "open", "order": "title"}).context["rows"]
    assert [(row.name, row.state_now, row.waits) for row in rows] == [
        ("Ehdotetut", "proposed", True),
        ("Pyytävät", "confirming", True),
    ]
    assert rows[0].url == reverse("kehrat:checklist", args=[proposed.slug])
    page = client.get(reverse("sukkula:desk"), {"tab": "all", "stage": "founding"})
    assert {row.name for row in page.context["rows"]} == {"Ehdotetut", "Muodostuvat", "Pyytävät"}
    found = client.get(reverse("sukkula:desk"), {"tab": "all", "search": "pyytav"})
    assert [row.name for row in found.context["rows"]] == ["Pyytävät"]
    of_one = client.get(reverse("sukkula:desk"), {"tab": "all", "kehra": proposed.slug})
    assert [row.name for row in of_one.context["rows"]] == ["Ehdotetut"]


def test_kehrat_and_cards_share_the_pages_of_the_list():
    lead = make.user("lead")
    names = [f"Ryhmä {n}" for n in range(4)]
    for name in names:
        make.founded(name_fi=name)
    kehra = make.kehra()
    titles = [make.project(kehra, "submitted", title=f"Hanke {n}").title for n in range(3)]
    for order in ("since", "-since", "title", "-title"):
        work, seen, place = WorkList.of(lead).tab("open"), [], None
        while rows := work.page(order, 2, after=place):
            seen += [row.name for row in rows]
            place = rows[-1].sort, rows[-1].kind, rows[-1].key
        assert sorted(seen) == sorted(names + titles)
