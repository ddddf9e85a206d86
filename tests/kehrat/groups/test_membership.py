from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kehityspolku.events import hearers
from kehityspolku.events import mail as event_mail
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event, Notice, Wish
from kehrat.groups.balance import balance
from kehrat.models import Case, Membership
from tests import make
from tests.pages import main
from tests.races import at_once

pytestmark = pytest.mark.django_db
ASK = {"actor_type": "resident", "organisation": "", "note": "Terve!"}


def asked(kehra, **fields):
    return kehra.ask_to_join(by=make.user(**fields), actor_type="resident")


def sent():
    """Deliver what waits and give the mails; what was there before is thrown away first."""
    mail.outbox.clear()
    event_mail.deliver()
    return {letter.to[0]: letter for letter in mail.outbox}


def test_a_resident_asks_and_the_coordinators_hear(client):
    kehra = make.kehra()
    coordinator, person = make.coordinator(kehra), make.user(name="Rauha")
    sent()
    client.force_login(person)
    answer = client.post(reverse("kehrat:join", args=[kehra.slug]), ASK)
    assert answer.url == kehra.get_absolute_url()
    membership = kehra.membership_of(person)
    assert (membership.state, membership.note) == ("requested", "Terve!")
    letter = sent()[coordinator.email]
    assert "Rauha" in letter.subject
    assert reverse("kehrat:membership", args=[kehra.slug, membership.pk]) in letter.body


def test_asking_twice_is_asking_once():
    kehra, person = make.kehra(), make.user()
    first = kehra.ask_to_join(by=person, actor_type="resident")
    second = kehra.ask_to_join(by=person, actor_type="company", organisation="Oy")
    assert first == second
    assert Event.objects.filter(verb="ask_to_join", target_id=first.pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_asking_twice_at_once_makes_one_request():
    kehra, person = make.kehra(), make.user()
    done = at_once(*[lambda: kehra.ask_to_join(by=person, actor_type="resident").pk] * 2)
    assert len(set(done)) == 1
    assert Membership.objects.filter(user=person).count() == 1
    assert Event.objects.filter(verb="ask_to_join", target_id=done[0]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_answering_at_once_one_wins():
    kehra = make.kehra()
    first, second = make.coordinator(kehra), make.member(kehra, "coordinator")
    membership = asked(kehra)
    mine, other = (Membership.objects.get(pk=membership.pk) for _ in range(2))
    outcomes = at_once(
        lambda: mine.accept(by=first, note="ok"), lambda: other.decline(by=second, note="ok")
    )
    lost = {"active": "decline", "declined": "accept"}[
        Membership.objects.get(pk=membership.pk).state
    ]
    told = {"accept": outcomes[0], "decline": outcomes[1]}
    assert [verb for verb, outcome in told.items() if outcome == "WrongState"] == [lost]


def test_accepting_makes_a_member_who_hears_in_the_own_language(client):
    kehra = make.kehra()
    membership = asked(kehra, language="sv")
    client.force_login(make.coordinator(kehra))
    sent()
    address = reverse("kehrat:membership", args=[kehra.slug, membership.pk])
    page = client.get(address)
    assert page.context["steps"] >= {"accept", "decline"}
    answer = client.post(address, {"answer": "accept", "note": "Hej!"})
    assert answer.status_code == 302
    membership.refresh_from_db()
    assert (membership.state, membership.answer) == ("active", "Hej!")
    letter = sent()[membership.user.email]
    assert "Hej!" in letter.body
    assert "/sv/kehrat/" in letter.body
    assert membership.user.has_perm("kehrat.member_kehra", kehra)


def test_declining_needs_a_note_and_keeps_what_was_typed(client):
    kehra = make.kehra()
    membership = asked(kehra)
    client.force_login(make.coordinator(kehra))
    address = reverse("kehrat:membership", args=[kehra.slug, membership.pk])
    page = client.post(address, {"answer": "decline", "note": " "})
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {"note"}
    membership.refresh_from_db()
    assert membership.state == "requested"
    client.post(address, {"answer": "decline", "note": "Ryhmä on täynnä."})
    membership.refresh_from_db()
    assert membership.state == "declined"
    assert "Ryhmä on täynnä." in sent()[membership.user.email].body
    assert not membership.user.has_perm("kehrat.member_kehra", kehra)


def test_an_answer_that_comes_too_late_is_told(client):
    kehra = make.kehra()
    membership = asked(kehra)
    client.force_login(make.coordinator(kehra))
    membership.accept(by=make.coordinator(kehra))
    address = reverse("kehrat:membership", args=[kehra.slug, membership.pk])
    assert client.post(address, {"answer": "decline", "note": "Ei"}).status_code == 409
    membership.refresh_from_db()
    assert membership.state == "active"


@pytest.mark.parametrize("answer", ["", "delete", "accept\0"])
def test_an_answer_that_is_none_stores_nothing(client, answer):
    kehra = make.kehra()
    membership = asked(kehra)
    client.force_login(make.coordinator(kehra))
    address = reverse("kehrat:membership", args=[kehra.slug, membership.pk])
    page = client.post(address, {"answer": answer, "note": "x"})
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {"answer"}


def test_a_declined_person_may_ask_again():
    kehra, person = make.kehra(), make.user()
    first = kehra.ask_to_join(by=person, actor_type="resident")
    first.decline(by=make.coordinator(kehra), note="Ei vielä")
    second = kehra.ask_to_join(by=person, actor_type="resident")
    assert (second.state, second == first) == ("requested", False)


@pytest.mark.parametrize(
    "wrong",
    [
        {"actor_type": "king"},
        {"actor_type": ""},
        {"actor_type": "association"},
        {"note": "x" * 2001},
        {"organisation": "x" * 201},
    ],
)
def test_a_wrong_form_keeps_what_was_typed_and_stores_nothing(client, wrong):
    kehra = make.kehra()
    client.force_login(make.user())
    page = client.post(reverse("kehrat:join", args=[kehra.slug]), {**ASK, **wrong})
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not kehra.memberships.exists()
    if "note" not in wrong:
        assert "Terve!" in main(page)


def test_only_coordinators_answer(client):
    kehra = make.kehra()
    make.coordinator(kehra)
    membership = asked(kehra)
    address = reverse("kehrat:membership", args=[kehra.slug, membership.pk])
    others = [make.user(), make.coordinator(make.kehra()), make.user("city_official")]
    for person in others:
        client.force_login(person)
        assert client.post(address, {"answer": "accept", "note": ""}).status_code == 403
    client.force_login(make.member(kehra))
    assert client.post(address, {"answer": "accept", "note": ""}).status_code == 403
    membership.refresh_from_db()
    assert membership.state == "requested"


def test_names_show_to_members_and_figures_to_all(client):
    kehra = make.kehra()
    make.coordinator(kehra)
    member = make.member(kehra, name="Salainen Jäsen")
    public = main(client.get(kehra.get_absolute_url()))
    assert "Salainen Jäsen" not in public
    members = reverse("kehrat:members", args=[kehra.slug])
    assert client.get(members).status_code == 302
    client.force_login(make.user())
    assert client.get(members).status_code == 403
    client.force_login(member)
    assert "Salainen Jäsen" in main(client.get(members))
    client.force_login(make.user("adviser"))
    assert "Salainen Jäsen" in main(client.get(members))


def test_who_asks_and_why_is_for_those_who_answer(client):
    kehra = make.kehra()
    coordinator, member = make.coordinator(kehra), make.member(kehra)
    person = make.user(name="Pyytäjä Esimerkki")
    request = kehra.ask_to_join(by=person, actor_type="resident", note="Salaisuus")
    page = reverse("kehrat:membership", args=[kehra.slug, request.pk])
    members = reverse("kehrat:members", args=[kehra.slug])
    seen = {}
    for who in (member, coordinator, make.user("adviser")):
        client.force_login(who)
        seen[who] = (
            "Salaisuus" in main(client.get(members)),
            client.get(page).status_code,
        )
    assert list(seen.values()) == [(False, 403), (True, 200), (True, 200)]


def test_a_coordinators_name_shows_by_consent_only(client):
    kehra = make.kehra()
    person = make.member(kehra, "coordinator", name="Kaisa Koordinoi")
    assert "Kaisa Koordinoi" not in client.get(kehra.get_absolute_url()).content.decode()
    client.force_login(person)
    client.post(reverse("kehrat:show_name", args=[kehra.slug]), {"shown": "yes"})
    client.logout()
    assert "Kaisa Koordinoi" in main(client.get(kehra.get_absolute_url()))
    membership = kehra.membership_of(person)
    with pytest.raises(PermissionDenied):
        membership.show_name(by=make.user(), shown=False)


def test_members_from_before_the_portal_are_recorded_by_sukkula_alone():
    kehra, people = make.kehra(), [make.user(), make.user()]
    rows = [(person, "resident", "", date(2014, 2, 3)) for person in people]
    with pytest.raises(PermissionDenied):
        Membership.objects.record(kehra, rows, by=make.user())
    sent()
    made = Membership.objects.record(kehra, rows, by=make.user("adviser"))
    assert [(m.state, m.joined_on) for m in made] == [("active", date(2014, 2, 3))] * 2
    assert set(kehra.members()) == set(people)
    assert sent() == {}


def test_leaving_and_the_last_coordinator(client):
    kehra = make.kehra()
    coordinator, member = make.coordinator(kehra), make.member(kehra)
    address = reverse("kehrat:leave", args=[kehra.slug])
    client.force_login(coordinator)
    assert "leave" not in client.get(address).context["steps"]
    assert client.post(address).status_code == 403
    sent()
    client.force_login(member)
    assert client.get(address).status_code == 200
    assert client.post(address).url == kehra.get_absolute_url()
    assert kehra.membership_of(member) is None
    assert not member.__class__.objects.get(pk=member.pk).has_perm("kehrat.member_kehra", kehra)
    assert list(sent()) == [coordinator.email]
    assert client.get(address).status_code == 404


def test_a_wish_survives_sign_up_and_confirmation_on_another_device(client):
    kehra = make.kehra()
    coordinator = make.coordinator(kehra)
    answer = client.post(
        reverse("kehrat:join", args=[kehra.slug]),
        {"actor_type": "association", "organisation": "Kylä ry", "note": "Hei"},
    )
    assert answer.url == reverse("kehrat:join_next", args=[kehra.slug])
    assert client.get(answer.url).status_code == 200
    assert (Wish.objects.count(), Membership.objects.exclude(user=coordinator).count()) == (1, 0)
    mail.outbox.clear()
    client.post(
        reverse("account_signup"),
        {
            "name": "Uusi Asukas",
            "email": "uusi@kehityspolku.example",
            "password1": "pitkä salasana 7",
        },
    )
    letter = next(m for m in mail.outbox if m.to == ["uusi@kehityspolku.example"])
    address = next(w for w in letter.body.split() if "://" in w)
    assert not kehra.memberships.requested().exists()
    other_device = type(client)()
    page = other_device.get(address.partition("testserver")[2] or address, follow=True)
    assert page.status_code == 200
    other_device.post(page.request["PATH_INFO"], {"password": "pitkä salasana 7"})
    membership = kehra.memberships.requested().get()
    assert (membership.user.name, membership.organisation) == ("Uusi Asukas", "Kylä ry")
    sent_to = sent()
    assert coordinator.email in sent_to


def test_a_wish_is_done_when_someone_with_an_account_signs_in(client):
    kehra = make.kehra()
    make.coordinator(kehra)
    person = make.user(password="pitkä salasana 7")
    client.post(reverse("kehrat:join", args=[kehra.slug]), ASK)
    client.post(reverse("account_login"), {"login": person.email, "password": "pitkä salasana 7"})
    assert kehra.membership_of(person).note == "Terve!"


def test_no_one_joins_a_kehra_that_does_not_work(client):
    kehra = make.kehra(state="dormant")
    client.force_login(make.user())
    page = client.post(reverse("kehrat:join", args=[kehra.slug]), ASK)
    assert page.status_code == 200
    with pytest.raises(WrongState):
        kehra.ask_to_join(by=make.user(), actor_type="resident")
    assert not kehra.memberships.exists()


def test_the_rule_of_three_parts():
    blocs = balance({"resident": 10, "association": 4, "company": 3, "other": 1, "official": 2})
    assert [(b.key, b.number, b.share, b.over) for b in blocs] == [
        ("residents", 10, 50, True),
        ("organisations", 8, 40, False),
        ("public", 2, 10, False),
    ]
    assert [b.x for b in blocs] == [0, 50, 90]


def test_forty_nine_of_a_hundred_is_still_in_balance():
    blocs = balance({"resident": 49, "association": 49, "official": 2})
    assert [b.over for b in blocs] == [False, False, False]
    assert [b.number for b in balance({})] == [0, 0, 0]


def still_told(person, verb):
    """Whether a notice of the verb may still be shown and mailed to the person."""
    notices = Notice.objects.filter(recipient=person, event__verb=verb).listed()
    assert notices.count() == 1
    return bool(hearers.tellable(list(notices)))


def of_nomination(kehra):
    asked = make.nomination(kehra)
    asked.accept_nomination(by=asked.nominee.user)


def of_offer(kehra):
    for one in list(kehra.coordinators()):
        mine = kehra.memberships.active().get(user=one)
        (mine.step_down if kehra.coordinators().count() > 1 else mine.give_up)(by=one)
    call = kehra.vacancies.get()
    call.open_call(by=None)
    call.offer(by=make.member(kehra), note="Minä voin.").choose_offer(by=make.user("lead"))


@pytest.mark.parametrize(
    ("verb", "happen"),
    [
        ("deliver_enquiry", make.enquiry),
        (
            "report",
            lambda k: Case.objects.report(make.idea(k), by=make.user(), kind="spam"),
        ),
        ("accept_nomination", of_nomination),
        ("choose_offer", of_offer),
        ("open_call", of_offer),
    ],
)
def test_who_was_removed_is_not_told_what_was_the_groups(verb, happen):
    kehra = make.kehra()
    make.coordinator(kehra)
    person = make.member(kehra, "coordinator")
    happen(kehra)
    assert still_told(person, verb)
    kehra.membership_of(person).remove_member(by=make.user("lead"), reason="Häiritsi kokouksia.")
    assert not still_told(person, verb)


def test_one_who_joins_at_once_is_welcomed_with_what_comes_next():
    kehra, invited, joined, asked = make.kehra(joining="open"), *(make.user() for _ in range(3))
    kehra.join(by=joined, actor_type="resident")
    kehra.join(by=joined, actor_type="resident")
    make.invite(kehra, address=invited.email).accept(by=invited, actor_type="resident")
    kehra.ask_to_join(by=asked, actor_type="resident")
    told = Notice.objects.filter(event__verb="welcome").order_by("pk")
    assert [notice.recipient for notice in told] == [joined, invited]
    for words in ("/kokoukset/", "/ideat/", "/oma/ilmoitukset/", kehra.get_absolute_url()):
        assert words in told[0].event.text
    assert told[0].event.sign_of_life is False
