"""A card is written under Helka's headings, in plain lines that read back as the same card."""

from datetime import date
from decimal import Decimal

from kehrat.cards.card import BudgetRow, Card, FunderRow, Phase
from kehrat.cards.reading import read
from kehrat.cards.writing import write

CARD = Card(
    title="Pihakeväät",
    stated_state="planned",
    phases=[
        Phase("Alku", date(2015, 3, 1), date(2015, 5, 15)),
        Phase("Jatko", date(2015, 6, 1), date(2016, 2, 29)),
        Phase("Tauko"),
    ],
    description="Pihat kuntoon.",
    goals=["kolme pihaa", "uusia tekijöitä"],
    target_areas=["Kontula", "Vesala"],
    partners=["Kirjasto", "Puutarhat Oy (PO)"],
    funders=[FunderRow("Säätiö", 2015, 2016), FunderRow("Yhdistys")],
    budget=[
        BudgetRow("Alku", (2015, 2015), Decimal(1500), [Decimal(1000), Decimal(500)]),
        BudgetRow("Jatko", (2016, 2016), Decimal("2500.50"), target=True, sources="Säätiö"),
    ],
)


def section(text, heading):
    return text.split(f"\n\n{heading}\n", 1)[1].split("\n\n", 1)[0].split("\n")


def test_every_heading_is_there_in_helkas_order():
    text = write(Card(title="Pihat"))
    assert [line for line in text.split("\n") if line] == [
        "Pihat",
        "Aikataulu",
        "Projektikuvaus",
        "Tavoitteet",
        "Helkan toiminnan tarkoituksen toteutuminen",
        "Hyödyt kaupungille/ seudulle",
        "Odotetut tulokset/ tuotokset",
        "Mikä jää elämään?",
        "Vähintään:",
        "Parhaimmillaan:",
        "Arviointi",
        "Hyvää",
        "(täytetään projektin päätyttyä)",
        "Kehitettävää",
        "(täytetään projektin päätyttyä)",
        "Kohdekaupunginosat",
        "Toimijat",
        "Yhteistyökumppanit",
        "Rahoittaja(t)",
        "Talousarvio",
    ]


def test_rows_are_written_in_plain_words():
    text = write(CARD)
    assert text.startswith("Pihakeväät (suunnitteilla)\n")
    assert section(text, "Aikataulu") == ["Alku: 1.3.2015–15.5.2015; Jatko: 6/2015–2/2016; Tauko"]
    assert section(text, "Tavoitteet") == ["- kolme pihaa", "- uusia tekijöitä"]
    assert section(text, "Kohdekaupunginosat") == ["Kontula, Vesala"]
    assert section(text, "Yhteistyökumppanit") == ["Kirjasto, Puutarhat Oy (PO)"]
    assert section(text, "Rahoittaja(t)") == ["- Säätiö (2015–2016)", "- Yhdistys"]
    assert section(text.rstrip("\n"), "Talousarvio") == [
        "- Alku (2015): (1\xa0000 + 500 =) 1\xa0500\xa0€",
        "- Jatko (2016): Säätiö, tavoite: n. 2\xa0500,50\xa0€",
    ]


def test_three_languages():
    for language, goals, state in (("sv", "Mål", "planeras"), ("en", "Goals", "planned")):
        text = write(CARD, language)
        assert text.startswith(f"Pihakeväät ({state})\n")
        assert section(text, goals) == ["- kolme pihaa", "- uusia tekijöitä"]
        card = read(text).card
        assert card.language == language
        card.language = "fi"
        assert card == CARD


def test_what_was_stated_is_written_while_it_holds():
    card = read("Pihat -hanke\nAikataulu\nAlku 3/2015 (varmistuu)\n").card
    assert section(write(card), "Aikataulu") == ["Alku 3/2015 (varmistuu)"]
    card.phases[0].ends = date(2015, 4, 30)
    card.title = "Pihojen kevät"
    back = read(write(card)).card
    assert back == card
    assert back.phases[0].stated == "Alku 3/2015 (varmistuu)"
    assert (back.title, back.title_line) == ("Pihojen kevät", "Pihat -hanke")


def test_text_that_looks_like_a_heading_stays_text():
    card = Card(title="Mål", description="Alku\n\nTavoitteet\nLoppu", remainder="Arviointi: myöh.")
    assert "\n\\Tavoitteet\n" in write(card)
    assert read(write(card)).card == card


def test_a_long_card_is_written_whole():
    card = Card(goals=[f"tavoite {n}" for n in range(400)], description="sana " * 20000)
    assert read(write(card)).card == card
