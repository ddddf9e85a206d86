"""Public pages of calls and sources, and the calendar of closing times."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Max
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from kehityspolku.documents import ical
from kehrat.groups.rules import is_lead
from kehrat.places.text_search import FinnishOrder
from rahoitus.calls import calendar, feeds
from rahoitus.calls.models import Call
from rahoitus.sources.models import Source

CLOSED_SHOWN = 10


@login_not_required
def call_list(request):
    """Open, coming, ended before their day and lately closed calls. Public."""
    calls = Call.objects.visible_to(request.user).select_related("source")
    everything = "kaikki" in request.GET
    shut = calls.closed().order_by("-closes_at")
    soonest = calls.open().order_by(F("closes_at").asc(nulls_last=True), FinnishOrder("name_fi"))
    closed = list(shut.ended_early(False)[: None if everything else CLOSED_SHOWN + 1])
    return render(
        request,
        "rahoitus/calls/list.html",
        {
            "open": soonest,
            "coming": calls.coming().order_by("opens_on", FinnishOrder("name_fi")),
            "may_keep": is_lead(request.user),
            "ended": shut.ended_early(True)[: None if everything else CLOSED_SHOWN],
            "closed": closed if everything else closed[:CLOSED_SHOWN],
            "more_closed": not everything and len(closed) > CLOSED_SHOWN,
        },
    )


@login_not_required
def call(request, slug):
    """A call with all its rules in words. Public."""
    calls = Call.objects.visible_to(request.user).select_related("source__successor")
    return render(
        request, "rahoitus/calls/call.html", {"call": get_object_or_404(calls, slug=slug)}
    )


@login_not_required
def sources(request):
    """Who gives money, in which years, and who came after. Public."""
    shown = Source.objects.select_related("successor").order_by(FinnishOrder("name_fi"))
    return render(request, "rahoitus/sources/list.html", {"sources": shown})


@login_not_required
def calls_calendar(request):
    """Closing times of open and coming calls, for a calendar to follow. Public."""
    return _calendar(_to_follow(request).order_by("closes_at", "pk"), "rahoitushaut")


@login_not_required
def calls_atom(request):
    """Open and coming calls as an Atom feed, the newest first. Public."""
    content = feeds.atom(_to_follow(request), request.path)
    return HttpResponse(content, content_type=feeds.Atom.content_type)


@login_not_required
def calls_json(request):
    """Open and coming calls as data, the first to close first. Public."""
    calls = _to_follow(request).order_by(F("closes_at").asc(nulls_last=True), "pk")
    return JsonResponse(feeds.data(calls))


def _to_follow(request):
    calls = _with_changes(request)
    return (calls.open() | calls.coming()).order_by("-published_at", "-pk")


def _with_changes(request):
    """Calls with the moment of their rules' last change, and that version's number."""
    calls = Call.objects.visible_to(request.user).select_related("source")
    return calls.annotate(changed_at=Max("versions__made_at"), changes=Max("versions__number"))


@login_not_required
def call_calendar(request, slug):
    """The closing time of one call; 404 when it is open all year. Public."""
    call = get_object_or_404(_with_changes(request), slug=slug)
    if not call.closes_at:
        raise Http404
    return _calendar([call], call.slug)


def _calendar(calls, name):
    title = _("Funding calls of the local development path")
    return ical.answer(calendar.of(calls, title), name)
