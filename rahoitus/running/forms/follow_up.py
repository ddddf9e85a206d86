"""The form of what still lives of a project."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import ProseField
from rahoitus.running.models.follow_up import FollowUp


class FollowUpForm(forms.Form):
    """Whether it lives on, and what of it."""

    lives = forms.ChoiceField(
        label=_("Does it live on?"), choices=FollowUp.Lives.choices, widget=forms.RadioSelect
    )
    text = ProseField(
        label=_("What still lives, and how you know"),
        max_length=10_000,
        required=False,
        help_text=_("Everyone reads it. Write no names of private persons."),
    )
