"""What holds for every card and every text: written and read back, kept whole, refused clearly."""

import json
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kehrat.cards.card import BudgetRow, Card, FunderRow, Phase
from kehrat.cards.contradictions import contradictions
from kehrat.cards.headings import HEADINGS
from kehrat.cards.reading import CardRefused, read
from kehrat.cards.title import STATES
from kehrat.cards.writing import write
from tests.growth import grows_evenly

HEADING = st.sampled_from(
    [name for names in HEADINGS.values() for one in names.values() for name in one]
)
PIECES = st.sampled_from(
    [
        "Tavoitteet",
        "Bra:",
        "(täytetään projektin päätyttyä)",
        "Riskit",
        "- ",
        "o ",
        "1. ",
        "-",
        "|",
        "\\",
        ";",
        ",",
        " ja ",
        "(",
        ")",
        ":",
        "\n",
        "\n\n",
        "\t",
        "\xa0",
        "2014",
        "v. 2013",
        "1–10/2014",
        "1.1.2015–30.6.2016",
        "12 500,50 €",
        "+",
        "=",
        "yhteensä",
        "noin",
        "TEM",
        "Koko Helsinki",
        "käynnissä",
        "-hanke",
        "Vähintään",
        "sana",
        "Ää",
        "a\u0301",
        "\u0338",
    ]
)
WORDS = st.one_of(
    st.text(max_size=20),
    st.lists(PIECES, max_size=6).map("".join),
    st.lists(PIECES, max_size=6).map(" ".join),
    HEADING,
)
LIST = st.lists(WORDS, max_size=4)
DAY = st.none() | st.dates()
YEAR = st.none() | st.integers(1, 9999)
EUROS = st.decimals(0, 10**8, places=2)
CARDS = st.builds(
    Card,
    title=WORDS,
    title_line=WORDS,
    stated_state=st.sampled_from(["", "running", "ended", "planned"]),
    language=st.sampled_from(["fi", "sv", "en"]),
    phases=st.lists(st.builds(Phase, WORDS, DAY, DAY, WORDS), max_size=3),
    goals=LIST,
    results=LIST,
    legacy_least=LIST,
    legacy_best=LIST,
    evaluation=LIST,
    all_districts=st.booleans(),
    target_areas=LIST,
    partners=LIST,
    funders=st.lists(
        st.builds(
            FunderRow,
            WORDS,
            YEAR,
            YEAR,
            WORDS,
            st.none() | EUROS,
            st.none() | st.decimals(0, 100, places=1),
            st.booleans(),
            st.booleans(),
        ),
        max_size=3,
    ),
    budget=st.lists(
        st.builds(
            BudgetRow,
            WORDS,
            st.none() | st.tuples(st.integers(1, 9999), st.integers(1, 9999)),
            st.none() | EUROS,
            st.lists(EUROS, max_size=3),
            st.booleans(),
            st.booleans(),
            WORDS,
            WORDS,
        ),
        max_size=3,
    ),
    **dict.fromkeys(
        (
            "description",
            "purpose",
            "benefits",
            "benefits_unstated",
            "legacy_unstated",
            "need",
            "target_group",
            "measures",
            "risks",
            "lessons_good",
            "lessons_improve",
            "actors",
            "remainder",
            "applicant_name",
            "business_id",
            "signatory",
            "signatory_role",
        ),
        WORDS,
    ),
)
TEXTS = st.lists(WORDS | HEADING | PIECES, max_size=12).map("\n".join)


@settings(max_examples=80, deadline=None)
@given(CARDS)
@example(Card(title="Tavoitteet", description="Mål\n\nRiskit\nyksi\n\\Riskit", partners=["a, b"]))
@example(Card(title="(käynnissä)", target_areas=["Koko Helsinki"], remainder="Toimijat: me"))
def test_what_is_written_reads_back_as_the_same_card(card):
    back = read(write(card)).card
    assert back == card
    assert card.title_line in (back.title_line, "")
    for rows in ("phases", "funders", "budget"):
        pairs = zip(getattr(card, rows), getattr(back, rows), strict=True)
        assert all(one.stated in (other.stated, "") for one, other in pairs)


@settings(max_examples=40, deadline=None)
@given(CARDS)
def test_json_and_back(card):
    data = json.loads(json.dumps(card.to_json()))
    assert Card.from_json(data) == card
    assert Card.from_json(data).to_json() == data


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_no_word_is_lost(text):
    """Every word of the text is in the card, a heading, a note, or named as left out."""
    try:
        reading = read(text)
    except CardRefused:
        return
    kept = words(leaves(reading.card.to_json()))
    kept |= {word for person in reading.card.contacts for word in words(leaves(person.to_json()))}
    kept |= {word for left in reading.left_out for word in words(left.words)}
    for line in reading.lines:
        if line.understood_as not in ("heading", "placeholder", "blank"):
            lost = words(line.text) - kept
            assert lost <= JOINING | words("Koko Helsinki") | STATE_WORDS | HEADING_WORDS


def leaves(value):
    """Every string of plain JSON data, one a line."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return "\n".join(map(leaves, inner))
    return str(value)


def words(text):
    return set(re.findall(r"\w+", Card(description=text).description.casefold()))


STATE_WORDS = {word for words in STATES.values() for word in words.values()}
JOINING = {"ja", "och", "and", "o", "1"}
HEADING_WORDS = words(" ".join(n for names in HEADINGS.values() for o in names.values() for n in o))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200) | TEXTS | TEXTS.map(str.encode))
def test_anything_is_read_or_refused(data):
    try:
        reading = read(data)
    except CardRefused:
        return
    assert read(write(reading.card)).card == reading.card
    assert [line.number for line in reading.lines] == list(range(1, len(reading.lines) + 1))
    for found in contradictions(reading.card):
        assert found.message


HARD = [
    "(",
    "()",
    " ",
    "|",
    "|a\\",
    "\\",
    "1+",
    "1 000 € + ",
    "a;",
    ",",
    ", ",
    "yhteensä ",
    "Bra: ",
    "1/2014–",
    "x (2014) ja ",
    "2014 x, ",
    "x, 2014 ",
    "000 ",
    "v. ",
    "a ja ",
    "kesäkuu ",
    "= ",
]


ROOMS = ("Tavoitteet", "Talousarvio", "Rahoittaja(t)", "Aikataulu", "Yhteistyökumppanit")


def rooms_with(text):
    return "\n".join(f"{heading}\n{text}" for heading in ROOMS)


@pytest.mark.parametrize("piece", HARD)
def test_a_long_line_in_each_part_takes_no_longer_than_its_length(piece):
    assert grows_evenly(read, lambda size: rooms_with(piece * (size // len(piece))), 5000, 20_000)


@pytest.mark.parametrize("piece", ["(", "1+", "a ja ", "2014 x, ", "x (2014) ja "])
def test_long_lines_take_no_longer_than_their_number(piece):
    line = "v. 2014 " + piece * (3900 // len(piece))
    assert grows_evenly(read, lambda size: rooms_with("\n".join([line] * size)), 3, 12)


@pytest.mark.parametrize("line", ["- a", "a: 1/2014", "Riskit\nx\n", "Mål", "Bra: x", "1 + 1 €"])
def test_many_lines_in_each_part_take_no_longer_than_their_number(line):
    assert grows_evenly(read, lambda size: rooms_with("\n".join([line] * size)), 60, 240)


def test_more_lines_than_any_card_has_are_refused():
    with pytest.raises(CardRefused):
        read("Tavoitteet\n" + "- a\n" * 10_000)
