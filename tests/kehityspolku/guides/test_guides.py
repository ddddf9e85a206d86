"""The guides: public, in three languages, leading to pages that are there."""

import re
from functools import cache
from html import unescape

import polib
import pytest
from django.urls import reverse
from django.utils.translation import override

from kehityspolku.dev import catalogues
from kehityspolku.guides.views import GUIDES
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


@cache
def said_in(language):
    """All that the portal says in a language; what is not translated yet, in English."""
    entries = polib.pofile(catalogues.path("fi" if language == "en" else language))
    said = {entry.msgid for entry in entries}
    return said if language == "en" else said | {entry.msgstr for entry in entries}


def test_the_list_leads_to_every_guide_and_every_page_to_the_list(client):
    words = main(client.get("/en/ohjeet/"))
    assert re.findall(r'href="/en/ohjeet/([a-z]+)/"', words) == list(GUIDES)
    assert 'href="/en/ohjeet/"' in client.get("/en/").content.decode()


@pytest.mark.parametrize("slug", GUIDES)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_guide_has_steps_and_others_beside_it(client, slug, language):
    with override(language):
        page = client.get(reverse("guide", args=[slug]))
    words = main(page)
    assert f'<html lang="{language}">' in page.content.decode()
    assert 5 <= len(re.findall(r"<li>\s*<strong>", words)) <= 20
    assert len(re.findall(r'href="[^"]*/ohjeet/[a-z]+/"', words)) == len(GUIDES) - 1


@pytest.mark.parametrize("slug", GUIDES)
def test_the_links_of_a_guide_work_for_sukkula(client, slug):
    client.force_login(make.user("lead"))
    links = set(re.findall(r'href="(/[^"#]*)"', main(client.get(f"/ohjeet/{slug}/"))))
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("slug", GUIDES)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_guide_names_buttons_as_the_pages_do(client, slug, language):
    with override(language):
        words = unescape(main(client.get(reverse("guide", args=[slug]))))
    quoted = re.findall("[“”]([^“”]+)”", words)
    assert [name for name in quoted if name not in said_in(language)] == []


def test_an_unknown_guide_is_not_found(client):
    assert client.get("/ohjeet/velho/").status_code == 404
