"""What a call wants of an application besides its budget: answers, documents, partners, what lacks.

Questions and documents are those of the rules that the application is held to. What answers one is
kept by its number, so that it stands though the call's own row has changed or gone since.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kehityspolku import moments, money
from kehrat.organisations.facts import YES_NO


def questions(application):
    """The call's questions that are answered in words; those that want a file are documents."""
    return [asked for asked in application.held_to.questions.all() if asked.kind != "file"]


def answer_in_words(question, value):
    """A stored answer as people read it; "" for none."""
    if not value:
        return ""
    match question.kind:
        case "choice":
            return question.choice_text(value)
        case "yes_no":
            return str(dict(YES_NO).get(value, value))
        case "money":
            return money.euros(Decimal(value))
        case "number":
            return money.figures(Decimal(value)).removesuffix(",00")
        case "date":
            return moments.day_text(date.fromisoformat(value))
    return value


@dataclass(frozen=True)
class Answered:
    """A question with what was answered; `text` is for people, `value` as it is stored."""

    question: object
    value: str = ""

    @property
    def text(self):
        try:
            return answer_in_words(self.question, self.value)
        except (ValueError, ArithmeticError):  # answered before the question was of another kind
            return self.value

    @property
    def is_lacking(self):
        return self.question.required and not self.value


def answers(application):
    """[Answered] of all questions, in their order."""
    asked = questions(application)
    values = {row.question: row.value for row in application.answers.all()} if asked else {}
    return [Answered(question, values.get(question.pk, "")) for question in asked]


@dataclass
class Document:
    """A document that the call wants, or a file that answers a question, and what there is."""

    key: str  # "d12" for a document, "q7" for a question, by their numbers
    name: str
    required: bool
    in_another: bool
    later: bool
    files: list
    placed: object = None  # the flag: in another file, or later

    @cached_property
    def has_file(self):
        return any(not file.is_infected for file in self.files)

    @property
    def is_later(self):
        return bool(self.placed) and self.placed.where == "later" and not self.has_file

    @property
    def is_lacking(self):
        return self.required and not self.has_file and not self.placed

    @property
    def state(self):
        """In words: what there is of it."""
        if self.has_file:
            return _("attached")
        if self.placed:
            return str(self.placed)
        return _("missing") if self.required else _("not given, not needed")


def documents(application):
    """[Document] of all that the call wants as files, in their order."""
    call = application.held_to
    rows = [
        *((f"d{d.pk}", d, d.in_another, d.later) for d in call.documents.all()),
        *((f"q{q.pk}", q, True, False) for q in call.questions.all() if q.kind == "file"),
    ]
    if not rows:
        return []
    files, placed = {}, {row.wanted: row for row in application.placed.all()}
    for file in application.given.all():
        files.setdefault(file.wanted, []).append(file)
    return [
        Document(key, str(row), row.required, another, later, files.get(key, []), placed.get(key))
        for key, row, another, later in rows
    ]


def partners(application):
    """The names of its partners, those of the card too, each once."""
    own = map(str, application.named_partners())
    return list(dict.fromkeys([*own, *application.project.partners]))


def unasked(application):
    """Answers to questions that the call no longer asks: nothing that was written is lost."""
    asked = {question.pk for question in questions(application)}
    return [row for row in application.answers.all() if row.question not in asked and row.value]


def missing_answers(application):
    """A sentence for the questions that must be answered before it can be checked, if any."""
    lacking = [str(each.question) for each in answers(application) if each.is_lacking]
    if lacking:
        yield _("Answer: %(names)s") % {"names": "; ".join(lacking)}


def missing_documents(application):
    """The same of the documents that must be there."""
    lacking = [each.name for each in documents(application) if each.is_lacking]
    if lacking:
        yield _("Give these documents or tell where they are: %(names)s") % {
            "names": "; ".join(lacking)
        }
