"""The desk, who takes care of how much, and what waits for me: one source, the same numbers."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from kehityspolku import moments
from kehityspolku.events import waiting
from kehityspolku.models import Event
from kehrat.models import Project
from sukkula.desk import load
from sukkula.desk.worklist import WorkList
from sukkula.models import Message, Snooze
from tests import make
from tests.arranged import once

pytestmark = pytest.mark.django_db


@once
def desk():
    """An adviser with cards in every state and applications; a card asked about, one put off."""
    aino = make.user("adviser", name="Aino")
    cards = {state: make.project(state=state, adviser=aino) for state in Project.State.values}
    cards["late"] = make.project(state="in_review", adviser=aino)
    Project.objects.filter(pk=cards["late"].pk).update(promised_on=moments.in_days(-1))
    cards["default"] = make.project(state="submitted")
    Project.objects.filter(pk=cards["default"].pk).update(adviser=aino)
    told = {"text": "Milloin aloitamme?", "language": "fi"}
    Message.objects.send(cards["running"], by=make.coordinator(cards["running"].kehra), **told)
    later = make.project(state="in_review", adviser=aino)
    Snooze.objects.put_off(later, by=aino, reason="Odotan.", until_answer=True)
    for state in ("in_check", "checked", "sent", "preparing"):
        make.application(state, make.project(state="approved", adviser=aino))
    return aino, cards


def test_load_tells_what_the_advisers_own_desk_does(desk):
    aino, _cards = desk
    rows = WorkList.of(aino).tab("mine").page("since", 99)
    of_cards = [row for row in rows if row.kind == "card"]
    mine = next(row for row in load.loads(make.user("lead")) if row.person == aino)
    told = (mine.cards, mine.applications, mine.late, mine.oldest)
    late = WorkList.of(aino).tab("late").page("since", 99)
    oldest = min(row.since for row in rows)
    assert told == (len(of_cards), len(rows) - len(of_cards), len(late), oldest)
    assert {row.state_now for row in of_cards} >= {"submitted", "in_review", "approved", "running"}


def test_what_waits_tells_the_same_number_and_the_same_day(desk):
    aino, _cards = desk
    rows = WorkList.of(aino).tab("mine").page("since", 99)
    found = [each for each in waiting.with_things(aino) if each.listed]
    assert sum(each.number for each in found) == len(rows)
    seen = {row.url: row.promised for row in rows}
    told = {thing.url: thing.due for each in found for thing in each.things}
    assert told == {url: seen[url] for url in told}
    assert {type(day) for day in told.values()} == {date, type(None)}


def test_a_lead_opens_the_desk_that_a_load_counts(desk, client):
    aino, _cards = desk
    client.force_login(make.user("lead"))
    rows = WorkList.of(aino).tab("mine").page("since", 99)
    page = client.get("/sukkula/tyokuorma/").text
    address = f"/sukkula/?tab=mine&adviser={aino.pk}"
    assert address.replace("&", "&amp;") in page
    assert [r.url for r in client.get(address).context["rows"]] == [r.url for r in rows]


def test_many_cards_are_handed_over_in_as_many_questions_as_one():
    """Each with its event and its notices, as one by one."""
    kehra, lead, adviser = make.kehra(), make.user("lead"), make.user("adviser")
    cards = [make.project(kehra, "submitted") for _n in range(7)]
    asked = []
    for some in (cards[:1], cards[1:]):
        chosen = Project.objects.filter(pk__in=[card.pk for card in some])
        with CaptureQueriesContext(connection) as queries:
            given, kept = chosen.assign_all(by=lead, adviser=adviser)
        assert ([card.pk for card in given], kept) == ([card.pk for card in some], {})
        asked.append(len(queries))
    assert asked[1] <= asked[0]  # kinds of records are looked up once
    told = Event.objects.filter(verb="assign", target_id__in=[card.pk for card in cards])
    assert {event.facts["adviser"] for event in told} == {adviser.pk}
    assert adviser.notices.filter(event__in=told).count() == told.count() == 7
    assert Project.objects.filter(adviser=adviser, pk__in=[card.pk for card in cards]).count() == 7


def test_no_two_kinds_of_what_waits_are_called_alike():
    for role in ("lead", "adviser", "reviewer", "admin"):
        words = [str(each.words) for each in waiting.all_of(make.user(role))]
        assert sorted(words) == sorted(set(words))


def test_a_promise_is_told_while_an_answer_is_waited_for(desk):
    _aino, cards = desk
    kept = Project.objects.filter(pk__in=[card.pk for card in cards.values()])
    assert kept.filter(
        state="approved", promised_on=F("promised_on")
    ).exists()  # so that it can fail
    rows = WorkList.of(make.user("lead")).tab("all").page("since", 99)
    dated = {row.state_now for row in rows if row.kind == "card" and row.is_answered_by}
    assert dated == {"submitted", "in_review"}
