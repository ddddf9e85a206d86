"""PostgreSQL or Valkey away: what the reader gets and the log says. Whole outages, with servers
that really stop, are in tests/test_outages.py."""

import logging
from datetime import timedelta
from importlib import import_module

import psycopg
import pytest
import redis
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django import forms
from django.conf import settings as portal_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError, InterfaceError, OperationalError, connection
from django.test import Client
from kombu.exceptions import OperationalError as BrokerError
from psycopg.errors import AdminShutdown, DeadlockDetected, QueryCanceled

from kehityspolku import away, logs
from kehityspolku.models import Event, Wish
from kehityspolku.web.middleware import SECRET
from tests import make

NOWHERE = "/nowhere"
PHRASE = "the words that nobody may see"
EARLIER = timedelta(seconds=away.BETWEEN_LINES + 1)


@pytest.fixture(autouse=True)
def all_well(monkeypatch):
    """No test hears of another's absences."""
    for name in ("_absences", "_told_at", "_rests_until"):
        monkeypatch.setattr(away, name, {})


@pytest.fixture
def no_database(django_db_setup, django_db_blocker):
    """Django's connection looks for a server where none is."""
    with django_db_blocker.unblock():
        place = connection.settings_dict["HOST"]
        connection.close()
        connection.settings_dict["HOST"] = NOWHERE
        yield
        connection.close()
        connection.settings_dict["HOST"] = place


@pytest.fixture
def no_valkey(settings):
    settings.CACHES = {
        "default": portal_settings.CACHES["default"] | {"LOCATION": f"unix://{NOWHERE}/valkey.sock"}
    }


@pytest.fixture
def reader():
    """A signed-in browser, answered as in production: no exception comes through."""
    browser = Client(raise_request_exception=False)
    browser.cookies["sessionid"] = "k" * 32
    return browser


# The page


@pytest.mark.parametrize(
    ("path", "language", "words"),
    [
        ("/", "fi", "Portaali ei juuri nyt saa yhteyttä tietokantaansa."),
        ("/sv/", "sv", "Portalen får just nu ingen kontakt med sin databas."),
        ("/en/", "en", "The portal cannot reach its database just now."),
        ("/en/oma/", "en", "The portal cannot reach its database just now."),  # asks who reads
        ("/en/tietosuoja/", "en", "The portal cannot reach its database just now."),
    ],
)
def test_without_the_database_a_page_says_so(no_database, reader, path, language, words):
    page = reader.get(path)
    assert (page.status_code, page.headers["Retry-After"]) == (503, "10")
    assert f'<html lang="{language}">' in page.text
    assert words in page.text
    assert f'<a class="button" href="{path}">' in page.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "no-store" in page.headers["Cache-Control"]
    assert not page.cookies  # nobody is signed out by it


def test_a_piece_of_a_page_is_answered_with_the_words_alone(no_database, reader):
    piece = reader.get("/en/", headers={"hx-request": "true"})
    assert (piece.status_code, piece.headers["Content-Type"]) == (503, "text/plain; charset=utf-8")
    assert piece.text == (
        "The portal cannot reach its database just now. Try again in a moment."
        " What you typed is still here."
    )


def test_what_was_typed_is_shown_whole(no_database, reader):
    typed = {
        "csrfmiddlewaretoken": "TOKEN" * 8,
        "form_key": "0b7f2f4e-1f0c-4c59-8a3a-3a8f0e6f5d11",
        "rows-TOTAL_FORMS": "3",
        "language": "fi",
        "title": "Penkkejä",
        "text": "Kaksi riviä.\nToinen & <b>viimeinen</b>.",
        "rows-0-amount": "47000",
        "tags": ["Puisto", "Lapset"],
    }
    page = reader.post("/kehrat/kallio/ideat/uusi/", typed)
    shown = page.text.split('id="typed">')[1].split("</div>")[0]
    texts = [
        part.split("</blockquote>")[0]
        for part in shown.split('<blockquote class="prose" data-typed="yes">')
    ]
    assert texts[1:] == [
        "Penkkejä",
        "Kaksi riviä.<br>Toinen &amp; &lt;b&gt;viimeinen&lt;/b&gt;.",
        "47000",
        "Puisto",
        "Lapset",
    ]


SECRETS = {
    "/tili/login/": ["password"],
    "/tili/signup/": ["password1", "password2"],
    "/tili/reauthenticate/": ["password"],
    "/tili/password/change/": ["oldpassword", "password1", "password2"],
    "/tili/password/set/": ["password1", "password2"],
    "/tili/password/reset/key/1-set-password/": ["password1", "password2"],
    "/tili/confirm-email/key/": ["password", "new_password"],
    "/tili/login/code/confirm/": ["code"],
    "/tili/2fa/authenticate/": ["code", "credential"],
    "/tili/2fa/reauthenticate/": ["code", "credential"],
    "/tili/2fa/totp/activate/": ["code"],
    "/tili/2fa/webauthn/add/": ["credential"],
    "/tili/2fa/webauthn/login/": ["credential"],
    "/hallinta/kehityspolku/user/1/password/": ["password1", "password2"],
    "/kehrat/kallio/kuva/": ["file"],
    "/hankkeet/1/tiedostot/": ["files"],
    "/hankkeet/tuo/": ["files"],
}


@pytest.mark.parametrize(("path", "names"), SECRETS.items(), ids=SECRETS)
def test_no_password_code_or_file_is_shown(no_database, reader, path, names):
    file = path.endswith(("kuva/", "tiedostot/", "tuo/"))
    given = {n: SimpleUploadedFile("a.txt", PHRASE.encode()) if file else PHRASE for n in names}
    page = reader.post(path, given | {"note": "Rauha Esimerkki"})
    assert (page.status_code, PHRASE in page.text) == (503, False)
    assert "Rauha Esimerkki" in page.text


def test_every_password_field_has_the_name_of_a_secret():
    for app in ("account", "mfa.base", "mfa.totp", "mfa.webauthn"):
        import_module(f"allauth.{app}.forms")
    found = {
        name
        for form in subclasses(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field.widget, forms.PasswordInput) or name in ("code", "credential")
    }
    assert {"password", "oldpassword", "new_password", "password1", "code"} <= found
    assert {name for name in found if not SECRET.search(name)} == set()


def subclasses(kind):
    for below in kind.__subclasses__():
        yield below
        yield from subclasses(below)


@pytest.mark.django_db
def test_a_token_that_is_not_ours_shows_no_new_password():
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/tili/confirm-email/key/", {"new_password": PHRASE, "note": "Rauha E"})
    assert (page.status_code, PHRASE in page.text, "Rauha E" in page.text) == (403, False, True)


def test_a_form_that_cannot_be_read_is_answered_too(no_database, reader):
    page = reader.post("/", {"text": "x" * 3_000_000})
    assert page.status_code in (413, 503)
    page = reader.generic("POST", "/", b"--x\r\n", content_type="multipart/form-data; boundary=x")
    assert page.status_code in (400, 503)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_is_lost_on_the_way_leaves_nothing_half_done(reader):
    """At each of the questions that the request asks."""
    kehra, person = make.kehra(), make.user()
    reader.force_login(person)
    path = f"/en/kehrat/{kehra.slug}/liity/"
    statuses = []
    while not statuses or statuses[-1] == 503:
        with connection.execute_wrapper(lose_at(len(statuses))):
            page = reader.post(path, {"actor_type": "resident", "note": "Asun Kalliossa."})
        connection.close()
        statuses.append(page.status_code)
        if page.status_code == 503:
            assert "Asun Kalliossa." in page.text
            asked = Event.objects.about(kehra).filter(verb="ask_to_join").count()
            assert kehra.memberships.count() == asked  # the words about it may be lost, not it
    assert statuses[-1] == 302
    assert len(statuses) > 10
    assert kehra.memberships.count() == 1


def lose_at(number):
    """Ends the connection's own process on the server before the question of this number."""
    left = [number]

    def ask(execute, *args):
        if not left[0]:
            place = connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}
            with psycopg.connect(**place, autocommit=True) as other:
                pid = connection.connection.info.backend_pid
                other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        left[0] -= 1
        return execute(*args)

    return ask


# Valkey


@pytest.mark.django_db
def test_without_valkey_pages_are_read_and_work_that_needs_no_limit_is_done(no_valkey, client):
    project = make.project(state="in_review")
    client.force_login(project.adviser or make.user("lead"))
    for path in ("/", "/kehrat/", "/palveluajat/", f"/hankkeet/{project.pk}/", "/ilmoitukset/"):
        assert (path, client.get(path).status_code) == (path, 200)
    assert client.post("/ilmoitukset/luettu/").status_code == 302


ACCOUNT = {
    "/tili/login/": {"login": "rauha@kehityspolku.example", "password": PHRASE},
    "/tili/signup/": {"email": "rauha@kehityspolku.example", "password1": PHRASE},
    "/tili/password/reset/": {"email": "rauha@kehityspolku.example"},
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ACCOUNT)
def test_without_valkey_signing_in_and_up_is_refused(no_valkey, reader, path):
    make.user(email="rauha@kehityspolku.example", password=PHRASE)
    assert reader.get(f"/en{path}").status_code == 200
    page = reader.post(f"/en{path}", ACCOUNT[path])
    assert (page.status_code, page.headers["Retry-After"]) == (503, "10")
    assert "cannot take forms or sign anyone in just now" in page.text
    assert ("rauha@kehityspolku.example" in page.text, PHRASE in page.text) == (True, False)
    assert "_auth_user_id" not in reader.session


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/en/tili/reauthenticate/", {"password": PHRASE}),
        (
            "/en/tili/password/change/",
            {"oldpassword": PHRASE, "password1": f"{PHRASE} 2", "password2": f"{PHRASE} 2"},
        ),
    ],
)
def test_without_valkey_no_password_can_be_tried(no_valkey, reader, path, given):
    person = make.user(password=PHRASE)
    reader.force_login(person)
    page = reader.post(path, given)
    assert (page.status_code, PHRASE in page.text) == (503, False)
    person.refresh_from_db()
    assert person.check_password(PHRASE)


@pytest.mark.django_db
def test_without_valkey_no_code_of_a_second_step_can_be_tried(request, reader):
    person = make.user(password=PHRASE)
    TOTP.activate(person, generate_totp_secret())
    reader.post("/tili/login/", {"login": person.email, "password": PHRASE})
    request.getfixturevalue("no_valkey")
    page = reader.post("/tili/2fa/authenticate/", {"code": "123456"})
    assert (page.status_code, "123456" in page.text) == (503, False)
    assert "_auth_user_id" not in reader.session


@pytest.mark.django_db
def test_without_valkey_what_is_limited_is_refused_with_what_was_typed(no_valkey, reader):
    path = f"/sv/kehrat/{make.kehra().slug}/liity/"
    page = reader.post(path, {"actor_type": "resident", "note": "Jag bor i Berghäll."})
    assert (page.status_code, Wish.objects.count()) == (503, 0)
    assert "Jag bor i Berghäll." in page.text
    assert "Portalen kan just nu inte ta emot formulär" in page.text


@pytest.mark.django_db
def test_health_tells_which_part_is_away(no_valkey, client):
    ready = client.get("/terveys/valmis")
    assert ready.status_code == 503
    known = {"PostgreSQL": True, "Valkey": False}
    assert ready.json() == known | {"worker": None, "clock": None}  # nobody can know
    assert client.get("/terveys/elossa").status_code == 200


def test_health_without_the_database(no_database, client):
    ready = client.get("/terveys/valmis")
    assert (ready.status_code, ready.json()["PostgreSQL"]) == (503, False)
    assert client.get("/terveys/elossa").json() == {"alive": True}


# Whose failure


def caused(problem, by):
    problem.__cause__ = by
    return problem


@pytest.mark.parametrize(
    ("problem", "part"),
    [
        (OperationalError("refused"), away.DATABASE),
        (InterfaceError("connection already closed"), away.DATABASE),
        (caused(OperationalError(), AdminShutdown()), away.DATABASE),
        (caused(OperationalError(), QueryCanceled()), away.DATABASE),
        (caused(RuntimeError(), caused(OperationalError(), AdminShutdown())), away.DATABASE),
        (redis.ConnectionError(), away.VALKEY),
        (redis.TimeoutError(), away.VALKEY),
        (BrokerError(), away.VALKEY),
        (caused(OperationalError(), DeadlockDetected()), None),
        (DataError(), None),
        (ConnectionError(), None),  # a mail server's, say
        (None, None),
    ],
    ids=repr,
)
def test_whose_failure_it_is(problem, part):
    assert away.part_of(problem) == part


# The log


def record(problem=None, *args, **extra):
    info = (type(problem), problem, None) if problem else None
    made = logging.LogRecord("django.request", logging.ERROR, "", 1, "%s", args, info)
    made.__dict__.update(extra)
    return made


def test_the_log_gets_a_line_a_minute_for_each_part(caplog, monkeypatch):
    once = logs.AwayOnce()
    lost = OperationalError("connection refused\nIs the server running?")
    for told in [record(lost), record(None, "/", lost), record(lost)] * 50:
        assert not once.filter(told)
    assert not once.filter(record(redis.ConnectionError("Error 111")))
    words = [message.partition(" since ") for message in caplog.messages]
    assert [(part, why.rpartition(": ")[2]) for part, _, why in words] == [
        ("PostgreSQL is away", "connection refused"),
        ("Valkey is away", "Error 111"),
    ]
    away._told_at[away.DATABASE] -= EARLIER.total_seconds()
    once.filter(record(lost))
    assert caplog.messages[2] == caplog.messages[0]


def test_the_log_is_told_once_when_a_part_answers_again(caplog):
    away.answered(away.DATABASE)
    away.note(away.DATABASE, OperationalError("refused"))
    for _ in range(3):
        away.answered(away.DATABASE)
    assert [message[:24] for message in caplog.messages] == [
        "PostgreSQL is away since",
        "PostgreSQL answers again",
    ]


def test_other_lines_of_the_log_stay(caplog):
    once = logs.AwayOnce()
    assert once.filter(record(ValueError("a fault of ours"), status_code=500))
    assert once.filter(record(None, "/nowhere/", status_code=404))
    assert once.filter(record(None, {"dict": "of arguments"}))
    assert not once.filter(record(None, "/", status_code=503))  # its cause is told
    assert caplog.messages == []
