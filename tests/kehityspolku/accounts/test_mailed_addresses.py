"""Links in mails begin with SITE_URL, whatever name a visitor has asked the portal by."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from kehityspolku.models import User
from tests import make

pytestmark = pytest.mark.django_db
SITE = "https://kehityspolku.example:8443"
ELSEWHERE = {"host": "elsewhere.example", "x-forwarded-host": "third.example"}
PASSWORD = "a long enough phrase 7"
SIGN_UP = {"name": "Rauha", "email": "rauha@kehityspolku.example", "password1": PASSWORD}


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = SITE, [ELSEWHERE["host"], "testserver"]


def told():
    """Where the links of all mails lead; nothing else in them names another site."""
    words = "\n".join(f"{letter.subject}\n{letter.body}" for letter in mail.outbox)
    assert "elsewhere" not in words
    assert "third.example" not in words
    return re.findall(r"\bhttps?://[^/\s]+", words)


@pytest.mark.parametrize(
    ("prefix", "subject", "hello"),
    [
        ("", "Vahvista sähköpostiosoitteesi Kehityspolussa", "Hei!"),
        ("/sv", "Bekräfta din e-postadress i Kehityspolku", "Hej!"),
        ("/en", "Confirm your e-mail address in Kehityspolku", "Hello!"),
    ],
)
def test_confirming_an_address(client, prefix, subject, hello):
    client.post(f"{prefix}/tili/signup/", SIGN_UP, headers=ELSEWHERE)
    assert set(told()) == {SITE}
    assert mail.outbox[-1].subject == subject
    assert mail.outbox[-1].body.splitlines()[:2] == [hello, ""]
    path = re.search(rf"{SITE}(\S+)", mail.outbox[-1].body)[1]
    assert client.post(path, {"password": PASSWORD}).status_code == 302
    assert User.objects.get(email=SIGN_UP["email"]).emailaddress_set.get().verified


def test_signing_up_with_an_address_that_has_an_account(client):
    make.user(email=SIGN_UP["email"])
    client.post("/tili/signup/", SIGN_UP, headers=ELSEWHERE)
    assert set(told()) == {SITE}


@pytest.mark.parametrize("email", ["known@kehityspolku.example", "nobody@kehityspolku.example"])
def test_a_forgotten_password(client, email):
    make.user(email="known@kehityspolku.example")
    client.post("/tili/password/reset/", {"email": email}, headers=ELSEWHERE)
    assert set(told()) == {SITE}


def test_another_address_and_another_password(client):
    person = make.user(password=PASSWORD)
    client.post("/tili/login/", {"login": person.email, "password": PASSWORD})
    client.post("/tili/reauthenticate/", {"password": PASSWORD})
    new = {"email": "new@kehityspolku.example", "action_add": ""}
    client.post(reverse("account_email"), new, headers=ELSEWHERE)
    assert set(told()) == {SITE}
    change = {"oldpassword": PASSWORD, "password1": f"{PASSWORD}8", "password2": f"{PASSWORD}8"}
    client.post(reverse("account_change_password"), change, headers=ELSEWHERE)
    assert len(mail.outbox) == 2
    assert set(told()) <= {SITE}
