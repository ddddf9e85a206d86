"""A frozen card in the shape of a project, so that the same template shows it."""

from dataclasses import fields
from types import SimpleNamespace

from kehrat.cards.card import Card
from kehrat.projects.models.rows import unsaved


class Rows(list):
    """Rows that are not in the database; they answer `all()` as a related manager does."""

    def all(self):
        return self


def as_project(revision):
    """What `kehrat.projects.parts.parts` and its template read of a project, from a revision."""
    card, project = revision.card(), revision.project
    said = {field.name: getattr(card, field.name) for field in fields(Card)}
    said |= {name: Rows(rows) for name, rows in unsaved(project, card).items()}
    return SimpleNamespace(**said, districts=project.districts, sub_areas=project.sub_areas)
