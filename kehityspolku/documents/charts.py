"""Figures of our own charts: plain numbers in, positions and words out, for page and PDF alike.

A chart is a table: the row's label, an SVG with a title, and the same figures in cells.
None stands for a withheld number; a chart never guesses it back.
"""

from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehityspolku.rounding import half_up, shares

NBSP = "\u00a0"
HIDDEN = gettext_lazy("hidden (too few answers)")
PERCENT_FROM = 10  # percentages of smaller groups say more than the group knows
# Documents' colours by step, (bar, words on it): their SVGs take no style sheet, a page's do.
PAINT = {
    0: ("#14565f", "#ffffff"),
    1: ("#b3402e", "#ffffff"),
    2: ("#e3b1a8", "#1c2733"),
    3: ("#ddd5c7", "#1c2733"),
    4: ("#9cc3c7", "#1c2733"),
    5: ("#14565f", "#ffffff"),
}
ROOM_FOR_TEXT = 6  # percent of the plot that two digits need on a phone


@dataclass(frozen=True)
class Segment:
    """A part of a bar; x, width and middle in percent of the plot."""

    step: int
    x: str
    width: str
    middle: str
    text: str

    @property
    def paint(self):
        return PAINT[self.step][0]

    @property
    def ink(self):
        return PAINT[self.step][1]


@dataclass(frozen=True)
class Row:
    """One line of a chart: its bar, its words and its cells, in the order of the head."""

    label: str
    words: str
    cells: list[str]
    segments: list[Segment] = field(default_factory=list)
    withheld: bool = False
    beside: list[tuple[str, str]] = field(default_factory=list)

    @property
    def title(self):
        """What it tells, as one text; a statement's own full stop is left out."""
        return f"{str(self.label).removesuffix('.')}: {self.words}"


@dataclass(frozen=True)
class Chart:
    """What the templates draw: caption, head of the figures, rows; axis in percent of the plot."""

    title: str
    head: list[str]
    rows: list[Row]
    key: list[tuple[int, str, str]] = field(default_factory=list)  # step, paint, answer
    axis: str = "0%"
    unit: str = ""  # of the numbers written in an agreement's bars: "%", or nothing for people
    most: int = 100  # the right end of a scale of dots

    @property
    def spoken(self):
        """All its figures in one text, for who hears the chart: "Views. A: 3; B: 5."."""
        return f"{self.title}. {'; '.join(row.title for row in self.rows)}."

    @property
    def beside(self):
        """The heads of the columns that stand beside an agreement's bar."""
        return self.head[5:]


def percent(share):
    """A share from 0 to 1 as whole percent: "62 %", the sign tied to the number."""
    return f"{number_format(half_up(share * 100), use_l10n=True)}{NBSP}%"


def percents(parts):
    """The parts of a whole as whole percent that add up to 100."""
    return [percent(share / 100) for share in shares(parts)]


def place(value):
    return f"{value:.2f}%"


def diverging(rows, *, title, answers, dont_know=None, others=(), percent_from=PERCENT_FROM):
    """Stacked bars around the middle of a five-point scale.

    rows: [(label, counts, don't know, *others)], counts a list of five numbers from "strongly
    disagree" to "strongly agree", or None where the answers are withheld. The bar shows those who
    took a stand; "don't know" and `others` (names, like "Does not concern me") stand in columns
    of their own. Percentages are of those who took a stand and are written from percent_from of
    them up, counts below that.
    """
    sides = [reach(counts) for _label, counts, *_apart in rows if counts and sum(counts)]
    left = max((a for a, _b in sides), default=0.5)
    right = max((b for _a, b in sides), default=0.5)
    scale = 100 / (left + right)
    told = [sum(counts) for _label, counts, *_apart in rows if counts]
    head = [*map(str, (*answers, dont_know or _("Don't know"), *others, _("Answers")))]
    return Chart(
        title=title,
        head=head,
        rows=[stacked(*row, head=head, plot=(left, scale, percent_from)) for row in rows],
        key=[(step, PAINT[step][0], name) for step, name in enumerate(head[:5], start=1)],
        axis=place(left * scale),
        unit="%" if told and min(told) >= percent_from else "",
    )


def reach(counts):
    """How far a bar goes left and right of the middle, as shares of its answers."""
    total = sum(counts)
    left = (counts[0] + counts[1] + counts[2] / 2) / total
    return left, 1 - left


def stacked(label, counts, *apart, head, plot):
    if counts is None:
        return Row(label, str(HIDDEN), [], withheld=True)
    left, scale, percent_from = plot
    total = sum(counts)
    if total >= percent_from:
        texts = percents(counts)
    else:
        texts = [number_format(n, use_l10n=True) for n in counts]
    numbers = [*apart, total + sum(n or 0 for n in apart)]
    cells = [
        *texts,
        *(str(HIDDEN) if n is None else number_format(n, use_l10n=True) for n in numbers),
    ]
    words = ", ".join(f"{name} {text}" for name, text in zip(head, cells, strict=True))
    segments = []
    if total:
        x = (left - reach(counts)[0]) * scale
        for step, (count, text) in enumerate(zip(counts, texts, strict=True), start=1):
            width = count / total * scale
            shown = text.removesuffix(f"{NBSP}%") if width >= ROOM_FOR_TEXT else ""
            if count:
                segments.append(Segment(step, place(x), place(width), place(x + width / 2), shown))
            x += width
    beside = list(zip(head, cells, strict=True))[5:]
    return Row(label, words, cells, segments, beside=beside)


def bars(rows, *, title, unit="", head=None, most=None):
    """Horizontal bars from zero.

    rows: [(label, value)], or [(label, value, text)] where the written value is the caller's
    (money, "12 / 20"); None as value means withheld. unit follows the number ("%", "€").
    most: the value at the plot's right edge; the largest of the rows when not given.
    """
    values = [row[1] for row in rows if row[1] is not None]
    most = most or max([*values, 0]) or 1
    return Chart(
        title=title,
        head=[head or _("Number")],
        rows=[bar(label, value, *text, unit=unit, most=most) for label, value, *text in rows],
    )


def bar(label, value, text=None, *, unit, most):
    if value is None:
        return Row(label, str(HIDDEN), [], withheld=True)
    if text is None:
        text = number_format(value, use_l10n=True) + (f"{NBSP}{unit}" if unit else "")
    width = place(100 * float(value) / float(most))
    segments = [Segment(0, "0%", width, width, "")] if value else []
    return Row(label, text, [text], segments)


def dots(rows, *, title, head=None, most=100, decimals=0):
    """Dots with their intervals on a line from zero to `most`, for comparisons.

    rows: [(label, value, low, high)]; None as value means withheld, None as low and high that
    there is no interval. Written as "62 (51–73)", with as many decimals as told.
    """
    told = [dot(*row, most=most, decimals=decimals) for row in rows]
    return Chart(title, [head or _("Number")], told, most=most)


def dot(label, value, low, high, *, most, decimals):
    if value is None:
        return Row(label, str(HIDDEN), [], withheld=True)
    ends = (value, value) if low is None else (low, high)
    text, *span = (
        number_format(half_up(end, decimals), decimal_pos=decimals, use_l10n=True)
        for end in (value, *ends)
    )
    if low is not None:
        text += f" ({'–'.join(span)})"
    x, right, middle = (100 * end / most for end in (*ends, value))
    segment = Segment(0, place(x), place(right - x), place(middle), "")
    return Row(label, text, [text], [segment])
