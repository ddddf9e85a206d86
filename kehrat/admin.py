from django import forms
from django.contrib import admin

from kehityspolku.admin import GrantAdmin, ReadOnly
from kehrat.cards.business_id import checked
from kehrat.models import Kehra, OfficialArea, Organisation


@admin.register(Kehra)
class KehraAdmin(ReadOnly):
    """Its people and Sukkula write it, on its own pages."""

    list_display = ["name_fi", "state", "formed_on", "host"]
    list_select_related = ["host"]
    exclude = ["asks", "asked_at"]


class OrganisationForm(forms.ModelForm):
    def clean_business_id(self):
        return checked(self.cleaned_data["business_id"])


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    form = OrganisationForm
    list_display = ["name", "business_id", "registered"]
    search_fields = ["name", "business_id"]


@admin.register(OfficialArea)
class OfficialAreaAdmin(GrantAdmin):
    """Which district, major district or (with neither) whole city an official answers for."""

    list_display = ["user", "district", "major", "started_on", "ended_on"]
    list_select_related = ["user", "district", "major"]
    given = ["district", "major"]

    def give(self, obj, *, by):
        area = {"district": obj.district, "major": obj.major}
        return OfficialArea.objects.grant(obj.user, by=by, **area)
