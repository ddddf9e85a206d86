"""What projects have learnt and what of them lives on: one page for everyone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from arviointi.lessons.after import after
from arviointi.lessons.forms import LessonFilter, ThemesForm
from arviointi.lessons.models import Coding
from kehityspolku.web import paging
from kehrat.groups.rules import is_sukkula
from kehrat.models import Project
from rahoitus.models import Application

PAGE = 10  # projects, each with its texts
TELLING = ~Q(lessons_good="", lessons_improve="") | ~Q(legacy_least=[]) | ~Q(legacy_best=[])


@login_not_required
def lessons(request):
    """The lessons of ended projects, newest end first, and what of them lives on."""
    form = LessonFilter(request.GET)
    ended = form.narrow(Project.objects.public().filter(state=Project.State.ENDED))
    telling = ended.filter(TELLING)
    granted = Application.objects.filter(decisions__kind="granted").distinct()
    rows = telling.select_related("kehra", "follow_up").prefetch_related(
        Prefetch("applications", granted.select_related("call__source"), to_attr="funded")
    )
    shown, newer_url, older_url = paging.page(rows, request, size=PAGE)
    for project in shown:
        project.about = [Coding.Theme(theme).label for theme in project.themes or []]
    context = {
        "form": form,
        "projects": shown,
        "codes": is_sukkula(request.user),
        "newer_url": newer_url,
        "older_url": older_url,
        "after": after(ended),
    }
    return render(request, "arviointi/lessons/list.html", context)


def themes(request, pk):
    """Sukkula says what the lessons of a project are about."""
    if not is_sukkula(request.user):
        raise PermissionDenied
    ended = Project.objects.public().filter(TELLING, state=Project.State.ENDED)
    project = get_object_or_404(Coding.objects.of(ended), pk=pk)
    sent = request.POST if request.method == "POST" else None  # though nothing be ticked
    form = ThemesForm(sent, initial={"themes": project.themes or []})
    if form.is_valid():
        Coding.objects.say(project, form.cleaned_data["themes"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect("arviointi:lessons")
    return render(request, "arviointi/lessons/themes.html", {"project": project, "form": form})
