"""The forms by which a draft's questions are written: each text in its languages side by side."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from arviointi.results.counting import WITH_OPTIONS, WITH_OTHER, Kind
from arviointi.surveys import editor
from arviointi.surveys.answers import Role
from arviointi.surveys.questions import TOLD, Question
from kehityspolku.fields import LineField, MarkedForm, ProseField
from kehityspolku.text import tidy_line

LONGEST_OPTION = 200
MOST_OPTIONS = 30
LARGEST = 1_000_000_000
NAMES = dict(settings.LANGUAGES)


class LinesField(ProseField):
    """One thing a line; an empty line between others keeps its number in the other languages."""

    def to_python(self, value):
        text = forms.CharField.to_python(self, value)
        lines = [tidy_line(line) for line in text.splitlines()]
        while lines and not lines[-1]:
            lines.pop()
        if len(lines) > MOST_OPTIONS:
            words = _("There are %(many)s lines and may be %(most)s.")
            raise forms.ValidationError(words % {"many": len(lines), "most": MOST_OPTIONS})
        if long := next((line for line in lines if len(line) > LONGEST_OPTION), None):
            words = _("A line may have %(most)s characters; this one is longer: “%(line)s…”")
            raise forms.ValidationError(words % {"most": LONGEST_OPTION, "line": long[:40]})
        return "\n".join(lines)


@dataclass
class Text:
    """A text of a part: its name, what it is called, its hint, the field that takes it."""

    name: str
    label: str
    hint: str = ""
    make: type = LineField
    longest: int = 300

    def field(self, code):
        given = {"label": NAMES[code], "required": False, "max_length": self.longest}
        found = self.make(**given) if self.make is LineField else self.make(rows=4, **given)
        found.unmarked = True  # what is missing is told when the survey is to be opened
        return found


TEXT = Text("text", _("The question"))
TITLE = Text("text", _("Title of the section"))
STEM = Text("text", _("What the statements are about"))
HINT = Text("lead", _("Hint under the question"), make=ProseField, longest=600)
LEAD = Text("lead", _("Lead text"), make=ProseField, longest=2000)
OPTIONS = Text(
    "options",
    _("Options, one on each line"),
    _("The same line in each language is the same option."),
    LinesField,
    8000,
)
STATEMENTS = Text(
    "options",
    _("Statements, one on each line"),
    _("The same line in each language is the same statement."),
    LinesField,
    8000,
)
LOW = Text(
    "low",
    _("Low end of the scale"),
    _("Leave both ends empty for “strongly disagree” to “strongly agree”."),
    longest=60,
)
LOW_SCORE = Text("low", _("What 0 means"), longest=60)
HIGH = Text("high", _("High end of the scale"), longest=60)
HIGH_SCORE = Text("high", _("What 10 means"), longest=60)


def texts_of(kind):
    """The texts of a kind of part, in their order on the page."""
    match kind:
        case Kind.SECTION:
            return [TITLE, LEAD]
        case Kind.MATRIX:
            return [STEM, HINT, STATEMENTS, LOW, HIGH]
        case Kind.SCORE:
            return [TEXT, HINT, LOW_SCORE, HIGH_SCORE]
        case Kind.SCALE:
            return [TEXT, HINT, LOW, HIGH]
    return [TEXT, HINT, *([OPTIONS] if kind in WITH_OPTIONS else [])]


class PartForm(MarkedForm):
    """A question or a section, in the languages of its survey."""

    def __init__(self, survey, kind, *args, part=None, **kwargs):
        initial = (
            {name: getattr(part, name) for name in TOLD} | {"seen": part.mark()} if part else {}
        )
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.part, self.kind = part, kind
        self.texts = texts_of(kind)
        for text in self.texts:
            for code in survey.languages:
                self.fields[f"{text.name}_{code}"] = text.field(code)
        if kind == Kind.NUMBER:
            self.fields |= {
                "least": bound(_("Smallest number")),
                "most": bound(_("Largest number"), _("Results are told in at most ten classes.")),
            }
        if kind in WITH_OTHER:
            self.fields["other"] = forms.BooleanField(
                label=_("Also “something else”, with room for words"), required=False
            )
        if kind != Kind.SECTION:
            self.fields["required"] = forms.BooleanField(
                label=_("It has to be answered"), required=False
            )
            if not survey.is_link:
                self.fields["roles"] = of_roles()

    def groups(self):
        """The texts with their fields: [(text, fields in the survey's languages)]."""
        return [
            (text, [self[name] for name in self.fields if name.rpartition("_")[0] == text.name])
            for text in self.texts
        ]

    def others(self):
        """The fields that are the same in all languages."""
        texts = {field.name for _text, fields in self.groups() for field in fields}
        return [self[name] for name in self.fields if name not in texts and name != "seen"]

    def clean(self):
        given = self.cleaned_data
        texts = [name for name in self.fields if name.startswith("text_")]
        if not any(given.get(name) for name in texts) and not self.errors:
            self.add_error(texts[0], _("Write it in one language at least."))
        least, most = given.get("least"), given.get("most")
        if least is not None and most is not None and least >= most:
            self.add_error("most", _("The largest number has to be larger than the smallest."))

    def stored(self):
        self.part.refresh_from_db()
        names = {f"{text.name}_{code}": text for text in self.texts for code in NAMES}
        told = [
            (f"{text.label} ({NAMES[name[-2:]]})", getattr(self.part, name))
            for name, text in names.items()
            if name in self.fields and getattr(self.part, name) != self.cleaned_data[name]
        ]
        return self.part.mark(), told


def bound(label, hint=""):
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=LARGEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Write a whole number, zero or more.")
        ),
    )


def of_roles():
    field = forms.MultipleChoiceField(
        label=_("Asked of those invited as"),
        help_text=_("Of everyone, if none is chosen."),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    field.unmarked = True
    return field


class ConditionForm(forms.Form):
    """By which answers to an earlier question another is shown; `decides`: the one chosen."""

    def __init__(self, part, decides, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.part, self.decides = part, decides
        if decides:
            self.fields["when"] = forms.MultipleChoiceField(
                label=_("It is shown when the answer is one of these"),
                choices=decides.choices(),
                initial=part.shown_when if part.shown_if == decides else [],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("Choose at least one.")},
            )

    def save(self, by):
        editor.show_if(self.part, self.decides, self.cleaned_data.get("when"), by=by)


class DecidesForm(forms.Form):
    """The earlier question whose answer decides; it lives in the address."""

    of = forms.ModelChoiceField(
        Question.objects.none(),
        label=_("Which question decides"),
        required=False,
        empty_label=_("None: it is shown to everyone"),
    )

    def __init__(self, part, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["of"].queryset = editor.deciding(part)
