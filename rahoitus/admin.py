from django.contrib import admin

from rahoitus.models import Call, Source


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
