"""Texts and lines on their way in: the one tidier, the one decoder."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kehityspolku import text as texts
from kehityspolku.text import HEADLINE, UNTIDY, decode, headline, tidy_line
from tests.lines import ANY_LINE, EVIL, TIDY, is_line


@given(ANY_LINE)
@example(EVIL)
@example("a" + "\u0301" * 8 + "\u034f" + "\u0301" * 8)
def test_any_text_becomes_one_line(text):
    line = tidy_line(text)
    assert is_line(line)
    assert tidy_line(line) == line
    assert not re.search(UNTIDY, line)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (EVIL, TIDY),
        ("Matti\u202egnp.exe", "Mattignp.exe"),
        ("\u2067שלום\u2069 ok", "שלום ok"),
        ("kesä\xadjuhla\xa0\xa02027\t1", "kesäjuhla 2027 1"),
        ("علی\u200cرضا 👩🏽\u200d🚒", "علی\u200cرضا 👩🏽\u200d🚒"),
        ("\u200b\u3164\u2800", ""),
    ],
)
def test_what_a_line_goes_without(written, kept):
    assert tidy_line(written) == kept


@given(ANY_LINE)
@example("a " * 500)
def test_a_headline_has_an_end(text):
    line = headline(text)
    assert is_line(line)
    assert len(line) <= 9 * HEADLINE  # each letter may bear eight marks
    assert headline(line) == line


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Ä\r\nö".encode(), "Ä\r\nö"),
        ("Ä".encode("utf-8-sig"), "Ä"),
        ("Ä €".encode("cp1252"), "Ä €"),
        ("Ä".encode("utf-16"), "Ä"),
        (b"\0\x01", None),
        (b"\x81\x8d", None),
        (b"\xff\xfea", None),
    ],
)
def test_decoding(data, text):
    assert decode(data) == text


@given(st.binary(max_size=80))
def test_any_bytes_are_a_text_or_none(data):
    assert isinstance(decode(data), str | None)


def test_a_plain_line_is_tidied_as_any_other():
    """What the short way takes for plain is what the long way leaves as it is."""
    plain = "".join(char for char in map(chr, range(0x3000)) if texts.PLAIN.fullmatch(char))
    assert len(plain) > 600
    assert texts.tidy(f"a{plain}a") == f"a{plain}a"
    assert texts.NOT_IN_A_LINE.search(plain) is None
    assert all(texts.SEEN.search(char) for char in plain.replace(" ", ""))
