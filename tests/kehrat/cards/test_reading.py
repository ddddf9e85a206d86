"""A project card's text is read whole, in all the ways people write one."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from kehrat.cards.card import BudgetRow, FunderRow, Phase
from kehrat.cards.reading import CardRefused, read
from kehrat.cards.written import Line, Written

CARD = """\
\tPihakeväät -hanke          (suunnitteilla)

\tAikataulu
\tAlku: 03/2015–05/2015; Kesäkausi: 6–8/2015

\tProjektikuvaus
\tAsukkaat kunnostavat pihoja yhdessä ja oppivat toisiltaan.

\tTavoitteet
\t- istuttaa kolme pihaa
- oppia kompostointia

- löytää uusia tekijöitä

\tOdotetut tulokset/ tuotokset
- kolme hoidettua pihaa

\tMikä jää elämään?
\tVähintään:
- työkalujen lainaamo
Parhaimmillaan:
- talkooperinne
- pihojen verkosto

\tArviointi
- kysely naapureille

\tHyvää
\t(täytetään projektin päätyttyä)

\tKehitettävää
\t(täytetään projektin päätyttyä)

\tKohdekaupunginosat
\tKontula, Mellunmäki ja Vesala

\tToimijat
\tTaloyhtiöt ja koulut

\tYhteistyökumppanit
\tEsimerkkiseura ry, Puutarhat Oy (PO), Kirjasto

\tRahoittaja(t)
- Helsingin kaupunki (v. 2015)
- Esimerkkisäätiö (v. 2015-2016)

\tTalousarvio
- Alku (2015): (1\xa0500 + 500 =) yhteensä 2 000 €
- Kesäkausi (2015): säätiö, tavoite: n. 3 000 €
"""


@pytest.fixture(scope="module")
def card():
    return read(CARD).card


def one(heading: str, *lines: str):
    return read("\n".join(["Nimi", "", heading, *lines])).card


def test_title_and_state(card):
    assert (card.title, card.stated_state) == ("Pihakeväät", "planned")
    assert card.title_line == "Pihakeväät -hanke          (suunnitteilla)"


def test_texts_and_lists(card):
    assert card.description == "Asukkaat kunnostavat pihoja yhdessä ja oppivat toisiltaan."
    assert card.goals == ["istuttaa kolme pihaa", "oppia kompostointia", "löytää uusia tekijöitä"]
    assert card.results == ["kolme hoidettua pihaa"]
    assert card.legacy_least == ["työkalujen lainaamo"]
    assert card.legacy_best == ["talkooperinne", "pihojen verkosto"]
    assert card.evaluation == ["kysely naapureille"]
    assert (card.lessons_good, card.lessons_improve) == ("", "")
    assert card.actors == "Taloyhtiöt ja koulut"
    assert card.partners == ["Esimerkkiseura ry", "Puutarhat Oy (PO)", "Kirjasto"]
    assert (card.all_districts, card.target_areas) == (False, ["Kontula", "Mellunmäki", "Vesala"])
    assert card.remainder == ""


def test_rows(card):
    assert card.phases == [
        Phase("Alku", date(2015, 3, 1), date(2015, 5, 31)),
        Phase("Kesäkausi", date(2015, 6, 1), date(2015, 8, 31)),
    ]
    assert card.funders == [
        FunderRow("Helsingin kaupunki", 2015, 2015),
        FunderRow("Esimerkkisäätiö", 2015, 2016),
    ]
    assert card.budget == [
        BudgetRow("Alku", (2015, 2015), Decimal(2000), [Decimal(1500), Decimal(500)]),
        BudgetRow("Kesäkausi", (2015, 2015), Decimal(3000), target=True, sources="säätiö"),
    ]


def test_what_was_read_is_told_line_by_line():
    lines = read("Pihat\n\nTavoitteet\n- a\nHyvää\n(täytetään projektin päätyttyä)\n").lines
    told = [(line.number, line.understood_as) for line in lines]
    kinds = ["title", "blank", "heading", "goals", "heading", "placeholder", "blank"]
    assert told == list(enumerate(kinds, start=1))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: text.replace("\n", "\r"), id="CR"),
        pytest.param(lambda text: text.replace("\t", "    "), id="spaces"),
        pytest.param(lambda text: text.replace("\t", ""), id="no indent"),
        pytest.param(lambda text: text.replace("\n", "   \n"), id="spaces at line ends"),
        pytest.param(lambda text: text.replace("- ", "\t-\t"), id="tab after bullet"),
        pytest.param(lambda text: text.replace("\n- ", "\n•\xa0"), id="dot bullets"),
        pytest.param(lambda text: text.replace("\n- ", "\n– "), id="dash bullets"),
        pytest.param(lambda text: text.replace("\n- ", "\n* "), id="star bullets"),
        pytest.param(lambda text: text.replace("\n- ", "\n· "), id="middle dot bullets"),
        pytest.param(lambda text: text.replace("\n- ", "\n‣ "), id="triangle bullets"),
        pytest.param(lambda text: text.replace("\n- ", "\no "), id="o bullets"),
        pytest.param(lambda text: text.replace("\n- ", "\n\uf0b7\t"), id="symbol bullets"),
        pytest.param(lambda text: text.replace(" ", "\xa0"), id="spaces that do not break"),
        pytest.param(lambda text: unicodedata.normalize("NFD", text), id="letters in parts"),
        pytest.param(lambda text: text.replace("\n- ", "\n1. "), id="numbers"),
        pytest.param(lambda text: text.replace("\n- ", "\n2) "), id="numbers in brackets"),
        pytest.param(lambda text: text.replace("Tavoitteet\n", "Tavoitteet:\n"), id="colon"),
        pytest.param(lambda text: text.replace("Tavoitteet\n\t", "TAVOITTEET: "), id="same line"),
        pytest.param(lambda text: text.replace("Toimijat\n\t", "toimijat:  "), id="lower case"),
        pytest.param(lambda text: text.replace("tulokset/ t", "tulokset / t"), id="slash"),
        pytest.param(lambda text: text.replace("(täytetään", "[Täytetään"), id="other bracket"),
        pytest.param(lambda text: text.replace("–", "-"), id="hyphens"),
        pytest.param(lambda text: text.replace("-hanke", "–hanke"), id="dash in title"),
        pytest.param(lambda text: text.replace("\xa0", "\u202f"), id="narrow space"),
        pytest.param(lambda text: text.replace(" €", "\xa0€"), id="space before euro"),
        pytest.param(lambda text: text.replace(" €", " euroa"), id="euroa"),
        pytest.param(lambda text: text.replace("n. 3", "noin 3"), id="noin"),
        pytest.param(lambda text: text.replace("tavoite: n.", "ca"), id="ca"),
        pytest.param(
            lambda text: text.replace("2 000", "2000").replace("3 000", "3.000"), id="dot"
        ),
        pytest.param(lambda text: text.replace("\n\n", "\n"), id="no empty lines"),
        pytest.param(lambda text: text.replace("\n", "\n\n"), id="empty lines all over"),
        pytest.param(lambda text: text.encode(), id="UTF-8"),
        pytest.param(lambda text: text.encode("utf-8-sig"), id="UTF-8 with mark"),
        pytest.param(lambda text: text.encode("utf-16"), id="UTF-16"),
        pytest.param(lambda text: text.encode("cp1252"), id="Windows-1252"),
    ],
)
def test_variants_read_as_the_same_card(card, change):
    assert read(change(CARD)).card == card


def test_headings_in_any_order(card):
    title, *sections = CARD.split("\n\n\t")
    assert read("\n\n\t".join([title, *reversed(sections)])).card == card


def test_missing_headings_leave_fields_empty():
    card = read("Pihat (käynnissä)\nTavoitteet\n- yksi\n").card
    assert (card.title, card.stated_state, card.goals) == ("Pihat", "running", ["yksi"])
    assert (card.phases, card.budget, card.actors) == ([], [], "")


@pytest.mark.parametrize(
    ("text", "language", "state"),
    [
        ("Gårdar -projektet (pågår)\nMål\n- ett\nSamarbetspartner\nSkolan\n", "sv", "running"),
        ("Yards (ended)\nGoals:\n1. ett\nPartners: Skolan\n", "en", "ended"),
        ("Pihat (päättynyt)\nTavoitteet\n* ett\nYHTEISTYÖKUMPPANIT\nSkolan", "fi", "ended"),
    ],
)
def test_three_languages(text, language, state):
    card = read(text).card
    assert (card.language, card.stated_state) == (language, state)
    assert (card.goals, card.partners) == (["ett"], ["Skolan"])


def test_unknown_headings_go_to_the_remainder_whole():
    text = "Pihat\n\nTavoitteet\n- yksi\n\nLintujen pesät\n- sade\n- routa\n\nToimijat\nKoulut\n"
    reading = read(text)
    assert reading.card.remainder == "Lintujen pesät\n- sade\n- routa"
    assert (reading.card.goals, reading.card.actors) == (["yksi"], "Koulut")
    told = [line.understood_as for line in reading.lines[5:8]]
    assert told == ["heading", "remainder", "remainder"]
    (doubt,) = reading.doubts
    assert (doubt.line, doubt.kind, doubt.words) == (6, "heading_unknown", "Lintujen pesät")


def test_words_before_the_first_heading_are_kept():
    card = read("Pihat\nLaatija: Erkki Esimerkki\n\nTavoitteet\n- yksi\n").card
    assert (card.title, card.remainder) == ("Pihat", "Laatija: Erkki Esimerkki")


def test_state_on_a_line_of_its_own():
    card = read("Pihat\n(käynnissä)\nTavoitteet\n- yksi\n").card
    assert (card.title, card.stated_state, card.remainder) == ("Pihat", "running", "")


def test_a_wrapped_item_goes_on():
    assert one("Tavoitteet", "- pitkä tavoite", "  jatkuu", "- toinen").goals == [
        "pitkä tavoite jatkuu",
        "toinen",
    ]


def test_everywhere_and_named_areas():
    card = one("Kohdekaupunginosat", "Koko Helsinki, erityisesti Vuosaari")
    assert (card.all_districts, card.target_areas) == (True, ["erityisesti Vuosaari"])


@pytest.mark.parametrize(
    ("line", "starts", "ends"),
    [
        ("Alku: 1.1.2015–30.6.2016", date(2015, 1, 1), date(2016, 6, 30)),
        ("Alku 1.1. - 30.6.2015", date(2015, 1, 1), date(2015, 6, 30)),
        ("Alku: 1-10/2014", date(2014, 1, 1), date(2014, 10, 31)),
        ("Alku: 06/2012–12/2013", date(2012, 6, 1), date(2013, 12, 31)),
        ("Alku: 2/2016", date(2016, 2, 1), date(2016, 2, 29)),
        ("Alku: 2014–2015", date(2014, 1, 1), date(2015, 12, 31)),
        ("Alku (2014)", date(2014, 1, 1), date(2014, 12, 31)),
        ("Alku: kesäkuu 2014 – elokuu 2014", date(2014, 6, 1), date(2014, 8, 31)),
        ("Alku: touko–elokuu 2014", date(2014, 5, 1), date(2014, 8, 31)),
        ("Alku: maj-juni 2014", date(2014, 5, 1), date(2014, 6, 30)),
        ("2014-03-01 – 2014-04-15 Alku", date(2014, 3, 1), date(2014, 4, 15)),
        ("Alku: 3/2014–", date(2014, 3, 1), None),
        ("Alku: 31.2.2014", None, None),
        ("Alku", None, None),
    ],
)
def test_periods(line, starts, ends):
    (phase,) = one("Aikataulu", line).phases
    assert (phase.starts, phase.ends, phase.stated) == (starts, ends, line)


def test_several_phases_on_a_line_and_on_lines_of_their_own():
    rows = one("Aikataulu", "A: 1/2014; B: 2/2014", "- C 3/2014, D 4/2014").phases
    assert [(row.name, row.starts.month) for row in rows] == [
        ("A", 1),
        ("B", 2),
        ("C", 3),
        ("D", 4),
    ]


def test_a_phase_may_be_called_like_a_heading():
    assert [phase.name for phase in one("Aikataulu", "Arviointi: 1–3/2015").phases] == ["Arviointi"]


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("Säätiö (v. 2013)", [("Säätiö", 2013, 2013)]),
        ("Säätiö v. 2013-2014", [("Säätiö", 2013, 2014)]),
        ("Säätiö vuosille 2013–2014", [("Säätiö", 2013, 2014)]),
        ("Säätiö 2013, 2014 ja 2015", [("Säätiö", 2013, 2015)]),
        ("Säätiö", [("Säätiö", None, None)]),
        ("TEM; pienten kokeilujen raha (2016)", [("TEM", 2016, 2016)]),
        ("Säätiö (2013) ja rahasto (2014–)", [("Säätiö", 2013, 2013), ("rahasto", 2014, None)]),
        ("Säätiö A 2013, Säätiö B 2014", [("Säätiö A", 2013, 2013), ("Säätiö B", 2014, 2014)]),
        ("EAKR-rahasto (ohjelmakausi 2014–2020, v. 2017)", [("EAKR-rahasto", 2017, 2017)]),
        ("Säätiö, Yhdistys", [("Säätiö", None, None), ("Yhdistys", None, None)]),
        ("Uudenmaan ELY-keskus / ESR (v:lle 2014)", [("Uudenmaan ELY-keskus/ESR", 2014, 2014)]),
        ("6Aika (EAKR) 1.1.2015–30.6.2016", [("6Aika (EAKR)", 2015, 2016)]),
    ],
)
def test_funders(line, rows):
    found = one("Rahoittaja(t)", line).funders
    assert [(row.name, row.year_from, row.year_to) for row in found] == rows


@pytest.mark.parametrize(
    ("line", "amount", "parts", "target"),
    [
        ("A: 12 500,50 €", "12500.50", [], False),
        ("A: 12.500,50 €", "12500.50", [], False),
        ("A: 12500,5 euroa", "12500.5", [], False),
        ("A: 12\u202f500 €", "12500", [], False),
        ("A (2014): noin 12 500 €", "12500", [], True),
        ("A (2014): n. 12 500 €", "12500", [], True),
        ("A (2014): ca 12 500 €", "12500", [], True),
        ("A 2014: tavoite 12 500", "12500", [], True),
        ("A: 12 tuhatta euroa", "12000", [], False),
        ("A: 12 t€", "12000", [], False),
        ("A: 2000 € (v. 2014)", "2000", [], False),
        ("A: (1 000 + 500 + 2 500,50 = 4 000,50 €)", "4000.50", ["1000", "500", "2500.50"], False),
        ("A: yhteensä 15 000 € (10 000 + 5 000)", "15000", ["10000", "5000"], False),
        ("A: 10 000 € (säätiö) + 5 000 € (kaupunki) = 15 000 €", "15000", ["10000", "5000"], False),
        ("A: (10 000 €, 5 000 €) yhteensä 15 000 €", "15000", ["10000", "5000"], False),
        ("A: 15 000 € (B 10 000 €) (C 5 000 €)", "15000", ["10000", "5000"], False),
        ("A: 15 000 € (josta 2 000 € ja 1 000 € B)", "15000", [], False),
        ("A: 10 000 + 5 000 €", "15000", ["10000", "5000"], False),
        ("A: 50 000 € (josta 10 000 € säätiöltä)", "50000", [], False),
        ("A: 87 000,-", "87000", [], False),
        ("A (2014): päätetään myöhemmin", None, [], False),
    ],
)
def test_amounts(line, amount, parts, target):
    (row,) = one("Talousarvio", line).budget
    assert row.amount == (None if amount is None else Decimal(amount))
    assert (row.parts, row.target) == ([Decimal(part) for part in parts], target)
    assert (row.label, row.stated) == ("A", line)


def test_a_row_without_a_name_is_called_by_its_words():
    assert one("Talousarvio", "- 12 500,50 €").budget[0].label == "12 500,50 €"
    assert one("Rahoittaja(t)", "(v. 2014)").funders[0].name == "(v. 2014)"


def test_a_total_line_is_known_as_one():
    rows = one("Talousarvio", "- A: 1 000 €", "- B: 2 000 €", "Yhteensä 3 000 €").budget
    assert [(row.label, row.amount, row.total) for row in rows] == [
        ("A", 1000, False),
        ("B", 2000, False),
        ("Yhteensä", 3000, True),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("", "empty"),
        (b"", "empty"),
        (" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"Tavoitteet\x00\n- a", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"PK\x03\x04", "binary"),
        (b"\xff\xfeT\x00a", "binary"),
        ("Tavoitteet\n- \ud800", "binary"),
        (b"x" * 5_000_000, "too_large"),
    ],
)
def test_refused(data, code):
    with pytest.raises(CardRefused) as refused:
        read(data)
    assert refused.value.code == code
    assert str(refused.value) != code


def test_a_text_without_headings_is_kept_whole():
    reading = read("Hei vaan\n\nTule talkoisiin\n")
    assert (reading.card.title, reading.card.remainder) == ("", "Hei vaan\n\nTule talkoisiin")
    assert [doubt.kind for doubt in reading.doubts] == ["no_headings", "title_missing"]


def test_a_documents_item_ends_where_its_paragraph_ends():
    """In a plain text a line below a bullet goes on with it, in a document it is its own."""
    head = [Line("Pihat"), Line(""), Line("Tavoitteet", level=1)]
    lines = [Line("Kolme pihaa", item=True), Line("Tästä hyötyvät kaikki."), Line("Budjetti")]
    sums = [Line("Kukat 100 €", item=True), Line("Multa 50 €")]
    card = read(Written((*head, *lines, *sums))).card
    assert card.goals == ["Kolme pihaa", "Tästä hyötyvät kaikki."]
    assert [(row.label, row.amount) for row in card.budget] == [("Kukat", 100), ("Multa", 50)]
    text = "Pihat\n\nTavoitteet\n- Kolme pihaa,\nneljä puuta"
    assert read(text).card.goals == ["Kolme pihaa, neljä puuta"]
