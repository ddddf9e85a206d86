"""Files made to do harm: refused in words or read, with little memory and in little time."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from kehityspolku.files import fields
from kehrat.cards.reading import REFUSALS, CardRefused
from kehrat.models import Project
from kehrat.projects.intake import readings_of, texts_of
from tests import hostile, make
from tests.make import files

MEMORY = 200  # megabytes more than the process has
SECONDS = 10  # of CPU, on any machine: here the slowest takes three


def as_card(content):
    """The code of a refusal, or "read"."""
    try:
        readings_of(texts_of(content))
    except CardRefused as refused:
        return refused.code
    except ValidationError:
        return "no_title"
    return "read"


def as_file(content):
    try:
        return fields.take(files.sent(content, "x.docx")).kind
    except ValidationError as refused:
        return "refused" if refused.messages[0] else ""


def tried(read, content):
    told, seconds, grown = hostile.cost(read, content)
    assert grown < MEMORY
    assert seconds < SECONDS
    return told


@pytest.mark.parametrize("name", hostile.WORD)
def test_a_hostile_word_file_takes_little(name):
    assert tried(as_card, hostile.WORD[name]()) in {*REFUSALS, "no_title"}


@pytest.mark.parametrize("name", hostile.PACKED)
def test_a_hostile_packed_file_takes_little(name):
    assert tried(as_file, hostile.PACKED[name]()) == "refused"


@pytest.mark.parametrize("name", hostile.PICTURES)
def test_a_hostile_picture_takes_little(name):
    taken = "just taken" in name or name in ("JPEG", "long JPEG", "grey PNG", "400 000 chunks")
    assert tried(as_file, hostile.PICTURES[name]()) == ("picture" if taken else "refused")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("bzip2", 200, "can&#x27;t be read. Open it in Word, save it again"),
        ("6 000 members", 413, "Copy the card&#x27;s text and paste it here"),
    ],
)
def test_it_is_refused_in_words_and_nothing_is_stored(client, name, status, words):
    client.force_login(make.coordinator(make.kehra(slug="kallio")))
    with translation.override("en"):
        url = reverse("kehrat:project_import", args=["kallio"])
    given = {"files": files.sent(hostile.WORD[name](), "kortti.docx"), "confirm": "1"}
    answer = client.post(url, given)
    assert answer.status_code == status
    assert words in answer.text
    assert "kortti.docx: " in answer.text
    assert Project.objects.count() == 0


@pytest.mark.django_db
def test_a_heap_of_files_is_refused_before_any_is_read(client):
    client.force_login(make.coordinator(make.kehra(slug="kallio")))
    url = reverse("kehrat:project_import", args=["kallio"])
    heap = [files.sent(b"Nimi\nTavoitteet\n- a", f"{n}.txt") for n in range(21)]
    assert client.post(url, {"files": heap}).status_code == 413
