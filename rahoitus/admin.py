from django.contrib import admin

from kehityspolku.admin import GrantAdmin
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
class SourceOfficialAdmin(GrantAdmin):
    """Who decides for a source."""

    list_display = ["user", "source", "started_on", "ended_on"]
    list_select_related = ["user", "source"]
    given = ["source"]

    def give(self, obj, *, by):
        return SourceOfficial.objects.appoint(obj.user, obj.source, by=by)
