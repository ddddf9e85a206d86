"""What other pages show of a card: its files, history and change requests."""

from django.shortcuts import get_object_or_404

from kehityspolku.events import verbs
from kehityspolku.events.models import fetch_named
from kehityspolku.files import scanner
from kehrat.projects import rules
from kehrat.projects.models.change_request import ChangeRequest
from kehrat.projects.models.project import Project

UNFUNDED = verbs.names(Project, "end_unfunded")


def visible(request, pk):
    """The project, with its Kehrä, if the reader may see it; else 404."""
    seen = Project.objects.visible_to(request.user).select_related(
        "kehra__host", "kehra__picture", "adviser", "applicant", "idea", "revises"
    )
    return get_object_or_404(seen, pk=pk)


def left_behind(request, pk):
    """The project, if the reader may see it or withdraw it in its writers' place; else 404."""
    return get_object_or_404(Project.objects.withdrawn_by(request.user), pk=pk)


def attached(user, project):
    """The card's files that one sees, and what one may do to them."""
    rows = list(project.attachments.visible_to(user))
    edits, pictures = rules.can_edit(user, project), rules.can_attach_pictures(user, project)
    for row in rows:
        row.changeable = edits or (pictures and row.is_picture)
    return {
        "attachments": rows,
        "can_attach": edits or pictures,
        "only_pictures": pictures and not edits,
        "scans": scanner.is_configured(),
    }


def contacts(user, project):
    """The card's contact persons, to those who may read them: on no other page, in no file."""
    return list(project.contacts.all()) if rules.can_see_contacts(user, project) else []


def history(happened, team=True):
    """Of what happened to a card what is told, newest first; others than its people are told its
    milestones only.
    """
    return fetch_named([e for e in reversed(happened) if verbs.behind(e).is_read(team)])


def asks_of(user, project):
    """What was asked to be changed and what was answered, oldest first, to the two sides."""
    asked = ChangeRequest.objects.visible_to(user).filter(project=project)
    return asked.select_related("by", "answered_by", "settled_by")
