"""The admin keeps people and settings. What gives or takes a role goes through the verbs that all
use: recorded, told to the person, and never done to oneself. An address is its owner's alone.
"""

from django import forms
from django.contrib import admin, messages
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku.models import Event, Notice, Report, Role, User
from kehityspolku.people import hanging, rules


class EndsForm(forms.ModelForm):
    """A dated row begins today and ends today."""

    ends = forms.BooleanField(label=_("Ends today"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name, field in self.fields.items():
                field.disabled = name != "ends" or self.instance.ended_on is not None


class RoleInline(admin.TabularInline):
    model = Role
    form = EndsForm
    readonly_fields = ["started_on", "ended_on"]
    extra = 0
    can_delete = False

    def get_fields(self, request, obj=None):
        dated = ["kind", "started_on", "ended_on"]
        return [*dated, "ends"] if self.has_change_permission(request, obj) else dated

    def has_add_permission(self, request, obj=None):
        return bool(obj) and rules.can_change_roles(request.user, obj)

    def has_change_permission(self, request, obj=None):
        return bool(obj) and rules.can_change_roles(request.user, obj)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """People make their accounts themselves, and their name, language and address are theirs."""

    list_display = ["email", "name", "language", "is_active", "bounced_at"]
    search_fields = ["email", "name"]
    fields = ["email", "name", "language", "is_active", "bounced_at", "bounce_reason", "hangs"]
    inlines = [RoleInline]

    def get_readonly_fields(self, request, obj=None):
        may = rules.can_change_roles(request.user, obj) if obj else False
        return [name for name in self.fields if name != "is_active" or not may]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("What hangs on the roles"))
    def hangs(self, person):
        return ", ".join(hanging.on_roles(person)) or "–"

    def save_model(self, request, obj, form, change):
        if "is_active" in form.changed_data:
            person = User.objects.get(pk=obj.pk)
            hung = hanging.on_roles(person)
            (person.open_account if obj.is_active else person.close_account)(by=request.user)
            tell_left(request, person, hung)

    def save_formset(self, request, form, formset, change):
        hung = hanging.on_roles(User.objects.get(pk=form.instance.pk))
        formset.save(commit=False)  # what the admin's own log tells
        for row in formset.forms:
            if row.has_changed() and row.instance.pk:
                row.instance.end(by=request.user)
            elif row.has_changed():
                kind = row.cleaned_data["kind"]
                row.instance.pk = Role.objects.give(form.instance, kind, by=request.user).pk
        tell_left(request, form.instance, hung)


def tell_left(request, person, hung):
    """Tell what hung on the person's roles before and hangs on them no more."""
    hangs = hanging.on_roles(User.objects.get(pk=person.pk))
    if left := [words for words in hung if words not in hangs]:
        told = gettext(
            "%(name)s was: %(left)s. Somebody else is to do it now: Sukkula's leads are asked to "
            "hand it over, on the page “Who takes care of what”."
        )
        messages.warning(request, told % {"name": person, "left": ", ".join(left)})


class GrantAdmin(admin.ModelAdmin):
    """Rows that say what a role reaches. `given`: the fields that say it; `give(obj, by)` makes the
    row by its verb."""

    form = EndsForm
    given = []

    def get_fields(self, request, obj=None):
        dated = ["started_on", "ended_on", "ends"] if obj else []
        return ["user", *self.given, *dated]

    def get_readonly_fields(self, request, obj=None):
        return ["started_on", "ended_on"]

    def formfield_for_foreignkey(self, field, request, **more):
        if field.name == "user":
            more["queryset"] = User.objects.exclude(pk=request.user.pk)
        return super().formfield_for_foreignkey(field, request, **more)

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or rules.can_change_roles(request.user, obj.user))

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if not change:
            obj.pk = self.give(obj, by=request.user).pk
        elif form.cleaned_data.get("ends"):
            obj.end(by=request.user)


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
