from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from kehityspolku import moments
from kehityspolku.events.steps import WrongState
from kehityspolku.marks import Outdated
from kehityspolku.models import Event
from kehrat.coordination import clock
from kehrat.models import Case, HandoverNote, Membership, Nomination, Vacancy
from tests import make
from tests.kehrat.coordination.test_invites import fresh
from tests.pages import main
from tests.races import at_once

pytestmark = pytest.mark.django_db


def of(kehra, person):
    return kehra.memberships.active().get(user=person)


def told(verb):
    """Who was told of the newest event of a verb."""
    event = Event.objects.filter(verb=verb).latest("pk")
    return {notice.recipient for notice in event.notices.all()}


def ago(record, **days):
    """Move a record's days back."""
    for name, number in days.items():
        setattr(record, name, moments.in_days(-number))
    record.save()


def test_the_nominee_accepts_and_the_role_moves():
    kehra = make.kehra()
    old, new, other = make.coordinator(kehra), make.member(kehra), make.member(kehra)
    nomination = Nomination.objects.nominate(of(kehra, new), by=old, note="Osaat tämän.")
    assert told("nominate") == {new}
    assert set(kehra.coordinators()) == {old}
    nomination.accept_nomination(by=new)
    assert set(kehra.coordinators()) == {new}
    assert of(kehra, new).coordinates_since == moments.today()
    assert (of(kehra, old).role, of(kehra, old).coordinates_since) == ("member", None)
    assert told("accept_nomination") == {old, other}
    assert not Vacancy.objects.exists()


def test_a_no_leaves_all_as_it_was():
    kehra = make.kehra()
    nomination = make.nomination(kehra)
    nominee = nomination.nominee.user
    nomination.decline_nomination(by=nominee, note="En ehdi.")
    assert told("decline_nomination") == {make.coordinator(kehra)}
    with pytest.raises(WrongState):
        nomination.accept_nomination(by=nominee)
    again = Nomination.objects.nominate(of(kehra, nominee), by=make.coordinator(kehra))
    assert again.pk != nomination.pk


def test_asking_the_same_member_twice_is_asking_once():
    kehra = make.kehra()
    first = make.nomination(kehra)
    again = Nomination.objects.nominate(fresh(first.nominee), by=make.coordinator(kehra))
    assert again == first


@pytest.mark.parametrize("gone", ["leaves", "removed", "named"])
def test_a_nomination_lapses_with_the_nominee(gone):
    kehra = make.kehra()
    nomination, by = make.nomination(kehra), make.coordinator(kehra)
    nominee = of(kehra, nomination.nominee.user)
    match gone:
        case "leaves":
            nominee.leave(by=nominee.user)
        case "removed":
            nominee.remove_member(by=by, reason="Muutti pois.")
        case "named":
            nominee.name_coordinator(by=by)
    assert fresh(nomination).state == "lapsed"
    with pytest.raises(WrongState):
        nomination.accept_nomination(by=nominee.user)
    assert make.user().has_perm("kehrat.coordinate_kehra", kehra) is False


def test_a_nomination_lapses_when_it_is_old():
    nomination = make.nomination()
    ago(nomination, made_on=15, expires_on=1)
    with pytest.raises(WrongState):
        nomination.accept_nomination(by=nomination.nominee.user)
    assert [clock.lapse_nominations() for _time in range(2)] == [1, 0]
    assert fresh(nomination).state == "lapsed"


def test_of_several_who_are_asked_the_first_gets_the_role():
    kehra = make.kehra()
    one, two = make.nomination(kehra), make.nomination(kehra)
    one.accept_nomination(by=one.nominee.user)
    assert fresh(two).state == "lapsed"
    assert set(kehra.coordinators()) == {one.nominee.user}


def test_only_coordinators_nominate_and_only_members():
    kehra = make.kehra()
    by, member = make.coordinator(kehra), make.member(kehra)
    with pytest.raises(PermissionDenied):
        Nomination.objects.nominate(of(kehra, member), by=make.user("lead"))
    with pytest.raises(PermissionDenied):
        Nomination.objects.nominate(of(kehra, by), by=by)
    request = kehra.ask_to_join(by=make.user(), actor_type="resident")
    with pytest.raises(WrongState):
        Nomination.objects.nominate(request, by=by)


def test_stepping_down_needs_another_coordinator():
    kehra = make.kehra()
    first = make.coordinator(kehra)
    with pytest.raises(PermissionDenied):
        of(kehra, first).step_down(by=first)
    second = make.member(kehra, "coordinator")
    of(kehra, first).step_down(by=first)
    assert set(kehra.coordinators()) == {second}
    assert second in told("step_down")
    assert not Vacancy.objects.exists()


def test_giving_up_on_a_day_ends_the_role_on_that_day_unless_taken_back():
    kehra = make.kehra()
    last, member = make.coordinator(kehra), make.member(kehra)
    membership = of(kehra, last)
    membership.give_up(by=last, on=moments.in_days(10))
    assert member in told("give_up")
    assert (clock.end_roles(), set(kehra.coordinators())) == (0, {last})
    membership.stay_on(by=last)
    assert fresh(membership).gives_up_on is None
    membership.give_up(by=last, on=moments.in_days(10))
    ago(fresh(membership), gives_up_on=0)
    assert [clock.end_roles() for _time in range(2)] == [1, 0]
    assert not kehra.coordinators().exists()
    assert kehra.vacancies.get().since == moments.today()
    membership = fresh(membership)
    membership.leave(by=last)
    assert fresh(membership).state == "left"


def test_thirty_days_later_the_members_are_called_and_sukkula_confirms_one():
    vacancy, lead = make.vacancy(), make.user("lead")
    kehra = vacancy.kehra
    ago(vacancy, since=29)
    assert clock.open_calls() == 0
    with pytest.raises(WrongState):
        vacancy.offer(by=kehra.members().first())
    ago(vacancy, since=30)
    assert [clock.open_calls() for _time in range(2)] == [1, 0]
    assert told("open_call") >= {*kehra.members(), lead}
    vacancy = fresh(vacancy)
    offers = [vacancy.offer(by=person, note="Minä voin.") for person in kehra.members()]
    assert vacancy.offer(by=offers[0].membership.user) == offers[0]
    assert lead in told("offer_to_coordinate")
    with pytest.raises(PermissionDenied):
        vacancy.offer(by=make.user())
    offers[0].choose_offer(by=lead)
    assert set(kehra.coordinators()) == {offers[0].membership.user}
    assert [fresh(offer).state for offer in offers] == ["chosen", "passed"]
    vacancy = fresh(vacancy)
    told_of = (vacancy.state, vacancy.filled_on, vacancy.filled_by_id)
    assert told_of == ("filled", moments.today(), offers[0].membership_id)


def test_if_no_one_is_found_sukkula_is_asked_to_step_in_once():
    vacancy = make.vacancy("called")
    lead = make.user("lead")
    ago(vacancy, since=61, called_on=31)
    for _time in range(3):
        clock.watch()
    assert Event.objects.filter(verb="step_in").count() == 1
    assert lead in told("step_in")


def test_a_closed_account_leaves_the_place_vacant():
    kehra = make.kehra()
    person = make.coordinator(kehra)
    person.is_active = False
    person.save()
    clock.watch()
    clock.watch()
    assert kehra.vacancies.get().state == "waiting"
    assert of(kehra, person).role == "member"


def test_a_kehra_that_lost_its_coordinator_otherwise_is_found():
    kehra = make.kehra()
    make.coordinator(kehra).delete()
    for _time in range(2):
        clock.watch()
    assert kehra.vacancies.get().state == "waiting"


def test_sukkula_answers_requests_while_nobody_coordinates():
    kehra = make.vacancy().kehra
    adviser = make.user("adviser")
    request = kehra.ask_to_join(by=make.user(), actor_type="resident")
    request.accept(by=adviser)
    assert fresh(request).state == "active"
    with pytest.raises(PermissionDenied):
        other = make.kehra()
        make.coordinator(other)
        other.ask_to_join(by=make.user(), actor_type="resident").accept(by=adviser)


def test_requests_that_wait_are_told_to_coordinators_then_to_sukkula():
    kehra = make.kehra()
    by, lead = make.coordinator(kehra), make.user("lead")
    request = kehra.ask_to_join(by=make.user(), actor_type="resident")
    ago(request, asked_on=6)
    clock.watch()
    assert not Event.objects.filter(verb="request_waits").exists()
    ago(request, asked_on=7)
    for _time in range(3):
        clock.watch()
    assert told("request_waits") == {by}
    ago(request, asked_on=21)
    for _time in range(3):
        clock.watch()
    assert lead in told("request_waits_long")
    assert Event.objects.filter(verb__startswith="request_waits").count() == 2


def test_removal_tells_the_reason_and_bars_for_ninety_days(client):
    kehra = make.kehra()
    by, person = make.coordinator(kehra), make.member(kehra)
    client.force_login(by)
    address = reverse("kehrat:remove_member", args=[kehra.slug, of(kehra, person).pk])
    assert client.post(address, {"reason": " "}).context["form"].errors.keys() == {"reason"}
    assert client.post(address, {"reason": "Uhkaili muita."}).status_code == 302
    removed = Membership.objects.get(user=person)
    assert (removed.state, removed.answer) == ("removed", "Uhkaili muita.")
    assert told("remove_member") == {person}
    assert not type(person).objects.get(pk=person.pk).has_perm("kehrat.member_kehra", kehra)
    client.force_login(person)
    join = reverse("kehrat:join", args=[kehra.slug])
    assert "Uhkaili muita." in main(client.get(join))
    client.post(join, {"actor_type": "resident"})
    assert kehra.membership_of(person) is None
    with pytest.raises(WrongState):
        kehra.ask_to_join(by=person, actor_type="resident")
    ago(removed, asked_on=200, joined_on=200, ended_on=90)
    assert kehra.ask_to_join(by=person, actor_type="resident").state == "requested"


def test_who_was_removed_comes_back_by_a_mail_and_not_by_a_link():
    kehra = make.kehra()
    by, person = make.coordinator(kehra), make.member(kehra)
    of(kehra, person).remove_member(by=by, reason="Riita.")
    link = kehra.invites.make_link(kehra, by=by)
    with pytest.raises(WrongState):
        link.accept(by=person, actor_type="resident")
    mailed = kehra.invites.invite(kehra, by=by, address=person.email)
    assert mailed.accept(by=person, actor_type="resident").state == "active"


def test_open_joining_takes_in_at_once_and_tells_the_coordinators(client):
    kehra = make.kehra(joining="open")
    by, person = make.coordinator(kehra), make.user()
    assert kehra.membership_of(by).state == "active"
    client.force_login(person)
    client.post(reverse("kehrat:join", args=[kehra.slug]), {"actor_type": "resident"})
    assert kehra.membership_of(person).state == "active"
    assert told("join") == {by}


def test_the_days_of_a_membership_follow_each_other():
    kehra = make.kehra()
    membership = of(kehra, make.member(kehra))
    membership.ended_on = moments.in_days(-1)
    with pytest.raises(IntegrityError), transaction.atomic():
        membership.save()


def test_the_handover_page_and_its_document_hold_the_group(client):
    kehra = make.kehra()
    by, nominee = make.coordinator(kehra), make.member(kehra)
    make.project(kehra, title="Korttelipiha")
    address = reverse("kehrat:handover", args=[kehra.slug])
    client.force_login(nominee)
    assert client.get(address).status_code == 403
    Nomination.objects.nominate(of(kehra, nominee), by=by)
    page = client.get(address)
    assert page.status_code == 200
    assert [part.key for part in page.context["parts"]][:3] == ["figures", "people", "roles"]
    assert "Korttelipiha" in main(page)
    document = client.get(reverse("kehrat:handover_pdf", args=[kehra.slug]))
    assert (document.status_code, document.content[:5]) == (200, b"%PDF-")


def test_two_who_write_the_note_lose_nothing(client):
    kehra = make.kehra()
    by = make.coordinator(kehra)
    address = reverse("kehrat:handover_note", args=[kehra.slug])
    client.force_login(by)
    given = {"text": "Avain on kirjastossa.", "language": "fi", "seen": "0"}
    assert client.post(address, given).status_code == 302
    page = client.post(address, given | {"text": "Avain on minulla."})
    assert page.status_code == 409
    assert "Avain on kirjastossa." in main(page)
    assert "Avain on minulla." in main(page)
    assert HandoverNote.objects.get().text == "Avain on kirjastossa."
    with pytest.raises(Outdated):
        HandoverNote.objects.write(kehra, by=by, text="x", language="fi", seen=0)
    with pytest.raises(PermissionDenied):
        HandoverNote.objects.write(kehra, by=make.member(kehra), text="x", language="fi", seen=1)


@pytest.mark.django_db(transaction=True)
def test_of_the_last_two_coordinators_who_leave_at_once_one_is_refused():
    kehra = make.kehra()
    people = [make.coordinator(kehra), make.member(kehra, "coordinator")]
    acts = [lambda p=p: of(fresh(kehra), p).leave(by=p) for p in people]
    outcomes = at_once(*acts)
    assert sorted(map(str, outcomes)) == ["None", "PermissionDenied"]
    assert kehra.coordinators().count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_nominees_who_accept_at_once_one_is_told():
    kehra = make.kehra()
    asked = [make.nomination(kehra), make.nomination(kehra)]
    acts = [lambda n=n: fresh(n).accept_nomination(by=n.nominee.user) for n in asked]
    outcomes = at_once(*acts)
    assert sorted(map(str, outcomes)) == ["None", "WrongState"]
    assert kehra.coordinators().count() == 1
    assert sorted(fresh(n).state for n in asked) == ["accepted", "lapsed"]


@pytest.mark.django_db(transaction=True)
def test_a_nominee_who_leaves_while_accepting_is_no_coordinator():
    kehra = make.kehra()
    asked = make.nomination(kehra)
    nominee = asked.nominee.user
    outcomes = at_once(
        lambda: fresh(asked).accept_nomination(by=nominee),
        lambda: of(fresh(kehra), nominee).leave(by=nominee),
    )
    membership = Membership.objects.get(pk=asked.nominee_id)
    assert len(outcomes) == 2
    assert kehra.coordinators().count() == 1
    assert (membership.state == "left") != kehra.coordinators().filter(pk=nominee.pk).exists()


def test_days_are_counted_from_the_giving_up():
    vacancy = make.vacancy("called")
    assert vacancy.calls_on == vacancy.since + timedelta(days=30)
    assert vacancy.steps_in_on == vacancy.called_on + timedelta(days=30)


def test_a_hidden_idea_is_not_handed_over(client):
    kehra = make.kehra()
    idea = make.idea(kehra, title="Solvaus")
    asked = make.nomination(kehra).nominee.user
    client.force_login(asked)
    page = reverse("kehrat:handover", args=[kehra.slug])
    assert main(client.get(page)).count("Solvaus") == 1
    Case.objects.of(idea).hide(by=make.coordinator(kehra), ground="rude", reason="Solvaava.")
    assert main(client.get(page)).count("Solvaus") == 0


def test_no_offer_is_chosen_when_its_kehra_has_ended():
    offer, lead = make.offer(), make.user("lead")
    offer.kehra.end_kehra(by=lead, reason="Kaikki ovat muuttaneet.")
    with pytest.raises(WrongState):
        offer.choose_offer(by=lead)
    assert list(offer.kehra.coordinators()) == []


@pytest.mark.parametrize("seen", [{}, {"seen": "another"}], ids=["none", "another"])
def test_the_first_note_over_an_unknown_text_is_asked_about(client, seen):
    kehra = make.kehra()
    client.force_login(make.coordinator(kehra))
    page = client.post(
        reverse("kehrat:handover_note", args=[kehra.slug]),
        {"text": "Avaimet ovat kirjastossa.", "language": "fi", **seen},
    )
    assert page.status_code == 409
    assert "Avaimet ovat kirjastossa." in main(page)
    assert not HandoverNote.objects.exists()
