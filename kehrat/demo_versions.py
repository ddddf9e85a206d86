"""A new version of an approved card, which its people are writing in the demonstration."""

from dataclasses import replace

from django.db import transaction

from kehrat.demo_cards import back_date
from kehrat.models import Project
from kehrat.models.project_version import begin_version

CARD, TITLE = "Vallilan yhteispiha", "Vallilan yhteispiha ja viljelylaatikot"
GOAL = "Pihalla on kaksikymmentä viljelylaatikkoa, joista puolet on koulun"


@transaction.atomic
def load():
    """Load what is not there yet; run twice, it changes nothing."""
    card = Project.objects.filter(title=CARD, state=Project.State.APPROVED).first()
    if not card or card.versions.exists():
        return
    by = card.kehra.coordinators().first()
    version = begin_version(card, by=by)
    before = version.card()
    version.write(
        replace(before, title=TITLE, goals=[*before.goals, GOAL]), by=by, seen=before.mark()
    )
    begun = back_date(version, 8)
    Project.objects.filter(pk=version.pk).update(state_since=begun)
