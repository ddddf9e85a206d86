"""A reading that is redone as a person says where its lines go."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehrat.cards.reading import read
from kehrat.cards.walk import FIELDS

TEXT = """\
Pihat

Tavoitteet
- yksi
- kaksi

Lintujen pesät
Harakka.

Toimijat
Koulut
"""


def corrected(**numbered):
    return read(TEXT, {name.removeprefix("n"): target for name, target in numbered.items()})


def test_a_heading_takes_all_its_lines_to_a_field():
    card = corrected(n7="heading:description").card
    assert (card.description, card.remainder) == ("Harakka.", "")


def test_a_line_goes_to_a_field():
    card = corrected(n5="results").card
    assert (card.goals, card.results) == (["yksi"], ["kaksi"])


def test_a_line_becomes_a_heading_of_the_remainder():
    card = corrected(n11="heading").card
    assert card.actors == ""
    assert card.remainder == "Lintujen pesät\nHarakka.\n\nKoulut"


def test_a_line_stays_in_the_remainder():
    card = corrected(n4="remainder").card
    assert card.goals == ["kaksi"]
    assert card.remainder.startswith("- yksi")


def test_a_line_belongs_to_the_one_above():
    assert corrected(n5="above").card.goals == ["yksi kaksi"]


def test_another_line_is_the_title():
    card = corrected(n8="title").card
    assert card.title == "Harakka."
    assert card.remainder == "Pihat\n\nLintujen pesät"


def test_a_title_may_be_written():
    reading = read("Tavoitteet\n- a", {"title": "as:Omat pihat"})
    assert (reading.card.title, reading.card.goals) == ("Omat pihat", ["a"])
    assert [doubt.kind for doubt in reading.doubts] == []


def test_a_missing_title_is_chosen():
    reading = read("Kuvaus\nPiha kuntoon\n\nTavoitteet\n- a")
    (doubt,) = reading.doubts
    assert (doubt.kind, doubt.choices[0].words) == ("title_missing", "Piha kuntoon")
    chosen = read("Kuvaus\nPiha kuntoon\n\nTavoitteet\n- a", {doubt.key: doubt.choices[0].value})
    assert chosen.card.title == "Piha kuntoon"


def test_a_text_without_headings_is_placed_by_hand():
    text = "Tapulin torstait\nRuokaa torilla.\n50 ruokailijaa"
    card = read(text, {"1": "title", "2": "description", "3": "goals"}).card
    assert (card.title, card.description, card.goals, card.remainder) == (
        "Tapulin torstait",
        "Ruokaa torilla.",
        ["50 ruokailijaa"],
        "",
    )


@pytest.mark.parametrize(
    "senseless",
    [
        {"99": "goals"},
        {"4": "nothing"},
        {"x": "goals"},
        {"4": "heading:x"},
        {"1": "above"},
        {"": ""},
    ],
)
def test_senseless_ones_are_passed_by(senseless):
    assert read(TEXT, senseless).card == read(TEXT).card


TARGETS = st.sampled_from([*sorted(FIELDS), "heading", "heading:goals", "above", "title", "as:1"])


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.integers(1, 11).map(str), TARGETS, max_size=6))
def test_whatever_is_corrected_no_word_goes(corrections):
    reading = read(TEXT, corrections)
    whole = " ".join([str(reading.card), *(line.text for line in reading.lines)])
    kept = str(reading.card) + " ".join(
        line.text for line in reading.lines if line.understood_as == "heading"
    )
    for word in ("Pihat", "yksi", "kaksi", "Lintujen", "Harakka", "Koulut"):
        assert word in whole
        assert word in kept, word
