"""The second step: required of those who handle others' matters, lost ones reset by others."""

import re
from contextlib import suppress

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from kehityspolku.events import mail as event_mail
from kehityspolku.models import Event, Role
from kehityspolku.web.middleware import SecondStep
from tests import make
from tests.pages import main
from tests.tables.test_rights import names_of

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough phrase 7"
STEP = "/en/oma/toinen-vaihe/"


@pytest.fixture
def required(settings):
    settings.SECOND_STEP_REQUIRED = True


def code(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def with_app(person):
    """Give the person an app; returns its secret."""
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(person, secret)
    return secret


def sign_in(client, person, prefix="/en"):
    given = {"login": person.email, "password": PASSWORD}
    return client.post(f"{prefix}/tili/login/", given)


@pytest.mark.parametrize("role", Role.Kind.values)
def test_whoever_holds_a_role_is_led_to_set_it_up(client, required, role):
    sign_in(client, make.user(role, password=PASSWORD))
    for path in ("/en/", "/en/oma/", "/en/kehrat/", "/en/sukkula/", "/en/hallinta/"):
        assert (client.get(path).status_code, client.get(path).url) == (302, STEP)
    page = client.get(STEP)
    assert (page.status_code, main(page).count('class="button"')) == (200, 1)
    assert client.get("/sv/oma/toinen-vaihe/").status_code == 200


def test_a_person_without_a_role_needs_none(client, required):
    sign_in(client, make.user(password=PASSWORD))
    assert client.get("/en/oma/").status_code == 200


def test_a_role_that_ended_asks_for_none(client, required):
    person = make.user("adviser", password=PASSWORD)
    Role.objects.get(user=person).end(by=None)
    sign_in(client, person)
    assert client.get("/en/oma/").status_code == 200


def test_the_demonstration_asks_for_none(client, settings):
    settings.SECOND_STEP_REQUIRED = False
    sign_in(client, make.user("adviser", password=PASSWORD))
    assert client.get("/en/sukkula/").status_code == 200


def test_no_address_is_a_way_around(client, required):
    sign_in(client, make.user("admin", password=PASSWORD))
    reached = set()
    for name in names_of(get_resolver().url_patterns):
        with suppress(NoReverseMatch):
            if client.get(reverse(name)).headers.get("Location") != STEP.removeprefix("/en"):
                reached.add(name)
    assert reached <= SecondStep.OPEN
    assert client.get("/media/pictures/").status_code == 404


def test_what_was_typed_is_shown_and_htmx_goes_there_too(client, required):
    sign_in(client, make.user("adviser", password=PASSWORD))
    refused = client.post("/en/hankkeet/1/viestit/", {"text": "Pitkä viesti hakijalle."})
    assert (refused.status_code, "Pitkä viesti hakijalle." in main(refused)) == (403, True)
    piece = client.get("/en/haku/?q=kal", headers={"HX-Request": "true"})
    assert piece.headers["HX-Redirect"] == STEP


def test_signing_out_is_open(client, required):
    sign_in(client, make.user("adviser", password=PASSWORD))
    client.post("/en/tili/logout/")
    assert client.get("/en/kehrat/").status_code == 200


def test_an_app_opens_the_way_and_is_asked_for_from_then_on(client, required):
    person = make.user("adviser", password=PASSWORD)
    sign_in(client, person)
    client.post("/en/tili/reauthenticate/", {"password": PASSWORD})
    page = main(client.get("/en/tili/2fa/totp/activate/"))
    secret = re.search(r'id="authenticator_secret"[^>]*value="(\w+)"', page).group(1)
    assert client.post("/en/tili/2fa/totp/activate/", {"code": "000000x"}).status_code == 200
    client.post("/en/tili/2fa/totp/activate/", {"code": code(secret)})
    assert client.get("/en/sukkula/").status_code == 200

    elsewhere = Client()
    assert sign_in(elsewhere, person).url.endswith("/tili/2fa/authenticate/")
    assert elsewhere.get("/en/sukkula/").status_code == 302
    codes = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()
    elsewhere.post("/en/tili/2fa/authenticate/", {"code": codes[0]})
    assert elsewhere.get("/en/sukkula/").status_code == 200


def test_a_lead_resets_anothers_and_the_person_is_told(client):
    lead, person = make.user("lead"), make.user("adviser", password=PASSWORD, language="en")
    secret = with_app(person)
    theirs = Client()
    sign_in(theirs, person)
    theirs.post("/en/tili/2fa/authenticate/", {"code": code(secret)})
    assert theirs.get("/en/sukkula/").status_code == 200

    client.force_login(lead)
    reason = "Puhelin putosi mereen, tavattiin Kalliossa."
    client.post("/en/kirjautumisapu/", {"email": person.email.upper(), "reason": reason})
    assert not Authenticator.objects.filter(user=person).exists()
    assert theirs.get("/en/sukkula/").status_code == 302
    event = Event.objects.get(verb="reset_second_factor")
    assert (event.actor, event.target, event.facts) == (lead, person, {"reason": reason})
    event_mail.deliver()
    letter = next(m for m in mail.outbox if m.to == [person.email])
    assert (reason in letter.body, str(lead) in letter.body) == (True, True)


@pytest.mark.parametrize(
    ("by", "whose", "may"),
    [
        ("lead", "adviser", True),
        ("lead", None, True),
        ("lead", "admin", False),
        ("admin", "admin", True),
        ("adviser", None, False),
        (None, None, False),
    ],
)
def test_who_may_reset_whose(by, whose, may):
    helper, person = make.user(by), make.user(whose)
    with_app(person)
    if may:
        person.reset_second_factor(by=helper, reason="Tavattiin.")
    else:
        with pytest.raises(PermissionDenied):
            person.reset_second_factor(by=helper, reason="Tavattiin.")
    assert Authenticator.objects.filter(user=person).exists() == (not may)


def test_nobody_resets_their_own(client):
    lead = make.user("lead")
    client.force_login(lead)
    page = client.post("/en/kirjautumisapu/", {"email": lead.email, "reason": "Unohdin."})
    assert "not by oneself" in main(page)
    assert "Nobody has this address." in (
        main(client.post("/en/kirjautumisapu/", {"email": "x@y.example", "reason": "x"}))
    )


def test_ones_browsers_are_listed_and_signed_out_one_by_one(client):
    person = make.user(password=PASSWORD)
    here, there, third = (Client(headers={"user-agent": a}) for a in AGENTS)
    for browser in (here, there, third):
        sign_in(browser, person)
    page = main(here.get("/en/tili/sessions/"))
    for words in ("Firefox, Linux", "Chrome, Android", "Safari, iPhone"):
        assert words in page
    other = UserSession.objects.get(user_agent=AGENTS[1])
    here.post(f"/en/oma/istunnot/{other.pk}/lopeta/")
    statuses = [b.get("/en/oma/").status_code for b in (here, there, third)]
    assert statuses == [200, 302, 200]
    here.post("/en/tili/sessions/")
    assert [b.get("/en/oma/").status_code for b in (here, there, third)] == [200, 302, 302]


AGENTS = (
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
)


def test_anothers_browser_is_not_to_be_found(client):
    person = make.user(password=PASSWORD)
    sign_in(Client(), person)
    client.force_login(make.user())
    session = UserSession.objects.get(user=person)
    assert client.post(f"/en/oma/istunnot/{session.pk}/lopeta/").status_code == 404


def test_a_new_password_signs_out_the_other_browsers():
    person = make.user(password=PASSWORD)
    here, there = Client(), Client()
    for browser in (here, there):
        sign_in(browser, person)
    new = "quite another phrase 8"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    here.post("/en/tili/password/change/", given)
    assert [b.get("/en/oma/").status_code for b in (here, there)] == [200, 302]


def test_a_key_is_named_in_the_readers_language(client):
    sign_in(client, make.user(password=PASSWORD))
    client.post("/en/tili/reauthenticate/", {"password": PASSWORD})
    page = main(client.get("/en/tili/2fa/webauthn/add/"))
    assert "Name of the key" in page
