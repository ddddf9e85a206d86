"""Reminders of ideas without an answer, and what supporters hear of the card."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kehityspolku.models import Event, Notice
from kehrat.ideas import clock
from kehrat.models import District, Idea
from tests import make

pytestmark = pytest.mark.django_db


def waits(idea, days):
    Idea.objects.filter(pk=idea.pk).update(state_since=timezone.now() - timedelta(days=days))


def reminders():
    found = Event.objects.filter(verb="ideas_wait").order_by("pk")
    return [(event.target, event.facts["n"]) for event in found]


def test_coordinators_are_reminded_once_of_all_that_wait():
    kehra = make.kehra()
    team, (first, second, fresh) = make.coordinator(kehra), [make.idea(kehra) for _ in range(3)]
    for idea, days in ((first, 80), (second, 61), (fresh, 59)):
        waits(idea, days)
    assert [clock.remind(), clock.remind()] == [1, 0]
    assert reminders() == [(second, 2)]
    notice = Notice.objects.get(event__verb="ideas_wait")
    assert (notice.recipient, "2" in notice.event.sentence) == (team, True)
    waits(fresh, 60)
    assert clock.remind() == 1
    assert reminders() == [(second, 2), (fresh, 3)]


def test_who_cannot_answer_is_not_reminded():
    lead = make.user("lead")
    kehra = make.kehra()
    answered, sleeping = make.idea(kehra, "declined"), make.idea(kehra)
    kehra.state = "dormant"
    kehra.save()
    for idea in (answered, sleeping, make.idea(District.objects.get(slug="malmi"))):
        waits(idea, 100)
    assert clock.remind() == 0
    words = {"title": "Yhteinen päivä", "text": "Elokuussa.", "language": "fi"}
    waits(Idea.objects.suggest(None, by=make.user(), **words), 100)
    assert clock.remind() == 1
    assert Notice.objects.filter(event__verb="ideas_wait", recipient=lead).count() == 1


def test_supporters_hear_of_the_cards_milestones_but_its_team_only_of_the_card():
    kehra, fan, adviser = make.kehra(), make.user(), make.user("adviser")
    team, idea = make.coordinator(kehra), make.idea(kehra)
    idea.support(by=fan)
    idea.support(by=team)
    idea.take_up(by=team)
    card = idea.project
    card.apply(make.ready_card())
    card.submit(by=team)
    card.take(by=adviser)
    card.approve(by=adviser)
    card.note_grant(by=adviser, amount=100, source="x")
    card.end(by=adviser)
    for verb in ("idea_approved", "idea_granted", "idea_ended"):
        told = Notice.objects.filter(event__verb=verb).values_list("recipient", flat=True)
        assert set(told) == {fan.pk, idea.by.pk}
        assert Event.objects.get(verb=verb).text.count("\n") >= 2
    make.project(kehra, "ended")
    assert Event.objects.filter(verb="idea_ended").count() == 1
