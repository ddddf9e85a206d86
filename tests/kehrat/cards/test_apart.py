"""Files are read in a process of their own, and the same comes of it."""

import pytest

from kehrat.cards import apart
from kehrat.cards.files import written_of_file
from kehrat.cards.written import CardRefused, LeftOut, Line, Written
from kehrat.cards.written_json import from_json, to_json
from tests import docx

CARD = docx.document(docx.p("Pihatalkoot") + docx.p("Tavoitteet") + docx.item("Siisti piha"))


def test_what_is_read_apart_is_what_is_read_here():
    assert apart.read(CARD) == [written_of_file(CARD)]


def test_a_refusal_comes_through():
    with pytest.raises(CardRefused) as refused:
        apart.read(b"PK\x03\x04 broken")
    assert refused.value.code == "broken_word"


@pytest.mark.parametrize(
    "line",
    [
        Line("Tavoitteet", level=2, bold=True),
        Line("- a", item=True, depth=3, page=2),
        Line("Kulu: 3 €", cells=("Kulu", "", "3 €")),
        Line("Huom.", where="note"),
        Line(""),
        Line("\u202e\u05d0🧵 ä"),
    ],
)
def test_lines_come_back_as_they_were_kept(line):
    written = Written((line,), (LeftOut("hyphen", "asuk-kaat", "text box"),))
    assert from_json(to_json(written)) == written


def test_what_no_database_takes_is_left_out():
    written = Written((Line("a\0b\ud800 c", cells=("a\0b", "\ud800 c")),))
    assert from_json(to_json(written)) == Written((Line("ab c", cells=("ab", " c")),))
