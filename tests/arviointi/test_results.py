"""Results: what is told of whom, and what is kept back, from answers in the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from arviointi import ballot_box
from arviointi.models import Survey
from arviointi.results import response_figures, results, surveys_of
from kehityspolku import moments
from tests import make

pytestmark = pytest.mark.django_db


def close(survey):
    survey.close_survey(by=make.user("lead"))
    return survey


def answered(*many, scope=None, **fields):
    """A closed survey; `many`: (role, number of answers, choice)."""
    survey = make.survey(scope, **fields)
    for role, number, choice in many:
        make.answers(survey, number, role=role, choice=choice)
    return close(survey)


def test_the_figures_of_a_whole_survey():
    told = results(answered(("resident", 8, "5"), ("school", 4, "dk"), invited=24))
    assert (told.n, told.rate, told.withheld, told.percent) == (12, 0.5, False, True)
    assert told.rate_text == "50\u00a0%"
    first = told.statements[0].told
    assert (first.counts, first.dont_know, first.n) == ([0, 0, 0, 0, 8], 4, 12)
    assert [theme.code for theme in told.themes][:2] == ["participation", "trust"]
    assert (told.themes[0].index.value, told.themes[0].index.n) == (100, 8)


def test_fewer_than_five_answers_tell_their_number_alone():
    told = results(answered(("resident", 4, "5"), invited=8))
    assert (told.n, told.rate, told.withheld) == (4, None, True)
    assert (told.statements, told.themes, told.groups, told.quotes) == ([], [], [], [])


def test_a_statement_that_few_took_a_stand_on_is_withheld_and_so_is_its_theme():
    survey = make.survey()
    make.answers(survey, 4, choice="5")
    make.answers(survey, 6, choice="5", A1="na")
    told = results(close(survey))
    assert told.statements[0].told is None
    assert told.statements[1].told.counts == [0, 0, 0, 0, 10]
    assert told.themes[0].index is None
    assert told.themes[1].index.value == 100


def test_small_groups_hide_with_the_next_smallest():
    told = results(answered(("resident", 9, "4"), ("company", 6, "2"), ("school", 2, "1")))
    assert [(str(group.n), group.indexes[0].value) for group in told.groups] == [("9", 75)]
    assert told.in_hidden == 8


def test_a_group_is_hidden_where_few_of_it_took_a_stand():
    survey = make.survey()
    make.answers(survey, 9, role="resident")
    make.answers(survey, 7, role="association")
    make.answers(survey, 4, role="company", A1="dk", A2="dk")
    make.answers(survey, 2, role="company")
    told = results(close(survey))
    assert [group.n for group in told.groups] == [9, 7, 6]
    of_first_theme = [group.indexes[0] is None for group in told.groups]
    assert of_first_theme == [False, True, True]
    assert [group.indexes[1] is None for group in told.groups] == [False, False, False]


def test_more_answers_than_invited_give_no_rate():
    told = results(answered(("resident", 12, "4"), invited=10))
    assert (told.rate, told.rate_text) == (None, "")


def test_an_open_survey_tells_of_settled_answers_and_of_no_groups():
    survey = make.survey()
    make.answers(survey, 6, choice="1", O1="Words")
    ballot_box.empty(survey)
    assert (results(survey).n, results(survey).withheld) == (0, True)
    make.answers(survey, 5, choice="5", O1="Words")
    ballot_box.empty(survey)
    told = results(survey)
    assert (told.n, told.statements[0].told.counts) == (6, [6, 0, 0, 0, 0])
    assert (told.groups, told.quotes) == ([], [])
    assert results(close(survey)).n == 11


def test_results_cost_the_same_for_many_answers():
    costs = []
    for many in (10, 40):
        survey = answered(("resident", many, "3"))
        with CaptureQueriesContext(connection) as asked:
            results(survey)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_surveys_of_an_area_and_a_period():
    kehra, other = make.kehra(), make.kehra()
    project = make.project(other, state="approved")
    of_kehra, of_project = answered(scope=kehra), answered(scope=project)
    of_other, of_city, still_open = answered(scope=other), answered(), make.survey(kehra)
    old = answered(scope=kehra)
    Survey.objects.filter(pk=old.pk).update(closed_at=timezone.now() - timedelta(days=40))
    first, last = moments.in_days(-30), moments.today()
    assert list(surveys_of([kehra, project], first, last)) == [of_kehra, of_project]
    assert list(surveys_of([], first, last)) == []
    assert list(surveys_of(None, first, last)) == [of_kehra, of_project, of_other, of_city]
    assert still_open.is_open


def test_figures_of_several_surveys_together():
    surveys = [
        answered(("resident", 10, "4"), invited=20),
        answered(("resident", 6, "4"), invited=12),
        answered(("resident", 2, "4"), invited=3),
        answered(("resident", 7, "4")),
    ]
    assert response_figures(surveys) == (23, 32, 0.5)  # two of one survey count in nothing
    assert response_figures([]) == (0, None, None)
