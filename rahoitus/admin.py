from django.contrib import admin

from kehityspolku.admin import GrantAdmin
from rahoitus.models import SourceOfficial


@admin.register(SourceOfficial)
class SourceOfficialAdmin(GrantAdmin):
    """Who decides for a source."""

    list_display = ["user", "source", "started_on", "ended_on"]
    list_select_related = ["user", "source"]
    given = ["source"]

    def give(self, obj, *, by):
        return SourceOfficial.objects.appoint(obj.user, obj.source, by=by)
