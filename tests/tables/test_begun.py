"""Each act that can be begun before sign-in: pressed or sent signed out, done once one has signed
in, ended on the thing's own page with what was done and what comes next."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kehityspolku.events import after_sign_in
from kehityspolku.models import Wish
from kehrat.models import Comment, District, Idea, Kehra, SubArea, Support
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough phrase 7"
IDEA = {"title": "Penkkejä rantaan", "text": "Lisää penkkejä.", "language": "fi"}
PART = {"actor_type": "resident", "organisation": "", "note": ""}


def url(name, *args):
    with translation.override("en"):
        return reverse(name, args=args)


def page_of(record):
    with translation.override("en"):
        return record.get_absolute_url()


def follow():
    idea = make.idea()
    return url("follow", "kehrat", "idea", idea.pk), {"act": "follow"}, lambda: idea


def join():
    kehra = make.kehra()
    return url("kehrat:join", kehra.slug), PART, lambda: kehra


def accept():
    invite = make.invite(make.kehra())
    return url("kehrat:invite", invite.token), PART, lambda: invite.kehra


def found():
    areas = SubArea.objects.filter(district__slug="malmi").values_list("pk", flat=True)
    words = {"name_fi": "Malmin Kehrä", "description": "Yhdessä.", "areas": list(areas)} | PART
    return url("kehrat:found"), words, lambda: Kehra.objects.get(name_fi="Malmin Kehrä")


def suggest():
    return url("kehrat:idea_new", make.kehra().slug), IDEA, Idea.objects.get


def suggest_to_sukkula():
    return url("kehrat:idea_new_sukkula"), IDEA, Idea.objects.get


def support():
    idea = make.idea()
    return url("kehrat:idea_support", idea.pk), {}, lambda: idea


def rsvp():
    meeting = make.meeting()
    return url("kehrat:meeting_answer", meeting.pk), {"answer": "yes"}, lambda: meeting


def tell():
    district = District.objects.get(slug="malmi")
    return url("kehrat:tell_me", district.slug), {}, lambda: district


def comment():
    words = {"text": "Hyvä!", "language": "fi"}
    return url("kehrat:idea_comments", make.idea().pk), words, Comment.objects.get


def report():
    said = make.comment(make.idea())
    words = {"kind": "rude", "words": "Haukkuu."}
    return url("kehrat:flag", "comment", said.pk), words, lambda: said


TABLE = {  # the act: how it is begun, what the page says in the end
    "follow": (follow, "You follow this now"),
    "join": (join, "You have asked to join."),
    "accept_or_ask": (accept, "You are now a member of"),
    "found": (found, "The proposal is sent."),
    "suggest_idea": (suggest, "Thank you."),
    "suggest_to_sukkula": (suggest_to_sukkula, "Thank you."),
    "support": (support, "You support the idea. You are told what becomes of it."),
    "rsvp": (rsvp, "You are coming. You get a reminder a week and a day before."),
    "tell": (tell, "You are told when this area gets a Kehrä."),
    "comment": (comment, "Your comment is published."),
    "report": (report, "Thank you. Moderators look at it and decide."),
}


def test_each_act_has_a_row():
    assert set(TABLE) == set(after_sign_in.acts())


@pytest.mark.parametrize("act", TABLE)
def test_it_is_done_and_told_on_the_page_of_the_thing(client, act):
    begin, says = TABLE[act]
    address, given, ends_on = begin()
    kept = client.post(address, given, follow=True)
    assert kept.status_code == 200
    assert Wish.objects.filter(verb=act, done_at=None).count() == 1
    signup = url("account_signup") in kept.text
    assert (signup, url("account_login") in kept.text) == (True, True)
    person = make.user(password=PASSWORD)
    signed_in = client.post(url("account_login"), {"login": person.email, "password": PASSWORD})
    page = client.get(signed_in.url)
    assert says in main(page)
    assert Wish.objects.get(verb=act).done_at
    there = page_of(ends_on())
    assert urlsplit(signed_in.url).path.startswith(urlsplit(there).path)


def test_all_that_was_begun_is_done_each_once(client):
    ideas = [make.idea(title=title) for title in ("Penkit", "Sauna")]
    for idea in (*ideas, ideas[0]):
        kept = client.post(url("kehrat:idea_support", idea.pk), follow=True)
    assert [name in main(kept) for name in ("Penkit", "Sauna")] == [True, True]
    assert page_of(ideas[0]) in main(kept)
    key = "6f6c0a3e-5c0f-4d7e-9d1c-0f4f4f5a2b11"
    new = url("kehrat:idea_new_sukkula")
    client.post(new, IDEA | {"form_key": key})
    client.post(new, IDEA | {"form_key": key, "title": "Penkkejä rannalle"})  # Back, and mended
    person = make.user(password=PASSWORD)
    answer = client.post(url("account_login"), {"login": person.email, "password": PASSWORD})
    own = Support.objects.filter(user=person).values_list("idea__title", flat=True)
    assert sorted(own) == ["Penkit", "Penkkejä rannalle", "Sauna"]
    page = main(client.get(answer.url))
    assert "Sauna: You support the idea." in page
    assert "Penkkejä rannalle: Thank you." in page


def test_what_somebody_else_began_in_another_browser_is_not_done(client):
    idea = make.idea()
    client.post(url("kehrat:idea_support", idea.pk))
    person, other = make.user(password=PASSWORD), Client()
    other.post(url("account_login"), {"login": person.email, "password": PASSWORD})
    assert Support.objects.filter(user=person).count() == 0
