"""A form sent twice, by impatience or by a broken line, makes one record."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kehityspolku.models import Event, SentForm
from kehityspolku.web import sent_once
from kehrat.models import Idea
from tests import make
from tests.pages import main
from tests.races import at_once

pytestmark = pytest.mark.django_db
IDEA = {"title": "Penkkejä", "text": "Lisää penkkejä rantaan.", "language": "fi"}


def suggest(client, kehra, **more):
    return client.post(f"/kehrat/{kehra.slug}/ideat/uusi/", IDEA | more)


def test_a_form_holds_a_key_of_its_own_each_time(client):
    client.force_login(make.user())
    pages = [main(client.get(f"/kehrat/{make.kehra().slug}/ideat/uusi/")) for _ in range(2)]
    keys = {page.split('name="form_key" value="')[1][:36] for page in pages}
    assert len(keys) == 2


def test_sent_twice_it_makes_one_and_shows_it_both_times(client):
    client.force_login(make.user())
    kehra, key = make.kehra(), uuid4()
    first, second = (suggest(client, kehra, form_key=key) for _ in range(2))
    assert first.url == second.url == Idea.objects.get().get_absolute_url()
    assert Event.objects.filter(verb="suggest").count() == 1


def test_a_new_form_makes_another(client):
    client.force_login(make.user())
    kehra = make.kehra()
    for key in (uuid4(), uuid4(), "not a key", ""):
        suggest(client, kehra, form_key=key)
    assert Idea.objects.count() == 4


def test_a_key_is_ones_own(client):
    kehra, key = make.kehra(), uuid4()
    for _ in range(2):
        client.force_login(make.user())
        suggest(client, kehra, form_key=key)
    assert Idea.objects.count() == 2


def test_what_failed_can_be_sent_again(client):
    client.force_login(make.user())
    kehra, key = make.kehra(), uuid4()
    assert suggest(client, kehra, form_key=key, title="").status_code == 200
    assert suggest(client, kehra, form_key=key).status_code == 302


def test_old_keys_are_forgotten():
    person, old = make.user(), uuid4()
    SentForm.objects.create(key=old, user=person)
    assert sent_once.forget() == 0
    SentForm.objects.update(at="2026-01-01T00:00Z")
    assert sent_once.forget() == 1


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_it_makes_one():
    person, kehra, key, clients = make.user(), make.kehra(), uuid4(), [Client(), Client()]
    for client in clients:
        client.force_login(person)
    answers = at_once(
        *(lambda client=client: suggest(client, kehra, form_key=key).url for client in clients)
    )
    assert answers == [Idea.objects.get().get_absolute_url()] * 2


def test_the_key_of_another_pages_form_is_no_key(client):
    idea, person, key = make.idea(), make.user(), str(uuid4())
    client.force_login(person)
    words = {"title": "Penkki", "text": "Lisää penkkejä.", "language": "fi", "form_key": key}
    client.post(reverse("kehrat:idea_new", args=[idea.kehra.slug]), words)
    client.post(reverse("kehrat:idea_comments", args=[idea.pk]), words)
    assert [person.ideas.count(), person.comments.count()] == [1, 1]
