"""The desk's front page: the work list."""

from django.core.exceptions import BadRequest
from django.shortcuts import render

from kehityspolku.events import waiting
from kehityspolku.web import paging
from sukkula.desk import front
from sukkula.desk.forms import AssignManyForm, DeskFilter, KeepViewForm
from sukkula.desk.models import SavedView
from sukkula.desk.worklist import WorkList
from sukkula.review.pieces import at_desk

SIZE = 25
PLACE = ("sort", "kind", "key")  # what tells a row from all others


@at_desk
def desk(request):
    """What waits for whom, the oldest first; all there is, the newest first."""
    form = DeskFilter(request.GET)
    asked = form.asked()
    work = WorkList.of(request.user)
    tabs = front.tabs(work)
    tab, order, shown = front.asked_for(asked, request.user, tabs)
    form.show(order, shown)
    by, after = order.removeprefix("-"), request.GET.get("after")
    place = paging.read(after, PLACE, by)
    if after and not place:
        raise BadRequest
    found = work.desk_of(asked.get("adviser")).tab(tab).narrow(**asked)
    rows = found.page(order, SIZE + 1, after=place, shown=shown)
    front.tell_facts(rows[:SIZE], request.user)
    context = {
        "form": form,
        "tab": tab,
        "tabs": tabs,
        "heads": front.heads(request, order, shown),
        "query": front.query_of(request, tab, order),
        "views": SavedView.objects.visible_to(request.user),
        "narrowed": any(asked.values()),
        "rows": rows[:SIZE],
        "next_place": paging.place(rows[SIZE - 1], PLACE, by) if len(rows) > SIZE else "",
        "summary": front.summary(tabs[0]),
        "median_days": front.median_days(),
        "besides": waiting.beside_the_list(request.user),
        "stands_in_for": sorted(map(str, work.absent)),
        "keep": KeepViewForm(),
        "assign": AssignManyForm(user=request.user, people=form.people, auto_id="assign_%s"),
    }
    return render(
        request, "sukkula/desk/desk.html", context, status=200 if form.is_valid() else 400
    )
