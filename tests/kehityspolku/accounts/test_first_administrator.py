"""From `createsuperuser` on the server's shell to a role that the administrator gives, by the steps
that docs/operating.md tells ("The first people")."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command

from kehityspolku.models import Event, Role, User
from tests import make
from tests.kehityspolku.accounts.test_second_step import code, required, sign_in
from tests.pages import main

__all__ = ["required"]
pytestmark = pytest.mark.django_db
ADDRESS, PASSWORD = "anja@kehityspolku.example", "a long enough phrase 7"
STEP = "/en/oma/toinen-vaihe/"


@pytest.fixture
def administrator(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", "--no-input", email=ADDRESS, verbosity=0)
    return User.objects.get(email=ADDRESS)


def set_up_an_app(client):
    """Follow the page's own way to an app, reading its secret from the page."""
    app = "/en/tili/2fa/totp/activate/"
    asked = client.get(app)
    assert asked.url.startswith("/en/tili/reauthenticate/")  # the password once more
    assert client.post(asked.url, {"password": PASSWORD}).url == app
    page = main(client.get(app))
    secret = re.search(r'id="authenticator_secret"[^>]*value="(\w+)"', page)[1]
    return client.post(app, {"code": code(secret)})


def test_the_address_counts_as_confirmed(administrator, required, client):
    assert administrator.emailaddress_set.get().verified
    assert sign_in(client, administrator).status_code == 302
    assert client.get("/en/oma/").url == STEP
    assert mail.outbox == []


def test_from_the_shell_to_a_given_role(administrator, required, client):
    anna = make.user(email="anna@kehityspolku.example", name="Anna")
    assert client.get("/en/hallinta/").status_code == 302
    sign_in(client, administrator)
    assert client.get("/en/hallinta/").url == STEP  # nothing else is reached before
    assert main(client.get(STEP)).count('class="button"') == 1
    assert set_up_an_app(client).status_code == 302
    kinds = Authenticator.objects.filter(user=administrator).values_list("type", flat=True)
    assert set(kinds) >= {Authenticator.Type.TOTP}
    assert client.get("/en/hallinta/").status_code == 200
    found = client.get("/en/hallinta/kehityspolku/user/", {"q": "anna@"}).text
    path = re.search(rf"/en/hallinta/kehityspolku/user/{anna.pk}/change/", found)[0]
    form = {
        "role_rows-TOTAL_FORMS": "1",
        "role_rows-INITIAL_FORMS": "0",
        "role_rows-0-user": anna.pk,
        "role_rows-0-kind": Role.Kind.LEAD,
        "is_active": "on",
    }
    assert client.post(path, form).status_code == 302
    assert User.objects.get(pk=anna.pk).roles == {Role.Kind.LEAD}
    event = Event.objects.filter(verb="give_role").latest("pk")
    assert event.actor == administrator


def test_who_has_signed_up_before_is_made_an_administrator_by_a_role(client):
    make.user(email=ADDRESS)
    with pytest.raises(CommandError):
        call_command("createsuperuser", "--no-input", email=ADDRESS, verbosity=0)
    call_command("give_role", ADDRESS, "admin")
    assert User.objects.get(email=ADDRESS).is_staff
