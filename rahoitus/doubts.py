"""What of funding speaks against an act now (see kehityspolku/second_press.py)."""

from kehrat.projects.models.project import Project
from rahoitus.applications.models.application import Application
from rahoitus.running.hanging import awaited
from rahoitus.sending.lacking import not_approved


def doubts(record, verb):
    match record, verb:
        case Application(), "record_sent":
            return not_approved(record)
        case Application(), "close":
            return awaited([record])
        case Project(), "end":
            grants = record.applications.filter(state=Application.State.GRANTED)
            return awaited(grants.select_related("call__source"))
    return []
