"""Forms of what an applicant declares."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.fields import DayField, EurosField, LineField
from rahoitus.declarations.models import OtherFunding

UNKNOWN = _("If it is not known, leave it empty.")


class OtherForm(forms.Form):
    """Other funding of the project. `costs`: the words of its application's costs."""

    who = LineField(label=_("Who gives the money"), max_length=200)
    year = forms.IntegerField(
        label=_("Year"), min_value=1990, max_value=2199, required=False, help_text=UNKNOWN
    )
    amount = EurosField(label=_("Sum, €"), required=False, help_text=UNKNOWN)
    state = forms.ChoiceField(
        label=_("State"), choices=OtherFunding.State.choices, widget=forms.RadioSelect
    )
    costs = forms.MultipleChoiceField(
        label=_("For which costs"),
        help_text=_("The costs of this application's budget that the money is for."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data=None, *, costs):
        super().__init__(data)
        self.fields["costs"].choices = [(text, text) for text in costs]
        if not costs:
            del self.fields["costs"]

    def clean_amount(self):
        return self.cleaned_data["amount"] or None


class AidForm(forms.Form):
    """An aid that the organisation has got, or that there is none."""

    WHICH = [
        ("aid", _("We have got this aid")),
        ("none", _("We have got no de minimis aid in the last three years")),
    ]

    which = forms.ChoiceField(label=_("What you tell"), choices=WHICH, widget=forms.RadioSelect)
    grantor = LineField(label=_("Who granted it"), max_length=200, required=False)
    granted_on = DayField(label=_("Granted on"), required=False, help_text=UNKNOWN)
    amount = EurosField(label=_("Sum, €"), required=False, help_text=UNKNOWN)

    def clean_granted_on(self):
        return moments.refuse_future(self.cleaned_data["granted_on"])

    def clean(self):
        """As the verb takes it."""
        given = super().clean()
        if given.pop("which", None) == "none":
            return {"is_none": True}
        if "grantor" in given and not given["grantor"]:
            self.add_error("grantor", gettext("Write who granted it."))
        return {**given, "amount": given.get("amount") or None, "is_none": False}
