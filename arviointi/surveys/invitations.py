"""Invitations to answer: one person each, on a list that Sukkula holds.

Between an invitation and an answer there is no key: the invitation knows that it was used, the
answer only as what its writer was invited.
"""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from arviointi.surveys.answers import Role
from kehityspolku.lines import LineField


class Invitation(models.Model):
    """One person's way to answer a survey once. `mail_at`: when its next mail is to leave."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey("Survey", on_delete=models.CASCADE, related_name="invitations")
    seed = models.CharField(max_length=64)
    mark = models.CharField(max_length=64, unique=True)
    address = models.EmailField(_("e-mail address"), blank=True)
    role = models.CharField(_("invited as"), max_length=12, choices=Role)
    source = LineField(_("where the address comes from"), max_length=200)
    language = models.CharField(
        _("language of the message"), max_length=2, choices=settings.LANGUAGES, default="fi"
    )
    mail_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    mails = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    done = models.BooleanField(default=False)
    declined = models.BooleanField(default=False)
    bounced = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                "survey", "address", condition=~Q(address=""), name="survey_invites_once"
            ),
        ]
        indexes = [
            models.Index("mail_at", condition=Q(mail_at__isnull=False), name="survey_mail_waiting")
        ]

    def __str__(self):
        return "invitation"
