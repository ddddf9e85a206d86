"""Results: what is told of whom, and what is kept back, from answers in the database."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from arviointi.models import Survey
from arviointi.results.results import Results, results
from arviointi.surveys import ballot_box
from kehityspolku.events.steps import WrongState
from tests import make

pytestmark = pytest.mark.django_db


def close(survey):
    lead = make.user("lead")
    survey.close_survey(by=lead)
    survey.release_results(by=lead)
    return survey


def answered(*many, scope=None, **fields):
    """A survey whose results are public; `many`: (number of answers, choice)."""
    survey = make.survey(scope, **fields)
    for number, choice in many:
        make.answers(survey, number, choice=choice)
    return close(survey)


def test_the_figures_of_a_whole_survey():
    told = results(answered((10, "5"), (4, "dk")))
    assert (told.n, told.withheld) == (14, False)
    first = told.statements[0].told
    assert (first.counts, first.dont_know, first.n) == ([0, 0, 0, 0, 10], 4, 14)
    assert [theme.code for theme in told.themes][:2] == ["participation", "trust"]
    assert (told.themes[0].index.value, told.themes[0].index.n) == (100, 10)
    assert (told.rates, told.themes[0].roles, told.quotes) == ([], [], [])


@pytest.mark.parametrize("many", [0, 1, 9])
def test_of_fewer_than_ten_answers_nothing_is_told_their_number_neither(many):
    survey = answered((many, "5"))
    assert survey.responses.count() == many
    assert results(survey) == Results(survey, n=0, withheld=True)


def test_a_statement_that_few_took_a_stand_on_is_withheld_and_so_is_its_theme():
    survey = make.survey()
    make.answers(survey, 9, choice="5")
    make.answers(survey, 6, choice="5", A1="na")
    told = results(close(survey))
    assert told.statements[0].told is None
    assert told.statements[1].told.counts == [0, 0, 0, 0, 15]
    assert told.themes[0].index is None
    assert told.themes[1].index.value == 100


def test_an_interval_counts_nobody_as_invited():
    """An open link knows of no population: the interval is that of a sample."""
    survey = make.survey(invited=12)
    make.answers(survey, 6, choice="2")
    make.answers(survey, 6, choice="4")
    index = results(close(survey)).themes[0].index
    assert (index.low, index.high) == pytest.approx((33.41, 66.59), abs=0.1)


def test_an_open_survey_tells_nothing_to_anybody():
    survey = make.survey()
    make.answers(survey, 20, choice="1", O1="Words")
    ballot_box.empty(survey)
    assert results(survey) == results(survey, before_release=True) == Results(survey)
    assert results(close(survey)).n == 20


def test_results_of_a_link_are_sukkulas_to_look_at_until_it_releases_them():
    survey = make.survey()
    make.answers(survey, 12)
    survey.close_survey(by=make.user("lead"))
    assert results(survey) == Results(survey)
    assert results(survey, before_release=True).n == 12
    with pytest.raises(PermissionDenied):
        survey.release_results(by=make.user("city_official"))
    survey.release_results(by=make.user("adviser"))
    assert results(survey).n == 12
    with pytest.raises(WrongState):
        survey.release_results(by=make.user("adviser"))


def test_results_stay_as_they_were_frozen():
    """Neither the answers nor a row of the tables changes what was told."""
    survey = answered((12, "5"))
    before = results(survey)
    survey.responses.all().delete()
    assert results(survey) == before
    with pytest.raises(ProgrammingError), transaction.atomic():
        survey.result_rows.update(figures={"n": 1})
    with pytest.raises(ProgrammingError), transaction.atomic():
        Survey.objects.filter(pk=survey.pk).update(mode="anonymous")
    assert results(survey) == before


def test_results_cost_the_same_for_many_answers():
    costs = []
    for many in (10, 40):
        survey = answered((many, "3"))
        with CaptureQueriesContext(connection) as asked:
            results(survey)
        costs.append(len(asked))
    assert costs[0] == costs[1]
