from django.contrib import admin

from kehityspolku.models import Event, Notice, Preference, Report, Role, User


class RoleInline(admin.TabularInline):
    model = Role
    extra = 0


class PreferenceInline(admin.TabularInline):
    model = Preference
    extra = 0


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["email", "name", "language", "is_active", "bounced_at"]
    search_fields = ["email", "name"]
    fields = ["email", "name", "language", "is_active", "bounced_at", "bounce_reason"]
    inlines = [RoleInline, PreferenceInline]

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnly(admin.ModelAdmin):
    """To look at, not to change."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Event)
class EventAdmin(ReadOnly):
    exclude = ["facts"]  # what people wrote to each other
    list_display = ["at", "verb", "actor", "about"]
    list_select_related = ["actor", "about_type"]


@admin.register(Notice)
class NoticeAdmin(ReadOnly):
    list_display = ["made_at", "kind", "event", "recipient", "mail", "sent_at"]
    list_select_related = ["event__target_type", "recipient"]


@admin.register(Report)
class ReportAdmin(ReadOnly):
    list_display = ["ordered_at", "title", "version", "state", "by"]
