"""Ideas: to whom they go, supporting, the answers, merging."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from kehityspolku import moments
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event, Notice
from kehrat.models import District, Idea, SubArea, Support
from tests import make
from tests.races import at_once

pytestmark = pytest.mark.django_db
WORDS = {"title": "Penkkejä", "text": "Lisää penkkejä rantaan.", "language": "fi"}


def malmi():
    return District.objects.get(slug="malmi")


def told(verb):
    """Who were told of the last event of the verb."""
    event = Event.objects.filter(verb=verb).latest("pk")
    return set(Notice.objects.filter(event=event).values_list("recipient_id", flat=True))


def backers(idea):
    return set(idea.supports.values_list("user_id", flat=True))


def count(idea):
    return Idea.objects.get(pk=idea.pk).support_count


# To whom


def test_an_idea_goes_to_a_kehra_and_its_author_supports_it():
    kehra, person = make.kehra(), make.user()
    team = make.coordinator(kehra)
    idea = Idea.objects.suggest(kehra, by=person, **WORDS)
    assert (idea.place, idea.support_count, backers(idea)) == (kehra, 1, {person.pk})
    assert told("suggest") == {team.pk}


def test_an_idea_of_a_district_without_a_kehra_waits():
    other = make.idea(make.kehra(sub_areas=SubArea.objects.filter(name_fi="Linjat")))
    idea = make.idea(malmi())
    assert (idea.kehra, idea.district) == (None, malmi())
    assert list(Idea.objects.waiting()) == [idea]
    assert list(Idea.objects.in_district(malmi())) == [idea]
    assert list(Idea.objects.in_district(District.objects.get(slug="kallio"))) == [other]
    assert told("suggest") == set()


def test_what_fits_no_district_goes_to_sukkulas_leads():
    lead = make.user("lead")
    idea = Idea.objects.suggest(None, by=make.user(), **WORDS)
    assert (idea.place, told("suggest")) == (None, {lead.pk})
    assert list(Idea.objects.to_answer(None)) == [idea]
    idea.take_up(by=lead)
    assert (idea.project.kehra, idea.project.title) == (None, idea.title)


def test_a_stranger_or_a_kehra_that_rests_takes_no_idea():
    kehra = make.kehra()
    with pytest.raises(PermissionDenied):
        Idea.objects.suggest(kehra, by=AnonymousUser(), **WORDS)
    with pytest.raises(WrongState):
        Idea.objects.suggest(make.kehra(state="dormant"), by=make.user(), **WORDS)
    assert Idea.objects.count() == 0


@pytest.mark.parametrize(
    "broken",
    [
        {"district_id": 38},  # beside its Kehrä
        {"state": "merged"},  # into nothing
    ],
)
def test_the_database_refuses_what_cannot_be(broken):
    idea = make.idea()
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.filter(pk=idea.pk).update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.filter(pk=idea.pk).update(state="merged", merged_into=idea)
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.filter(pk=idea.pk).update(merged_into=make.idea())


def test_waiting_ideas_are_carried_to_a_new_kehra():
    ideas = [make.idea(malmi()) for _ in range(2)]
    elsewhere = make.idea(District.objects.get(slug="lauttasaari"))
    ideas[0].withdraw_idea(by=ideas[0].by)
    fan, lead = make.user(), make.user("lead")
    ideas[1].support(by=fan)
    kehra = make.kehra(sub_areas=SubArea.objects.filter(name_fi="Ylä-Malmi"))
    with pytest.raises(PermissionDenied):
        Idea.objects.carry_to(kehra, by=make.user())
    assert Idea.objects.carry_to(kehra, by=lead) == [ideas[1]]
    assert list(kehra.ideas.all()) == [ideas[1]]
    assert Idea.objects.get(pk=ideas[1].pk).district is None
    assert told("carry") == {fan.pk, ideas[1].by.pk}
    assert list(Idea.objects.waiting()) == [elsewhere]
    assert Idea.objects.carry_to(kehra, by=lead) == []


def test_where_an_idea_was_sent_is_told_when_a_kehra_has_it_by_now():
    idea, lead = make.idea(malmi()), make.user("lead")
    before = Event.objects.get(verb="suggest").text
    assert "Idea odottaa Kehrää kaupunginosaan:" in before
    kehra = make.kehra(sub_areas=SubArea.objects.filter(name_fi="Ylä-Malmi"))
    assert Idea.objects.carry_to(kehra, by=lead) == [idea]
    assert Event.objects.get(verb="suggest").text == before


# From paper


def test_an_idea_from_paper_tells_who_entered_it_and_has_no_author():
    kehra = make.kehra()
    team, day = make.coordinator(kehra), moments.in_days(-9)
    other = make.member(kehra, "coordinator")
    paper = {"paper_on": day, "source": "Kirjaston laatikko"}
    idea = Idea.objects.enter_from_paper(kehra, by=team, **WORDS, **paper)
    assert (idea.by, idea.entered_by, idea.paper_on) == (None, team, day)
    assert (idea.paper_source, idea.support_count) == ("Kirjaston laatikko", 0)
    assert told("enter_from_paper") == {other.pk}
    idea.decline_idea(by=team, reason="On jo.")
    assert told("decline_idea") == set()


def test_paper_is_entered_by_coordinators_and_sukkula_alone():
    kehra, lead = make.kehra(), make.user("lead")
    for person in (make.user(), make.member(kehra), make.coordinator(make.kehra())):
        with pytest.raises(PermissionDenied):
            Idea.objects.enter_from_paper(kehra, by=person, **WORDS, paper_on=moments.today())
    with pytest.raises(PermissionDenied):
        Idea.objects.enter_from_paper(
            malmi(), by=make.coordinator(kehra), **WORDS, paper_on=moments.today()
        )
    idea = Idea.objects.enter_from_paper(malmi(), by=lead, **WORDS, paper_on=moments.today())
    assert idea.place == malmi()


# Supporting


def test_supporting_twice_is_supporting_once():
    idea, person = make.idea(), make.user()
    for _ in range(2):
        idea.support(by=person)
    assert (idea.support_count, count(idea)) == (2, 2)
    for _ in range(2):
        Support.objects.take_back(idea, by=person)
    assert (idea.support_count, backers(idea)) == (1, {idea.by.pk})


def test_ones_own_idea_keeps_ones_support():
    idea = make.idea()
    with pytest.raises(PermissionDenied):
        Support.objects.take_back(idea, by=idea.by)
    with pytest.raises(PermissionDenied):
        idea.support(by=AnonymousUser())


@pytest.mark.parametrize(
    ("state", "takes"),
    [("open", True), ("taken_up", True), ("declined", False), ("withdrawn", False)],
)
def test_what_is_open_or_taken_up_takes_support(state, takes):
    idea = make.idea(state=state)
    if takes:
        idea.support(by=make.user())
    else:
        with pytest.raises(WrongState):
            idea.support(by=make.user())
    assert count(idea) == 1 + takes


def test_supporting_a_merged_idea_supports_the_one_it_was_merged_into():
    kehra, person = make.kehra(), make.user()
    team = make.coordinator(kehra)
    first, second, third = (make.idea(kehra) for _ in range(3))
    first.merge(by=team, into=second)
    second.merge(by=team, into=third)
    assert first.support(by=person) == third
    assert person.pk in backers(third)


def test_the_count_follows_whatever_is_done_to_the_rows():
    idea = make.idea()
    people = [make.user() for _ in range(5)]
    Support.objects.bulk_create(Support(idea=idea, user=person) for person in people)
    assert count(idea) == 6
    people[0].delete()
    assert count(idea) == 5
    Support.objects.filter(user__in=people[1:3]).delete()
    assert count(idea) == 3


def test_one_sees_only_ones_own_support():
    idea = make.idea()
    assert [s.idea for s in Support.objects.visible_to(idea.by)] == [idea]
    for other in (make.user(), AnonymousUser()):
        assert list(Support.objects.visible_to(other)) == []


# Answers


def test_author_and_supporters_are_told_of_the_answer():
    kehra, fan = make.kehra(), make.user()
    team = make.coordinator(kehra)
    for verb, facts in {
        "take_up": {},
        "decline_idea": {"reason": "On jo tehty."},
        "merge": {"into": make.idea(kehra)},
    }.items():
        idea = make.idea(kehra)
        idea.support(by=fan)
        getattr(idea, verb)(by=team, **facts)
        assert told("merge_into" if verb == "merge" else verb) == {fan.pk, idea.by.pk}


def test_a_withdrawn_idea_tells_its_supporters_and_those_who_would_have_answered():
    idea, fan = make.idea(), make.user()
    team = make.coordinator(idea.kehra)
    idea.support(by=fan)
    idea.withdraw_idea(by=idea.by)
    assert told("withdraw_idea") == {fan.pk, team.pk}


def test_an_answer_is_kept_with_its_reason_and_date():
    idea = make.idea()
    Idea.objects.filter(pk=idea.pk).update(state_since=timezone.now() - timedelta(days=70))
    idea.decline_idea(by=make.coordinator(idea.kehra), reason="On jo tehty.")
    assert (idea.state, idea.reason) == ("declined", "On jo tehty.")
    assert timezone.now() - idea.state_since < timedelta(minutes=1)


def test_sukkula_answers_where_the_kehra_has_no_coordinator():
    idea, lead = make.idea(make.kehra()), make.user("lead")
    idea.decline_idea(by=lead, reason="Ei nyt.")
    assert idea.state == "declined"


def test_a_hidden_idea_is_for_its_author_its_coordinators_and_sukkula():
    idea = make.idea(make.kehra())
    team = make.coordinator(idea.kehra)
    Idea.objects.filter(pk=idea.pk).update(hidden_at=timezone.now())
    for person in (idea.by, team, make.user("adviser")):
        assert list(Idea.objects.visible_to(person)) == [idea]
    for person in (AnonymousUser(), make.user(), make.member(idea.kehra)):
        assert list(Idea.objects.visible_to(person)) == []
    assert list(Idea.objects.public()) == []


# Merging


def test_supporters_move_without_doubling_and_the_merge_can_be_undone():
    kehra, both, one = make.kehra(), make.user(), make.user()
    team = make.coordinator(kehra)
    idea, other = make.idea(kehra), make.idea(kehra)
    for target in (idea, other):
        target.support(by=both)
    idea.support(by=one)
    before = backers(other)
    idea.merge(by=team, into=other)
    assert (idea.state, idea.merged_into) == ("merged", other)
    assert backers(other) == before | {one.pk, idea.by.pk}
    assert count(other) == 4
    idea.undo_merge(by=team)
    assert (idea.state, idea.merged_into, count(idea)) == ("open", None, 3)
    assert backers(other) == before
    assert told("split") == {both.pk, one.pk, idea.by.pk}


def test_a_merge_is_undone_within_fourteen_days_and_the_last_one_first():
    kehra = make.kehra()
    team = make.coordinator(kehra)
    first, second, third = (make.idea(kehra) for _ in range(3))
    first.merge(by=team, into=second)
    second.merge(by=team, into=third)
    with pytest.raises(WrongState):
        first.undo_merge(by=team)
    second.undo_merge(by=team)
    assert fresh(first).merged_into == second
    Idea.objects.filter(pk=first.pk).update(state_since=timezone.now() - timedelta(days=15))
    with pytest.raises(WrongState):
        first.undo_merge(by=team)


def test_merging_into_a_merged_one_goes_to_the_end_and_never_round():
    kehra = make.kehra()
    team = make.coordinator(kehra)
    first, second, third = (make.idea(kehra) for _ in range(3))
    first.merge(by=team, into=second)
    third.merge(by=team, into=first)
    assert third.merged_into == second
    for into in (first, third, second):
        with pytest.raises(WrongState):
            second.merge(by=team, into=into)
    assert count(second) == 3


def test_one_merges_only_ideas_that_one_answers_for():
    kehra, other = make.kehra(), make.kehra()
    idea, theirs = make.idea(kehra), make.idea(other)
    make.coordinator(other)
    with pytest.raises(PermissionDenied):
        idea.merge(by=make.coordinator(kehra), into=theirs)
    with pytest.raises(WrongState):
        idea.merge(by=make.coordinator(kehra), into=make.idea(kehra, "declined"))
    assert Idea.objects.get(pk=idea.pk).state == "open"


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=10))
def test_no_merging_ever_loses_or_doubles_a_supporter(moves):
    with transaction.atomic():
        kehra = make.kehra()
        team, people = make.coordinator(kehra), [make.user() for _ in range(4)]
        ideas = [make.idea(kehra, by=people[n]) for n in range(4)]
        for n, idea in enumerate(ideas):
            idea.support(by=people[(n + 1) % 4])
        for one, other in moves:
            merged_or_split(Idea.objects.get(pk=ideas[one].pk), ideas[other], team)
        for idea in Idea.objects.all():
            end = end_of(idea)
            assert (end.state, backers(idea) <= backers(end)) == ("open", True)
            assert idea.support_count == idea.supports.count() == len(backers(idea))
        transaction.set_rollback(True)


def end_of(idea):
    return end_of(idea.merged_into) if idea.merged_into else idea


def merged_or_split(idea, other, team):
    try:
        idea.merge(by=team, into=Idea.objects.get(pk=other.pk))
    except WrongState:
        if idea.state == "merged":
            with (
                pytest.raises(WrongState) if idea.merged_into.merged_into else transaction.atomic()
            ):
                idea.undo_merge(by=team)


# Two at once


def raised(*acts):
    """What the acts raised, done at once."""
    return [outcome for outcome in at_once(*acts) if isinstance(outcome, str)]


def fresh(idea):
    return Idea.objects.get(pk=idea.pk)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_are_counted_right():
    idea, people = make.idea(), [make.user() for _ in range(10)]
    acts = [lambda p=person: fresh(idea).support(by=p) for person in people for _ in range(2)]
    assert raised(*acts) == []
    assert count(idea) == idea.supports.count() == 11


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_at_once_give_one_answer():
    idea = make.idea()
    team = make.coordinator(idea.kehra)
    acts = [
        lambda: fresh(idea).take_up(by=team),
        lambda: fresh(idea).decline_idea(by=team, reason="Ei."),
    ]
    assert raised(*acts) == ["WrongState"]
    assert fresh(idea).state in ("taken_up", "declined")


@pytest.mark.django_db(transaction=True)
def test_two_ideas_are_not_merged_into_each_other_though_tried_at_once():
    one, other = make.idea(), None
    other, fans = make.idea(one.kehra), [make.user() for _ in range(4)]
    team = make.coordinator(one.kehra)
    acts = [
        lambda: fresh(one).merge(by=team, into=fresh(other)),
        lambda: fresh(other).merge(by=team, into=fresh(one)),
        *(lambda p=person: fresh(one).support(by=p) for person in fans),
    ]
    assert raised(*acts) == ["WrongState"]
    ends = {end_of(fresh(one)), end_of(fresh(other))}
    assert len(ends) == 1
    assert backers(ends.pop()) == {one.by.pk, other.by.pk, *(fan.pk for fan in fans)}
