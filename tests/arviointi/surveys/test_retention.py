"""What is forgotten of a survey after three months, and what stays: the clock moved."""

import pytest

from arviointi import tasks
from arviointi.models import Answer, OpenAnswer, Reading, Response
from arviointi.results.results import results
from arviointi.surveys import retention
from kehityspolku import moments
from tests import make

pytestmark = pytest.mark.django_db


def closed(days, *, read):
    """A survey closed so many days ago, whose twelve open answers were read then or not."""
    with moments.days_ago(days):
        lead = make.user("lead")
        survey = make.survey(by=lead)
        make.answers(survey, 12, O1="Penkit")
        survey.close_survey(by=lead)
        survey.release_results(by=lead)
        if read:
            shown = set(survey.open_answers.values_list("pk", flat=True)[:3])
            Reading.objects.read(survey, by=lead, shown=shown)
    return survey


def left(survey):
    return survey.responses.count(), survey.open_answers.count()


def test_answers_go_three_months_after_the_closing_and_what_was_written_once_it_is_read():
    young, read, unread, old = (
        closed(days, read=read)
        for days, read in ((80, True), (95, True), (95, False), (370, False))
    )
    told = results(read)
    tasks.forget_answers()
    assert [left(s) for s in (young, read, unread, old)] == [(12, 12), (0, 0), (0, 12), (0, 0)]
    assert Answer.objects.count() == 12 * 12
    assert results(read) == told
    assert told.quotes[0].texts == ["Penkit"] * 3
    retention.forget()
    assert (Response.objects.count(), OpenAnswer.objects.count()) == (12, 24)


def test_what_is_shown_can_be_hidden_after_the_answers_are_gone(client):
    survey = closed(95, read=True)
    retention.forget()
    client.force_login(make.user("adviser"))
    address = f"/arviointi/{survey.pk}/avovastaukset/"
    shown = [answer.pk for answer in client.get(address).context["answers"]]
    assert len(shown) == 3
    client.post(address, {"shown": [str(shown[0])]})
    assert results(survey).quotes[0].texts == ["Penkit"]
