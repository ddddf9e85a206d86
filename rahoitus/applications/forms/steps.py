"""Forms of an application's steps; of a funder's decision, now or afterwards."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.fields import DayField, EurosField, LineField, ProseField


class MessageForm(forms.Form):
    message = ProseField(label=_("Message"), rows=10, max_length=4000)


class ReasonForm(forms.Form):
    reason = ProseField(label=_("Reason"), rows=10, max_length=4000)


class PastDay(DayField):
    """A date that is not to come."""

    def clean(self, value):
        day = super().clean(value)
        if day and day > moments.today():
            raise forms.ValidationError(gettext("The date cannot be in the future."))
        return day


class SentForm(forms.Form):
    sent_on = PastDay(label=_("Sent on"), initial=moments.today)
    diary_number = LineField(
        label=_("Diary number"),
        help_text=_("As the funder's service gave it. You can leave it empty until you know it."),
        max_length=60,
        required=False,
    )


class LateForm(ReasonForm):
    late_until = DayField(label=_("May be sent late until"))

    def clean_late_until(self):
        if self.cleaned_data["late_until"] < moments.today():
            raise forms.ValidationError(gettext("Write a date that is today or later."))
        return self.cleaned_data["late_until"]


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

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
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
