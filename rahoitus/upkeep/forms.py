"""Forms of calls, their rows, sources and cost models."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import languages, moments
from kehityspolku.fields import DayField, LineField, ProseField
from kehityspolku.marks import mark
from kehrat.cards.business_id import LONGEST as LONGEST_ID
from kehrat.cards.business_id import checked
from kehrat.models import District
from kehrat.places.text_search import FinnishOrder
from rahoitus.calls.models import Call, Condition, Part, Question, ReportDue, RequiredDocument
from rahoitus.sending import form_file
from rahoitus.sending.form_file import COLUMNS
from rahoitus.sending.models import FunderForm
from rahoitus.sources.models import CostModel, Source
from rahoitus.upkeep import keeping

TIMES = ["%H:%M", "%H.%M", "%H:%M:%S", "%H.%M.%S"]
# The form's parts, each a heading and its fields.
PARTS = [
    (_("What it is"), ["source", "name_fi", "name_sv", "name_en"]),
    (_("What it funds"), ["about_fi", "about_sv", "about_en"]),
    (_("When"), ["opens_on", "closes_on", "closes_time", "register_by", "second_stage_on"]),
    (_("Who and where"), ["applicants", "districts", "partners_least", "reach"]),
    (
        _("How much"),
        ["frame", "smallest", "largest", "highest_share", "least_own_share", "own_counts"]
        + ["hour_value", "hours_share"],
    ),
    (
        _("The project"),
        ["shortest_months", "longest_months", "ends_latest_on", "costs_from", "costs_from_on"],
    ),
    (_("Costs and payment"), ["cost_models", "payment", "advance_share", "de_minimis"]),
    (_("Afterwards"), ["retention_years"]),
    (
        _("The funder"),
        ["service", "service_url", "asked_in", "source_links", "checked_on", "from_memory"],
    ),
]
DAYS = [*keeping.DAYS, "checked_on"]


class LinksField(ProseField):
    """Addresses, one a line; gives a list."""

    def to_python(self, value):
        lines = super().to_python(value).split()
        for line in lines:
            URLValidator(schemes=["http", "https"])(line)
        return lines

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value


class Ticks(forms.MultipleChoiceField):
    """Several of some choices, each a tick."""

    widget = forms.CheckboxSelectMultiple


def why_field():
    return LineField(
        label=_("What changed, and why?"),
        help_text=_("Those who prepare an application to this call read it, also by mail."),
        max_length=300,
    )


class SeenForm(forms.ModelForm):
    """A record written anew: what somebody else saved meanwhile is shown first, as in a MarkedForm.

    A record has many columns that only its form knows by name, so the mark is of what the form
    shows, not of a text.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    meanwhile = None  # [(label, what stands now)] of what one writes otherwise

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stands = mark(sorted((name, str(value)) for name, value in self.initial.items()))
        self.fields["seen"].initial = self.stands

    def clean(self):
        given = super().clean()
        if self.instance.pk and given.get("seen") != self.stands:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self.stands
            others = [self[name] for name in self.changed_data if name != "seen"]
            self.meanwhile = [(field.label, _shown(field.initial)) for field in others]
            raise forms.ValidationError(
                gettext("Somebody else saved meanwhile. What you save now stands in its place.")
            )
        return given


def _shown(value):
    """What a field of a record holds, in words."""
    return ", ".join(map(str, value)) if isinstance(value, list) else value


class CallForm(SeenForm):
    closes_time = forms.TimeField(
        label=_("Closes at"),
        required=False,
        input_formats=TIMES,
        widget=forms.TimeInput(format="%H.%M"),
        help_text=_("For example 16.00. Empty: at 23.59.59."),
    )
    applicants = Ticks(label=_("Who may apply"), choices=Call.Applicant, required=False)
    own_counts = Ticks(label=_("What counts as own contribution"), choices=Call.Own, required=False)
    cost_models = Ticks(
        label=_("Cost models"),
        required=False,
        help_text=_("Of the source. Save the call first, if you changed its source."),
    )
    districts = forms.ModelMultipleChoiceField(
        label=_("Areas"),
        queryset=District.objects.all(),
        required=False,
        help_text=_("None: the whole of Helsinki."),
    )
    source_links = LinksField(
        label=_("Where the rules were read"),
        max_length=2000,
        rows=3,
        required=False,
        help_text=_("Addresses, one on each line."),
    )

    class Meta:
        model = Call
        fields = [name for _heading, names in PARTS for name in names]
        field_classes = dict.fromkeys(DAYS, DayField)
        labels = {"source": _("Funding source")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        source = self.instance.source if self.instance.source_id else None
        models = source.cost_models.all() if source else []
        self.fields["cost_models"].choices = [(model.code, str(model)) for model in models]
        if self.instance.published_at:
            self.fields["why"] = why_field()

    def parts(self):
        """[(heading, bound fields), ...] in the order of the page."""
        return [(heading, [self[name] for name in names]) for heading, names in PARTS]

    def clean(self):
        given = super().clean()
        if not any(given.get(f"name_{code}") for code in languages.CODES):
            self.add_error("name_fi", gettext("Write the name in one language at least."))
        opens, closes = given.get("opens_on"), given.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", gettext("The call cannot close before it opens."))
        if closes and given.get("closes_time"):
            self._on_the_clock(closes, given["closes_time"])
        self._in_order("smallest", "largest")
        self._in_order("shortest_months", "longest_months")
        return given

    def _on_the_clock(self, day, time):
        try:
            moments.at(day, time)
        except ValueError:
            self.add_error(
                "closes_time", gettext("Summer time begins then: this hour is not on the clock.")
            )

    def _in_order(self, least, most):
        first, last = self.cleaned_data.get(least), self.cleaned_data.get(most)
        if first is not None and last is not None and first > last:
            self.add_error(most, gettext("The largest cannot be under the smallest."))


class RowForm(forms.ModelForm):
    """A row of a call; one of its texts is needed."""

    def clean(self):
        given = super().clean()
        for stem in ("name", "text"):
            names = [
                f"{stem}_{code}" for code in languages.CODES if f"{stem}_{code}" in self.fields
            ]
            if names and not any(given.get(name) for name in names):
                self.add_error(names[0], gettext("Write it in one language at least."))
        least, most = given.get("smallest"), given.get("largest")
        if least is not None and most is not None and least > most:
            self.add_error("largest", gettext("The largest cannot be under the smallest."))
        return given


class CostModelForm(RowForm):
    """A cost model; how it counts does not change once an application counts by it."""

    def clean(self):
        given = super().clean()
        counts = {"code", "base", "percent", "covers"}
        if self.instance.pk and counts & set(self.changed_data) and self.is_used():
            raise forms.ValidationError(
                gettext(
                    "Applications count by this model: how it counts can't change any more. "
                    "End its years and write another."
                )
            )
        if given.get("base") not in (None, CostModel.Base.NONE) and not given.get("percent"):
            self.add_error("percent", gettext("Write the percentage of the flat rate."))
        return given

    def add_prefix(self, field_name):
        """What is named a code on a page is taken for a secret, which is kept nowhere."""
        return super().add_prefix("short" if field_name == "code" else field_name)

    def is_used(self):
        calls = Call.objects.filter(source=self.instance.source)
        return calls.filter(applications__cost_model=self.initial["code"]).exists()


def rows(parent, model):
    """The formset of what a parent has many of. Cost models are not deleted: their years end."""
    models = model is CostModel
    return forms.inlineformset_factory(
        parent,
        model,
        form=CostModelForm if models else RowForm,
        fields=FIELDS[model],
        extra=2,
        max_num=100,
        can_delete=not models,
    )


FIELDS = {
    Part: ["place", "name_fi", "name_sv", "name_en", "smallest", "largest", "highest_share"],
    Condition: ["place", "kind", "text_fi", "text_sv", "text_en"],
    Question: ["place", "kind", "required", "text_fi", "text_sv", "text_en", "most_characters"]
    + ["choices_fi", "choices_sv", "choices_en"],
    RequiredDocument: ["place", "name_fi", "name_sv", "name_en", "required", "in_another", "later"],
    ReportDue: ["place", "kind", "months", "after", "every_months"],
    CostModel: ["code", "name_fi", "name_sv", "name_en", "base", "percent", "covers"]
    + ["unit_price", "valid_from", "valid_to"],
}
KINDS = {
    "osat": ("parts", Part, _("Parts with limits of their own")),
    "ehdot": ("conditions", Condition, _("Conditions in words")),
    "kysymykset": ("questions", Question, _("Questions of the funder's form")),
    "liitteet": ("documents", RequiredDocument, _("Required documents")),
    "raportit": ("reports", ReportDue, _("Reports to the funder")),
}


class WhyForm(forms.Form):
    why = why_field()


class EndForm(forms.Form):
    """The last day on which it could be applied to, and why it ended."""

    day = DayField(label=_("Last day to apply"))
    why = LineField(label=_("Why it ends early"), max_length=300)


class SourceForm(SeenForm):
    business_id = LineField(
        label=_("Business ID"),
        max_length=LONGEST_ID,
        required=False,
        help_text=_("For example 0201256-6. Open data names the source by it; empty: not known."),
    )

    class Meta:
        model = Source
        fields = ["name_fi", "name_sv", "name_en", "business_id", "is_city", "is_public"]
        fields += ["valid_from", "valid_to", "successor"]
        labels = {"successor": _("Its successor, if it has ended")}

    def clean_business_id(self):
        return checked(self.cleaned_data["business_id"])

    def clean(self):
        given = super().clean()
        if not any(given.get(f"name_{code}") for code in languages.CODES):
            self.add_error("name_fi", gettext("Write the name in one language at least."))
        first, last = given.get("valid_from"), given.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", gettext("The last year cannot be before the first."))
        if given.get("successor") == self.instance and self.instance.pk:
            self.add_error("successor", gettext("A source does not follow itself."))
        return given


class FormFileForm(forms.ModelForm):
    """A funder's form: its names, whose it is, and its questions as a file."""

    file = forms.FileField(
        label=_("Questions, a CSV file"),
        error_messages={"required": _("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    class Meta:
        model = FunderForm
        fields = ["name_fi", "name_sv", "name_en", "source", "calls"]
        labels = {"source": _("Funding source"), "calls": _("Calls that use it")}
        help_texts = {"calls": _("None: all calls of the source.")}
        widgets = {"calls": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        told = gettext("One line for each question, with these columns: %(names)s.")
        self.fields["file"].help_text = told % {"names": ", ".join(COLUMNS)}
        self.fields["file"].required = not self.instance.pk
        self.fields["calls"].queryset = Call.objects.select_related("source").order_by(
            FinnishOrder("name_fi")
        )

    def clean_file(self):
        """The file's text, a whole form; "" where none was given."""
        file = self.cleaned_data.get("file")
        if not file:
            return ""
        text = form_file.text_of(file.read(form_file.LARGEST + 1))
        list(form_file.read(text))
        return text

    def clean(self):
        given = super().clean()
        source = given.get("source")
        if source and any(call.source_id != source.pk for call in given.get("calls") or ()):
            self.add_error("calls", gettext("Choose calls of the same source."))
        return given
