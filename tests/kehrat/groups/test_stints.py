"""From which day to which a member had which role and took part as what."""

from datetime import date
from importlib import import_module

import pytest

from kehityspolku import moments
from kehityspolku.moments import days_ago
from kehrat.models import Membership, Stint
from tests import make

before = import_module("kehrat.migrations.0036_stints_of_before")


def told(membership):
    """[(days ago from, days ago until, role, actor type, organisation)]"""
    today = moments.today()
    return [
        (
            (today - stint.since).days,
            stint.until and (today - stint.until).days,
            stint.role,
            stint.actor_type,
            stint.organisation,
        )
        for stint in membership.stints.all()
    ]


@pytest.mark.django_db
def test_each_change_ends_a_stint_and_begins_the_next():
    kehra = make.kehra()
    with days_ago(100):
        team, person, lead = make.coordinator(kehra), make.user(), make.user("lead")
        kehra.ask_to_join(by=person, actor_type="resident")
        mine = kehra.memberships.get(user=person)
    assert told(mine) == []  # one who asks is no member
    with days_ago(90):
        mine.accept(by=team)
    with days_ago(60):
        mine.name_coordinator(by=team)
        mine.change_part(by=person, actor_type="school", organisation="Koulu")
    with days_ago(50):
        mine.show_name(by=person, shown=True)
        mine.step_down(by=person)
    with days_ago(40):
        mine.change_part(by=person, actor_type="association", organisation="Seura")
    with days_ago(10):
        mine.leave(by=person)
    assert told(mine) == [
        (90, 60, "member", "resident", ""),
        (60, 50, "coordinator", "school", "Koulu"),
        (50, 40, "member", "school", "Koulu"),
        (40, 10, "member", "association", "Seura"),
    ]
    days = {
        day: Stint.objects.filter(membership=mine).on(moments.in_days(-day)) for day in (90, 10)
    }
    assert [rows.count() for rows in days.values()] == [1, 0]  # from the first day, not on the last

    # Sukkula records members from before the portal: nobody told which role they had then.
    people = [(make.user(), "company", "Paja", moments.in_days(-300))]
    with days_ago(30):
        (old,) = Membership.objects.record(kehra, people, by=lead)
    then = ("company", "Paja")
    assert told(old) == [(300, 30, "", *then), (30, None, "member", *then)]
    with days_ago(200):  # what was so on a day may be told later
        old.name_coordinator(by=lead)
    assert told(old) == [(300, 200, "", *then), (200, None, "coordinator", *then)]

    # The group ends: so does everything, on the day that is told.
    kehra.end_kehra(by=lead, reason="Valmis.", on=moments.in_days(-20))
    assert told(old) == [(300, 200, "", *then), (200, 20, "coordinator", *then)]
    assert not Stint.objects.filter(until=None).exists()


JOINED, FIRST, LATER, ENDED = date(2020, 1, 1), date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1)
ROW = ("member", "school", "Koulu")
NEW = ("coordinator", "school", "Koulu")


@pytest.mark.parametrize(
    ("ended", "history", "stints"),
    [
        (None, [(JOINED, *ROW)], [(JOINED, None, *ROW)]),
        (ENDED, [(JOINED, *ROW), (JOINED, *NEW)], [(JOINED, ENDED, *NEW)]),
        (
            None,
            [(FIRST, *ROW), (LATER, *NEW), (ENDED, *NEW)],
            [
                (JOINED, FIRST, "", "school", "Koulu"),
                (FIRST, LATER, *ROW),
                (LATER, None, *NEW),
            ],
        ),
        # Ended on a day before the change was written.
        (FIRST, [(JOINED, *ROW), (LATER, *NEW)], [(JOINED, FIRST, *ROW)]),
    ],
)
def test_history_tells_the_stints_of_before(ended, history, stints):
    assert before.stints(JOINED, ended, history) == stints
