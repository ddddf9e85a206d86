"""Phrases to reuse, one's own and shared: beside the boxes of the desk, markup shown as text."""

import pytest
from django.urls import reverse

from sukkula.models import Phrase
from sukkula.phrases.models import MOST
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
LIST = "/en/sukkula/tekstit/"
EVIL = '<script>alert(1)</script> & "Kiitos"'


def keep(by, text="Kiitos kortista.", **given):
    return Phrase.objects.keep(by=by, text=text, language="fi", **given)


@pytest.fixture
def adviser(client):
    adviser = make.user("adviser")
    client.force_login(adviser)
    return adviser


def test_ones_own_is_seen_by_oneself_the_shared_by_all_of_sukkula(client, adviser):
    client.post(LIST, {"text": "Omani"})
    client.post(LIST, {"text": "Yhteinen", "shared": "on"})
    other = make.user("adviser")
    assert [str(each) for each in Phrase.objects.visible_to(adviser)] == ["Omani", "Yhteinen"]
    assert [str(each) for each in Phrase.objects.visible_to(other)] == ["Yhteinen"]
    for outside in (make.user("reviewer"), make.user("admin"), make.user()):
        assert not Phrase.objects.visible_to(outside).exists()
        client.force_login(outside)
        assert client.get(LIST).status_code == 403


def test_anothers_own_is_neither_read_nor_removed(client, adviser):
    secret = keep(make.user("adviser"))
    assert client.get(reverse("sukkula:phrase", args=[secret.pk])).status_code == 404
    client.post(reverse("sukkula:phrase_remove", args=[secret.pk]))
    assert Phrase.objects.filter(pk=secret.pk).exists()


def test_a_phrase_is_written_anew_and_removed(client, adviser):
    phrase = keep(adviser)
    address = reverse("sukkula:phrase", args=[phrase.pk])
    client.post(address, {"text": "Suuri kiitos.", "seen": phrase.mark()})
    phrase.refresh_from_db()
    assert phrase.text == "Suuri kiitos."
    client.post(reverse("sukkula:phrase_remove", args=[phrase.pk]))
    assert not Phrase.objects.exists()
    assert client.post(reverse("sukkula:phrase_remove", args=[phrase.pk])).status_code == 302
    opened = client.get(address, follow=True)  # in another tab
    assert (opened.redirect_chain[-1][0], "poistettu" in main(opened)) == (LIST[3:], True)
    kept = client.post(address, {"text": "Vielä suurempi kiitos.", "seen": "x"})
    assert (kept.status_code, kept.context["form"]["text"].value()) == (
        409,
        "Vielä suurempi kiitos.",
    )


def test_two_who_write_a_shared_one_lose_nothing(client, adviser):
    phrase = keep(adviser, shared=True)
    seen = phrase.mark()
    phrase.write(by=make.user("lead"), text="Vetäjän sanat", language="fi", seen=seen)
    address = f"/en/sukkula/tekstit/{phrase.pk}/"
    answer = client.post(address, {"text": "Omat sanat", "seen": seen})
    shown = main(answer)
    assert answer.status_code == 409
    assert ("Vetäjän sanat" in shown, "Omat sanat" in shown) == (True, True)
    client.post(address, {"text": "Omat sanat", "seen": answer.context["form"]["seen"].value()})
    phrase.refresh_from_db()
    assert phrase.text == "Omat sanat"


@pytest.mark.parametrize("act", ["pyyda-muutoksia/", "hyvaksy/", "hylkaa/", "muutokset/goals/"])
def test_phrases_stand_beside_the_boxes_as_text(client, act):
    card = make.project(state="in_review")
    keep(card.adviser, EVIL)
    keep(make.user("lead"), "Yhteinen", shared=True)
    client.force_login(card.adviser)
    answer = client.get(f"/en/sukkula/hankkeet/{card.pk}/{act}")
    told = [str(each) for each in answer.context["phrases"]]
    assert told == [EVIL, "Yhteinen"]
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


def test_an_empty_or_too_long_one_is_refused_and_stays_in_the_box(client, adviser):
    assert list(client.post(LIST, {"text": " "}).context["form"].errors) == ["text"]
    long = client.post(LIST, {"text": "x" * 2001})
    assert (list(long.context["form"].errors), "x" * 2001 in long.text) == (["text"], True)
    assert not Phrase.objects.exists()


def test_there_is_a_bound(client, adviser):
    rows = (Phrase(owner=adviser, text=f"Lause {n}", language="fi") for n in range(MOST))
    Phrase.objects.bulk_create(rows)
    shown = main(client.post(LIST, {"text": "Vielä yksi"}))
    assert "There are 100 phrases already. Remove one first." in shown
    assert Phrase.objects.count() == MOST


def test_one_that_another_removed_this_moment_is_told_so_with_what_was_typed(
    client, adviser, monkeypatch
):
    phrase = keep(adviser, "Yhteinen", shared=True)
    seen = phrase.mark()

    def removed(self):
        Phrase.objects.filter(pk=self.pk).delete()
        return seen

    monkeypatch.setattr(Phrase, "mark", removed)
    given = {"text": "Omat sanat", "seen": seen}
    answer = client.post(f"/en/sukkula/tekstit/{phrase.pk}/", given)
    shown = main(answer)
    assert answer.status_code == 409
    assert ("It was removed a moment ago" in shown, "Omat sanat" in shown) == (True, True)
