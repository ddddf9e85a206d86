"""The work list as one wants it: columns, sorting, districts, all at once, views with names."""

from decimal import Decimal

import pytest
from django.urls import reverse

from kehrat.cards import card as cards
from kehrat.models import District, Project, SubArea
from rahoitus.applications import budget
from sukkula.desk import columns
from sukkula.desk.worklist import WorkList
from sukkula.models import SavedView
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
DESK = "/sukkula/"


@pytest.fixture
def adviser(client):
    adviser = make.user("adviser", name="Aino Esimerkki")
    client.force_login(adviser)
    return adviser


def names(client, **query):
    return [row.name for row in client.get(DESK, query).context["rows"]]


def of_amount(euros, adviser, **content):
    """A card that asks so much of a funder and costs twice as much."""
    sums = euros and Decimal(euros)
    rows = [cards.BudgetRow("I VAIHE", (2026, 2027), sums and sums * 2)]
    funders = [cards.FunderRow("TEM", amount=sums)]
    return make.project(None, "in_review", adviser, budget=rows, funders=funders, **content)


def score(card, values, **_):
    """Reviews of a card, each giving all criteria the same value."""
    panel = make.panel(card, reviewers=len(values))
    for review, value in zip(panel.reviews.all(), values, strict=True):
        review.declare_free(by=review.reviewer)
        given = {c.pk: (value, "") for c in panel.criteria.criteria.all()}
        review.give_review(by=review.reviewer, scores=given)


def test_it_is_sorted_by_the_amount_asked_and_says_it(client, adviser):
    for title, euros in (("Iso", 90000), ("Pieni", 500), ("Ei tietoa", None)):
        of_amount(euros, adviser, title=title)
    assert names(client, order="-amount") == ["Iso", "Pieni", "Ei tietoa"]
    assert names(client, order="amount") == ["Pieni", "Iso", "Ei tietoa"]  # unknown goes last
    page = client.get(DESK, {"columns": ["amount"], "order": "-amount"})
    rows = page.context["rows"]
    assert [row.amount_seen for row in rows] == [90000, 500, None]
    assert "90 000" in main(page).replace("\xa0", " ")


def test_what_is_asked_is_what_funders_are_asked_for_not_the_costs(client, adviser):
    rows = [
        cards.FunderRow("TEM", amount=Decimal(6000)),
        cards.FunderRow("Kaupunki", amount=Decimal(3000)),
        cards.FunderRow("Omarahoitus", amount=Decimal(1000)),
        cards.FunderRow("Yhteensä", amount=Decimal(10000), total=True),
    ]
    costs = [cards.BudgetRow("Palkat", None, Decimal(10000))]
    card = make.project(None, "in_review", adviser, budget=costs, funders=rows, title="A")
    make.project(None, "in_review", adviser, budget=costs, funders=[], title="B")
    unstated = [cards.BudgetRow("Palkat", None, None)]
    only = [cards.FunderRow("Yhteensä", amount=Decimal(700), total=True)]
    make.project(None, "in_review", adviser, budget=unstated, funders=only, title="C")
    page = client.get(DESK, {"columns": ["amount", "costs"], "order": "title"})
    told = [(row.name, row.amount_seen, row.costs_seen) for row in page.context["rows"]]
    assert told == [("A", 9000, 10000), ("B", None, 10000), ("C", 700, None)]
    assert told[0][2] == card.asked_for()
    assert names(client, order="costs") == ["A", "B", "C"]


def test_an_application_asks_for_its_grant(client, adviser):
    card = make.project(make.kehra(), "approved", adviser)
    application = make.application("in_check", card)
    page = client.get(DESK, {"columns": ["amount"], "search": application.project.title})
    asked = {row.kind: row.amount_seen for row in page.context["rows"]}
    assert asked["application"] == budget.of(application).asked > 0


def test_it_is_sorted_by_the_score(client, adviser):
    best, worst = (make.project(None, "in_review", adviser, title=t) for t in ("Paras", "Heikko"))
    make.project(None, "in_review", adviser, title="Pisteetön")
    score(best, [5, 4])
    score(worst, [2])
    page = client.get(DESK, {"columns": ["score"], "order": "-score"})
    told = [(row.name, row.score_shown) for row in page.context["rows"]]
    assert told == [("Paras", Decimal("4.50")), ("Heikko", Decimal("2.00")), ("Pisteetön", None)]


def test_pages_follow_one_another_by_each_column(client, adviser, monkeypatch):
    monkeypatch.setattr("sukkula.desk.views.desk.SIZE", 2)
    kehra = make.kehra()
    made = [make.project(kehra, "in_review", adviser, title=f"Hanke {n % 2}") for n in range(3)]
    score(made[0], [3])
    make.application("in_check", make.project(kehra, "approved", adviser))
    make.founded()
    for order in (f"{way}{name}" for name in columns.SORTED for way in ("", "-")):
        query = {"tab": "all", "order": order}
        whole = [row.key for row in WorkList.of(adviser).tab("all").page(order, 50)]
        seen, place = [], ""
        while place or not seen:
            response = client.get(DESK, {**query, "after": place})
            seen += [row.key for row in response.context["rows"]]
            place = response.context["next_place"]
        assert (order, seen, len(seen)) == (order, whole, len(whole))


def test_it_is_narrowed_by_district(client, adviser):
    make.project(None, "in_review", adviser, title="Kallio", target_areas=["Kallio"])
    vuosaari = make.kehra(sub_areas=SubArea.objects.filter(district=54)[:1])
    make.project(vuosaari, "in_review", adviser, title="Vuosaari", target_areas=["Vuosaari"])
    where = District.objects.get(number=54).slug
    page = client.get(DESK, {"district": where, "columns": ["district"]})
    assert [(row.name, row.district_seen) for row in page.context["rows"]] == [
        ("Vuosaari", ["Vuosaari"])
    ]


def test_a_card_for_the_whole_city_says_so_and_is_found_by_it(client, adviser):
    everywhere = {"target_areas": [], "all_districts": True}
    for kehra, title, areas in (
        (None, "Koko kaupunki", everywhere),
        (None, "Kallio", {"target_areas": ["Kallio"]}),
        (make.kehra(), "Kaikkialla", {"target_areas": ["Kallio"], "all_districts": True}),
    ):
        make.project(kehra, "in_review", adviser, title=title, **areas)
    query = {"columns": ["district"], "order": "district"}
    rows = client.get(f"/sv{DESK}", query).context["rows"]
    assert [(row.name, row.value("district")) for row in rows] == [
        ("Kallio", "Berghäll"),
        ("Koko kaupunki", "Hela Helsingfors"),
        ("Kaikkialla", "Hela Helsingfors"),
    ]
    found = client.get(DESK, {"district": "koko-helsinki", "columns": ["district"]}).context
    assert [row.name for row in found["rows"]] == ["Koko kaupunki", "Kaikkialla"]


@pytest.mark.parametrize(
    ("prefix", "ends"), [("", ("Alppiharju", "Östersundom")), ("/sv", ("Baggböle", "Östersundom"))]
)
def test_districts_are_chosen_by_name(client, adviser, prefix, ends):
    choices = client.get(f"{prefix}{DESK}").context["form"].fields["district"].choices
    names = [str(name) for _slug, name in choices[2:]]
    assert (names[0], names[-1], len(names)) == (*ends, 59)


def test_all_cards_of_the_list_are_given_and_no_others(client, adviser):
    kehra, other = make.kehra(), make.user("adviser")
    for number in range(3):
        make.project(kehra, "in_review", adviser, title=f"Piha {number}")
    make.project(kehra, "in_review", adviser, title="Polku")
    address = f"{reverse('sukkula:assign_many')}?tab=mine&search=piha"
    client.post(address, {"all": "on", "adviser": other.pk})
    given = Project.objects.filter(adviser=other).values_list("title", flat=True)
    assert sorted(given) == ["Piha 0", "Piha 1", "Piha 2"]
    client.post(reverse("sukkula:assign_many"), {"adviser": other.pk})
    assert Project.objects.filter(adviser=other).count() == 3


class TestViews:
    def keep(self, client, name, query):
        return client.post(reverse("sukkula:view_keep"), {"name": name, "query": query})

    def test_a_view_is_kept_by_its_name_and_shown_to_oneself(self, client, adviser):
        query = "tab=all&order=-amount&columns=amount&columns=score"
        answer = self.keep(client, "Isot <b>", f"{query}&after=x&junk=1&stage=moon")
        view = SavedView.objects.get()
        assert set(view.query.split("&")) == set(query.split("&"))
        assert answer.url == f"/sukkula/?{view.query}"
        page = main(client.get(DESK))
        assert ("Isot &lt;b&gt;" in page, "Isot <b>" in page) == (True, False)
        assert client.get(answer.url).status_code == 200
        self.keep(client, "Isot <b>", "tab=late")
        assert SavedView.objects.get().query == "tab=late"
        client.force_login(make.user("adviser"))
        assert list(client.get(DESK).context["views"]) == []
        remove = reverse("sukkula:view_remove", args=[view.pk])
        client.post(remove)  # another's stays
        assert SavedView.objects.exists()
        client.force_login(adviser)
        client.post(remove)
        assert not SavedView.objects.exists()

    def test_no_name_is_told_and_the_oldest_of_many_goes(self, client, adviser):
        self.keep(client, "", "tab=all")
        assert not SavedView.objects.exists()
        for number in range(22):
            self.keep(client, f"Näkymä {number}", "tab=all")
        kept = SavedView.objects.values_list("name", flat=True)
        assert (len(kept), "Näkymä 1" in kept, "Näkymä 21" in kept) == (20, False, True)


@pytest.mark.parametrize("query", [{"columns": "moon"}, {"district": "nowhere"}])
def test_what_it_does_not_know_is_refused(client, adviser, query):
    assert client.get(DESK, query).status_code == 400


def test_a_view_that_would_be_too_long_is_refused_in_words(client, adviser):
    page = client.post(
        reverse("sukkula:view_keep"), {"name": "Pitkä", "query": f"search={80 * '🧵'}"}, follow=True
    )
    assert page.status_code == 200
    assert SavedView.objects.count() == 0
