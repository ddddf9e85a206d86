"""Forms of an application's text, costs and funding."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import DayField, EurosField, LineField, ProseField
from rahoitus.applications.models.application import Application
from rahoitus.applications.models.lines import CostLine, FundingLine

MOST_LINES = 100
CHOOSE = ("", _("Choose"))


def capital(choices):
    """Choices with a capital letter, as they stand alone in a list."""
    return [(value, capfirst(label)) for value, label in choices.choices]


class ApplicationForm(forms.ModelForm):
    cost_model = forms.ChoiceField(
        label=_("Cost model"), help_text=_("The call sets which ones are possible.")
    )
    note = ProseField(
        label=_("What did you change, and why?"),
        help_text=_("The Kehrä's coordinators read this, also by mail."),
        rows=3,
        max_length=2000,
    )

    class Meta:
        model = Application
        fields = ["summary", "starts_on", "ends_on", "cost_model"]
        field_classes = {"summary": ProseField, "starts_on": DayField, "ends_on": DayField}
        help_texts = {
            "summary": _("Who does what, for whom and why. At most 4 000 characters."),
        }

    def __init__(self, *args, needs_note=False, **kwargs):
        super().__init__(*args, **kwargs)
        models = [(model.code, str(model)) for model in self.instance.call.models()]
        self.fields["cost_model"].choices = models or [("actual", _("actual costs"))]
        self.order_fields(["summary", "starts_on", "ends_on", "cost_model"])
        if not needs_note:
            del self.fields["note"]

    def clean(self):
        given = super().clean()
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", gettext("The end cannot be before the start."))
        return given


class CostForm(forms.Form):
    category = forms.ChoiceField(label=_("Category"), choices=[CHOOSE, *capital(CostLine.Category)])
    text = LineField(label=_("What"), max_length=200)
    amount = EurosField(label=_("Amount, €"))


class FundingForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of money"), choices=[CHOOSE, *capital(FundingLine.Kind)])
    text = LineField(label=_("Who pays"), max_length=200, required=False)
    amount = EurosField(label=_("Amount, €"))


class Lines(forms.BaseFormSet):
    """Lines of which empty ones are left out: to take a line away, one empties or ticks it."""

    def initial_form_count(self):
        return 0

    def clean(self):
        if self.management_form.cleaned_data["TOTAL_FORMS"] < 0:
            raise forms.ValidationError(gettext("The lines came in pieces. Save again."))

    def rows(self):
        """The lines that can be used as they stand: dicts of cleaned values."""
        names = list(self.form.base_fields)
        return [
            {name: form.cleaned_data[name] for name in names}
            for form in self.forms
            if form.has_changed() and form.is_valid() and not self._should_delete_form(form)
        ]


def lines(form, prefix, *, data=None, rows=(), spare=1):
    """The lines as posted or, without `data`, those in `rows` (dicts) and `spare` empty ones."""
    kind = forms.formset_factory(
        form,
        formset=Lines,
        extra=len(rows) + spare,
        can_delete=True,
        max_num=MOST_LINES,
        absolute_max=MOST_LINES + 50,
        validate_max=True,
    )
    return kind(data, prefix=prefix) if data is not None else kind(initial=rows, prefix=prefix)
