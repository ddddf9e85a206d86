"""The words of a row as written stand beside it where they tell otherwise than what was read."""

from datetime import date

import pytest

from kehrat.cards.card import FunderRow, Phase

FIRST, LAST = date(2027, 3, 1), date(2028, 11, 30)


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "Alku: 3/2027–11/2028",
        "Alku 1.3.2027 - 30.11.2028",
        "2027-03-01–2028-11-30 Alku",
        "Alku (maaliskuu 2027 – marraskuu 2028)",
        "Alku, mars 2027–november 2028",
        "ALKU 03/27 - 11/28",
        "Alku: maalis 2027–marraskuu 2028",
        "Alku vuosina 2027 ja 2028",
    ],
)
def test_the_same_dates_said_in_another_way(stated):
    assert Phase("Alku", FIRST, LAST, stated).as_written == ""


@pytest.mark.parametrize(
    ("stated", "dates"),
    [
        ("kevät 2027 - syksy 2028", (FIRST, LAST)),
        ("3/2027 alkaen", (FIRST, None)),
        ("3/2027–12/2028", (FIRST, LAST)),
        ("3/2027–11/2028, jos lupa tulee", (FIRST, LAST)),
        ("viikolla 35", (None, None)),
        ("31.2.2027", (None, None)),
    ],
)
def test_words_that_tell_otherwise(stated, dates):
    for before in ("Alku: ", "Alku ", "Alku – ", ""):
        assert Phase("Alku", *dates, before + stated).as_written == stated


def test_a_phase_that_is_all_words_is_not_told_twice():
    assert Phase("Myöhemmin keväällä", None, None, "Myöhemmin keväällä").as_written == ""


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("Helsingin kaupunki (v. 2027)", ""),
        ("Helsingin kaupunki, kulttuurin toimiala", "Helsingin kaupunki, kulttuurin toimiala"),
    ],
)
def test_a_funder(stated, told):
    row = FunderRow("Helsingin kaupunki", 2027, 2027, stated)
    assert row.as_written == told
