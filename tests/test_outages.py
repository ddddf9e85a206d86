"""A portal under which PostgreSQL or Valkey really stops, hangs and comes back."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from kehityspolku import away
from kehityspolku.postgresql.base import Connection
from tests import ground

PHRASE = "the words that nobody may see"
LOGIN = {"login": "rauha@kehityspolku.example", "password": PHRASE}
MAIL = {"email": "nobody@kehityspolku.example"}
SOON = 5  # seconds


@pytest.fixture(scope="module")
def servers(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), ground.laid() as servers:
        yield servers


@pytest.fixture(scope="module")
def portal(servers):
    """One that makes a connection for each request."""
    with servers.portal() as portal:
        yield portal


@pytest.fixture(scope="module")
def pooled(servers):
    """One that keeps its connections."""
    with servers.portal(DATABASE_POOL="6") as portal:
        yield portal


def read(portal):
    """A reader who has been here a moment ago, so that nothing is read or made the first time."""
    reader = ground.Reader(portal.address)
    for path in ("/tili/login/", "/en/tili/login/", "/sv/tili/login/"):
        ground.until(lambda path=path: reader.get(path)[0] == 200, SOON)
    return reader


def many(act, number=10):
    """Statuses of as many acts at once, and the seconds that all of them took."""
    begun = time.monotonic()
    with ThreadPoolExecutor(number) as threads:
        statuses = {answer[0] for answer in threads.map(lambda _: act(), range(number))}
    return statuses, time.monotonic() - begun


@pytest.mark.parametrize("kind", ["portal", "pooled"])
def test_postgres_stops_and_comes_back(servers, kind, request):
    portal = request.getfixturevalue(kind)
    reader = read(portal)

    def outage():
        with servers.stopped(servers.postgres):
            for prefix, words in (
                ("", "Portaali ei juuri nyt saa yhteyttä tietokantaansa."),
                ("/sv", "Portalen får just nu ingen kontakt med sin databas."),
                ("/en", "The portal cannot reach its database just now."),
            ):
                status, text, headers = reader.get(f"{prefix}/")
                assert (status, words in text, headers["Retry-After"]) == (503, True, "10")
                status, text, _headers = reader.post(f"{prefix}/tili/login/", LOGIN)
                assert (status, LOGIN["login"] in text, PHRASE in text) == (503, True, False)
            assert many(lambda: reader.get("/"), 30)[0] == {503}
            assert reader.get("/terveys/elossa")[0] == 200
            status, text, _headers = reader.get("/terveys/valmis")
            assert (status, '"PostgreSQL": false' in text) == (503, True)
        ground.until(lambda: reader.get("/")[0] == 200, SOON)

    said = portal.said(outage)
    assert len(ground.lines(said, of="PostgreSQL is away since")) == 1
    assert len(ground.lines(said, of="PostgreSQL answers again")) == 1
    assert ("Traceback" in said, len(ground.lines(said, of=""))) == (False, 2)
    assert reader.post("/tili/login/", LOGIN)[0] == 200  # wrong words: the form again


@pytest.mark.parametrize("kind", ["portal", "pooled"])
def test_postgres_hangs_and_no_thread_waits_for_long(servers, kind, request):
    reader = read(request.getfixturevalue(kind))
    with servers.frozen(servers.postgres):
        statuses, seconds = many(lambda: reader.get("/"))
        assert (statuses, seconds < 15) == ({503}, True)
        statuses, seconds = many(lambda: reader.get("/terveys/elossa"))
        assert (statuses, seconds < 15) == ({200}, True)
    ground.until(lambda: reader.get("/")[0] == 200, SOON)
    assert many(lambda: reader.get("/"))[0] == {200}


def test_a_statement_without_an_answer_is_given_up(servers, monkeypatch):
    monkeypatch.setattr(Connection, "patience", 1)
    with Connection.connect(servers.postgres.url()) as link, servers.frozen(servers.postgres):
        with pytest.raises(away.NoAnswer):
            link.execute("SELECT 1")
        assert link.closed


@pytest.mark.django_db
@pytest.mark.parametrize(("patience", "longest"), [(None, "0"), (12, "10s")])
def test_the_server_ends_a_reader_s_long_statement_by_itself(monkeypatch, patience, longest):
    monkeypatch.setattr(Connection, "patience", patience)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == (longest,)
    other.close()


def test_valkey_stops_and_reading_goes_on(servers, portal):
    reader = read(portal)

    def outage():
        with servers.stopped(servers.valkey):
            assert many(lambda: reader.get("/"))[0] == {200}
            assert many(lambda: reader.get("/tili/login/"))[0] == {200}
            assert reader.get("/palveluajat/")[0] == 200
            for _ in range(3):
                status, text, _headers = reader.post("/tili/login/", LOGIN)
                assert (status, LOGIN["login"] in text, PHRASE in text) == (503, True, False)
            assert "eikä kirjautumisia" in text
            status, text, _headers = reader.get("/terveys/valmis")
            assert (status, '"PostgreSQL": true, "Valkey": false' in text) == (503, True)
        ground.until(lambda: reader.post("/tili/login/", LOGIN)[0] == 200, SOON)

    said = portal.said(outage)
    assert len(ground.lines(said, of="Valkey is away since")) == 1
    assert len(ground.lines(said, of="Valkey answers again")) == 1
    assert ("Traceback" in said, len(ground.lines(said, of=""))) == (False, 2)


def test_valkey_hangs_and_no_thread_waits_for_long(servers, portal):
    reader = read(portal)
    with servers.frozen(servers.valkey):
        statuses, seconds = many(lambda: reader.post("/en/tili/login/", LOGIN))
        assert (statuses, seconds < 15) == ({503}, True)
        statuses, seconds = many(lambda: reader.get("/"))
        assert (statuses, seconds < SOON) == ({200}, True)
    # Of what hung and is done now, allauth's locks are left: those attempts wait ten seconds.
    ground.until(lambda: reader.post("/en/tili/password/reset/", MAIL)[0] == 302, SOON)
