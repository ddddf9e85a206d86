"""A new version of an approved card: a card of its own on the path, taken into the one it revises.

Meanwhile the approved card stands, public and fundable; its applications keep what they carried.
"""

from kehityspolku.events.steps import WrongState, check, hold, lock
from kehrat.projects import rules
from kehrat.projects.models.revision import freeze


def begin(project, *, by):
    """The card's new version, a draft with its text and co-editors, or the one there is, if open;
    and whether it is new.

    PermissionDenied to others than its coordinators; WrongState unless it is approved or running.
    """
    lock(project)
    check(rules.can_write_version, by, project)
    if not project.is_fundable:
        raise WrongState(project)
    if found := open_version(project):
        return found, False
    facts = {"kehra": project.kehra, "made_by": by, "version": project.version + 1}
    new = type(project).objects.create(revises=project, title=project.title, **facts)
    new.apply(project.card())
    if last := project.revisions.filter(kind="approved").first():
        kept = {name: getattr(last, name) for name in ("kind", "by", "at", "content")}
        new.revisions.create(number=1, **kept)  # what the new version is compared with
    project.co_editors.carry_over(new)
    return new, True


def open_version(project):
    """The new version of a card that is on its way, or None."""
    return project.versions.filter(state__in=project.ON_THE_WAY).first()


def refuse_second(version):
    """Raises WrongState when the card takes no version, or another one is on its way."""
    if version.revises:
        hold(version.revises)
        version.revises.refresh_from_db(fields=["state"])
        if not version.revises.is_fundable or open_version(version.revises):
            raise WrongState(version)


def take_in(card, version, *, by):
    """The new version was approved: its text becomes the card's, frozen as approved.

    Within the version's own step. WrongState when the card is no longer approved or running.
    """
    lock(card)
    if not card.is_fundable:
        raise WrongState(card)
    card.apply(version.card())
    card.version = version.version
    for file in version.attachments.all():
        told = {"title": file.title, "alt": file.alt, "members_only": file.members_only}
        if not card.attachments.filter(sha256=file.sha256).update(**told):
            file.project = card
            file.save(update_fields=["project"])
    freeze(card, "approved", by)
    card.save()
