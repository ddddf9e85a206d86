"""Public pages of Kehrät."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kehityspolku.read_together import at_once
from kehityspolku.web import pieces
from kehrat.front import coverage
from kehrat.groups import rules
from kehrat.groups.acts import open_acts
from kehrat.groups.balance import balance
from kehrat.groups.checklist import checklist
from kehrat.groups.hanging import in_public
from kehrat.groups.models import Kehra, Membership
from kehrat.groups.next_step import next_step
from kehrat.groups.pieces import of_kehra
from kehrat.meetings.pieces import next_meeting
from kehrat.plans.pieces import plan_part, plan_rows
from kehrat.projects.models import Project
from kehrat.projects.path import on_path
from kehrat.talk import moderation
from kehrat.talk.pieces import newest
from kehrat.talk.rules import can_announce

SHOWN, SHOWN_IDEAS = 20, 6
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
    return render(request, "kehrat/front/kehra_list.html", context)


@login_not_required
@of_kehra()
def kehra_page(request, kehra):
    """One Kehrä: its areas, its projects on the path, its people as figures."""
    user = request.user
    projects, ideas, news, plans, priorities, counts = at_once(
        *work_of(kehra, user), newest(user, kehra), *plan_rows(user, kehra), standing(kehra)
    )
    people = people_of(kehra, user, counts)
    areas = list(coverage.areas_of(kehra))
    title = _("Districts of %(kehra)s") % {"kehra": kehra.name}
    context = {
        "kehra": kehra,
        "areas": areas,
        "yarn": coverage.part_of(coverage.districts_of(kehra, areas), title),
        "projects": on_path(projects),
        "ideas": ideas,
        "news": news,
        "can_announce": can_announce(user, kehra),
        **people,
        **of_reader(user, kehra, people),
        "hangs": in_public(kehra) if kehra.state == Kehra.State.DORMANT else [],
        "vacancy": None if people["coordinators"] else kehra.vacancies.standing().first(),
        "coming": next_meeting(user, kehra),
        "planned": plan_part(user, kehra, plans, priorities),
    }
    return render(request, "kehrat/front/kehra_page.html", context)


def work_of(kehra, user):
    """What the Kehrä does, as the reader may see it: its projects, its ideas."""
    projects = Project.objects.visible_to(user).filter(kehra=kehra, revises=None)
    projects = projects.exclude(state=Project.State.WITHDRAWN)
    return projects[:SHOWN], kehra.ideas.public().supportable().by_support(user)[:SHOWN_IDEAS]


def standing(kehra):
    """How many members and people who ask to be it has, by what they are."""
    rows = kehra.memberships.open().present().order_by().values("state", "actor_type")
    return rows.annotate(number=Count("pk"))


def people_of(kehra, user, counts):
    """Its people as public figures (`counts`: rows of `standing`), those who coordinate, the
    reader's own membership."""
    states = Membership.State
    counted = {row["actor_type"]: row["number"] for row in counts if row["state"] == states.ACTIVE}
    coordinates = Q(state=states.ACTIVE, role=Membership.Role.COORDINATOR)
    near = kehra.memberships.open().present().filter(coordinates | Q(user=user.pk))
    near = list(near.select_related("user"))
    coordinators = [each for each in near if each.coordinates]
    kehra.reached = any(each.user.is_reachable for each in coordinators)
    return {
        "members": sum(counted.values()),
        "blocs": balance(counted),
        "coordinators": coordinators,
        "membership": next((each for each in near if each.user_id == user.pk), None),
        "asking": sum(row["number"] for row in counts if row["state"] == states.REQUESTED),
    }


@login_not_required
@never_cache
@of_kehra()
def mine(request, kehra):
    """The reader's own piece of a Kehrä's page: join, waiting, member. Never cached."""
    if not pieces.wanted(request):
        return redirect(kehra)
    people = people_of(kehra, request.user, standing(kehra))
    context = {"kehra": kehra, "piece": True, **of_reader(request.user, kehra, people)}
    return render(request, "kehrat/front/kehra_mine.html", context)


def of_reader(user, kehra, people):
    """The reader's membership; for members how many ask to join; for coordinators and Sukkula
    what they can do to the Kehrä, while it is founded its checklist.
    """
    found = {"membership": people["membership"]}
    if rules.can_see_members(user, kehra):
        found["requests"] = people["asking"]
    if rules.can_see_checklist(user, kehra):
        found |= {"cares": True, "acts": open_acts(kehra, user), "next": next_step(kehra)}
        found["reported"] = moderation.waits_for(user, kehra)
        if kehra.is_founding:
            items = checklist(kehra)
            found["items"], found["items_done"] = items, sum(item.done for item in items)
    return found
