"""Forms of members: what one takes part as, invitations, roles."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import LineField, ProseField
from kehrat.groups.models.membership import Membership
from kehrat.groups.models.organisation import Organisation


class OrganisationInput(forms.TextInput):
    """A text box that suggests the organisations the portal knows; any other may be typed."""

    template_name = "parts/suggest.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"id_{name}_known"
        context["known"] = Organisation.objects.values_list("name", flat=True)[:500]
        return context


class PartForm(forms.Form):
    """What one takes part as, and on whose behalf."""

    actor_type = forms.ChoiceField(
        label=_("I take part as"),
        choices=Membership.Actor.choices,
        widget=forms.RadioSelect,
        initial=Membership.Actor.RESIDENT,
    )
    organisation = LineField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        widget=OrganisationInput(attrs={"dir": "auto", "autocomplete": "organization"}),
        help_text=_("If you take part for one: its name."),
    )

    def clean(self):
        fields = super().clean()
        alone = {None, Membership.Actor.RESIDENT, Membership.Actor.OTHER}
        lacks = not fields.get("organisation") and "organisation" not in self.errors
        if lacks and fields.get("actor_type") not in alone:
            self.add_error("organisation", gettext("Write the name of the organisation."))
        return fields


class ReasonForm(forms.Form):
    """Why a member is removed; the person reads it."""

    reason = ProseField(
        label=_("The reason"),
        max_length=2000,
        rows=5,
        help_text=_("The person reads it. Write what happened, calmly."),
    )


class MemberFilter(forms.Form):
    """The members narrowed from the URL; what is not a choice narrows nothing."""

    name = forms.CharField(label=_("Name or organisation"), required=False)
    actor = forms.ChoiceField(
        label=_("Takes part as"),
        choices=[("", _("All")), *Membership.Actor.choices],
        required=False,
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=[("", _("All")), *Membership.Role.choices], required=False
    )
