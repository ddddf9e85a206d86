"""The form by which a day moves, of milestones and of reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import DayField, ProseField


class MoveForm(forms.Form):
    """Another day, and why."""

    day = DayField(label=_("New day"))
    reason = ProseField(label=_("Why"), max_length=2000, rows=3)
