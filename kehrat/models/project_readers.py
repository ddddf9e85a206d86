"""Who of many readers may still read which of many cards; `Projects.visible_to` says it of one."""

from kehrat import readers

from .membership import Membership


def readable(projects, pairs):
    """Of (project, user) pairs those that may still be read: {(project's pk, user's pk)}."""
    people = {user.pk for _project, user in pairs}
    members, desk = Membership.objects.pairs(people), readers.staff(people)
    return {
        (p.pk, u.pk)
        for p, u in pairs
        if p.state in p.PUBLIC
        or (p.kehra_id, u.pk) in members
        or (u.pk in desk and not (p.is_draft and p.kehra_id and not p.shared))
    }
