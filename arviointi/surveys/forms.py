from collections import Counter

from django import forms
from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from arviointi.surveys import battery, editor, people
from arviointi.surveys.answers import Role
from arviointi.surveys.invitations import Invitation
from arviointi.surveys.models import LANGUAGES, Survey
from kehityspolku import languages, moments
from kehityspolku.fields import DayField, LineField, ProseField
from kehrat.groups.rules import is_sukkula
from kehrat.models import Kehra, Project

CITY = "city"
LONGEST_LIST = 100_000  # characters of a list of addresses


class SurveyForm(forms.ModelForm):
    """What a survey is about, its titles and languages, its last day, its questions of the battery;
    of a draft that is there (`instance`) neither what it is about nor its questions."""

    scope = forms.ChoiceField(label=_("What the survey is about"))
    codes = forms.MultipleChoiceField(
        label=_("Questions of the standard battery"),
        help_text=_("You can change them and add your own in the draft."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Survey
        fields = ["mode", "language", "title_fi", "title_sv", "title_en", "closes_on"]
        widgets = {"mode": forms.RadioSelect, "language": forms.RadioSelect}
        field_classes = {"closes_on": DayField}
        help_texts = {
            "mode": _(
                "With an open link nobody knows who answered: only the whole is told, and Sukkula "
                "releases it. Where people are invited, Sukkula enters the list and opens the "
                "survey. It cannot be changed after opening."
            ),
            "language": _("It is opened when every text is there in its languages."),
            "closes_on": _("The survey closes by itself after this day. You can also close it."),
        }

    field_order = ["scope", "mode"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = LANGUAGES
        for name in ("language", "title_fi", "title_sv", "title_en"):
            self.fields[name].unmarked = True  # which titles it needs, its languages decide
        if self.instance.pk:
            del self.fields["scope"], self.fields["codes"]
            return
        self.scopes = scopes_of(user)
        self.fields["scope"].choices = grouped(self.scopes)
        rows = battery.questions()
        self.fields["codes"].choices = [(r["code"], r[f"text_{languages.current()}"]) for r in rows]
        self.fields["codes"].initial = [row["code"] for row in rows]
        for code in languages.CODES:
            with override(code):
                self.fields[f"title_{code}"].initial = gettext("Stakeholder survey")

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if day and day < moments.today():
            raise forms.ValidationError(_("Choose today or a later day."))
        return day

    def clean_mode(self):
        mode = self.cleaned_data["mode"]
        if mode == Survey.Mode.LINK and self.instance.pk and self.instance.invitations.exists():
            raise forms.ValidationError(_("There are people on its list: it stays theirs."))
        return mode

    def clean(self):
        """The titles of a new survey are whole; those of a draft may come later."""
        given = super().clean()
        wanted = [given["language"]] if given.get("language") else languages.CODES
        names = [f"title_{code}" for code in wanted]
        if self.instance.pk and any(given.get(name) for name in names):
            return given
        for name in names:
            if name not in self.errors and not given.get(name):
                self.add_error(name, _("Write a title."))
        return given

    def make(self, by):
        """The draft survey that the form describes."""
        fields = dict(self.cleaned_data)
        scope = self.scopes[fields.pop("scope")]
        return Survey.objects.make(scope, by=by, codes=fields.pop("codes"), **fields)

    def change(self, by):
        """Let the draft be as the form describes it."""
        editor.settle(self.instance, by=by, **self.cleaned_data)


class CopyForm(forms.Form):
    """What a copy of a survey is about, and whether it is its next round."""

    scope = forms.ChoiceField(label=_("What the survey is about"))
    is_round = forms.BooleanField(
        label=_("It is the next round of this survey"),
        help_text=_("The results of rounds are told side by side."),
        required=False,
    )

    def __init__(self, source, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.source, self.scopes = source, scopes_of(user)
        self.fields["scope"].choices = grouped(self.scopes)
        same = next((value for value, s in self.scopes.items() if s == source.scope), "")
        self.fields["scope"].initial = same
        self.fields["is_round"].initial = source.is_closed
        if source.is_draft:
            del self.fields["is_round"]

    def clean(self):
        scope = self.scopes.get(self.cleaned_data.get("scope"))
        if self.cleaned_data.get("is_round") and scope != self.source.scope:
            self.add_error("is_round", _("A round is about the same as the one before it."))

    def make(self, by):
        given = dict(self.cleaned_data)
        return Survey.objects.copy(self.source, self.scopes[given.pop("scope")], by=by, **given)


def scopes_of(user):
    """{value: Kehrä, project or None}: what this person may survey."""
    kehrat, projects = Kehra.objects.joinable(), Project.objects.public()
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
