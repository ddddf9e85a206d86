"""Public pages of Kehrät."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from kehrat.balance import balance
from kehrat.models import Idea, Kehra, Membership, Project
from kehrat.path import on_path
from kehrat.rules import can_see_members

SHOWN = 20
ORDERS = {"founded": "formed_on", "members": "-member_count", "projects": "-project_count"}


@login_not_required
def kehra_list(request):
    """Every public Kehrä as a table, ordered by one of its columns."""
    order = request.GET.get("order")
    kehrat = Kehra.objects.visible_to(request.user).with_figures().in_order(ORDERS.get(order))
    context = {
        "kehrat": kehrat.prefetch_related("sub_areas"),
        "order": order if order in ORDERS else "name",
    }
    return render(request, "kehrat/kehra_list.html", context)


@login_not_required
def kehra_page(request, slug):
    """One Kehrä: its areas, its projects on the path, its people as figures."""
    seen = Kehra.objects.visible_to(request.user).select_related("picture")
    kehra = get_object_or_404(seen, slug=slug)
    counts = kehra.memberships.active().by_actor()
    projects = Project.objects.visible_to(request.user).filter(kehra=kehra)
    return render(
        request,
        "kehrat/kehra_page.html",
        {
            "kehra": kehra,
            "areas": kehra.sub_areas.select_related("district"),
            "projects": on_path(projects.exclude(state=Project.State.WITHDRAWN)[:SHOWN]),
            "ideas": Idea.objects.visible_to(request.user).filter(kehra=kehra)[:SHOWN],
            "members": sum(counts.values()),
            "actors": [(label, counts[a]) for a, label in Membership.Actor.choices if a in counts],
            "blocs": balance(counts),
            "coordinators": kehra.memberships.active().coordinators().select_related("user"),
            **of_reader(request.user, kehra),
        },
    )


@login_not_required
@never_cache
def mine(request, slug):
    """The reader's own piece of a Kehrä's page: join, waiting, member. Never cached."""
    kehra = get_object_or_404(Kehra.objects.visible_to(request.user), slug=slug)
    context = {"kehra": kehra, **of_reader(request.user, kehra)}
    return render(request, "kehrat/kehra_mine.html", context)


def of_reader(user, kehra):
    """The reader's membership and, for those who see members, how many ask to join."""
    found = {"membership": kehra.membership_of(user)}
    if can_see_members(user, kehra):
        found["requests"] = kehra.memberships.requested().count()
    return found
