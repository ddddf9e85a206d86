"""Contact persons of a card: names, mail addresses and numbers are told apart, nothing is lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehrat.cards.card import Card, Contact
from kehrat.cards.contacts import contacts
from tests.growth import grows_evenly

MAIJA = Contact("Maija Esimerkki", "maija@malmi.example", "040 123 4567")


@pytest.mark.parametrize(
    "lines",
    [
        ["Maija Esimerkki, maija@malmi.example, 040 123 4567"],
        ["- Maija Esimerkki <maija@malmi.example> puh. 040 123 4567"],
        ["Maija Esimerkki", "", "040 123 4567", "maija@malmi.example"],
        ["Nimi: Maija Esimerkki", "Puhelin: 040 123 4567", "Sähköposti: maija@malmi.example"],
        ["Namn: Maija Esimerkki; tel. 040 123 4567; e-post: maija@malmi.example"],
    ],
)
def test_a_person(lines):
    assert contacts(lines) == [MAIJA]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            ["Maija Esimerkki, puheenjohtaja, 040 123 4567", "Esimerkkikatu 5, 00700 Helsinki"],
            [
                Contact(
                    "Maija Esimerkki",
                    "",
                    "040 123 4567",
                    "puheenjohtaja, Esimerkkikatu 5, 00700 Helsinki",
                )
            ],
        ),
        (
            ["Maija Esimerkki, 040 123 4567", "Åke Exempel-Ö, +358 (0)9 310 1691"],
            [
                Contact("Maija Esimerkki", "", "040 123 4567"),
                Contact("Åke Exempel-Ö", "", "+358 (0)9 310 1691"),
            ],
        ),
        (["maija@malmi.example"], [Contact("", "maija@malmi.example")]),
        (
            ["Kysy kirjastosta tiskiltä, huone 12"],
            [Contact(other="Kysy kirjastosta tiskiltä, huone 12")],
        ),
        ([], []),
    ],
)
def test_several_and_what_is_no_person(lines, found):
    assert contacts(lines) == found


def words(text):
    return re.findall(r"\w+", Card(description=text).description.casefold())


PIECES = st.sampled_from(
    [
        "Maija Esimerkki",
        "a@b.example",
        "040 123 4567",
        ",",
        " - ",
        "1.2.2027",
        "00700",
        "x",
        "<",
        "\n",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_no_word_is_lost(text):
    found = contacts(text.split("\n"))
    kept = words("\n".join(" ".join(person.to_json().values()) for person in found))
    assert sorted(kept) == sorted(words(text))


@pytest.mark.parametrize("piece", ["a", "1", "1 ", "a@", "A b ", "(", "puh", ", "])
def test_a_long_line_and_many_take_no_longer_than_their_length(piece):
    def made(size):
        return [piece * (size // len(piece)), *[piece * (50 // len(piece))] * (size // 50)]

    assert grows_evenly(contacts, made)
