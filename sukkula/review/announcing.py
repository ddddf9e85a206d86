"""Decisions announced together: what each one's mail says and to whom; the act itself."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils import translation

from kehityspolku.events import hearers
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event, User
from kehrat.models import ChangeRequest, CoEditor, Membership, Project
from kehrat.places.text_search import FinnishOrder
from sukkula import rules
from sukkula.review.models import Verdict


@dataclass
class Outcome:
    """What became of each decision of a batch."""

    announced: list = field(default_factory=list)
    already: list = field(default_factory=list)
    left_out: list = field(default_factory=list)  # taken back, or the card is elsewhere by now


@transaction.atomic
def announce(keys, *, by):
    """Announce the decisions that still stand; says what became of each.

    The cards are held first, in one order: of two who announce at once, the later one finds
    what the earlier did.
    """
    chosen = Verdict.objects.of(by).filter(pk__in=keys)
    cards = Project.objects.filter(pk__in=chosen.values("project"))
    list(cards.order_by("pk").select_for_update(of=("self",)))
    became = Outcome()
    for verdict in chosen.select_related("project").order_by("project_id", "pk"):
        if verdict.announced_at:
            became.already.append(verdict)
        elif verdict.is_pending and rules.can_announce(by, verdict):
            try:
                verdict.announce(by=by)
            except WrongState:  # of a new version: the card that it revises has ended
                became.left_out.append(verdict)
            else:
                became.announced.append(verdict)
        else:
            became.left_out.append(verdict)
    return became


def letters(verdicts, by):
    """[(verdict, [(language's name, its code, people, text of the mail)])] of what would leave."""
    verdicts = list(verdicts)
    teams, named, left = coordinators(verdicts), co_editors(verdicts), changes_left(verdicts)
    leads = (
        list(User.objects.holding("lead")) if any(not v.project.adviser for v in verdicts) else []
    )
    told = []
    for verdict in verdicts:
        card = verdict.project
        staff = [card.adviser] if card.adviser else leads
        people = [*staff, *teams[card.kehra_id], *named[card.pk]]
        told.append((verdict, mails(verdict, people, left[card.pk], by)))
    return told


def coordinators(verdicts):
    """{Kehrä's pk: its coordinators} of the cards, in one query."""
    teams, rows = defaultdict(list), Membership.objects.active().coordinators()
    of_cards = rows.filter(kehra__in={v.project.kehra_id for v in verdicts})
    for row in of_cards.select_related("user").order_by(FinnishOrder("user__name"), "user_id"):
        teams[row.kehra_id].append(row.user)
    return teams


def co_editors(verdicts):
    """{card's pk: its co-editors}, in one query."""
    named, rows = defaultdict(list), CoEditor.objects.current()
    of_cards = rows.filter(project__in={verdict.project_id for verdict in verdicts})
    for row in of_cards.select_related("user").order_by(FinnishOrder("user__name"), "user_id"):
        named[row.project_id].append(row.user)
    return named


def changes_left(verdicts):
    """{card's pk: fields of the change requests that the decision puts away}, in one query."""
    left, rows = defaultdict(list), ChangeRequest.objects.pending()
    of_cards = rows.filter(project__in={verdict.project_id for verdict in verdicts})
    for card, name in of_cards.values_list("project_id", "field"):
        left[card].append(name)
    return left


def mails(verdict, people, left, by):
    """The mails of one decision by language; `people`: who hears of it, followers left out."""
    told = [p for p in hearers.receivers(Event(actor=by), people) if p.is_reachable]
    return [
        (name, code, those, text_of(verdict, left, by, code))
        for code, name in settings.LANGUAGES
        if (those := [person for person in told if person.language == code])
    ]


def text_of(verdict, left, by, language):
    """The words of the mail in a language, as the event will tell them."""
    card, facts = verdict.project, {"reason": verdict.reason, **({"left": left} if left else {})}
    event = Event(verb=verdict.outcome, actor=by, target=card, about=card, facts=facts)
    with translation.override(language):
        return event.text
