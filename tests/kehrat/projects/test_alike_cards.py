"""A new card whose title is like that of another of the Kehrä: told before it is stored."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from kehrat.ideas.similar import SHOWN
from kehrat.models import Project
from kehrat.projects.similar import alike
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db

KEY = "0b5bd7a8-7a5f-4b43-a6a5-0d5c4a6c2b11"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def card():
    return make.project(title="Kallion soitinlainaamo")


def save(client, kehra, title, **more):
    url = reverse("kehrat:project_new", args=[kehra.slug])
    return client.post(url, {"title": title, "language": "fi"} | more)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Kallion soitinlainaamo", True),
        ("KALLION SOITINLAINAAMO", True),
        ("Soitinlainaamo Kallioon", True),
        ("Kallion soitinlainaamö II", True),
        ("Kallion kirpputori", False),
        ("Puistopäivä", False),
    ],
)
def test_like_titles(card, title, found):
    assert alike(card.kehra, title) == ([card] if found else [])


def test_a_long_title_is_like_itself():
    card = make.project(title="Naapureiden yhteinen iltapäivä " * 6 + "Kalliossa")
    assert alike(card.kehra, card.title) == [card]


def test_cards_of_others_do_not_count(card):
    assert alike(make.kehra(), card.title) == []
    assert alike(None, card.title) == []


def test_the_best_come_first_and_not_all(card):
    for number in range(SHOWN + 2):
        make.project(card.kehra, title=f"Kallion soitinlainaamo {number}")
    found = alike(card.kehra, card.title)
    assert (found[0], len(found)) == (card, SHOWN)


def test_it_is_told_before_the_card_is_stored_and_may_go_on(client, card):
    client.force_login(card.made_by)
    told = save(client, card.kehra, "Soitinlainaamo Kallioon")
    assert told.status_code == 200
    assert Project.objects.get() == card
    assert f'href="{card.get_absolute_url()}"' in main(told)
    assert "There is already a card with a similar title" in main(told)
    assert 'value="Soitinlainaamo Kallioon"' in main(told)
    assert f'name="known" value="{card.pk}"' in main(told)
    made = save(client, card.kehra, "Soitinlainaamo Kallioon", known=[card.pk])
    assert made.status_code == 302
    assert Project.objects.count() == 2


def test_another_like_card_is_told_although_one_is_known(client, card):
    client.force_login(card.made_by)
    other = make.project(card.kehra, title="Puistopäivä kesällä")
    told = save(client, card.kehra, "Puistopäivä kesällä", known=[card.pk, "x", "9" * 40])
    assert told.context["likes"] == [other]
    assert Project.objects.count() == 2


def test_a_form_sent_twice_does_not_meet_its_own_card(client):
    kehra = make.kehra()
    client.force_login(make.coordinator(kehra))
    answers = [save(client, kehra, "Puistopäivä", form_key=KEY) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert Project.objects.count() == 1


def test_a_form_that_was_warned_is_sent_again_with_its_key(client, card):
    client.force_login(card.made_by)
    assert save(client, card.kehra, card.title, form_key=KEY).status_code == 200
    made = save(client, card.kehra, card.title, form_key=KEY, known=[card.pk])
    assert made.status_code == 302


def test_a_card_read_from_text_tells_it_too(client, card):
    client.force_login(card.made_by)
    text = f"{card.title}\n\nProjektikuvaus\nSoittimia lainaan.\n"
    reading = make.reading(card.made_by, text, kehra=card.kehra)
    shown = client.get(reading.get_absolute_url())
    assert shown.context["likes"] == [card]
    assert "do not store this one" in main(shown)


def test_it_asks_one_query_whatever_there_is():
    kehra, counts = make.kehra(), []
    for many in (1, 2, 27):
        for _one in range(many):
            Project.objects.create(kehra=kehra, title="Korttelipiha")
        with CaptureQueriesContext(connection) as asked:
            assert alike(kehra, "Korttelipiha") != []
        counts.append(len(asked))
    assert counts == [1, 1, 1]
