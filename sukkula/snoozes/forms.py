"""Putting a case off."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.fields import DayField, ProseField


class SnoozeForm(forms.Form):
    """Until a day, until an answer, or whichever comes first; and why."""

    until = DayField(label=_("Until the day"), required=False)
    until_answer = forms.BooleanField(
        label=_("Until an answer"),
        required=False,
        help_text=_(
            "From the applicants, a reviewer or the funder. With a day too, the first wakes it."
        ),
    )
    reason = ProseField(
        label=_("Reason"), max_length=1000, rows=3, help_text=_("Only Sukkula's staff ever see it.")
    )
    until.unmarked = until_answer.unmarked = True  # one of the two is needed

    def clean_until(self):
        day = self.cleaned_data["until"]
        if day and not moments.today() < day <= moments.in_days(365):
            raise forms.ValidationError(_("Choose a day from tomorrow to a year from now."))
        return day

    def clean(self):
        given = super().clean()
        if not (given.get("until") or given.get("until_answer") or "until" in self.errors):
            self.add_error("until", _("Choose a day, an answer, or both."))
        return given
