"""What Sukkula does to a card, each on a page of its own: the words of the pages."""

from copy import copy

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments, working_days
from kehityspolku.events import hearers
from kehityspolku.events.steps import lock
from kehityspolku.fields import words
from kehityspolku.models import Event
from kehityspolku.web import acts
from kehityspolku.web.acts import Act, table
from kehityspolku.web.unusual import AllTheSameForm
from kehrat.groups import who_heard
from kehrat.projects import circles
from sukkula.asking.forms import AskChangesForm
from sukkula.asking.models import PlannedChange
from sukkula.review.forms import LATER, AssignForm, PromiseForm, TimeForm, conclusion
from sukkula.review.letter import DECISIONS
from sukkula.review.models import Verdict

WITH_LANGUAGE = (*DECISIONS, "ask_changes", "end_unfunded", "withdraw_for")

heard = who_heard.by_circle(dict.fromkeys([circles.team, circles.writers], who_heard.of_team))

ACTS = table(
    Act(
        verb="take",
        path="ota",
        question=_("Take this card into review?"),
        button=_("Take into review"),
        explains=_("You become its adviser, and Sukkula's review begins."),
        done=_("The card is yours to review."),
        kind="button",
    ),
    Act(
        verb="screen_out",
        path="palauta-heti",
        question=_("Turn this card down before a review?"),
        button=_("Turn down"),
        explains=_("For a card that does not belong to the path at all. It is not read further."),
        done=_("The card is rejected without a review."),
        form=words(
            "reason",
            _("Reason"),
            _("The applicants read it. Say also where they could turn instead."),
        ),
        kind="danger",
    ),
    Act(
        verb="assign",
        path="anna",
        question=_("Who takes care of this card?"),
        button=_("Give to an adviser"),
        explains=_("The adviser gets it on the work list."),
        done=_("The card has its adviser."),
        form=AssignForm,
    ),
    Act(
        verb="promise",
        path="lupaa",
        question=_("When do the applicants get an answer?"),
        button=_("Promise another day"),
        explains=_("The applicants see the day on their card, with your reason."),
        done=_("The new day is promised."),
        form=PromiseForm,
    ),
    Act(
        verb="take_over",
        path="ota-hoitoon",
        question=_("Become the adviser of this card?"),
        button=_("Take over"),
        explains=_("You become its adviser in the place of the one it has now."),
        done=_("You are now the adviser."),
    ),
    Act(
        verb="approve",
        path="hyvaksy",
        question=_("Approve this card?"),
        button=_("Approve the card"),
        explains=_(
            "The card is frozen as it is now and becomes public. Next you look for its funding."
        ),
        done=_("The card is approved. Next: where to get funding?"),
        form=conclusion(_("Words to the applicants"), _("What was good in it."), required=False),
        kind="button",
    ),
    Act(
        verb="ask_changes",
        path="pyyda-muutoksia",
        question=_("What should be changed?"),
        button=_("Ask for changes"),
        explains=_("The applicants can write the card again and give it back to you."),
        done=_("The applicants can write the card again."),
        form=AskChangesForm,
    ),
    Act(
        verb="give_time",
        path="lisaaika",
        question=_("Until when do you wait for the changes?"),
        button=_("Set the day for the changes"),
        explains=_("The applicants see the day on their card, and are reminded before it."),
        done=_("The applicants see the new day."),
        form=TimeForm,
    ),
    Act(
        verb="reject",
        path="hylkaa",
        question=_("Reject this card?"),
        button=_("Reject the card"),
        explains=_("The review ends. Sukkula's lead can open the card again."),
        done=_("The card is rejected."),
        form=conclusion(
            _("Reason"), _("The applicants read it. Say also what they could do instead.")
        ),
        kind="danger",
    ),
    Act(
        verb="reopen",
        path="avaa-uudelleen",
        question=_("Open this card again?"),
        button=_("Open again"),
        explains=_("The card becomes a draft that the applicants can write and submit again."),
        done=_("The card is open again."),
        form=words("reason", _("Reason"), _("The applicants read it.")),
    ),
    Act(
        verb="end_unfunded",
        path="paata-ilman-rahoitusta",
        question=_("End this project without funding?"),
        button=_("End without funding"),
        explains=_("When no call fits or the Kehrä gives it up. The card stays public, as ended."),
        done=_("The project has ended without funding."),
        form=words("reason", _("Reason"), _("Everyone can read it on the card.")),
        kind="danger",
    ),
    Act(
        verb="withdraw_for",
        path="peru-puolesta",
        question=_("Withdraw this card in its writers' place?"),
        button=_("Withdraw in the writers' place"),
        explains=_("When its writers are gone or do not answer. A lead can open the card again."),
        done=_("The card is withdrawn, and its people are told why."),
        form=words("reason", _("Reason"), _("The applicants read it.")),
        kind="danger",
    ),
    Act(
        verb="end",
        path="paata",
        question=_("End this project?"),
        button=_("End the project"),
        explains=_("The work is over. The applicants are asked what worked and what to improve."),
        done=_("The project has ended."),
        form=AllTheSameForm,
    ),
    heard=heard,
)


def open_acts(project, user, verdict=None):
    """What the person can do to the card now, in the order above; `verdict`: the decision on it.

    While it waits to be announced, there is no other.
    """
    useless = {"take_over"} if project.adviser == user else set()
    if verdict and verdict.is_pending:
        useless.update(Verdict.Outcome.values)
    return [act for act in acts.open_acts(ACTS, project, user) if act.verb not in useless]


@transaction.atomic
def carry_out(act, project, *, by, when="", **given):
    """Take the step, or keep the decision until it is announced; gives what to say of it.

    Raises WrongState also when a decision on the card waits: it is announced or taken back first.
    """
    verb = act.verb
    if verb == "end_unfunded":
        refuse_open_applications(project)
    if verb in WITH_LANGUAGE:
        given["language"] = get_language()
    if when == LATER:
        Verdict.objects.decide(project, by=by, outcome=verb, **given)
        return _("The decision is saved. Announce it from the decisions that wait.")
    if verb in Verdict.Outcome.values:
        lock(project)
        Verdict.objects.refuse_second(project)
    seen, asked = given.pop("seen", {}), given.get("day")
    if asked:
        given["day"] = working_days.from_on(asked)
    done = act.take(project, by=by, **given)
    if asked and given["day"] != asked:
        days = {"asked": moments.day_text(asked), "day": moments.day_text(given["day"])}
        done += " " + _("%(asked)s is no working day: the day is now %(day)s.") % days
    if verb == "ask_changes":
        PlannedChange.objects.sent(project, seen)
    if verb == "approve" and project.revises_id:
        return _("The new version is approved: its text is the card's now.")
    return done


def refuse_open_applications(project):
    """Raises ValidationError while an application of the card can still bring it money."""
    lock(project)
    going = project.applications.undecided().select_related("call")
    if names := [str(application.call) for application in going]:
        told = _("Finish its funding applications first: %(names)s")
        raise ValidationError(told, params={"names": ", ".join(names)})


def mail_goes_to(record, verb, by):
    """Whom mail reaches when `by` does the verb to the card, or to what is made for it: those for
    whom it then waits and who hear of it, without followers."""
    after, event = copy(record), Event(verb=verb, actor=by)
    if verb in ("take", "take_over"):
        after.adviser = by
        event.facts = {"before": record.adviser_id} if record.adviser_id else {}
    event.target = after
    people = hearers.receivers(event, [*hearers.holders(event), *hearers.hearers(event)])
    return [p for p in people if p.is_reachable and not p.only_follows]
