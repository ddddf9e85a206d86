"""Files made to do harm: refused in words or read, with little memory and in little time."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from kehityspolku.files import fields
from kehrat.cards import apart
from kehrat.cards.reading import read
from kehrat.cards.written import REFUSALS, CardRefused
from kehrat.models import Project
from tests import hostile, make
from tests.make import files
from tests.pages import main

MEMORY = 200  # megabytes more than the process has
SECONDS = 10  # of CPU, on any machine: here the slowest takes three


def as_card(content):
    """The code of a refusal, or "read"."""
    try:
        for written in apart.cards_of(content):
            read(written)
    except CardRefused as refused:
        return refused.code
    return "read"


def as_file(content):
    try:
        return fields.take(files.sent(content, "x.docx")).kind
    except ValidationError as refused:
        return "refused" if refused.messages[0] else ""


def tried(act, content):
    told, seconds, grown = hostile.cost(act, content)
    assert grown < MEMORY
    assert seconds < SECONDS
    return told


@pytest.mark.parametrize("name", hostile.WORD)
def test_a_hostile_word_file_takes_little(name):
    assert tried(as_card, hostile.WORD[name]()) in {*REFUSALS, "read"}


@pytest.mark.parametrize("name", hostile.PACKED)
def test_a_hostile_packed_file_takes_little(name):
    assert tried(as_file, hostile.PACKED[name]()) == "refused"


@pytest.mark.parametrize("name", hostile.PICTURES)
def test_a_hostile_picture_takes_little(name):
    taken = "just taken" in name or name in ("JPEG", "long JPEG", "grey PNG", "400 000 chunks")
    assert tried(as_file, hostile.PICTURES[name]()) == ("picture" if taken else "refused")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bzip2", "can&#x27;t be read. Open it in Word, save it again"),
        ("6 000 members", "Copy the card&#x27;s text and paste it here"),
    ],
)
def test_it_is_refused_in_words_and_nothing_is_stored(client, name, words):
    team = make.coordinator(make.kehra(slug="kallio"))
    reading = make.reading(team, files={"kortti.docx": hostile.WORD[name]()})
    client.force_login(team)
    with translation.override("en"):
        page = client.get(reading.get_absolute_url())
    assert words in main(page)
    assert "kortti.docx" in main(page)
    client.post(reading.get_absolute_url(), {"store": "1"})
    assert Project.objects.count() == 0
