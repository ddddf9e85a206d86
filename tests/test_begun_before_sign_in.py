"""Every act that can be begun before sign-in: nothing is done before, and where it ends."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from kehityspolku.events import after_sign_in
from kehityspolku.models import Follow
from kehrat.models import Case, Comment, District, Idea, Kehra, Membership, Rsvp, SubArea, Support
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough phrase 7"
WORDS = {"title": "Penkki torille", "text": "Lisää istumapaikkoja.", "language": "fi"}


def of(kehra):
    """{act: (its page, what is sent, the sentence, where it ends, what is then there)}."""
    idea, meeting = make.idea(kehra), make.meeting(kehra)
    invite, malmi = make.invite(kehra), District.objects.get(slug="malmi")
    page, area = f"/en/kehrat/{kehra.slug}/", SubArea.objects.filter(name_fi="Ylä-Malmi").get()
    founding = {"name_fi": "Malmin Kehrä", "description": "Yhdessä.", "areas": [area.pk]}
    part = {"actor_type": "resident"}
    suggested = r"/en/ideat/\d+/"
    return {
        "join": (f"{page}liity/", part, "You have asked to join.", page, Membership),
        "accept_or_ask": (f"/en/kutsu/{invite.token}/", part, "now a member", page, Membership),
        "found": (
            "/en/kehrat/perusta/",
            founding | part,
            "The proposal is sent.",
            "/en/kehrat/malmin-kehra/",
            Kehra,
        ),
        "suggest_idea": (f"{page}ideat/uusi/", WORDS, "Thank you.", suggested, Idea),
        "suggest_to_sukkula": ("/en/ideat/uusi/sukkulalle/", WORDS, "Thank", suggested, Idea),
        "support": (f"/en/ideat/{idea.pk}/kannata/", {}, "You support", suggested, None),
        "rsvp": (
            f"/en/kokoukset/{meeting.pk}/vastaa/",
            {"answer": "yes"},
            "You are coming.",
            f"/en/kokoukset/{meeting.pk}/",
            Rsvp,
        ),
        "tell": (
            f"/en{reverse('kehrat:tell_me', args=['malmi']).removeprefix('/en')}",
            {},
            "You are told when",
            f"/en{malmi.get_absolute_url().removeprefix('/en')}",
            Follow,
        ),
        "comment": (
            f"/en{reverse('kehrat:idea_comments', args=[idea.pk]).removeprefix('/en')}",
            {"text": "Hyvä ajatus.", "language": "fi"},
            "Your comment is published.",
            r"/en/kommentit/\d+/#c\d+",
            Comment,
        ),
        "report": (
            f"/en{reverse('kehrat:flag', args=['idea', idea.pk]).removeprefix('/en')}",
            {"kind": "rude", "words": "Haukkuu."},
            "Moderators look at it and decide.",
            suggested,
            Case,
        ),
        "follow": (
            f"/en/seuraa/kehrat/kehra/{kehra.pk}/",
            {"act": "follow"},
            "You follow this now",
            page,
            Follow,
        ),
    }


def test_each_act_is_kept_done_after_sign_in_and_ends_on_its_own_page():
    kehra = make.kehra(name="Kallio")
    make.coordinator(kehra)
    table = of(kehra)
    assert set(table) == set(after_sign_in.acts())
    for act, (path, given, sentence, ends, model) in table.items():
        client, person = Client(), make.user(password=PASSWORD, language="en")
        before = model and model.objects.count()
        kept = client.post(path, given)
        assert (act, kept.status_code) == (act, 200 if act == "tell" else 302)
        if kept.status_code == 302:
            assert "/tili/" in client.get(kept.url).text, act
        assert (act, model and model.objects.count()) == (act, before)
        told = {"login": person.email, "password": PASSWORD}
        done = client.post("/en/tili/login/", told, follow=True)
        [(url, status)] = done.redirect_chain
        assert re.fullmatch(ends, url), (act, url)
        assert [str(m) for m in done.context["messages"] if sentence in str(m)], act
        assert (act, model and model.objects.count()) == (act, model and before + 1)


def test_a_new_person_confirms_on_another_device():
    kehra, here, there = make.kehra(), Client(), Client()
    idea = make.idea(kehra)
    path = f"/en{reverse('kehrat:idea_comments', args=[idea.pk]).removeprefix('/en')}"
    here.post(path, {"text": "Kirjoitin ensin.", "language": "fi"})
    mine = {"name": "Uusi", "email": "uusi@elsewhere.example", "password1": PASSWORD}
    here.post("/en/tili/signup/", mine)
    assert Comment.objects.count() == 0
    [letter] = [m for m in mail.outbox if m.to == ["uusi@elsewhere.example"]]
    link = re.search(r"https?://[^/]+(/\S*confirm-email/\S+)", letter.body).group(1)
    done = there.post(link, {"password": PASSWORD}, follow=True)
    assert re.match(r"(/\w\w)?/kommentit/\d+/", done.redirect_chain[-1][0])
    assert "Kirjoitin ensin." in main(done)


def test_what_cannot_be_done_any_more_is_told_with_the_words(client):
    kehra, person = make.kehra(), make.user(password=PASSWORD)
    client.post(f"/en/kehrat/{kehra.slug}/ideat/uusi/", WORDS)
    Kehra.objects.filter(pk=kehra.pk).update(state="dormant")
    done = client.post(
        "/en/tili/login/", {"login": person.email, "password": PASSWORD}, follow=True
    )
    told = " ".join(str(message) for message in done.context["messages"])
    assert ("could not be done" in told, WORDS["text"] in told) == (True, True)
    assert (done.redirect_chain[-1][0], Idea.objects.count()) == (f"/en/kehrat/{kehra.slug}/", 0)


def support(idea):
    return f"/en/ideat/{idea.pk}/kannata/"


def test_all_that_was_begun_is_done_each_once(client):
    ideas = [make.idea(title=title) for title in ("Penkit", "Sauna")]
    for idea in (*ideas, ideas[0]):
        kept = client.post(support(idea), follow=True)
    assert [name in main(kept) for name in ("Penkit", "Sauna")] == [True, True]
    key = "6f6c0a3e-5c0f-4d7e-9d1c-0f4f4f5a2b11"
    new = "/en/ideat/uusi/sukkulalle/"
    client.post(new, WORDS | {"form_key": key})
    client.post(new, WORDS | {"form_key": key, "title": "Penkkejä rannalle"})  # Back, and mended
    person = make.user(password=PASSWORD)
    answer = client.post("/en/tili/login/", {"login": person.email, "password": PASSWORD})
    own = Support.objects.filter(user=person).values_list("idea__title", flat=True)
    assert sorted(own) == ["Penkit", "Penkkejä rannalle", "Sauna"]
    page = main(client.get(answer.url))
    assert "Sauna: You support the idea." in page
    assert "Penkkejä rannalle: Thank you." in page


def test_what_somebody_else_began_in_another_browser_is_not_done(client):
    idea = make.idea()
    client.post(support(idea))
    person, other = make.user(password=PASSWORD), Client()
    other.post("/en/tili/login/", {"login": person.email, "password": PASSWORD})
    assert Support.objects.filter(user=person).count() == 0


def test_who_sits_there_next_is_told_and_may_let_go_of_it(client):
    idea = make.idea(title="Sauna")
    client.post(support(idea))
    page = client.get("/en/tili/login/")
    assert "Support: Sauna" in main(page)
    left = client.post("/en/oma/kesken/", follow=True)
    assert "Nothing of what was begun here is done." in main(left)
    assert "Support: Sauna" not in main(client.get("/en/tili/login/"))
    person = make.user(password=PASSWORD)
    client.post("/en/tili/login/", {"login": person.email, "password": PASSWORD})
    assert Support.objects.filter(user=person).count() == 0
