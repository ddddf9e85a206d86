"""The desk's front page as data: tabs, the sentence on top, service times."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Aggregate, DurationField, F, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehityspolku import moments
from kehityspolku.models import Event
from kehityspolku.rounding import half_up
from kehrat.models import Project
from sukkula.desk import columns, facts
from sukkula.desk.forms import TABS
from sukkula.desk.turns import CARD

MOST = 99  # counts go no further
YEAR = timedelta(days=365)


class Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def tabs(work):
    """Each tab with its count, "99+" when more, and since when its oldest has waited: one query."""
    since = work.since_of_tabs(list(TABS), MOST + 1)
    return [
        {
            "name": name,
            "label": label,
            "number": len(since[name]),
            "count": len(since[name]) if len(since[name]) <= MOST else f"{MOST}+",
            "oldest": min(since[name], default=None),
        }
        for name, label in TABS.items()
    ]


def summary(tab):
    """One sentence: how much waits for the reader, and for how long the oldest has waited."""
    count, number = tab["number"], tab["count"]
    if not count:
        return _("Nothing waits for you now.")
    days = moments.days_between(tab["oldest"], moments.now())
    waiting = ngettext("%(n)s thing waits for you", "%(n)s things wait for you", count)
    waited = ngettext("the oldest for %(days)s day", "the oldest for %(days)s days", days)
    return f"{waiting % {'n': number}}, {waited % {'days': days}}."


def asked_for(asked, user, tabs=()):
    """(tab, order, columns shown) of what the address asks, taken out of it: what is left narrows.

    `tabs`: where nothing is asked, of which the list opens on one.
    """
    tab = asked.pop("tab", "") or opens_on(tabs, user)
    order = asked.pop("order", "") or ("-since" if tab == "all" else "since")
    return tab, order, asked.pop("columns", None) or columns.USUAL


def query_of(request, tab, order):
    """The list as it is seen, as an address: without the place of its page."""
    query = request.GET.copy()
    query.pop("after", None)
    query["tab"], query["order"] = tab, order
    return query.urlencode()


def heads(request, order, shown):
    """The heads of the table: [(column or None of the title, address that sorts by it or "",
    how it is sorted now or "")]."""
    told = []
    for column in [None, *(c for c in columns.COLUMNS if c.name in shown)]:
        name = column.name if column else "title"
        query = request.GET.copy()
        query.pop("after", None)
        query["order"] = f"-{name}" if order == name else name
        url = f"?{query.urlencode()}" if name in columns.SORTED else ""
        told.append((column, url, sorted_by(name, order)))
    return told


def sorted_by(name, order):
    """As `aria-sort`: since when one has waited runs the other way than how long."""
    if order.removeprefix("-") != name:
        return ""
    return "descending" if order.startswith("-") != (name == "since") else "ascending"


def opens_on(shown, user):
    """The tab the desk opens on: a lead's on what nobody has taken or what is late, if there is
    such; else on what waits for the reader."""
    wanted = ("open", "late") if user.is_lead else ()
    return next((t["name"] for t in shown if t["name"] in wanted and t["number"]), "mine")


def tell_facts(rows, user):
    """Say on the rows of cards what stands behind their turn, as the user may know it."""
    of_cards = [row for row in rows if row.kind == CARD]
    found = facts.of_cards([row.key for row in of_cards], user)
    for row in of_cards:
        row.facts = found[row.key]


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
    return None if median is None else int(half_up(median / timedelta(days=1)))
