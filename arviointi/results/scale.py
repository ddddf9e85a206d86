"""The scale of agreement on which statements are answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Choice(models.TextChoices):
    ONE = "1", _("Strongly disagree")
    TWO = "2", _("Disagree")
    THREE = "3", _("Neither agree nor disagree")
    FOUR = "4", _("Agree")
    FIVE = "5", _("Strongly agree")
    DONT_KNOW = "dk", _("Don't know")
    NOT_CONCERNING = "na", _("Does not concern me")
