"""Promised answers: when, moved with a reason, reminded of before, honestly late after."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from kehityspolku import moments, working_days
from kehityspolku.models import Event, Notice, User
from kehrat.models import Absence, Duty, MajorDistrict, Project, SubArea
from sukkula.desk import promises
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


def told(verb):
    rows = Notice.objects.filter(event__verb=verb).values_list("recipient__email", flat=True)
    return sorted(rows)


def test_an_answer_is_promised_at_submission_and_again_after_changes(settings):
    settings.ANSWER_DAYS, settings.ANSWER_DAYS_AGAIN = 20, 5
    card = make.project(state="changes_requested")
    assert card.promised_on == working_days.after(moments.today(), 20)
    card.resubmit(by=make.coordinator(card.kehra))
    assert card.promised_on == working_days.after(moments.today(), 5)


def test_a_reminder_comes_on_a_working_day_before_a_monday(settings):
    card = make.project(state="in_review")
    monday = date(2027, 2, 1)
    Project.objects.filter(pk=card.pk).update(promised_on=monday)
    days = [date(2027, 1, 22), date(2027, 1, 25), date(2027, 1, 28), date(2027, 1, 29)]
    assert [promises.watch(day) for day in days] == [(0, 0), (1, 0), (0, 0), (1, 0)]


def test_staff_is_reminded_twice_before_and_the_applicants_told_once_after():
    card = make.project(state="in_review")
    days = [-20, -7, -7, -4, -1, 0, 0, 1, 1, 9]
    done = [promises.watch(card.promised_on + timedelta(days=day)) for day in days]
    assert done == [
        (0, 0),
        (1, 0),
        (0, 0),
        (0, 0),
        (1, 0),
        (0, 0),
        (0, 0),
        (0, 1),
        (0, 0),
        (0, 0),
    ]
    assert set(told("promise_near")) == {card.adviser.email}
    team = make.coordinator(card.kehra)
    leads = [lead.email for lead in User.objects.holding("lead")]
    assert told("answer_late") == sorted([card.adviser.email, team.email, *leads])


def test_a_new_promise_is_reminded_of_anew_and_its_reason_read():
    card = make.project(state="in_review")
    promises.watch(card.promised_on + timedelta(days=1))
    later = card.promised_on + timedelta(days=10)
    card.promise(by=card.adviser, day=later, reason="Odotamme kaupungin lausuntoa.")
    assert promises.watch(later - timedelta(days=7)) == (1, 0)
    assert promises.watch(later + timedelta(days=1)) == (0, 1)
    event = Event.objects.get(verb="promise")
    assert "Odotamme kaupungin lausuntoa." in event.body
    with pytest.raises(PermissionDenied):
        card.promise(by=make.coordinator(card.kehra), day=later, reason="x")


def test_what_is_answered_is_never_late():
    card = make.project(state="approved")
    assert promises.watch(card.promised_on + timedelta(days=1)) == (0, 0)
    assert not Project.objects.get(pk=card.pk).is_late


def test_the_coordinator_sees_the_day_and_honestly_that_it_has_passed(client):
    card = make.project(state="in_review")
    client.force_login(make.coordinator(card.kehra))
    page = f"/en/hankkeet/{card.pk}/"
    assert "promises an answer by" in main(client.get(page))
    Project.objects.filter(pk=card.pk).update(promised_on=moments.in_days(-1))
    assert "and is late" in main(client.get(page))


class TestDuties:
    def major(self, code="3"):
        """Keskinen, where Kallio is."""
        return MajorDistrict.objects.get(code=code)

    def test_a_card_goes_to_its_major_districts_default_adviser(self):
        adviser, lead = make.user("adviser"), make.user("lead")
        Duty.objects.give(self.major(), adviser, by=lead)
        card = make.project(state="submitted", target_areas=["Kallio"])
        assert card.adviser == adviser
        assert adviser.email in told("submit")
        kehra = make.kehra(sub_areas=SubArea.objects.filter(district=11))
        whole = make.project(kehra, "submitted", target_areas=[], all_districts=True)
        assert whole.adviser == adviser  # by its Kehrä's areas
        assert make.project(state="submitted", target_areas=["Vuosaari"]).adviser is None

    def test_a_deputy_stands_in_and_a_deputys_deputy(self):
        away, deputy, third = (make.user("adviser") for _ in range(3))
        Duty.objects.give(self.major(), away, by=make.user("lead"))
        today, days = moments.today(), {"ends_on": moments.in_days(3)}
        Absence.objects.create(person=away, starts_on=today, deputy=deputy, **days)
        assert make.project(state="submitted").adviser == deputy
        Absence.objects.create(person=deputy, starts_on=today, deputy=third, **days)
        assert make.project(state="submitted").adviser == third
        Absence.objects.create(person=third, starts_on=today, deputy=away, **days)
        assert make.project(state="submitted").adviser is None

    def test_who_no_longer_works_here_gets_nothing(self):
        gone = make.user("adviser")
        Duty.objects.give(self.major(), gone, by=make.user("lead"))
        gone.role_rows.get().end(by=None)
        assert make.project(state="submitted").adviser is None

    def test_only_a_lead_names_them(self):
        with pytest.raises(PermissionDenied):
            Duty.objects.give(self.major(), make.user("adviser"), by=make.user("adviser"))

    def test_a_card_can_be_turned_down_before_a_review(self):
        card = make.project(state="submitted")
        card.screen_out(by=make.user("adviser"), reason="Tämä ei ole hanke.")
        assert card.state == "rejected"
        notice = Notice.objects.filter(event__verb="screen_out").first()
        assert (notice.kind, "Tämä ei ole hanke." in notice.event.body) == ("decision", True)


class TestPages:
    def test_a_lead_names_default_advisers(self, client):
        adviser = make.user("adviser", name="Aino Esimerkki")
        client.force_login(make.user("lead"))
        page = main(client.post("/en/sukkula/tyokuorma/", {"3": adviser.pk}, follow=True))
        assert (Duty.objects.get().adviser, "Aino Esimerkki" in page) == (adviser, True)
        client.post("/sukkula/tyokuorma/", {"3": ""})
        assert Duty.objects.count() == 0
        client.force_login(adviser)
        assert client.post("/sukkula/tyokuorma/", {"3": adviser.pk}).status_code == 403

    def test_one_tells_when_one_is_away_and_takes_it_back(self, client):
        me, deputy = make.user("adviser"), make.user("adviser")
        client.force_login(me)
        days = {"starts_on": moments.today().isoformat(), "ends_on": moments.in_days(4).isoformat()}
        client.post("/sukkula/tyokuorma/poissa/", {**days, "deputy": deputy.pk})
        found = Absence.objects.get()
        assert (found.person, found.deputy) == (me, deputy)
        again = client.post("/sukkula/tyokuorma/poissa/", days)
        assert (again.status_code, Absence.objects.count()) == (200, 1)
        back = {"starts_on": days["ends_on"], "ends_on": days["starts_on"]}
        assert "has-error" in main(client.post("/sukkula/tyokuorma/poissa/", back))
        client.force_login(deputy)
        url = f"/sukkula/tyokuorma/poissa/{found.pk}/peru/"
        assert client.post(url).status_code == 403
        client.force_login(me)
        client.post(url)
        assert Absence.objects.count() == 0

    def test_many_cards_are_given_at_once_and_what_cannot_be_is_said(self, client):
        adviser, lead = make.user("adviser"), make.user("lead")
        cards = [make.project(state=state) for state in ("submitted", "in_review", "rejected")]
        client.force_login(lead)
        ticked = [card.pk for card in cards[:2]]
        client.post("/sukkula/anna/", {"cards": ticked, "adviser": adviser.pk})
        assert set(Project.objects.filter(adviser=adviser)) == set(cards[:2])
        for wrong in ([], [cards[2].pk], ["x"], [10**30]):
            client.post("/sukkula/anna/", {"cards": wrong, "adviser": adviser.pk})
        assert Project.objects.filter(adviser=adviser).count() == 2

    def test_more_than_can_be_given_at_once_takes_another_press(self, client, monkeypatch):
        monkeypatch.setattr("sukkula.desk.views.load.MOST_AT_ONCE", 2)
        adviser, lead, kehra = make.user("adviser"), make.user("lead"), make.kehra()
        for _ in range(3):
            make.project(kehra, "submitted")
        client.force_login(lead)
        address, press = "/en/sukkula/anna/?tab=open", {"all": "on", "adviser": adviser.pk}
        page = client.post(address, press, follow=True)
        assert "press again for the rest" in page.content.decode()
        assert Project.objects.filter(adviser=adviser).count() == 2
        page = client.post("/en/sukkula/anna/?tab=all", press, follow=True)
        assert "press again" not in page.content.decode()
        assert Project.objects.filter(adviser=adviser).count() == 3

    def test_a_thousand_ticked_cards_are_told_so(self, client):
        client.force_login(make.user("lead"))
        ticked = {"cards": range(1, 1001), "adviser": make.user("adviser").pk}
        page = client.post("/sukkula/anna/", ticked)
        assert (page.status_code, Project.objects.filter(adviser__isnull=False).count()) == (413, 0)

    def test_the_desk_shows_what_is_late_and_whose(self, client):
        adviser = make.user("adviser")
        late = make.project(state="in_review", adviser=adviser, title="Odottanut")
        make.project(state="in_review", title="Ajallaan")
        Project.objects.filter(pk=late.pk).update(promised_on=moments.in_days(-2))
        client.force_login(make.user("lead"))
        rows = client.get("/sukkula/?tab=late").context["rows"]
        assert [(row.name, row.is_late) for row in rows] == [("Odottanut", True)]
        rows = client.get(f"/sukkula/?tab=all&adviser={adviser.pk}").context["rows"]
        assert [row.name for row in rows] == ["Odottanut"]

    def test_loads_are_told_by_person(self, client):
        busy, idle = make.user("adviser", name="Busy"), make.user("adviser", name="Idle")
        for state in ("in_review", "in_review", "approved"):
            make.project(state=state, adviser=busy)
        Project.objects.filter(adviser=busy).update(promised_on=moments.in_days(-2))
        client.force_login(idle)
        loads = {str(row.person): row for row in client.get("/sukkula/tyokuorma/").context["loads"]}
        assert (loads["Busy"].cards, loads["Busy"].late, loads["Idle"].waiting) == (3, 2, 0)

    def test_the_day_is_promised_on_a_page(self, client):
        card = make.project(state="in_review")
        client.force_login(card.adviser)
        url = f"/en/sukkula/hankkeet/{card.pk}/lupaa/"
        past = client.post(url, {"day": "2020-01-01", "reason": "Ruuhka."})
        assert ("has-error" in main(past), "Ruuhka." in main(past)) == (True, True)
        day = working_days.from_on(moments.in_days(50))
        client.post(url, {"day": day.isoformat(), "reason": "Ruuhka."})
        assert Project.objects.get(pk=card.pk).promised_on == day
