"""Decisions announced together: the list, what would be mailed, the act and those it leaves out."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kehityspolku import moments
from kehityspolku.models import Event, Notice
from kehrat.models import Project
from sukkula.review import announcing
from sukkula.review.acts import mail_goes_to
from tests import make
from tests.pages import main

LIST = "/en/sukkula/paatokset/"
PREVIEW = f"{LIST}esikatselu/"
ANNOUNCE = f"{LIST}ilmoita/"
database = pytest.mark.django_db


@pytest.fixture
def adviser(client):
    adviser = make.user("adviser")
    client.force_login(adviser)
    return adviser


def waiting(adviser, many=1, **facts):
    cards = [make.project(state="in_review", adviser=adviser) for _ in range(many)]
    return [make.verdict(card, **facts) for card in cards]


def more_waiting(verdict, many):
    """As many more, bare: cards of the same Kehrä, decided on alike."""
    cards = make.copies(verdict.project, many)
    return [copy for card in cards for copy in make.copies(verdict, 1, project=card)]


def ticked(verdicts):
    return {"verdict": [verdict.pk for verdict in verdicts]}


def states(verdicts):
    found = Project.objects.filter(verdicts__in=verdicts).order_by("verdicts")
    return list(found.values_list("state", flat=True))


def said(response):
    return [str(message) for message in response.context["messages"]]


@database
def test_an_adviser_lists_the_own_cards_and_a_lead_all(client, adviser):
    (own,) = waiting(adviser)
    (other,) = waiting(make.user("adviser"))
    assert client.get(LIST).context["verdicts"] == [own]
    client.force_login(make.user("lead"))
    assert client.get(LIST).context["verdicts"] == [own, other]


@database
def test_the_list_names_no_adviser_who_has_left_and_asks_as_often_for_many(client, adviser):
    (own,) = waiting(adviser)
    gone = make.user("adviser", name="Lähtenyt Neuvoja")
    (left,) = waiting(gone)
    gone.role_rows.update(ended_on=moments.today())
    client.force_login(make.user("lead"))
    named = re.findall(r'data-label="Adviser">\s*(.*?)\s*</td>', main(client.get(LIST)), re.S)
    assert named == [str(adviser), "–"]
    numbers = []
    for more in (0, 2, 27):
        for verdict in (own, left) if more else ():
            more_waiting(verdict, more)
        with CaptureQueriesContext(connection) as done:
            client.get(LIST)
        numbers.append(len(done))
    assert len(set(numbers)) == 1


@database
def test_the_chosen_ones_are_announced_together(client, adviser):
    one, two, three = waiting(adviser, 3)
    response = client.post(ANNOUNCE, ticked([one, two]), follow=True)
    assert said(response) == ["2 decisions are announced."]
    assert states([one, two, three]) == ["approved", "approved", "in_review"]
    assert response.context["verdicts"] == [three]


@database
def test_pressed_twice_it_is_done_once(client, adviser):
    (verdict,) = waiting(adviser, outcome="reject")
    client.post(ANNOUNCE, ticked([verdict]))
    again = client.post(ANNOUNCE, ticked([verdict]), follow=True)
    assert said(again)[1:] == [f"“{verdict}” was announced already."]
    assert Event.objects.filter(verb="reject").count() == 1


@database
def test_one_withdrawn_meanwhile_is_told_and_left_out(client, adviser):
    stays, goes, back = waiting(adviser, 3)
    goes.project.withdraw(by=make.coordinator(goes.project.kehra))
    back.take_back(by=adviser)
    page = client.get(PREVIEW, ticked([stays, goes, back]))
    assert [verdict for verdict, _mails in page.context["letters"]] == [stays]
    assert page.context["left_out"] == [goes, back]
    response = client.post(ANNOUNCE, ticked([stays, goes, back]), follow=True)
    assert said(response)[0] == "1 decision is announced."
    assert len(said(response)) == 3
    assert states([stays, goes, back]) == ["approved", "withdrawn", "in_review"]
    assert response.context["verdicts"] == []


@database
def test_another_advisers_decision_is_not_announced(client, adviser):
    (verdict,) = waiting(make.user("adviser"))
    client.post(ANNOUNCE, ticked([verdict]))
    assert states([verdict]) == ["in_review"]


@database
@pytest.mark.parametrize("data", [{}, {"verdict": "x"}, {"verdict": "0"}])
def test_what_is_not_understood_leads_back(client, adviser, data):
    assert client.get(PREVIEW, data).url == LIST
    assert client.post(ANNOUNCE, data).url == LIST


@database
def test_the_preview_says_who_gets_which_words(client, adviser):
    (verdict,) = waiting(adviser, outcome="reject", reason="Sama hanke on jo.")
    team = verdict.project.kehra
    coordinator = make.coordinator(team)
    swede = make.member(team, role="coordinator", language="sv")
    ((_verdict, mails),) = client.get(PREVIEW, ticked([verdict])).context["letters"]
    assert [(code, people) for _name, code, people, _text in mails] == [
        ("fi", [coordinator]),
        ("sv", [swede]),
    ]
    shown = {code: text for _name, code, _people, text in mails}
    assert all("Sama hanke on jo." in text for text in shown.values())
    assert shown["fi"] != shown["sv"]


@database
@pytest.mark.parametrize("outcome", ["approve", "reject"])
def test_the_preview_names_those_who_are_told(adviser, outcome):
    lead = make.user("lead")
    verdicts = waiting(adviser, 2, outcome=outcome)
    for verdict, mails in announcing.letters(verdicts, lead):
        named = {person for _name, _code, people, _text in mails for person in people}
        assert named == set(mail_goes_to(verdict.project, outcome, lead))
    announcing.announce([verdict.pk for verdict in verdicts], by=lead)
    told = Notice.objects.filter(event__verb=outcome).values_list("recipient", flat=True)
    people = [make.coordinator(verdict.project.kehra).pk for verdict in verdicts]
    assert sorted(told) == sorted([adviser.pk, adviser.pk, *people])


@database
@pytest.mark.parametrize("address", [LIST, PREVIEW])
def test_as_many_queries_for_one_as_for_thirty(client, adviser, address):
    counts, verdicts = [], waiting(adviser)
    for more in (0, 2, 27):
        verdicts += more_waiting(verdicts[0], more)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address, ticked(verdicts)).status_code == 200
        counts.append(len(queries))
    assert counts == [counts[0]] * 3


@database
def test_a_long_list_comes_by_pages(client, adviser):
    verdicts = waiting(adviser)
    verdicts += more_waiting(verdicts[0], 31)
    first = client.get(LIST)
    assert first.context["verdicts"] == verdicts[:30]
    rest = client.get(LIST + first.context["older_url"])
    assert rest.context["verdicts"] == verdicts[30:]
    assert client.get(LIST + rest.context["newer_url"]).context["verdicts"] == verdicts[:30]


@database
def test_a_decision_that_cannot_be_carried_out_does_not_stop_the_others(adviser):
    """A new version whose card takes none any more: it has ended in the database alone."""
    card = make.project(state="approved", adviser=adviser)
    one, (two,) = make.verdict(make.version(card, "in_review")), waiting(adviser)
    Project.objects.filter(pk=card.pk).update(state="ended")
    became = announcing.announce([one.pk, two.pk], by=adviser)
    assert (became.announced, became.left_out) == ([two], [one])
    assert states([one, two]) == ["in_review", "approved"]
    one.refresh_from_db()
    assert one.is_pending


@database
@pytest.mark.parametrize("outcome", ["approve", "reject"])
def test_the_preview_tells_of_changes_that_are_left(adviser, outcome):
    card = make.change(adviser=adviser).project
    card.resubmit(by=make.coordinator(card.kehra))
    verdict = make.verdict(Project.objects.get(pk=card.pk), outcome)
    [(_verdict, mails)] = announcing.letters([verdict], adviser)
    announcing.announce([verdict.pk], by=adviser)
    event = Event.objects.filter(verb=outcome).latest("pk")
    for _name, code, _people, text in mails:
        with translation.override(code):
            assert (text, "left" in event.facts) == (event.text, True)
