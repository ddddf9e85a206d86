"""Ideas, project cards and their reviews."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection

from kehityspolku import moments
from kehrat.cards import card
from kehrat.models import CoEditor, Idea, Project
from sukkula.models import CriteriaSet, Panel, Verdict
from tests.make import people
from tests.make.again import again
from tests.make.people import coordinator, number, user


def ready_card(**fields):
    """A card that lacks nothing, as `kehrat.cards.card.Card`."""
    years = moments.today().year, moments.today().year + 1
    content = {
        "title": "Korttelipiha",
        "description": "Piha avataan kaikille iltaisin.",
        "goals": ["Piha on käytössä", "Naapurit tutustuvat"],
        "benefits": "Tilat ovat tehokkaassa käytössä.",
        "results": ["Käyttösuunnitelma"],
        "legacy_least": ["Pihan avaimet"],
        "target_areas": ["Kallio"],
        "partners": ["Esimerkkiyhdistys ry"],
        "phases": [card.Phase("I VAIHE", date(years[0], 1, 1), date(years[1], 12, 31))],
        "funders": [card.FunderRow("Helsingin kaupunki", *years)],
        "budget": [card.BudgetRow("I VAIHE", years, Decimal(48000))],
    }
    return card.Card(**{**content, **fields})


@again
def project(kehra=None, state="draft", adviser=None, **content):
    """A ready card of the Kehrä (one is made) that its people walked to `state` by verbs."""
    kehra = kehra or people.kehra()
    team, adviser = coordinator(kehra), adviser or user("adviser")
    if state == "taken_in":
        return version(project(kehra, "approved", adviser, **content), "taken_in", adviser)
    made = Project.objects.begin(kehra, by=team, card=ready_card(**content))
    walks = {
        "submitted": ["submit"],
        "in_review": ["submit", "take"],
        "changes_requested": ["submit", "take", "ask_changes"],
        "approved": ["submit", "take", "approve"],
        "rejected": ["submit", "take", "reject"],
        "withdrawn": ["withdraw"],
        "running": ["submit", "take", "approve", "note_grant"],
        "ended": ["submit", "take", "approve", "note_grant", "end"],
    }
    facts = {
        "ask_changes": {"message": "Kertokaa aikataulu tarkemmin."},
        "reject": {"reason": "Ei sovi ohjelmaan."},
        "note_grant": {"amount": Decimal(10000), "source": "helsingin-kaupunki"},
    }
    for verb in walks.get(state, []):
        by = team if verb in ("submit", "withdraw") else adviser
        getattr(made, verb)(by=by, **facts.get(verb, {}))
    return made


@again
def version(card=None, state="draft", adviser=None, **content):
    """A new version of an approved card (one is made), with changes, walked to `state` by verbs."""
    card = card or project(state="approved")
    team, adviser = coordinator(card.kehra), adviser or card.adviser
    made = card.begin_version(by=team)
    if content:
        made.write(replace(made.card(), **content), by=team, seen=made.card().mark())
    walks = {"submitted": 1, "in_review": 2, "taken_in": 3}
    for verb in ["submit", "take", "approve"][: walks.get(state, 0)]:
        getattr(made, verb)(by=team if verb == "submit" else adviser)
    return made


def untouched(card, days):
    """The card as if nobody had written or moved it for so many days."""
    when = moments.now() - timedelta(days=days)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # history is never rewritten
        Project.objects.filter(pk=card.pk).update(state_since=when)
        card.events.update(pgh_created_at=when)
        cursor.execute("SET LOCAL session_replication_role = origin")
    card.refresh_from_db()
    return card


def co_editor(project, person=None):
    """A member of the card's Kehrä (one is made) whom its coordinator named to write it too."""
    person = person or people.member(project.kehra)
    membership = project.kehra.memberships.active().get(user=person)
    return CoEditor.objects.appoint(project, membership, by=coordinator(project.kehra))


@again
def change(kehra=None, state="open", adviser=None, **words):
    """A change asked for in a card (in its goals unless `words` by field), walked to `state`."""
    card = project(kehra, "in_review", adviser)
    adviser, team = card.adviser, coordinator(card.kehra)
    card.ask_changes(by=adviser, changes=words or {"goals": "Kenelle?"})
    made = card.change_requests.first()
    if state != "open":
        made.answer_change(by=team, words="Lisäsimme kohderyhmän.")
    if state == "resolved":
        made.resolve_change(by=adviser)
    if state == "reopened":
        made.ask_again(by=adviser)
    if state == "closed":
        card.withdraw(by=team)
        made.refresh_from_db()
    return made


@again
def idea(place=None, state="open", by=None, team=None, **fields):
    """An idea to the place (a Kehrä with a coordinator is made), answered by verbs to `state`."""
    place = place or people.kehra()
    words = {"title": f"Idea {next(number)}", "text": "More benches.", "language": "fi", **fields}
    made = Idea.objects.suggest(place, by=by or user(), **words)
    if state in ("taken_up", "merged", "declined"):
        team = team or coordinator(place)
    match state:
        case "taken_up":
            made.take_up(by=team)
        case "merged":
            made.merge(by=team, into=idea(place))
        case "declined":
            made.decline_idea(by=team, reason="It is being done already.")
        case "withdrawn":
            made.withdraw_idea(by=made.by)
    return made


def panel_facts(card, people=None, reviewers=1):
    """What one asks reviewers of a card with: the common criteria, two weeks, people."""
    return {
        "criteria": CriteriaSet.objects.get(call=None),
        "due_on": moments.in_days(14),
        "reviewers": people or [user("reviewer") for _ in range(reviewers)],
    }


def panel(card=None, people=None, reviewers=1):
    """An open panel of a card in review, its people asked."""
    card = card or project(state="in_review")
    facts = panel_facts(card, people, reviewers)
    return Panel.objects.ask(card, by=card.adviser, **facts)


def verdict(card=None, outcome="approve", reason="Hyvä kortti."):
    """A decision of the adviser's on a card in review that waits to be announced."""
    card = card or project(state="in_review")
    return Verdict.objects.decide(card, by=card.adviser, outcome=outcome, reason=reason)
