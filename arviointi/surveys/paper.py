"""Answers on paper: Sukkula types them in, of people on the list in their name's place.

What is kept of it is a number on the survey: an answer itself tells not how it came.
"""

from django import forms
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from arviointi.surveys import rules
from arviointi.surveys.invitations import Invitation
from kehityspolku.events.steps import check


class PersonForm(forms.Form):
    """Whose paper it is, of a survey of invited people."""

    person = forms.ModelChoiceField(
        Invitation.objects.none(),
        label=_("Whose answer it is"),
        help_text=_("Those on the list who have not answered yet."),
        empty_label=_("Choose"),
        error_messages={
            "required": _("Choose whose answer it is."),
            "invalid_choice": _("This person is not on the list or has answered already."),
        },
    )

    def __init__(self, survey, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if survey.is_link:
            del self.fields["person"]
            return
        waiting = survey.invitations.filter(done=False).exclude(address="").order_by("address")
        self.fields["person"].queryset = waiting
        self.fields["person"].label_from_instance = named

    def chosen(self):
        """The invitation, None with an open link or while nobody is chosen."""
        return getattr(self, "cleaned_data", {}).get("person")


def named(invitation):
    return f"{invitation.address} · {invitation.get_role_display()}"


@transaction.atomic
def enter(survey, values, *, by, invitation=None, form_key=""):
    """Drop an answer that came on paper into the ballot box; False if it is there already.

    Whoever is on the list is then done, and was reached. Raises PermissionDenied, or WrongState
    when the survey takes no answers.
    """
    check(rules.can_hold_list, by, survey)
    if invitation:
        taken = invitation.answer(values)
        reached = {"bounced": False, "mails": max(invitation.mails, 1)}
        survey.invitations.filter(pk=invitation.pk).update(**reached)
    else:
        taken = survey.receive(values, form_key=form_key)
    if taken:
        type(survey).objects.filter(pk=survey.pk).update(on_paper=F("on_paper") + 1)
    return taken
