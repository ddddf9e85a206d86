"""Guides to the portal, one for each role: public pages."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Guide:
    """A guide's words. `name`: of its template, kehityspolku/guide_<name>.html."""

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
    "koordinaattori": Guide(
        "coordinator",
        _("For coordinators of a Kehrä"),
        _("You take in members, write the project cards and complete the funding applications."),
    ),
    "sukkula": Guide(
        "sukkula",
        _("For Sukkula's advisers and leads"),
        _("You review the cards, find money that fits and see the applications through."),
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
    return render(request, "kehityspolku/guide_list.html", {"guides": GUIDES})


@login_not_required
def guide(request, slug):
    """One role's guide, the others listed beside it."""
    if slug not in GUIDES:
        raise Http404
    asked = GUIDES[slug]
    others = {name: guide for name, guide in GUIDES.items() if name != slug}
    context = {"guide": asked, "others": others}
    return render(request, f"kehityspolku/guide_{asked.name}.html", context)
