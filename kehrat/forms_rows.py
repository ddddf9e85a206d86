"""The rows of a project card's form: schedule, funders, budget. An empty row says nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku import money
from kehityspolku.forms import DayField, EurosField, EurosInput, LineField
from kehrat import card

MOST = 60


def year(label):
    return forms.IntegerField(label=label, required=False, min_value=1900, max_value=2100)


class Row(forms.Form):
    """A row: its words as received go with it unseen; without a name it must be empty."""

    NAMED = "name"
    UNNAMED = _("Give the row a name, or empty it.")

    stated = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def says_something(self):
        said = {name: value for name, value in self.cleaned_data.items() if name != "stated"}
        return any(value not in (None, "", [], False) for value in said.values())

    def clean(self):
        if self.says_something and not self.cleaned_data.get(self.NAMED):
            self.add_error(self.NAMED, self.UNNAMED)
        return self.cleaned_data


class PhaseForm(Row):
    name = LineField(label=_("Phase"), max_length=200, required=False)
    starts = DayField(label=_("Starts"), required=False)
    ends = DayField(label=_("Ends"), required=False)

    def value(self):
        return card.Phase(**self.cleaned_data)


class FunderForm(Row):
    name = LineField(label=_("Funder"), max_length=300, required=False)
    year_from = year(_("From year"))
    year_to = year(_("To year"))

    def value(self):
        return card.FunderRow(**self.cleaned_data)


class Parts(forms.CharField):
    """Amounts joined by plus signs; gives a list of Decimals."""

    widget = EurosInput

    def to_python(self, value):
        try:
            return [money.parse(part) for part in (value or "").split("+") if part.strip()]
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None


class BudgetForm(Row):
    NAMED = "label"

    label = LineField(label=_("Phase or cost"), max_length=300, required=False)
    year_from = year(_("From year"))
    year_to = year(_("To year"))
    amount = EurosField(label=_("Amount, €"), required=False)
    parts = Parts(
        label=_("Made up of"), required=False, help_text=_("For example 47 000 + 40 000.")
    )
    sources = LineField(label=_("Who pays"), max_length=2000, required=False)
    target = forms.BooleanField(label=_("A target, not decided"), required=False)
    total = forms.BooleanField(label=_("The sum of other rows"), required=False)

    def value(self):
        facts = dict(self.cleaned_data)
        first, last = facts.pop("year_from"), facts.pop("year_to")
        years = (first or last, last or first) if first or last else None
        return card.BudgetRow(years=years, **facts)


def rows(form):
    return forms.formset_factory(form, extra=1, max_num=MOST, absolute_max=MOST * 4)


ROWS = {"phases": rows(PhaseForm), "funders": rows(FunderForm), "budget": rows(BudgetForm)}
