"""Forms of a funder's decision: a yes with its sum, a no with its reason, now or afterwards."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import DayField, EurosField, LineField, ProseField
from rahoitus.applications.forms import PastDay, ReasonForm


class DecisionForm(forms.Form):
    decided_on = PastDay(label=_("Date of the decision"))
    diary_number = LineField(label=_("Diary number"), max_length=60, required=False)


class SumForm(DecisionForm):
    """A decision with its sum. Of an unusual sum the page tells before it asks for the reason.

    `told_of`: the sum, as typed, that the page has told of. The reason counts for that sum alone:
    of another one is told first.
    """

    reason = ProseField(
        label=_("Why the sum is so large"),
        help_text=_("Everyone who reads the application sees it with the decision."),
        widget=forms.HiddenInput,
        max_length=4000,
        required=False,
    )
    told_of = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None):
        super().__init__(data)
        self.fields["reason"].unmarked = True
        if data and data.get("told_of"):
            self.show_reason()

    def show_reason(self):
        self.fields["reason"].widget = forms.Textarea(attrs={"rows": 3})

    def clean(self):
        given = super().clean()
        if given.pop("told_of", None) != self.data.get("amount", "").strip():
            given["reason"] = ""
        return given

    def add_error(self, field, error):
        """The verb's refusal for want of a reason shows the field and what it is told of."""
        super().add_error(field, error)
        if "reason" in self._errors:
            self.show_reason()
            self.data = self.data.copy()
            self.data["told_of"] = self.data.get("amount", "")


class GrantForm(SumForm):
    amount = EurosField(label=_("Granted, €"))
    conditions = ProseField(label=_("Conditions"), rows=10, max_length=4000, required=False)
    field_order = ["amount", "reason", "decided_on", "conditions", "diary_number"]

    def clean_amount(self):
        if not self.cleaned_data["amount"]:
            raise forms.ValidationError(gettext("Write an amount that is more than zero."))
        return self.cleaned_data["amount"]


class DeclineForm(DecisionForm, ReasonForm):
    field_order = ["decided_on", "reason", "diary_number"]


class PastForm(SumForm):
    amount = EurosField(
        label=_("Granted, €"),
        required=False,
        help_text=_("Leave empty when it is not known: it is then told as “not stated”."),
    )
    sent_on = PastDay(label=_("Sent on"), required=False)
    starts_on = DayField(label=_("The money is for, from"), required=False)
    ends_on = DayField(label=_("The money is for, to"), required=False)
    conditions = ProseField(label=_("Conditions"), rows=10, max_length=4000, required=False)
    field_order = ["decided_on", "amount", "reason", "starts_on", "ends_on", "sent_on"]

    def clean_amount(self):
        return self.cleaned_data["amount"] or None

    def clean(self):
        given = super().clean()
        for first, last in (("starts_on", "ends_on"), ("sent_on", "decided_on")):
            if given.get(first) and given.get(last) and given[last] < given[first]:
                self.add_error(last, gettext("The end cannot be before the start."))
        return given
