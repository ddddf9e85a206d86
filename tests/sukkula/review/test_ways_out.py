"""No card stays where nobody can move it: gone or silent writers, no money found."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from kehityspolku import moments
from kehityspolku.events import clock
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event, Notice
from kehrat.models import Project
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
REASON = "Kukaan ei enää vastaa."
OPEN = ["draft", "submitted", "in_review", "changes_requested"]


def abandoned(state):
    """A card in a state, of a Kehrä whose coordinator has gone."""
    card = make.project(state=state)
    membership = card.kehra.memberships.get(user=make.coordinator(card.kehra))
    membership.give_up(by=membership.user)
    assert not card.kehra.coordinators().exists()
    return card


@pytest.mark.parametrize("state", OPEN)
def test_sukkula_withdraws_what_nobody_is_left_to_withdraw(state):
    card = abandoned(state)
    card.withdraw_for(by=make.user("adviser"), reason=REASON)
    assert (card.state, card.kehra.open_cards().count()) == ("withdrawn", 0)
    assert Event.objects.get(verb="withdraw_for").facts["reason"] == REASON


@pytest.mark.parametrize("state", OPEN)
def test_not_while_its_coordinator_can_be_reached(state):
    card = make.project(state=state)
    with pytest.raises(WrongState, match="tavoitettavissa"):
        card.withdraw_for(by=make.user("lead"), reason=REASON)


@pytest.mark.parametrize(
    ("state", "days", "goes"),
    [
        ("draft", 61, True),
        ("draft", 59, False),
        ("changes_requested", 61, True),
        ("changes_requested", 59, False),
        ("submitted", 200, False),  # it waits for Sukkula, not for its writers
    ],
)
def test_a_card_that_long_waited_for_its_writers_is_withdrawn(state, days, goes):
    card = make.untouched(make.project(state=state), days)
    if goes:
        card.withdraw_for(by=make.user("adviser"), reason=REASON)
        assert card.state == "withdrawn"
    else:
        with pytest.raises(WrongState, match="tavoitettavissa"):
            card.withdraw_for(by=make.user("adviser"), reason=REASON)


def test_writing_ends_the_silence():
    card = make.untouched(make.project(), 61)
    card.apply(make.ready_card(title="Uusi nimi"))
    assert not card.is_silent


def test_its_people_are_told_and_nobody_else_may():
    card = make.untouched(make.project(state="changes_requested"), 61)
    team = make.coordinator(card.kehra)
    for person in (team, make.user(), make.user("city_official")):
        with pytest.raises(PermissionDenied):
            card.withdraw_for(by=person, reason=REASON)
    card.withdraw_for(by=card.adviser, reason=REASON)
    assert team.notices.get(event__verb="withdraw_for").event.body.count(REASON) == 1


def test_a_draft_is_withdrawn_by_its_name_alone_from_the_page_that_ends_the_kehra(client):
    card = make.untouched(make.project(description="Vain kirjoittajien."), 61)
    lead = make.user("lead")
    client.force_login(lead)
    page = f"/en/sukkula/hankkeet/{card.pk}/peru-puolesta/"
    ending = main(client.get(f"/en/kehrat/{card.kehra.slug}/tila/paata/"))
    assert page.removeprefix("/en") in ending
    asked = client.get(page)
    assert (card.title in main(asked), "Vain kirjoittajien." in asked.text) == (True, False)
    assert client.get(f"/en/sukkula/hankkeet/{card.pk}/").status_code == 404
    answer = client.post(page, {"reason": REASON})
    assert (answer.status_code, answer.url) == (302, f"/en/kehrat/{card.kehra.slug}/")
    card.refresh_from_db()
    assert card.state == "withdrawn"


def test_sukkula_reads_the_draft_of_a_kehra_that_nobody_coordinates():
    card = make.project()
    lead = make.user("lead")
    assert card not in Project.objects.visible_to(lead)
    card = abandoned("draft")
    assert card in Project.objects.visible_to(lead)
    assert (card.pk, lead.pk) in Project.objects.readable([(card, lead)])


def test_an_approved_card_without_money_ends_and_so_can_its_kehra():
    card = make.project(state="approved")
    card.end_unfunded(by=card.adviser, reason="Mikään haku ei sovi.")
    assert (card.state, card.is_public) == ("ended", True)
    card.kehra.end_kehra(by=make.user("lead"), reason="Työ on tehty.")
    assert card.kehra.state == "ended"


def test_everyone_reads_why_it_ended_without_money(client):
    card = make.project(state="approved")
    card.end_unfunded(by=card.adviser, reason="Mikään haku ei sovi.", language="fi")
    page = main(client.get(card.get_absolute_url()))
    assert '<blockquote lang="fi">Mikään haku ei sovi.</blockquote>' in page


def test_a_new_version_on_the_way_goes_with_it():
    card = make.project(state="approved")
    version = make.version(card)
    card.end_unfunded(by=card.adviser, reason="Ei rahaa.")
    version.refresh_from_db()
    assert version.state == "withdrawn"


@pytest.mark.parametrize("state", ["submitted", "in_review", "running", "ended"])
def test_only_an_approved_card_ends_so(state):
    card = make.project(state=state)
    with pytest.raises(WrongState):
        card.end_unfunded(by=make.user("lead"), reason="Ei rahaa.")


def test_its_open_applications_are_settled_first(client):
    card = make.project(state="approved")
    application = make.application("sent", card)
    client.force_login(card.adviser)
    page = f"/en/sukkula/hankkeet/{card.pk}/paata-ilman-rahoitusta/"
    answer = client.post(page, {"reason": "Ei rahaa."})
    assert str(application.call) in main(answer)
    card.refresh_from_db()
    assert card.state == "approved"
    application.withdraw_application_for(by=card.adviser, reason="Hakijat luopuivat.")
    assert client.post(page, {"reason": "Ei rahaa."}).status_code == 302
    card.refresh_from_db()
    assert card.state == "ended"


class TestClock:
    def told(self):
        rows = Notice.objects.filter(event__verb="still_waits")
        return sorted(rows.values_list("recipient__email", "event__facts__times"))

    def test_writers_hear_first_and_the_adviser_from_the_second_time(self):
        card = make.project(state="changes_requested")
        team = make.coordinator(card.kehra).email
        now = card.state_since
        made = [clock.watch(now + timedelta(days=day)) for day in (13, 14, 20, 28, 28, 55)]
        assert made == [0, 1, 0, 1, 0, 0]
        assert self.told() == sorted([(team, 0), (team, 1), (card.adviser.email, 1)])

    def test_a_missed_night_brings_one_reminder_not_all(self):
        card = make.project(state="changes_requested")
        assert clock.watch(card.state_since + timedelta(days=60)) == 1

    def test_a_draft_that_is_written_is_let_be(self):
        card = make.untouched(make.project(), 100)
        card.apply(make.ready_card(title="Uusi nimi"))
        now = moments.now()
        assert [clock.watch(now + timedelta(days=days)) for days in (0, 59, 61)] == [0, 0, 1]
        assert self.told() == [(make.coordinator(card.kehra).email, 1)]

    def test_sukkula_hears_of_the_draft_of_a_kehra_without_a_coordinator(self):
        card, lead = abandoned("draft"), make.user("lead")
        assert clock.watch(card.state_since + timedelta(days=61)) >= 1
        assert lead.notices.filter(event__verb="still_waits", event__target_id=card.pk).exists()

    @pytest.mark.parametrize(("state", "days"), [("approved", 60), ("running", 365)])
    def test_the_adviser_is_reminded(self, state, days):
        card = make.project(state=state)
        assert clock.watch(card.state_since + timedelta(days=days - 1)) == 0
        assert clock.watch(card.state_since + timedelta(days=days)) == 1
        assert self.told() == [(card.adviser.email, 0)]

    def test_lessons_are_asked_for_until_they_are_told(self):
        card = make.project(state="ended")
        later = card.state_since + timedelta(days=30)
        assert clock.watch(later) == 1
        card.tell_lessons(by=make.coordinator(card.kehra), good="Yhdessä.", improve="")
        assert clock.watch(later + timedelta(days=31)) == 0

    def test_two_clocks_at_once_remind_once(self):
        card = make.project(state="approved")
        later = card.state_since + timedelta(days=60)
        due = Project.still_waits.clock.due(Project, later)
        for once, found in [*due.items(), *due.items()]:
            Project.still_waits.clock.remind(found, once, later)
        assert Event.objects.filter(verb="still_waits").count() == 1

    def test_a_decision_kept_inside_is_not_forgotten(self):
        verdict = make.verdict()
        later = verdict.decided_at + timedelta(days=7)
        assert clock.watch(later) == 1
        assert self.told() == [(verdict.project.adviser.email, 0)]
        verdict.announce(by=verdict.project.adviser)
        assert clock.watch(later + timedelta(days=10)) == 0


def test_the_pages_of_acts_on_a_draft_of_the_host_are_refused_not_broken(client):
    lead = make.user("lead")
    card = Project.objects.begin(None, by=lead, card=make.ready_card())
    client.force_login(lead)
    for word in ("ota", "hyvaksy", "peru-puolesta"):
        page = client.get(f"/en/sukkula/hankkeet/{card.pk}/{word}/")
        assert page.status_code in (403, 409)


@pytest.mark.parametrize("state", ["rejected", "withdrawn"])
def test_reopening_lands_on_a_page_the_lead_may_see(client, state):
    card = make.project(state=state)
    client.force_login(make.user("lead"))
    address = f"/en/sukkula/hankkeet/{card.pk}/avaa-uudelleen/"
    answer = client.post(address, {"reason": "Uusi tieto."}, follow=True)
    [(landed, _status)] = answer.redirect_chain
    assert answer.status_code == 200
    assert landed == f"/en/kehrat/{card.kehra.slug}/"
