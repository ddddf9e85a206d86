from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku.forms import ProseField
from kehrat.forms_members import PartForm


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

    def told(self, membership):
        names = {"name": membership.user}
        match self.cleaned_data["answer"]:
            case "accept":
                return gettext("%(name)s is now a member and got a message.") % names
            case "decline":
                return gettext("%(name)s was declined and got your note.") % names
            case _:
                return gettext("%(name)s is now a coordinator and got a message.") % names
