"""Atom feeds: valid, public things alone, in their own languages, answered 304 while unchanged."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from kehityspolku import moments
from kehityspolku.models import Event
from kehrat.models import Announcement, Idea, Kehra, Meeting, Project
from tests import make

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def kehra():
    return make.kehra(name="Kallio & Vallila")


def feed(client, kehra=None, prefix="/en"):
    place = f"kehrat/{kehra.slug}/" if kehra else ""
    answer = client.get(f"{prefix}/{place}syote.atom")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    tree = ElementTree.fromstring(answer.content)  # noqa: S314 (our own)
    check(tree)
    return tree


def check(tree):
    """What RFC 4287 says a feed and an entry must have and must not."""
    assert tree.tag == f"{ATOM}feed"
    assert tree.get(LANG)
    once(tree, "id", "title", "updated")
    assert tree.find(f"{ATOM}author/{ATOM}name").text
    links(tree, "self", "alternate")
    ids = [entry.find(f"{ATOM}id").text for entry in tree.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    for entry in tree.iter(f"{ATOM}entry"):
        once(entry, "id", "title", "updated")
        assert len(entry.findall(f"{ATOM}summary")) <= 1
        assert len(entry.findall(f"{ATOM}published")) <= 1
        links(entry, "alternate")
    for element in tree.iter():
        local = element.tag.removeprefix(ATOM)
        assert local in KNOWN, element.tag
        if local in ("updated", "published"):
            assert datetime.fromisoformat(element.text).tzinfo
        if local == "id":
            assert urlsplit(element.text).scheme in ("tag", "http", "https")
        if element.get("type"):
            assert element.get("type") in ("text", "html")
        if local == "category":
            assert element.get("term")


KNOWN = "feed entry id title updated published author name link summary category".split()  # noqa: SIM905


def once(element, *names):
    for name in names:
        (found,) = element.findall(f"{ATOM}{name}")
        assert found.text


def links(element, *wanted):
    found = [(link.get("rel"), link.get("href")) for link in element.findall(f"{ATOM}link")]
    assert sorted(rel for rel, _href in found) == sorted(wanted)
    assert all(urlsplit(href).netloc for _rel, href in found)


def titles(tree):
    return [entry.find(f"{ATOM}title").text for entry in tree.iter(f"{ATOM}entry")]


def suggest(kehra, title="Penkkejä", **fields):
    given = {"by": make.user(name="Salainen Nimi"), "text": "Lisää <b>penkkejä</b> & puita."}
    return Idea.objects.suggest(kehra, **given | {"title": title, "language": "fi"} | fields)


def meeting(kehra, **fields):
    starts = timezone.now() + timedelta(days=9)
    times = {"starts": starts, "ends": starts + timedelta(hours=2)}
    given = {"title": "Kevätkokous", "place": "Kirjasto", "language": "fi", **times, **fields}
    return Meeting.objects.call(kehra, by=make.coordinator(kehra), **given)


def test_a_feed_tells_what_is_public_newest_first(client, kehra):
    make.project(kehra, "approved", title="Korttelipiha")
    suggest(kehra)
    tree = feed(client, kehra)
    told = titles(tree)
    assert "Penkkejä" in told[0]
    assert any("Korttelipiha" in title for title in told)
    assert tree.find(f"{ATOM}title").text == "Kallio & Vallila · Kehityspolku"


def test_nobodys_name_is_told(client, kehra):
    suggest(kehra)
    make.member(kehra, name="Salainen Nimi")
    assert "Salainen" not in ElementTree.tostring(feed(client, kehra), "unicode")


def test_entries_are_in_their_own_language(client, kehra):
    suggest(kehra, "Fler bänkar", language="sv")
    entry = feed(client, kehra).find(f"{ATOM}entry")
    assert (entry.get(LANG), feed(client, kehra).get(LANG)) == ("sv", "en")
    assert feed(client, kehra, "/sv").get(LANG) == "sv"


def test_what_people_write_is_text_to_a_reader_of_html(client, kehra):
    suggest(kehra, "Penkki\x0b <script>")
    entry = feed(client, kehra).find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}summary").text == "Lisää &lt;b&gt;penkkejä&lt;/b&gt; &amp; puita."
    assert "<script>" in entry.find(f"{ATOM}title").text


def test_what_is_not_public_is_not_told(client, kehra):
    make.project(kehra, "submitted", title="Salainen hanke")
    make.project(kehra, "rejected", title="Hylätty hanke")
    meeting(kehra, title="Jäsenten ilta", public=False)
    hidden = suggest(kehra, "Piilotettu")
    Idea.objects.filter(pk=hidden.pk).update(hidden_at=timezone.now())
    told = " ".join(titles(feed(client, kehra)) + titles(feed(client)))
    assert re.findall("Salainen|Hylätty|Jäsenten|Piilotettu", told) == []


def test_members_and_sukkula_get_the_same_feed_as_everyone(client, kehra):
    meeting(kehra, title="Jäsenten ilta", public=False)
    public = feed(client, kehra)
    for person in (make.coordinator(kehra), make.user("lead")):
        client.force_login(person)
        assert titles(feed(client, kehra)) == titles(public)


def test_a_kehras_feed_tells_its_own_and_the_citys_tells_all(client, kehra):
    suggest(kehra, "Omat penkit")
    suggest(make.kehra(), "Muiden penkit")
    assert "Muiden" not in " ".join(titles(feed(client, kehra)))
    told = " ".join(titles(feed(client)))
    assert ("Omat" in told, "Muiden" in told) == (True, True)


def test_a_kehra_that_is_not_public_has_no_feed(client, kehra):
    Kehra.objects.filter(pk=kehra.pk).update(state="proposed")
    assert client.get(f"/kehrat/{kehra.slug}/syote.atom").status_code == 404
    client.force_login(make.user("lead"))
    assert client.get(f"/kehrat/{kehra.slug}/syote.atom").status_code == 404


def test_public_meetings_and_ended_projects_are_told(client, kehra):
    meeting(kehra)
    project = make.project(kehra, "ended", title="Korttelipiha")
    told = titles(feed(client, kehra))
    assert any("Kevätkokous" in title for title in told)
    assert sum("Korttelipiha" in title for title in told) == 3
    Project.objects.filter(pk=project.pk).update(state="withdrawn")
    assert sum("Korttelipiha" in title for title in titles(feed(client, kehra))) == 0


def test_public_announcements_are_told_and_members_only_ones_are_not(client, kehra):
    by = make.coordinator(kehra)
    for title, members_only in (("Talkoot lauantaina", False), ("Salainen ilta", True)):
        given = {"title": title, "text": "Tervetuloa!", "language": "fi"}
        Announcement.objects.announce(kehra, by=by, members_only=members_only, **given)
    assert titles(feed(client, kehra))[0] == "Kallio & Vallila: Talkoot lauantaina"
    assert "Salainen" not in " ".join(titles(feed(client)))


def test_an_empty_feed_is_valid_and_has_a_date(client, kehra):
    Event.objects.all().delete()
    tree = feed(client, kehra)
    assert titles(tree) == []
    assert feed(client).find(f"{ATOM}updated").text.startswith("2013-12-12")


def test_ids_stay_and_entries_are_limited(client, kehra):
    for number in range(55):
        suggest(kehra, f"Idea {number}")
    first, again = (
        [e.find(f"{ATOM}id").text for e in feed(client, kehra).iter(f"{ATOM}entry")] for _ in "ab"
    )
    assert (first == again, len(first)) == (True, 50)
    assert first[0].startswith("tag:")


def test_an_unchanged_feed_is_answered_304(client, kehra):
    address = f"/kehrat/{kehra.slug}/syote.atom"
    idea = suggest(kehra)
    answer = client.get(address)
    same = {"If-None-Match": answer.headers["ETag"]}
    since = {"If-Modified-Since": answer.headers["Last-Modified"]}
    assert client.get(address, headers=same).status_code == 304
    assert client.get(address, headers=since).status_code == 304
    Idea.objects.filter(pk=idea.pk).update(hidden_at=timezone.now())
    assert client.get(address, headers=same).status_code == 200


@pytest.mark.parametrize("number", [1, 3, 30])
def test_a_feed_asks_as_often_however_long_it_is(client, kehra, number, django_assert_num_queries):
    make.project(kehra, "approved")
    for n in range(number):
        suggest(kehra, f"Idea {n}")
    feed(client, kehra)
    with django_assert_num_queries(7):
        feed(client, kehra)


def test_pages_name_their_feeds(client, kehra):
    page = " ".join(client.get(f"/en/kehrat/{kehra.slug}/").text.split())
    assert (
        f'type="application/atom+xml" title="Kallio &amp; Vallila" href="/en/kehrat/{kehra.slug}/'
        in page
    )
    assert 'href="/en/syote.atom"' in client.get("/en/").text


def test_a_moved_meeting_is_news_with_its_new_time(client, kehra):
    meeting = make.meeting(kehra, public=True, language="en")
    moved = {"starts": meeting.starts + timedelta(days=3), "ends": meeting.ends + timedelta(days=3)}
    meeting.change_meeting(by=make.coordinator(kehra), **moved)
    newest = next(feed(client, kehra).iter(f"{ATOM}entry"))
    title = newest.find(f"{ATOM}title").text
    assert moments.day_text(timezone.localdate(moved["starts"])) in title
