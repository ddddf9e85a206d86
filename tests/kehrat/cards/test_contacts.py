"""Contact persons of a card: names, mail addresses and numbers are told apart, nothing is lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehrat.cards.card import Card, Contact
from kehrat.cards.contacts import contacts, each_once
from kehrat.cards.reading import read
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


@pytest.mark.parametrize(
    "again",
    [
        Contact("Maija Esimerkki"),
        Contact("ESIMERKKI MAIJA", "", "+358 40 123 4567"),
        Contact("", "Maija@Malmi.example"),
        Contact("", "", "0401234567"),
        Contact("Maija Esimerkki", "maija(at)malmi.example", "(040) 1234567"),
    ],
)
def test_one_told_twice_is_one_row(again):
    told = [words for words in again.to_json().values() if words]
    assert each_once([MAIJA, again]) == ([MAIJA], told)


def test_what_is_told_later_of_one_is_added():
    later = Contact("Maija Esimerkki", "", "09 765 4321", "puheenjohtaja")
    both = Contact("Maija Esimerkki", MAIJA.email, "040 123 4567, 09 765 4321", "puheenjohtaja")
    assert each_once([MAIJA, later]) == ([both], ["Maija Esimerkki"])


@pytest.mark.parametrize(
    "other",
    [
        Contact("Ville Esimerkki", "", "040 123 4567"),  # a telephone at the office
        Contact("Ville Esimerkki", "maija@malmi.example"),
        Contact("Maija Esimerkki", "toinen@malmi.example"),
        Contact(other="puheenjohtaja"),
    ],
)
def test_two_are_two(other):
    assert each_once([MAIJA, other]) == ([MAIJA, other], [])


def test_a_card_tells_one_named_twice_once_and_says_so():
    reading = read(
        "Kylän talo\n\nYhteyshenkilö\nMaija Esimerkki, 040 123 4567\n\n"
        "Toteuttaja\nKylä ry\n\nLisätietoja antaa\n"
        "Maija Esimerkki, p. 0401234567, maija@malmi.example"
    )
    assert reading.card.contacts == [MAIJA]
    again = [left.words for left in reading.left_out if left.kind == "again"]
    assert again == ["Maija Esimerkki", "0401234567"]
    assert reading.card.remainder == ""


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


# How somebody is reached, where a text that everyone may read tells it.

REACHED = [
    ("Hakija", "Kontula-esimerkki ry, Keinulaudantie 1, 00940 Helsinki, puh. 09-123 4567"),
    ("Hakija", "Kontula-esimerkki ry, Y-tunnus 1234567-1, toimisto@kontula.example"),
    ("Toimijat", "Maija Esimerkki, maija@malmi.example, p. 0401234567"),
    ("Toimijat", "Kontula-esimerkki ry (Pekka Esimerkki, +358 50 123 4567)"),
    ("Yhteistyökumppanit", "Kirjasto (kirjasto@malmi.example), koulu"),
    ("Rahoittaja(t)", "Esimerkkisäätiö, asiamies@saatio.example"),
    ("Kohderyhmä", "Maija Esimerkki 040 123 4567"),
    ("Kuvaus", "Ilmoittautuminen: maija@malmi.example"),
    ("Allekirjoittaja", "Maija Esimerkki, 040 123 4567"),
]


@pytest.mark.parametrize(("heading", "line"), REACHED)
def test_beside_names_it_goes_to_the_contact_persons(heading, line):
    reading = read(f"Kylän talo\n\n{heading}\n{line}")
    public = str(reading.card.to_json())
    assert not re.search(r"@|123 ?4567(?!-)", public)
    (person,) = reading.card.contacts
    assert re.search(r"@|123 ?4567(?!-)", person.email + person.phone)
    assert reading.card.remainder == ""
    (doubt,) = [doubt for doubt in reading.doubts if doubt.kind == "contact"]
    stays = doubt.choices[1].value
    card = read(f"Kylän talo\n\n{heading}\n{line}", {doubt.key: stays}).card
    assert re.search(r"@|123 ?4567(?!-)", str(card.to_json()))
    assert card.contacts == []


def test_what_is_left_of_the_names():
    def card(heading, line):
        return read(f"Kylän talo\n\n{heading}\n{line}").card

    applicants = [card(heading, line) for heading, line in REACHED[:2]]
    assert [(one.applicant_name, one.business_id) for one in applicants] == [
        ("Kontula-esimerkki ry", ""),
        ("Kontula-esimerkki ry", "1234567-1"),
    ]
    assert card(*REACHED[2]).actors == "Maija Esimerkki"
    assert card(*REACHED[3]).actors == "Kontula-esimerkki ry (Pekka Esimerkki)"
    assert card(*REACHED[4]).partners == ["Kirjasto", "koulu"]
    assert [row.name for row in card(*REACHED[5]).funders] == ["Esimerkkisäätiö"]


def test_of_running_text_it_is_asked():
    text = "Kylän talo\n\nKuvaus\nIlmoittaudu kahvilaan, 040 123 4567, tai tule käymään."
    reading = read(text)
    assert "040 123 4567" in reading.card.description
    (doubt,) = reading.doubts
    assert (doubt.line, doubt.kind) == (4, "contact")
    card = read(text, {doubt.key: doubt.choices[1].value}).card
    assert (card.description, card.contacts[0].phone) == ("", "040 123 4567")


@pytest.mark.parametrize(
    "line", ["Kesällä 2027-2028", "Y-tunnus 1234567-1", "100 000 000 euroa", "2027-01-01", "00940"]
)
def test_years_sums_and_ids_are_no_numbers_to_call(line):
    reading = read(f"Kylän talo\n\nKuvaus\nToiminta: {line} on tässä")
    assert (reading.card.contacts, reading.doubts) == ([], [])
