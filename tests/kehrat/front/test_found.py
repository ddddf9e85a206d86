"""What pages of Kehrät say of themselves to search engines and where their links are shared."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings

from kehityspolku import moments
from kehityspolku.finding import sitemap
from kehrat.models import District, SubArea
from tests import make

pytestmark = pytest.mark.django_db
SITE = settings.SITE_URL


def head(client, path):
    """{name: content} of a page's head, `data` the facts in schema.org's words, `links`."""
    text = client.get(path).text.partition("</head>")[0]
    told = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', text)
    found = {name: unescape(content) for name, content in told}
    found["links"] = re.findall(
        r'<link rel="(?:canonical|alternate)"(?: hreflang="([\w-]+)")? href="([^"]+)">', text
    )
    data = re.search(r'<script type="application/ld.json">(.*?)</script>', text)
    return found | {"data": data and json.loads(data[1])}


def test_a_kehras_page_tells_of_itself_in_its_own_words(client):
    areas = SubArea.objects.filter(name_fi__in=["Linjat", "Torkkelinmäki"])
    words = "</script><b>Pihat</b> & talkoot. " * 20
    kehra = make.kehra(name="Kallio", sub_areas=areas, description_fi=words, thread=3)
    found, path = head(client, kehra.get_absolute_url()), kehra.get_absolute_url()
    assert found["description"] == found["og:description"]
    assert (found["description"][:24], len(found["description"])) == (words[:24], 200)
    assert (found["og:title"], found["og:url"]) == ("Kallio", SITE + path)
    assert re.fullmatch(rf"{SITE}/static/found/yarn-3(\.\w+)?\.png", found["og:image"])
    assert found["links"] == [
        ("", SITE + path),
        ("fi", SITE + path),
        ("sv", f"{SITE}/sv{path}"),
        ("en", f"{SITE}/en{path}"),
        ("x-default", SITE + path),
    ]
    data = found["data"]
    assert (data["@type"], data["name"], data["description"]) == (
        "Organization",
        "Kallio",
        words,
    )
    assert data["foundingDate"] == kehra.formed_on.isoformat()
    client.force_login(make.user())
    assert "og:title" not in head(client, path)


def test_a_meeting_tells_when_where_and_whether_it_is_held(client):
    meeting = make.meeting(place="Kirjasto", link="https://meet.example/secret-room")
    data = head(client, meeting.get_absolute_url())["data"]
    assert data["startDate"][:16] == meeting.starts.astimezone(moments.HELSINKI).isoformat()[:16]
    assert (data["eventStatus"], data["eventAttendanceMode"]) == (
        "https://schema.org/EventScheduled",
        "https://schema.org/MixedEventAttendanceMode",
    )
    assert [place["@type"] for place in data["location"]] == ["Place", "VirtualLocation"]
    assert "secret-room" not in json.dumps(data)
    assert data["endDate"][:16] == meeting.ends.astimezone(moments.HELSINKI).isoformat()[:16]
    meeting.cancel_meeting(by=make.coordinator(meeting.kehra), reason="Sairaus.")
    found = head(client, meeting.get_absolute_url())
    assert found["data"]["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_meeting_whose_end_is_open_tells_none(client):
    meeting = make.meeting(ends_open=True)
    assert "endDate" not in head(client, meeting.get_absolute_url())["data"]


def test_pages_without_a_record_tell_their_lead_and_others_are_not_found(client):
    found = head(client, "/en/ideat/?state=open")
    assert found["description"].startswith("What residents would like to see happen.")
    assert found["links"][0] == ("", f"{SITE}/en/ideat/")
    assert found["og:image"].endswith(".png")
    assert (
        head(client, District.objects.get(slug="malmi").get_absolute_url())["description"][:6]
        == "Malmi,"
    )
    assert head(client, "/haku/?q=kallio")["robots"] == "noindex"


def test_the_map_of_the_site_is_cut_by_keys_and_tells_the_last_public_change(client, monkeypatch):
    monkeypatch.setattr(sitemap, "NUMBER", 2)
    with moments.days_ago(5):
        ideas = [make.idea(make.kehra()) for _ in range(3)]
    ideas[2].decline_idea(by=make.coordinator(ideas[2].kehra), reason="Ei nyt.")
    ideas[0].withdraw_idea(by=ideas[0].by)
    files = [part for name, part in sitemap.files() if name == "ideat"]
    assert files == list(range(ideas[2].pk // 2 + 1))
    theirs = sorted({idea.pk // 2 for idea in ideas})
    texts = [client.get(f"/sitemap-ideat-{part}.xml").text for part in theirs]
    assert [
        sum(f"<loc>{SITE}{idea.get_absolute_url()}</loc>" in text for text in texts)
        for idea in ideas
    ] == [0, 1, 1]
    day = re.search(rf"{ideas[2].get_absolute_url()}</loc>\s*<lastmod>(.{{10}})", texts[-1])[1]
    assert (
        day == (moments.now()).isoformat()[:10] != (moments.now() - timedelta(5)).isoformat()[:10]
    )
    assert client.get("/sitemap-ideat-99999.xml").status_code == 404
    assert client.get("/sitemap-salaiset-0.xml").status_code == 404


def test_files_that_programs_look_for_by_their_names(client):
    robots = client.get("/robots.txt").text
    assert f"Sitemap: {SITE}/sitemap.xml" in robots.splitlines()
    for line in ("/haku/", "/sv/haku/", "/en/haku/", "/tili/login/"):
        assert f"Disallow: {line}" in robots.splitlines()
    told = dict(
        line.split(": ", 1)
        for line in client.get("/.well-known/security.txt").text.splitlines()
        if line
    )
    assert told["Contact"] == f"mailto:{settings.CONTACT}"
    assert (
        moments.now().isoformat()
        < told["Expires"]
        < (moments.now() + timedelta(days=365)).isoformat()
    )
    kinds = {
        "/favicon.ico": "image/",
        "/apple-touch-icon.png": "image/png",
        "/icon-192.png": "image/png",
        "/site.webmanifest": "application/manifest+json",
    }
    for path, kind in kinds.items():
        answer = client.get(path)
        assert (path, answer.status_code, answer["Content-Type"].startswith(kind)) == (
            path,
            200,
            True,
        )
