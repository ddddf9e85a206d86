"""How other closed questions than statements were answered, as it was frozen, in words."""

from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from arviointi.results.counting import Kind
from arviointi.results.models import ALL, Part
from arviointi.results.suppression import FULL
from kehityspolku.documents import charts
from kehityspolku.documents.charts import percent, percents


@dataclass(frozen=True)
class Row:
    """One answer to a question: how many gave it, in percent from ten people on; of a ranking its
    mean place."""

    words: str
    n: int
    percent: str | None = None
    mean: float | None = None

    def text(self):
        told = f"{self.n} ({self.percent})" if self.percent else str(self.n)
        if self.mean is None:
            return told
        mean = number_format(self.mean, 1)
        return _("%(times)s, mean place %(place)s") % {"times": told, "place": mean}


@dataclass(frozen=True)
class Answers:
    """A question, or a row of one, and how it was answered; without rows where it is withheld."""

    code: str
    text: str
    kind: str
    n: int = 0
    rows: list[Row] = field(default_factory=list)
    mean: float | None = None

    @property
    def withheld(self):
        return not self.rows

    def chart(self):
        """Its answers as bars; their number beside, its share, of a ranking its mean place."""
        rows = [(row.words, row.n, row.text()) for row in self.rows]
        head = _("Times put first") if self.kind == Kind.RANKING else _("Answers")
        rows = rows or [(_("All answers"), None)]
        return charts.bars(rows, title=self.text, head=head, most=self.n or None)


def answers(questions, rows):
    """Of each question in its order; `rows`: {(part, code, group): figures} as frozen."""
    return [
        told(
            asked,
            question.text_of(asked.code),
            question,
            rows.get((Part.QUESTION, asked.code, ALL)),
        )
        for question in questions
        for asked in question.counted()
    ]


def told(asked, text, question, figures):
    if not figures:
        return Answers(asked.code, text, asked.kind)
    n, means = figures["n"], dict(figures["means"])
    words = {value: str(words) for value, words in question.choices()} | {"": _("all others")}
    counts = [count for _value, count in figures["counts"]]
    if n < FULL:
        parts = [None for _count in counts]
    elif sum(counts) == n:  # each has given one answer
        parts = percents(counts)
    else:
        parts = [percent(count / n) for count in counts]
    rows = [
        Row(words.get(value, value), count, part, means.get(value))
        for (value, count), part in zip(figures["counts"], parts, strict=True)
    ]
    return Answers(asked.code, text, asked.kind, n, rows, figures["mean"])
