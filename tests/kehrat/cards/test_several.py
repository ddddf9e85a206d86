"""Several cards in one text or file: where each begins, and when one card only goes on."""

import pytest

from kehrat.cards.reading import cards_in, read
from kehrat.cards.written import Line, Written, of_text

ONE = "Pihat -hanke (käynnissä)\n\nTavoitteet\n- siisti piha\n\nAikataulu\n2/2027–4/2027\n"
OTHER = "Syksyn sadonkorjuu\n\nTavoitteet\n- sato talteen\n\nAikataulu\n9/2027\n"


def titles(text):
    return [read(card).card.title for card in cards_in(of_text(text))]


@pytest.mark.parametrize(
    "between",
    ["\n", "\n\n---\n\n", "\f", "\nPROJEKTIKORTTI\n\n"],
    ids=["empty line", "rule", "page", "kind"],
)
def test_a_title_above_headings_told_again_begins_a_card(between):
    assert titles(ONE + between + OTHER) == ["Pihat", "Syksyn sadonkorjuu"]


def test_a_second_name_begins_a_card():
    text = "Hankkeen nimi: A1\nTavoitteet: yksi\n\nHankkeen nimi: B2\nTavoitteet: kaksi\n"
    assert titles(text) == ["A1", "B2"]


def test_a_style_begins_a_card():
    lines = [Line("Yksi", title=True), Line("Tavoitteet"), Line("a", item=True)]
    lines += [Line("Kaksi", title=True), Line("Tavoitteet"), Line("b", item=True)]
    cards = [read(card).card for card in cards_in(Written(tuple(lines)))]
    assert [(card.title, card.goals) for card in cards] == [("Yksi", ["a"]), ("Kaksi", ["b"])]


@pytest.mark.parametrize(
    "more",
    [
        "\nTavoitteet\n- lisää\n",
        "\nLintujen pesät\nHarakka.\n",
        "\nLisää tästä\n\nArviointi\n- kysely\n",
        "\nKohdekaupunginosat\nKontula\n",
    ],
)
def test_one_card_goes_on(more):
    assert titles(ONE + more) == ["Pihat"]


def test_a_name_below_its_own_heading_begins_none():
    text = (
        "Hankkeen nimi\n\nPihapiirit\n\nTavoitteet\n\nPihat\n\nHankkeen yhteyshenkilön nimi\n\n"
        "Kaisa Esimerkki\n\nPuhelinnumero\n\n040 123 4567\n\nTavoitteet\n\nLisää pihoja\n"
    )
    assert titles(text) == ["Pihapiirit"]


def test_helkas_own_card_is_one(seed_text):
    assert len(cards_in(of_text(seed_text))) == 1


def test_no_line_goes_between_cards():
    written = of_text(ONE + "\n" + OTHER)
    assert sum((card.lines for card in cards_in(written)), ()) == written.lines
