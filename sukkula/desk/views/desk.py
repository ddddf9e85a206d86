"""The desk's front page: the work list."""

from datetime import datetime

from django.core import signing
from django.core.exceptions import BadRequest, PermissionDenied
from django.shortcuts import render

from kehrat.models import Vacancy
from sukkula import rules
from sukkula.desk import front
from sukkula.desk.forms import DeskFilter
from sukkula.desk.worklist import WorkList
from sukkula.review.forms import AssignForm
from sukkula.review.models import Verdict

SIZE = 25


def desk(request):
    """What waits for whom, the oldest first; all there is, the newest first."""
    if not rules.can_use_desk(request.user):
        raise PermissionDenied
    form = DeskFilter(request.GET)
    asked = form.asked()
    tab = asked.pop("tab", "") or "mine"
    order = asked.pop("order", "") or ("-since" if tab == "all" else "since")
    work = WorkList.of(request.user)
    tabs = front.tabs(work, request.user, tab)
    found = work.tab(tab, request.user).narrow(**asked)
    rows = found.page(order, SIZE + 1, after=place(request.GET.get("after"), order))
    front.tell_changes(rows)
    context = {
        "form": form,
        "tab": tab,
        "tabs": tabs,
        "order": order,
        "narrowed": any(asked.values()),
        "rows": rows[:SIZE],
        "next_place": after(rows[SIZE - 1], order) if len(rows) > SIZE else "",
        "summary": front.summary(work, request.user, tabs[0]["number"]),
        "median_days": front.median_days(),
        "texts": front.texts(request.user),
        "vacancies": Vacancy.objects.standing().of_working().count(),
        "verdicts": Verdict.objects.of(request.user).pending().count(),
        "assign": AssignForm(),
    }
    return render(
        request, "sukkula/desk/desk.html", context, status=200 if form.is_valid() else 400
    )


def after(row, order):
    """The place of a row as a word for the address."""
    sort = row.sort.isoformat() if isinstance(row.sort, datetime) else row.sort
    return signing.dumps([sort, row.kind, row.key], salt=salt(order))


def place(word, order):
    """The place that the address names; None at the beginning. It belongs to one order only."""
    if not word:
        return None
    try:
        sort, kind, key = signing.loads(word, salt=salt(order))
    except signing.BadSignature:
        raise BadRequest from None
    return sort, kind, key


def salt(order):
    return f"sukkula.desk.front {order.removeprefix('-')}"
