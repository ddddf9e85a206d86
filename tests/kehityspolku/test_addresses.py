"""A person's address: one, the owner's to change; the old one is told, and Sukkula's leads."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kehityspolku.events import mail as event_mail
from kehityspolku.models import Event, Notice, User
from tests import make

pytestmark = pytest.mark.django_db
OLD, NEW = "vanha@kehityspolku.example", "uusi@kehityspolku.example"
PASSWORD, OTHER = "a long enough phrase 7", "quite another phrase 8"


@pytest.fixture
def person():
    return make.user(email=OLD, name="Rauha", password=PASSWORD, language="en")


def addresses(person):
    """The person's, and allauth's rows: (address, whether it counts)."""
    person = User.objects.get(pk=person.pk)
    rows = person.emailaddress_set.order_by("pk").values_list("email", "primary", "verified")
    return person.email, list(rows)


def link(letter, word="confirm-email"):
    return re.search(rf"https?://[^/]+(/\S+{word}\S+)", letter.body).group(1)


def ask(client, new=NEW):
    """The owner asks for a new address; the letter to it."""
    client.post("/en/tili/login/", {"login": OLD, "password": PASSWORD})
    client.post("/en/tili/reauthenticate/", {"password": PASSWORD})
    client.post("/en/tili/email/", {"email": new, "action_add": ""})
    return next(m for m in reversed(mail.outbox) if m.to == [new])


def test_the_owner_changes_it_and_both_addresses_and_the_leads_are_told(client, person):
    lead = make.user("lead", language="en")
    client.post(link(ask(client)))
    assert addresses(person) == (NEW, [(NEW, True, True)])
    event = Event.objects.get(verb="change_address")
    assert (event.actor, event.target, event.facts) == (person, person, {})
    mail.outbox.clear()
    event_mail.deliver()
    assert sorted(to for m in mail.outbox for to in m.to) == sorted([OLD, NEW, lead.email])
    assert {m.subject for m in mail.outbox} == {"Rauha has a new e-mail address"}
    assert not any(OLD in m.body or NEW in m.body for m in mail.outbox)


def test_only_the_owner_and_the_server_change_it(person):
    for by in (make.user("admin"), make.user("lead"), make.user()):
        with pytest.raises(PermissionDenied):
            person.change_address(NEW, by=by)
    person.change_address(f" {NEW.upper()} ", by=None)
    assert addresses(person) == (NEW, [(NEW, True, True)])


def test_on_the_server_it_is_recorded_and_told(person):
    call_command("change_address", OLD.upper(), NEW)
    assert addresses(person) == (NEW, [(NEW, True, True)])
    assert Event.objects.get(verb="change_address").actor is None
    event_mail.deliver()
    assert sorted(to for m in mail.outbox for to in m.to) == sorted([OLD, NEW])
    for old, new in ((OLD, "x@y.example"), (NEW, "none"), (NEW, make.user().email)):
        with pytest.raises(CommandError):
            call_command("change_address", old, new)
    assert addresses(person)[0] == NEW


@pytest.mark.parametrize("new", ["", "none", "a@b", "long@y.example"])
def test_what_is_no_address_is_refused(person, new):
    new = new.replace("long", "x" * 300)
    with pytest.raises(ValidationError):
        person.change_address(new, by=person)


def test_an_address_that_another_has_by_now_is_told(client, person):
    letter = ask(client)
    Client().post("/en/tili/signup/", {"name": "X", "email": NEW, "password1": PASSWORD})
    User.objects.filter(email=NEW).delete()
    make.user(email=NEW)
    page = client.post(link(letter), follow=True)
    assert "Another account has this address." in page.text
    assert addresses(person)[0] == OLD


def test_mail_leaves_again_at_a_new_address(person):
    person.bounced_at, person.bounce_reason = timezone.now(), "550"
    person.save()
    person.change_address(NEW, by=person)
    assert User.objects.get(pk=person.pk).bounced_at is None
    assert event_mail.deliver() == 2  # the old one is tried all the same


def test_the_one_who_changed_it_sees_no_notice_of_it_twice(client, person):
    person.change_address(NEW, by=None)
    assert Notice.objects.visible_to(person).count() == 1
    client.force_login(person)
    assert client.get("/en/ilmoitukset/").text.count("Rauha has a new e-mail address") == 2


def test_an_address_that_is_asked_for_opens_no_account(client, person):
    """Mistyped, it is another's: a link to a new password must not go there."""
    ask(client)
    mail.outbox.clear()
    Client().post("/en/tili/password/reset/", {"email": NEW})
    assert [m for m in mail.outbox if "password/reset/key" in m.body] == []
    Client().post("/en/tili/password/reset/", {"email": OLD.upper()})
    [letter] = [m for m in mail.outbox if "password/reset/key" in m.body]
    assert letter.to == [OLD]


def test_no_button_makes_an_unanswered_address_ones_own(client, person):
    ask(client)
    for rows in (EmailAddress.objects.none(), person.emailaddress_set.filter(verified=True)):
        rows.delete()
        page = client.post("/en/tili/email/", {"email": NEW, "action_primary": ""})
        assert page.status_code == 400
    assert User.objects.get(pk=person.pk).email == OLD


# The database


@pytest.mark.parametrize(
    "act",
    [
        lambda person: User.objects.filter(pk=person.pk).update(email=NEW),
        lambda person: person.emailaddress_set.update(email=NEW),
        lambda person: person.emailaddress_set.create(email=NEW, verified=True),
    ],
)
def test_the_two_never_differ(person, act):
    with pytest.raises(IntegrityError, match="differ"), transaction.atomic():
        act(person)
        with transaction.get_connection().cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_nobody_is_a_superuser(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=person.pk).update(is_superuser=True)


@pytest.mark.django_db(transaction=True)
def test_signing_up_and_changing_keep_them_the_same_when_all_is_stored(client):
    client.post("/en/tili/signup/", {"name": "R", "email": OLD, "password1": PASSWORD})
    person = User.objects.get()
    assert addresses(person) == (OLD, [(OLD, True, False)])
    client.post(link(mail.outbox[0]), {"password": PASSWORD})
    client.logout()
    client.post(link(ask(client)))
    assert addresses(person) == (NEW, [(NEW, True, True)])


# Administrators made on the server


def test_an_administrator_made_on_the_server_signs_in_and_may_become_a_lead(client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", "--no-input", email=OLD.upper())
    person = User.objects.get()
    assert addresses(person) == (OLD, [(OLD, True, True)])
    client.post("/en/tili/login/", {"login": OLD, "password": PASSWORD})
    assert client.get("/en/hallinta/").status_code == 200
    call_command("give_role", OLD, "lead")
    assert User.objects.get().roles == {"admin", "lead"}
    given = Event.objects.filter(verb="give_role").order_by("pk")
    assert [(e.actor, e.target.kind) for e in given] == [(None, "admin"), (None, "lead")]
    call_command("give_role", OLD, "lead", "--end")
    assert User.objects.get().roles == {"admin"}
    for words in ((OLD, "lead", "--end"), ("x@y.example", "lead"), (OLD, "king")):
        with pytest.raises(CommandError):
            call_command("give_role", *words)
