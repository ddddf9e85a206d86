"""Forms of an application: its text, its lines of costs and money, and the words of each step."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.forms import DayField, EurosField
from rahoitus.models import Application, CostLine, FundingLine

MOST_LINES = 100
CHOOSE = ("", _("Choose"))


def capital(choices):
    """Choices with a capital letter, as they stand alone in a list."""
    return [(value, capfirst(label)) for value, label in choices.choices]


class ApplicationForm(forms.ModelForm):
    note = forms.CharField(
        label=_("What did you change, and why?"),
        help_text=_("The Kehrä's coordinators read this, also by mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    class Meta:
        model = Application
        fields = ["summary", "starts_on", "ends_on", "cost_model"]
        field_classes = {"starts_on": DayField, "ends_on": DayField}
        help_texts = {
            "summary": _("Who does what, for whom and why. At most 4 000 characters."),
            "cost_model": _("The call sets which ones are possible."),
        }

    def __init__(self, *args, needs_note=False, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = self.instance.call.cost_models or ["actual"]
        labels = dict(self.fields["cost_model"].choices)
        self.fields["cost_model"].choices = [(model, labels[model]) for model in allowed]
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
    text = forms.CharField(label=_("What"), max_length=200)
    amount = EurosField(label=_("Amount, €"))


class FundingForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of money"), choices=[CHOOSE, *capital(FundingLine.Kind)])
    text = forms.CharField(label=_("Who pays"), max_length=200, required=False)
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


class MessageForm(forms.Form):
    message = forms.CharField(label=_("Message"), widget=forms.Textarea, max_length=4000)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea, max_length=4000)


class PastDay(DayField):
    """A date that is not to come."""

    def clean(self, value):
        day = super().clean(value)
        if day and day > moments.today():
            raise forms.ValidationError(gettext("The date cannot be in the future."))
        return day


class SentForm(forms.Form):
    sent_on = PastDay(label=_("Sent on"), initial=moments.today)
    diary_number = forms.CharField(
        label=_("Diary number"),
        help_text=_("As the funder's service gave it. You can leave it empty until you know it."),
        max_length=60,
        required=False,
    )


class DecisionForm(forms.Form):
    decided_on = PastDay(label=_("Date of the decision"))
    diary_number = forms.CharField(label=_("Diary number"), max_length=60, required=False)


class SumForm(DecisionForm):
    """A decision with its sum. Of an unusual sum the page tells before it asks for the reason.

    `told_of`: the sum, as typed, that the page has told of. The reason counts for that sum alone:
    of another one is told first.
    """

    reason = forms.CharField(
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
    conditions = forms.CharField(
        label=_("Conditions"), widget=forms.Textarea, max_length=4000, required=False
    )
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
    conditions = forms.CharField(
        label=_("Conditions"), widget=forms.Textarea, max_length=4000, required=False
    )
    field_order = ["decided_on", "amount", "reason", "starts_on", "ends_on", "sent_on"]

    def clean_amount(self):
        return self.cleaned_data["amount"] or None

    def clean(self):
        given = super().clean()
        for first, last in (("starts_on", "ends_on"), ("sent_on", "decided_on")):
            if given.get(first) and given.get(last) and given[last] < given[first]:
                self.add_error(last, gettext("The end cannot be before the start."))
        return given


class LateForm(ReasonForm):
    late_until = DayField(label=_("May be sent late until"))

    def clean_late_until(self):
        if self.cleaned_data["late_until"] < moments.today():
            raise forms.ValidationError(gettext("Write a date that is today or later."))
        return self.cleaned_data["late_until"]
