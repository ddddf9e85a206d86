"""What the portal's common pages show of funding (see kehityspolku/by_name.py)."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku.finding.listed import Listed
from kehrat.projects.models.project import Project
from rahoitus.calls import found
from rahoitus.running.followed import FOLLOWED
from rahoitus.running.models.follow_up import FollowUp
from rahoitus.running.models.milestone import Milestone
from rahoitus.running.rules import can_follow

MAIN_PAGES = [("rahoitus:calls", _("Funding"))]
LISTED_PAGES = ["rahoitus:calls", "rahoitus:sources", "rahoitus:register"]
LISTED = [Listed("haut", found.calls, found.of_call)]
PRIVACY = {"kept": "rahoitus/privacy.html#kept", "seen": "rahoitus/privacy.html#seen"}
STATIONS = [
    (40, "call", pgettext_lazy("station", "Funding call")),
    (50, "decision", pgettext_lazy("station", "Decision")),
]


def path_notes(projects):
    """{project's key: {station: words}}: how many of the milestones of their work are done."""
    rows = Milestone.objects.filter(project__in=projects).exclude(state=Milestone.State.DROPPED)
    done = Count("pk", filter=Q(state=Milestone.State.DONE))
    rows = rows.order_by().values_list("project").annotate(done=done, number=Count("pk"))
    return {
        key: {"work": _("milestones %(done)s/%(all)s") % {"done": done, "all": number}}
        for key, done, number in rows
    }


def links(record, user, history):
    """On the page of a card that has got money, for its people: how the work goes; for everyone
    what still lives of it, once that is told."""
    if not isinstance(record, Project) or record.state not in FOLLOWED:
        return
    if can_follow(user, record):
        page = reverse("rahoitus:running", args=[record.pk])
        yield {"place": "act", "name": _("How the work goes"), "url": page}
    if record.has_ended and FollowUp.objects.visible_to(user).filter(project=record).exists():
        page = reverse("rahoitus:follow_up", args=[record.pk])
        yield {"place": "act", "name": _("What still lives?"), "url": page}
