"""Packed files from anyone: what is read of them has bounds that no file can move."""

import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kehityspolku.files import packed
from tests import hostile

PLAIN = {
    "[Content_Types].xml": b"<Types/>",
    "word/document.xml": b"<a>x</a>",
    "kuva.png": b"\0" * 9,
}


def refusal(act, *args, **kwargs):
    with pytest.raises(packed.Refused) as refused:
        act(*args, **kwargs)
    return refused.value.code


def test_an_office_file_keeps_its_xml_and_leaves_out_the_rest():
    assert packed.xml_parts(hostile.zipped(PLAIN)) == PLAIN | {"kuva.png": b""}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused_before_anything_is_unpacked(method):
    assert refusal(packed.Packed, hostile.zipped(PLAIN, method), most=100) == "broken"


def test_bytes_are_counted_over_all_members():
    file = packed.Packed(hostile.zipped({"a": b"x" * 60, "b": b"x" * 60}), most=100)
    assert file.read("a") == b"x" * 60
    assert refusal(file.read, "b") == "too_large"


def test_a_member_may_be_smaller_than_all():
    assert (
        refusal(packed.Packed(hostile.zipped(PLAIN), most=100).read, "kuva.png", 8) == "too_large"
    )


def test_what_stands_twice_is_refused():
    twice = hostile.zipped({"a.xml": b"<a/>", "b.xml": b"<b/>"}).replace(b"b.xml", b"a.xml")
    assert refusal(packed.Packed, twice, most=100) == "broken"


def test_members_are_counted_in_the_bytes(monkeypatch):
    monkeypatch.setattr(packed, "MEMBERS", 2)
    assert refusal(packed.Packed, hostile.zipped(PLAIN), most=100) == "too_large"


@pytest.mark.parametrize(
    ("xml", "left"),
    [
        ("<a/>", 99),
        ("<a b='1' c='2'><d/></a>", 96),
        ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<a>ä</a>', 99),
    ],
)
def test_elements_and_attributes_are_counted(xml, left):
    assert packed.measured(xml.encode(), 100) == left


def test_wide_letters_are_read_too():
    assert packed.measured('<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16"), 9) == 8


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ("<a>" + "<b/>" * 100 + "</a>", "too_large"),
        ("<a>" * 201 + "</a>" * 201, "too_large"),
        (f"<a {' '.join(f'b{i}=""' for i in range(501))}/>", "too_large"),
        (f"<a b='{'x' * 400_000}'/>", "too_large"),
        ("<!DOCTYPE a><a/>", "broken"),
        ('<?xml version="1.0" encoding="latin-1"?><a/>', "broken"),
        ("<a><b></a>", "broken"),
        ("", "broken"),
    ],
)
def test_xml_with_no_bound_is_refused(xml, code):
    assert refusal(packed.measured, xml.encode(), 100 if "<b/>" in xml else 10_000) == code


@settings(max_examples=300)
@given(st.binary(max_size=40), st.integers(0, 2000), st.integers(0, 40))
@example(b"", 0, 0)
def test_any_change_of_a_file_is_read_or_refused(noise, at, cut):
    whole = hostile.zipped(PLAIN)
    try:
        parts = packed.xml_parts(whole[:at] + noise + whole[at + cut :])
    except packed.Refused:
        return
    assert set(parts.values()) <= {b"", *PLAIN.values()}
