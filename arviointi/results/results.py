"""Results of closed surveys, suppressed already: screen, PDF, CSV and reports read them here."""

from collections import defaultdict
from dataclasses import dataclass, field
from statistics import fmean

from django.db.models import Q

from arviointi.results import statistics, suppression
from arviointi.results.statistics import Distribution, Index
from arviointi.surveys.answers import Answer
from arviointi.surveys.models import Question, Survey
from kehityspolku import moments


@dataclass(frozen=True)
class Statement:
    """A statement and how it was answered; `told` is None where it is withheld."""

    question: Question
    told: Distribution | None


@dataclass(frozen=True)
class Theme:
    """A theme's index among all; None where it is withheld."""

    code: str
    label: str
    index: Index | None


@dataclass(frozen=True)
class Quotes:
    """The open answers to one question that may be shown: [(text, language)], in no order."""

    question: Question
    said: list[tuple[str, str]]

    @property
    def texts(self):
        return [text for text, _language in self.said]


@dataclass(frozen=True)
class Results:
    """What may be shown of a survey's `n` answers; where `withheld` not even how many they are."""

    survey: Survey
    n: int = 0
    withheld: bool = True
    statements: list[Statement] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    quotes: list[Quotes] = field(default_factory=list)


def results(survey):
    """The results of a survey, of all who answered together; of an open one nothing.

    Between two looks at an open survey one answer may have come, which the difference would tell.
    """
    n = survey.responses.count() if survey.is_closed else 0
    if n < suppression.enough(link=True):
        return Results(survey)
    asked = list(survey.questions.all())
    choices = choices_of(survey)
    statements = [statement(q, choices[q.pk]) for q in asked if not q.is_open]
    means = {theme: person_means(theme, statements, choices) for theme in themes_of(statements)}
    themes = [Theme(t, Question.Theme(t).label, whole(m)) for t, m in means.items()]
    return Results(survey, n, False, statements, themes, quotes_of(survey, asked))


def choices_of(survey):
    """{question's key: {response's key: choice}}."""
    found = defaultdict(dict)
    answers = Answer.objects.filter(response__survey=survey).exclude(choice="")
    for question, response, choice in answers.values_list("question", "response", "choice"):
        found[question][response] = choice
    return found


def statement(question, choices):
    told = statistics.distribution(choices.values())
    return Statement(question, told if told.stands >= suppression.FULL else None)


def themes_of(statements):
    """The themes of the statements, in their order, each once."""
    return list(dict.fromkeys(s.question.theme for s in statements))


def person_means(theme, statements, choices):
    """Each person's mean of a theme's statements, {response's key: mean}.

    None when one of the statements is withheld: the index would tell of it.
    """
    of_theme = [s for s in statements if s.question.theme == theme]
    if any(s.told is None for s in of_theme):
        return None
    values = defaultdict(list)
    for s in of_theme:
        for person, choice in choices[s.question.pk].items():
            if choice.isdigit():
                values[person].append(int(choice))
    return {person: fmean(steps) for person, steps in values.items()}


def whole(means):
    return statistics.index(list(means.values())) if means else None


def quotes_of(survey, asked):
    said = defaultdict(list)
    shown = Answer.objects.filter(response__survey=survey, shown=True).exclude(text="")
    rows = shown.order_by("pk").values_list("question", "text", "response__language")
    for question, text, language in rows:
        said[question].append((text, language))
    return [Quotes(q, said[q.pk]) for q in asked if said[q.pk]]


def to_read(survey):
    """The open answers that Sukkula reads: of a closed survey with enough answers."""
    if not (survey.is_closed and survey.responses.count() >= suppression.enough(link=True)):
        return Answer.objects.none()
    answers = Answer.objects.filter(response__survey=survey).exclude(text="")
    return answers.select_related("question", "response")


def surveys_of(scopes, first, last):
    """Surveys closed from `first` to `last` (dates), oldest first.

    `scopes`: Kehrät and projects (records, mixed as you like); None for every survey, those of
    the whole city too.
    """
    surveys = Survey.objects.filter(
        state=Survey.State.CLOSED,
        closed_at__gte=moments.start_of(first),
        closed_at__lte=moments.end_of(last),
    ).select_related("kehra", "project")
    if scopes is not None:
        keys = {"kehra": [], "project": []}
        for scope in scopes:
            keys[scope._meta.model_name].append(scope.pk)
        surveys = surveys.filter(Q(kehra__in=keys["kehra"]) | Q(project__in=keys["project"]))
    return surveys.order_by("closed_at", "pk")
