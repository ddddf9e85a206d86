"""What the next coordinator needs to know of a Kehrä, gathered for a page and a document."""

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehityspolku import moments
from kehityspolku.events import verbs
from kehityspolku.models import Event
from kehityspolku.text import inner_quotes
from kehrat.groups.balance import balance
from kehrat.ideas.models import Idea
from kehrat.meetings.models import Minutes
from kehrat.projects.models import CoEditor
from kehrat.projects.next_step import next_step

SHOWN = 30  # rows of each part; the pages have the rest


@dataclass(frozen=True)
class Row:
    """A thing: its name in `language` ("" for the page's own), what is said of it, its address."""

    name: str
    facts: list = field(default_factory=list)
    url: str = ""
    language: str = ""


@dataclass(frozen=True)
class Part:
    key: str
    heading: str
    rows: list
    empty: str


def parts(kehra):
    """The parts of the handover, in order, in the active language."""
    return [
        Part("figures", _("The group in figures"), figures(kehra), ""),
        Part("people", _("Who does what"), people(kehra), _("Nobody has a role.")),
        Part("roles", _("Coordination so far"), roles(kehra), _("No changes are recorded.")),
        Part("requests", _("Requests to join"), requests(kehra), _("Nobody waits.")),
        Part("meetings", _("Next meetings"), meetings(kehra), _("No meeting has been called.")),
        Part("promises", _("What was decided lately"), promises(kehra), _("No minutes yet.")),
        Part("plan", _("Priorities of the plan"), priorities(kehra), _("No plan is in force.")),
        Part("ideas", _("Open ideas"), ideas(kehra), _("No idea waits for an answer.")),
        Part("cards", _("Cards, and what each waits for"), cards(kehra), _("No cards yet.")),
        Part("deadlines", _("Deadlines of applications"), deadlines(kehra), _("None is near.")),
        Part("places", _("Where things are on the portal"), places(kehra), ""),
    ]


def figures(kehra):
    blocs = balance(kehra.memberships.active().present().by_actor())
    shares = ", ".join(f"{bloc.name.lower()} {bloc.number} ({bloc.share} %)" for bloc in blocs)
    members, cards = (
        kehra.memberships.active().present().count(),
        kehra.projects.filter(revises=None).count(),
    )
    return [
        Row(
            ngettext("%(n)s member", "%(n)s members", members) % {"n": members},
            [shares if members else ""],
        ),
        Row(ngettext("%(n)s project card", "%(n)s project cards", cards) % {"n": cards}),
        Row(kehra.get_state_display().capitalize(), since(kehra)),
    ]


def since(kehra):
    """When it was formed and confirmed."""
    days = ((_("Forming since %s"), kehra.formed_on), (_("Active since %s"), kehra.confirmed_on))
    return [text % moments.day_text(day) for text, day in days if day]


def people(kehra):
    """Coordinators with their dates, who is asked to take over, the host, those who support."""
    found = []
    for membership in kehra.memberships.active().coordinators().select_related("user"):
        days = (
            (_("coordinator since %s"), membership.coordinates_since),
            (_("gives the role up on %s"), membership.gives_up_on),
        )
        told = [text % moments.day_text(day) for text, day in days if day]
        found.append(Row(str(membership.user), told or [_("coordinator")]))
    for asked in kehra.nominations.open().select_related("nominee__user"):
        until = moments.day_text(asked.expires_on)
        told = _("asked to take over, may answer until %s") % until
        found.append(Row(str(asked.nominee.user), [told]))
    found += co_editors(kehra)
    if kehra.host:
        found.append(Row(kehra.host.name, [_("host organisation")]))
    for body in kehra.organisations.all()[:SHOWN]:
        found.append(Row(body.name, [_("supports the group"), body.contact]))
    return found


def co_editors(kehra):
    """Who writes a card beside the coordinators; that goes on whoever coordinates."""
    rows = CoEditor.objects.current().filter(project__in=open_cards(kehra))
    told = _("co-editor of “%(title)s” since %(day)s")
    found = []
    for row in rows.select_related("user", "project")[:SHOWN]:
        title, day = inner_quotes(row.project.title), moments.day_text(row.named_on)
        line = told % {"title": title, "day": day}
        found.append(Row(str(row.user), [line], row.project.get_absolute_url()))
    return found


def open_cards(kehra):
    """Those that are neither rejected nor withdrawn."""
    return kehra.projects.exclude(state__in=["rejected", "withdrawn", "taken_in"])


def roles(kehra):
    """The changes of coordination, the newest first."""
    changes = verbs.events_of(verbs.where(lambda verb: verb.hands_over))
    told = Event.objects.about(kehra).filter(changes).listed().reverse()[:SHOWN]
    return [Row(event.sentence, [day_of(event.at)]) for event in told]


def requests(kehra):
    waiting = kehra.memberships.requested().select_related("user")[:SHOWN]
    asked = [
        Row(
            str(membership.user),
            [_("asked on %s") % moments.day_text(membership.asked_on)],
            reverse("kehrat:membership", args=[kehra.slug, membership.pk]),
        )
        for membership in waiting
    ]
    if invites := kehra.invites.open().count():
        told = ngettext("%(n)s invitation waits", "%(n)s invitations wait", invites)
        asked.append(Row(told % {"n": invites}, [], reverse("kehrat:invites", args=[kehra.slug])))
    return asked


def meetings(kehra):
    coming = kehra.meetings.coming().order_by("starts")[:SHOWN]
    unclosed = kehra.meetings.unclosed().order_by("starts")[:SHOWN]
    late = _("over, its minutes are to be written")
    return [meeting_row(meeting, []) for meeting in coming] + [
        meeting_row(meeting, [late]) for meeting in unclosed
    ]


def meeting_row(meeting, told):
    facts = [day_of(meeting.starts), meeting.place, *told]
    return Row(meeting.title, facts, meeting.get_absolute_url(), meeting.language)


def promises(kehra):
    """The decisions of the three newest published minutes."""
    last = Minutes.objects.published().filter(meeting__kehra=kehra).select_related("meeting")
    found = {}
    for minutes in last.order_by("-meeting__starts", "-version"):
        found.setdefault(minutes.meeting_id, minutes)
    return [
        Row(text, [day_of(minutes.meeting.starts)], minutes.get_absolute_url(), minutes.language)
        for minutes in list(found.values())[:3]
        for text in minutes.decisions
    ]


def priorities(kehra):
    plan = kehra.plans.in_force().first()
    if not plan:
        return []
    url, years = plan.get_absolute_url(), [plan.years]
    return [Row(each.title, years, url, plan.language) for each in plan.priorities.all()]


def ideas(kehra):
    waiting = kehra.ideas.public().filter(state=Idea.State.OPEN)[:SHOWN]
    return [
        Row(
            idea.title,
            [
                day_of(idea.made_at),
                ngettext("%(n)s supporter", "%(n)s supporters", idea.support_count)
                % {"n": idea.support_count},
            ],
            idea.get_absolute_url(),
            idea.language,
        )
        for idea in waiting
    ]


def cards(kehra):
    """Those that are not over, by state."""
    going = open_cards(kehra).order_by("state", "title")
    return [
        Row(
            card.title,
            [card.get_state_display(), day_of(card.state_since), next_step(card).text],
            card.get_absolute_url(),
            card.language,
        )
        for card in going[:SHOWN]
    ]


def deadlines(kehra):
    """The reminders of deadlines that are still ahead, as their own events tell them."""
    found, reminders = [], verbs.events_of(verbs.where(lambda verb: verb.deadline))
    for card in kehra.projects.filter(revises=None).exclude(
        state__in=["rejected", "withdrawn", "ended"]
    )[:SHOWN]:
        near = Event.objects.about(card).filter(reminders).listed()
        ahead = [e for e in near if e.facts.get("closes_on", "") >= moments.today().isoformat()]
        if ahead:
            found.append(Row(ahead[-1].sentence, [], card.get_absolute_url()))
    return found


def places(kehra):
    pages = (
        ("kehra", _("The Kehrä's public page")),
        ("members", _("Members and requests")),
        ("invites", _("Invitations")),
        ("kehra_calendar", _("The meetings as a calendar to follow")),
        ("edit", _("Name, description, host and how people join")),
    )
    urls = [(name, reverse(f"kehrat:{page}", args=[kehra.slug])) for page, name in pages]
    return [Row(name, [f"{settings.SITE_URL}{url}"], url) for name, url in urls]


def day_of(moment):
    """The date in Helsinki of a moment."""
    return moments.day_text(moments.day_of(moment))
