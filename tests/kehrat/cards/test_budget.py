"""Costs and income as people write them: the right sum, or a question."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehityspolku.money import LARGEST, euros
from kehrat.cards.budget import money
from kehrat.cards.money import amounts
from kehrat.cards.reading import read
from kehrat.cards.written import Line


def lines(*rows):
    """Numbered lines: a text is one, a tuple the row of a table."""
    return [
        (number, Line(row) if isinstance(row, str) else Line(" | ".join(row), cells=row))
        for number, row in enumerate(rows, start=1)
    ]


def costs(*rows, **corrections):
    return money(lines(*rows), [], corrections)


def income(*rows, **corrections):
    return money([], lines(*rows), corrections)


def told(found):
    """Each cost as (label, years, sum)."""
    return [(row.label, row.years, row.amount) for row in found.budget if not row.total]


def asked(found):
    return [(doubt.line, doubt.kind) for doubt in found.doubts]


def values(found):
    """What may be chosen instead, of each question."""
    return [[choice.value for choice in doubt.choices] for doubt in found.doubts]


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("Palkat 12 te", 12000),
        ("Palkat 12 t€", 12000),
        ("Palkat 12 t €", 12000),
        ("Palkat 7,5 t€", 7500),
        ("Palkat 12 keur", 12000),
        ("Palkat 7500e", 7500),
        ("Palkat 7 500 e", 7500),
        ("Palkat 4 500,-", 4500),
        ("Palkat 4500:-", 4500),
        ("Palkat 18.500,00 €", 18500),
        ("Palkat 21.000 EUR", 21000),
        ("Palkat EUR 21 000", 21000),
        ("Palkat € 500", 500),
        ("Palkat 12 tuhatta euroa", 12000),
        ("Palkat 1,2 milj. €", 1200000),
        ("Palkat 8 500 € (sis. alv 25,5 %)", 8500),
        ("Esitteet 500 kpl 350 €", 350),
        ("Palkat 5 000 € (50 % työaika)", 5000),
        ("Palkat 5 000 €, puh. 040 123 4567", 5000),
        ("Palkat, 2 000 tuntia 30 000 €", 30000),
    ],
)
def test_one_sum_however_it_is_written(line, amount):
    found = costs(line)
    assert [row.amount for row in found.budget] == [amount]
    assert found.doubts == []


@pytest.mark.parametrize(
    ("line", "amount", "kind", "choices"),
    [
        ("Vuokra 300 €/kk x 12 kk = 3 600 €", 3600, "sums", ["3600", "300"]),
        ("Vuokra 300 €/kk x 12 kk = 3 000 €", 3000, "sums", ["3000", "3600", "300"]),
        ("Vuokra 300 €/kk x 12 kk", 3600, "worked_out", ["3600", "300"]),
        ("Vuokra 12 kk à 300 €", 3600, "worked_out", ["3600", "300"]),
        ("Hyra 300 €/mån × 12 mån", 3600, "worked_out", ["3600", "300"]),
        ("Vuokra 300 €/kk", None, "rate", ["300"]),
        ("Vuokra 300 euroa kuukaudessa", None, "rate", ["300"]),
        ("Vuokra 300 €/kk, yhteensä 3 600 €", 3600, "sums", ["3600", "300"]),
        ("Muut 5 000–7 000 €", None, "range", ["5000", "7000"]),
        ("Muut 5–7 te", None, "range", ["5000", "7000"]),
        ("Muut 5 000 tai 7 000 €", None, "range", ["5000", "7000"]),
        ("Palkat 10 000 €, josta sivukulut 2 000 €", 10000, "sum_unused", ["10000", "2000"]),
        ("Löner 10 000 € varav bikostnader 2 000 €", 10000, "sum_unused", ["10000", "2000"]),
        ("Palkat 10 000 € + alv 25,5 %", 10000, "vat", ["10000", "12550"]),
        ("ALV 25,5 % 2 040 €", 2040, "vat", ["2040"]),
        ("Moms 25,5 % 2 040 €", 2040, "vat", ["2040"]),
        ("Talkootyö 200 h x 15 €/h", 3000, "not_money", ["3000", "15"]),
        ("Talkootyö 4 te", 4000, "not_money", ["4000"]),
        ("Talkoarbete 200 tim à 15 €", 3000, "not_money", ["3000", "15"]),
        ("Matkat 5 000 SEK", None, "currency", ["5000"]),
        ("Matkat $500", None, "currency", ["500"]),
        ("Matkat 5 000 kr (n. 450 €)", 450, "currency", ["450"]),
        ("Tarvikkeet 300", 300, "unit_lacks", ["300"]),
        ("Tarvikkeet 2000", 2000, "unit_lacks", ["2000"]),
    ],
)
def test_a_line_with_more_than_a_sum_is_asked_about(line, amount, kind, choices):
    found = costs(line)
    assert [row.amount for row in found.budget] == [amount]
    assert asked(found) == [(1, kind)]
    assert values(found) == [[*(f"as:{choice}" for choice in choices), "as:none"]]


def test_every_choice_gives_what_it_says():
    line = "Vuokra 300 €/kk x 12 kk = 3 600 €"
    for value, amount in [("as:3600", 3600), ("as:300", 300), ("as:none", None)]:
        for key in ("1", "1:sums"):
            found = money(lines(line), [], {key: value})
            assert [(row.label, row.amount, row.stated) for row in found.budget] == [
                ("Vuokra", amount, line)
            ]
            assert found.doubts == []


def test_a_choice_that_was_not_offered_is_passed_by():
    found = money(lines("Muut 5 000–7 000 €"), [], {"1": "as:9999", "2": "as:5000", "x": "as:"})
    assert (found.budget[0].amount, asked(found)) == (None, [(1, "range")])


def test_a_row_without_a_sum_is_asked_about():
    found = costs("Palkat 5 000 €", "Kahvit")
    assert told(found) == [("Palkat", None, 5000), ("Kahvit", None, None)]
    assert asked(found) == [(2, "sum_lacks")]


def test_about_is_a_target():
    found = costs("Muut kulut n. 5000", "Muut enintään 6 000 €", "Muut 7 000 €")
    assert [row.target for row in found.budget] == [True, True, False]


def test_some_of_it_on_a_line_of_its_own():
    rows = ("Palkat 10 000 €", "josta sivukulut 2 000 €")
    found = costs(*rows)
    assert [(row.amount, row.stated) for row in found.budget] == [(10000, " ".join(rows))]
    assert asked(found) == [(1, "sum_unused")]


def test_several_costs_on_a_line_are_a_row_each():
    line = "Palkat 5 000 €, vuokra 2 000 € ja tarvikkeet 500,50 €"
    found = costs(line)
    assert told(found) == [
        ("Palkat", None, 5000),
        ("vuokra", None, 2000),
        ("tarvikkeet", None, Decimal("500.50")),
    ]
    assert values(found) == [["as:apart", "as:5000", "as:7500.5"]]
    together = money(lines(line), [], {"1": "as:apart"})
    assert (len(together.budget), together.doubts) == (3, [])


def test_sums_of_years_on_a_line_are_rows_by_year():
    found = costs("Henkilöstö 2027: 12 000 €, 2028: 14 000 €")
    assert told(found) == [("Henkilöstö", (2027, 2027), 12000), ("Henkilöstö", (2028, 2028), 14000)]
    assert asked(found) == [(1, "sums")]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("2027 palkat 5 000 €", "palkat"),
        ("5 000 € palkat", "palkat"),
        ("Palkat: 5 000 €", "Palkat"),
    ],
)
def test_a_cost_is_called_by_its_words_wherever_they_stand(line, label):
    assert [(row.label, row.amount) for row in costs(line).budget] == [(label, 5000)]


def test_a_price_and_a_number_beside_it_are_asked_about():
    found = costs("Laitteet 3 kpl 200 €/kpl")
    assert (found.budget[0].amount, values(found)) == (None, [["as:600", "as:200", "as:none"]])


@pytest.mark.parametrize(
    "total",
    [
        "Yhteensä 7 000 €",
        "yht. 7000 €",
        "Kustannukset yhteensä 7 000 €",
        "Kokonaiskustannukset: 7 000 euroa",
        "Totalt 7 000 €",
        "Sammanlagt 7 000 €",
        "Kostnader totalt 7 000 €",
        "Yhteensä 2027: 7 000 €",
    ],
)
def test_a_total_is_checked_and_never_a_cost(total):
    found = costs("Palkat 5 000 €", "Vuokra 2 000 €", total)
    assert [(row.amount, row.total) for row in found.budget] == [
        (5000, False),
        (2000, False),
        (7000, True),
    ]
    assert found.doubts == []
    wrong = costs("Palkat 5 000 €", "Vuokra 2 000 €", total.replace("7", "8", 1))
    assert asked(wrong) == ([(3, "total_differs")] if "2027" not in total else [])


def test_subtotals_agree_with_what_stands_above_them():
    rows = ("A 1 000 €", "B 2 000 €", "Yhteensä 3 000 €", "C 4 000 €", "Yhteensä 4 000 €")
    assert costs(*rows, "Kaikki yhteensä 7 000 €").doubts == []
    assert asked(costs(*rows, "Kaikki yhteensä 7 500 €")) == [(6, "total_differs")]


def test_costs_and_income_under_one_heading_are_apart():
    found = costs(
        "Menot", "Palkat 5 000 €", "Yhteensä 5 000 €", "Tulot", "Säätiö 4 000 €", "Yhteensä 4 000 €"
    )
    assert told(found) == [("Palkat", None, 5000)]
    assert [(row.name, row.amount, row.total) for row in found.funders] == [
        ("Säätiö", 4000, False),
        ("Yhteensä", 4000, True),
    ]
    assert (found.heads, found.doubts) == ([1, 4], [])


def test_income_among_costs_is_asked_about():
    found = costs("Palkat 5 000 €", "Omarahoitus 1 000 €")
    assert told(found) == [("Palkat", None, 5000)]
    assert [(row.name, row.amount) for row in found.funders] == [("Omarahoitus", 1000)]
    assert values(found) == [["as:income", "as:cost"]]
    assert len(money(lines("Omarahoitus 1 000 €"), [], {"1": "as:cost"}).budget) == 1


def test_a_cost_among_income_is_asked_about():
    found = income("Säätiö 5 000 €", "Muut kulut 300 €")
    assert told(found) == [("Muut kulut", None, 300)]
    assert asked(found) == [(2, "side")]


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        (
            "Helsingin kaupunki 20 000 €, omarahoitus 9 100 €",
            [("Helsingin kaupunki", 20000, None), ("omarahoitus", 9100, None)],
        ),
        ("EAKR 70 % (50 000 €)", [("EAKR", 50000, 70)]),
        ("Säätiö: 12 te", [("Säätiö", 12000, None)]),
        (
            "EU/EAKR 50 %, valtio 20 % ja kunta 30 %",
            [("EU/EAKR", None, 50), ("valtio", None, 20), ("kunta", None, 30)],
        ),
        (
            "Leader-tuki 70 % (14 000 €), omarahoitus 30 % (6 000 €)",
            [("Leader-tuki", 14000, 70), ("omarahoitus", 6000, 30)],
        ),
        (
            "Helsingin kaupunki 10 000 € (2027) ja 12 000 € (2028)",
            [("Helsingin kaupunki", 10000, None), ("Helsingin kaupunki", 12000, None)],
        ),
        ("20 000 € Helsingin kaupunki", [("Helsingin kaupunki", 20000, None)]),
        ("Säätiö (v. 2013): 5 000 €", [("Säätiö", 5000, None)]),
        (
            "Säätiö, Y-tunnus 1234567-8",
            [("Säätiö", None, None), ("Y-tunnus 1234567-8", None, None)],
        ),
    ],
)
def test_funders_with_sums_and_shares(line, rows):
    found = income(line)
    assert [(row.name, row.amount, row.share) for row in found.funders] == rows
    assert {doubt.kind for doubt in found.doubts} <= {"share"}


def test_a_share_alone_is_kept_and_asked_about():
    found = income("Omarahoitusosuus 22,5 %")
    assert [(row.amount, row.share) for row in found.funders] == [(None, Decimal("22.5"))]
    assert asked(found) == [(1, "share")]


def test_work_in_brackets_beside_own_money():
    found = income("Omarahoitus 9 100 € (talkootyö 4 te)")
    assert [row.amount for row in found.funders] == [9100]
    assert asked(found) == [(1, "sum_unused")]


YEARS = (
    ("Kululaji", "2027", "2028", "Yhteensä"),
    ("Henkilöstö", "12 000", "6 000", "18 000"),
    ("Tilat", "3 000", "", "3 000"),
    ("Yhteensä", "15 000", "6 000", "21 000"),
)


def test_a_table_of_years_is_rows_by_year():
    found = costs(*YEARS)
    assert told(found) == [
        ("Henkilöstö", (2027, 2027), 12000),
        ("Henkilöstö", (2028, 2028), 6000),
        ("Tilat", (2027, 2027), 3000),
    ]
    assert [row.amount for row in found.budget if row.total] == [21000]
    assert (found.heads, found.doubts) == ([1], [])
    assert found.budget[0].stated == "Henkilöstö (2027): 12 000"


def test_totals_of_a_table_are_checked_both_ways():
    rows = [list(row) for row in YEARS]
    rows[1][3], rows[3][3] = "19 000", "22 000"
    assert asked(costs(*map(tuple, rows))) == [(2, "total_differs"), (4, "total_differs")]
    by_year = costs(YEARS[0][:3], *(row[:3] for row in YEARS[1:3]), ("Yhteensä", "15 000", "7 000"))
    assert asked(by_year) == [(4, "total_differs")]


def test_a_table_in_thousands():
    found = costs(("", "2027 (1 000 €)", "2028 (t€)"), ("Palkat", "12", "6,5"))
    assert told(found) == [("Palkat", (2027, 2027), 12000), ("Palkat", (2028, 2028), 6500)]


def test_a_table_of_prices_takes_the_last_column():
    found = costs(
        ("Kulu", "Määrä", "Yksikköhinta", "Yhteensä"),
        ("Luento", "3", "200 €", "600 €"),
        ("Esite", "500 kpl", "1 €", ""),
    )
    assert told(found) == [("Luento", None, 600), ("Esite", None, 500)]
    assert asked(found) == []


SHEETS = [
    (
        "Kuluerä\tKpl\tá-hinta €\tSumma €\nMulta\t20\t8,5\t170\nLaatikot\t6\t120\t720\n"
        "Yhteensä\t\t\t890",
        [("Multa", 170), ("Laatikot", 720), ("Yhteensä", 890)],
    ),
    (
        "Kustannus\tMäärä\tÀ-hinta\nMulta\t20\t8,50\nLaatikot\t6\t120",
        [("Multa", 170), ("Laatikot", 720)],
    ),
    ("Kostnad\tAntal\tÀ-pris\tTotalt\nJord\t20\t8,50\t170,00", [("Jord", 170)]),
    (
        "Nimike\tMäärä\tYksikkö\tYks.hinta\tSumma\nTilavuokra\t12\tkk\t150,00 €\t1 800,00 €",
        [("Tilavuokra", 1800)],
    ),
    (
        "Tarvike\tMäärä\tHinta\tYhteensä\tHuom.\n"
        "Multa\t20 säkkiä\t8,50 €/kpl\t170 €\tkeväällä 2027\n"
        "Kuljetus\t\t\t80 €\tsis. alv 25,5 %",
        [("Multa", 170), ("Kuljetus", 80)],
    ),
    # typed, with tabs that bring the sums in line
    ("Multa\t\t170 €\nLaatikot\t720 €", [("Multa", 170), ("Laatikot", 720)]),
]


@pytest.mark.parametrize(("rows", "sums"), SHEETS, ids=[rows[:12] for rows, _sums in SHEETS])
def test_a_table_pasted_from_a_sheet_asks_nothing(rows, sums):
    found = read(f"Piha\n\nTalousarvio\n{rows}\n")
    assert [(row.label, row.amount) for row in found.card.budget] == sums
    assert found.doubts == []


def test_a_table_of_costs_and_income_side_by_side():
    found = costs(
        ("Menot", "€", "Tulot", "€"),
        ("Palkat", "10 000", "Säätiö", "12 000"),
        ("Vuokra", "5 000", "Omarahoitus", "3 000"),
        ("Yhteensä", "15 000", "Yhteensä", "15 000"),
    )
    assert told(found) == [("Palkat", None, 10000), ("Vuokra", None, 5000)]
    assert [(row.name, row.amount) for row in found.funders if not row.total] == [
        ("Säätiö", 12000),
        ("Omarahoitus", 3000),
    ]
    assert found.doubts == []


def test_a_table_of_years_with_costs_and_income():
    found = costs(
        ("Vuosi", "Kustannukset", "Rahoitus"),
        ("2027", "10 000", "9 000"),
        ("2028", "5 000", "6 000"),
        ("Yhteensä", "15 000", "15 000"),
    )
    assert told(found) == [("2027", (2027, 2027), 10000), ("2028", (2028, 2028), 5000)]
    assert [(row.name, row.year_from, row.amount) for row in found.funders if not row.total] == [
        ("Rahoitus", 2027, 9000),
        ("Rahoitus", 2028, 6000),
    ]
    assert found.doubts == []


@pytest.mark.parametrize(
    "rows",
    [
        ("Kulu\t2027\t2028", "Palkat\t5 000\t6 000"),
        ("Kulu      2027     2028", "Palkat    5 000    6 000"),
        ("| Kulu | 2027 | 2028 |", "| --- | --- | --- |", "| Palkat | 5 000 | 6 000 |"),
    ],
)
def test_tables_of_plain_text(rows):
    assert told(costs(*rows)) == [("Palkat", (2027, 2027), 5000), ("Palkat", (2028, 2028), 6000)]


def test_a_cell_that_is_no_number_is_asked_about():
    found = costs(("Kulu", "2027"), ("Palkat", "5 000–6 000 €"), ("Vuokra", "n. 300 €"))
    assert told(found) == [("Palkat", (2027, 2027), None), ("Vuokra", (2027, 2027), 300)]
    assert [row.target for row in found.budget] == [False, True]
    assert asked(found) == [(2, "range")]


def test_several_sums_below_no_heading_are_asked_about():
    found = costs(("Palkat", "5 000 €", "6 000 €"))
    assert values(found) == [["as:6000", "as:5000", "as:none"]]
    assert costs(("Palkat", "5 000 €", "6 000 €", "11 000 €")).doubts == []


@given(st.decimals(0, LARGEST, places=2))
def test_a_formatted_sum_is_read_back(amount):
    (found,) = amounts(euros(amount))
    assert found.euros == amount


PIECES = "2027 12 000 € te 5–7 x = 25,5 % ( ) kr /kk yhteensä josta alv Menot Tulot , ; + | - à"
ANY = st.text(max_size=60) | st.lists(st.sampled_from(PIECES.split()), max_size=12).map(" ".join)
TABLE = st.lists(ANY, min_size=1, max_size=5).map(tuple)


@given(st.lists(ANY | TABLE, max_size=6), st.lists(ANY | TABLE, max_size=6))
def test_any_lines_are_read_and_each_choice_can_be_taken(one, other):
    found = money(lines(*one), lines(*other))
    for doubt in found.doubts:
        for choice in doubt.choices:
            money(lines(*one), lines(*other), {doubt.key: choice.value})
    for row in (*found.budget, *found.funders):
        assert row.amount is None or 0 <= row.amount <= LARGEST * 1000


def test_columns_of_payers_are_income():
    found = costs(
        ("Kustannuslaji", "ESR", "Kunta", "Oma", "Yhteensä"),
        ("Palkat", "9 000", "2 000", "1 000", "12 000"),
        ("Tilat", "1 500", "1 000", "500", "3 000"),
        ("Yhteensä", "10 500", "3 000", "1 500", "15 000"),
    )
    assert told(found) == [("Palkat", None, 12000), ("Tilat", None, 3000)]
    assert [(row.name, row.amount, row.total) for row in found.funders] == [
        ("ESR", 10500, False),
        ("Kunta", 3000, False),
        ("Oma", 1500, False),
    ]
    assert [row.parts for row in found.budget] == [[], [], []]
    assert found.doubts == []


def test_payers_without_a_column_of_sums_pay_the_costs_together():
    found = costs(
        ("Meno", "Haettava avustus", "Omarahoitus"), ("Kahvi", "100 €", "50 €"), ("Kakku", "200 €")
    )
    assert told(found) == [("Kahvi", None, 150), ("Kakku", None, 200)]
    paid = [(row.name, row.amount) for row in found.funders]
    assert paid == [("Haettava avustus", 300), ("Omarahoitus", 50)]


def test_a_payers_column_that_does_not_make_its_total_is_told():
    found = costs(("Meno", "EAKR", "Kunta"), ("Palkat", "100", "50"), ("Yhteensä", "900", "50"))
    assert [doubt.kind for doubt in found.doubts] == ["total_differs", "total_differs"]


def test_money_under_a_heading_of_income_is_not_told_twice():
    text = "Kylän talo\n\nTalousarvio\nMeno\tESR\tOma\tYhteensä\nPalkat\t900\t100\t1 000\n\n"
    card = read(text + "Rahoitus\nESR 900 €\nOma 100 €").card
    assert [(row.name, row.amount) for row in card.funders] == [("ESR", 900), ("Oma", 100)]


COPIED = """Kylän talo

Talousarvio
\t2027\t2028
Palkat\t12 000\t6 000
Tilat\t3 000\t
Yhteensä\t15 000\t6 000

Kustannukset
Kahvi      300 €
Pulla      200 €

Aikataulu
Vaihe\tAlkaa\tPäättyy
Suunnittelu\t1.1.2027\t31.5.2027
Toteutus\t1.6.2027\t31.12.2028
"""


def test_tables_that_were_copied_into_a_text():
    reading = read(COPIED)
    card = reading.card
    assert [(row.label, row.years, row.amount) for row in card.budget if not row.total] == [
        ("Palkat", (2027, 2027), 12000),
        ("Palkat", (2028, 2028), 6000),
        ("Tilat", (2027, 2027), 3000),
        ("Kahvi", None, 300),
        ("Pulla", None, 200),
    ]
    assert [(row.name, str(row.starts), str(row.ends)) for row in card.phases] == [
        ("Suunnittelu", "2027-01-01", "2027-05-31"),
        ("Toteutus", "2027-06-01", "2028-12-31"),
    ]
    assert (card.measures, card.remainder) == ("", "")
