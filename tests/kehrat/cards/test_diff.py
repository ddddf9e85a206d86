"""What differs between two texts of a card can be read: added, removed, changed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kehrat.cards.card import BudgetRow, FunderRow, Phase
from kehrat.cards.diff import ADDED, REMOVED, SAME, changes, compared
from tests import make
from tests.kehrat.cards.test_properties import CARDS

LINES = st.lists(
    st.text(st.sampled_from("ab ,ä€\u05d0"), max_size=12) | st.sampled_from(["yksi", "yksi kaksi"]),
    max_size=5,
)


def told(lines):
    return [[(piece.kind, piece.text) for piece in line] for line in lines]


def test_cards_that_say_the_same_do_not_differ():
    card = make.ready_card()
    assert changes(card, replace(card, title_line="Toisin kirjoitettu")) == []


def test_a_changed_word_stands_between_those_that_stayed():
    one = make.ready_card(description="Piha avataan kaikille iltaisin.")
    other = replace(one, description="Piha avataan kaikille aamuisin.")
    [change] = changes(one, other)
    assert (change.field, told(change.lines)) == (
        "description",
        [
            [
                (SAME, "Piha avataan kaikille "),
                (REMOVED, "iltaisin"),
                (ADDED, "aamuisin"),
                (SAME, "."),
            ]
        ],
    )


def test_items_of_a_list_come_and_go_whole():
    one = make.ready_card(goals=["Piha on käytössä", "Naapurit tutustuvat"])
    other = replace(one, goals=["Piha on käytössä", "Jotakin aivan muuta", "Lisäksi valoa"])
    [change] = changes(one, other)
    assert told(change.lines) == [
        [(SAME, "Piha on käytössä")],
        [(REMOVED, "Naapurit tutustuvat")],
        [(ADDED, "Jotakin aivan muuta")],
        [(ADDED, "Lisäksi valoa")],
    ]


def test_figures_are_told_as_they_are_read():
    one = make.ready_card()
    other = replace(one, budget=[BudgetRow("I VAIHE", one.budget[0].years, Decimal(52500))])
    [change] = changes(one, other)
    assert change.field == "budget"
    [said] = told(change.lines)
    assert (REMOVED, "48\u00a0000\u00a0€") in said
    assert (ADDED, "52\u00a0500\u00a0€") in said


@settings(max_examples=200)
@given(LINES, LINES)
@example(["a b c"], ["a c"])
def test_both_texts_can_be_read_from_the_difference(before, after):
    lines = compared(before, after)
    assert rebuilt(lines, ADDED) == before
    assert rebuilt(lines, REMOVED) == after


def rebuilt(lines, without):
    """The text of one side; a line that only the other has leaves nothing."""
    kept = [[p.text for p in line if p.kind != without] for line in lines]
    alone = [{p.kind for p in line} == {without} for line in lines]
    return ["".join(words) for words, gone in zip(kept, alone, strict=True) if not gone]


@settings(max_examples=40)
@given(CARDS, CARDS)
def test_any_two_cards_can_be_compared(one, other):
    assert changes(one, one) == []
    if one.to_json() == other.to_json():
        assert changes(one, other) == []
    for change in changes(one, other):
        assert change.heading
        assert {piece.kind for line in change.lines for piece in line} != {SAME}


def test_long_texts_are_compared_at_once():
    one = make.ready_card(description="\n".join(f"rivi {n} " + "sana " * 40 for n in range(400)))
    other = replace(one, description=one.description.replace("sana", "toinen"))
    assert len(changes(one, other)[0].lines) == 800


def test_what_a_funder_pays_is_told_with_its_share():
    one = make.ready_card()
    row = FunderRow("Kaupunki", 2027, 2028, "", Decimal(20000), Decimal("12.5"))
    [change] = changes(replace(one, funders=[]), replace(one, funders=[row]))
    assert told(change.lines) == [[(ADDED, "Kaupunki: 2027–2028, 20\xa0000\xa0€, 12,5\xa0%")]]


def test_a_time_without_a_name_is_the_whole_projects():
    one = make.ready_card()
    whole = replace(one, phases=[Phase("", date(2027, 1, 1), date(2027, 12, 31))])
    with translation.override("fi"):
        [change] = changes(replace(one, phases=[]), whole)
    assert told(change.lines) == [[(ADDED, "Koko hanke: 1.1.–31.12.2027")]]


def test_a_date_and_a_sum_are_shown_whole():
    for one, other, gone, came in [
        ("Alkaa 1.9.2027 torilla.", "Alkaa 15.9.2027 torilla.", "1.9.2027", "15.9.2027"),
        ("Loppuu 31.12. Kalliossa.", "Loppuu 30.12. Kalliossa.", "31.12.", "30.12."),
        ("Maksaa 12 000 € vuodessa.", "Maksaa 13 000 € vuodessa.", "12 000 €", "13 000 €"),
        ("Maksaa 1\xa0250,50\xa0€ nyt.", "Maksaa 950\xa0€ nyt.", "1\xa0250,50\xa0€", "950\xa0€"),
        ("Osuus on 12,5 % siitä.", "Osuus on 15 % siitä.", "12,5 %", "15 %"),
        ("Klo 17.30 pihalla taas.", "Klo 18.00 pihalla taas.", "17.30", "18.00"),
        (
            "Päivä 2027-09-01 on sovittu.",
            "Päivä 2027-09-15 on sovittu.",
            "2027-09-01",
            "2027-09-15",
        ),
    ]:
        [line] = told(compared([one], [other]))
        changed = [(kind, text) for kind, text in line if kind != SAME]
        assert changed == [(REMOVED, gone), (ADDED, came)]
