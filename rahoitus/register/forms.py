"""The register narrowed in the address."""

from django import forms
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import Narrowing
from kehrat.groups.forms.choices import KehraChoice
from kehrat.models import District, Kehra, Project
from rahoitus.applications.models.application import Application
from rahoitus.sources.models import Source

State = Application.State


class RegisterFilter(Narrowing):
    """Source, year of the decision, district, Kehrä and state."""

    source = forms.ModelChoiceField(
        Source.objects.all(),
        label=_("Source"),
        required=False,
        to_field_name="slug",
        empty_label=_("All sources"),
    )
    year = forms.ChoiceField(label=_("Year of the decision"), required=False)
    district = forms.ModelChoiceField(
        District.objects.all(),
        label=_("District"),
        required=False,
        to_field_name="slug",
        empty_label=_("All districts"),
    )
    kehra = KehraChoice()
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All states")),
            (State.GRANTED.value, State.GRANTED.label),
            (State.CLOSED.value, State.CLOSED.label),
        ],
    )

    def __init__(self, data, *, grants, user):
        super().__init__(data)
        self.fields["kehra"].of(Kehra.objects.visible_to(user))
        years = grants.annotate(year=ExtractYear("day")).order_by("-year")
        found = [(str(year), str(year)) for year in years.values_list("year", flat=True).distinct()]
        self.fields["year"].choices = [("", _("All years")), *found]

    def narrow(self, grants):
        chosen = self.chosen
        if chosen.get("source"):
            grants = grants.filter(call__source=chosen["source"])
        if chosen.get("year"):
            grants = grants.filter(day__year=int(chosen["year"]))
        if chosen.get("district"):
            within = Project.objects.in_district(chosen["district"])
            grants = grants.filter(project__in=within.order_by().values("pk"))
        if chosen.get("kehra"):
            grants = grants.filter(project__kehra=chosen["kehra"])
        if chosen.get("state"):
            grants = grants.filter(state=chosen["state"])
        return grants
