"""What waits at Sukkula for a person (see kehityspolku/events/waiting.py)."""

from django.db.models import Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehityspolku.events.waiting import Waiting
from sukkula.desk import handover
from sukkula.desk.columns import due
from sukkula.desk.turns import APPLICATION, CARD, GROUP
from sukkula.desk.worklist import WorkList
from sukkula.panels.models import Review
from sukkula.review.models import Verdict

OWN = {
    CARD: gettext_lazy("Cards at your turn"),
    APPLICATION: gettext_lazy("Applications at your turn"),
}
NOBODYS = {
    CARD: gettext_lazy("Cards that nobody has taken"),
    GROUP: gettext_lazy("Kehrät that ask something of Sukkula"),
}
PAGES = {CARD: "sukkula:review", APPLICATION: "rahoitus:application", GROUP: "kehrat:checklist"}


def waiting(user):
    """What stands on the desk's list, for leads also what nobody has taken; cards to hand over;
    decisions to announce; one's own reviews."""
    if user.is_sukkula:
        work = WorkList.of(user)
        yield from on_the_list(work.tab("mine"), OWN, f"{reverse('sukkula:desk')}?tab=mine")
        if user.is_lead:
            yield from on_the_list(work.tab("open"), NOBODYS, f"{reverse('sukkula:desk')}?tab=open")
            yield Waiting(
                _("Cards to hand over"),
                f"{reverse('sukkula:load')}#left",
                handover.cards(),
                title="title",
                language="language",
                page="sukkula:review",
            )
        yield Waiting(
            _("Decisions to announce"),
            reverse("sukkula:verdicts"),
            Verdict.objects.of(user, work.own).pending(),
            title="project__title",
            language="project__language",
            page="sukkula:verdicts",
            key=Value(""),
            since="decided_at",
        )
    if user.is_reviewer:
        yield Waiting(
            _("Cards to review"),
            reverse("sukkula:reviews"),
            Review.objects.unfinished().filter(reviewer=user, panel__state="open"),
            title="panel__project__title",
            language="panel__project__language",
            page="sukkula:score",
            due="panel__due_on",
        )


def on_the_list(work, words, url):
    """What stands on a tab of the desk's list, by kind."""
    for part in work.parts:
        if part.kind in words:
            yield Waiting(
                words[part.kind],
                url,
                part.records,
                title=part.title,
                page=PAGES[part.kind],
                key="slug" if part.kind == GROUP else "pk",
                since=part.since,
                due="" if part.kind == GROUP else due(part),
                listed=True,
            )
