"""Helka's own card, where its text is at hand."""

import re
from datetime import date
from decimal import Decimal

import pytest

from kehrat.cards.card import BudgetRow, FunderRow, Phase
from kehrat.cards.contradictions import contradictions
from kehrat.cards.patterns import heading_in
from kehrat.cards.reading import read
from kehrat.cards.writing import write
from kehrat.models import Project


@pytest.fixture
def card(seed_text):
    return read(seed_text).card


def test_title_and_state(card):
    assert (card.title, card.stated_state) == ("Paikallinen kehittämispolku", "running")
    assert card.title_line.startswith("Paikallinen kehittämispolku -projekti ")
    assert card.title_line.endswith(" (käynnissä)")


def test_schedule(card):
    assert card.phases == [
        Phase("I ja II VAIHE", date(2012, 6, 1), date(2013, 12, 31)),
        Phase("III VAIHE", date(2014, 1, 1), date(2014, 10, 31)),
        Phase("IV VAIHE", date(2014, 11, 1), date(2015, 12, 31)),
    ]


def test_lists(card):
    names = ("goals", "results", "legacy_least", "legacy_best", "evaluation", "partners")
    assert [len(getattr(card, name)) for name in names] == [5, 2, 2, 1, 2, 5]
    assert card.partners[3:] == ["Open Knowledge Finland (OKF)", "Forum Viriumin D-Cent-hanke"]
    assert all((card.description, card.purpose, card.benefits, card.actors))


def test_what_is_empty_is_empty(card):
    assert (card.lessons_good, card.lessons_improve, card.remainder) == ("", "", "")
    assert (card.all_districts, card.target_areas) == (True, [])


def test_funders(card):
    assert card.funders == [
        FunderRow("TEM", 2012, 2013),
        FunderRow("Uudenmaan liitto", 2013, 2013),
        FunderRow("Uudenmaan ELY-keskus/ESR", 2014, 2014),
        FunderRow("Helsingin kaupunki", 2014, 2015),
        FunderRow("6Aika (EAKR)", 2015, 2016),
    ]


def test_budget(card):
    sources = card.budget[2].sources
    assert sources.startswith("Helsingin kaupunki, 6Aika & ")
    assert sources.endswith(" lähteet")
    parts = [Decimal(47000), Decimal(40000)]
    assert card.budget == [
        BudgetRow("I ja II VAIHE", (2012, 2013), Decimal(87000), parts),
        BudgetRow("III VAIHE", (2014, 2014), Decimal(50000)),
        BudgetRow("IV VAIHE", (2015, 2016), Decimal(225000), target=True, sources=sources),
    ]


def test_contradictions(card):
    found = [(item.code, item.values.get("phase"), item.is_note) for item in contradictions(card)]
    assert found == [("target_amount", None, True), ("phase_years_differ", "IV VAIHE", False)]


def test_no_word_of_it_is_lost(seed_text, card):
    kept = set(re.findall(r"\w+", write(card)))
    assert set(re.findall(r"\w+", seed_text)) - kept == {"ja"} - kept


def test_it_is_written_as_it_was(seed_text, card):
    """Line by line but for indents, empty lines and the funders, who get a line each."""

    def lines(text):
        bare = (" ".join(line.removeprefix("\t").split()) for line in text.splitlines())
        return [line for line in bare if line]

    ours, theirs = lines(write(card)), lines(seed_text)
    assert [line for line in ours if line not in theirs] == [
        line for line in ours if line.startswith(("- Uudenmaan ELY-keskus", "- Helsingin kaupunki"))
    ]
    assert len(ours) == len(theirs) + 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: text.replace("\t", "        "), id="spaces for tabs"),
        pytest.param(lambda text: text.replace(" ", "\xa0"), id="spaces that do not break"),
        pytest.param(lambda text: re.sub(r"(?m)^(\t?)- ", r"\1• ", text), id="other bullets"),
        pytest.param(lambda text: text.replace("\n\t- ", "\n1. "), id="numbers"),
        pytest.param(lambda text: text.replace("n. 225", "noin 225"), id="noin"),
        pytest.param(lambda text: text.replace("€", "euroa"), id="euroa"),
        pytest.param(lambda text: re.sub(r"\n\s*\n", "\n", text), id="no empty lines"),
        pytest.param(lambda text: text.replace("\n", "\n\n"), id="empty lines all over"),
        pytest.param(lambda text: text.encode("cp1252"), id="Windows-1252"),
        pytest.param(lambda text: text.encode("utf-16"), id="UTF-16"),
    ],
)
def test_variants_of_it_read_as_the_same_card(seed_text, card, change):
    assert read(change(seed_text)).card == card


def test_its_headings_in_any_order(seed_text, card):
    """Each with its text; the two parts of what lives on stay below their own heading."""
    sections = [[]]
    for line in seed_text.splitlines():
        found = heading_in(line.strip())
        if found and found.field not in ("legacy_least", "legacy_best"):
            sections.append([])
        sections[-1].append(line)
    title, *rest = sections
    turned = [title, *reversed(rest)]
    assert len(rest) == 15
    assert read("\n".join(line for lines in turned for line in [*lines, ""])).card == card


@pytest.mark.django_db
def test_it_is_stored_whole(card):
    made = Project.objects.begin(None, by=None, card=card)
    stored = Project.objects.get(pk=made.pk).card()
    assert stored == card
    assert write(stored) == write(card)
