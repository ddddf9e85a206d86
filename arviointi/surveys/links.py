"""The three links by which one answers: an open one that everyone has, an invitation's own, and a
private one to answers that somebody saved to go on later.
"""

import json
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from arviointi.surveys import kept
from arviointi.surveys.answers import Stub
from arviointi.surveys.invitations import Invitation
from arviointi.surveys.kept import Kept
from arviointi.surveys.models import Survey

LONGEST = 300_000  # characters of what is kept


@dataclass
class Link:
    """A link that was followed: to which survey, whose, and whether its answer was sent."""

    token: str
    survey: Survey
    invitation: Invitation | None = None
    saved: Kept | None = None
    is_used: bool = False
    is_private: bool = False  # to what was saved of an open link

    @property
    def is_personal(self):
        """One person's: what is saved is saved under it."""
        return self.invitation is not None or self.is_private

    @property
    def role(self):
        return self.invitation.role if self.invitation else ""

    def content(self):
        """What was saved: {field: its values}."""
        return self.saved.content(self.token) if self.saved else {}

    def keep(self, content):
        """Save what is filled in; returns the secret of the link that leads to it.

        Raises ValidationError for more than any form holds.
        """
        if len(json.dumps(content)) > LONGEST:
            raise ValidationError(_("The text is too long to be kept. Shorten it."))
        token = self.token if self.is_personal else kept.new_token()
        Kept.objects.keep(self.survey, token, content)
        return token

    @transaction.atomic
    def send(self, values, form_key):
        """Drop the answer into the ballot box, delete what was saved; False if it came before.

        WrongState when the survey takes no answers.
        """
        if self.invitation:
            taken = self.invitation.answer(values)
        else:
            taken = self.survey.receive(values, form_key=form_key)
        if self.is_personal:
            Kept.objects.forget(self.token)
        if self.is_private:
            Stub.objects.get_or_create(
                key_hash=kept.mark_of(self.token), defaults={"survey": self.survey}
            )
        return taken

    def has_sent(self, form_key):
        """Whether an answer came by this link; of an open one, from the form with this key."""
        if self.is_personal or not form_key:
            return self.is_used
        return Stub.objects.filter(key_hash=Stub.hash_of(self.survey, form_key)).exists()


def follow(token):
    """The link of this secret; None where there is none, or its survey is a draft."""
    link = _of_invitation(token) or _of_everyone(token) or _to_saved(token)
    return None if link is None or link.survey.is_draft else link


def _of_invitation(token):
    if invitation := Invitation.objects.by_token(token):
        saved = Kept.objects.of(token)
        return Link(token, invitation.survey, invitation, saved, is_used=invitation.done)
    return None


def _of_everyone(token):
    surveys = Survey.objects.select_related("kehra", "project__kehra")
    survey = surveys.filter(mode=Survey.Mode.LINK, token=token).first()
    return Link(token, survey) if survey else None


def _to_saved(token):
    if saved := Kept.objects.of(token):
        return Link(token, saved.survey, saved=saved, is_private=True)
    used = Stub.objects.select_related("survey").filter(key_hash=kept.mark_of(token)).first()
    return Link(token, used.survey, is_used=True, is_private=True) if used else None
