"""Many cards decided at once: which of them one may decide now, and what became of each."""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from kehityspolku.events.steps import WrongState, lock
from kehrat.groups.rules import is_lead
from kehrat.models import Absence, Project
from sukkula import rules
from sukkula.review.models import Verdict

MOST = 100  # cards at a time


@dataclass
class Outcome:
    """What became of the cards: [card] decided, [(card, why, the words that were written)]."""

    decided: list = field(default_factory=list)
    left_out: list = field(default_factory=list)


def sort_out(user, keys):
    """([card that the user may decide now], [(card, why not)]) of those that the user sees."""
    seen = Project.objects.visible_to(user).filter(pk__in=keys).select_related("kehra", "adviser")
    pending = Verdict.objects.pending().filter(project__in=keys)
    waiting = set(pending.values_list("project", flat=True))
    answers_for = Absence.objects.answers_for(user)
    open_cards, left_out = [], []
    for card in seen.order_by("title", "pk"):
        own = is_lead(user) or card.adviser_id in answers_for
        if why := why_not(card, own=own, decided=card.pk in waiting):
            left_out.append((card, why))
        else:
            open_cards.append(card)
    return open_cards, left_out


def why_not(card, *, own, decided):
    """Why one can't decide on the card now, in words; "" if nothing is against it.

    `own`: one answers for it; `decided`: a decision on it waits to be announced.
    """
    if card.state != Project.State.IN_REVIEW:
        return _("It is not in review: %(state)s.") % {"state": card.get_state_display()}
    if decided:
        return _("A decision on it waits to be announced.")
    if not own:
        return _("Its adviser or a lead decides.")
    return ""


def mark(card):
    """Of the round of review that one has read: given back anew, the card has another."""
    return card.state_since.isoformat()


def decide(verdicts, seen, *, by):
    """Keep each decision until it is announced, one by one; gives what became of them.

    `verdicts`: not stored yet; `seen`: {card's pk: mark of the round that was read}.
    """
    became = Outcome()
    for verdict in sorted(verdicts, key=lambda verdict: verdict.project_id):
        card = verdict.project
        facts = {name: getattr(verdict, name) for name in ("outcome", "reason", "language")}
        try:
            with transaction.atomic():
                lock(card)
                if mark(card) != seen.get(card.pk):
                    raise WrongState(card)
                Verdict.objects.decide(card, by=by, **facts)
        except (WrongState, PermissionDenied):
            now = Project.objects.get(pk=card.pk)
            pending = Verdict.objects.pending().filter(project=card).exists()
            why = why_not(now, own=rules.can_decide(by, now), decided=pending)
            why = why or _("It was given back anew meanwhile.")
            became.left_out.append((card, why, verdict.reason))
        else:
            became.decided.append(card)
    return became
