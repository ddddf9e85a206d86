"""What Sukkula does to a card, each on a page of its own: the words of the pages."""

from copy import copy
from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kehityspolku.events import hearers
from kehityspolku.events.steps import lock
from kehityspolku.fields import NoWords
from kehityspolku.models import Event
from kehrat.groups import who_heard
from sukkula.review.forms import LATER, AskChangesForm, AssignForm, PromiseForm, conclusion, words
from sukkula.review.letter import DECISIONS
from sukkula.review.models import Verdict


@dataclass(frozen=True)
class Act:
    """A verb of a card. `path`: its Finnish word in the address."""

    path: str
    title: str
    button: str
    explains: str
    done: str
    form: type[forms.Form] = NoWords
    kind: str = "second"  # the look of the link that leads to it


ACTS = {
    "take": Act(
        "ota",
        _("Take this card into review?"),
        _("Take into review"),
        _("You become its adviser, and Sukkula's review begins."),
        _("The card is yours to review."),
        kind="button",
    ),
    "screen_out": Act(
        "palauta-heti",
        _("Turn this card down before a review?"),
        _("Turn down"),
        _("For a card that does not belong to the path at all. It is not read further."),
        _("The card is turned down."),
        words(
            "reason",
            _("Reason"),
            _("The applicants read it. Say also where they could turn instead."),
        ),
        kind="danger",
    ),
    "assign": Act(
        "anna",
        _("Who takes care of this card?"),
        _("Give to an adviser"),
        _("The adviser gets it on the work list."),
        _("The card has its adviser."),
        AssignForm,
    ),
    "promise": Act(
        "lupaa",
        _("When do the applicants get an answer?"),
        _("Promise another day"),
        _("The applicants see the day on their card, with your reason."),
        _("The new day is promised."),
        PromiseForm,
    ),
    "take_over": Act(
        "ota-hoitoon",
        _("Become the adviser of this card?"),
        _("Take over"),
        _("You become its adviser in the place of the one it has now."),
        _("You are now the adviser."),
    ),
    "approve": Act(
        "hyvaksy",
        _("Approve this card?"),
        _("Approve the card"),
        _("The card is frozen as it is now and becomes public. Next you look for its funding."),
        _("The card is approved. Next: where to get funding?"),
        conclusion(_("Words to the applicants"), _("What was good in it."), required=False),
        kind="button",
    ),
    "ask_changes": Act(
        "pyyda-muutoksia",
        _("What should be changed?"),
        _("Ask for changes"),
        _("The applicants can write the card again and give it back to you."),
        _("The applicants can write the card again."),
        AskChangesForm,
    ),
    "reject": Act(
        "hylkaa",
        _("Reject this card?"),
        _("Reject the card"),
        _("The review ends. Sukkula's lead can open the card again."),
        _("The card is rejected."),
        conclusion(_("Reason"), _("The applicants read it. Say also what they could do instead.")),
        kind="danger",
    ),
    "reopen": Act(
        "avaa-uudelleen",
        _("Open this card again?"),
        _("Open again"),
        _("The card becomes a draft that the applicants can write and submit again."),
        _("The card is open again."),
        words("reason", _("Reason"), _("The applicants read it.")),
    ),
    "end": Act(
        "paata",
        _("End this project?"),
        _("End the project"),
        _("The work is over. The applicants are asked what worked and what to improve."),
        _("The project has ended."),
    ),
}


@transaction.atomic
def carry_out(project, verb, *, by, when="", **given):
    """Do the verb, or keep the decision until it is announced; gives what to say of it.

    Raises WrongState also when a decision on the card waits: it is announced or taken back first.
    """
    if verb in (*DECISIONS, "ask_changes"):
        given["language"] = get_language()
    if when == LATER:
        Verdict.objects.decide(project, by=by, outcome=verb, **given)
        return _("The decision is kept. Announce it from the decisions that wait.")
    if verb in Verdict.Outcome.values:
        lock(project)
        Verdict.objects.refuse_second(project)
    getattr(project, verb)(by=by, **given)
    if verb == "approve" and project.revises_id:
        return _("The new version is approved: its text is the card's now.")
    if verb in ("ask_changes", "reopen", "end"):
        return who_heard.of_team(ACTS[verb].done, project, verb)
    return ACTS[verb].done


def mail_goes_to(project, verb, by):
    """Whom mail reaches when `by` does the verb: those for whom the card then waits and its
    audience, without followers."""
    after, event = copy(project), Event(verb=verb, actor=by)
    if verb in ("take", "take_over"):
        after.adviser = by
        event.facts = {"before": project.adviser_id} if project.adviser_id else {}
    event.target = after
    people = hearers.receivers(event, [*hearers.holders(event), *hearers.hearers(event)])
    return [p for p in people if p.is_reachable and not p.only_follows]
