"""Cards side by side by score, and their shortlist: who sees it, in what order, of which cards."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kehityspolku.models import Event
from sukkula.models import CriteriaSet, Panel, Shortlisted
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
PAGE, LIST = "/en/sukkula/vertailu/", "/en/sukkula/vertailu/lista/"


def scored(*values, criteria=None, **content):
    """A card in review that one reviewer for each value has given as all scores; None: not yet."""
    card = make.project(state="in_review", **content)
    people = [make.user("reviewer") for _ in values]
    facts = make.panel_facts(card, people)
    panel = Panel.objects.ask(card, by=card.adviser, **{**facts, "criteria": criteria or common()})
    for review, value in zip(panel.reviews.order_by("pk"), values, strict=True):
        if value is not None:
            give(review, dict.fromkeys(kinds(panel.criteria), value))
    return card


def give(review, values):
    review.declare_free(by=review.reviewer)
    scores = {kind.pk: (value, "") for kind, value in values.items()}
    review.give_review(by=review.reviewer, scores=scores)


def common():
    return CriteriaSet.objects.get(call=None)


def kinds(criteria):
    return list(criteria.criteria.all())


def shown(client, **asked):
    return [str(row.project) for row in client.get(PAGE, asked).context["rows"]]


@pytest.fixture
def lead(client):
    lead = make.user("lead")
    client.force_login(lead)
    return lead


def test_the_best_is_first_and_what_has_no_scores_last(client, lead):
    scored(3, 4, title="Keskellä")
    scored(None, title="Pisteittä")
    scored(5, None, title="Paras")
    scored(1, title="Heikoin")
    assert shown(client) == ["Paras", "Keskellä", "Heikoin", "Pisteittä"]
    whole = [row.whole for row in client.get(PAGE).context["rows"]]
    assert [str(figures.mean) for figures in whole] == ["5.00", "3.50", "1.00", "None"]
    assert [figures.number for figures in whole] == [1, 2, 1, 0]


def test_it_is_sorted_by_one_criterion_too(client, lead):
    one, *others = kinds(common())
    for title, first, rest in (("A", 1, 5), ("B", 4, 2)):
        card = make.project(state="in_review", title=title)
        review = make.panel(card).reviews.get()
        give(review, {one: first, **dict.fromkeys(others, rest)})
    assert shown(client) == ["A", "B"]
    assert shown(client, order=one.pk) == ["B", "A"]
    assert shown(client, order="nonsense") == ["A", "B"]


def test_of_a_round_those_in_review_of_a_call_those_scored_by_its_criteria(client, lead):
    call = make.call()
    names = {f"name_{code}": "Haun kriteerit" for code in ("fi", "sv", "en")}
    own = CriteriaSet.objects.create(call=call, **names)
    own.criteria.create(place=1, weight=1, **dict.fromkeys(("name_fi", "name_sv", "name_en"), "X"))
    scored(4, title="Kierros")
    scored(3, title="Haku", criteria=own)
    decided = scored(2, title="Päätetty")
    decided.reject(by=decided.adviser, reason="Ei.")
    assert shown(client, criteria=common().pk) == ["Kierros"]
    assert shown(client, criteria=own.pk) == ["Haku"]
    assert shown(client, criteria=common().pk, show="all") == ["Kierros", "Päätetty"]


def test_the_newest_panel_counts(client, lead):
    card = scored(5, title="Uusittu")
    card.panels.get().close_panel(by=card.adviser)
    give(make.panel(card).reviews.get(), dict.fromkeys(kinds(common()), 2))
    [row] = client.get(PAGE).context["rows"]
    assert (str(row.whole.mean), row.whole.number) == ("2.00", 1)


def test_cards_are_put_on_the_shortlist_and_taken_off_and_no_one_is_told(client, lead):
    one, other = scored(5, title="Paras"), scored(4, title="Toinen")
    before = Event.objects.count()
    chosen = {"criteria": common().pk, "cards": [one.pk, other.pk]}
    assert "show=shortlist" in client.post(LIST, chosen).url
    client.post(LIST, chosen)
    assert Shortlisted.objects.count() == 2
    assert shown(client, show="shortlist") == ["Paras", "Toinen"]
    client.post(LIST, {"criteria": common().pk, "cards": [other.pk], "off": "1"})
    assert shown(client, show="shortlist") == ["Paras"]
    assert "on the shortlist" in main(client.get(PAGE))
    assert Event.objects.count() == before


def test_nobody_outside_sukkula_sees_or_makes_it(client):
    card = scored(5)
    for person in (make.coordinator(card.kehra), make.user("reviewer"), make.user("admin")):
        client.force_login(person)
        assert client.get(PAGE).status_code == 403
        assert client.post(LIST, {"criteria": common().pk, "cards": [card.pk]}).status_code == 403
        with pytest.raises(PermissionDenied):
            Shortlisted.objects.put([card], by=person, criteria=common())
        assert not Shortlisted.objects.visible_to(person).exists()
    assert not Shortlisted.objects.exists()


@pytest.mark.parametrize("cards", [[], ["x"], ["0"], [str(n) for n in range(1, 900)]])
def test_what_is_no_choice_is_told_and_nothing_done(client, lead, cards):
    scored(5)
    answer = client.post(LIST, {"criteria": common().pk, "cards": cards}, follow=True)
    assert answer.status_code == 200
    assert not Shortlisted.objects.exists()


def test_the_page_takes_the_same_queries_for_1_3_and_30_rows(client, lead):
    def queries():
        client.get(PAGE)
        with CaptureQueriesContext(connection) as taken:
            client.get(PAGE)
        return len(taken)

    card, counts, made = scored(3), [], 1
    for many in (1, 3, 30):
        for _ in range(many - made):
            copy(card)
        made = many
        counts.append(queries())
    assert counts == [counts[0]] * 3


def copy(card):
    """Another card with a panel of its own and the same scores, as bare rows."""
    kehra = card.kehra
    other = type(card).objects.create(
        kehra=kehra, title="Toinen", state="in_review", adviser=card.adviser
    )
    panel, old = card.panels.get(), card.panels.get().reviews.get()
    new = Panel.objects.create(project=other, criteria=panel.criteria, due_on=panel.due_on)
    review = new.reviews.create(reviewer=old.reviewer, state="given")
    for score in old.scores.all():
        review.scores.create(criterion=score.criterion, value=score.value)
