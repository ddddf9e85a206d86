"""Verbs that no row of the rights tables takes: acts that are no steps, and what the clock does.

Each function of `ALL` takes those of one subject, in the rights tables' world.
"""

from datetime import timedelta

from arviointi.models import Coding, Goal, Invitation, Publication, Reading
from arviointi.reports import areas
from kehityspolku import moments
from kehityspolku.models import Report, Role
from kehrat.models import HandoverNote, Idea, OfficialArea, Project
from kehrat.projects import clock as changes
from rahoitus.applications import clock as deadlines
from rahoitus.models import SourceOfficial
from rahoitus.running import clock as running_clock
from sukkula.desk import promises
from sukkula.models import Message, Snooze
from sukkula.panels import clock as panels
from tests import make

DAY = timedelta(days=1)


def accounts(world):
    admin, person = world.people["admin"], make.user()
    person.change_address("toinen@kehityspolku.example", by=person)
    person.close_account(by=admin)
    person.open_account(by=admin)
    person.reset_second_factor(by=world.people["lead"], reason="Puhelin katosi.")
    Role.objects.give(person, "city_official", by=admin).end(by=admin)
    OfficialArea.objects.grant(person, by=admin).end(by=admin)
    SourceOfficial.objects.appoint(person, world.call.source, by=admin).end(by=admin)


def reports(world):
    by = world.people["city_official"]
    words = {"title": "Kallio", "params": {}, "language": "fi"}
    report = Report.objects.order("arviointi.city", by=by, **words)
    report.tries = 3
    report.give_back()


def evaluation(world):
    lead, city = world.people["lead"], areas.find("city")
    goal = {"year": 2026, "figure": "ideas", "reason": "Strategia"}
    Goal.objects.set_for(city, by=lead, target=20, **goal)
    Goal.objects.give_up(city, by=lead, **goal)
    Coding.objects.say(world.records["kehrat.Project"]["ended"], ["money"], by=lead)
    closed = world.records["arviointi.Survey"]["closed"]
    Reading.objects.read(closed, by=lead)
    Publication.objects.choose(closed, ["O1"], by=lead)
    listed = make.survey(world.kehra, by=lead, mode="anonymous", state="draft")
    Invitation.objects.put(
        listed,
        [("uusi@elsewhere.example", {"role": "resident", "source": "Lista", "language": "fi"})],
        by=lead,
    )


def groups(world):
    kehra, coordinator = world.kehra, world.people["coordinator"]
    member = kehra.memberships.get(user=world.people["member"])
    member.change_part(by=member.user, actor_type="association", organisation="Esimerkki ry")
    asked = world.records["kehrat.Membership"]["requested"]
    asked.request_waits()
    asked.request_waits_long()
    kehra.export_members(by=coordinator)
    school = kehra.add_organisation(by=coordinator, name="Koulu", actor_type="school")
    kehra.remove_organisation(school, by=coordinator)
    HandoverNote.objects.write(kehra, by=coordinator, text="Avain on Liisalla.", language="fi")
    kehra.silence_near(once="silence", at=moments.now(), dormant_on=moments.in_days(14))
    world.records["kehrat.Invite"]["open"].remind_invited()
    world.records["kehrat.Vacancy"]["called"].step_in()
    make.mended(world.organisation, by=world.people["lead"], kind="association", registered=False)
    open_to_all = make.kehra(joining="open")
    open_to_all.join(by=make.user(), actor_type="company", organisation="Esimerkki Oy")


def meetings(world):
    meeting = make.meeting(world.kehra, capacity=1, agenda="Penkit.")
    meeting.remind_of_meeting(mark=1, days=1)
    file = make.enclosure(meeting)
    file.note_virus()
    file.remove(by=make.coordinator(world.kehra))
    make.circular(world.kehra, meeting=meeting)
    make.past_meeting(world.kehra)
    make.poll(world.kehra).poll_waits(gone=False)
    first, second = make.user(), make.user()
    for person in (first, second):
        meeting.rsvp(by=person, answer="yes")
    meeting.rsvp(by=first, answer="no")
    make.past(meeting).nudge_meeting(mark=1, days=1)


def cards(world):
    card = world.records["kehrat.Project"]["approved"]
    card.co_editors.get().end_co_editing(by=world.people["coordinator"])
    world.files["public"].note_virus()
    world.document.note_virus()
    world.receipt.note_virus()
    world.given.note_virus()
    world.files["draft"].remove(by=world.people["coordinator"])
    by, words = world.people["adviser"], {"text": "Hei!", "language": "fi"}
    Message.objects.send(card, by=by, **words)
    world.verdict.take_back(by=world.people["lead"])
    brought = Project.objects.begin_for(world.kehra, by=by, card=make.ready_card())
    brought.bring_in(by=by, number=1, once="one")
    brought.bring_in(by=by, number=40, once="many")
    world.records["kehrat.Project"]["draft"].originals.get().receive_scan("Eicar")


def ideas(world):
    idea = make.idea(world.kehra)
    idea.ideas_wait(n=2)
    for verb in ("idea_approved", "idea_granted", "idea_ended"):
        taken_up = world.records["kehrat.Idea"]["taken_up"]
        getattr(taken_up, verb)(by=world.people["adviser"])
    paper = {"title": "Tori", "text": "Tori.", "language": "fi", "paper_on": moments.today()}
    Idea.objects.enter_from_paper(world.kehra, by=world.people["coordinator"], **paper)
    world.case.trust_author(by=world.people["coordinator"])


def applications(world):
    application = world.records["rahoitus.Application"]["preparing"]
    world.approval.give("no", reason="Liian suuri summa.")
    lines = {"costs": [], "funding": []}
    application.write(by=world.people["adviser"], note="Korjasin summan.", **lines)
    application.rules_changed(by=world.people["lead"], why="Raja nousi.")
    deadlines.watch(moments.start_of(application.deadline))
    decision = world.records["rahoitus.Application"]["granted"].decisions.get()
    decision.application.appeal_near(decision, once="appeal", days=2)
    asked, until = world.records["rahoitus.Application"]["supplement_requested"], moments.in_days(3)
    asked.move_supplement(by=world.people["adviser"], answer_by=until, reason="Lisäaikaa.")
    for days in (3, 1, 0, -1):
        asked.supplement_due(once=f"supplement {days}", day=until, days=days)
    asked.supply(by=world.people["coordinator"], message="Säännöt.")
    asked.supplement_due(once="supplied", day=until, days=2)
    decision.application.change_waits(once="change", days=14)
    decision.application.papers_near(once="papers", day=moments.in_days(90))
    for number in (1, 4):
        decision.application.papers_deleted(number=number)
    right = {"amount": decision.amount - 100, "decided_on": decision.decided_on}
    decision.correct(by=world.people["adviser"], why="Väärä rivi.", **right)


def running(world):
    open_ = world.records["rahoitus.Milestone"]["open"]
    running_clock.watch(today=open_.due_on - DAY)
    open_.milestone_late(once="late", days=1, times=0)
    report = world.records["rahoitus.GrantReport"]["draft"]
    running_clock.watch(today=report.due_on)
    running_clock.watch(today=moments.in_days(9))
    report.report_late(once="late report", days=1, times=0)
    payment = world.records["rahoitus.Payment"]["planned"]
    payment.payment_late(once="late payment", days=14, times=0)
    for waiting in (world.evidence, world.records["rahoitus.Voucher"]["new"].file):
        waiting.note_virus()
    for again in (make.milestone, make.grant_report, make.volunteer_work, make.voucher):
        again()
    make.payment()
    make.follow_up()


def desk(world):
    card = world.records["kehrat.Project"]["in_review"]
    promises.watch(today=card.promised_on - DAY)
    promises.watch(today=card.promised_on + DAY)
    asked = world.records["kehrat.Project"]["changes_requested"]
    asked.give_time(by=asked.adviser, day=moments.in_days(9))
    changes.watch(today=asked.changes_by - DAY)
    changes.watch(today=asked.changes_by + DAY)
    world.snooze.still_waits(once="asleep", days=14, times=0)
    world.snooze.wake()
    again = {"by": world.people["lead"], "until": moments.in_days(3), "reason": "Odotetaan."}
    Snooze.objects.put_off(world.snooze.project, **again)
    panel = world.records["sukkula.Panel"]["open"]
    panels.watch(today=panel.due_on)
    panels.watch(today=panel.due_on + DAY)


def waits(world):
    founded = world.records["kehrat.Kehra"]["proposed"]
    founded.asks = "ending"
    founded.asks_wait(once="asks", days=7, times=0)
    card = world.records["kehrat.Project"]["approved"]
    card.still_waits(once="waits", days=60, times=0)
    card.adviser_gone()


def letters(world):
    enquiry = world.records["kehrat.Enquiry"]["delivered"]
    enquiry.write_again(text="Hei?", language="fi")
    enquiry.answer_came_back()


ALL = [
    accounts,
    reports,
    evaluation,
    groups,
    letters,
    meetings,
    cards,
    ideas,
    applications,
    running,
    desk,
    waits,
]
