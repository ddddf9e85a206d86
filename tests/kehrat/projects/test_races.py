"""Two people decide of one card at once: one wins, the other is told, nothing is doubled."""

import pytest

from kehityspolku.models import Event, Notice
from kehrat.models import Project
from tests import make
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def act(card, verb, by, **facts):
    """A verb on a copy of the card that was read before the race."""
    copy = Project.objects.get(pk=card.pk)

    def do():
        getattr(copy, verb)(by=by, **facts)
        return verb

    return do


def happened(card, *verbs):
    """The events of the card among the verbs."""
    found = Event.objects.filter(target_id=card.pk, verb__in=verbs)
    return list(found.order_by("pk").values_list("verb", flat=True))


def test_two_advisers_conclude_at_once_and_one_conclusion_stands():
    first, second = make.user("adviser"), make.user("lead")
    card = make.project(state="in_review", adviser=first)
    outcomes = at_once(
        act(card, "approve", first), act(card, "reject", second, reason="Ei sovi ohjelmaan.")
    )
    (won,) = set(outcomes) - {"WrongState"}
    card.refresh_from_db()
    assert card.state == {"approve": "approved", "reject": "rejected"}[won]
    assert happened(card, "approve", "reject") == [won]


def test_a_card_submitted_twice_at_once_is_submitted_once():
    card = make.project()
    coordinator = make.member(card.kehra, role="coordinator")
    outcomes = at_once(*[act(card, "submit", by) for by in (card.made_by, coordinator)])
    assert set(outcomes) == {"submit", "WrongState"}
    assert happened(card, "submit") == ["submit"]
    assert card.revisions.count() == 1


def test_withdrawing_while_it_is_concluded_gives_one_end():
    adviser = make.user("adviser")
    card = make.project(state="in_review", adviser=adviser)
    outcomes = at_once(act(card, "withdraw", card.made_by), act(card, "approve", adviser))
    (won,) = set(outcomes) - {"WrongState"}
    card.refresh_from_db()
    assert card.state == {"approve": "approved", "withdraw": "withdrawn"}[won]
    assert happened(card, "approve", "withdraw") == [won]
    told = Notice.objects.filter(event__target_id=card.pk, event__verb__in=["approve", "withdraw"])
    assert set(told.values_list("event__verb", flat=True)) <= {won}


def test_two_advisers_take_one_card_at_once_and_one_has_it():
    card = make.project(state="submitted")
    takers = [make.user("adviser"), make.user("adviser")]
    outcomes = at_once(*[act(card, "take", by) for by in takers])
    assert set(outcomes) == {"take", "WrongState"}
    assert Project.objects.get(pk=card.pk).adviser in takers
    assert happened(card, "take") == ["take"]
