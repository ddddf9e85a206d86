"""What goes on in the Kehrät now: the front page's news, and what tells that a Kehrä is alive."""

from django.db.models import OuterRef, Subquery

from kehrat.groups.models import Kehra
from kehrat.ideas.models import Idea
from kehrat.meetings.models import Meeting
from kehrat.projects.models import Project

SHOWN = 3  # of each kind
# Decided last: Sukkula's yes to a card, or a funder's to its application.
DECIDED = (Project.State.APPROVED, Project.State.RUNNING)


def newest():
    """What everyone may read of: the next meetings, the newest ideas and decisions."""
    ideas = Idea.objects.public().supportable()
    decided = Project.objects.public().filter(state__in=DECIDED, revises=None)
    return {
        "meetings": Meeting.objects.open_to_all().select_related("kehra")[:SHOWN],
        "ideas": ideas.select_related("kehra", "district")[:SHOWN],
        "decided": decided.select_related("kehra")[:SHOWN],
    }


def alive(number):
    """The first joinable Kehrät by name, each with its figures and its `next_meeting`."""
    coming = Meeting.objects.open_to_all().filter(kehra=OuterRef("pk"))
    first = Subquery(coming.order_by("starts").values("starts")[:1])
    return Kehra.objects.joinable().with_figures().annotate(next_meeting=first).in_order()[:number]
