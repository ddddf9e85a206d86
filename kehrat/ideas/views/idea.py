"""Ideas to read: one with its path, and the lists of them."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.contenttypes.models import ContentType
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from kehityspolku import keyset, pieces
from kehityspolku.models import Event
from kehityspolku.steps import open_steps
from kehrat.forms_idea import IdeaFilter
from kehrat.models import Idea, Project
from kehrat.path import path_of
from kehrat.rules_idea import can_take_back_support
from kehrat.views.comment import said_of
from kehrat.views.idea_acts import visible
from kehrat.views.plan import hanging

COUNTED = 1000  # beyond it a list says only that there are more
UNTOLD = ("ideas_wait",)


@login_not_required
def ideas(request):
    """Every idea, narrowed and ordered in the address. Public."""
    form = IdeaFilter(request.GET, user=request.user)
    shown = form.narrow(Idea.objects.visible_to(request.user))
    rows = shown.select_related("kehra", "district")
    rows, newer_url, older_url = keyset.page(rows, request, key=form.key)
    number = shown.order_by()[: COUNTED + 1].count()
    context = {"form": form, "ideas": rows, "newer_url": newer_url, "older_url": older_url}
    context |= {"number": min(number, COUNTED), "more": number > COUNTED}
    return render(request, "kehrat/idea_list.html", context)


@login_not_required
def idea(request, pk):
    """An idea, where it is on its path, and what became of it. Public."""
    idea = visible(request, pk)
    context = {"idea": idea, "history": history(idea), **of_reader(request.user, idea)}
    context |= said_of(request, idea) | {"trusted": bool(idea.by and idea.by.is_trusted)}
    context |= hanging(request.user, idea)
    context["path"] = path_of(context["card"] or idea) if idea.takes_support else None
    context["merged"] = Idea.objects.visible_to(request.user).filter(merged_into=idea)
    return render(request, "kehrat/idea.html", context)


def history(idea):
    """What happened to the idea, newest first; nothing of joining it to one that is hidden."""
    kind = ContentType.objects.get_for_model(Idea)
    events = Event.objects.filter(target_type=kind, target_id=idea.pk).exclude(verb__in=UNTOLD)
    told = list(events.listed().order_by("-at", "-pk"))
    others = [event.facts.get("into") or event.facts.get("from") for event in told]
    hidden = Idea.objects.filter(pk__in=filter(None, others)).exclude(hidden_at=None)
    hidden = set(hidden.values_list("pk", flat=True))
    return [event for event, other in zip(told, others, strict=True) if other not in hidden]


@login_not_required
@never_cache
def idea_mine(request, pk):
    """The reader's own piece: how many support it, one's own support, one's acts. Never cached."""
    idea = visible(request, pk)
    if not pieces.wanted(request):
        return redirect(idea)
    context = {"idea": idea, "piece": True, **of_reader(request.user, idea)}
    return render(request, "kehrat/idea_mine.html", context)


def of_reader(user, idea):
    """What the reader has done and can do to the idea."""
    card = Project.objects.visible_to(user).filter(idea=idea).first()
    if not user.is_authenticated:
        return {"card": card, "can": set(), "supports": False}
    return {
        "card": card,
        "can": open_steps(idea, user),
        "supports": idea.supports.filter(user=user).exists(),
        "can_take_back": can_take_back_support(user, idea),
    }
