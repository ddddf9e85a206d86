"""Lines that look like something else: greetings, bodies, "none", totals, projects."""

import pytest

from kehrat.cards import written
from kehrat.cards.reading import cards_in, read

BELOW = "\n\nTavoitteet\n- penkkejä puistoon\n"


@pytest.mark.parametrize(
    "line",
    [
        "Hyvää iltaa kaikille!",
        "Tervehdys naapurit!",
        "Hejsan alla grannar!",
        "Tässä vihdoin lupaamani ehdotus puistoon.",
        "Helsingin kaupunki, kulttuurin ja vapaa-ajan toimiala",
        "Helsingfors stad, kultur- och fritidssektorn",
        "Uudenmaan ELY-keskus",
    ],
)
def test_what_is_no_title_stays_in_the_remainder(line):
    reading = read(line + BELOW)
    assert reading.card.title == ""
    assert reading.card.remainder == line


def test_a_body_above_the_title_is_none():
    assert read(f"Kumpula-Seura ry\nPuistotalkoot{BELOW}").card.title == "Puistotalkoot"
    assert read(f"Kumpula-Seura ry{BELOW}").card.title == "Kumpula-Seura ry"


@pytest.mark.parametrize("question", ["Kuka maksaa?", "MISTÄ RAHAT?", "Vem betalar?"])
def test_who_pays_is_asked_in_many_words(question):
    funders = read(f"Puistotalkoot{BELOW}\n{question}\nKaupunki 500 €\n").card.funders
    assert [(row.name, row.amount) for row in funders] == [("Kaupunki", 500)]


@pytest.mark.parametrize("none", ["Ei ole", "ei muita.", "-", "Inga", "Nej"])
def test_none_is_no_row(none):
    heading = "Muut samaan tarkoitukseen myönnetyt avustukset"
    card = read(f"Puistotalkoot{BELOW}\n{heading}\n{none}\n").card
    assert card.funders == []
    assert card.remainder == f"{heading}\n{none}"


def test_public_money_in_all_is_a_total():
    money = "Julkinen rahoitus yhteensä: 120 000 €\nESR+ 80 %: 96 000 €\nKunta 20 %: 24 000 €\n"
    funders = read(f"Puistotalkoot{BELOW}\nRahoitus\n{money}").card.funders
    assert [(row.total, row.share) for row in funders] == [(True, None), (False, 80), (False, 20)]


@pytest.mark.parametrize("ending", ["terveisin Liisa", "Yst. terv. Liisa", "Med vänlig hälsning"])
def test_greetings_end_the_field_above(ending):
    card = read(f"Puistotalkoot{BELOW}\nRahoittaja(t)\nKaupunki\n\n{ending}\n").card
    assert [row.name for row in card.funders] == ["Kaupunki"]
    assert card.remainder == ending


def test_a_sum_alone_is_called_by_its_heading():
    budget = read(f"Puistotalkoot{BELOW}\nTalousarvio: 300 €\n").card.budget
    assert [(row.label, row.amount) for row in budget] == [("Talousarvio", 300)]


def test_numbered_projects_are_cards_of_their_own():
    one = "Kuvaus: Siivotaan.\nTavoite: Siistit puistot\nTalousarvio: 300 €\n"
    text = f"Hanke 1: Puistotalkoot\n{one}\nHanke 2: Kirppispäivä\n{one}"
    cards = [read(card).card for card in cards_in(written.of_text(text))]
    assert [card.title for card in cards] == ["Puistotalkoot", "Kirppispäivä"]
    assert [card.goals for card in cards] == [["Siistit puistot"]] * 2


def test_an_answer_can_be_taken_back_and_moves_no_other_question():
    text = f"Puistotalkoot{BELOW}\nTalousarvio\nPenkit 5 000–7 000 €\nValot 12 x 30 € = 360 €\n"
    first, second = read(text).doubts
    answered = read(text, {first.key: first.choices[0].value})
    assert [doubt.key for doubt in answered.doubts] == [second.key]
    (settled,) = answered.settled
    assert (settled.key, settled.answered) == (first.key, first.choices[0].value)
    assert settled.choices == first.choices
