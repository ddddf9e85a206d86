"""The letter of a card's decision: what was decided on which text, why, by whom, what is next."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from kehityspolku.events import verbs
from kehityspolku.events.verbs import Kind
from kehityspolku.models import Event
from kehrat.models import Project

DECISIONS = [verb.name for verb in verbs.where(lambda v: v.kind == Kind.DECISION, Project)]


@dataclass(frozen=True)
class Letter:
    project: Project
    decision: Event
    title: str  # the card's own, as it was frozen
    version: int | None  # number of the frozen version; None of cards from before them
    frozen_at: object

    @property
    def approves(self):
        return self.decision.verb == "approve"

    @property
    def reason(self):
        return self.decision.facts.get("reason", "")

    @property
    def language(self):
        """Of the reason; the card's own where it was not written down."""
        return self.decision.facts.get("language") or self.project.language


def decided(project):
    """The latest decision on the card, an event; None before one."""
    kind = ContentType.objects.get_for_model(Project)
    happened = Event.objects.about(project).filter(target_type=kind, verb__in=DECISIONS)
    return happened.select_related("actor").last()


def decisions_on(keys):
    """Sukkula's decisions on the cards with these keys, oldest first."""
    kind = ContentType.objects.get_for_model(Project)
    made = Event.objects.filter(target_type=kind, target_id__in=list(keys), verb__in=DECISIONS)
    return made.select_related("actor").order_by("at", "pk")


def letter_of(project):
    """The letter of the latest decision, or None."""
    decision = decided(project)
    if not decision:
        return None
    frozen = project.revisions.filter(at__lte=decision.at).first()
    frozen = frozen or project.revisions.last()
    return Letter(
        project=project,
        decision=decision,
        title=frozen.card().title if frozen else project.title,
        version=frozen and frozen.number,
        frozen_at=frozen and frozen.at,
    )
