"""What on a period's last day may keep the work of an area from going on: counted from dated facts,
and what the cards themselves say may go wrong."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kehityspolku import moments
from kehrat.models import Project

MONTHS = 6  # in which the last phase of a project ends


@dataclass(frozen=True)
class Risk:
    """Something to look at: `names` of the Kehrät or projects of which it is true, [(name,
    language)]; `unknown`: of how many it was not recorded."""

    label: str
    names: list
    unknown: int = 0

    @property
    def number(self):
        return len(self.names)


def risks(kehrat, projects, last):
    """The Risks of an area on a day, from its Kehrät (profiles) and its projects of the period."""
    going_on = [p for p in projects if p.state_then in (*Project.FUNDABLE, None)]
    return [
        of_kehrat(_("Kehrät without a coordinator"), kehrat, uncoordinated),
        of_kehrat(_("Kehrät that showed nothing in 90 days"), kehrat, silent),
        of_kehrat(_("Kehrät with a bloc of over 49 % of the members"), kehrat, unbalanced),
        Risk(
            _("Projects with a milestone that was not done by the day agreed first"),
            named(p for p in projects if late(p, last)),
        ),
        Risk(
            _("Projects whose last phase ends within six months"),
            named(p for p in going_on if ends_soon(p, last)),
        ),
    ]


def of_kehrat(label, kehrat, holds):
    told = [(profile, holds(profile)) for profile in kehrat]
    return Risk(
        label,
        [(profile.kehra.name, "") for profile, held in told if held],
        sum(held is None for _profile, held in told),
    )


def named(projects):
    return [(project.title, project.language) for project in projects]


def uncoordinated(profile):
    return None if profile.coordinates is None else not profile.coordinates


def silent(profile):
    if profile.outputs:
        return False
    return True if profile.recorded else None


def unbalanced(profile):
    return any(bloc.over for bloc in profile.blocs)


def late(project, last):
    """A milestone of it was due by the day and not done by then."""
    due = [m for m in project.goals_by_day if m.agreed_on <= last]
    return any(m.done_on is None or m.done_on > last for m in due)


def ends_soon(project, last):
    ends = [phase.ends for phase in project.phases.all()]
    soon = moments.months_after(last, MONTHS)
    return bool(ends) and last <= max(ends) <= soon
