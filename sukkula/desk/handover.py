"""Cards that have to be handed over: their adviser works at Sukkula no more, or belongs to the
card's Kehrä."""

from django.db.models import Count, Exists, OuterRef, Q

from kehityspolku.models import User
from kehrat.models import Membership, Project

WITH_ADVISER = ["submitted", *Project.WITH_ADVISER]


def orphaned():
    """A condition on cards: there is nobody at Sukkula whom their adviser could be."""
    return ~Q(adviser__in=User.objects.of_sukkula()) | Exists(own())


def own():
    """The outer card's adviser as a member of its Kehrä."""
    return Membership.objects.active().filter(kehra=OuterRef("kehra"), user=OuterRef("adviser"))


def cards():
    """Those that have an adviser who is none any more."""
    return Project.objects.filter(orphaned(), state__in=WITH_ADVISER, adviser__isnull=False)


def by_adviser():
    """[(the adviser, how many cards)], the most first."""
    rows = cards().order_by().values("adviser").annotate(n=Count("pk")).order_by("-n", "adviser")
    people = User.objects.in_bulk([row["adviser"] for row in rows])
    return [(people[row["adviser"]], row["n"]) for row in rows]
