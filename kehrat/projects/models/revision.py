"""The content of a card: in and out as a `Card`, what it lacks, its frozen revisions."""

from dataclasses import fields

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehrat.cards import card
from kehrat.cards.card import PRIVATE, ROWS, Card
from kehrat.places.models import District, SubArea
from kehrat.places.names import meaning
from kehrat.projects import applicant

KEPT_APART = (*ROWS, PRIVATE)  # in tables of their own
PLAIN = [field.name for field in fields(Card) if field.name not in KEPT_APART]
# What a card is submitted with, each with what does in its place. What Helka's card alone asks
# may be left unstated for a reason.
NEEDED = {
    "title": [],
    "description": [],
    "goals": [],
    "results": [],
    "benefits": ["benefits", "benefits_unstated"],
    "legacy_least": ["legacy_least", "legacy_best", "legacy_unstated"],
    "target_areas": ["target_areas", "all_districts"],
    "phases": [],
    "budget": [],
}


def card_of(project):
    """The content as a `Card`."""
    rows = {name: [row.value() for row in getattr(project, name).all()] for name in KEPT_APART}
    return Card(**{name: getattr(project, name) for name in PLAIN}, **rows)


def store(project, card):
    """Store the content of a `Card` in place of what there was."""
    for name in PLAIN:
        setattr(project, name, getattr(card, name))
    project.applicant = applicant.known(card)
    project.save()
    for name in KEPT_APART:
        rows = getattr(project, name)
        rows.all().delete()
        new = enumerate(getattr(card, name))
        rows.bulk_create(rows.model.of(project, place, value) for place, value in new)
    match_areas(project)


def match_areas(project):
    """Tie the target areas to the districts and sub-areas that their words surely mean."""
    told = [found for name in project.target_areas if (found := meaning(name))]
    numbers = [number for found in told for number in found.districts]
    codes = [code for found in told for code in found.sub_areas]
    districts, sub_areas = project.districts, project.sub_areas
    districts.set(District.objects.filter(pk__in=numbers))
    sub_areas.set(SubArea.objects.filter(pk__in=codes).exclude(district__in=districts.all()))


def missing(project):
    """What a card lacks before it can be submitted: names of its fields."""
    return [
        name
        for name, any_of in NEEDED.items()
        if not any(_is_there(project, instead) for instead in any_of or [name])
    ]


def _is_there(project, name):
    value = getattr(project, name)
    return bool(value.all()) if name in ROWS else bool(value)


def freeze(project, kind, by):
    """Keep the content as it is now: what was submitted or approved, its applicant settled."""
    applicant.settle(project)
    last = project.revisions.order_by("-number").first()
    number = last.number + 1 if last else 1
    content = card_of(project).to_json()
    content["attachments"] = [attachment.facts() for attachment in project.attachments.all()]
    project.revisions.create(number=number, kind=kind, by=by, content=content)


class Revision(models.Model):
    """The card's content frozen at a moment; never changed."""

    project = models.ForeignKey(
        "kehrat.Project", on_delete=models.CASCADE, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(
        max_length=10, choices=[("submitted", _("submitted")), ("approved", _("approved"))]
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=moments.now)
    content = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint("project", "number", name="revision_number_once")]

    def __str__(self):
        return f"{self.project_id}/{self.number}"

    def card(self):
        return card.Card.from_json(self.content)
