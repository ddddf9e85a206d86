"""By which criteria a card can be scored while it is in review."""

import pytest
from django.urls import reverse

from kehityspolku import moments
from kehrat.models import District
from sukkula.models import CriteriaSet, Panel
from tests import make

pytestmark = pytest.mark.django_db


def criteria_of(call, *, criteria=1, **fields):
    """A set of a call with so many criteria."""
    names = {f"name_{language}": f"Set of {call}" for language in ("fi", "sv", "en")}
    made = CriteriaSet.objects.create(call=call, **names, **fields)
    for place in range(criteria):
        each = {f"name_{language}": f"Criterion {place}" for language in ("fi", "sv", "en")}
        made.criteria.create(place=place, **each)
    return made


@pytest.fixture
def card(client):
    card = make.project(state="in_review")
    client.force_login(card.adviser)
    return card


def offered(client, card):
    page = client.get(reverse("sukkula:panel", args=[card.pk]))
    return set(page.context["form"].fields["criteria"].queryset)


def test_those_of_calls_that_the_card_seems_to_fit(client, card):
    general = CriteriaSet.objects.get(call=None)
    open_ = criteria_of(make.call())
    coming = criteria_of(make.call(opens_on=moments.in_days(5)))
    past = {"opens_on": moments.in_days(-60), "closes_on": moments.in_days(-1)}
    criteria_of(make.call(**past))
    criteria_of(make.call(districts=District.objects.filter(number=54)))  # not the card's
    criteria_of(make.call(), in_use=False)
    assert offered(client, card) == {general, open_, coming}


def test_a_set_without_criteria_is_not_offered(client, card):
    empty = criteria_of(make.call(), criteria=0)
    assert empty not in offered(client, card)
    page = reverse("sukkula:panel", args=[card.pk])
    asked = {
        "criteria": empty.pk,
        "due_on": moments.in_days(5),
        "reviewers": make.user("reviewer").pk,
    }
    assert "criteria" in client.post(page, asked).context["form"].errors
    assert not Panel.objects.exists()


def test_one_of_a_call_is_chosen_and_scored_by(client, card):
    chosen = criteria_of(make.call(), criteria=2)
    page, reviewer = reverse("sukkula:panel", args=[card.pk]), make.user("reviewer")
    assert str(chosen.call) in client.get(page).content.decode()
    due = moments.in_days(5)
    asked = {"criteria": chosen.pk, "due_on": due.isoformat(), "reviewers": reviewer.pk}
    assert client.post(page, asked).status_code == 302
    panel = Panel.objects.get()
    assert (panel.criteria, panel.reviews.get().reviewer) == (chosen, reviewer)
    client.force_login(reviewer)
    review = panel.reviews.get()
    review.declare_free(by=reviewer)
    form = client.get(review.get_absolute_url()).context["form"]
    assert len(form.criteria) == 2
