"""The pages of announcements: writing, reading, putting away."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kehrat.models import Announcement
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
NEWS = {
    "title": "Talkoot\nlauantaina",
    "text": "Ota mukaan:\n- hanskat\n- lapio\n\nhttps://hel.fi/",
    "language": "fi",
    "members_only": "",
}


def test_a_coordinator_writes_news_that_everyone_reads(client):
    kehra = make.kehra()
    client.force_login(make.coordinator(kehra))
    path, key = f"{kehra.get_absolute_url()}tiedotteet/uusi/", uuid4()
    first, second = (client.post(path, NEWS | {"form_key": key}) for _ in range(2))
    news = Announcement.objects.get()
    assert first.url == second.url == news.get_absolute_url()
    assert (news.title, news.members_only) == ("Talkoot lauantaina", False)
    client.logout()
    page = main(client.get(news.get_absolute_url()))
    assert "<li>hanskat</li>" in page
    assert 'href="https://hel.fi/"' in page
    for where in (kehra.get_absolute_url(), f"{kehra.get_absolute_url()}tiedotteet/"):
        assert "Talkoot lauantaina" in main(client.get(where))


def test_members_news_are_marked_and_shown_to_members(client):
    kehra = make.kehra()
    client.force_login(make.coordinator(kehra))
    client.post(f"{kehra.get_absolute_url()}tiedotteet/uusi/", NEWS | {"members_only": "yes"})
    news = Announcement.objects.get()
    assert news.members_only
    assert "for members only" in main(client.get(f"/en{news.get_absolute_url()}"))
    client.force_login(make.user())
    assert "Talkoot" not in client.get(kehra.get_absolute_url()).text
    assert client.get(news.get_absolute_url()).status_code == 404


def test_edited_it_is_marked_and_what_was_wrong_stays_in_the_form(client):
    news = make.announcement()
    client.force_login(news.by)
    path = f"{news.get_absolute_url()}muokkaa/"
    assert "Tervetuloa!" in main(client.get(path))
    long = client.post(path, NEWS | {"text": "ä" * 10_001})
    assert (long.status_code, "ä" * 10_001 in main(long)) == (200, True)
    client.post(path, NEWS)
    assert "edited" in main(client.get(f"/en{news.get_absolute_url()}"))


def test_put_away_and_back(client):
    news = make.announcement()
    client.force_login(news.by)
    states = []
    for word in ("arkistoi", "julkaise", "peru", "julkaise"):
        assert client.post(f"{news.get_absolute_url()}{word}/").status_code == 302
        news.refresh_from_db()
        states.append((news.state, Client().get(news.get_absolute_url()).status_code))
    shown = [("archived", 200), ("published", 200), ("withdrawn", 410), ("published", 200)]
    assert states == shown
    assert client.post(f"{news.get_absolute_url()}muuta/").status_code == 404


def test_the_list_asks_as_often_for_many_as_for_one(client):
    kehra, asked = make.kehra(), set()
    make.coordinator(kehra)
    for more in (1, 2, 27):
        for _ in range(more):
            make.announcement(kehra)
        for path in (f"{kehra.get_absolute_url()}tiedotteet/",):
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            asked.add((path, len(captured)))
    assert len(asked) == 1


def test_whose_session_had_ended_finds_the_text_again(client):
    kehra = make.kehra()
    path = f"{kehra.get_absolute_url()}tiedotteet/uusi/"
    assert client.post(path, NEWS).url.startswith("/tili/login/")
    team = make.member(kehra, "coordinator", password="a long enough phrase 7")
    client.post("/tili/login/", {"login": team.email, "password": "a long enough phrase 7"})
    assert "- hanskat" in main(client.get(path))


def test_who_wrote_to_the_members_and_was_removed_reads_no_more_of_it(client):
    kehra = make.kehra()
    team, author = make.coordinator(kehra), make.member(kehra, "coordinator")
    words = {"title": "Avaimet", "text": "Naulassa.", "language": "fi", "members_only": True}
    news = Announcement.objects.announce(kehra, by=author, **words)
    client.force_login(author)
    assert client.get(news.get_absolute_url()).status_code == 200
    kehra.membership_of(author).remove_member(by=team, reason="Häiritsi kokouksia.")
    assert client.get(news.get_absolute_url()).status_code == 404
