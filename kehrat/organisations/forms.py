"""Forms of an organisation's profile."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from stdnum import iban

from kehityspolku import moments, money
from kehityspolku.fields import DayField, EurosField, LineField, MarkedForm, ProseField
from kehityspolku.files import fields
from kehrat.cards.business_id import checked
from kehrat.groups.models import Organisation
from kehrat.organisations.facts import FACTS, UNKNOWN, YES_NO, in_words
from kehrat.organisations.models import ProfileFact, StandingDocument


class IbanField(LineField):
    """A bank account by its international number, whatever spaces are in it."""

    def to_python(self, value):
        text = super().to_python(value)
        if text and not iban.is_valid(text):
            raise forms.ValidationError(gettext("Write a bank account as FI21 1234 5600 0007 85."))
        return iban.format(text) if text else ""


def field(fact):
    """The form's field of a fact."""
    told = {"label": fact.label, "help_text": fact.help_text, "required": False}
    match fact.kind:
        case "text":
            return ProseField(max_length=4000, rows=4, **told)
        case "whole":
            return forms.IntegerField(min_value=0, max_value=9_999_999, **told)
        case "euros":
            return EurosField(**told)
        case "choice":
            made = forms.ChoiceField(choices=[*YES_NO, UNKNOWN], widget=forms.RadioSelect, **told)
            made.unmarked = True
            return made
        case "iban":
            return IbanField(max_length=50, **told)
        case _:
            return LineField(max_length=300, **told)


def stored(value):
    """A value of the form as a fact's text."""
    return "" if value is None else str(value)


class ProfileForm(MarkedForm):
    """All facts of an organisation; an empty box says that it is not known."""

    all_right = forms.BooleanField(
        label=_("I have looked at all of it: the rest is still right today"), required=False
    )
    PAIRS = (("members_people", "members_people_helsinki"),)
    PAIRS += (("members_bodies", "members_bodies_helsinki"),)

    def __init__(self, *args, organisation, **kwargs):
        self.organisation = organisation
        facts = ProfileFact.objects.standing(organisation)
        initial = {name: row.value for name, row in facts.items()}
        initial["seen"] = ProfileFact.objects.mark(organisation)
        super().__init__(*args, initial=initial, **kwargs)
        self.fields |= {fact.name: field(fact) for fact in FACTS}
        self.order_fields([*(fact.name for fact in FACTS), "all_right"])
        for fact in FACTS:
            if fact.kind == "euros" and fact.name in initial:
                self.initial[fact.name] = money.cents(initial[fact.name])

    def clean(self):
        given = super().clean()
        for whole, part in self.PAIRS:
            both = given.get(whole), given.get(part)
            if None not in both and both[1] > both[0]:
                self.add_error(part, gettext("There can't be more of them than in all."))
        return given

    def given(self):
        values = {fact.name: stored(self.cleaned_data[fact.name]) for fact in FACTS}
        return {"values": values, "all_right": self.cleaned_data["all_right"]}

    def stored(self):
        facts = ProfileFact.objects.standing(self.organisation)
        theirs = [
            (fact.label, facts[fact.name].value if fact.name in facts else _("not known"))
            for fact in FACTS
            if stored(self.cleaned_data[fact.name])
            != (facts[fact.name].value if fact.name in facts else "")
        ]
        return ProfileFact.objects.mark(self.organisation), theirs


class MendForm(MarkedForm):
    """What the portal knows an organisation by, put right by Sukkula for a reason."""

    REGISTERED = {"yes": True, "no": False, "": None}
    name = LineField(label=_("Name"), max_length=200)
    business_id = LineField(label=_("Business ID"), max_length=30, required=False)
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[*Organisation.Kind.choices, UNKNOWN],
        widget=forms.RadioSelect,
        required=False,
    )
    registered = forms.TypedChoiceField(
        label=_("Is it registered, or another legal person?"),
        choices=[*YES_NO, UNKNOWN],
        coerce=REGISTERED.get,
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Choose “not known” when nobody has looked: calls then say “check”."),
    )
    seat = LineField(label=_("Home municipality"), max_length=100, required=False)
    reason = ProseField(
        label=_("Why"),
        max_length=1000,
        rows=3,
        help_text=_("For example where you looked. Its people read it."),
    )

    def __init__(self, *args, organisation, **kwargs):
        self.organisation = organisation
        codes = {value: code for code, value in self.REGISTERED.items()}
        facts = organisation.known_by() | {"registered": codes[organisation.registered]}
        super().__init__(*args, initial=facts | {"seen": organisation.mark()}, **kwargs)
        for name in ("kind", "registered"):
            self.fields[name].unmarked = True

    def clean_business_id(self):
        return checked(self.cleaned_data["business_id"])

    def clean(self):
        given = super().clean()
        if given.get("kind") == Organisation.Kind.GROUP and given.get("registered"):
            words = gettext(
                "An unregistered group is not registered. Choose “no”, or another kind."
            )
            self.add_error("registered", words)
        return given

    def stored(self):
        now, given = Organisation.objects.get(pk=self.organisation.pk), self.given()
        differs = [(name, value) for name, value in now.known_by().items() if value != given[name]]
        return now.mark(), [(self.fields[name].label, in_words(name, v)) for name, v in differs]


class DocumentForm(forms.Form):
    """A standing document, what it is and of which day."""

    what = forms.ChoiceField(label=_("What it is"), choices=StandingDocument.What.choices)
    as_of = DayField(
        label=_("Dated"),
        initial=moments.today,
        help_text=_("For example the day on which it was accepted."),
    )
    file = forms.FileField(
        label=_("File"),
        error_messages={"required": _("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": fields.ACCEPT}),
        help_text=_("PDF, DOCX, XLSX, ODT, ODS or TXT, at most 20 MB."),
    )

    def clean_file(self):
        return fields.take(self.cleaned_data["file"])

    def clean_as_of(self):
        return moments.refuse_future(self.cleaned_data["as_of"])
