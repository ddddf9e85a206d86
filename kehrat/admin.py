from django.contrib import admin

from kehrat.models import Kehra, OfficialArea, Organisation


@admin.register(Kehra)
class KehraAdmin(admin.ModelAdmin):
    """Names, areas and host; states and members change through their verbs."""

    list_display = ["name_fi", "state", "formed_on", "host"]
    list_select_related = ["host"]
    readonly_fields = ["state", "state_since", "state_reason", "confirmed_on", "ended_on"]
    exclude = ["asks", "asked_at"]
    filter_horizontal = ["sub_areas"]
    prepopulated_fields = {"slug": ["name_fi"]}

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["name", "business_id", "registered"]
    search_fields = ["name", "business_id"]


@admin.register(OfficialArea)
class OfficialAreaAdmin(admin.ModelAdmin):
    """Which district, major district or (with neither) whole city an official answers for."""

    list_display = ["user", "district", "major", "started_on", "ended_on"]
    list_select_related = ["user", "district", "major"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        obj.sync_grants()

    def has_delete_permission(self, request, obj=None):
        return False
