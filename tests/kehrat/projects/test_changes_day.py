"""The day by which Sukkula waits for changes: seen by both sides, reminded of before and after."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from kehityspolku import moments, working_days
from kehityspolku.events import clock as turns
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event, Notice
from kehrat.models import Project
from kehrat.projects import clock
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


def told(verb):
    rows = Notice.objects.filter(event__verb=verb).values_list("recipient__email", flat=True)
    return sorted(rows)


@pytest.fixture
def card():
    card = make.project(state="in_review")
    day = moments.in_days(20)
    card.ask_changes(by=card.adviser, changes={"goals": "Kenelle?"}, day=day)
    return card


def test_those_who_write_are_reminded_twice_and_told_once_with_the_adviser(card):
    writers = sorted([make.coordinator(card.kehra).email, make.co_editor(card).user.email])
    days = [-20, -8, -7, -7, -3, -2, 0, 1, 1, 9]
    done = [clock.watch(card.changes_by + timedelta(days=day)) for day in days]
    assert [near for near, _late in done] == [0, 0, 1, 0, 0, 1, 0, 0, 0, 0]
    assert [late for _near, late in done] == [0, 0, 0, 0, 0, 0, 0, 1, 0, 0]
    assert set(told("changes_near")) == set(writers)
    assert told("changes_late") == sorted([*writers, card.adviser.email])


def test_another_day_is_reminded_of_anew_and_is_the_advisers_to_give(card):
    clock.watch(card.changes_by + timedelta(days=1))
    day = moments.in_days(40)
    with pytest.raises(PermissionDenied):
        card.give_time(by=make.coordinator(card.kehra), day=day)
    card.give_time(by=card.adviser, day=day, reason="Odotamme vuokrasopimusta.")
    assert make.coordinator(card.kehra).email in told("give_time")
    assert clock.watch(day - timedelta(days=7)) == (1, 0)
    assert clock.watch(day + timedelta(days=1)) == (0, 1)
    body = Event.objects.get(verb="give_time").body
    assert "Odotamme vuokrasopimusta." in body
    assert moments.day_text(day) in Event.objects.get(verb="give_time").text


def test_what_is_given_back_has_no_day_and_is_never_late(card):
    day = card.changes_by
    card.resubmit(by=make.coordinator(card.kehra))
    assert clock.watch(day + timedelta(days=1)) == (0, 0)
    card.refresh_from_db()
    assert (card.changes_by, card.is_overdue) == (None, False)
    with pytest.raises(WrongState):
        card.give_time(by=card.adviser, day=day)


def test_a_second_round_has_a_day_of_its_own_or_none(card):
    card.resubmit(by=make.coordinator(card.kehra))
    card.ask_changes(by=card.adviser, message="Vielä yksi.")
    assert (card.changes_by, card.waits_for_changes) == (None, False)
    assert clock.watch(moments.in_days(100)) == (0, 0)


def test_the_common_clock_is_silent_before_the_day_and_goes_on_after_it(card):
    def waits(day):
        now = moments.start_of(day) + timedelta(hours=12)
        return card.pk in [
            found.pk for found in turns.clocks_of(Project)[0].due(Project, now).values()
        ]

    assert [waits(card.changes_by + timedelta(days=day)) for day in (-4, 0, 1)] == [
        False,
        False,
        True,
    ]


def test_the_mail_and_both_pages_tell_the_day(card, client):
    day = moments.day_text(card.changes_by)
    assert f"Sukkula waits for the changes by {day}." in text_in_english()
    client.force_login(make.coordinator(card.kehra))
    page = f"/en/hankkeet/{card.pk}/"
    assert f"Sukkula waits for the changes by <strong>{day}</strong>." in main(client.get(page))
    Project.objects.filter(pk=card.pk).update(changes_by=moments.in_days(-1))
    assert "You can still give the card back." in main(client.get(page))
    client.force_login(card.adviser)
    past = moments.day_text(moments.in_days(-1))
    assert f"changes wanted by {past} (late)" in main(
        client.get(f"/en/sukkula/hankkeet/{card.pk}/")
    )
    assert f"Changes were wanted by {past}" in main(client.get("/en/sukkula/", {"tab": "others"}))


def text_in_english():
    with translation.override("en"):
        return Event.objects.get(verb="ask_changes").body


@pytest.mark.parametrize("days", [-1, 366])
def test_a_day_gone_by_or_too_far_is_refused_and_what_was_typed_stays(client, days):
    card = make.project(state="in_review")
    client.force_login(card.adviser)
    given = {"message": "Kertokaa lisää.", "day": moments.in_days(days).isoformat()}
    answer = client.post(f"/en/sukkula/hankkeet/{card.pk}/pyyda-muutoksia/", given)
    assert list(answer.context["form"].errors) == ["day"]
    assert "Kertokaa lisää." in main(answer)
    card.refresh_from_db()
    assert card.state == "in_review"


def test_the_form_offers_two_weeks_and_the_day_can_be_left_out(client):
    card = make.project(state="in_review")
    client.force_login(card.adviser)
    page = f"/en/sukkula/hankkeet/{card.pk}/pyyda-muutoksia/"
    assert client.get(page).context["form"]["day"].value() == working_days.from_on(
        moments.in_days(14)
    )
    client.post(page, {"message": "Kertokaa lisää.", "day": ""})
    card.refresh_from_db()
    assert (card.state, card.changes_by) == ("changes_requested", None)


def test_the_form_says_by_which_day_and_why_the_card_is_open(client, card):
    team, lead = make.coordinator(card.kehra), make.user("lead")
    client.force_login(team)
    page = f"/en/hankkeet/{card.pk}/muokkaa/"
    day = moments.day_text(card.changes_by)
    shown = main(client.get(page))
    assert f"Give the card back to Sukkula by {day}." in shown
    assert "Sukkula asks for changes" in shown
    card.withdraw(by=team)
    card.reopen(by=lead, reason="Rahaa löytyi.")
    shown = main(client.get(page))
    lines = ("opened the card again", "Rahaa löytyi.", "asks for changes", "Give the card back")
    assert [words in shown for words in lines] == [True, True, False, False]
