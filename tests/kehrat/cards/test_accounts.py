"""Every word is accounted for: words in are words out, whatever lines stand in which order."""

import re
import unicodedata
from collections import Counter
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kehrat.cards.reading import cards_in, read
from kehrat.cards.written import PLACES, CardRefused, LeftOut, Line, Written
from tests.growth import grows_evenly

HEADINGS = [
    "Tavoitteet",
    "1. Tausta ja tarve",
    "PROJEKTIKORTTI",
    "Hankkeen nimi: Pihat",
    "Y-tunnus: 1234567-1 (Seura ry)",
    "Hakija: Seura ry, Y-tunnus: 1234567-1",
    "Kustannukset ja rahoitus",
    "Budget:",
    "Rahoittaja(t)",
    "Aikataulu",
    "Hanke alkaa",
    "Kohdekaupunginosat",
    "Yhteistyökumppanit",
    "Yhteyshenkilö",
    "Puhelin: 040 123 4567",
    "Toimintalinja",
    "Lintujen pesät",
    "Mikä jää elämään? Vähintään: polku",
    "Lisätiedot",
]
TEXTS = [
    "",
    "",
    "Piha kunnostetaan talkoilla.",
    "- yksi pihlaja",
    "a) toinen pihlaja",
    "2.1 kolmas pihlaja",
    "Kontula, Mellunmäki ja Vesala",
    "Maija Esimerkki, maija@kontula.example",
    "12 000 € (sis. alv)",
    "Palkat 3 000 € ja matkat 200 €",
    "1.1.2027–31.12.2027",
    "kevät 2027",
    "Koko Helsinki",
    "tämä rivi kat-",
    "keaa kesken E-",
    "Helsingin sivu",
    "1 (2)",
    "Sivu 2",
    "Tausta ........ 3",
    "> lainattu rivi",
    "> Tavoitteet",
    "--",
    "=====",
    "\\Tavoitteet",
    "(täytetään projektin päätyttyä)",
    "Käynnissä",
]
TEXT = st.sampled_from([*HEADINGS, *TEXTS]) | st.text("aå1.:-–>#|?€ (\n\\", max_size=12)
LINE = st.builds(
    Line,
    TEXT.map(lambda text: " ".join(text.split())),
    level=st.sampled_from([0, 0, 0, 1, 2]),
    title=st.sampled_from([False, False, False, True]),
    bold=st.booleans(),
    item=st.sampled_from([False, False, True]),
    depth=st.integers(0, 2),
    page=st.integers(0, 3),
    where=st.sampled_from(["", "", "", "", *PLACES]),
)
ROW = st.lists(TEXT, min_size=2, max_size=4).map(
    lambda cells: Line(": ".join(" ".join(cell.split()) for cell in cells), cells=tuple(cells))
)
LINES = st.lists(LINE | ROW, max_size=25).map(tuple)
JOINING = {"ja", "koko", "helsinki"}  # between names; all of the city is a tick


def words(text):
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def texts(value):
    """Every text of a card, its rows and contact persons too."""
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        return [text for one in fields(value) for text in texts(getattr(value, one.name))]
    if isinstance(value, list | tuple):
        return [text for one in value for text in texts(one)]
    return []


def lost(written, reading):
    """The words of a text that its reading neither holds, nor shows as a heading, nor names as
    left out; marks of lists and numbers that are sums or days are none."""
    told = texts(reading.card)
    told += [left.words for left in reading.left_out]
    told += [
        line.text
        for line in reading.lines
        if line.understood_as in ("heading", "placeholder", "title", "state")
        or line.heading == line.number
    ]
    source = Counter(
        word
        for text in {
            (line.text, line.where) if line.where else (line.text, at)
            for at, line in enumerate(written.lines)
        }
        for word in words(text[0])
        if not re.fullmatch(r"[0-9]+|[a-zåo]", word)
    )
    return set(source - Counter(words("\n".join(told)))) - JOINING


@settings(max_examples=200, deadline=None)
@given(LINES)
@example((Line("Tavoitteet"), Line("2.1 kolmas", item=True), Line("kat-"), Line("keaa")))
def test_words_in_are_words_out(lines):
    written = Written(lines, (LeftOut("picture", ""),))
    try:
        reading = read(written)
    except CardRefused:
        return
    assert lost(written, reading) == set()
    assert [line.number for line in reading.lines] == list(range(1, len(lines) + 1))


@settings(max_examples=80, deadline=None)
@given(LINES)
def test_several_cards_hold_all_lines(lines):
    written = Written(lines)
    assert sum((card.lines for card in cards_in(written)), ()) == lines


def test_what_was_lost_is_told_with_where(monkeypatch):
    monkeypatch.setattr("kehrat.cards.reading.contacts", lambda lines: [])
    reading = read("Pihat\n\nTavoitteet\n- a\n\nYhteyshenkilö\nMaija Esimerkki")
    assert reading.card.remainder == "Sijoittamatta:\nMaija Esimerkki"
    assert [doubt.kind for doubt in reading.doubts] == ["not_placed"]


LONG = [
    "Kevään juhla\n\n",
    "1. Kevään tavoitteet\n",
    "Kevään juhla: 100 €\n",
    "- kevään juhla\n",
    "asuk-\nkaat\n",
    "> Kevään juhla\n",
    "Kevään juhla\n1 (2)\n",
    "Tausta ..... 3\n",
    "Hankkeen nimi: a\nTavoitteet\n",
    "KEVÄÄN JUHLA\n",
    "\f\nKevään juhla\n",
]


@pytest.mark.parametrize("piece", LONG, ids=range(len(LONG)))
@pytest.mark.parametrize("heading", ["", "Talousarvio\n"])
def test_many_lines_take_no_longer_than_their_number(piece, heading):
    def made(size):
        text = heading + piece * (size // piece.count("\n"))
        return Written(tuple(map(Line, text.split("\n"))))

    def work(written):
        for card in cards_in(written):
            if len(card.lines) > 100:
                read(card)

    assert grows_evenly(work, made, 150, 600)


@pytest.mark.parametrize(
    "piece", ["a", "-", "1.", "A ", ":", "?", "> ", "\\", "#", ". . . ", "(", "Ä-"]
)
def test_a_long_line_takes_no_longer_than_its_length(piece):
    assert grows_evenly(read, lambda size: "Tavoitteet\n" + piece * (size // len(piece)))
