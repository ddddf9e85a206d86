"""The letter of a card's decision: what was decided on which text, why, by whom, what is next."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType

from kehityspolku import moments
from kehityspolku.events import verbs
from kehityspolku.events.verbs import Kind
from kehityspolku.models import Event
from kehrat.cards.card import Card
from kehrat.models import ChangeRequest, Project
from sukkula.review.models import Verdict

AT_ONCE = timedelta(minutes=1)  # between what one act writes and its event
DECISIONS = [verb.name for verb in verbs.where(lambda v: v.kind == Kind.DECISION, Project)]


@dataclass(frozen=True)
class Letter:
    """A decision as it was made and told: nothing of it changes when the card does."""

    project: Project
    decision: Event
    card: Card  # as it was frozen for the decision
    version: int | None  # number of the frozen version; None of cards from before them
    frozen_at: object
    verdict: Verdict | None  # the decision as it was kept, if it was announced later
    left: list  # changes asked for that the decision closed as they stood

    @property
    def title(self):
        return self.card.title

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

    @property
    def decided_at(self):
        """When it was made; its people were told at `decision.at`."""
        return self.verdict.decided_at if self.verdict else self.decision.at

    @property
    def decided_by(self):
        return self.verdict.decided_by if self.verdict else self.decision.actor

    @property
    def reference(self):
        """By which the letter is asked about: the year, the card and the decision on it."""
        year = self.decision.at.astimezone(moments.HELSINKI).year
        return f"KP {year}/{self.project.pk}/{self.decision.pk}"

    @property
    def addressee(self):
        """The legal applicant by name and business ID: the card's own, else the Kehrä's host."""
        name, number = self.card.applicant_name, self.card.business_id
        host = self.project.kehra.host if self.project.kehra else None
        if not (name or number) and host:
            name, number = host.name, host.business_id
        return {"name": name, "business_id": number}


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
        card=frozen.card() if frozen else project.card(),
        version=frozen and frozen.number,
        frozen_at=frozen and frozen.at,
        verdict=kept(decision),
        left=list(left_by(decision)),
    )


def kept(decision):
    """The verdict that was announced by the decision; None when it was told at once."""
    at = {"announced_at__lte": decision.at, "announced_at__gt": decision.at - AT_ONCE}
    told = Verdict.objects.filter(project=decision.target_id, outcome=decision.verb, **at)
    return told.select_related("decided_by").last()


def left_by(decision):
    """The changes asked for that the decision closed, oldest first."""
    at = {"settled_at__lte": decision.at, "settled_at__gt": decision.at - AT_ONCE}
    closed = ChangeRequest.objects.filter(state=ChangeRequest.State.CLOSED, **at)
    return closed.filter(project=decision.target_id, field__in=decision.facts.get("left", []))
