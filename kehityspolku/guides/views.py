"""Guides to the portal, one for each role: public pages."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Guide:
    """A guide's words. `name`: of its template, guides/<name>.html."""

    name: str
    title: str
    lead: str


GUIDES = {
    "asukas": Guide(
        "resident",
        _("For residents and members"),
        _(
            "Find your area's Kehrä, join it and suggest what should be done. You can "
            "read everything that is public without an account."
        ),
    ),
    "perustaja": Guide(
        "founder",
        _("For founders of a Kehrä"),
        _("From the ideas of an area to a Kehrä of its own: what it takes, and who says yes."),
    ),
    "koordinaattori": Guide(
        "coordinator",
        _("For coordinators of a Kehrä"),
        _("You take in members, call the meetings, answer ideas and see that the work goes on."),
    ),
    "hanke": Guide(
        "project",
        _("For makers of projects"),
        _(
            "A coordinator writes the project card and completes the funding application; "
            "Sukkula helps."
        ),
    ),
    "raha": Guide(
        "money",
        _("Money, for coordinators"),
        _("From the budget to the use report with one example: a small grant for a yard."),
    ),
    "moderointi": Guide(
        "moderator",
        _("For moderators"),
        _(
            "Coordinators look after what is written in their Kehrä. Sukkula looks after the "
            "rest, and looks a second time when the author asks."
        ),
    ),
    "sukkula": Guide(
        "sukkula",
        _("For Sukkula's advisers and leads"),
        _("You review the cards, find money that fits and see the applications through."),
    ),
    "rahaneuvoja": Guide(
        "money_adviser",
        _("Money, for Sukkula's advisers"),
        _("What you check, send and record, with one example: a project with ESR+ money."),
    ),
    "arvioija": Guide(
        "reviewer",
        _("For reviewers"),
        _("You score the project cards that Sukkula asks you to, by shared criteria."),
    ),
    "viranhaltija": Guide(
        "official",
        _("For city officials"),
        _(
            "You read what has been done in the districts you answer for, and download "
            "it as a document and as tables."
        ),
    ),
    "rahoittaja": Guide(
        "funder",
        _("For a funder's officials"),
        _(
            "You follow the applications that were sent to your source and record what "
            "you decide. Your own service stays the place of the official application "
            "and decision."
        ),
    ),
    "yllapito": Guide(
        "admin",
        _("For administrators"),
        _("You keep people, roles and calls, and help those who cannot sign in."),
    ),
    "kysely": Guide(
        "survey",
        _("For survey makers and answerers"),
        _(
            "Ask those who know the work what they think of it, or answer such a survey "
            "without an account and without your name."
        ),
    ),
}


@login_not_required
def guide_list(request):
    return render(request, "guides/list.html", {"guides": GUIDES})


@login_not_required
def guide(request, slug):
    """One role's guide, the others listed beside it."""
    if slug not in GUIDES:
        raise Http404
    asked = GUIDES[slug]
    others = {name: guide for name, guide in GUIDES.items() if name != slug}
    context = {"guide": asked, "others": others}
    return render(request, f"guides/{asked.name}.html", context)
