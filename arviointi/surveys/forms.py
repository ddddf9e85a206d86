from collections import Counter

from django import forms
from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from arviointi.surveys import battery, people
from arviointi.surveys.answers import Answer, Role
from arviointi.surveys.invitations import Invitation
from arviointi.surveys.models import Survey
from kehityspolku import languages, moments
from kehityspolku.fields import DayField, LineField, ProseField
from kehrat.groups.rules import is_sukkula
from kehrat.models import Kehra, Project

CITY = "city"
LONGEST_TEXT = 2000  # characters of an open answer
LONGEST_LIST = 100_000  # characters of a list of addresses


class SurveyForm(forms.ModelForm):
    """What a survey is about, its titles, its last day, its questions of the battery."""

    scope = forms.ChoiceField(label=_("What the survey is about"))
    codes = forms.MultipleChoiceField(
        label=_("Questions of the standard battery"), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Survey
        fields = ["mode", "title_fi", "title_sv", "title_en", "closes_on"]
        widgets = {"mode": forms.RadioSelect}
        field_classes = {"closes_on": DayField}
        help_texts = {
            "mode": _(
                "With an open link nobody knows who answered: only the whole is told, and Sukkula "
                "releases it. Where people are invited, Sukkula enters the list and opens the "
                "survey. It cannot be changed after opening."
            ),
            "closes_on": _("The survey closes by itself after this day. You can also close it."),
        }

    field_order = ["scope", "mode"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.scopes = scopes_of(user)
        self.fields["scope"].choices = grouped(self.scopes)
        rows = battery.questions()
        self.fields["codes"].choices = [(r["code"], r[f"text_{languages.current()}"]) for r in rows]
        self.fields["codes"].initial = [row["code"] for row in rows]
        for code in ("fi", "sv", "en"):
            with override(code):
                self.fields[f"title_{code}"].initial = gettext("Stakeholder survey")

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if day and day < moments.today():
            raise forms.ValidationError(_("Choose today or a later day."))
        return day

    def make(self, by):
        """The draft survey that the form describes."""
        fields = dict(self.cleaned_data)
        scope = self.scopes[fields.pop("scope")]
        return Survey.objects.make(scope, by=by, codes=fields.pop("codes"), **fields)


def scopes_of(user):
    """{value: Kehrä, project or None}: what this person may survey."""
    kehrat, projects = Kehra.objects.working(), Project.objects.public()
    if not is_sukkula(user):
        kehrat = kehrat.coordinated_by(user)
        projects = projects.filter(kehra__in=kehrat)
    return {
        **{f"kehra-{kehra.pk}": kehra for kehra in kehrat},
        **{f"project-{project.pk}": project for project in projects},
        **({CITY: None} if is_sukkula(user) else {}),
    }


def grouped(scopes):
    """The scopes as choices, Kehrät and projects in groups of their own."""
    names = {"kehra": _("Kehrät"), "project": _("Projects")}
    groups = {
        name: [(value, str(s)) for value, s in scopes.items() if value.startswith(f"{kind}-")]
        for kind, name in names.items()
    }
    city = [(CITY, _("The whole city"))] if CITY in scopes else []
    return [("", _("Choose")), *[group for group in groups.items() if group[1]], *city]


class InvitationsForm(forms.Form):
    """People to put on a survey's list: addresses, one a line."""

    addresses = ProseField(
        label=_("E-mail addresses, one on each line"), max_length=LONGEST_LIST, rows=8
    )
    role = forms.ChoiceField(label=_("Invited as"), choices=Role.choices)
    source = LineField(
        label=_("Where the addresses come from"),
        max_length=200,
        help_text=_(
            "Those invited read this in the mail, for example: the association's own list."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the message"), choices=settings.LANGUAGES)

    def enter(self, survey, *, by):
        """What became of each line: [(line, words)]."""
        given = dict(self.cleaned_data)
        lines = given.pop("addresses").splitlines()
        return Invitation.objects.enter(survey, lines, by=by, **given)


class CirclesForm(forms.Form):
    """People whom the portal knows, to put on a survey's list."""

    circles = forms.MultipleChoiceField(
        label=_("Whom do you ask?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, survey, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.found = {circle.key: circle for circle in people.circles(survey)}
        self.fields["circles"].choices = [(key, str(c)) for key, c in self.found.items()]

    def enter(self, survey, *, by):
        """What became of each circle: [(circle, [(words, how many)])]."""
        chosen = [self.found[key] for key in self.cleaned_data["circles"]]
        return [(circle, tally(survey, circle.people, by=by)) for circle in chosen]


def tally(survey, some, *, by):
    """[(verdict, how many of the people got it)]."""
    verdicts = Invitation.objects.put(survey, some, by=by)
    return list(Counter(str(verdict) for _address, verdict in verdicts).items())


class AnswerForm(forms.Form):
    """The answers to one survey: a choice for each statement, words where one wants to."""

    def __init__(self, survey, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(survey.questions.all())
        for question in self.questions:
            make = open_field if question.is_open else scale_field
            self.fields[question.code] = make(question)

    def blocks(self):
        """The statements by theme, then the open questions: [(heading, fields), ...]."""
        blocks = {}
        for question in self.questions:
            heading = question.get_theme_display() or _("In your own words")
            blocks.setdefault(heading, []).append(self[question.code])
        return list(blocks.items())

    def values(self):
        """{question's code: choice or text}, without what was left empty."""
        given = ((q.code, self.cleaned_data[q.code]) for q in self.questions)
        return {code: value for code, value in given if value}


def scale_field(question):
    return forms.ChoiceField(
        label=str(question),
        choices=Answer.Choice.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one answer. “Don't know” is an answer, too."),
            "invalid_choice": _("Choose one of the answers."),
        },
    )


def open_field(question):
    return ProseField(label=str(question), required=False, max_length=LONGEST_TEXT, rows=4)
