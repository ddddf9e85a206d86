"""Results of surveys, suppressed already: screen, PDF, CSV and reports read them from here."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from statistics import fmean

from django.db.models import Q

from arviointi import statistics, suppression
from arviointi.groups import Group, by_role
from arviointi.models import Answer, Question, Survey
from arviointi.statistics import Distribution, Index
from kehityspolku import charts, moments


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
    """What may be shown of a survey. `n` answers; `rate` from 0 to 1 where it is known.

    With `withheld` nothing but the number may be shown. `in_hidden`: people of the groups that
    are not shown, together.
    """

    survey: Survey
    n: int
    invited: int | None
    rate: float | None
    withheld: bool
    statements: list[Statement] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    in_hidden: int = 0
    quotes: list[Quotes] = field(default_factory=list)

    @property
    def percent(self):
        """Whether shares may be written as percentages."""
        return suppression.may_percent(self.n)

    @property
    def rate_text(self):
        """The response rate as whole percent; "" where it is not known or answers are too few."""
        return charts.percent(self.rate) if self.rate is not None and self.percent else ""


def results(survey):
    """The results of a survey; while it is open, of all together and without the newest batch.

    Groups and words wait for the closing: in an open survey a group may grow by one person, whom
    the difference would tell.
    """
    responses = counted(survey)
    roles = dict(responses.values_list("pk", "role"))
    n, invited = len(roles), survey.invited
    rate = n / invited if invited and n <= invited and suppression.may_show(n) else None
    if not suppression.may_show(n):
        return Results(survey, n, invited, rate, withheld=True)
    asked = list(survey.questions.all())
    choices = choices_of(responses)
    statements = [statement(q, choices[q.pk]) for q in asked if not q.is_open]
    means = {theme: person_means(theme, statements, choices) for theme in themes_of(statements)}
    themes = [Theme(t, Question.Theme(t).label, whole(m, invited)) for t, m in means.items()]
    told = Results(survey, n, invited, rate, False, statements, themes)
    if not survey.is_closed:
        return told
    groups, in_hidden = by_role(roles, means)
    quotes = quotes_of(responses, asked) if suppression.may_quote(n) else []
    return replace(told, groups=groups, in_hidden=in_hidden, quotes=quotes)


def counted(survey):
    """The responses that count now: all of a closed survey's, the settled ones of an open one."""
    return survey.responses.all() if survey.is_closed else survey.responses.filter(held=False)


def choices_of(responses):
    """{question's key: {response's key: choice}}."""
    found = defaultdict(dict)
    answers = Answer.objects.filter(response__in=responses).exclude(choice="")
    for question, response, choice in answers.values_list("question", "response", "choice"):
        found[question][response] = choice
    return found


def statement(question, choices):
    told = statistics.distribution(choices.values())
    return Statement(question, told if suppression.may_show(told.stands) else None)


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


def whole(means, invited):
    return statistics.index(list(means.values()), invited) if means else None


def quotes_of(responses, asked):
    said = defaultdict(list)
    shown = Answer.objects.filter(response__in=responses, shown=True).exclude(text="")
    rows = shown.order_by("pk").values_list("question", "text", "response__language")
    for question, text, language in rows:
        said[question].append((text, language))
    return [Quotes(q, said[q.pk]) for q in asked if said[q.pk]]


def to_read(survey):
    """The open answers that Sukkula reads: of a closed survey with enough answers to quote."""
    if not (survey.is_closed and suppression.may_quote(survey.responses.count())):
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


def response_figures(surveys):
    """(answers, invited, rate) of several surveys; rate None when no survey knows its invited.

    Surveys of too few answers count in nothing. The rate is over those that know how many were
    invited.
    """
    told = [results(survey) for survey in surveys]
    rated = [r for r in told if r.rate is not None]
    invited = sum(r.invited for r in rated)
    rate = sum(r.n for r in rated) / invited if invited else None
    return sum(r.n for r in told if not r.withheld), invited or None, rate
