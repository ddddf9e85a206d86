"""The form by which a survey is answered: a page for each section, questions of every kind."""

from dataclasses import dataclass, field
from functools import cached_property

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from arviointi.results.counting import OTHER, TICKED, WORDS, Kind, key_of
from arviointi.surveys.questions import conditions
from kehityspolku.fields import DayField, LineField, ProseField

LONGEST_TEXT = 2000  # characters of an open answer
LONGEST_OTHER = 200
TO_CHOOSE = {
    "required": _("Choose one answer. “Don't know” is an answer, too."),
    "invalid_choice": _("Choose one of the answers."),
}
TO_PICK = dict.fromkeys(("required", "invalid_choice"), _("Choose one of the answers."))
TO_TICK = {
    "required": _("Choose at least one."),
    "invalid_choice": _("Choose one of the answers."),
    "invalid_list": _("Choose one of the answers."),
}
TO_WRITE = _("Write an answer.")


@dataclass
class Entry:
    """A question on its page: its fields, and when it is asked."""

    question: object
    fields: list
    note: str = ""  # of whom it is asked, in words

    @property
    def layout(self):
        """How its choices lie (pages.css)."""
        kind = self.question.kind
        return {Kind.SCALE: "scale", Kind.MATRIX: "scale", Kind.SCORE: "scale score whole"}.get(
            kind, ""
        )


@dataclass
class Page:
    """A section and what of it is asked."""

    head: object = None
    entries: list[Entry] = field(default_factory=list)
    note: str = ""  # of whom the whole of it is asked, in words, where everyone reads it

    @property
    def questions(self):
        return [entry.question for entry in self.entries]

    @property
    def names(self):
        return [each.name for entry in self.entries for each in entry.fields]


class AnswerForm(forms.Form):
    """The answers to one survey. `typed`: what stands in it, {field: its values}, unchecked;
    `role`: as what somebody was invited, "" where nobody knows.

    A question or a section that is shown only to some is asked if the answer that decides is there;
    on its pages it stands anyway if the form is `whole`.
    """

    def __init__(self, survey, data=None, *, typed=None, role="", whole=False):
        super().__init__(data)
        self.whole = whole
        self.given = dict(data.lists()) if data is not None else typed or {}
        parts = list(survey.parts.all())
        by_key = {part.pk: part for part in parts}
        for part in parts:
            if part.shown_if_id:
                part.shown_if = by_key[part.shown_if_id]
        self.parts = [p for p in parts if not (p.roles and role) or role in p.roles]
        self.questions = [part for part in self.parts if not part.is_section]
        self.under = conditions(self.parts)
        self.shown = set()
        for question in self.questions:
            if self.is_asked(question):
                self.shown.add(question.pk)
            for name, each in fields_of(question).items():
                each.required = each.required and question.pk in self.shown
                conditional = bool(self.under[question.pk])
                each.unmarked = conditional or getattr(each, "unmarked", False)
                self.fields[name] = each
                if values := self.given.get(name):
                    many = isinstance(each, forms.MultipleChoiceField)
                    self.initial[name] = values if many else values[-1]

    def is_asked(self, question):
        """Whether the answers given so far lead to this question, and to its section."""
        return all(self.is_met(part) for part in self.under[question.pk])

    def is_met(self, part):
        given = set(self.given.get(part.shown_if.code, []))
        return part.shown_if.pk in self.shown and bool(given & set(part.shown_when))

    @property
    def minutes(self):
        """About how long it takes: ten seconds a choice, more to write."""
        seconds = sum(45 if q.is_open else 10 * len(q.fields()) for q in self.questions)
        return max(1, round(seconds / 60))

    def written(self):
        """What stands in it in words, to be copied."""
        names = [n for n, each in self.fields.items() if isinstance(each, ProseField)]
        return [text for name in names for text in self.given.get(name, []) if text.strip()]

    @cached_property
    def pages(self):
        """The sections that have something to ask whoever answers so."""
        pages = [Page()]
        for part in self.parts:
            if part.is_section:
                tells = self.whole and part.shown_if
                pages.append(Page(part, note=condition(part) if tells else ""))
            elif self.whole or part.pk in self.shown or part.shown_if in pages[-1].questions:
                pages[-1].entries.append(self.entry(part))
        return [page for page in pages if page.entries] or pages[:1]

    def entry(self, question):
        note = condition(question) if question.shown_if else ""
        return Entry(question, [self[name] for name in question.names()], note)

    def carried(self, page):
        """What stands in the fields of other pages; it goes along with this one."""
        return [self[name] for name in self.fields if name not in page.names and self[name].value()]

    def page_with_faults(self, last=None):
        """The first page with something to mend, from 0 and up to `last`; None if there is none."""
        upto = self.pages if last is None else self.pages[: last + 1]
        faults = (n for n, page in enumerate(upto) if set(page.names) & set(self.errors))
        return next(faults, None)

    def clean(self):
        for question in self.questions:
            if question.kind == Kind.RANKING:
                self.check_places(question)
            words = key_of(question.code, WORDS)
            if self.cleaned_data.get(words) and not any(self.given.get(question.code, [])):
                several = question.kind == Kind.MULTIPLE
                self.errors.pop(question.code, None)
                self.cleaned_data[question.code] = [OTHER] if several else OTHER

    def check_places(self, question):
        """Each place once, and all of them or none."""
        names = question.names()
        places = [self.cleaned_data.get(name) for name in names]
        wanted = [place for place, _words in question.places()]
        if any(places) and sorted(filter(None, places), key=int) != wanted:
            self.add_error(names[0], _("Give each place to one of them, and a place to each."))

    def values(self):
        """{key: choice or text} of those questions that are asked, without what was left empty."""
        found = {}
        for question in self.questions:
            if question.pk not in self.shown:
                continue
            for name in question.names():
                given = self.cleaned_data[name]
                if isinstance(given, list):
                    found |= {key_of(name, value): TICKED for value in given}
                elif given is not None and given != "":
                    found[name] = str(given)
        return found


def condition(question):
    """For whom a question is, in words."""
    decides = question.shown_if
    answers = " / ".join(str(decides.words_of(value)) for value in question.shown_when)
    words = _("Asked of those whose answer to “%(question)s” is: %(answers)s.")
    return words % {"question": decides, "answers": answers}


def fields_of(question):
    """{name: field} of a question: one for each row of a matrix or ranking, and for “other”."""
    make = MAKE[question.kind]
    found = {name: make(question, label=text) for name, text in question.fields()}
    if question.has_words:
        words = LineField(label=_("Other, which?"), required=False, max_length=LONGEST_OTHER)
        words.unmarked = True
        found[key_of(question.code, WORDS)] = words
    return found


def radios(question, *, label):
    return forms.ChoiceField(
        label=label,
        help_text=hint(question),
        choices=question.choices(),
        widget=forms.RadioSelect,
        required=question.required,
        error_messages=TO_CHOOSE if question.dont_know else TO_PICK,
    )


def ticks(question, *, label):
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint(question),
        choices=question.choices(),
        widget=forms.CheckboxSelectMultiple,
        required=question.required,
        error_messages=TO_TICK,
    )


def place(question, *, label):
    """A place among the options of a ranking."""
    return listed(question, label=label, choices=question.places())


def district(question, *, label):
    return listed(question, label=label, choices=question.choices())


def listed(question, *, label, choices):
    return forms.ChoiceField(
        label=label,
        help_text=hint(question),
        choices=[("", _("Choose")), *choices],
        required=question.required,
        error_messages=TO_PICK,
    )


def number(question, *, label):
    bounds = {"least": question.least, "most": question.most}
    words = _("Write a whole number from %(least)s to %(most)s.") % bounds
    return forms.IntegerField(
        label=label,
        help_text=hint(question) or words,
        min_value=question.least,
        max_value=question.most,
        required=question.required,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value", "required"), words),
    )


def day(question, *, label):
    given = {"required": question.required, "error_messages": {"required": TO_WRITE}}
    return DayField(label=label, help_text=hint(question), **given)


def words(question, *, label):
    return ProseField(
        label=label,
        help_text=hint(question),
        required=question.required,
        max_length=LONGEST_TEXT,
        rows=4,
        error_messages={"required": TO_WRITE},
    )


def hint(question):
    """What stands under a question; of a matrix it stands above the rows."""
    ends = ""
    if question.kind == Kind.SCORE and question.has_ends:
        ends = _("0: %(low)s. 10: %(high)s.") % {"low": question.low, "high": question.high}
    parts = () if question.has_rows else filter(None, (question.lead, ends))
    return escape(" ".join(map(str, parts)))


MAKE = {
    Kind.SCALE: radios,
    Kind.MATRIX: radios,
    Kind.CHOICE: radios,
    Kind.SCORE: radios,
    Kind.MULTIPLE: ticks,
    Kind.RANKING: place,
    Kind.NUMBER: number,
    Kind.DATE: day,
    Kind.OPEN: words,
    Kind.DISTRICT: district,
}
