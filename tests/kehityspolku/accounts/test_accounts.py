"""Signing up, confirming, signing in, resetting: by mail, in the page's language."""

import re

import pytest
from django.core import mail

from kehityspolku.models import Role, User
from tests import make

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough phrase 7"


def sign_up(client, prefix="", email="rauha@kehityspolku.example"):
    form = {"name": "Rauha Esimerkki", "email": email, "password1": PASSWORD}
    return client.post(f"{prefix}/tili/signup/", form)


def link(letter):
    return re.search(r"https?://[^/]+(/\S+)", letter.body).group(1)


@pytest.mark.parametrize(("prefix", "language"), [("", "fi"), ("/sv", "sv"), ("/en", "en")])
def test_sign_up_confirm_and_sign_in(client, prefix, language):
    assert sign_up(client, prefix).status_code == 302
    user = User.objects.get()
    assert (user.name, user.language) == ("Rauha Esimerkki", language)
    assert client.get(f"{prefix}/oma/").status_code == 302

    client.post(link(mail.outbox[0]), {"password": PASSWORD})
    client.logout()
    signed = client.post(
        f"{prefix}/tili/login/", {"login": "RAUHA@kehityspolku.example", "password": PASSWORD}
    )
    assert signed.status_code == 302
    assert client.get(f"{prefix}/oma/").status_code == 200


def test_an_unconfirmed_person_cannot_sign_in(client):
    sign_up(client)
    client.post("/tili/login/", {"login": "rauha@kehityspolku.example", "password": PASSWORD})
    assert client.get("/oma/").status_code == 302


def test_signing_up_twice_tells_nothing_to_a_stranger(client):
    sign_up(client)
    again = sign_up(client)
    assert (again.status_code, User.objects.count()) == (302, 1)


def test_password_reset_by_mail(client):
    make.user(email="rauha@kehityspolku.example", password=PASSWORD)
    client.post("/tili/password/reset/", {"email": "rauha@kehityspolku.example"})
    page = client.get(link(mail.outbox[0]), follow=True)
    new = {"password1": "quite another phrase 8", "password2": "quite another phrase 8"}
    client.post(page.redirect_chain[-1][0], new)
    assert User.objects.get().check_password("quite another phrase 8")


def test_settings_are_saved_and_the_page_follows_the_language(client):
    person = make.user()
    client.force_login(person)
    saved = client.post("/oma/", {"name": "Uusi", "language": "sv"})
    person.refresh_from_db()
    assert (person.name, person.language) == ("Uusi", "sv")
    assert saved.headers["Location"] == "/sv/oma/"


def test_roles_are_dated_and_end():
    person = make.user("adviser")
    assert User.objects.get(pk=person.pk).is_sukkula
    Role.objects.get(user=person).end(by=None)
    assert not User.objects.get(pk=person.pk).is_sukkula


def test_an_admin_administers_but_holds_no_record():
    admin = make.user("admin")
    assert admin.has_perm("kehityspolku.change_user")
    assert not admin.has_perm("kehityspolku.change_user", make.user())


def test_those_who_hold_a_role_hold_it_today():
    lead, gone = make.user("lead"), make.user("lead")
    make.user("adviser")
    gone.role_rows.get().end(by=None)
    assert list(User.objects.holding("lead")) == [lead]
