"""What holds on every page: policy headers, languages, error pages, public statements."""

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client

from kehityspolku import moments
from kehityspolku.logs import AwayOnce, HideLinks
from kehityspolku.web import health, heartbeats
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/saavutettavuus/", "/tietosuoja/"])
@pytest.mark.parametrize(("prefix", "language"), [("", "fi"), ("/sv", "sv"), ("/en", "en")])
def test_statements_are_public_in_three_languages(client, path, prefix, language):
    page = client.get(prefix + path)
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text


def test_the_policy_allows_nothing_inline_and_nothing_foreign(client):
    policy = client.get("/saavutettavuus/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy


def test_without_signing_in_a_page_asks_to_sign_in(client):
    page = client.get("/oma/")
    assert (page.status_code, page.headers["Location"]) == (302, "/tili/login/?next=/oma/")


def test_an_unknown_address_is_404_in_words(client):
    page = client.get("/en/no-such-page/")
    assert page.status_code == 404
    assert b"<h1>" in page.content


def test_a_post_without_its_token_is_403_in_words():
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make.user())
    page = strict.post("/ilmoitukset/luettu/")
    assert page.status_code == 403
    assert b"<h1>" in page.content


def test_mail_page_is_for_the_demo_only(client):
    assert client.get("/posti/").status_code == 404


def test_alive_and_ready(client):
    assert client.get("/terveys/elossa").json() == {"alive": True}
    ready = client.get("/terveys/valmis")
    there = {"PostgreSQL": True, "Valkey": True}
    assert (ready.status_code, ready.json()) == (503, there | {"worker": False, "clock": False})


def test_health_names_the_worker_or_the_clock(client):
    def lacking():
        return [name for name, there in client.get("/terveys/valmis").json().items() if not there]

    heartbeats.note(heartbeats.CLOCK)
    assert lacking() == ["worker"]
    health.note_heartbeat()
    assert (lacking(), client.get("/terveys/valmis").status_code) == ([], 200)
    cache.clear()
    heartbeats.note(heartbeats.WORKER)
    assert lacking() == ["clock"]
    with moments.days_ago(1):
        health.note_heartbeat()
    heartbeats.note(heartbeats.CLOCK)
    assert lacking() == ["worker"]  # its loop turns, and nothing gets done


def test_who_watches_may_ask_by_any_name_and_fills_no_log(client, caplog):
    for path, status in (("elossa", 200), ("valmis", 503)):
        answer = client.get(f"/terveys/{path}", headers={"host": "10.1.2.3:8000"})
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/json")
    filters = [AwayOnce(), HideLinks()]
    assert [r for r in caplog.records if all(f.filter(r) for f in filters)] == []


def test_what_is_too_large_to_read_is_413_in_words(client):
    page = client.post(f"/kehrat/{make.kehra().slug}/liity/", {"note": "x" * 3_000_000})
    assert page.status_code == 413
    assert page.templates[0].name == "413.html"


def test_a_host_that_is_not_ours_is_400_in_words(client):
    page = client.get("/", headers={"host": "elsewhere.example"})
    assert page.status_code == 400
    assert page.templates[0].name == "400.html"


@pytest.mark.parametrize(
    ("path", "others"),
    [
        (
            "/haku/?q=a%20b&order=new",
            ["/sv/haku/?q=a%20b&order=new", "/en/haku/?q=a%20b&order=new"],
        ),
        ("/kaupunginosat/kallio/", ["/sv/kaupunginosat/kallio/", "/en/kaupunginosat/kallio/"]),
        ("/ei-ole/", ["/sv/", "/en/"]),
        ("/hankkeet/999/", ["/sv/hankkeet/999/", "/en/hankkeet/999/"]),
    ],
)
def test_a_page_leads_to_itself_in_the_other_languages(client, path, others):
    page = unescape(client.get(path).text)
    assert re.findall(r'href="([^"]*)" lang="[a-z]+" hreflang', page) == others


def test_what_a_signed_in_reader_got_is_kept_nowhere(client):
    kehra = make.kehra()
    paths = ["/", f"/kehrat/{kehra.slug}/", "/oma/", "/ei-ole/", "/robots.txt", "/sitemap.xml"]
    open_to_all = [client.get(path).headers.get("Cache-Control", "") for path in paths]
    client.force_login(make.member(kehra))
    own = [client.get(path).headers["Cache-Control"] for path in paths]
    assert [told for told in open_to_all if "no-store" in told] == []
    assert own == ["private, no-store"] * 4 + ["public, max-age=3600"] * 2


def test_a_page_with_something_to_mend_says_so_in_its_title(client):
    kehra = make.kehra()
    client.force_login(make.coordinator(kehra))
    for language, told in (("", "Virhe: "), ("/sv", "Fel: "), ("/en", "Error: ")):
        path = f"{language}/kehrat/{kehra.slug}/tiedotteet/uusi/"
        pages = [client.get(path).text, client.post(path, {"title": ""}).text]
        titles = [re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1] for page in pages]
        assert titles[1] == told + titles[0]
        assert [page.count('id="errors"') for page in pages] == [0, 1]
