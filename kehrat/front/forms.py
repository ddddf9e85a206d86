"""The form by which one chooses a district."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku import languages
from kehrat.places.models import District
from kehrat.places.text_search import FinnishOrder


class DistrictForm(forms.Form):
    district = forms.ModelChoiceField(
        District.objects.none(),
        label=_("District"),
        to_field_name="slug",
        error_messages={
            "required": _("Choose your district."),
            "invalid_choice": _("Choose your district."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = "name_sv" if languages.current() == "sv" else "name_fi"
        self.fields["district"].queryset = District.objects.order_by(FinnishOrder(name), "pk")
