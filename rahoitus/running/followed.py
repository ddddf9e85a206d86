"""The projects whose work a person follows from inside: the Kehrä's members, Sukkula."""

from kehrat.groups.models import Kehra
from kehrat.projects.models import Project

FOLLOWED = [Project.State.RUNNING, Project.State.ENDED]


def followed_by(user):
    """Projects that run or have ended, as a queryset."""
    if not user.is_authenticated:
        return Project.objects.none()
    found = Project.objects.filter(state__in=FOLLOWED, revises=None)
    return found if user.is_sukkula else found.filter(kehra__in=Kehra.objects.joined_by(user))
