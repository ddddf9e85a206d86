"""The desk's front page as data: tabs, the sentence on top, service times."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Aggregate, Count, DurationField, F, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehityspolku import moments
from kehityspolku.models import Event
from kehrat.models import ChangeRequest, Project
from kehrat.talk import moderation
from sukkula.desk.forms import TABS
from sukkula.desk.turns import CARD

MOST = 99  # counts go no further
YEAR = timedelta(days=365)


class Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def tabs(work, user, here):
    """Each tab with its count ("99+" when more) and whether it is the one shown."""
    shown = []
    for name, label in TABS.items():
        count = work.tab(name, user).count(MOST + 1)
        shown.append(
            {
                "name": name,
                "label": label,
                "count": count if count <= MOST else f"{MOST}+",
                "number": count,
                "here": name == here,
            }
        )
    return shown


def summary(work, user, count):
    """One sentence: how much waits for the reader, and for how long the oldest has waited."""
    if not count:
        return _("Nothing waits for you now.")
    oldest = work.tab("mine", user).page("since", 1)[0]
    number = str(count) if count <= MOST else f"{MOST}+"
    waiting = ngettext("%(n)s thing waits for you", "%(n)s things wait for you", count)
    waited = ngettext("the oldest for %(days)s day", "the oldest for %(days)s days", oldest.days)
    return f"{waiting % {'n': number}}, {waited % {'days': oldest.days}}."


def tell_changes(rows):
    """Say on the rows of cards under review how many changes are asked for and how many answered.

    One query for any number of rows.
    """
    of_cards = [row for row in rows if row.kind == CARD]
    asked = ChangeRequest.objects.pending().filter(project__in=[row.key for row in of_cards])
    counts = asked.order_by().values_list("project").annotate(Count("pk"), Count("answered_at"))
    told = {key: {"asked": n, "answered": answered} for key, n, answered in counts}
    for row in of_cards:
        if row.key in told:
            words = _("Changes asked for: %(asked)s, answered: %(answered)s")
            row.changes = words % told[row.key]


def texts(user):
    """How many texts wait for Sukkula to moderate: appeals, and what was reported long ago."""
    count = len(moderation.late().visible_to(user).values("pk").order_by()[: MOST + 1])
    return count if count <= MOST else f"{MOST}+"


def median_days():
    """Median of the days from submission to decision, of the last year's decisions; or None."""
    kind = ContentType.objects.get_for_model(Project)
    submitted = Event.objects.filter(
        target_type=kind, target_id=OuterRef("target_id"), verb="submit", at__lte=OuterRef("at")
    ).order_by("-at")
    decided = Event.objects.filter(
        target_type=kind, verb__in=["approve", "reject"], at__gte=moments.now() - YEAR
    )
    took = F("at") - Subquery(submitted.values("at")[:1])
    median = decided.aggregate(median=Median(took))["median"]
    return None if median is None else round(median / timedelta(days=1))
