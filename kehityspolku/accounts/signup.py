"""What signing up asks besides what allauth asks; apart, as allauth reads it first."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import LineField


class SignupForm(forms.Form):
    """What we ask at sign-up besides the address and the password."""

    name = LineField(
        label=_("Your name"),
        max_length=120,
        help_text=_("Members of your Kehrä see it. You can change it later."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
