from django.contrib import admin

from sukkula.models import CriteriaSet, Criterion


class CriterionInline(admin.StackedInline):
    model = Criterion
    extra = 0


@admin.register(CriteriaSet)
class CriteriaSetAdmin(admin.ModelAdmin):
    """A set that has been used stays as it is: make a new one and take the old one out of use."""

    list_display = ["name_fi", "call", "in_use"]
    list_select_related = ["call"]
    inlines = [CriterionInline]

    def get_readonly_fields(self, request, obj=None):
        used = obj and obj.panels.exists()
        return ["name_fi", "name_sv", "name_en", "call"] if used else []

    def get_inline_instances(self, request, obj=None):
        used = obj and obj.panels.exists()
        return [] if used else super().get_inline_instances(request, obj)

    def has_delete_permission(self, request, obj=None):
        return bool(obj) and not obj.panels.exists()
