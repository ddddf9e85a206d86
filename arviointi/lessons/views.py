"""What projects have learnt and what of them lives on: one page for everyone."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, Q
from django.shortcuts import render

from arviointi.lessons.after import after
from arviointi.lessons.forms import LessonFilter
from kehityspolku.web import paging
from kehrat.models import Project
from rahoitus.models import Application

PAGE = 10  # projects, each with its texts


@login_not_required
def lessons(request):
    """The lessons of ended projects, newest end first, and what of them lives on."""
    form = LessonFilter(request.GET)
    ended = form.narrow(Project.objects.public().filter(state=Project.State.ENDED))
    telling = ended.filter(
        ~Q(lessons_good="", lessons_improve="") | ~Q(legacy_least=[]) | ~Q(legacy_best=[])
    )
    granted = Application.objects.filter(decisions__kind="granted").distinct()
    rows = telling.select_related("kehra", "follow_up").prefetch_related(
        Prefetch("applications", granted.select_related("call__source"), to_attr="funded")
    )
    shown, newer_url, older_url = paging.page(rows, request, size=PAGE)
    context = {
        "form": form,
        "projects": shown,
        "newer_url": newer_url,
        "older_url": older_url,
        "after": after(ended),
    }
    return render(request, "arviointi/lessons/list.html", context)
