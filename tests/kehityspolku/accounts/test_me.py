"""One's own page: what one takes part in, settings, and who sees the name."""

import pytest
from django.urls import reverse

from kehrat.models import Idea
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


def page(client, person, prefix="/en"):
    client.force_login(person)
    return main(client.get(f"{prefix}/oma/"))


def suggest(kehra, by, title):
    return Idea.objects.suggest(kehra, by=by, title=title, text="Lisää.", language="fi")


def test_my_kehrat_are_told_with_role_and_date(client):
    kehra = make.kehra(name="Kallio")
    person = make.coordinator(kehra)
    make.kehra(name="Vuosaari").ask_to_join(by=person, actor_type="resident")
    text = " ".join(page(client, person).split())
    assert "Kallio</a>" in text
    assert "Coordinator · since " in text
    assert "only members see your name" in text
    assert "asked to join on " in text


def test_my_ideas_and_those_i_support_are_told(client):
    kehra, person = make.kehra(), make.user()
    suggest(kehra, person, "Oma penkki")
    suggest(kehra, make.user(), "Muiden penkki").support(by=person)
    suggest(kehra, make.user(), "Vieras penkki")
    text = page(client, person)
    told = [title in text for title in ("Oma penkki", "Muiden penkki", "Vieras penkki")]
    assert told == [True, True, False]


def test_a_newcomer_is_shown_where_to_begin(client):
    text = page(client, make.user())
    assert ("You are in no Kehrä yet." in text, "/en/kaupunginosat/" in text) == (True, True)


def test_it_says_who_sees_the_name_and_has_one_primary_act(client):
    text = page(client, make.user())
    assert "Members of your Kehrä and Sukkula see it" in text
    assert text.count('class="button"') == 1


@pytest.mark.parametrize(("role", "helps"), [("lead", True), ("admin", True), ("adviser", False)])
def test_leads_and_administrators_find_the_help(client, role, helps):
    assert ("/kirjautumisapu/" in page(client, make.user(role))) == helps


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_page_asks_as_often_whatever_one_takes_part_in(
    client, number, django_assert_num_queries
):
    person, host = make.user(), make.kehra()
    kehrat = [make.kehra() for _ in range(number)]
    for n, kehra in enumerate(kehrat):
        make.member(kehra, "coordinator", user=person)
        kehra.ask_to_join(by=make.user(), actor_type="resident")
        suggest(host, person, f"Idea {n}")
    page(client, person)
    with django_assert_num_queries(9):
        client.get("/en/oma/")


def test_a_person_has_a_name(client):
    person = make.user(name="Esa Esimerkki")
    client.force_login(person)
    assert client.post(reverse("me"), {"name": " ", "language": "fi"}).status_code == 200
    person.refresh_from_db()
    assert person.name == "Esa Esimerkki"
