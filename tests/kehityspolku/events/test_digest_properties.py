"""Whatever happens in whatever order, a digest has no empty, doubled or forbidden line."""

import re
from collections import Counter
from datetime import timedelta

import hypothesis.strategies as st
import pytest
from django.core import mail
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kehityspolku.events import follows, subscriptions
from kehityspolku.events import mail as event_mail
from kehityspolku.events.record import record
from kehityspolku.models import Notice
from kehrat.models import Idea, Membership, Project
from tests import make

PEOPLE = st.integers(0, 3)
PACES = st.sampled_from(["at_once", "daily", "weekly", "never"])
KINDS = st.sampled_from(["task", "project", "group", "idea"])
WAYS = {
    "rest": lambda self: record("wake", self.kehra),
    "card": lambda self: record("resubmit", self.project),
    "ask": lambda self: self.kehra.ask_to_join(by=self.people[3], actor_type="resident"),
}


def said(letter):
    """The lines of a digest, or the subject of a letter of one notice."""
    return re.findall(r"^\* (.+)$", letter.body, re.M) or [letter.subject]


def a_world():
    """A Kehrä, its card in review; three coordinators and a follower who want all mail daily."""
    kehra = make.kehra()
    make.member(kehra, "coordinator")  # so that the others can leave
    project = make.project(kehra, "in_review")
    people = [make.member(kehra, "coordinator") for _ in range(3)] + [make.user()]
    subscriptions.choose(people[1:], subscriptions.KINDS, "daily")
    follows.follow(people[3], kehra)
    Notice.objects.all().delete()
    return kehra, project, people


class Week(RuleBasedStateMachine):
    """Days of a Kehrä whose people choose, mute, leave and read as they like."""

    world = None  # a Kehrä, its card and four people, made once; each week is undone

    @initialize()
    def begin(self):
        self.point = transaction.atomic()
        self.point.__enter__()
        self.kehra, self.project, self.people = self.world
        self.ideas, self.lines = [], Counter()
        mail.outbox.clear()

    def teardown(self):
        if hasattr(self, "point"):
            try:
                self.mail_leaves(hours=170)
            finally:
                transaction.set_rollback(True)
                self.point.__exit__(None, None, None)

    @rule()
    def suggests(self):
        self.ideas.append(
            make.idea(self.kehra, by=self.people[3], title=f"Idea-{len(self.ideas)}!")
        )

    @rule(way=st.sampled_from(sorted(WAYS)))
    def happens(self, way):
        WAYS[way](self)

    @rule(place=st.integers(1, 3), back=st.booleans())
    def hides(self, place, back):
        for idea in self.ideas[-place:]:
            Idea.objects.filter(pk=idea.pk).update(hidden_at=None if back else timezone.now())

    @rule(who=PEOPLE, kind=KINDS, pace=PACES)
    def chooses(self, who, kind, pace):
        if pace in dict(subscriptions.paces_of(kind)):
            subscriptions.choose([self.people[who]], [kind], pace)

    @rule(who=PEOPLE)
    def stops_by_link(self, who):
        if notice := self.people[who].notices.exclude(kind="decision").first():
            token = subscriptions.stop_url([notice], [notice.kind]).split("/")[-2]
            subscriptions.Stop.read(token).stop()

    @rule(who=PEOPLE, on=st.booleans())
    def mutes(self, who, on):
        (follows.mute if on else follows.unfollow)(self.people[who], self.kehra)

    @rule(who=PEOPLE)
    def leaves(self, who):
        person = self.people[who]
        if membership := self.kehra.memberships.active().filter(user=person).first():
            membership.leave(by=person)

    @rule(who=PEOPLE)
    def reads(self, who):
        self.people[who].notices.update(read_at=timezone.now())

    @rule(hours=st.integers(0, 80))
    def mail_leaves(self, hours):
        """Some hours pass, then the worker and the clock do their work."""
        passed = timedelta(hours=hours)
        Notice.objects.update(not_before=F("not_before") - passed, made_at=F("made_at") - passed)
        self.looks_at(event_mail.deliver)
        self.looks_at(event_mail.send)

    def looks_at(self, send):
        """What is sent now may be told now, to those who want it; and nothing was told before."""
        waiting = Notice.objects.filter(mail__in=Notice.UNSENT).listed()
        allowed = {notice.pk for notice in waiting if self.may(notice)}
        before, pks = len(mail.outbox), {notice.pk for notice in waiting}
        assert send() == len(mail.outbox) - before
        sent = Notice.objects.filter(pk__in=pks, mail=Notice.Mail.SENT).listed()
        assert {notice.pk for notice in sent} <= allowed
        told = [(n.recipient.email, n.event.sentence) for n in sent]
        lines = [(letter.to[0], line) for letter in mail.outbox[before:] for line in said(letter)]
        assert set(lines) == set(told)
        assert all(said(letter) for letter in mail.outbox[before:])
        self.lines.update(line for line in lines if "Idea-" in line[1])
        assert self.lines.total() == len(self.lines)

    def may(self, notice):
        """Whether a notice may be mailed now, told by what pages show to its person."""
        person, record = notice.recipient, notice.event.target
        if isinstance(record, Idea) and record.hidden_at:
            return False
        if isinstance(record, Project) and not Project.objects.visible_to(person).exists():
            return False
        members = self.kehra.members().filter(pk=person.pk).exists()
        if isinstance(record, Membership) and not (members or person == record.user):
            return False
        if notice.mail == Notice.Mail.DIGEST and notice.read_at:
            return False
        muted = notice.kind != "task" and person.follows.filter(muted=True).exists()
        return not muted and subscriptions.chosen(person)[notice.kind] != "never"

    @invariant()
    def nothing_is_mailed_twice_or_left_in_between(self):
        if hasattr(self, "kehra"):
            sent = Notice.objects.filter(mail="sent")
            assert sent.filter(sent_at=None).count() == 0
            assert Notice.objects.filter(mail="failed").count() == 0


HARD = {  # weeks that a draw of few may miss
    "hidden": lambda week: week.hides(1, False),
    "muted": lambda week: [week.mutes(who, True) for who in range(4)],
    "stopped": lambda week: [week.stops_by_link(who) for who in range(4)],
    "left": lambda week: [week.leaves(who) for who in range(4)],
    "read": lambda week: [week.reads(who) for who in range(4)],
}


@pytest.mark.django_db
@pytest.mark.parametrize("turn", sorted(HARD))
def test_what_turns_between_telling_and_mailing_counts(turn):
    Week.world = a_world()
    week = Week()
    week.begin()
    week.suggests()
    for way in sorted(WAYS):
        week.happens(way)
    HARD[turn](week)
    week.teardown()


@pytest.mark.django_db
def test_any_week_gives_only_true_digests():
    Week.world = a_world()
    Week.TestCase.settings = settings(
        max_examples=20,
        stateful_step_count=10,
        deadline=None,
        phases=[Phase.reuse, Phase.generate],  # each week takes a while: none is made shorter
        suppress_health_check=list(HealthCheck),
    )
    Week.TestCase("runTest").runTest()
