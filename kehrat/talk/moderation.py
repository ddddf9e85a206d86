"""Moderation of what people write: which texts, who moderates, the queue and its history.

A text is moderated through its `Case`. Whoever lists texts looks only at the text's own
`hidden_at`, through `visible_to`.
"""

from datetime import timedelta

from django.db.models import FETCH_PEERS, Count, Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from kehityspolku import moments
from kehityspolku.models import Event
from kehrat.groups import who_heard
from kehrat.groups.models import Kehra
from kehrat.ideas.models import Idea
from kehrat.talk.models.announcement import Announcement
from kehrat.talk.models.case import Case, Flag
from kehrat.talk.models.comment import Comment

KINDS = {"idea": Idea, "comment": Comment, "announcement": Announcement}
MOST = 100  # counted no further
LATE = timedelta(days=2)  # after which a report that waits shows on Sukkula's desk
TABS = {
    "waiting": pgettext_lazy("moderation", "Waits for a decision"),
    "appealed": pgettext_lazy("moderation", "Asked to look again"),
    "hidden": pgettext_lazy("moderation", "Hidden"),
    "cleared": pgettext_lazy("moderation", "Left visible"),
}


def thing(kind, pk, user):
    """The text of that kind, if the person may see it; else 404."""
    if kind not in KINDS:
        raise Http404
    return get_object_or_404(KINDS[kind].objects.visible_to(user), pk=pk)


def thanks(case, new=True):
    """Who heard of the first report of what waits; a later one waits with it."""
    if not new:
        return _("You have reported this already. The moderators have not decided yet.")
    heard = who_heard.of_team if case.kehra else who_heard.of_sukkula
    return heard(_("Thank you. Moderators look at it and decide."), case, "report", first=True)


def moderates(user):
    """Whether the person has a queue at all."""
    return user.is_sukkula or Kehra.objects.coordinated_by(user).exists()


def in_state(cases, state):
    """The cases of a tab."""
    if state == "waiting":
        return cases.waiting()
    if state == "cleared":  # those that something was decided on
        decided = Exists(Flag.objects.filter(case=OuterRef("pk")))
        return cases.filter(Q(hidden_before=True) | decided, state=state)
    return cases.filter(state__in=["hidden", "upheld"] if state == "hidden" else [state])


def tabs(cases):
    """[(state, name, how many)], counted no further than MOST."""
    counted = []
    for state, name in TABS.items():
        number = len(in_state(cases, state).values("pk").order_by()[:MOST])
        counted.append((state, name, f"{MOST - 1}+" if number == MOST else number))
    return counted


def waits_for(user, kehra):
    """How many of the Kehrä's texts wait for the person's decision, counted no further."""
    cases = Case.objects.visible_to(user).waiting().filter(kehra=kehra)
    return len(cases.values("pk").order_by()[:MOST])


def listed(cases):
    """For a list: with `open_flags`, and what the texts are fetched at once for all of them."""
    counted = Count("flags", filter=Q(flags__closed_at=None))
    return cases.annotate(open_flags=counted).select_related("kehra").fetch_mode(FETCH_PEERS)


def history(case):
    """Who did what to a text when, newest first."""
    return list(Event.objects.about(case).listed().reverse())


def late():
    """What Sukkula's desk is reminded of: appeals, and reports that have waited long."""
    old = Q(state_since__lt=moments.now() - LATE)
    return Case.objects.waiting().filter(Q(state=Case.State.APPEALED) | old)
