"""Two at once at decisions that wait: one clear end, and nobody gets two mails."""

from collections import Counter

import pytest
from django.core import mail

from kehityspolku.events import mail as event_mail
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event
from kehrat.models import Project
from sukkula.models import Verdict
from sukkula.review import announcing
from tests import make
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def adviser():
    return make.user("adviser")


def waiting(adviser, outcome="approve"):
    """A decision that waits; the mail of what led to it has left."""
    verdict = make.verdict(make.project(state="in_review", adviser=adviser), outcome)
    event_mail.deliver()
    mail.outbox.clear()
    return verdict


def announce(keys, by):
    return lambda: announcing.announce(keys, by=by)


def ended(verdict):
    return Project.objects.get(pk=verdict.project_id).state


def mailed():
    """{address: mails} once all has left, by two workers at once."""
    at_once(event_mail.deliver, event_mail.deliver)
    return Counter(address for letter in mail.outbox for address in letter.to)


@pytest.mark.parametrize("who", ["a lead", "the same adviser twice"])
def test_two_announce_a_batch_and_each_decision_is_announced_once(adviser, who):
    outcomes = ["approve", "reject", "approve"]
    verdicts = [waiting(adviser, outcome) for outcome in outcomes]
    keys = [verdict.pk for verdict in verdicts]
    other = make.user("lead") if who == "a lead" else adviser
    became = at_once(announce(keys, adviser), announce(keys[::-1], other))
    counts = sorted((len(b.announced), len(b.already), len(b.left_out)) for b in became)
    assert counts == [(0, 3, 0), (3, 0, 0)]
    assert [ended(verdict) for verdict in verdicts] == ["approved", "rejected", "approved"]
    assert Event.objects.filter(verb__in=["approve", "reject"]).count() == 3
    teams = {make.coordinator(verdict.project.kehra).email for verdict in verdicts}
    counted = mailed()
    assert {address: counted[address] for address in teams} == dict.fromkeys(teams, 1)


def test_two_batches_that_share_a_decision(adviser):
    one, shared, two = (waiting(adviser) for _ in range(3))
    lead = make.user("lead")
    became = at_once(announce([one.pk, shared.pk], adviser), announce([two.pk, shared.pk], lead))
    assert sorted(len(b.announced) for b in became) == [1, 2]
    assert sorted(len(b.already) for b in became) == [0, 1]
    team = make.coordinator(shared.project.kehra).email
    assert mailed()[team] == 1


def test_the_applicants_withdraw_while_it_is_announced(adviser):
    verdict = waiting(adviser)
    team = make.coordinator(verdict.project.kehra)
    card = Project.objects.get(pk=verdict.project_id)
    refused, outcome = at_once(lambda: card.withdraw(by=team), announce([verdict.pk], adviser))
    verdict.refresh_from_db()
    end = ended(verdict), refused, len(outcome.announced), len(outcome.left_out), verdict.is_void
    assert end in [
        ("withdrawn", None, 0, 1, True),
        ("approved", WrongState.__name__, 1, 0, False),
    ]
    counted = mailed()
    told = (counted[team.email], counted[adviser.email])
    assert told == ((0, 1) if end[0] == "withdrawn" else (1, 0))


@pytest.mark.parametrize("taker", ["adviser", "lead"])
def test_it_is_taken_back_while_it_is_announced(adviser, taker):
    verdict = waiting(adviser)
    by = adviser if taker == "adviser" else make.user("lead")
    copy = Verdict.objects.get(pk=verdict.pk)
    refused, outcome = at_once(lambda: copy.take_back(by=by), announce([verdict.pk], adviser))
    verdict.refresh_from_db()
    taken = verdict.withdrawn_at is not None
    assert (taken, refused, len(outcome.announced), len(outcome.left_out), ended(verdict)) in [
        (True, None, 0, 1, "in_review"),
        (False, WrongState.__name__, 1, 0, "approved"),
    ]
    assert mailed()[make.coordinator(verdict.project.kehra).email] == (0 if taken else 1)


def test_changes_are_asked_while_it_is_announced(adviser):
    verdict = waiting(adviser, "reject")
    card, lead = Project.objects.get(pk=verdict.project_id), make.user("lead")
    refused, outcome = at_once(
        lambda: card.ask_changes(by=lead, message="Aikataulu?"), announce([verdict.pk], adviser)
    )
    end = ended(verdict), refused, len(outcome.announced), len(outcome.left_out)
    assert end in [
        ("changes_requested", None, 0, 1),
        ("rejected", WrongState.__name__, 1, 0),
    ]
    assert mailed()[make.coordinator(card.kehra).email] == 1


def test_it_is_decided_at_once_and_later_at_the_same_time(adviser):
    card = make.project(state="in_review", adviser=adviser)
    copy, lead = Project.objects.get(pk=card.pk), make.user("lead")
    at_once(
        lambda: card.approve(by=adviser),
        lambda: Verdict.objects.decide(copy, by=lead, outcome="reject", reason="Ei sovi."),
    )
    assert Project.objects.get(pk=card.pk).state == "approved"
    assert Verdict.objects.pending().count() == 0
