"""Forms of members: what one takes part as, asking to join and the answer, removing, the list."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import LineField, Narrowing, ProseField
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
        label=_("My role in the Kehrä"),
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


class JoinForm(PartForm):
    """Asking to join: what one takes part as, and a greeting."""

    note = ProseField(
        label=_("Greeting to the group"),
        max_length=2000,
        required=False,
        rows=4,
        help_text=_("For example where you live and what you would like to do."),
    )


class AnswerForm(forms.Form):
    """The answer to one who asks to join; the button says which."""

    ANSWERS = ("accept", "decline", "name_coordinator")

    note = ProseField(
        label=_("Note to the person"),
        max_length=2000,
        required=False,
        rows=4,
        help_text=_("It is in the message. Needed when you decline."),
    )
    answer = forms.ChoiceField(choices=[(a, a) for a in ANSWERS], widget=forms.HiddenInput)

    def clean(self):
        fields = super().clean()
        if fields.get("answer") == "decline" and not fields.get("note"):
            self.add_error("note", gettext("Write why, so that the person understands."))
        return fields

    def give(self, membership, *, by):
        """Do what was answered; PermissionDenied or WrongState as the verb says."""
        note = self.cleaned_data["note"]
        match self.cleaned_data["answer"]:
            case "accept":
                membership.accept(by=by, note=note)
            case "decline":
                membership.decline(by=by, note=note)
            case _:
                membership.name_coordinator(by=by)

    def success_text(self, membership):
        names = {"name": membership.user}
        match self.cleaned_data["answer"]:
            case "accept":
                return gettext("%(name)s is now a member and got a message.") % names
            case "decline":
                return gettext("%(name)s was declined and got your note.") % names
            case _:
                return gettext("%(name)s is now a coordinator and got a message.") % names


class ReasonForm(forms.Form):
    """Why a member is removed; the person reads it."""

    reason = ProseField(
        label=_("The reason"),
        max_length=2000,
        rows=5,
        help_text=_("The person reads it. Write what happened, calmly."),
    )


class MemberFilter(Narrowing):
    """Members by name or organisation, by what they take part as and by role."""

    name = forms.CharField(label=_("Name or organisation"), required=False)
    actor = forms.ChoiceField(
        label=_("Takes part as"),
        choices=[("", _("All")), *Membership.Actor.choices],
        required=False,
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=[("", _("All")), *Membership.Role.choices], required=False
    )
