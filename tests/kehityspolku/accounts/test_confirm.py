"""Confirming an address: a stranger who signs up with it gets nothing by the owner's press."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from kehityspolku.events import mail as event_mail
from kehityspolku.models import User
from kehrat.models import Membership
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
OWNER = "rauha@kehityspolku.example"
PASSWORD, NEW = "a long enough phrase 7", "quite another phrase 8"


def sign_up(client, email=OWNER):
    form = {"name": "Rauha Esimerkki", "email": email, "password1": PASSWORD}
    return client.post("/en/tili/signup/", form)


def link(letter):
    return re.search(r"https?://[^/]+(/\S+confirm-email\S+)", letter.body).group(1)


def confirmed():
    return EmailAddress.objects.get(email=OWNER).verified


def signed_in(client):
    return client.get("/en/oma/").status_code == 200


def wish(client, kehra):
    client.post(f"/en/kehrat/{kehra.slug}/liity/", {"actor_type": "resident", "note": "Hei."})


def test_the_password_of_sign_up_confirms_on_another_device_and_the_wish_is_done(client, elsewhere):
    kehra = make.kehra()
    wish(client, kehra)
    sign_up(client)
    letter = mail.outbox[0]
    assert letter.subject == "Confirm your e-mail address in Kehityspolku"
    assert letter.body.startswith(
        "Hello!\n\nThis address was given for an account in Kehityspolku."
    )
    waits = "What you began waits and is done when you have confirmed your address:"
    assert f"\n\n{waits}\n– Join: {kehra}\n" in letter.body
    page = elsewhere.get(link(letter))
    assert (page.status_code, confirmed()) == (200, False)
    assert elsewhere.post(link(mail.outbox[0]), {"password": PASSWORD}).status_code == 302
    assert (confirmed(), signed_in(elsewhere)) == (True, True)
    assert Membership.objects.get().user == User.objects.get(email=OWNER)


@pytest.mark.parametrize("given", [{}, {"password": ""}, {"password": NEW}])
def test_the_owners_press_alone_counts_for_nothing(client, elsewhere, given):
    sign_up(client)
    assert elsewhere.post(link(mail.outbox[0]), given).status_code == 200
    assert (confirmed(), signed_in(client), signed_in(elsewhere)) == (False, False, False)


def test_the_owner_takes_over_and_the_stranger_is_out(client, elsewhere):
    kehra = make.kehra()
    wish(client, kehra)
    sign_up(client)
    assert elsewhere.post(link(mail.outbox[0]), {"new_password": NEW}).url == "/en/oma/"
    assert (confirmed(), signed_in(elsewhere)) == (True, True)
    client.post("/en/tili/login/", {"login": OWNER, "password": PASSWORD})
    client.get("/en/tili/confirm-email/")
    assert not signed_in(client)
    assert Membership.objects.count() == 0


def test_a_weak_new_password_is_refused_in_words(client, elsewhere):
    sign_up(client)
    page = elsewhere.post(link(mail.outbox[0]), {"new_password": "short"})
    assert ("at least 12 characters" in main(page), confirmed()) == (True, False)


def test_a_reset_by_the_owner_lets_go_of_what_the_stranger_began(client, elsewhere):
    wish(client, make.kehra())
    sign_up(client)
    elsewhere.post("/en/tili/password/reset/", {"email": OWNER})
    letter = next(m for m in mail.outbox if "password/reset/key" in m.body)
    page = elsewhere.get(
        re.search(r"https?://[^/]+(/\S+reset/key\S+)", letter.body).group(1), follow=True
    )
    elsewhere.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    elsewhere.post("/en/tili/login/", {"login": OWNER, "password": NEW})
    assert elsewhere.post(link(mail.outbox[0]), {"password": PASSWORD}).status_code == 200
    elsewhere.post(link(mail.outbox[0]), {"password": NEW})
    assert (signed_in(elsewhere), Membership.objects.count()) == (True, 0)


def change_address(client, new="uusi@kehityspolku.example"):
    client.post("/en/tili/email/", {"email": new, "action_add": ""})
    return next(m for m in reversed(mail.outbox) if m.to == [new])


def signed(client, person):
    client.post("/en/tili/login/", {"login": person.email, "password": PASSWORD})
    client.post("/en/tili/reauthenticate/", {"password": PASSWORD})


def test_a_new_address_counts_when_confirmed_and_the_old_one_until_then(client):
    person = make.user(email=OWNER, password=PASSWORD)
    signed(client, person)
    letter = change_address(client)
    person.refresh_from_db()
    assert person.email == OWNER
    assert client.post(link(letter)).status_code == 302
    person.refresh_from_db()
    assert person.email == "uusi@kehityspolku.example"
    assert list(person.emailaddress_set.values_list("email", flat=True)) == [person.email]
    event_mail.deliver()
    assert OWNER in [to for letter in mail.outbox for to in letter.to]


def test_whose_address_someone_wrote_by_mistake_gets_no_account(client, elsewhere):
    person = make.user(email=OWNER, password=PASSWORD)
    signed(client, person)
    letter = change_address(client)
    for given in ({}, {"new_password": NEW}, {"password": NEW}):
        assert elsewhere.post(link(letter), given).status_code == 200
    person.refresh_from_db()
    assert (person.email, person.check_password(PASSWORD)) == (OWNER, True)


def test_the_address_page_has_one_primary_act(client):
    signed(client, make.user(email=OWNER, password=PASSWORD))
    change_address(client)
    page = main(client.get("/en/tili/email/"))
    assert page.count('class="button"') == 1
    assert "style=" not in page


def test_an_old_or_used_link_says_what_to_do(client, elsewhere):
    sign_up(client)
    elsewhere.post(link(mail.outbox[0]), {"password": PASSWORD})
    for path in (link(mail.outbox[0]), "/en/tili/confirm-email/nonsense/"):
        page = elsewhere.get(path)
        assert (page.status_code, "has been used already" in main(page)) == (404, True)


def test_guesses_are_limited(client, elsewhere, settings):
    settings.ACCOUNT_RATE_LIMITS = {"confirm": "2/h/key"}
    sign_up(client)
    tries = [elsewhere.post(link(mail.outbox[0]), {"password": "x"}).status_code for _ in range(3)]
    assert tries == [200, 200, 429]


@pytest.fixture
def elsewhere():
    """Another elsewhere than the one that signed up."""
    return Client()


def test_thirty_people_in_a_library_sign_up_and_confirm_in_the_same_minutes():
    people = [f"asukas{n}@elsewhere.example" for n in range(30)]
    asked = [sign_up(Client(), email).status_code for email in people]
    letters = [letter for letter in mail.outbox if letter.to[0] in people]
    done = [Client().post(link(letter), {"password": PASSWORD}).status_code for letter in letters]
    assert (asked, done) == ([302] * 30, [302] * 30)
    assert EmailAddress.objects.filter(email__in=people, verified=True).count() == 30
