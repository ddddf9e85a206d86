"""The form of who acts for the applicant and who signs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import DayField, LineField
from rahoitus.applications.models.signing import Signing


class SigningForm(forms.ModelForm):
    mandate = LineField(
        label=_("Who holds the Suomi.fi mandate"),
        max_length=120,
        required=False,
        help_text=_("The person who acts for the applicant in the funder's own service."),
    )
    signs = LineField(
        label=_("Who signs"),
        max_length=300,
        required=False,
        help_text=_("As the rules say: one name, or two who sign together."),
    )

    class Meta:
        model = Signing
        fields = ["mandate", "mandate_to", "signs"]
        field_classes = {"mandate_to": DayField}
        labels = {"mandate_to": _("The mandate is in force until")}
