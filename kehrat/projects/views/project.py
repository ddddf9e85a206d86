"""Projects: the list, a card's page, its files."""

import json
from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, pgettext_lazy

from kehityspolku import moments
from kehityspolku.documents.names import file_name
from kehityspolku.events import verbs
from kehityspolku.models import Event
from kehityspolku.web import downloads, paging
from kehrat.cards.card import PERSONAL
from kehrat.cards.contradictions import contradictions
from kehrat.cards.headings import label
from kehrat.cards.writing import write
from kehrat.plans.pieces import hanging
from kehrat.projects import rules
from kehrat.projects.acts import acts_of
from kehrat.projects.along import along
from kehrat.projects.applicant import differences
from kehrat.projects.forms.lists import ProjectFilter
from kehrat.projects.models.project import Project
from kehrat.projects.next_step import next_step
from kehrat.projects.parts import applicant, as_read, parts
from kehrat.projects.path import on_path, path_of
from kehrat.projects.pieces import (
    UNFUNDED,
    asks_of,
    attached,
    contacts,
    history,
    visible,
)
from kehrat.talk.pieces import said_of

PLACES = 3  # of a project, in the list


@login_not_required
def projects(request):
    """Every project the reader may see, newest change first. Public."""
    form = ProjectFilter(request.GET, user=request.user)
    shown = form.narrow(Project.objects.visible_to(request.user).select_related("kehra"))
    shown = shown.prefetch_related("districts", "sub_areas")
    rows, newer_url, older_url = paging.page(shown, request)
    for row in on_path(rows):
        row.places = [*row.districts.all(), *row.sub_areas.all()][:PLACES]
    return render(
        request,
        "kehrat/projects/list.html",
        {"form": form, "projects": rows, "newer_url": newer_url, "older_url": older_url},
    )


@login_not_required
def project(request, pk):
    """A project: its path, its card, what happens next. Approved ones are public."""
    project = visible(request, pk)
    team = rules.can_compare(request.user, project)
    asks = ["contacts"] if rules.can_see_contacts(request.user, project) else []
    prefetch_related_objects([project], "phases", "funders", "budget", *asks)
    happened = Event.objects.history_of(project)
    told, open_now = history(happened, team), acts_of(project, request.user)
    return render(
        request,
        "kehrat/projects/project.html",
        {
            "project": project,
            "parts": shown(request.user, project, team),
            "contacts": contacts(request.user, project),
            "path": path_of(project, happened),
            "next": next_step(project),
            "history": told,
            "applications": [e.target for e in told if e.verb == "open_application"],
            "acts": open_now,
            "along": list(along(project)) if any(a.verb == "withdraw" for a in open_now) else [],
            "can_copy": rules.can_copy(request.user, project),
            "can_edit": rules.can_edit(request.user, project),
            "team": team,
            **writers(request.user, project, team),
            **versions(request.user, project, team),
            **talk_of(request.user, project, team),
            **said_of(request, project),
            **hanging(request.user, project),
            "unfunded": why_unfunded(project, happened),
            **asked(request.user, project, happened),
            **attached(request.user, project),
            "originals": project.originals.visible_to(request.user).select_related("by"),
        },
    )


def shown(user, project, team):
    """The card's parts: as people read of a project once it is public, before in Helka's order."""
    told = parts(project, team=team, writes=rules.can_edit(user, project))
    return as_read(told, project, team=team) if project.is_public else told


def why_unfunded(project, happened):
    """Of a project that ended without funding the facts of that, for everyone; None of others."""
    ends = [event for event in happened if event.verb in UNFUNDED]
    return ends[-1].facts if ends and project.state == Project.State.ENDED else None


def versions(user, project, team):
    """To its people: the new version that is on its way, if they may read it; begin one."""
    under_way = project.versions.visible_to(user).filter(state__in=Project.ON_THE_WAY)
    return {
        "new_version": under_way.first() if team and project.is_fundable else None,
        "can_begin_version": rules.can_begin_version(user, project),
    }


def writers(user, project, team):
    """The card's co-editors, to those who may read the members' names; whether one names them."""
    rows = project.co_editors.current().select_related("user", "named_by") if team else []
    return {"co_editors": rows, "can_name": rules.can_name_co_editor(user, project)}


def asked(user, project, happened):
    """What its people see besides: what lacks, does not agree, was not understood, is asked."""
    if not rules.can_see_flags(user, project):
        return {}
    is_open, card = project.is_open_text, project.card()
    said = [event for event in happened if verbs.behind(event).says]
    facts = said[-1].facts if said and verbs.behind(said[-1]).says == "desk" else {}
    return {
        "lacks": [(name, label(name)) for name in project.missing()] if is_open else [],
        "advised": advised(project) if is_open else [],
        "flags": [*contradictions(card), *differences(card)],
        "remainder": project.remainder,
        "said": said[-1].verb if facts else "",
        "message": facts.get("message") or facts.get("reason", ""),
        "message_language": facts.get("language", ""),
    }


def advised(project):
    """[(field, its name)] of what funders ask that the card can be submitted without: whose
    application it is, as far as neither the card nor its Kehrä tells, and its business ID."""
    said, known = applicant(project), project.applicant
    if project.kehra and not said.get("name"):
        return [("applicant_name", label("applicant_name"))]
    if project.applicant_name and not (said["business_id"] or (known and known.business_id)):
        return [("business_id", label("business_id"))]
    return []


def talk_of(user, project, team):
    """What was asked to be changed, for the card's people, and how many have no answer yet."""
    asks = list(asks_of(user, project)) if team else []
    return {"asks": asks, "unanswered": sum(asked.is_open for asked in asks)}


@login_not_required
def project_pdf(request, pk):
    """The card in Helka's layout as a PDF, to whoever sees the page."""
    project = visible(request, pk)
    context = {
        "project": project,
        "title": project.title,
        "parts": parts(project, get_language(), rules.can_compare(request.user, project)),
        "path": path_of(project),
        "today": moments.today(),
    }
    name = file_name("pdf", pgettext_lazy("file name", "card"), project.pk)
    return downloads.pdf(request, "kehrat/pdf/card.html", context, name)


@login_not_required
def project_text(request, pk):
    """The card as text that can be read in again."""
    card = _card_for(request, pk)
    return _file(write(card).encode(), "text/plain; charset=utf-8", f"kortti-{pk}.txt")


@login_not_required
def project_json(request, pk):
    """The card as data: the shape of its revisions, sums as strings, dates as ISO."""
    data = json.dumps(_card_for(request, pk).to_json(), ensure_ascii=False, indent=1)
    return _file(data.encode(), "application/json", f"kortti-{pk}.json")


def _card_for(request, pk):
    """The card's content: what was not understood of a text is for those who write it alone, who
    signs for the applicant for members and Sukkula."""
    project = visible(request, pk)
    card = project.card()
    if not rules.can_see_flags(request.user, project):
        card = replace(card, remainder="")
    if not rules.can_compare(request.user, project):
        card = replace(card, **dict.fromkeys(PERSONAL, ""))
    return card


def _file(body, kind, name):
    return HttpResponse(
        body, content_type=kind, headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
