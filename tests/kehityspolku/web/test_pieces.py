"""A piece of a page for htmx, the page for everybody else, and no cache takes one for another."""

import pytest

from tests import make

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
RESTORE = HTMX | {"HX-History-Restore-Request": "true"}


@pytest.mark.parametrize(("headers", "whole"), [({}, True), (HTMX, False), (RESTORE, True)])
def test_caches_are_told_what_the_answer_hangs_on(client, headers, whole):
    answer = client.get("/en/haku/?q=kallio", headers=headers)
    vary = {name.strip() for name in answer.headers["Vary"].split(",")}
    assert vary >= {"HX-Request", "HX-History-Restore-Request"}
    assert answer.text.startswith("<!doctype html>") == whole


def test_to_one_signed_out_meanwhile_it_is_told_in_place_of_the_piece(client):
    """The page that asks them to sign in would come into the middle of what they write."""
    made = make.application()
    path = f"/en{made.get_absolute_url()}kirjoita/"
    answer = client.post(path, {"count": "1"}, headers=HTMX)
    assert (answer.status_code, "<html" in answer.text) == (401, False)
    assert "You were signed out. Sign in to go on: your text stays on this page." in answer.text
    assert 'href="/en/tili/login/" target="_blank"' in answer.text


def test_a_way_elsewhere_takes_the_whole_browser(client):
    idea = make.idea()
    answer = client.post(f"/en/ideat/{idea.pk}/kannata/", headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, "/en/oma/kesken/")


def test_one_who_comes_too_late_reads_a_sentence_where_the_piece_was(client):
    idea = make.idea(state="withdrawn")
    client.force_login(make.user())
    for headers, whole in (({}, True), (HTMX, False)):
        answer = client.post(f"/en/ideat/{idea.pk}/kannata/", headers=headers)
        assert (answer.status_code, "<html" in answer.text) == (409, whole)
        assert "This could not be done, because the state is now" in answer.text
