"""The world of the rights tables: a person in each role, a record in each state."""

from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import pikepdf
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import resolve
from django.utils import timezone, translation

from kehityspolku import moments
from kehityspolku.events import subscriptions
from kehityspolku.models import Report
from kehrat.models import Absence, CalendarKey, District, OfficialArea, Organisation, SubArea
from rahoitus.models import AidDeclaration, Approval, FunderForm, OtherFunding
from rahoitus.reports.build import order_package
from sukkula.models import Advice, Note, Phrase, PlannedChange, Snooze
from tests import make
from tests.make.intake import TEXT
from tests.tables.rights import answering, letters, running, steps, talk

DISTRICT, OTHER = 11, 54  # Kallio, Vuosaari
SECRET = "Vainsukkulalle-7319"  # in what only Sukkula reads: notes, a decision, a draft, a phrase
CONTACT = "Yhteysesimerkki-4821"  # whom to ask about each card


def build():
    """The people by role and their clients, the records by model and state, the arguments of
    addresses by name."""
    world = SimpleNamespace(records={})
    world.kehra = make.kehra()
    world.people = cast(world.kehra)
    fill(world)
    world.args = arguments(world)
    world.clients = {role: signed_in(person) for role, person in world.people.items()}
    return world


def signed_in(person):
    client = Client()
    if person.is_authenticated:
        client.force_login(person)
    return client


def cast(kehra):
    """One person for each role; `stranger` coordinates another Kehrä."""
    elsewhere = make.kehra(sub_areas=SubArea.objects.filter(district=OTHER)[:1])
    people = {
        "anonymous": AnonymousUser(),
        "resident": make.user(),
        "coordinator": make.coordinator(kehra),
        "member": make.member(kehra),
        "co_editor": make.member(kehra),
        "stranger": make.coordinator(elsewhere),
        "other_adviser": make.user("adviser"),
        "other_official": make.user("city_official"),
        "other_funder": make.source_official(make.source()),
    }
    for role in ("adviser", "lead", "reviewer", "city_official", "admin"):
        people[role] = make.user(role)
    people["funder_official"] = make.source_official(make.source())
    areas = {"city_official": DISTRICT, "other_official": OTHER}
    for role, number in areas.items():
        district = District.objects.get(number=number)
        OfficialArea.objects.grant(people[role], district=district, by=None)
    return people


def fill(world):
    """A record in each state of each model of the table, walked there by verbs."""
    kehra, adviser = world.kehra, world.people["adviser"]
    source = world.people["funder_official"].official_sources.get().source
    world.records = {
        "kehrat.Project": {s: make.project(kehra, s, adviser) for s in steps.CARD},
        "kehrat.ChangeRequest": {s: make.change(kehra, s, adviser) for s in steps.CHANGE},
        "kehrat.Membership": memberships(world),
        "kehrat.Kehra": {s: kehra_in(s, world) for s in steps.KEHRA},
        "kehrat.Idea": ideas(world),
        "kehrat.Meeting": {s: make.meeting(kehra, s) for s in steps.MEETING},
        "kehrat.Poll": {s: make.poll(kehra, s) for s in steps.POLL},
        "kehrat.Plan": plans(kehra),
        "kehrat.Invite": {s: make.invite(kehra, s) for s in steps.INVITE},
        "kehrat.Nomination": nominations(world),
        "kehrat.Vacancy": vacancies(world.people["member"]),
        "kehrat.Offer": offers(world.people["member"]),
        "arviointi.Survey": {s: make.survey(kehra, state=s) for s in steps.SURVEY},
    }
    world.records["sukkula.Review"] = reviews(world)
    world.records["sukkula.Panel"] = {
        "open": world.records["sukkula.Review"]["open"].panel,
        "closed": closed_panel(world),
    }
    world.records |= talk.records(world)
    routed = world.records["kehrat.Project"]["approved"]
    applied = make.project(kehra, "approved", adviser)
    world.records["rahoitus.Application"] = {
        state: make.application(state, applied, make.call(source=source))
        for state in steps.APPLICATION
    }
    world.records |= running.records(world) | letters.records(world)
    answering.records(world)
    for project in [*world.records["kehrat.Project"].values(), applied]:
        Note.objects.write(project, by=adviser, text=SECRET)
        project.contacts.create(place=0, name=CONTACT)
        if project.takes_co_editors:
            make.co_editor(project, world.people["co_editor"])
    world.verdict = make.verdict(world.records["kehrat.Project"]["in_review"], reason=SECRET)
    world.snooze = Snooze.objects.put_off(
        world.records["kehrat.Project"]["running"], by=adviser, reason=SECRET, until_answer=True
    )
    planned = {"texts": {"goals": SECRET}, "seen": {}, "language": "fi"}
    PlannedChange.objects.plan(world.records["kehrat.Project"]["in_review"], by=adviser, **planned)
    Phrase.objects.keep(by=adviser, text=SECRET, language="fi", shared=True)
    world.advice = Advice.objects.log(
        by=adviser, channel="call", theme="card", kehra=kehra, note=SECRET
    )
    world.call = make.call(source=source)
    applied_for = world.records["rahoitus.Application"]["preparing"]
    world.package = order_package(applied_for, by=adviser, language="fi")
    world.receipt = make.receipt(world.records["rahoitus.Application"]["sent"])
    world.organisation = Organisation.objects.create(name="Isäntäyhdistys ry")
    kehra.host = world.organisation
    kehra.save()
    world.other_funding = OtherFunding.objects.declare(
        applied, by=adviser, who="Säätiö", state="declined"
    )
    world.aid = AidDeclaration.objects.declare(world.organisation, by=adviser, is_none=True)
    world.document = make.document_of(world.organisation, by=adviser)
    world.approval = Approval.objects.ask(
        world.records["rahoitus.Application"]["preparing"],
        name="Puheenjohtaja",
        email="pj@kehityspolku.example",
        by=adviser,
        language="fi",
    )
    world.revision = routed.revisions.first()
    world.picture = make.picture(world.kehra)
    world.files = files(world.records["kehrat.Project"])
    world.report = report(world.people["city_official"])
    world.intake = make.intake(world.people["coordinator"], TEXT, TEXT, kehra=kehra)
    for state in ("draft", "approved"):
        made = make.reading(world.people["coordinator"], kehra=kehra)
        made.original.projects.add(world.records["kehrat.Project"][state])


def files(cards):
    """Of a draft and of a public card one for members, of the latter one for everyone."""
    facts = {
        "draft": ("draft", True),
        "approved": ("approved", True),
        "public": ("approved", False),
    }
    return {
        name: make.attachment(cards[state], "picture", members_only=only)
        for name, (state, only) in facts.items()
    }


def memberships(world):
    kehra, by = world.kehra, world.people["coordinator"]
    asked = kehra.ask_to_join(by=world.people["resident"], actor_type="resident")
    declined = kehra.ask_to_join(by=make.user(), actor_type="resident")
    declined.decline(by=by)
    gone = make.member(kehra)
    left = kehra.memberships.get(user=gone)
    left.leave(by=gone)
    active = kehra.memberships.get(user=world.people["member"])
    removed = kehra.memberships.get(user=make.member(kehra))
    removed.remove_member(by=by, reason="Ei noudattanut sovittua.")
    return {
        "requested": asked,
        "active": active,
        "declined": declined,
        "left": left,
        "removed": removed,
    }


def vacancies(member):
    """The member belongs to those Kehrät that have no coordinator."""
    return {s: make.vacancy(s, by=None if s == "filled" else member) for s in steps.VACANCY}


def offers(member):
    """The member's own; the chosen one is another's, so that the member coordinates nothing."""
    return {s: make.offer(s, None if s == "chosen" else member) for s in steps.OFFER}


def nominations(world):
    """The open one asks the world's member; the others are of Kehrät of their own."""
    made = {s: make.nomination(state=s) for s in steps.NOMINATION if s != "open"}
    return made | {"open": make.nomination(world.kehra, nominee=world.people["member"])}


def kehra_in(state, world):
    """A Kehrä of the world's coordinator, and member once one can join, in a state."""
    made = make.founded(by=world.people["coordinator"])
    walk = make.FOUNDING.get(state, [])
    if state not in ("turned_down", "dropped") and walk:
        made.accept_proposal(by=world.people["lead"])
        make.member(made, user=world.people["member"])
        walk = walk[1:]
    for verb in walk:
        getattr(made, verb)(by=world.people["lead"], reason="As it is.")
    return made


def ideas(world):
    """The resident's idea in each state; its Kehrä has a coordinator."""
    by = {"by": world.people["resident"], "team": world.people["coordinator"]}
    return {state: make.idea(world.kehra, state, **by) for state in steps.IDEA}


def plans(kehra):
    """One version of a plan in each state."""
    replaced = make.plan(kehra, "replaced")
    return {
        "replaced": replaced,
        "in_force": kehra.plans.in_force().get(),
        "draft": make.plan(kehra, "draft"),
    }


def meetings(kehra):
    """What the names of meetings and minutes stand for in addresses."""
    members, drafted = make.meeting(kehra, public=False), make.past(make.meeting(kehra))
    closed = make.meeting(kehra, "held", public=False)
    draft = make.minutes(drafted)
    return {
        "open_meeting": {"pk": make.meeting(kehra).pk},
        "members_meeting": {"pk": members.pk},
        "drafted_meeting": {"pk": drafted.pk},
        "open_minutes": {"pk": make.meeting(kehra, "held").pk, "version": 1},
        "members_minutes": {"pk": closed.pk, "version": 1},
        "draft_minutes": {"pk": drafted.pk, "version": draft.version},
        "calendar": {"token": CalendarKey.objects.renew(make.member(kehra)).token},
    }


def first_week(world):
    """What the names of polls, guests, letters and files stand for in addresses."""
    kehra, member = world.kehra, world.people["member"]
    poll, meeting = world.records["kehrat.Poll"]["open"], make.meeting(kehra)
    members_only = make.enclosure(make.meeting(kehra, public=False))
    return {
        "poll": {"pk": poll.pk},
        "own_poll": {"token": poll.url_for(member).rstrip("/").rpartition("/")[2]},
        "guest": {"token": make.guest(meeting).token},
        "circular": {"pk": make.circular(kehra, to=member).pk},
        "enclosure": {"key": make.enclosure(meeting).key},
        "members_enclosure": {"key": members_only.key},
    }


def reviews(world):
    """The reviewer's own review in each state, each of a card of its own."""
    person, adviser = world.people["reviewer"], world.people["adviser"]

    def ask():
        return make.panel(make.project(world.kehra, "in_review", adviser), [person]).reviews.get()

    made = {state: ask() for state in steps.REVIEW}
    for state in ("open", "given"):
        made[state].declare_free(by=person)
        criteria = made[state].panel.criteria.criteria.all()
        made[state].keep_scores(by=person, scores={c.pk: (3, "") for c in criteria})
    made["given"].give_review(by=person)
    made["conflicted"].declare_conflict(by=person, words="Oma.")
    made["abstained"].abstain(by=person, words="Ei aikaa.")
    made["dismissed"].dismiss(by=adviser)
    return made


def closed_panel(world):
    panel = make.panel(make.project(world.kehra, "in_review", world.people["adviser"]))
    panel.close_panel(by=world.people["adviser"])
    return panel


def notices_of(person, kehra):
    """What the names of a notice, of what is followed and of a mail's way out stand for."""
    notice = person.notices.filter(mail="waiting", kind="task").first()
    with translation.override("fi"):
        stop = resolve(subscriptions.stop_url([notice], [notice.kind])).kwargs
    return {
        "notice": {"pk": notice.pk},
        "followed": {"app": "kehrat", "model": "kehra", "pk": kehra.pk},
        "stop": stop,
    }


def report(by):
    """A ready report of the city official's own."""
    made = Report.objects.create(kind="arviointi.city", by=by, title="Kallio", version=1)
    empty = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(empty)
    made.freeze({"raportti.pdf": empty.getvalue()}, timezone.now() - timedelta(minutes=1))
    return made


def kehrat_of_founding(kehrat):
    """Kehrät by state, and each one's step of its state, as addresses take them."""
    states = {f"{state}_kehra": {"slug": kehra.slug} for state, kehra in kehrat.items()}
    acts = {
        **{"accept": ("proposed", "hyvaksy"), "turn_down": ("proposed", "ala-hyvaksy")},
        **{
            "propose_again": ("turned_down", "ehdota-uudelleen"),
            "confirm": ("forming", "vahvista"),
        },
        **{"ask_confirming": ("forming", "pyyda-vahvistusta"), "rest": ("active", "lepoon")},
        **{"ask_ending": ("active", "pyyda-paattamista"), "end": ("active", "paata")},
        **{"wake": ("dormant", "herata")},
    }
    steps = {f"{act}_kehra": {"slug": kehrat[s].slug, "word": w} for act, (s, w) in acts.items()}
    forming = kehrat["forming"]
    by = forming.coordinators().first()
    school = forming.add_organisation(by=by, name="Koulu", actor_type="school")
    return states | steps | {"organisation": {"slug": forming.slug, "pk": school.pk}}


def co_editor(project):
    return {"pk": project.pk, "row": project.co_editors.get().pk}


def original_of(project):
    return {"pk": project.pk, "key": project.originals.get().key}


def of_kehra(record):
    return {"slug": record.kehra.slug, "pk": record.pk}


def cases(records):
    """A card, an application and a Kehrä as they are put off."""
    cards, kehrat = records["kehrat.Project"], records["kehrat.Kehra"]
    return {
        **{f"{s}_case": {"kind": "hanke", "pk": cards[s].pk} for s in ("submitted", "in_review")},
        "preparing_case": {
            "kind": "hakemus",
            "pk": records["rahoitus.Application"]["preparing"].pk,
        },
        "proposed_case": {"kind": "kehra", "pk": kehrat["proposed"].pk},
    }


def arguments(world):
    """What the names of records in the table of pages stand for in addresses."""
    kehra, records = world.kehra.slug, world.records
    args = {state: {"pk": record.pk} for state, record in records["kehrat.Project"].items()}
    args |= {f"{state}_survey": {"pk": s.pk} for state, s in records["arviointi.Survey"].items()}
    args |= {
        f"{state}_link": {"token": s.token} for state, s in records["arviointi.Survey"].items()
    }
    draft = records["arviointi.Survey"]["draft"]
    args["survey_kind"] = {"pk": draft.pk, "kind": "choice"}
    args["survey_part"] = {"pk": draft.pk, "part": draft.questions.last().pk}
    invited = make.survey(world.kehra, mode="anonymous", state="draft")
    args["invited_survey"] = {"pk": invited.pk}
    asked = make.survey(world.kehra, mode="named")
    args["invited_open_survey"] = {"pk": asked.pk}
    args["invitation"] = {"token": asked.invitations.first().token}
    for name in ("released_survey", "second_round"):
        args[name] = {"pk": make.survey(world.kehra, state="released").pk}
    applications = {s: {"pk": a.pk} for s, a in records["rahoitus.Application"].items()}
    args |= {state: applications[state] for state in ("preparing", "sent", "granted")}
    args |= meetings(world.kehra)
    args |= first_week(world)
    names = {"in_force": "plan", "replaced": "replaced_plan", "draft": "draft_plan"}
    args |= {
        names[state]: {"slug": kehra, "version": plan.version}
        for state, plan in records["kehrat.Plan"].items()
    }
    reviews = world.records["sukkula.Review"]
    args |= {f"{state}_review": {"pk": review.pk} for state, review in reviews.items()}
    panel = reviews["asked"].panel
    card = records["kehrat.Project"]["in_review"]
    args["planned"] = {"pk": card.pk, "part": "goals"}
    args["phrase"] = {"pk": Phrase.objects.get().pk}
    args["change"] = {"pk": records["kehrat.ChangeRequest"]["answered"].pk}
    args |= talk.arguments(world)
    args |= running.arguments(world) | answering.arguments(world) | letters.arguments(world)
    away = {"starts_on": moments.today(), "ends_on": moments.in_days(3)}
    absence = Absence.objects.create(person=world.people["adviser"], **away)
    return args | {
        "absence": {"pk": absence.pk},
        "open_table": {"name": "kehrat", "kind": "csv"},
        "verdict": {"pk": world.verdict.pk},
        "snooze": {"pk": world.snooze.pk},
        **cases(records),
        "advice": {"pk": world.advice.pk},
        "panel": {"pk": panel.project_id},
        "panelist": {"pk": panel.project_id, "review": reviews["asked"].pk},
        "kehra": {"slug": kehra},
        **kehrat_of_founding(records["kehrat.Kehra"]),
        "district": {"slug": District.objects.get(number=DISTRICT).slug},
        "picture": {"slug": kehra, "key": world.picture.key},
        **{f"{n}_file": {"pk": f.project_id, "key": f.key} for n, f in world.files.items()},
        "nobodys": {"pk": 0},
        "nobodys_file": {"pk": 0, "name": "list.csv"},
        "intake": {"key": world.intake.key},
        "reading": {"key": world.intake.key, "pk": world.intake.readings.first().pk},
        **{
            f"{s}_original": original_of(records["kehrat.Project"][s])
            for s in ("draft", "approved")
        },
        "co_editor": co_editor(records["kehrat.Project"]["draft"]),
        "group": {"group": world.kehra.pk},
        "guide": {"slug": "asukas"},
        "ideas_file": {"name": "ideat", "part": 0},
        "request": {"slug": kehra, "pk": records["kehrat.Membership"]["requested"].pk},
        **notices_of(world.people["coordinator"], world.kehra),
        "membership": {"slug": kehra, "pk": records["kehrat.Membership"]["active"].pk},
        "invite": {"slug": kehra, "pk": records["kehrat.Invite"]["open"].pk},
        "token": {"token": records["kehrat.Invite"]["open"].token},
        "spent": {"token": records["kehrat.Invite"]["used"].token},
        "nomination": {"slug": kehra, "pk": records["kehrat.Nomination"]["open"].pk},
        "vacancy": {"slug": records["kehrat.Vacancy"]["waiting"].kehra.slug},
        "offer": of_kehra(records["kehrat.Offer"]["open"]),
        "idea": {"pk": records["kehrat.Idea"]["open"].pk},
        "merged_idea": {"pk": records["kehrat.Idea"]["merged"].pk},
        "empty_district": {"slug": "malmi"},
        "call": {"slug": world.call.slug},
        "host_profile": {"pk": world.organisation.pk},
        "document": {"pk": world.organisation.pk, "key": world.document.key},
        "signatory": {"token": world.approval.link},
        "signatory_file": {"token": world.approval.link, "key": world.own_given.key},
        "receipt": {"pk": world.receipt.application_id, "key": world.receipt.key},
        "other_row": applications["preparing"] | {"row": world.other_funding.pk},
        "aid_row": applications["preparing"] | {"row": world.aid.pk},
        "package": {"pk": world.package.pk},
        "package_file": {"pk": world.package.pk, "name": "hakemus.pdf"},
        "kept_call": {"pk": world.call.pk},
        "call_parts": {"pk": world.call.pk, "kind": "osat"},
        "kept_source": {"pk": world.call.source_id},
        "kept_form": {"pk": FunderForm.objects.first().pk},
        "revision": {"pk": world.revision.project_id, "number": world.revision.number},
        "ask_check": applications["preparing"] | {"verb": "ask_check"},
        "mark_checked": applications["in_check"] | {"verb": "mark_checked"},
        "send_back": applications["in_check"] | {"word": "palauta"},
        "grant": applications["sent"] | {"word": "myonna"},
        "ask_amendment": applications["granted"] | {"word": "muutos"},
        "give_budget": applications["granted"] | {"word": "kirjaa"},
        "refuse_amendment": applications["granted"] | {"word": "evatty"},
        "decision": {"pk": records["rahoitus.Application"]["granted"].decisions.get().pk},
        "report": {"pk": world.report.pk},
        "report_file": {"pk": world.report.pk, "name": "raportti.pdf"},
    }
