"""Forms of an approved budget: written by Sukkula, a change asked for, the funder's answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import LineField, ProseField
from rahoitus.applications.forms.steps import PastDay


class AskForm(forms.Form):
    reason = ProseField(
        label=_("What changes, and why"),
        help_text=_("Sukkula takes this to the funder."),
        rows=4,
        max_length=4000,
    )


class GiveForm(forms.Form):
    holds_from = PastDay(label=_("The funder's day"))
    reason = ProseField(
        label=_("Where it was read, and what is different"),
        help_text=_("The Kehrä's coordinators read this, also by mail."),
        rows=3,
        max_length=4000,
    )


class ApproveForm(forms.Form):
    decided_on = PastDay(label=_("Date of the decision"))
    diary_number = LineField(label=_("Diary number"), max_length=60, required=False)
    words = ProseField(label=_("What the funder said"), rows=4, max_length=4000, required=False)


class RefuseForm(forms.Form):
    decided_on = PastDay(label=_("Date of the decision"))
    diary_number = LineField(label=_("Diary number"), max_length=60, required=False)
    reason = ProseField(label=_("Reason"), rows=4, max_length=4000)
