"""How each kind of question is answered and counted: the one place that knows all kinds.

A statement on the scale of agreement is counted by `freezing` with its theme's index; all other
closed questions by `COUNTED` here. What is written (texts, dates, "other, which?") is not counted:
it is kept without a key to the rest of its answer and read by Sukkula.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field
from statistics import fmean

from django.db import models
from django.utils.translation import gettext_lazy as _

from arviointi.results import suppression
from arviointi.results.scale import Choice

MOST_BINS = 10
TICKED = "x"
OTHER = "99"  # as an option: what none of the others is
WORDS = "words"  # "other, which?", as a part of its question
STEPS = [str(step) for step in range(1, 6)]
SCORES = [str(score) for score in range(11)]
NO_STAND = [Choice.DONT_KNOW.value, Choice.NOT_CONCERNING.value]


class Kind(models.TextChoices):
    SECTION = "section", _("section with a lead text")
    SCALE = "scale", _("statement with a scale")
    MATRIX = "matrix", _("several statements with one scale")
    CHOICE = "choice", _("choice of one")
    MULTIPLE = "multiple", _("choice of several")
    SCORE = "score", _("number from 0 to 10")
    RANKING = "ranking", _("order of importance")
    NUMBER = "number", _("a number")
    DATE = "date", _("a date")
    OPEN = "open", _("open question")
    DISTRICT = "district", _("a district")


WRITTEN = Kind.OPEN, Kind.DATE  # words, kept apart from all choices
WITH_OPTIONS = Kind.MATRIX, Kind.CHOICE, Kind.MULTIPLE, Kind.RANKING
WITH_OTHER = Kind.CHOICE, Kind.MULTIPLE
WITH_ENDS = Kind.SCALE, Kind.MATRIX, Kind.SCORE  # a scale that can have end words of its own
OF_ITEMS = Kind.MATRIX, Kind.MULTIPLE, Kind.RANKING  # an answer for each option
DECIDING = Kind.SCALE, Kind.CHOICE, Kind.MULTIPLE, Kind.SCORE  # what others are shown by


def key_of(code, item=0):
    """What an answer is known by within a response: its question, and of several options which."""
    return f"{code}_{item}" if item else code


@dataclass(frozen=True)
class Asked:
    """A closed question as it is counted: its options by number, the bounds of its number."""

    code: str
    kind: str
    options: list[str] = field(default_factory=list)
    least: int = 0
    most: int = 0


@dataclass(frozen=True)
class Figures:
    """What is told of a question: how many answered, how many each answer got, means.

    `counts` and `means` are pairs, because what is stored keeps no order of keys. `means`: of a
    ranking, each option's mean place.
    """

    kind: str
    n: int
    counts: list
    mean: float | None = None
    means: list = field(default_factory=list)


def figures(asked, responses, *, least):
    """The figures of a question as they are frozen; None where fewer than `least` answered it or
    it would tell what somebody did.

    `responses`: of each who answered {key: choice}.
    """
    given = list(filter(None, (answer_to(asked, told) for told in responses)))
    stands = [each for each in given if each not in NO_STAND]
    if len(stands) < least or not tells_of_nobody(asked, stands):
        return None
    return asdict(COUNTED[asked.kind](asked, given))


def answer_to(asked, told):
    """One person's answer: a choice, or of several options {option: choice}."""
    if asked.kind not in OF_ITEMS:
        return told.get(asked.code)
    keys = ((option, key_of(asked.code, option)) for option in asked.options)
    return {option: told[key] for option, key in keys if told.get(key)}


def tells_of_nobody(asked, given):
    """Whether one cannot know what each answered because all answered alike.

    Of several options that holds for each of them: what all ticked, everyone is known to have.
    """
    if asked.kind != Kind.MULTIPLE:
        return suppression.tells_of_nobody([str(each) for each in given])
    ticked = Counter(option for each in given for option in each)
    known = len(given) in ticked.values()
    return suppression.tells_of_nobody([known] * len(given) if known else range(len(given)))


def of_choice(asked, given):
    """How many chose each; of several also, so that the shares may be more than the whole."""
    tally = Counter(each for one in given for each in ([one] if isinstance(one, str) else one))
    return Figures(asked.kind, len(given), [[option, tally[option]] for option in asked.options])


def of_steps(asked, given):
    """A scale of which each step is told, with the mean of those who took a stand."""
    told = of_choice(asked, given)
    mean = fmean(int(each) for each in given if each not in NO_STAND)
    return Figures(told.kind, told.n, told.counts, mean)


def of_ranking(asked, given):
    """How many put each first, and each one's mean place."""
    first = Counter(option for each in given for option, place in each.items() if place == "1")
    means = [
        [option, fmean(int(each[option]) for each in given if option in each)]
        for option in asked.options
        if any(option in each for each in given)
    ]
    counts = [[option, first[option]] for option in asked.options]
    return Figures(asked.kind, len(given), counts, means=means)


def of_number(asked, given):
    """How many fall into each of at most ten classes, whose bounds the question sets, not the
    answers; the mean unless one answer, whose class alone is told, makes up half of the sum."""
    numbers = [int(each) for each in given]
    bins = bins_of(asked.least, asked.most)
    counts = [[f"{a}–{b}" if a < b else str(a), sum(a <= n <= b for n in numbers)] for a, b in bins]
    outweighs = 2 * max(numbers) > sum(numbers) and any(a < b for a, b in bins)
    return Figures(asked.kind, len(given), counts, None if outweighs else fmean(numbers))


def bins_of(least, most):
    """The classes of a number as (first, last), as even as whole numbers let them be."""
    numbers = most - least + 1
    many = min(numbers, MOST_BINS)
    ends = [least + numbers * n // many for n in range(many + 1)]
    return [(a, b - 1) for a, b in zip(ends, ends[1:], strict=False)]


def of_district(asked, given):
    """How many live in each district; those of fewer than five are told together."""
    kept = suppression.merged(given)
    tally = Counter(kept[each] for each in given)
    counts = [[number, tally[number]] for number in (*asked.options, "") if tally[number]]
    return Figures(asked.kind, len(given), counts)


COUNTED = {
    Kind.SCALE: of_steps,
    Kind.CHOICE: of_choice,
    Kind.MULTIPLE: of_choice,
    Kind.SCORE: of_steps,
    Kind.RANKING: of_ranking,
    Kind.NUMBER: of_number,
    Kind.DISTRICT: of_district,
}
