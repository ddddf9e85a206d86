"""What happens once to the answers, when their survey closes: roles merged, figures frozen."""

from collections import defaultdict

from arviointi.results import freezing
from arviointi.results.models import ResultRow
from arviointi.surveys import ballot_box
from arviointi.surveys.answers import Answer


def close(survey):
    """Empty the ballot box, forget the forms, merge roles, freeze the figures. The survey must be
    locked."""
    ballot_box.move(survey)
    survey.stubs.all().delete()
    survey.responses.merge_roles()
    freeze(survey)


def freeze(survey):
    """Write the survey's figures, suppressed, once and for all."""
    found = freezing.rows(survey.statements(), responses(survey), survey.reached())
    ResultRow.objects.bulk_create(
        ResultRow(survey=survey, part=part, code=code, group=group, figures=figures)
        for part, code, group, figures in found
    )


def responses(survey):
    """[(role, {question's code: choice})] of all who answered."""
    given = defaultdict(dict)
    answers = Answer.objects.filter(response__survey=survey)
    for response, code, choice in answers.values_list("response", "question__code", "choice"):
        given[response][code] = choice
    return [(role, given[pk]) for pk, role in survey.responses.values_list("pk", "role")]
