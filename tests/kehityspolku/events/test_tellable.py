"""What was hidden, deleted or closed to the reader since is told neither by mail nor on a page."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kehityspolku.events import hearers
from kehityspolku.events import mail as event_mail
from kehityspolku.models import Notice
from kehrat.models import Membership, Project
from rahoitus.models import Application, SourceOfficial
from sukkula.models import Message
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def kehra():
    return make.kehra()


@pytest.fixture
def team(kehra):
    make.member(kehra, "coordinator")  # another, so that the first can leave
    person = make.member(kehra, "coordinator")
    Notice.objects.all().delete()
    return person


def leave(person, kehra):
    kehra.memberships.get(user=person, state="active").leave(by=person)


def told(person):
    """The verbs that the person may still be told, and those that are mailed to the person."""
    shown = hearers.tellable(Notice.objects.filter(recipient=person).listed())
    mail.outbox.clear()
    event_mail.deliver()
    mailed = person.notices.filter(mail="sent")
    return {n.event.verb for n in shown}, {n.event.verb for n in mailed}


def test_a_hidden_record_is_told_no_more_nor_what_lies_in_it(kehra, team):
    idea = make.idea(kehra)
    assert {n.event.verb for n in team.notices.all()} == {"suggest"}
    type(idea).objects.filter(pk=idea.pk).update(hidden_at=timezone.now())
    assert told(team) == (set(), set())
    assert team.notices.get().mail == Notice.Mail.NONE


def test_a_decision_reaches_its_person_although_the_record_is_hidden(kehra, team):
    idea = make.idea(kehra)
    type(idea).objects.filter(pk=idea.pk).update(hidden_at=timezone.now())
    Notice.objects.update(kind="decision")
    assert told(team)[1] == {"suggest"}


def test_who_has_left_hears_nothing_more_of_a_draft(kehra, team):
    project = make.project(kehra, "in_review")
    adviser = project.adviser
    project.ask_changes(by=adviser, message="Aikataulu?")
    leave(team, kehra)
    assert told(team) == (set(), set())
    assert "ask_changes" in told(kehra.coordinators().first())[0]


def test_what_is_public_is_told_to_who_has_left(kehra, team):
    project = make.project(kehra, "in_review")
    Notice.objects.all().delete()
    project.approve(by=project.adviser)
    leave(team, kehra)
    assert told(team) == ({"approve"}, {"approve"})


def test_cards_are_readable_as_they_are_visible(kehra, team):
    people = [team, make.user(), make.user("adviser"), make.user("lead"), make.user("reviewer")]
    cards = [make.project(kehra, s) for s in ("draft", "submitted", "approved", "withdrawn")]
    cards.append(Project.objects.create(title="Helka"))
    cards.append(make.project(kehra))
    cards[-1].share(by=make.coordinator(kehra))
    same_as_visible(Project, cards, people)


def test_applications_are_readable_as_they_are_visible(kehra, team):
    project = make.project(kehra, "approved")
    sent = make.application("sent", project)
    official, gone = make.source_official(sent.call.source), make.source_official(sent.call.source)
    SourceOfficial.objects.get(user=gone).end(by=None)
    people = [team, make.user(), make.user("adviser"), official, gone]
    others = [make.application("preparing", project), make.application("sent", project)]
    same_as_visible(Application, [sent, *others], people)


def test_messages_are_readable_as_they_are_visible(kehra, team):
    project = make.project(kehra, "in_review")
    message = Message.objects.send(project, by=project.adviser, text="Hei", language="fi")
    same_as_visible(Message, [message], [team, make.user(), make.user("adviser")])


def same_as_visible(model, records, people):
    """`readable` of many says the same as `visible_to` of each."""
    pairs = [(record, person) for record in records for person in people]
    seen = {
        (record.pk, person.pk)
        for record, person in pairs
        if model.objects.visible_to(person).filter(pk=record.pk).exists()
    }
    assert model.objects.readable(pairs) == seen
    assert 0 < len(seen) < len(pairs)


def test_a_membership_is_its_persons_the_members_and_sukkulas(kehra, team):
    membership = kehra.ask_to_join(by=make.user(), actor_type="resident")
    people = [team, membership.user, make.user("adviser"), make.user()]
    allowed = Membership.objects.readable([(membership, person) for person in people])
    assert allowed == {(membership.pk, person.pk) for person in people[:3]}


def test_many_are_looked_at_in_as_few_queries_as_one(kehra, team):
    project = make.project(kehra, "in_review")
    numbers = set()
    for number in (1, 3, 30):
        for _ in range(number):
            project.ask_changes(by=project.adviser, message="?")
            project.resubmit(by=make.coordinator(kehra))
        Notice.objects.exclude(event__verb="ask_changes").delete()
        rows = Notice.objects.filter(recipient=team).listed()
        hearers.mailable(list(rows))
        with CaptureQueriesContext(connection) as asked:
            hearers.mailable(list(rows))
        numbers.add(len(asked))
    assert len(numbers) == 1
