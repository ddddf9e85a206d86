"""Results of closed surveys as they were frozen: screen, PDF, CSV and reports read them here.

Questions that Sukkula keeps back are left out here, and with a statement its theme: the theme's
index less the other statements would tell what is kept back.
"""

from collections import Counter
from dataclasses import dataclass, field

from arviointi.results.answers import Answers, answers
from arviointi.results.models import ALL, Part
from arviointi.results.statistics import Distribution, Index
from arviointi.results.suppression import FEWEST, FULL, merged
from kehityspolku.documents.charts import percent


@dataclass(frozen=True)
class Statement:
    """A statement and how it was answered; `told` is None where it is withheld."""

    question: object
    told: Distribution | None


@dataclass(frozen=True)
class Theme:
    """A theme's index among all, None where it is withheld, and [(role's words, its index)]."""

    code: str
    label: str
    index: Index | None
    alpha: float | None = None
    roles: list[tuple[str, Index | None]] = field(default_factory=list)


@dataclass(frozen=True)
class Rate:
    """How many of those reached in a role answered."""

    label: str
    reached: int
    answered: int

    @property
    def silent(self):
        """How many were reached and did not answer."""
        return self.reached - self.answered

    @property
    def percent(self):
        """In whole percent; None of fewer than ten people, who are told by their number alone."""
        return percent(self.answered / self.reached) if self.reached >= FULL else None


@dataclass(frozen=True)
class Quotes:
    """The open answers to one question that are shown, in no order, and [(theme, how many)] of all
    that were coded; "" for the themes that few wrote of, merged."""

    question: object
    texts: list[str]
    themes: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Results:
    """What may be shown of a survey's `n` answers; where `withheld` not even how many they are."""

    survey: object
    n: int = 0
    withheld: bool = True
    statements: list[Statement] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    answers: list[Answers] = field(default_factory=list)
    quotes: list[Quotes] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    kept_back: int = 0  # questions that are not published
    questions: list = field(default_factory=list)  # all others

    @property
    def reached(self):
        return sum(rate.reached for rate in self.rates)

    @property
    def answered(self):
        return sum(rate.answered for rate in self.rates)


def results(survey, *, before_release=False):
    """The results of a survey; of one that is open or not released yet nothing.

    `before_release`: for Sukkula, which looks at the numbers before it releases them.
    """
    if not (survey.is_told or before_release and survey.is_closed):
        return Results(survey)
    rows = frozen(survey)
    rates = [
        Rate(survey.role_words(role), **told)
        for (part, _code, role), told in rows.items()
        if part == Part.RATE
    ]
    whole = rows.get((Part.WHOLE, "", ALL))
    if whole is None:
        return Results(survey, rates=rates)
    asked, kept_back, broken = published(survey)
    statements = [statement(each, rows) for question in asked for each in question.statements()]
    themes = dict.fromkeys(s.question.theme for s in statements if s.question.theme)
    return Results(
        survey,
        whole["n"],
        False,
        statements,
        [theme(survey, code, label_of(code, asked), rows) for code in themes if code not in broken],
        answers(asked, rows),
        quotes_of(survey, asked),
        rates,
        len(kept_back),
        asked,
    )


def frozen(survey):
    """{(part, code, group): figures or None} as its rows hold them."""
    return {(row.part, row.code, row.group): row.figures for row in survey.result_rows.all()}


def published(survey):
    """(the questions that are published, those that Sukkula keeps back, the themes of these)."""
    every = [part for part in survey.parts.all() if not part.is_section]
    versions = list(survey.publications.all())
    withheld = set(versions[-1].withheld) if versions else set()
    asked = [question for question in every if question.code not in withheld]
    kept_back = [question for question in every if question.code in withheld]
    return asked, kept_back, {question.theme for question in kept_back}


def statement(question, rows):
    told = rows.get((Part.STATEMENT, question.code, ALL))
    return Statement(question, Distribution(**told) if told else None)


def label_of(code, asked):
    return next(question.get_theme_display() for question in asked if question.theme == code)


def theme(survey, code, label, rows):
    told = dict(rows.get((Part.THEME, code, ALL)) or {})
    alpha = told.pop("alpha", None)
    roles = [
        (survey.role_words(role), Index(**figures) if figures else None)
        for (part, of, role), figures in rows.items()
        if (part, of) == (Part.GROUP, code)
    ]
    return Theme(code, label, Index(**told) if told else None, alpha, roles)


def quotes_of(survey, asked):
    """What the last reading of the open answers shows of them."""
    reading = survey.readings.last()
    said = {question.pk: [] for question in asked}
    coded = {question.pk: Counter() for question in asked}
    for verbatim in reading.verbatims.order_by("pk") if reading else ():
        if verbatim.question_id not in said:
            continue
        if verbatim.shown:
            said[verbatim.question_id].append(verbatim.text)
        if verbatim.theme:
            coded[verbatim.question_id][verbatim.theme] += 1
    told = [Quotes(q, said[q.pk], themes_of(coded[q.pk])) for q in asked]
    return [quotes for quotes in told if quotes.texts or quotes.themes]


def themes_of(tally):
    """[(theme, how many wrote of it)], most first and those that few wrote of merged, last.

    Of a theme alone with few answers one could tell what each of the others wrote of. Where all
    are merged there is nothing to tell.
    """
    sums = Counter()
    for name, kept in merged(tally).items():
        sums[kept] += tally[name]
    if sums.total() < FEWEST or set(sums) == {""}:
        return []
    return sorted(sums.items(), key=lambda row: (not row[0], -row[1], row[0]))
