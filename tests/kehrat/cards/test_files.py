"""Files of cards by what they are: read, or their owner is told what to do."""

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from kehityspolku.files import kinds
from kehrat.cards.files import written_of_file
from kehrat.cards.written import CardRefused
from tests import docx, make
from tests.make import files


def told(content):
    """The first words of the refusal, in English."""
    with pytest.raises(CardRefused) as refused, translation.override("en"):
        written_of_file(content)
    with translation.override("en"):
        return str(refused.value).partition(".")[0]


@pytest.mark.parametrize(
    "content",
    [docx.document(docx.p("Pihatalkoot")), b"Pihatalkoot", "Pihatalkoot".encode("utf-16")],
    ids=["word", "text", "wide text"],
)
def test_word_and_text_are_read(content):
    assert [line.text for line in written_of_file(content).lines] == ["Pihatalkoot"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (kinds.OLD_OFFICE + bytes(600), "This is an old Word file"),
        (kinds.OLD_OFFICE + bytes(600) + kinds.LOCKED_OFFICE, "The Word file is locked with"),
        (rb"{\rtf1\ansi Pihatalkoot}", "This is an RTF file"),
        (b"<!DOCTYPE html><html><body>Pihatalkoot", "This is a web page"),
        (b"\xef\xbb\xbf\n<HTML lang='fi'>", "This is a web page"),
        (b"\xff\xd8\xff\xe0" + bytes(90), "This is a picture"),
        (b"\0\0\0\x18ftypheic" + bytes(90), "This is a picture"),
        (b"II*\0" + bytes(90), "This is a picture"),
        (bytes(600), "This is no text file"),
        (b"", "The file is empty"),
        (files.open_document("odt"), "This is an OpenDocument file"),
        (files.sheet(), "This is a spreadsheet or a presentation"),
        (
            files.packed_with(docx.document(), {"word/vbaProject.bin": b"x"}),
            "The file holds macros",
        ),
        (docx.zipped({"a.txt": b"x"}), "The Word file can't be read"),
        (docx.document()[:900], "The Word file can't be read"),
        (docx.document(docx.p(docx.picture())), "The Word file holds no text, only pictures"),
        (docx.document(docx.p()), "The file is empty"),
        (files.pdf(), "The PDF holds no text, only pictures of pages"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_others_are_told_what_to_do(content, words):
    assert told(content).startswith(words)


def test_a_picture_named_as_a_card_is_a_picture():
    assert told(make.photo(kind="WEBP").read()).startswith("This is a picture")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 3000))
def test_any_bytes_are_read_or_refused(noise, at):
    good = docx.document(docx.p("Pihatalkoot") * 9)
    for data in (noise, good[:4] + noise, good[:at] + noise + good[at + len(noise) :]):
        try:
            written = written_of_file(data)
        except CardRefused:
            continue
        assert any(line.text for line in written.lines)
