from django.contrib import admin

from rahoitus.models import Call, Source, SourceOfficial


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ["name_fi", "valid_from", "valid_to", "successor"]
    list_select_related = ["successor"]
    prepopulated_fields = {"slug": ["name_fi"]}


@admin.register(Call)
class CallAdmin(admin.ModelAdmin):
    list_display = ["name_fi", "source", "opens_on", "closes_on", "from_memory"]
    list_select_related = ["source"]
    list_filter = ["source"]
    search_fields = ["name_fi", "name_sv", "name_en"]
    filter_horizontal = ["districts"]
    prepopulated_fields = {"slug": ["name_fi"]}


@admin.register(SourceOfficial)
class SourceOfficialAdmin(admin.ModelAdmin):
    """Who decides for a source. Ending is by the date; guardian follows the row."""

    list_display = ["user", "source", "started_on", "ended_on"]
    list_select_related = ["user", "source"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        obj.sync_grant()

    def has_delete_permission(self, request, obj=None):
        return False
