"""What happens once to the answers, when their survey closes: roles merged, figures frozen."""

from collections import defaultdict

from arviointi.results import freezing
from arviointi.results.counting import key_of
from arviointi.results.models import ResultRow
from arviointi.surveys import ballot_box
from arviointi.surveys.answers import Answer


def close(survey):
    """Empty the ballot box, forget the forms and what was kept to go on later, merge roles, freeze
    the figures. The survey must be locked."""
    ballot_box.move(survey)
    survey.stubs.all().delete()
    survey.kept.all().delete()
    survey.responses.merge_roles()
    freeze(survey)


def freeze(survey):
    """Write the survey's figures, suppressed, once and for all."""
    told = responses(survey), survey.reached(), survey.counted(), survey.decided()
    found = freezing.rows(survey.statements(), *told)
    ResultRow.objects.bulk_create(
        ResultRow(survey=survey, part=part, code=code, group=group, figures=figures)
        for part, code, group, figures in found
    )


def responses(survey):
    """[(role, {code of a question or of one of its options: choice})] of all who answered."""
    given = defaultdict(dict)
    answers = Answer.objects.filter(response__survey=survey)
    told = answers.values_list("response", "question__code", "item", "choice")
    for response, code, item, choice in told:
        given[response][key_of(code, item)] = choice
    return [(role, given[pk]) for pk, role in survey.responses.values_list("pk", "role")]
