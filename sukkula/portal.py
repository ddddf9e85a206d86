"""What common pages and a card's page show of Sukkula (see kehityspolku/by_name.py)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehrat.groups.models.kehra import Kehra
from kehrat.projects.models.project import Project
from kehrat.projects.rules import can_withdraw_for
from rahoitus.applications.models.application import Application
from rahoitus.applications.rules import can_open
from sukkula import rules
from sukkula.review.letter import DECISIONS

LISTED_PAGES = ["sukkula:service"]
FOOT_PAGES = [("sukkula:service", _("Service times"))]
PRIVACY = {"seen": "sukkula/privacy.html"}
STATIONS = [(30, "handling", pgettext_lazy("station", "Sukkula's review"))]


def own_pages(user):
    """The desk for Sukkula, the reviews for reviewers."""
    if user.is_sukkula:
        yield "sukkula:desk", _("Sukkula")
    if user.is_reviewer:
        yield "sukkula:reviews", _("Reviews")


def links(record, user, history):
    """On a card's page, for its people: the desk, the messages, the funding, the letter; on a
    Kehrä's page, for Sukkula: the log of advice; on an application's that ended without money, for
    who opens the next: where to get funding."""
    if isinstance(record, Application):
        ended = record.state in Application.ENDED_WITHOUT and record.project.is_fundable
        if ended and can_open(user, record.project):
            words = _("Apply again or elsewhere")
            yield link("act", "sukkula:routing", record.project, words)
        return
    if isinstance(record, Kehra) and rules.can_log_advice(user):
        page = reverse("sukkula:advice_add_kehra", args=[record.slug])
        yield {"place": "desk", "name": _("Log advice given"), "url": page}
    if not isinstance(record, Project) or not user.is_authenticated:
        return
    if record.state in Project.withdraw_for.sources and can_withdraw_for(user, record):
        yield link("settle", "sukkula:withdraw_for", record, _("Withdraw in the writers' place"))
    if record.is_draft:
        return
    if user.is_sukkula:
        yield link("desk", "sukkula:review", record, _("Open on Sukkula's desk"))
    if not rules.can_read_messages(user, record):
        return
    yield link("act", "sukkula:messages", record, _("Messages with Sukkula"))
    if record.is_fundable:
        yield link("act", "sukkula:funding", record, _("Where could the money come from?"))
    if any(map(decides, history)):
        yield link("file", "sukkula:letter_pdf", record, _("Decision as a letter (PDF)"))


def link(place, address, record, words):
    return {"place": place, "name": words, "url": reverse(address, args=[record.pk])}


def decides(event):
    """Sukkula's answer to the card itself: there is a letter of it."""
    return event.target_type.model == "project" and event.verb in DECISIONS
