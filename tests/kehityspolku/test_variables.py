"""Every environment variable is checked when the portal starts, in whatever program."""

import os
import subprocess
import sys
from pathlib import Path
from secrets import token_urlsafe

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehityspolku import variables
from kehityspolku.management.commands import ci
from kehityspolku.web import deploy

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "KEHITYSPOLKU_PRODUCTION": "1",
    "SECRET_KEY": token_urlsafe(50),
    "SITE_URL": "https://kehityspolku.example",
    "ALLOWED_HOSTS": "kehityspolku.example",
    "DATABASE_URL": "postgresql://kehityspolku:secret@db.example/kehityspolku",
    "REDIS_URL": "redis://valkey.example:6379/0",
    "MAIL_HOST": "mail.example",
}
NEEDED = [variable.name for variable in variables.VARIABLES if variable.needed]
BY_NAME = {variable.name: variable for variable in variables.VARIABLES}
NUMBER = ["x", "-1", "1.5", "1e3", "٣", "99999999999", "0x10", "1,5"]
DAYS = [*NUMBER, "0", "4000"]
FLAG = ["on", "off", "2", "kyllä", "01", "truee"]
TEXT = ["a\x07b", "\ud800"]
FOLDER = ["/" + "a" * 300, "/etc/passwd", "/etc/passwd/var", "a\x07b"]
SITE = [
    "kehityspolku.example",
    "ftp://kehityspolku.example",
    "https://",
    "https://kehityspolku.example/polku",
    "https://user@kehityspolku.example",
    "https://kehityspolku.example:port",
    "https://kehityspolku.example:0",
    "https://kehityspolku.example?a=1",
    "https://[::1",
]
NONSENSE = {
    **dict.fromkeys([v.name for v in variables.VARIABLES if v.kind is variables.yes_no], FLAG),
    **dict.fromkeys([v.name for v in variables.VARIABLES if v.kind is variables.days], DAYS),
    **dict.fromkeys([v.name for v in variables.VARIABLES if v.kind is variables.folder], FOLDER),
    **dict.fromkeys([v.name for v in variables.VARIABLES if v.kind is variables.text], TEXT),
    "SECRET_KEY_FALLBACKS": TEXT,
    "SITE_URL": SITE,
    "ALLOWED_HOSTS": ["*", "a,,b", "https://a.example", "a.example:443", "a b", ".", "ä.example"],
    "DATABASE_URL": [
        "sqlite:///portal.db",
        "postgresql://",
        "postgresql://host",
        "postgresql://host/a/b",
        "postgresql:///name",
        "postgresql://host:port/name",
        "postgresql://us er@host/name",
        "host=localhost dbname=portal",
        "postgresql://host/name?sslmod=require",
        "postgresql://user:100%zz@host/name",
    ],
    "DATABASE_POOL": [*NUMBER, "1001"],
    "REDIS_URL": [
        "localhost",
        "http://a",
        "redis://",
        "redis://a:b",
        "redis://a/b",
        "redis://a?db=2",
        "redis://a/0?timeout=1",
        "redis://a/0#1",
        "unix://a/b",
        "unix:///run/valkey.sock?db=two",
        "unix:///run/valkey.sock?timeout=1",
    ],
    "MAIL_HOST": ["smtp://mail.example", "mail.example:25", "mail example", "-"],
    "MAIL_PORT": [*NUMBER, "0", "65536"],
    "MAIL_FROM": ["Kehityspolun posti", "a@", "@b", "A <a@b> B", "a@b, c@d", "A <a@b"],
    "CONTACT": ["Sukkula", "a b@c", "A <a@b>", "a@b\x07"],
    "TRUSTED_PROXIES": [*NUMBER, "11"],
    "WEB_THREADS": [*NUMBER, "0", "65"],
    "BODY_SECONDS": [*NUMBER, "0", "601"],
    "CLAMAV": ["localhost", "localhost:", ":3310", "a:b", "a:0", "http://a:3310"],
    "LOG_LEVEL": ["loud", "20", "WARN"],
}


def refused(**environ):
    """The one line that is told."""
    with pytest.raises(variables.Refused) as told:
        variables.read(environ)
    return str(told.value)


def test_nonsense_is_tried_of_every_variable():
    assert set(NONSENSE) == set(BY_NAME)


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, many in NONSENSE.items() for v in many])
def test_nonsense_is_refused_with_the_name_and_never_shown(name, value):
    words = BY_NAME[name].kind.words.replace("`", "")
    for others in ({}, PRODUCTION):
        told = refused(**others | {name: value})
        assert told.startswith("Kehityspolku does not start: ")
        assert f"{name} must be {words}" in told
        assert "\n" not in told
    shown = told.replace(words, "").replace(name, "")
    assert len(value) < 9 or value not in shown


@given(st.sampled_from(sorted(BY_NAME)), st.text(st.characters(exclude_characters="\0")))
def test_whatever_is_given_is_read_or_refused_in_a_line(name, value):
    try:
        told = " ".join(variables.read({name: value}))
    except variables.Refused as refusal:
        told = str(refusal)
    assert name in told
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize("variable", variables.VARIABLES, ids=lambda variable: variable.name)
def test_every_default_is_of_its_kind_and_empty_means_not_given(variable):
    assert variable.read({}) == variable.read({variable.name: " "})
    assert (variable.read({}) is None) == (not variable.default)


@pytest.mark.parametrize("word", ["1", "true", "TRUE", "Yes", " yes "])
def test_words_for_yes_and_no(word):
    for name in ("MAIL_TLS", "DEBUG", "SSL_REDIRECT"):
        assert variables.read({name: word})[name] is True
    for no in ("0", "false", "False", "NO"):
        assert variables.read({"MAIL_TLS": no})["MAIL_TLS"] is False
    production = variables.read(PRODUCTION | {"KEHITYSPOLKU_PRODUCTION": word})
    assert production["KEHITYSPOLKU_PRODUCTION"] is True


@pytest.mark.parametrize("url", ["unix:///run/valkey.sock?db=2", "redis://:pw@a:6379", "redis://a"])
def test_addresses_of_valkey(url):
    assert variables.read({"REDIS_URL": url})["REDIS_URL"] == url


def test_the_broker_has_the_number_of_valkeys_database_too():
    """Celery takes it by another name, and would silently take 0."""
    ask = "from django.conf import settings as s; print(s.CELERY_BROKER_URL)"
    for url, told in (
        ("unix:///run/valkey.sock?db=2", "redis+socket:///run/valkey.sock?virtual_host=2"),
        ("unix:///run/valkey.sock", "redis+socket:///run/valkey.sock"),
        ("redis://a/2", "redis://a/2"),
    ):
        assert run("-c", ask, REDIS_URL=url)[1] == f"{told}\n"


def test_a_trial_without_https_says_so():
    trial = {"SITE_URL": "http://localhost:8000", "ALLOWED_HOSTS": "localhost"}
    read = variables.read(PRODUCTION | trial | {"SSL_REDIRECT": "0"})
    assert read["SITE_URL"] == "http://localhost:8000"


def test_addresses_of_the_portal_and_its_database():
    socket = "postgresql://kehityspolku@/kehityspolku?host=%2Fvar%2Frun%2Fpostgresql"
    read = variables.read({"SITE_URL": "https://a.example:8443/", "DATABASE_URL": socket})
    assert (read["SITE_URL"], read["DATABASE_URL"]) == ("https://a.example:8443", socket)


def test_production_tells_all_that_lacks_in_one_line():
    told = refused(KEHITYSPOLKU_PRODUCTION="yes", MAIL_TLS="perhaps", MAIL_HOST="")
    lacking = ", ".join(NEEDED)
    assert f"production lacks {lacking}; MAIL_TLS must be" in told
    assert lacking == "SECRET_KEY, SITE_URL, ALLOWED_HOSTS, DATABASE_URL, REDIS_URL, MAIL_HOST"


@pytest.mark.parametrize("name", NEEDED)
def test_production_needs_each_of_them(name):
    assert f"production lacks {name} (" in refused(**PRODUCTION | {name: " "})


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"SECRET_KEY": "x7" * 24}, "SECRET_KEY must have at least 50 random characters"),
        ({"SECRET_KEY": "abcd" * 20}, "SECRET_KEY must have at least 50 random characters"),
        ({"SECRET_KEY": variables.PUBLIC_KEY * 3}, "SECRET_KEY is one that anybody can read"),
        ({"SECRET_KEY": f"django-insecure-{token_urlsafe(50)}"}, "anybody can read"),
        ({"ALLOWED_HOSTS": "www.example"}, "ALLOWED_HOSTS must have the name in SITE_URL"),
        ({"MEDIA_ROOT": "files"}, "MEDIA_ROOT must begin with /"),
        ({"KEHITYSPOLKU_VAR": "var"}, "KEHITYSPOLKU_VAR must begin with /"),
        ({"DEBUG": "yes"}, "never run with production settings"),
        ({"KEHITYSPOLKU_DEMO": "true"}, "never run with production settings"),
        ({"HSTS_PRELOAD": "1"}, "HSTS_PRELOAD needs HSTS_SUBDOMAINS"),
        ({"DATABASE_POOL": "3"}, "DATABASE_POOL must be 0 or at least WEB_THREADS"),
        ({"DORMANT_WARNING_DAYS": "365"}, "DORMANT_WARNING_DAYS must be less than"),
        (
            {"SECRET_KEY_FALLBACKS": f"a,{variables.PUBLIC_KEY * 3}"},
            "FALLBACKS is one that anybody",
        ),
        ({"SURVEY_KEY": variables.PUBLIC_KEY * 3}, "SURVEY_KEY is one that anybody can read"),
        ({"BOUNCE_SECRET": "x" * 19}, "BOUNCE_SECRET must have at least 20 random characters"),
        ({"BACKUP_KEY": "x" * 19}, "BACKUP_KEY must have at least 20 random characters"),
        ({"SITE_URL": "http://kehityspolku.example"}, "SITE_URL must begin with https://"),
        ({"SITE_URL": "HTTP://kehityspolku.example"}, "SITE_URL must begin with https://"),
        ({"MAIL_USER": "portal"}, "MAIL_USER and MAIL_PASSWORD go together"),
        ({"MAIL_PASSWORD": "secret"}, "MAIL_USER and MAIL_PASSWORD go together"),
        ({"MAIL_PORT": "465"}, "MAIL_PORT must be one for STARTTLS"),
        ({"KEHITYSPOLKU_DEMOO": "1"}, "KEHITYSPOLKU_DEMOO is no variable (is it KEHITYSPOLKU_D"),
    ],
)
def test_what_does_not_go_together_is_told(given, told):
    assert told in refused(**PRODUCTION | given)


@pytest.mark.parametrize(
    "hosts", [".example", "a.example,kehityspolku.example", "KEHITYSPOLKU.example"]
)
def test_names_that_hold_the_portals_own(hosts):
    variables.read(PRODUCTION | {"ALLOWED_HOSTS": hosts})


def test_mail_as_files_is_said_with_a_word():
    assert variables.read(PRODUCTION | {"MAIL_HOST": "files"})["MAIL_HOST"] == variables.FILES


def run(*command, **environ):
    """A program in an environment of these variables alone; code, output and complaint."""
    env = {"PATH": os.defpath, "DJANGO_SETTINGS_MODULE": "kehityspolku.settings", **environ}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "command",
    [
        "manage.py migrate",
        "manage.py check --deploy",
        "manage.py createsuperuser",
        "manage.py help",
        "-m celery -A kehityspolku worker",
        "-m celery -A kehityspolku beat",
    ],
)
def test_no_program_starts_half_told_or_with_servers_of_its_own(command, tmp_path):
    var = tmp_path / "var"
    given = {"KEHITYSPOLKU_PRODUCTION": "true", "KEHITYSPOLKU_VAR": str(var)}
    code, out, told = run(*command.split(), **given)
    lacking = "production lacks SECRET_KEY, SITE_URL, ALLOWED_HOSTS, DATABASE_URL, REDIS_URL"
    assert (code, out) == (1, "")
    assert told == f"Kehityspolku does not start: {lacking}, MAIL_HOST (docs/operating.md)\n"
    assert not var.exists()


def test_the_deploy_check_is_clean(tmp_path):
    """Without subdomains and preload too, which other services of the same name may not bear."""
    given = ci.PRODUCTION | {"KEHITYSPOLKU_VAR": str(tmp_path)}
    code, _out, told = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **given)
    assert (code, told) == (0, "")
    ask = (
        "from django.conf import settings as s; print(s.SECURE_HSTS_SECONDS, "
        "s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD)"
    )
    asked = {"HSTS_SUBDOMAINS": "1", "HSTS_PRELOAD": "1"}
    assert run("-c", ask, **given)[1] == "31536000 False False\n"
    assert run("-c", ask, **given | asked)[1] == "31536000 True True\n"


def test_the_deploy_check_tells_of_addresses_of_the_demonstration(settings):
    told = [(warning.id, warning.msg.split()[0]) for warning in deploy.check()]
    assert told == [("kehityspolku.W001", "CONTACT"), ("kehityspolku.W001", "MAIL_FROM")]
    settings.CONTACT, settings.DEFAULT_FROM_EMAIL = "a@helka.example", "Helka <b@helka.example>"
    assert deploy.check() == []
