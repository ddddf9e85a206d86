"""The copy sheet: a funder's questions in its service's order, each with the portal's answer."""

from dataclasses import dataclass
from itertools import groupby

from rahoitus.applications import wanted
from rahoitus.sending.answers import APPLICATION, Answer, Known
from rahoitus.sending.models import FunderQuestion


@dataclass(frozen=True)
class Own:
    """A call's own question, as a row of the sheet shows it."""

    place: str
    title: str
    required: bool
    max_length: int | None


@dataclass(frozen=True)
class Row:
    """A question that people read, with its answer."""

    question: FunderQuestion | Own
    answer: Answer

    @property
    def length(self):
        """Characters of the answer, as a form of the web counts them."""
        return len(self.answer.text)

    @property
    def over(self):
        """By how many characters the answer is too long."""
        return max(0, self.length - (self.question.max_length or self.length))


@dataclass(frozen=True)
class Sheet:
    rows: list

    @property
    def filled(self):
        return sum(bool(row.answer.text) for row in self.rows)

    @property
    def sections(self):
        """[(step, section, rows)] in the service's order."""
        grouped = groupby(self.rows, key=lambda row: (row.question.step, row.question.section))
        return [(step, section, list(rows)) for (step, section), rows in grouped]


def own_rows(application):
    """[Row] of the call's own questions that are answered in words."""
    return [
        Row(
            Own(f"own-{n}", str(each.question), each.question.required, limit_of(each.question)),
            Answer(each.text, str(APPLICATION) if each.text else ""),
        )
        for n, each in enumerate(wanted.answers(application))
    ]


def limit_of(question):
    return question.most_characters if question.kind == "text" else None


def of(application, form, *, private):
    """The sheet of an application on a form. Questions without a title are the service's own
    flags, which nobody copies. `private`: whether the reader may know the bank account."""
    known = Known(application, private)
    asked = [question for question in form.questions.all() if question.title]
    return Sheet([Row(question, known.answer(question.fills)) for question in asked])
