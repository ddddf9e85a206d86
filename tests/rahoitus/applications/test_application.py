"""The verbs of an application: what each does, and what it refuses."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from kehityspolku import moments
from kehityspolku.events.steps import WrongState, steps_of
from kehityspolku.models import Event, Notice
from rahoitus.applications.acts import open_acts
from rahoitus.applications.clock import watch
from rahoitus.models import Application, Call, Version
from tests import make

pytestmark = pytest.mark.django_db


def verbs(application):
    return [event.verb for event in reversed(application.history())]


def told(application, verb):
    """Who got the notice of the verb."""
    return {
        notice.recipient
        for notice in Notice.objects.filter(event__target_id=application.pk, event__verb=verb)
    }


def test_one_application_per_card_and_call():
    project, call = make.project(state="approved"), make.call()
    first = Application.objects.open(project, call, by=project.adviser)
    assert Application.objects.open(project, call, by=project.adviser) == first
    assert verbs(first) == ["open_application"]


def test_only_the_adviser_or_a_lead_opens():
    project, call = make.project(state="approved"), make.call()
    for other in (make.user(), make.coordinator(project.kehra), make.user("adviser")):
        with pytest.raises(PermissionDenied):
            Application.objects.open(project, call, by=other)
    assert Application.objects.open(project, call, by=make.user("lead")).state == "preparing"


def test_a_card_not_approved_gets_no_application():
    project = make.project(state="in_review")
    with pytest.raises(ValidationError):
        Application.objects.open(project, make.call(), by=project.adviser)
    assert not Application.objects.exists()


def test_the_cards_facts_are_carried_over():
    project = make.project(state="approved")
    call = make.call(highest_share=80, least_own_share=20)
    made = Application.objects.open(project, call, by=project.adviser)
    year = moments.today().year
    assert made.summary == "Piha avataan kaikille iltaisin."
    assert (made.starts_on, made.ends_on) == (date(year, 1, 1), date(year + 1, 12, 31))
    assert list(made.costs.values_list("category", "text", "amount")) == [
        ("other", "I VAIHE", Decimal(48000))
    ]
    assert list(made.funding.values_list("kind", "amount")) == [
        ("grant", Decimal(38400)),
        ("own", Decimal(9600)),
    ]
    assert made.budget().problems == []


def test_one_that_does_not_seem_to_fit_is_only_proposed_the_cards_facts(client):
    project = make.project(state="approved")
    call = make.call(highest_share=80, least_own_share=20)
    made = Application.objects.open(project, call, by=project.adviser, override="Kokeillaan.")
    made.refresh_from_db()
    assert (made.summary, made.starts_on, made.ends_on) == ("", None, None)
    assert [*made.costs.all(), *made.funding.all()] == []
    client.force_login(make.coordinator(project.kehra))
    address = f"/en/rahoitus/hakemukset/{made.pk}/kirjoita/"
    page = client.get(address)
    assert "below are proposals from the card" in page.content.decode()
    form, costs, funding = (page.context[name] for name in ("form", "costs", "funding"))
    assert form["summary"].value() == "Piha avataan kaikille iltaisin."
    assert costs.forms[0]["amount"].value() == Decimal(48000)
    assert [f["amount"].value() for f in funding.forms[:2]] == [Decimal(38400), Decimal(9600)]
    assert (page.context["sums"].asked, page.context["sums"].difference) == (38400, 0)
    made.write(by=make.coordinator(project.kehra), summary="Oma.", costs=[], funding=[])
    page = client.get(address)
    assert page.context["form"]["summary"].value() == "Oma."
    assert "proposals" not in page.content.decode()


def test_under_the_flat_rate_for_all_else_only_the_plan_is_carried_over():
    project = make.project(state="approved")
    call = make.call(cost_models=["flat_40"], largest=30000)
    made = Application.objects.open(project, call, by=project.adviser)
    assert made.cost_model == "flat_40"
    assert not made.costs.exists()
    assert [line.amount for line in made.funding.all()] == [Decimal(30000), Decimal(18000)]


def test_a_budget_that_does_not_balance_is_not_checked():
    made = make.application()
    made.funding.update(amount=Decimal("999.99"))
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        made.ask_check(by=make.coordinator(made.project.kehra))
    assert refusal.value.messages == [
        "The funding plan lacks 0,01\u00a0€: it must equal the costs."
    ]
    made.refresh_from_db()
    assert made.state == "preparing"


def test_the_whole_way_to_a_grant_moves_the_card_to_running():
    made = make.application("granted")
    made.project.refresh_from_db()
    assert (made.state, made.project.state, made.project.granted) == (
        "granted",
        "running",
        Decimal(900),
    )
    assert verbs(made) == ["open_application", "ask_check", "mark_checked", "record_sent", "grant"]
    assert made.history()[0].facts == {
        "kind": "granted",
        "amount": "900",
        "decided_on": "2026-01-15",
    }


def test_sent_on_a_past_day():
    made = make.application("checked")
    made.record_sent(by=made.project.adviser, diary_number="D/1", sent_on=date(2026, 1, 5))
    assert made.sent_at == datetime(2026, 1, 5, tzinfo=moments.HELSINKI)
    assert made.diary_number == "D/1"


@pytest.mark.parametrize(
    ("state", "verb", "facts"),
    [
        ("checked", "record_sent", {"sent_on": moments.in_days(1)}),
        ("sent", "grant", {"amount": Decimal(1), "decided_on": moments.in_days(1)}),
        ("sent", "decline", {"reason": "No", "decided_on": moments.in_days(1)}),
    ],
)
def test_what_is_recorded_has_happened(state, verb, facts):
    made = make.application(state)
    with pytest.raises(ValidationError):
        getattr(made, verb)(by=made.project.adviser, **facts)
    made.refresh_from_db()
    assert made.state == state


def test_a_funders_official_decides_for_the_own_source_only():
    made = make.application("sent")
    own, other = make.source_official(made.call.source), make.source_official(make.source())
    with pytest.raises(PermissionDenied):
        made.grant(by=other, amount=Decimal(900), decided_on=date(2026, 1, 15))
    made.grant(by=own, amount=Decimal(900), decided_on=date(2026, 1, 15))
    assert made.state == "granted"


def test_officials_see_only_what_was_sent_to_their_source():
    made, unsent = make.application("sent"), make.application("checked")
    own, other = make.source_official(made.call.source), make.source_official(make.source())
    assert list(Application.objects.visible_to(own)) == [made]
    assert list(Application.objects.visible_to(other)) == []
    member = make.member(unsent.project.kehra)
    assert list(Application.objects.visible_to(member)) == [unsent]


def test_officials_read_of_the_history_what_led_to_the_states_that_they_see():
    made = make.application("supplement_requested")
    made.supply(by=make.coordinator(made.project.kehra), message="The rules.")
    made.forward(by=made.project.adviser)
    assert verbs(made)[-2:] == ["supply", "forward"]
    read = [event.verb for event in made.history(for_funder=True)]
    assert read == ["forward", "request_supplement", "record_sent"]
    seen = {name for name, step in steps_of(Application).items() if step.to in made.SEEN_BY_FUNDER}
    assert seen == {
        "record_sent",
        "request_supplement",
        "forward",
        "grant",
        "decline",
        "record_past",
        "record_past_no",
        "close",
        "grant_after_all",
        "lapse",
        "turn_down",
        "turn_down_for",
        "withdraw_application",
        "withdraw_application_for",
    }


def test_who_is_told():
    made = make.application("sent")
    official = make.source_official(made.call.source)
    team, adviser = make.coordinator(made.project.kehra), made.project.adviser
    made.request_supplement(by=official, message="Send the rules.")
    assert told(made, "request_supplement") == {team, adviser}
    made.supply(by=team, message="Here they are.")
    assert told(made, "supply") == {adviser}
    made.forward(by=adviser)
    assert told(made, "forward") == {team, official}


def test_a_supplement_returns_the_application_to_the_funder():
    made = make.application("supplement_requested")
    made.supply(by=make.coordinator(made.project.kehra), message="The rules.")
    assert made.state == "supplement_requested"
    made.forward(by=made.project.adviser)
    assert made.state == "sent"


class TestPast:
    """Decisions made before the portal."""

    def open(self, **fields):
        project = make.project(state="approved")
        call = Call.objects.get(slug="tem-2012-2013")
        return Application.objects.open(project, call, by=project.adviser)

    def test_what_it_was_opened_for_stays_when_days_of_the_call_move(self):
        made, past = make.application(), self.open()
        Call.objects.filter(pk=made.call_id).update(closes_on=moments.in_days(-1))
        Call.objects.filter(pk=past.call_id).update(closes_on=moments.in_days(9))
        made, past = (Application.objects.get(pk=each.pk) for each in (made, past))
        assert (made.for_record, past.for_record) == (False, True)
        acts = [{act.verb for act in open_acts(a, a.project.adviser)} for a in (made, past)]
        assert ["ask_check_for" in verbs for verbs in acts] == [True, False]
        assert ["record_past" in verbs for verbs in acts] == [False, True]
        assert watch()[1] == 1  # the one whose call has closed expires; the other has no deadline

    def test_those_of_before_are_told_by_their_opening(self):
        tell = import_module("rahoitus.migrations.0034_opened_for_record_before").tell
        said, unsaid, past = make.application(), make.application(), self.open()
        silent = self.open()
        events = Event.objects.filter(verb="open_application")
        events.filter(target_id__in=[unsaid.pk, silent.pk]).update(facts={})
        Version.objects.freeze(unsaid.call, by=None)
        Version.objects.update(made_at=unsaid.opened_at - timedelta(1))
        Call.objects.filter(pk__in=[said.call_id, unsaid.call_id]).update(
            closes_on=moments.in_days(-1)
        )
        Version.objects.freeze(Call.objects.get(pk=unsaid.call_id), by=None)
        Application.objects.update(for_record=False)
        tell(apps, None)
        found = dict(Application.objects.values_list("pk", "for_record"))
        assert found == {said.pk: False, unsaid.pk: False, past.pk: True, silent.pk: True}

    def test_is_recorded_with_its_dates_and_no_amount(self):
        made = self.open()
        assert made.for_record
        made.record_past(
            by=made.project.adviser,
            decided_on=date(2012, 6, 1),
            starts_on=date(2012, 6, 1),
            ends_on=date(2013, 12, 31),
        )
        made.refresh_from_db()
        assert (made.state, made.recorded_afterwards, made.amount) == ("granted", True, None)
        assert made.sent_at is None
        assert made.period == "1.6.2012–31.12.2013"
        made.project.refresh_from_db()
        assert (made.project.state, made.project.granted) == ("running", 0)

    def test_an_amount_adds_to_the_cards_sum(self):
        made = self.open()
        made.record_past(
            by=made.project.adviser, decided_on=date(2012, 6, 1), amount=Decimal("47000.50")
        )
        made.project.refresh_from_db()
        assert made.project.granted == Decimal("47000.50")

    def test_is_for_closed_calls(self):
        made = make.application()
        with pytest.raises(ValidationError):
            made.record_past(by=made.project.adviser, decided_on=date(2012, 6, 1))
        assert Application.objects.get().state == "preparing"


def test_writing_replaces_the_lines():
    made = make.application()
    made.write(
        by=make.coordinator(made.project.kehra),
        summary="New words",
        costs=[{"category": "staff", "text": "Pay", "amount": Decimal("0.10")}],
        funding=[{"kind": "grant", "text": "", "amount": Decimal("0.10")}],
    )
    made.refresh_from_db()
    assert made.summary == "New words"
    assert [line.text for line in made.costs.all()] == ["Pay"]
    assert verbs(made) == ["open_application"]


def test_an_advisers_edit_is_told_with_its_note():
    made = make.application()
    made.write(by=made.project.adviser, costs=[], funding=[], note="Costs were double.")
    assert told(made, "edit_with_note") == set(made.project.kehra.coordinators())


def test_others_do_not_write():
    made = make.application()
    for other in (make.member(made.project.kehra), make.user("adviser"), make.user()):
        with pytest.raises(PermissionDenied):
            made.write(by=other, costs=[], funding=[])
    checked = make.application("in_check")
    with pytest.raises(WrongState):
        checked.write(by=make.coordinator(checked.project.kehra), costs=[], funding=[])
    assert checked.costs.count() == 1


def test_every_event_has_a_sentence_in_each_language():
    made = make.application("expired")
    known = {name for name in steps_of(Application) if name != "expire"}
    extra = {"open_application", "deadline_near", "expire", "edit_with_note"}
    facts = {"message": "m", "reason": "r", "note": "n", "days": 2, "diary_number": "D/1"}
    facts |= {"amount": "10", "decided_on": "2026-01-01"}
    for verb in known | extra:
        event = Event.objects.filter(target_id=made.pk).first()
        event.verb, event.facts, event.target, event.about = verb, facts, made, made.project
        for language in ("fi", "sv", "en"):
            with translation.override(language):
                event.__dict__.pop("text", None)
                assert made.project.title in event.sentence
                assert made.get_absolute_url() in event.body


def test_sentences_of_many_events_ask_as_often_as_of_few(django_assert_num_queries):
    project, asked = make.project(state="approved"), []
    for number in (1, 4):
        for _n in range(number):
            make.application(project=project)
        opened = Event.objects.filter(verb="open_application")
        with django_assert_num_queries(asked[0] if asked else 9, exact=bool(asked)) as queries:
            sentences = [event.sentence for event in opened]
        asked.append(len(queries))
    assert len(set(sentences)) == 5
    assert asked[0] == asked[1]
