"""The table of survey results: the figures that a survey's page tells, none of anybody's words.

Read from the rows that were suppressed and frozen at the closing, less what is not published.
"""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from arviointi.open_data.columns import ANYONE, Column, Kind, Table, address
from arviointi.results.counting import Kind as QuestionKind
from arviointi.results.models import ALL, Part
from arviointi.results.results import frozen, published, themes_of
from arviointi.results.scale import Choice
from arviointi.results.statistics import Distribution
from arviointi.surveys.models import Survey
from arviointi.surveys.readings import Reading, Verbatim
from kehityspolku import moments
from kehrat.models import Kehra, Project

LANGUAGES = [code for code, _name in settings.LANGUAGES]
REST = "rest"  # answers that few gave, or themes that few wrote of, told together
CODED = "coded"  # the part of what open answers are about, beside those that are frozen


@dataclass(frozen=True)
class Figure:
    """One figure of a survey; `question` and `words` by language, {} where there are none."""

    survey: Survey
    part: str
    code: str
    group: str
    answer: str = ""
    n: int | None = None
    reached: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    hidden: bool = False
    question: dict | None = None
    words: dict | None = None


def rows():
    """The figures of all surveys that are told, of groups and projects that everyone may see."""
    told = Survey.objects.told().filter(
        Q(kehra=None) | Q(kehra__in=Kehra.objects.visible_to(ANYONE)),
        Q(project=None) | Q(project__in=Project.objects.visible_to(ANYONE)),
    )
    themes = coded(told)
    told = told.select_related("kehra").order_by("pk")
    for survey in told.prefetch_related("result_rows", "publications", "parts"):
        yield from figures_of(survey, themes.get(survey.pk, {}))


def coded(surveys):
    """{survey's key: {question's key: [(theme, how many open answers are about it)]}}, by the last
    reading of each; few are told together, and nobody's words are even read."""
    last = Reading.objects.filter(survey=OuterRef("reading__survey")).order_by("-number")
    verbatims = Verbatim.objects.filter(
        reading__survey__in=surveys.values("pk"), reading=Subquery(last.values("pk")[:1])
    ).exclude(theme="")
    rows = verbatims.order_by().values_list("reading__survey", "question", "theme")
    tallies = {}
    for survey, question, theme, n in rows.annotate(n=Count("pk")):
        tallies.setdefault(survey, {}).setdefault(question, Counter())[theme] = n
    return {
        survey: {question: themes_of(tally) for question, tally in of_questions.items()}
        for survey, of_questions in tallies.items()
    }


def figures_of(survey, about):
    """The figures of a survey, those of questions with each answer; `about`: what its open answers
    are about, by question."""
    asked, _kept_back, broken = published(survey)
    owners = {q.code: q for q in asked}
    owners |= {key: q for q in asked for key, _words in q.fields()}
    themes = {question.theme for question in asked} - broken
    for (part, code, group), told in frozen(survey).items():
        question = owners.get(code)
        if part in (Part.STATEMENT, Part.QUESTION) and not question:
            continue
        if part in (Part.THEME, Part.GROUP) and code not in themes:
            continue
        texts = texts_of(question, code) if question else {}
        if told is None:
            yield Figure(survey, part, code, group, hidden=True, question=texts)
            continue
        for figures in READ[part](told):
            words = words_of(question, figures.get("answer")) if question else {}
            yield Figure(survey, part, code, group, question=texts, words=words, **figures)
    for question in asked:
        for theme, n in about.get(question.pk, ()):
            texts = texts_of(question, question.code)
            yield Figure(survey, CODED, question.code, ALL, theme or REST, n, question=texts)


def of_whole(told):
    yield {"n": told["n"]}


def of_rate(told):
    yield {"n": told["answered"], "reached": told["reached"]}


def of_statement(told):
    """How many took part and their mean, then how many chose each."""
    found = Distribution(**told)
    yield {"n": found.n, "value": found.mean}
    counts = (*found.counts, found.dont_know, found.not_concerning)
    for answer, n in zip(Choice.values, counts, strict=True):
        yield {"answer": answer, "n": n}


def of_question(told):
    """How many answered and their mean, then how many gave each answer; a ranking's mean place."""
    means = dict(told["means"])
    yield {"n": told["n"], "value": told["mean"]}
    for answer, n in told["counts"]:
        yield {"answer": answer or REST, "n": n, "value": means.get(answer)}


def of_index(told):
    yield {name: told[name] for name in ("n", "value", "low", "high")}


READ = {
    Part.WHOLE: of_whole,
    Part.RATE: of_rate,
    Part.STATEMENT: of_statement,
    Part.QUESTION: of_question,
    Part.THEME: of_index,
    Part.GROUP: of_index,
}


def texts_of(question, code):
    """What was asked, in each language in which it was."""
    return in_each(question, lambda: question.text_of(code))


def words_of(question, answer):
    """An answer in words, in each language; of districts and numbers the answer tells itself."""
    if not answer or question.kind in (QuestionKind.DISTRICT, QuestionKind.NUMBER):
        return {}
    return in_each(question, lambda: str(dict(question.choices()).get(answer, "")) or None)


def in_each(question, words):
    """What `words()` gives in each language that the question's survey was in."""
    found = {}
    for language in question.survey.languages:
        with override(language):
            found[language] = words()
    return found


def in_language(name, language):
    """Reads texts of a figure in a language."""
    return lambda figure: (getattr(figure, name) or {}).get(language)


QUESTION = {
    "fi": _("The question in Finnish"),
    "sv": _("The question in Swedish"),
    "en": _("The question in English"),
}
ANSWER = {
    "fi": _("The answer in Finnish"),
    "sv": _("The answer in Swedish"),
    "en": _("The answer in English"),
}
RESULTS = Table(
    "kyselytulokset",
    "helsingin-kehittamisryhmien-kyselytulokset",
    _("Results of surveys about local development in Helsinki"),
    _(
        "Figures of closed surveys, as their pages tell them: how many answered, each question, "
        "the index of each theme, what the open answers are about. What would tell of a few people "
        "is hidden, what Sukkula has not published is left out, and nobody's own words are here."
    ),
    rows,
    (
        Column("survey", Kind.WHOLE, _("The survey's number in the portal"), lambda f: f.survey.pk),
        Column(
            "closed_on",
            Kind.DAY,
            _("Day on which it closed"),
            lambda f: moments.day_of(f.survey.closed_at),
        ),
        Column(
            "kehra",
            Kind.TEXT,
            _("The group it is about, if it is about one"),
            lambda f: f.survey.kehra.slug if f.survey.kehra else None,
        ),
        Column(
            "project",
            Kind.WHOLE,
            _("The number of the project it is about, if it is about one"),
            lambda f: f.survey.project_id,
        ),
        Column(
            "mode",
            Kind.TEXT,
            _("link: anyone could answer; anonymous or named: people who were invited"),
            lambda f: f.survey.mode,
        ),
        Column(
            "part",
            Kind.TEXT,
            _(
                "whole: all answers; rate: those invited in a role; statement or question; theme: "
                "its index; group: its index in a role; coded: what the open answers are about"
            ),
            lambda f: f.part,
        ),
        Column("code", Kind.TEXT, _("Code of the question or theme"), lambda f: f.code or None),
        Column(
            "group",
            Kind.TEXT,
            _("The role, of a rate or group; empty for all others together"),
            lambda f: f.group or None,
        ),
        Column(
            "answer",
            Kind.TEXT,
            _(
                "Which answer was given, or what open answers are about in the words of whoever "
                "read them; dk: don't know, na: does not concern me, rest: those that few gave"
            ),
            lambda f: f.answer or None,
        ),
        Column("hidden", Kind.YES_NO, _("Hidden: it would tell of a few"), lambda f: f.hidden),
        Column("n", Kind.WHOLE, _("How many answered, or gave the answer"), lambda f: f.n),
        Column("reached", Kind.WHOLE, _("How many invitations arrived"), lambda f: f.reached),
        Column(
            "value",
            Kind.NUMBER,
            _("Mean of the answers, an answer's mean place, or the index from 0 to 100"),
            lambda f: f.value,
        ),
        Column("low", Kind.NUMBER, _("Lower end of the 95 % interval"), lambda f: f.low),
        Column("high", Kind.NUMBER, _("Upper end of the 95 % interval"), lambda f: f.high),
        *(
            Column(f"{name}_{code}", Kind.TEXT, about[code], in_language(read, code))
            for name, read, about in (
                ("question", "question", QUESTION),
                ("answer", "words", ANSWER),
            )
            for code in LANGUAGES
        ),
        Column("url", Kind.TEXT, _("Address of the survey's page"), lambda f: address(f.survey)),
    ),
    key=("survey", "part", "code", "group", "answer"),
)
