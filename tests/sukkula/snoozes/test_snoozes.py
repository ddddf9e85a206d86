"""A case is put off until a day or an answer: where it is meanwhile, what wakes it, who hears."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F

from kehityspolku import moments
from kehityspolku.events import clock as reminders
from kehityspolku.events import mail as event_mail
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event, Notice, Role
from kehrat.models import Absence, Project
from sukkula.desk.worklist import WorkList
from sukkula.models import Message, Snooze
from sukkula.snoozes import clock
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
TABS = ["mine", "open", "others", "snoozed", "all"]
REASON = "Odotan kaupungin tilapalvelua."


def tabs(user):
    """The tabs in which anything stands."""
    return [name for name in TABS if WorkList.of(user).tab(name).page("since", 9)]


def put_off(case, by, days=None, answer=False, reason=REASON):
    until = moments.in_days(days) if days else None
    return Snooze.objects.put_off(case, by=by, until=until, until_answer=answer, reason=reason)


def pass_(snooze, days):
    """Let so many days pass since the case was put off."""
    days = timedelta(days=days)
    case = snooze.case
    type(case).objects.filter(pk=case.pk).update(state_since=case.state_since - 99 * days)
    rows = Snooze.objects.filter(pk=snooze.pk)
    rows.update(at=F("at") - days, until=F("until") - days)


def told(verb="wake_case"):
    return set(Notice.objects.filter(event__verb=verb).values_list("recipient", "kind"))


@pytest.fixture
def card():
    return make.project(state="in_review", title="Piha")


def say(card, by):
    return Message.objects.send(card, by=by, text="Tässä vastaus.", language="fi")


class TestUntilADay:
    def test_it_is_in_a_tab_of_its_own_and_wakes_by_itself_on_the_day(self, card):
        snooze = put_off(card, card.adviser, days=3)
        pass_(snooze, 2)
        assert (tabs(card.adviser), clock.watch()) == (["snoozed", "all"], 0)
        pass_(snooze, 1)
        assert tabs(card.adviser) == ["mine", "all"]  # before any clock
        assert (clock.watch(), clock.watch()) == (1, 0)
        assert told() == {(card.adviser_id, "task")}
        assert Event.objects.get(verb="wake_case").facts == {"day": moments.today().isoformat()}

    def test_an_answer_does_not_wake_it(self, card):
        put_off(card, card.adviser, days=3)
        say(card, make.coordinator(card.kehra))
        assert tabs(card.adviser) == ["snoozed", "all"]

    def test_another_state_does(self, card):
        put_off(card, card.adviser, days=3)
        card.ask_changes(by=card.adviser, message="Lisää.")
        assert tabs(card.adviser) == ["others", "all"]

    def test_what_is_over_wakes_without_a_word(self, card):
        put_off(card, card.adviser, days=3)
        card.reject(by=card.adviser, reason="Ei.")
        assert (clock.watch(), told()) == (1, set())
        assert tabs(card.adviser) == ["all"]


class TestUntilAnAnswer:
    def test_the_applicants_message_wakes_it_not_sukkulas(self, card):
        put_off(card, card.adviser, answer=True)
        say(card, card.adviser)
        assert tabs(card.adviser) == ["snoozed", "all"]
        say(card, make.coordinator(card.kehra))
        assert tabs(card.adviser) == ["mine", "all"]
        assert (clock.watch(), told()) == (1, {(card.adviser_id, "task")})

    def test_what_was_written_before_does_not(self, card):
        say(card, make.coordinator(card.kehra))
        put_off(card, card.adviser, answer=True)
        assert tabs(card.adviser) == ["snoozed", "all"]

    def test_scores_do(self, card):
        panel = make.panel(card, reviewers=1)
        put_off(card, card.adviser, answer=True)
        review = panel.reviews.get()
        review.declare_free(by=review.reviewer)
        assert tabs(card.adviser) == ["snoozed", "all"]
        scores = {c.pk: (3, "") for c in panel.criteria.criteria.all()}
        review.give_review(by=review.reviewer, scores=scores)
        assert tabs(card.adviser) == ["mine", "all"]

    def test_an_answered_change_does(self):
        change = make.change(state="open")
        card = change.project
        put_off(card, card.adviser, answer=True)
        change.answer_change(by=make.coordinator(card.kehra), words="Korjattu.")
        assert tabs(card.adviser) == ["others", "all"]

    def test_a_supplement_and_a_message_wake_an_application(self):
        application = make.application("supplement_requested")
        project = application.project
        case = put_off(application, project.adviser, answer=True)
        asleep = Snooze.objects.asleep().of(application)
        assert asleep.get() == case
        application.supply(by=make.coordinator(project.kehra), message="Liite.")
        assert not asleep.exists()
        clock.watch()
        put_off(application, project.adviser, answer=True)
        say(project, make.coordinator(project.kehra))
        assert not asleep.exists()

    def test_or_a_day_whichever_comes_first(self, card):
        pass_(put_off(card, card.adviser, days=3, answer=True), 3)
        assert tabs(card.adviser) == ["mine", "all"]
        clock.watch()
        put_off(card, card.adviser, days=3, answer=True)
        say(card, make.coordinator(card.kehra))
        assert tabs(card.adviser) == ["mine", "all"]

    def test_an_answer_that_never_comes_is_reminded_of(self, card):
        pass_(put_off(card, card.adviser, answer=True), 15)
        reminders.watch()
        assert (card.adviser_id, "task") in told("still_waits")
        assert Event.objects.get(verb="still_waits").text.startswith(
            "”Piha” on odottanut 15 päivää"
        )


class TestWho:
    def test_the_adviser_the_deputy_and_a_lead(self, card):
        deputy, other, lead = make.user("adviser"), make.user("adviser"), make.user("lead")
        for person in (deputy, other, make.coordinator(card.kehra)):
            with pytest.raises(PermissionDenied):
                put_off(card, person, days=2)
        days = {"starts_on": moments.today(), "ends_on": moments.in_days(5)}
        absence = Absence.objects.create(person=card.adviser, deputy=deputy, **days)
        snooze = put_off(card, deputy, days=2)
        assert (tabs(deputy), tabs(card.adviser), tabs(other)) == (
            ["snoozed", "all"],
            ["snoozed", "all"],
            ["all"],
        )
        absence.delete()
        with pytest.raises(PermissionDenied):
            snooze.wake(by=other)
        snooze.wake(by=lead)
        assert tabs(card.adviser) == ["mine", "all"]
        assert told() == {(card.adviser_id, "task")}

    def test_anyone_of_sukkula_what_nobody_has_taken(self):
        card, adviser = make.project(state="submitted"), make.user("adviser")
        put_off(card, adviser, days=2)
        assert tabs(adviser) == ["snoozed", "all"]

    def test_a_kehra_too_and_the_one_who_put_it_off_hears(self):
        kehra, adviser = make.founded(), make.user("adviser")
        snooze = put_off(kehra, adviser, days=1)
        assert tabs(adviser) == ["snoozed", "all"]
        pass_(snooze, 1)
        assert (tabs(adviser), clock.watch()) == (["open", "all"], 1)
        assert (str(snooze), (adviser.pk, "task") in told()) == (str(kehra), True)

    def test_who_works_at_sukkula_no_more_keeps_nothing_asleep(self, card):
        put_off(card, card.adviser, days=5)
        Role.objects.get(user=card.adviser).end(by=None)
        assert tabs(make.user("adviser")) == ["open", "all"]

    def test_another_who_puts_it_off_tells_the_adviser(self, card):
        put_off(card, make.user("lead"), days=5)
        assert [person for person, _kind in told("snooze")] == [card.adviser_id]


class TestOnce:
    def test_what_is_asleep_is_not_put_off_again(self, card):
        put_off(card, card.adviser, days=5)
        with pytest.raises(WrongState):
            put_off(card, card.adviser, days=2)
        with pytest.raises(IntegrityError), transaction.atomic():
            Snooze.objects.create(project=card, by=card.adviser, reason="x", until_answer=True)

    def test_what_woke_before_the_clock_came_is(self, card):
        put_off(card, card.adviser, answer=True)
        say(card, make.coordinator(card.kehra))
        again = put_off(card, card.adviser, days=4)
        assert Snooze.objects.kept().get() == again

    def test_what_is_over_is_not(self, card):
        card.reject(by=card.adviser, reason="Ei.")
        with pytest.raises(WrongState):
            put_off(card, card.adviser, days=2)

    def test_it_wakes_once(self, card):
        snooze = put_off(card, card.adviser, days=5)
        snooze.wake(by=card.adviser)
        with pytest.raises(WrongState):
            Snooze.objects.get(pk=snooze.pk).wake()


class TestPage:
    @pytest.fixture(autouse=True)
    def signed_in(self, client, card):
        client.force_login(card.adviser)

    def address(self, card):
        return f"/en/sukkula/siirra/hanke/{card.pk}/"

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({}, "Choose a day, an answer, or both."),
            ({"until": "yesterday"}, "Choose a day from tomorrow to a year from now."),
            ({"until": "today"}, "Choose a day from tomorrow to a year from now."),
            ({"until": "late"}, "Choose a day from tomorrow to a year from now."),
        ],
    )
    def test_a_day_or_an_answer_is_needed(self, client, card, given, said):
        days = {"yesterday": -1, "today": 0, "late": 366}
        given = {name: moments.day_text(moments.in_days(days[day])) for name, day in given.items()}
        page = client.post(self.address(card), given | {"reason": REASON})
        assert (page.status_code, said in main(page), REASON in main(page)) == (200, True, True)
        assert not Snooze.objects.exists()

    def test_it_says_until_when_and_why_and_takes_it_up_again(self, client, card):
        until = moments.day_text(moments.in_days(4))
        client.post(self.address(card), {"until": until, "until_answer": "on", "reason": "<b>"})
        words = f"Put off until {until} or an answer: &lt;b&gt;"
        for page in ("/en/sukkula/?tab=snoozed", f"/en/sukkula/hankkeet/{card.pk}/"):
            assert words in main(client.get(page))
        assert client.get(self.address(card)).status_code == 409
        wake = f"/sukkula/siirretyt/{Snooze.objects.get().pk}/jatka/"
        assert client.post(wake).url == f"/sukkula/hankkeet/{card.pk}/"
        assert client.post(wake).status_code == 409
        assert tabs(card.adviser) == ["mine", "all"]

    def test_two_at_once_are_told_with_what_was_typed(self, client, card):
        put_off(card, card.adviser, days=2)
        page = client.post(self.address(card), {"until_answer": "on", "reason": "Toinen syy"})
        assert (page.status_code, "Toinen syy" in main(page)) == (409, True)

    @pytest.mark.parametrize("address", ["kuu/1", "hanke/0", "hakemus/0", "kehra/0"])
    def test_what_is_not_there(self, client, address):
        assert client.get(f"/sukkula/siirra/{address}/").status_code == 404

    def test_why_stays_inside_sukkula(self, client, card):
        put_off(card, make.user("lead"), days=2, reason="Sisäinen-7319")
        for person in (make.coordinator(card.kehra), make.member(card.kehra)):
            client.force_login(person)
            for page in (f"/hankkeet/{card.pk}/", f"/hankkeet/{card.pk}/viestit/", "/ilmoitukset/"):
                assert "Sisäinen-7319" not in client.get(page).content.decode()
        Role.objects.get(user=card.adviser).end(by=None)
        event_mail.deliver()
        client.force_login(card.adviser)
        assert "Sisäinen-7319" not in client.get("/ilmoitukset/").content.decode()


def test_a_late_card_stays_among_the_late(card):
    put_off(card, card.adviser, days=5)
    Project.objects.filter(pk=card.pk).update(promised_on=moments.today() - timedelta(days=1))
    assert [row.name for row in WorkList.of(card.adviser).tab("late").page("since", 9)] == ["Piha"]
