"""Public pages of places: the front page, search, districts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehityspolku import money
from kehityspolku.events import after_sign_in
from kehityspolku.models import Follow
from kehityspolku.text import LONGEST_SEARCH, search_words
from kehityspolku.web import limits, pieces
from kehityspolku.web.limits import limited
from kehrat.front import coverage, going_on
from kehrat.front.forms import DistrictForm
from kehrat.front.search import find
from kehrat.groups.models import Kehra
from kehrat.ideas.models import Idea
from kehrat.ideas.similar import find_ideas
from kehrat.places.models import District, SubArea
from kehrat.projects.models import Project
from kehrat.projects.path import on_path, stations

SHOWN = 8  # Kehrät on the front page, projects on a district's


@login_not_required
def home(request):
    """What this is, where one lives, what is going on."""
    rows = coverage.districts(request.user)
    return render(
        request,
        "kehrat/front/home.html",
        {
            "kehrat": going_on.alive(SHOWN),
            "yarn": coverage.map_of(rows, _("Districts and their Kehrät")),
            "figures": _figures(rows),
            "path": stations().values(),
            "longest": LONGEST_SEARCH,
            **going_on.newest(),
        },
    )


def _figures(rows):
    groups = {kehra for district in rows for kehra in district.groups}
    number = sum(kehra.state == Kehra.State.ACTIVE for kehra in groups)
    joined, every = coverage.figures(rows)
    public = Project.objects.public()
    granted = public.aggregate(sum=Sum("granted", default=0))["sum"]
    return [
        {
            "number": number,
            "label": ngettext("active Kehrä", "active Kehrät", number),
            "note": _("confirmed by Sukkula"),
        },
        {"number": f"{joined}/{every}", "label": _("districts take part")},
        {"number": money.euros(granted), "label": _("granted for local work")},
    ]


@login_not_required
def search(request):
    """Answers to the one box, as a page or, while one types, as its piece."""
    words = search_words(request.GET.get("q", ""))
    if words and (refused := limits.read_too_often(request, "search")):
        return refused
    context = {"words": words, "hits": find(words), "ideas": find_ideas(words)}
    context["longest"] = LONGEST_SEARCH
    page, piece = "kehrat/front/search.html", "kehrat/front/search.html#typed"
    return pieces.answer(request, page, piece, context)


@login_not_required
def district_list(request):
    """Every district by major district, with the map that says the same."""
    rows = coverage.districts(request.user)
    joined, every = coverage.figures(rows)
    context = {
        "districts": rows,
        "yarn": coverage.map_of(rows, _("Districts and their Kehrät")),
        "joined": joined,
        "every": every,
    }
    return render(request, "kehrat/front/district_list.html", context)


@login_not_required
def district(request, slug):
    """One district: its names, sub-areas, Kehrät and projects."""
    joinable = Kehra.objects.visible_to(request.user).joinable().with_figures()
    areas = SubArea.objects.inhabited().prefetch_related(Prefetch("kehrat", joinable))
    areas = Prefetch("sub_areas", areas)
    near = District.objects.select_related("boundary").prefetch_related(areas)
    rows = District.objects.select_related("major", "boundary")
    rows = rows.prefetch_related(areas, Prefetch("neighbours", near))
    found = get_object_or_404(rows, slug=slug)
    around = [coverage.cover(each) for each in (found, *found.neighbours.all())]
    resting = Kehra.objects.public().filter(state=Kehra.State.DORMANT)
    projects = Project.objects.visible_to(request.user).in_district(found).select_related("kehra")
    return render(
        request,
        "kehrat/front/district_page.html",
        {
            "district": found,
            "yarn": coverage.part_of(
                around, _("%(district)s and its neighbours") % {"district": found.name}
            ),
            "residents": coverage.residents(found.population),
            "resting": resting.covering([found]),
            "told": is_told(request.user, found),
            "near_groups": joinable.covering(found.neighbours.all()),
            "projects": on_path(projects[:SHOWN]),
            **Idea.objects.waiting_in(found),
        },
    )


def is_told(user, district):
    """Whether the person follows the district."""
    rows = Follow.objects.of(district).filter(muted=False)
    return user.is_authenticated and rows.filter(user=user).exists()


@login_not_required
def tell_me_where(request):
    """Choose the district whose first Kehrä one wants to hear of; the next page tells of it."""
    form = DistrictForm(request.GET or None)
    if form.is_valid():
        return redirect("kehrat:tell_me", form.cleaned_data["district"].slug)
    return render(request, "kehrat/front/tell_where.html", {"form": form})


@login_not_required
@limited("wish", tries=True)
def tell_me(request, slug):
    """Be told when the district gets a Kehrä; before sign-in the wish is kept."""
    district = get_object_or_404(District, slug=slug)
    kept = False
    if request.method == "POST":
        if request.user.is_authenticated:
            district.tell(by=request.user)
            messages.success(request, _("You are told when this area gets a Kehrä."))
            return redirect(district)
        after_sign_in.make(request, district, "tell")
        kept = True
    return render(request, "kehrat/front/district_tell.html", {"district": district, "kept": kept})
