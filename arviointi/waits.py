"""What waits in evaluation for a person by role (see kehityspolku/events/waiting.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from arviointi.models import Survey
from kehityspolku import languages
from kehityspolku.events.waiting import Waiting


def waiting(user):
    """For Sukkula's leads: closed surveys whose numbers nobody has released yet."""
    if user.is_lead:
        yield Waiting(
            _("Surveys to release"),
            f"{reverse('arviointi:surveys')}#closed",
            Survey.objects.to_release(),
            title=f"title_{languages.current()}",
            page="arviointi:survey",
            since="closed_at",
        )
