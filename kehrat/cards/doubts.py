"""What was read of a card but may be meant otherwise: shown beside the words as written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

AS = "as:"  # before the value of a correction that chooses how a line is read
NOTHING = "none"  # the value for no sum, no date

# Why a line needs a look.
KINDS = {
    "no_headings": _("No heading of a project card was found."),
    "title_missing": _("No title was found."),
    "heading_many": _("The heading names more than one part of the card."),
    "heading_unknown": _("The line looks like a heading that isn't known."),
    "contact": _("The line has an e-mail address or a telephone number."),
    "not_placed": _("These words went to no part of the card."),
    "sums": _("The line has more than one sum."),
    "range": _("The sum is given as a range."),
    "sum_unused": _("The line has a sum that was not used."),
    "sum_lacks": _("The row has no sum."),
    "worked_out": _("The sum was worked out from a price and a number."),
    "rate": _("The sum is the price of one, without a number."),
    "unit_lacks": _("The number may be a sum: it has no euro sign."),
    "vat": _("The line tells of value added tax."),
    "side": _("Under this heading the row may be something else."),
    "currency": _("The sum is not in euros."),
    "not_money": _("The row tells of work, not of money."),
    "total_differs": _("The rows don't make the total that is written."),
    "share": _("The row gives a share and no sum."),
    "dates": _("The line has more than one time."),
    "date_read": _("The time is told in words."),
    "date_unread": _("The time could not be read."),
    "date_backwards": _("The time ends before it begins."),
    "date_impossible": _("There is no such day."),
    "place_near": _("No place has quite this name."),
    "place_many": _("The name may mean several places."),
    "place_unknown": _("No place of this name was found in Helsinki."),
}


class Choice(NamedTuple):
    """Another reading: the correction that asks for it, and what it says to people."""

    value: str
    words: str


@dataclass(frozen=True)
class Doubt:
    """A question about a line, `line` counted from one; all words are in the language active when
    the card was read.

    `words`: as written. `reading`: how they were read. `part`: which question of its kind on that
    line. Its answer is a correction under `key`; `answered` is the one taken.
    """

    line: int
    kind: str
    words: str
    reading: str
    choices: tuple[Choice, ...] = ()
    part: int = 0
    answered: str = ""

    @property
    def key(self) -> str:
        return f"{self.line}:{self.kind}" + (f":{self.part}" if self.part else "")

    @property
    def question(self) -> str:
        return str(KINDS[self.kind])

    def answer(self, corrections: Mapping[str, str]) -> str:
        """The value of the choice taken, without "as:"; "" when none or a senseless one was.

        An answer stands under the doubt's own key or, for the whole line, under its number.
        """
        values = {choice.value for choice in self.choices}
        for key in (self.key, str(self.line)):
            if (value := corrections.get(key, "")) in values:
                return value.removeprefix(AS)
        return ""


class Questions:
    """Doubts as they are found: the open ones, and those that an answer has settled."""

    def __init__(self, corrections: Mapping[str, str] | None = None):
        self.corrections = corrections or {}
        self.open: list[Doubt] = []
        self.settled: list[Doubt] = []

    def ask(self, number: int, kind: str, words: str, reading: str, choices=()) -> str:
        """Note a doubt; gives the value of its answer, "" as long as there is none."""
        alike = [d for d in (*self.open, *self.settled) if (d.line, d.kind) == (number, kind)]
        doubt = Doubt(number, kind, words, reading, tuple(choices), len(alike))
        answer = doubt.answer(self.corrections)
        if answer:
            self.settled.append(replace(doubt, answered=f"{AS}{answer}"))
        else:
            self.open.append(doubt)
        return answer
