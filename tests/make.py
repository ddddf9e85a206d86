"""Arranging tests: plain functions that reach states through verbs."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import count

from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from arviointi.models import Survey
from kehityspolku import moments, pictures
from kehityspolku.models import Picture, Role, User
from kehrat import card
from kehrat.models import (
    Announcement,
    Case,
    Comment,
    Enquiry,
    Idea,
    Invite,
    Kehra,
    Meeting,
    Minutes,
    Nomination,
    Plan,
    Project,
    SubArea,
)
from rahoitus.models import Application, Call, Source, SourceOfficial
from sukkula.models import CriteriaSet, Panel

number = count(1)


def user(role=None, **fields):
    """A confirmed person; with `role`, one who holds a portal-wide role."""
    n = next(number)
    email = fields.pop("email", f"person{n}@kehityspolku.example")
    person = User.objects.create_user(email, name=fields.pop("name", f"Person {n}"), **fields)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    if role:
        Role.objects.give(person, role)
    return person


def kehra(**fields):
    """An active Kehrä that covers Kallio (unless `sub_areas`) and has no members yet."""
    n = next(number)
    areas = fields.pop("sub_areas", None) or SubArea.objects.filter(name_fi="Kallio")
    name = fields.pop("name", f"Kehrä {n}")
    names = {f"name_{language}": name for language in ("fi", "sv", "en")}
    made = Kehra.objects.create(**{"slug": f"kehra-{n}", **names, **fields})
    made.sub_areas.set(areas)
    if "state" not in fields:
        made.confirm(by=user("lead"), reason="As it is.")
    return made


def founded(by=None, state="proposed", **fields):
    """A Kehrä that `by` (someone is made) founded, walked to `state` by verbs; covers Kontula."""
    by = by or user()
    areas = fields.pop("sub_areas", None) or SubArea.objects.filter(name_fi="Kontula")
    given = {"name_fi": f"Kehrä {next(number)}", "actor_type": "resident", **fields}
    made = Kehra.objects.found(by=by, areas=areas, **given)
    lead = user("lead")
    for verb in FOUNDING.get(state, []):
        worded = {} if verb == "accept_proposal" else {"reason": "As it is."}
        getattr(made, verb)(by=lead, **worded)
    return made


FOUNDING = {
    "turned_down": ["turn_down"],
    "forming": ["accept_proposal"],
    "active": ["accept_proposal", "confirm"],
    "dormant": ["accept_proposal", "confirm", "rest"],
    "ended": ["accept_proposal", "confirm", "end_kehra"],
}


def member(kehra, role="member", **fields):
    """An active member of the Kehrä, or its coordinator; the first is taken in by Sukkula."""
    person = fields.pop("user", None) or user(**fields)
    membership = kehra.ask_to_join(by=person, actor_type="resident")
    host = kehra.coordinators().first() or user("lead")
    membership.accept(by=host)
    if role == "coordinator":
        membership.name_coordinator(by=host)
    return person


def coordinator(kehra):
    """The Kehrä's first coordinator, made if it has none."""
    return kehra.coordinators().first() or member(kehra, "coordinator")


def photo(size=(80, 60), kind="JPEG", name="kuva.jpg", **saved):
    """A small picture as a browser sends it."""
    file = BytesIO()
    Image.new("RGB", size, "teal").save(file, kind, **saved)
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def picture(kehra, **alts):
    """The picture of a Kehrä, with its words in Finnish unless `alts`."""
    made = Picture.objects.keep(pictures.draw(photo()), by=coordinator(kehra))
    made.finish(**alts or {"alt_fi": "Piha ja penkkejä"})
    kehra.set_picture(made, by=coordinator(kehra))
    return made


def enquiry(kehra, **fields):
    """A message from outside to a Kehrä (None: Sukkula), confirmed by its sender."""
    given = {"name": "Ulla Ulkopuolinen", "email": "ulla@elsewhere.example", "text": "Hei!"}
    made = Enquiry.objects.write(kehra, **given | {"language": "fi"} | fields)
    made.deliver()
    return made


def invite(kehra, state="open", address="", **fields):
    """An e-mail invitation of the Kehrä's coordinator in a state, sent two days ago."""
    by, n = coordinator(kehra), next(number)
    address = address or f"kutsuttu{n}@kehityspolku.example"
    made = Invite.objects.invite(kehra, by=by, address=address, **fields)
    two_days = timezone.now() - timedelta(days=2)
    sent = {"sent_at": two_days, "mails": 1, "mail_at": None, "made_at": two_days}
    Invite.objects.filter(pk=made.pk).update(**sent)
    made.refresh_from_db()
    match state:
        case "used":
            made.accept(by=user(), actor_type="resident")
        case "declined":
            made.decline()
        case "revoked":
            made.revoke_invite(by=by)
        case "expired":
            Invite.objects.filter(pk=made.pk).update(expires_at=timezone.now())
            made.expire_invite(by=None)
    return made


def nomination(kehra=None, state="open", nominee=None):
    """A member whom the coordinator asked to take over, walked to a state."""
    kehra = kehra or globals()["kehra"]()
    by, nominee = coordinator(kehra), nominee or member(kehra)
    membership = kehra.memberships.active().get(user=nominee)
    made = Nomination.objects.nominate(membership, by=by)
    who = {"accepted": nominee, "declined": nominee, "withdrawn": by, "lapsed": None}
    verbs = {"accepted": "accept", "declined": "decline", "withdrawn": "withdraw"}
    if state != "open":
        getattr(made, f"{verbs.get(state, 'lapse')}_nomination")(by=who[state])
    return made


def vacancy(state="waiting", kehra=None, by=None):
    """A Kehrä without a coordinator, whose two members stay, walked to a state."""
    kehra = kehra or globals()["kehra"]()
    last, other = coordinator(kehra), member(kehra, user=by)
    kehra.memberships.active().get(user=last).give_up(by=last)
    made = kehra.vacancies.get()
    if state != "waiting":
        made.open_call(by=None)
    if state == "filled":
        kehra.memberships.active().get(user=other).name_coordinator(by=user("lead"))
        made.refresh_from_db()
    return made


def offer(state="open", by=None):
    """A member's offer in an open call, walked to a state."""
    call, by = vacancy("called"), by or user()
    made = call.offer(by=member(call.kehra, user=by), note="Minä voin.")
    match state:
        case "withdrawn":
            made.withdraw_offer(by=by)
        case "chosen":
            made.choose_offer(by=user("lead"))
        case "passed":
            call.offer(by=member(call.kehra)).choose_offer(by=user("lead"))
            made.refresh_from_db()
    return made


def ready_card(**fields):
    """A card that lacks nothing, as `kehrat.card.Card`."""
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


def project(kehra=None, state="draft", adviser=None, **content):
    """A ready card of the Kehrä (one is made) that its people walked to `state` by verbs."""
    kehra = kehra or globals()["kehra"]()
    team, adviser = coordinator(kehra), adviser or user("adviser")
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


def idea(place=None, state="open", by=None, team=None, **fields):
    """An idea to the place (a Kehrä with a coordinator is made), answered by verbs to `state`."""
    place = place or globals()["kehra"]()
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


def source(**fields):
    """A public source of money."""
    n = next(number)
    names = {f"name_{language}": f"Source {n}" for language in ("fi", "sv", "en")}
    return Source.objects.create(**{"slug": f"source-{n}", **names, **fields})


def call(**fields):
    """A call that is open for 30 days more, of a new source unless given one, without limits."""
    n = next(number)
    names = {f"name_{language}": f"Call {n}" for language in ("fi", "sv", "en")}
    days = {"opens_on": moments.in_days(-30), "closes_on": moments.in_days(30)}
    districts = fields.pop("districts", [])
    given = {"slug": f"call-{n}", **names, **days, "cost_models": ["actual"], **fields}
    if "source" not in given:
        given["source"] = source()
    made = Call.objects.create(**given)
    made.districts.set(districts)
    return made


def source_official(source):
    """A funder's official who decides for the source."""
    person = user("funder_official")
    SourceOfficial.appoint(person, source)
    return person


def application(state="preparing", project=None, call=None):
    """An application of 1 000 € for an approved card that its people walked to `state` by verbs."""
    project = project or globals()["project"](state="approved")
    call = call or globals()["call"]()
    made = Application.objects.open(project, call, by=project.adviser)
    made.costs.all().delete()
    made.funding.all().delete()
    made.costs.create(category="services", text="Work", amount=Decimal(1000))
    made.funding.create(kind="grant", amount=Decimal(1000))
    for verb in WALKS.get(state, []):
        who = "team" if verb in ("ask_check", "supply", "withdraw_application") else "adviser"
        by = coordinator(project.kehra) if who == "team" else project.adviser
        getattr(made, verb)(by=None if verb == "expire" else by, **GIVEN.get(verb, {}))
    return made


CHECKED = ["ask_check", "mark_checked"]
SENT = [*CHECKED, "record_sent"]
WALKS = {
    "in_check": ["ask_check"],
    "returned": ["ask_check", "send_back"],
    "checked": CHECKED,
    "sent": SENT,
    "supplement_requested": [*SENT, "request_supplement"],
    "granted": [*SENT, "grant"],
    "declined": [*SENT, "decline"],
    "closed": [*SENT, "grant", "close"],
    "withdrawn": ["withdraw_application"],
    "expired": ["expire"],
}
GIVEN = {
    "send_back": {"message": "Plan the costs anew."},
    "request_supplement": {"message": "Send the rules."},
    "grant": {"amount": Decimal(900), "decided_on": date(2026, 1, 15)},
    "decline": {"reason": "The money ran out.", "decided_on": date(2026, 1, 15)},
}


def survey(scope=None, *, by=None, state="open", **fields):
    """A survey of the standard battery, brought to a state through its verbs."""
    by = by or user("lead")
    titles = {f"title_{code}": f"Survey {code}" for code in ("fi", "sv", "en")}
    made = Survey.objects.make(scope, by=by, **titles | fields)
    if state != "draft":
        made.open_survey(by=by)
    if state == "closed":
        made.close_survey(by=by)
    return made


def answers(survey, many=1, *, choice="4", role="resident", language="fi", **values):
    """Drop answers into a survey's ballot box: the same choice everywhere, but for `values`."""
    codes = survey.questions.filter(kind="scale").values_list("code", flat=True)
    for _n in range(many):
        survey.receive(dict.fromkeys(codes, choice) | values, role=role, language=language)


def meeting(kehra=None, state="called", *, by=None, days=10, **fields):
    """A public meeting of the Kehrä (one is made) at 18–20 in `days`, brought to a state by verbs.

    A held one was `days` ago.
    """
    kehra = kehra or globals()["kehra"]()
    by = by or coordinator(kehra)
    at = datetime.combine(moments.in_days(days), time(18), tzinfo=moments.HELSINKI)
    given = {"title": "Kokous", "starts": at, "ends": at + timedelta(hours=2), "place": "Kirjasto"}
    made = Meeting.objects.call(kehra, by=by, **given | fields)
    if state == "cancelled":
        made.cancel_meeting(by=by, reason="Sairastapaus.")
    if state == "held":
        hold(made, by=by, days=days)
    return made


def hold(meeting, *, by=None, days=10, **content):
    """Let the meeting be over and publish its minutes."""
    past(meeting, days)
    minutes(meeting, by=by, **content)
    meeting.publish_minutes(by=by or coordinator(meeting.kehra))
    return meeting


def past(meeting, days=1):
    """Move the clock: the meeting was some days ago, at the same hours."""
    at = datetime.combine(moments.in_days(-days), time(18), tzinfo=moments.HELSINKI)
    told = at - timedelta(days=20)
    type(meeting).objects.filter(pk=meeting.pk).update(
        starts=at, ends=at + timedelta(hours=2), rsvp_until=None, changed_at=told, made_at=told
    )
    meeting.refresh_from_db()
    return meeting


def minutes(meeting, *, by=None, **content):
    """The draft of the meeting's minutes."""
    given = {"text": "Puhuttiin pihasta.", "decisions": ["Piha avataan."], "attended": 7} | content
    seen = Minutes.objects.begun(meeting).mark()
    by = by or coordinator(meeting.kehra)
    return Minutes.objects.write(meeting, by=by, seen=seen, **given)


def plan(kehra=None, state="in_force", titles=("Kohtaamispaikat", "Koulumatkat"), on=None):
    """A development plan of the Kehrä with these priorities, brought to a state by verbs."""
    kehra = kehra or globals()["kehra"]()
    by = coordinator(kehra)
    made = Plan.objects.begin(kehra, by=by)
    made.write(by=by, seen=made.mark(), priorities=[(None, title, "") for title in titles])
    if state != "draft":
        made.adopt_plan(by=by, on=on)
    if state == "replaced":
        plan(kehra, titles=titles)
        made.refresh_from_db()
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


def comment(thing, *, by=None, text="Hyvä ajatus.", **fields):
    """A comment on the thing; with `parent`, an answer."""
    given = {"text": text, "language": "fi", **fields}
    return Comment.objects.write(thing, by=by or user(), **given)


def announcement(kehra=None, state="published", *, by=None, **fields):
    """An announcement of the Kehrä by its coordinator, brought to a state by verbs."""
    kehra = kehra or globals()["kehra"]()
    by = by or coordinator(kehra)
    given = {"title": "Talkoot lauantaina", "text": "Tervetuloa!", "language": "fi", **fields}
    made = Announcement.objects.announce(kehra, by=by, **given)
    verbs = {"archived": "archive_announcement", "withdrawn": "withdraw_announcement"}
    if state in verbs:
        getattr(made, verbs[state])(by=by)
    return made


def case(thing, state="waiting", *, by=None):
    """The case of a text that someone reported, walked to a state; `by` decides until Sukkula."""
    by = by or coordinator(thing.kehra)
    made = Case.objects.report(thing, by=user(), kind="rude", words="Asiaton.")[0].case
    walks = {
        "hidden": ["hide"],
        "appealed": ["hide", "appeal"],
        "upheld": ["hide", "appeal", "uphold"],
        "cleared": ["dismiss"],
    }
    people = {"appeal": thing.by, "uphold": None}
    facts = {"hide": {"reason": "Loukkaa."}, "uphold": {"reason": "Loukkaa yhä."}}
    facts["appeal"] = {"words": "Ei loukkaa."}
    for verb in walks.get(state, []):
        getattr(made, verb)(by=people.get(verb, by) or user("lead"), **facts.get(verb, {}))
    return made
