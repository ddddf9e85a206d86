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
        "Etusivu > Hankkeet > Penkit",
        "Home » Projects » Benches",
        "13. lokakuuta 2026 kello 9.12 · 🌐",
        "#penkit #helsinki",
        "👋 Hei kaikki naapurit! 👋",
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


@pytest.mark.parametrize(
    "title", ["Yhdessä kasvuun – koulun yhteistyö kukoistaa", "GreenYard – Growing food together"]
)
def test_a_title_with_a_heading_s_word_stands_above_headings(title):
    assert read(f"{title}{BELOW}").card.title == title
    below = read("Yhteistyö koulun kanssa\n\nKoulu tarjoaa tilan.\n\nTavoitteet\n- penkit").card
    assert (below.title, below.partners) == ("", ["Koulu tarjoaa tilan."])


def test_pictures_before_a_heading_are_no_part_of_it():
    card = read(
        "Penkit\n\n👉 MITÄ? Uusia penkkejä\n👉 PALJONKO? 900 €\n✅ KENELLE? Kaikille\n#penkit"
    )
    card = card.card
    assert (card.description, card.budget[0].amount) == ("Uusia penkkejä", 900)
    assert card.target_group == "Kaikille\n#penkit"


def test_a_meeting_s_time_and_place_are_not_the_project_s():
    head = "Kylän kokousmuistio 3/2026\n\nAika: ti 6.10.2026 klo 18\nPaikka: Malmin kirjasto\n"
    reading = read(
        f"{head}Läsnä: Maija\n\n1. Avaus\nAlettiin.\n\n2. Ideat\nPenkit.\n\n3. Muuta\nEi."
    )
    card = reading.card
    assert (card.title, card.phases, card.target_areas) == ("", [], [])
    assert (card.description, card.remainder.split("\n")[-2:]) == ("Penkit.", ["3. Muuta", "Ei."])


def test_facts_of_an_eu_page_are_no_money_nobody_and_no_people():
    facts = "Project acronym: GY\nGrant agreement ID: 101099999\nStart date: 1 March 2027"
    others = "Coordinator: Kylä ry\nProject website: https://gy.example"
    card = read(f"GreenYard\n\n{facts}\n{others}\n\nObjective\nGrow.").card
    assert (card.applicant_name, card.contacts) == ("Kylä ry", [])
    assert (card.budget, card.funders, card.goals) == ([], [], ["Grow."])
    assert "Grant agreement ID\n101099999" in card.remainder
    assert "Project website\nhttps://gy.example" in card.remainder


@pytest.mark.parametrize(
    "heading", ["Riskiarvio", "8. Riskiarviointi", "Vaikutusarvio", "Itsearvio"]
)
def test_an_estimate_of_anything_else_is_no_budget(heading):
    card = read(f"Penkit{BELOW}\n{heading}\nSataa koko kesän.\n").card
    assert card.budget == []
    assert "Sataa koko kesän." in f"{card.risks}{card.remainder}{card.results}{card.evaluation}"


def test_a_sum_right_below_a_name_is_the_name_s():
    rows = "Penkit\n1 200\nKukat\n300 €\nYhteensä\n1 500"
    reading = read(f"Penkit{BELOW}\nKustannusarvio\n{rows}\n")
    rows = [(row.label, row.amount, row.total) for row in reading.card.budget]
    assert rows == [("Penkit", 1200, False), ("Kukat", 300, False), ("Yhteensä", 1500, True)]
    assert reading.doubts == []
    apart = read(f"Penkit{BELOW}\nKustannusarvio\nPenkit\nKukat\n1 200\n300\n").card.budget
    assert [row.amount for row in apart] == [None, None, 1200, 300]
