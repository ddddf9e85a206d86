"""Suggesting an idea: where, what, and before that those who wish for the like."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kehityspolku import languages
from kehityspolku.events import after_sign_in
from kehityspolku.events.steps import WrongState
from kehityspolku.text import LONGEST_SEARCH, search_words
from kehityspolku.web import kept_form, limits, pieces, sent_once
from kehityspolku.web.limits import limited
from kehrat.front.search import find
from kehrat.groups import who_heard
from kehrat.groups.models import Kehra
from kehrat.groups.pieces import of_kehra
from kehrat.ideas.forms import IdeaForm, PaperForm
from kehrat.ideas.models import Idea
from kehrat.ideas.rules import can_enter_from_paper
from kehrat.ideas.similar import similar
from kehrat.places.models import District, SubArea


@login_not_required
def idea_start(request):
    """Where does the idea belong? A Kehrä, a district that waits for one, else Sukkula."""
    words = search_words(request.GET.get("q", ""))
    if words and (refused := limits.read_too_often(request, "search")):
        return refused
    hits = find(words)
    for hit in hits:  # the place that the form is filled in with
        hit.at = hit.place.pk if hit.kind == "sub_area" else getattr(hit.district, "slug", "")
    context = {"words": words, "hits": hits, "longest": LONGEST_SEARCH}
    context["paper"] = _paper_asked(request)
    page, piece = "kehrat/ideas/start.html", "kehrat/ideas/start.html#typed"
    return pieces.answer(request, page, piece, context)


def _paper_asked(request):
    user = request.user
    return "paper" in request.GET and user.is_authenticated and user.is_sukkula


@login_not_required
@of_kehra()
def idea_new(request, kehra):
    """Suggest an idea to a Kehrä; who is not signed in writes first and signs in then."""
    return suggest(request, joinable(kehra))


@login_not_required
def idea_new_district(request, slug):
    """Suggest an idea that waits for a Kehrä; where there is one, choose it."""
    district = get_object_or_404(District, slug=slug)
    if Kehra.objects.public().joinable().covering([district]).exists():
        return redirect(f"{reverse('kehrat:idea_start')}?q={district.name}")
    return suggest(request, district)


@login_not_required
def idea_new_sukkula(request):
    """Suggest an idea that belongs to no one district, to Sukkula."""
    return suggest(request, None)


def joinable(kehra):
    """The Kehrä; WrongState when it takes no ideas."""
    if not kehra.is_joinable:
        raise WrongState(kehra)
    return kehra


def suggest(request, place):
    """The form, with those that are like what is being written; the idea when it is sent."""
    if request.method == "POST" and not looks(request):
        form = IdeaForm(request.POST, place=place)
        if form.is_valid():
            if request.user.is_authenticated:
                return sent(request, place, form)
            return kept(request, place, form)
    elif pieces.wanted(request) and (refused := limits.read_too_often(request, "search")):
        return refused  # asked for while one types
    elif again := kept_form.again(request):
        form = IdeaForm(again, place=place)
    else:
        form = IdeaForm(initial=found_at(request, place) | request.POST.dict(), place=place)
    return asked(request, place, form)


def found_at(request, place):
    """Where one comes from, as the form has it: a sub-area by its code in `at`, a district by its
    word there; a district of one sub-area is that."""
    came = search_words(request.GET.get("at", ""))
    asked = place.slug if isinstance(place, District) else came
    areas = list(SubArea.objects.inhabited().filter(Q(pk=asked) | Q(district__slug=asked))[:2])
    if len(areas) == 1:
        return {"sub_area": areas[0].pk}
    known = areas and not isinstance(place, District)
    return {"spot": District.objects.get(slug=asked).name} if known else {}


def looks(request):
    """Whether nothing is sent yet: like ideas or another language are asked for."""
    return bool({"look", languages.BUTTON} & request.POST.keys()) or pieces.wanted(request)


def asked(request, place, form, **more):
    words = [request.POST.get(name, "") for name in ("title", "text")]
    context = {"form": form, "place": place, "ideas": similar(*words, place=place), **more}
    context["looked"] = "look" in request.POST
    page, piece = "kehrat/ideas/new.html", "kehrat/ideas/new.html#similar"
    return pieces.answer(request, page, piece, context)


@limited("suggest")
def sent(request, place, form):
    given = {"by": request.user, **form.cleaned_data}
    idea = sent_once.make(request, Idea.objects.suggest, place, **given)
    messages.success(request, thanks(idea))
    return redirect(idea)


@limited("wish")
def kept(request, place, form):
    """Signed out: what was written is kept and sent when the person's address is known."""
    verb = "suggest_idea" if place else "suggest_to_sukkula"
    after_sign_in.make(request, place or District.objects.first(), verb, **form.cleaned_data)
    return redirect("wish_kept")


def thanks(idea):
    if idea.kehra:
        return who_heard.of_team(_("Thank you."), idea, "suggest")
    if idea.district:
        return _("Thank you. The idea waits here for a Kehrä, and others can support it.")
    return who_heard.of_sukkula(_("Thank you."), idea, "suggest")


@of_kehra()
def idea_paper(request, kehra):
    """Enter an idea from paper to a Kehrä: its coordinators, Sukkula."""
    return from_paper(request, joinable(kehra))


def idea_paper_district(request, slug):
    """Enter an idea from paper that waits for a Kehrä: Sukkula."""
    return from_paper(request, get_object_or_404(District, slug=slug))


def idea_paper_sukkula(request):
    """Enter an idea from paper to Sukkula itself."""
    return from_paper(request, None)


def from_paper(request, place):
    if not can_enter_from_paper(request.user, place if isinstance(place, Kehra) else None):
        raise PermissionDenied
    posted = request.method == "POST" and not looks(request)
    given = {"data": request.POST} if posted else {"initial": request.POST.dict()}
    form = PaperForm(**given, place=place)
    if posted and form.is_valid():
        given = {"by": request.user, **form.cleaned_data}
        idea = sent_once.make(request, Idea.objects.enter_from_paper, place, **given)
        messages.success(request, _("The idea is entered, marked as written on paper."))
        return redirect(idea)
    return asked(request, place, form, paper=True)
