"""For whom a card waits, and who hears of what happens to it."""

from django.db.models import Q
from guardian.shortcuts import get_users_with_perms

from kehityspolku import duties, follows
from kehityspolku.models import User

from .place import District

FOLLOWED = {"approve", "note_grant", "end", "tell_lessons", "take_in_version"}
# Of these only followers hear: of a grant its application tells the team, of a version its own yes.
NOT_THE_TEAMS = {"begin", "begin_version", "note_grant", "take_in_version"}
TO_CO_EDITORS = {"ask_changes", "approve", "reject", "screen_out"}
FOR_SUKKULA = {"submit", "resubmit", "assign", "promise_near", "answer_late"}
FOR_THE_TEAM = {"ask_changes", "reopen", "end", "open_application"}  # which writes then


def waits_for(project, event):
    """Those who act next: of Sukkula or of the applicants."""
    if event.verb in FOR_SUKKULA:
        return desk(project)
    return team(project, event) if event.verb in FOR_THE_TEAM else []


def desk(project):
    """Who answers for the card at Sukkula: its adviser, else the leads (see `duties.reached`)."""
    adviser = project.adviser
    has_one = adviser and adviser.is_sukkula
    return duties.or_sukkula([adviser]) if has_one else duties.sukkula()


def team(project, event=None):
    """Who writes the card, and Sukkula when none of them can be reached."""
    if not project.kehra:
        return desk(project)
    named = co_editors(project) if event and event.verb in TO_CO_EDITORS else []
    return duties.or_sukkula([*project.kehra.coordinators(), *named])


def audience(project, event):
    """The adviser (before one has taken it, the leads), the one before, the coordinators; of what
    Sukkula answers, the co-editors.

    Of public turns also those who follow it, its Kehrä or a district it is for; a new version,
    which is not public, has none.
    """
    is_news = event.verb in FOLLOWED and not project.revises_id
    around = followers(project) if is_news else []
    if event.verb in NOT_THE_TEAMS:
        return around
    if event.verb in {"close_changes", "promise_near"}:  # told with the decision; Sukkula's own
        return []
    staff = [project.adviser] if project.adviser else User.objects.holding("lead")
    before = User.objects.filter(pk=event.facts["before"]) if "before" in event.facts else []
    team = project.kehra.coordinators() if project.kehra else []
    named = co_editors(project) if event.verb in TO_CO_EDITORS else []
    return [*staff, *before, *team, *named, *around]


def co_editors(project):
    """Those who are its co-editors now, as guardian holds it."""
    return get_users_with_perms(
        project, only_with_perms_in=["edit_project"], with_group_users=False
    )


def followers(project):
    """Those who follow the card, its Kehrä or a district that it is for."""
    areas = District.objects.filter(Q(projects=project) | Q(sub_areas__projects=project))
    return follows.followers(project, project.kehra, *areas.distinct())
