"""Who may do what while a project runs (states: on verbs)."""

from operator import attrgetter

from kehityspolku.by_state import by_state
from kehrat.groups.rules import is_member, is_sukkula
from kehrat.projects.rules import is_adviser_of, is_editor

project_of = attrgetter("project")


def can_follow(user, project):
    """Read how the work goes: the Kehrä's members, the card's editors, Sukkula."""
    return is_sukkula(user) or is_member(user, project.kehra) or is_editor(user, project)


def works_on(user, project):
    """Leads the work: the card's editors; its adviser in their place."""
    return is_editor(user, project) or is_adviser_of(user, project)


@by_state(works_on)
def can_run(user, project):
    """The same, now: while the project runs."""
    return project.state == "running" and works_on(user, project)


@by_state(lambda user, milestone: works_on(user, milestone.project), project_of)
def can_change_milestone(user, milestone):
    return can_run(user, milestone.project)
