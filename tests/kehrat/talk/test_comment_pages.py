"""The pages of a discussion: reading it, saying more, mending; nothing typed is lost."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kehityspolku.web.limits import TRAP
from kehrat.models import Comment
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
WORDS = {"text": "Hyvä ajatus.", "language": "fi"}


def address(thing):
    return f"{thing.get_absolute_url()}kommentit/"


def say(client, thing, **more):
    return client.post(address(thing), WORDS | more)


@pytest.fixture
def idea():
    return make.idea()


def test_a_comment_is_published_with_its_writers_name(client, idea):
    person = make.user(name="Rauha Esimerkki")
    client.force_login(person)
    answer = say(client, idea, form_key=uuid4())
    comment = Comment.objects.get()
    assert answer.url == f"{idea.get_absolute_url()}#c{comment.pk}"
    page = main(client.get(idea.get_absolute_url()))
    assert "Rauha Esimerkki" in page
    assert f'id="c{comment.pk}"' in page
    assert (comment.by, comment.thing) == (person, idea)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_it_keeps_its_language(client, idea, language):
    client.force_login(make.user())
    say(client, idea, language=language)
    assert f'<div lang="{language}"><p dir="auto">Hyvä' in main(client.get(address(idea)))


def test_sent_twice_it_is_said_once(client, idea):
    client.force_login(make.user())
    key = uuid4()
    first, second = (say(client, idea, form_key=key) for _ in range(2))
    assert (first.url, Comment.objects.count()) == (second.url, 1)


def test_an_answer_opens_without_script_and_joins_its_thread(client, idea):
    root = make.comment(idea)
    client.force_login(make.user())
    page = main(client.get(address(idea)))
    assert f'href="{address(idea)}?reply={root.pk}"' in page
    form = main(client.get(f"{address(idea)}?reply={root.pk}"))
    assert f'<input type="hidden" name="reply" value="{root.pk}">' in form
    say(client, idea, reply=root.pk)
    assert root.replies.count() == 1


def test_with_htmx_the_form_alone_comes(client, idea):
    root = make.comment(idea)
    client.force_login(make.user())
    piece = client.get(f"{address(idea)}?reply={root.pk}", headers={"hx-request": "true"}).text
    assert "<html" not in piece
    assert f'id="write{root.pk}"' in piece


def test_what_is_answered_shows_only_where_it_was_said(client, idea):
    news = make.announcement(members_only=True)
    secret = make.comment(news, by=make.member(news.kehra, name="Salainen Esimerkki"))
    client.force_login(make.user())
    page = main(client.get(f"{address(idea)}?reply={secret.pk}"))
    assert "Salainen" not in page
    assert client.get(f"{address(idea)}?reply=%00").status_code == 200
    assert client.get(f"{address(idea)}?reply={'9' * 30}").status_code == 200
    assert say(client, idea, reply=secret.pk).status_code == 403


def test_what_was_said_signed_out_is_published_after_sign_in(client, idea):
    person = make.user(password="a long enough phrase 7")
    root = make.comment(idea)
    client.get(address(idea))
    say(client, idea, text="Kirjoitin tämän ensin.", reply=root.pk)
    assert Comment.objects.count() == 1
    client.post("/tili/login/", {"login": person.email, "password": "a long enough phrase 7"})
    said = Comment.objects.latest("pk")
    assert (said.parent, said.by, said.text) == (root, person, "Kirjoitin tämän ensin.")


def test_the_signed_out_are_led_to_the_form(client, idea):
    assert f'href="{address(idea)}#write"' in main(client.get(idea.get_absolute_url()))
    assert 'id="write"' in main(client.get(address(idea)))


def test_a_text_too_long_or_empty_is_told_and_stays(client, idea):
    client.force_login(make.user())
    long = "ä" * 100_000
    page = main(client.post(f"/en{address(idea)}", WORDS | {"text": long}))
    assert "100\u00a0000" in page
    assert "4\u00a0000" in page
    assert long in page
    assert say(client, idea, text="\u200b \x00").status_code == 200
    assert Comment.objects.count() == 0


def test_emoji_and_right_to_left_stay_as_they_are(client, idea):
    client.force_login(make.user())
    text = "مرحبا 👩🏽‍🚒\r\n\r\n- שלום"
    say(client, idea, text=text + "\x00\u202e")
    assert Comment.objects.get().text == "مرحبا 👩🏽‍🚒\n\n- שלום"
    page = main(client.get(address(idea)))
    assert '<p dir="auto">مرحبا 👩🏽‍🚒</p><ul dir="auto"><li>שלום</li></ul>' in page


def test_links_of_a_known_person_are_links_and_those_of_a_new_one_are_not(client, idea):
    text = "Katso https://hel.fi/ ja <script>alert(1)</script>"
    make.comment(idea, by=make.user(), text=text)
    page = main(client.get(address(idea)))
    assert "https://hel.fi/" in page
    assert 'href="https://hel.fi/"' not in page
    make.comment(idea, by=make.member(idea.kehra), text=text)
    page = main(client.get(address(idea)))
    assert 'href="https://hel.fi/" dir="ltr" rel="nofollow ugc noopener"' in page
    assert "<script>alert" not in page


def test_a_robot_is_thanked_and_says_nothing(client, idea):
    client.force_login(make.user())
    answer = say(client, idea, **{TRAP: "https://spam.example/"})
    assert (answer.status_code, Comment.objects.count()) == (302, 0)
    form = main(client.get(address(idea)))
    assert re.search(
        rf'<span class="hush"><input type="text" name="{TRAP}"[^>]*tabindex="-1"', form
    )


def test_a_comment_can_be_mended_on_its_page_until_the_time_is_over(client, idea):
    comment = make.comment(idea)
    client.force_login(comment.by)
    path = f"/kommentit/{comment.pk}/muokkaa/"
    assert "Hyvä ajatus." in main(client.get(path))
    assert client.post(path, WORDS | {"text": "Parempi ajatus."}).status_code == 302
    Comment.objects.update(at=timezone.now() - timedelta(minutes=15))
    late = client.post(path, WORDS | {"text": "Vielä parempi ajatus."})
    assert (late.status_code, "Vielä parempi ajatus." in main(late)) == (409, True)
    assert Comment.objects.get().text == "Parempi ajatus."
    assert f"/kommentit/{comment.pk}/muokkaa/" not in client.get(address(idea)).text


def test_taken_back_its_place_stays_only_where_others_answered(client, idea):
    alone, asked = make.comment(idea, text="Yksin."), make.comment(idea, text="Kysymys.")
    make.comment(idea, parent=asked, text="Vastaus.")
    for comment in (alone, asked):
        client.force_login(comment.by)
        assert "Yksin." in main(client.get(f"/kommentit/{alone.pk}/poista/")) or comment == asked
        assert client.post(f"/kommentit/{comment.pk}/poista/").status_code == 302
    page = main(client.get(f"/en{address(idea)}"))
    assert (page.count("Removed by its author."), "Vastaus." in page) == (1, True)
    assert "Yksin." not in page
    assert "Kysymys." not in page


def test_answering_what_is_gone_keeps_ones_words(client, idea):
    root = make.comment(idea)
    root.remove_comment(by=root.by)
    client.force_login(make.user())
    answer = say(client, idea, text="Vastaan sinulle.", reply=root.pk)
    assert (answer.status_code, "Vastaan sinulle." in main(answer)) == (409, True)
    assert Comment.objects.count() == 1


def test_a_deleted_person_is_a_former_user(client, idea):
    comment = make.comment(idea, by=make.user(name="Poistunut Esimerkki"))
    comment.by.delete()
    page = main(client.get(f"/en{address(idea)}"))
    assert "Former user" in page
    assert "Poistunut" not in page


def test_the_newest_page_is_shown_first_and_older_ones_follow(client, idea):
    person = make.user()
    for number in range(45):
        make.comment(idea, by=person, text=f"Kommentti {number}.")
    seen, url = [], address(idea)
    while url:
        page = main(client.get(url))
        seen.append([int(n) for n in re.findall(r"Kommentti (\d+)\.", page)])
        older = re.search(r'<a rel="next" href="([^"]+)"', page)
        url = older and older[1].replace("&amp;", "&")
    assert seen == [list(range(25, 45)), list(range(5, 25)), list(range(5))]


def test_many_answers_are_on_the_threads_own_page(client, idea):
    root = make.comment(idea)
    for number in range(12):
        make.comment(idea, parent=root, text=f"Vastaus {number}.")
    page = main(client.get(f"/en{address(idea)}"))
    assert re.findall(r"Vastaus (\d+)\.", page) == [str(n) for n in range(2, 12)]
    assert "All 12 answers" in page
    whole = main(client.get(f"/kommentit/{root.pk}/"))
    assert len(re.findall(r"Vastaus (\d+)\.", whole)) == 12


@pytest.mark.parametrize("role", ["anonymous", "coordinator"])
def test_it_asks_as_often_for_many_comments_as_for_one(client, idea, role):
    team = make.coordinator(idea.kehra)
    if role == "coordinator":
        client.force_login(team)
    asked = set()
    for more in (1, 2, 27):
        for _ in range(more):
            make.comment(idea, parent=make.comment(idea))
        with CaptureQueriesContext(connection) as captured:
            client.get(address(idea))
        asked.add(len(captured))
    assert len(asked) == 1


def test_notices_of_comments_ask_as_often_for_many_as_for_one(client, idea):
    client.force_login(idea.by)
    asked = set()
    for rows in (1, 3, 12):
        while idea.by.notices.count() < rows:
            make.comment(idea)
        with CaptureQueriesContext(connection) as captured:
            client.get("/ilmoitukset/")
        asked.add(len(captured))
    assert len(asked) == 1


def test_hidden_it_keeps_its_place_and_is_read_by_its_author_and_moderators(client, idea):
    hidden = make.comment(idea, text="Olet tyhmä.")
    make.case(hidden, "hidden")
    page = main(client.get(f"/en{address(idea)}"))
    assert "Hidden by a moderator." in page
    assert "tyhmä" not in page
    for person in (hidden.by, make.coordinator(idea.kehra), make.user("adviser")):
        client.force_login(person)
        assert "Olet tyhmä." in main(client.get(address(idea)))
