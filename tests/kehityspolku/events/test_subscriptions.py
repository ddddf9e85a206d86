"""Each person chooses for each kind how often it is mailed; in the portal it shows at once."""

from datetime import datetime

import pytest
from django.db import IntegrityError

from kehityspolku import moments
from kehityspolku.events import hearers, subscriptions
from kehityspolku.events.record import record
from kehityspolku.models import Notice, Preference
from tests import make

pytestmark = pytest.mark.django_db


def ask(team_of):
    """A request to join: a task for the coordinators; returns their notices of it."""
    asked = team_of.ask_to_join(by=make.user(), actor_type="resident")
    told = Notice.objects.filter(event__verb="ask_to_join", event__target_id=asked.pk)
    return told.order_by("pk")


def test_unchosen_comes_at_once():
    kehra = make.kehra()
    team = make.coordinator(kehra)
    assert set(subscriptions.chosen(team).values()) == {"at_once"}
    assert ask(kehra).last().mail == Notice.Mail.WAITING


@pytest.mark.parametrize("pace", ["daily", "weekly"])
def test_the_pace_says_when_mail_leaves(pace):
    kehra = make.kehra()
    team = make.coordinator(kehra)
    subscriptions.choose([team], ["task"], pace)
    notice = ask(kehra).last()
    assert (notice.kind, notice.mail) == ("task", "digest")
    assert notice.not_before == moments.next_digest(pace)


def test_news_that_one_never_wants_are_not_mailed():
    kehra = make.kehra()
    team = make.coordinator(kehra)
    subscriptions.choose([team], ["group"], "never")
    record("wake", kehra)
    notice = team.notices.get(event__verb="wake")
    assert (notice.kind, notice.mail) == ("group", "none")


def test_choosing_again_changes_what_already_waits():
    kehra = make.kehra()
    team = make.coordinator(kehra)
    subscriptions.choose([team], ["group"], "weekly")
    record("wake", kehra)
    notice = team.notices.get(event__verb="wake")
    met = {}
    for pace in ("daily", "weekly", "at_once", "never"):
        subscriptions.choose([team], ["group"], pace)
        notice.refresh_from_db()
        met[pace] = (notice.mail, notice.not_before)
    daily, weekly = moments.next_digest("daily"), moments.next_digest("weekly")
    assert met["daily"] == ("digest", daily)
    assert met["weekly"] == ("digest", weekly)
    assert met["at_once"] == ("digest", daily)
    assert met["never"][0] == "none"
    assert Preference.objects.count() == 1


def test_a_choice_of_one_kind_or_person_is_not_anothers():
    kehra = make.kehra()
    first, second = make.coordinator(kehra), make.member(kehra, "coordinator")
    subscriptions.choose([first], ["idea", "meeting"], "never")
    subscriptions.choose([second], ["task"], "daily")
    by_person = {n.recipient: n.mail for n in ask(kehra)}
    assert by_person == {first: "waiting", second: "digest"}


def test_decisions_cannot_be_chosen_of():
    assert Notice.Kind.DECISION not in subscriptions.KINDS
    with pytest.raises(IntegrityError):
        Preference.objects.create(user=make.user(), kind="decision", pace="never")


def test_duties_are_always_mailed():
    assert dict(subscriptions.paces_of("task")).keys() == {"at_once", "daily", "weekly"}
    with pytest.raises(IntegrityError):
        Preference.objects.create(user=make.user(), kind="task", pace="never")


def test_decisions_are_mailed_whatever_one_has_chosen():
    kehra, person = make.kehra(), make.user()
    subscriptions.choose([person], subscriptions.KINDS, "weekly")
    make.coordinator(kehra)
    membership = kehra.ask_to_join(by=person, actor_type="resident")
    membership.decline(by=make.coordinator(kehra))
    assert person.notices.values_list("kind", "mail").get() == ("decision", "waiting")


def test_an_address_that_mail_comes_back_from_gets_none():
    kehra, person = make.kehra(), make.user(bounced_at=moments.start_of(moments.today()))
    make.coordinator(kehra)
    membership = kehra.ask_to_join(by=person, actor_type="resident")
    membership.decline(by=make.coordinator(kehra))
    assert person.notices.get().mail == Notice.Mail.NONE


def test_quietly_told_is_not_mailed():
    kehra = make.kehra()
    make.coordinator(kehra)
    with hearers.quietly():
        assert ask(kehra).last().mail == Notice.Mail.NONE


@pytest.mark.parametrize(
    ("now", "daily", "weekly"),
    [
        ("2026-11-24T06:59", "2026-11-24", "2026-11-30"),  # a Tuesday
        ("2026-11-24T07:00", "2026-11-25", "2026-11-30"),
        ("2026-11-30T06:59", "2026-11-30", "2026-11-30"),  # a Monday
        ("2026-11-30T07:00", "2026-12-01", "2026-12-07"),
        ("2026-10-24T20:00", "2026-10-25", "2026-10-26"),  # clocks go back in the night
        ("2027-03-27T20:00", "2027-03-28", "2027-03-29"),  # and forward
        ("2026-12-31T23:59", "2027-01-01", "2027-01-04"),
    ],
)
def test_digests_leave_at_seven_in_helsinki_whatever_the_season(now, daily, weekly):
    now = datetime.fromisoformat(now).replace(tzinfo=moments.HELSINKI)
    for pace, day in (("daily", daily), ("weekly", weekly)):
        due = moments.next_digest(pace, now)
        assert due == datetime.fromisoformat(f"{day}T07:00").replace(tzinfo=moments.HELSINKI)
        assert due > now


def test_a_kind_is_the_records_own_word():
    kehra = make.kehra()
    team = make.coordinator(kehra)
    record("wake", kehra)
    make.application("granted", make.project(kehra, "approved"))
    kinds = dict(team.notices.values_list("event__verb", "kind"))
    assert kinds["wake"] == "group"
    assert kinds["approve"] == kinds["grant"] == "decision"
    assert kinds["mark_checked"] == "project"
    assert kinds["open_application"] == "task"


def test_one_kehra_has_a_pace_of_its_own_for_each_kind(client):
    kehra, other = make.kehra(name="Kallio"), make.kehra(name="Muu")
    person = make.member(kehra)
    make.member(other, user=person)
    client.force_login(person)
    assert client.get(f"/en/oma/ilmoitukset/{make.kehra().pk}/").status_code == 404
    page = f"/en/oma/ilmoitukset/{kehra.pk}/"
    assert "task" not in client.get(page).context["form"].fields
    client.post(page, {"group": "weekly"})
    subscriptions.choose([person], ["group"], "never")
    told = [make.announcement(each) for each in (kehra, other)]
    mails = [person.notices.get(event__target_id=each.pk).mail for each in told]
    assert mails == ["digest", "none"]
    client.post(page, {"group": ""})  # as elsewhere: what waits goes by that too
    assert person.notices.get(event__target_id=told[0].pk).mail == "none"
    assert subscriptions.chosen_of(person, kehra.pk)["group"] == ""


def test_stopping_by_the_link_stops_the_own_paces_too_and_can_be_undone():
    kehra = make.kehra()
    person = make.member(kehra)
    subscriptions.choose([person], ["group"], "at_once", kehra.pk)
    stop = subscriptions.Stop(person, ["group"])
    undo = stop.stop()
    assert subscriptions.chosen_of(person, kehra.pk)["group"] == "never"
    assert stop.undo(undo)
    assert subscriptions.chosen_of(person, kehra.pk)["group"] == "at_once"
    assert subscriptions.chosen(person)["group"] == "at_once"
