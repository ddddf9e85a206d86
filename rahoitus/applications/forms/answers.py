"""The form of a call's own questions; two who write at once lose nothing of each other's."""

from dataclasses import dataclass

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from kehityspolku import merging, money
from kehityspolku.fields import DayField, EurosField, LineField, ProseField
from kehrat.organisations.facts import YES_NO
from rahoitus.applications import wanted
from rahoitus.applications.models.answer import LONGEST

SALT = "rahoitus.answers"
SHORT = 200  # characters up to which a text is asked on one line
UNANSWERED = ("", _("not answered yet"))


def field(question):
    """The form's field of a question. None is required to save: what lacks is told elsewhere."""
    made = field_of_kind(question)
    made.unmarked = question.required
    return made


def field_of_kind(question):
    told = {"label": str(question), "required": False}
    match question.kind:
        case "number" | "money":
            return EurosField(**told)
        case "date":
            return DayField(**told)
        case "choice":
            return forms.ChoiceField(choices=[UNANSWERED, *question.choice_pairs()], **told)
        case "yes_no":
            return forms.ChoiceField(choices=[UNANSWERED, *YES_NO], **told)
    most = min(question.most_characters or LONGEST, LONGEST)
    if question.most_characters:
        told["help_text"] = _("At most %(most)s characters.") % {
            "most": f"{most:,}".replace(",", "\u00a0")
        }
    return (
        LineField(max_length=most, **told) if most <= SHORT else ProseField(max_length=most, **told)
    )


@dataclass(frozen=True)
class Crossed:
    """A question that two answered otherwise at once; the page lets one take theirs."""

    key: str
    heading: str
    theirs: list
    mine: None = None  # what the form says

    @property
    def field(self):
        return f"id_{self.key}"


class AnswersForm(forms.Form):
    """All questions of the call. `read` is what stood when the form was opened."""

    read = forms.CharField(widget=forms.HiddenInput, required=False)
    note = ProseField(
        label=_("What did you change, and why?"),
        help_text=_("The Kehrä's coordinators read this, also by mail."),
        rows=3,
        max_length=2000,
    )

    def __init__(self, data=None, *, application, needs_note, initial=None):
        self.application = application
        self.stand()
        self.questions = {pk: each.question for pk, each in self.stood.items()}
        there = {key_of(pk): shown(each) for pk, each in self.stood.items()}
        super().__init__(data, initial={**there, "read": self.seal, **(initial or {})})
        self.fields |= {key_of(pk): field(asked) for pk, asked in self.questions.items()}
        self.order_fields([*map(key_of, self.questions), "note"])
        if not needs_note:
            del self.fields["note"]

    def stand(self):
        """Read what stands now."""
        self.stood = {each.question.pk: each for each in wanted.answers(self.application)}
        values = {str(pk): each.value for pk, each in self.stood.items()}
        self.seal = signing.dumps(values, salt=SALT, compress=True)

    def values(self):
        """{question's number: answer as it is stored} of the valid form."""
        return {pk: stored(self.cleaned_data.get(key_of(pk))) for pk in self.questions}

    def as_read(self):
        """{question's number: answer} that stood when the form was opened; None if nobody knows."""
        try:
            read = signing.loads(self.data.get("read", ""), salt=SALT)
        except signing.BadSignature:
            return None
        return {int(pk): value for pk, value in read.items()}

    def merged(self):
        """(answers of both, [Crossed], [questions that only another answered]) under the lock."""
        read, mine = self.as_read(), self.values()
        take = set(self.data.getlist("take"))
        together, crossed, taken = {}, [], []
        self.stand()
        asked = {pk: each for pk, each in self.questions.items() if pk in self.stood}
        for pk, question in asked.items():  # those that the call still asks
            theirs, was = self.stood[pk].value, (read or {}).get(pk, "")
            own = was if key_of(pk) in take else mine[pk]
            if theirs == own or (read is not None and merging.is_settled(was, theirs, own)):
                together[pk] = theirs if own == was else own
                taken += [question] if own == was != theirs else []
            else:
                together[pk] = own
                crossed.append(Crossed(key_of(pk), str(question), [self.stood[pk].text or "–"]))
        return together, crossed, taken

    def show_again(self, together):
        """Show the answers of both, to be saved over what stands now."""
        self.data = self.data.copy()
        self.data["read"] = self.seal
        for pk, value in together.items():
            self.data[key_of(pk)] = value


def key_of(pk):
    return f"q{pk}"


def stored(value):
    """A value of the form as an answer's text."""
    return "" if value is None else str(value)


def shown(answered):
    """A stored answer as its field shows it."""
    if answered.question.kind in ("number", "money") and answered.value:
        return answered.text if answered.question.kind == "number" else money_of(answered)
    return answered.value


def money_of(answered):
    try:
        return money.figures(money.cents(answered.value))
    except ArithmeticError:  # answered before the question was one of euros
        return answered.value
