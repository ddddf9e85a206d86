"""What waits in evaluation for a person by role (see kehityspolku/web/waiting.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from arviointi.models import Survey
from kehityspolku.web.waiting import Waiting


def waiting(user):
    """For Sukkula's leads: closed surveys whose numbers nobody has released yet."""
    if user.is_lead:
        yield Waiting(
            _("Surveys to release"),
            f"{reverse('arviointi:surveys')}#closed",
            Survey.objects.to_release(),
        )
