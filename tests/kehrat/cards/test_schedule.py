"""Times as people write them: read, or left undated with a question; names are never dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehrat.cards.dates import funding_years, periods, readings
from kehrat.cards.schedule import schedule
from kehrat.cards.written import Line


def lines(*rows):
    """Numbered lines: a text is one, a tuple the row of a table."""
    return [
        (number, Line(row) if isinstance(row, str) else Line(" | ".join(row), cells=row))
        for number, row in enumerate(rows, start=1)
    ]


def told(*rows, **corrections):
    """(name, first day, last day) of each phase, days as ISO."""
    found = schedule(lines(*rows), corrections)
    return [(row.name, iso(row.starts), iso(row.ends)) for row in found.phases]


def iso(day):
    return day.isoformat() if day else ""


def asked(*rows):
    return [(doubt.line, doubt.kind) for doubt in schedule(lines(*rows)).doubts]


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("27/02/2019", "2019-02-27", "2019-02-27"),
        ("27/02/2019 – 03/12/2020", "2019-02-27", "2020-12-03"),
        ("1.3.2027-30.9.2028", "2027-03-01", "2028-09-30"),
        ("1.3. - 30.9.2027", "2027-03-01", "2027-09-30"),
        ("1.–15.6.2027", "2027-06-01", "2027-06-15"),
        ("1.3–5.4.2027", "2027-03-01", "2027-04-05"),
        ("2/2027-9/2027", "2027-02-01", "2027-09-30"),
        ("1/2027-", "2027-01-01", ""),
        ("2027–", "2027-01-01", ""),
        ("2027–28", "2027-01-01", "2028-12-31"),
        ("2027/2028", "2027-01-01", "2028-12-31"),
        ("alkaa 1.3.2027 ja päättyy 30.9.2028", "2027-03-01", "2028-09-30"),
        ("Hanke alkaa 3/2027 ja päättyy 9/2028", "2027-03-01", "2028-09-30"),
        ("Projektet inleds 1.3.2027 och avslutas 30.9.2028", "2027-03-01", "2028-09-30"),
        ("fr.o.m. 1.3.2027 t.o.m. 30.9.2028", "2027-03-01", "2028-09-30"),
        ("från mars 2027 till maj 2028", "2027-03-01", "2028-05-31"),
        ("maaliskuusta 2027 toukokuuhun 2028", "2027-03-01", "2028-05-31"),
        ("maaliskuu 2027 – toukokuu 2028", "2027-03-01", "2028-05-31"),
        ("1. maaliskuuta 2027 – 31. toukokuuta 2027", "2027-03-01", "2027-05-31"),
        ("vuoden 2027 alusta vuoden 2028 loppuun", "2027-01-01", "2028-12-31"),
        ("1.3.2027 alkaen", "2027-03-01", ""),
        ("alkaen 1.3.2027", "2027-03-01", ""),
        ("vuodesta 2027 alkaen", "2027-01-01", ""),
        ("från och med 1.3.2027", "2027-03-01", ""),
        ("31.12.2028 saakka", "", "2028-12-31"),
        ("30.9.2028 mennessä", "", "2028-09-30"),
        ("Q1/2027", "2027-01-01", "2027-03-31"),
        ("Q1/2027 – Q4/2028", "2027-01-01", "2028-12-31"),
        ("Q1–Q3/2027", "2027-01-01", "2027-09-30"),
        ("2027 Q2", "2027-04-01", "2027-06-30"),
        ("1. neljännes 2027", "2027-01-01", "2027-03-31"),
        ("kolmas vuosineljännes 2027", "2027-07-01", "2027-09-30"),
        ("andra kvartalet 2027", "2027-04-01", "2027-06-30"),
        ("vko 12/2027", "2027-03-22", "2027-03-28"),
        ("viikot 12–20/2027", "2027-03-22", "2027-05-23"),
        ("vecka 12 2027", "2027-03-22", "2027-03-28"),
        ("viikolla 34 vuonna 2027", "2027-08-23", "2027-08-29"),
        ("2027, 2028 ja 2029", "2027-01-01", "2029-12-31"),
        ("1.8.2027 →", "2027-08-01", ""),
        ("viimeistään 31.12.2027", "", "2027-12-31"),
        ("Kesto: 1.3.2027–31.8.2028 (18 kk)", "2027-03-01", "2028-08-31"),
        ("Projekttid: 1.1.2027–31.12.2028", "2027-01-01", "2028-12-31"),
        ("Toteutusaika 1.1.2027–31.12.2028", "2027-01-01", "2028-12-31"),
        ("Hanke toteutetaan vuosina 2027–2028", "2027-01-01", "2028-12-31"),
    ],
)
def test_a_whole_period_is_read_and_has_no_name(text, starts, ends):
    assert told(text) == [("", starts, ends)]
    assert asked(text) == []
    assert schedule(lines(text)).phases[0].stated == text


@pytest.mark.parametrize(
    ("text", "starts", "ends", "other"),
    [
        ("kevät 2027 - syksy 2028", "2027-03-01", "2028-11-30", "2027-01-01/2028-12-31"),
        ("keväällä 2027", "2027-03-01", "2027-05-31", "2027-01-01/2027-05-31"),
        ("vuoden 2027 syksyllä", "2027-09-01", "2027-11-30", "2027-08-01/2027-12-31"),
        ("Kevät-syksy 2027", "2027-03-01", "2027-11-30", "2027-01-01/2027-12-31"),
        ("kevät/kesä 2027", "2027-03-01", "2027-08-31", "2027-01-01/2027-08-31"),
        ("kevät 27", "2027-03-01", "2027-05-31", "2027-01-01/2027-05-31"),
        ("syksy – kevät 2028", "2027-09-01", "2028-05-31", "2027-08-01/2028-05-31"),
        ("syksy 2027 – kevät", "2027-09-01", "2028-05-31", "2027-08-01/2028-05-31"),
        ("talvi 2027–2028", "2027-12-01", "2028-02-29", "2027-11-01/2028-03-31"),
        ("våren 2027 – hösten 2028", "2027-03-01", "2028-11-30", "2027-01-01/2028-12-31"),
        ("alkuvuosi 2027", "2027-01-01", "2027-06-30", "2027-01-01/2027-04-30"),
        ("loppuvuodesta 2027", "2027-07-01", "2027-12-31", "2027-09-01/2027-12-31"),
        ("i början av 2027", "2027-01-01", "2027-06-30", "2027-01-01/2027-04-30"),
        ("lukuvuosi 2027–2028", "2027-08-01", "2028-05-31", "2027-08-01/2028-07-31"),
    ],
)
def test_a_time_in_words_is_read_and_asked_about(text, starts, ends, other):
    assert told(text) == [("", starts, ends)]
    (doubt,) = schedule(lines(text)).doubts
    assert (doubt.kind, doubt.words) == ("date_read", text)
    assert [choice.value for choice in doubt.choices] == [
        f"as:{starts}/{ends}",
        f"as:{other}",
        "as:none",
    ]


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("kevätlukukausi 2027", "2027-01-01", "2027-05-31"),
        ("höstterminen 2027", "2027-08-01", "2027-12-31"),
        ("1/27–12/28", "2027-01-01", "2028-12-31"),
        ("1.3.27–30.9.27", "2027-03-01", "2027-09-30"),
        ("IV/2027", "2027-10-01", "2027-12-31"),
    ],
)
def test_a_time_in_short_is_read_and_asked_about(text, starts, ends):
    assert told(text) == [("", starts, ends)]
    (doubt,) = schedule(lines(text)).doubts
    assert [choice.value for choice in doubt.choices] == [f"as:{starts}/{ends}", "as:none"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("kesällä", "date_unread"),
        ("ensi kesänä", "date_unread"),
        ("Kesto 18 kk", "date_unread"),
        ("toistaiseksi", "date_unread"),
        ("1.3.–30.9.", "date_unread"),
        ("maaliskuu–toukokuu", "date_unread"),
        ("31.2.2027", "date_impossible"),
        ("13/2027", "date_impossible"),
        ("vko 60/2027", "date_impossible"),
        ("31.2.–30.4.2027", "date_impossible"),
        ("1.12.2027–1.3.2027", "date_backwards"),
        ("12/2027–3/2027", "date_backwards"),
        ("alkaa 1.3.2028 ja päättyy 30.9.2027", "date_backwards"),
    ],
)
def test_what_cannot_be_is_left_undated(text, kind):
    assert told(text) == [("", "", "")]
    assert asked(text) == [(1, kind)]


def test_every_choice_gives_what_it_says():
    text = "1.12.2027–1.3.2027"
    assert told(text, **{"1": "as:2027-03-01/2027-12-01"}) == [("", "2027-03-01", "2027-12-01")]
    assert told("kevät 2027", **{"1:date_read": "as:none"}) == [("", "", "")]
    assert told("kevät 2027", **{"1": "as:1999-01-01/"}) == [("", "2027-03-01", "2027-05-31")]
    assert schedule(lines(text), {"1": "as:none"}).doubts == []


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        (
            "I vaihe: 1.5.2027–30.9.2027; II vaihe: 5/2028",
            [("I vaihe", "2027-05-01", "2027-09-30"), ("II vaihe", "2028-05-01", "2028-05-31")],
        ),
        (
            "Suunnittelu 1–3/2027, toteutus 4–9/2027",
            [("Suunnittelu", "2027-01-01", "2027-03-31"), ("toteutus", "2027-04-01", "2027-09-30")],
        ),
        ("Kevät 2027: suunnittelu", [("suunnittelu", "2027-03-01", "2027-05-31")]),
        ("Hankkeen suunnittelu alkaa 3/2027", [("suunnittelu", "2027-03-01", "")]),
        ("Kesäkausi: 6–8/2015", [("Kesäkausi", "2015-06-01", "2015-08-31")]),
        ("1. vaihe 1–6/2027", [("1. vaihe", "2027-01-01", "2027-06-30")]),
        ("Suunnittelu keväällä", [("Suunnittelu", "", "")]),
        ("Rakentaminen 31.2.2027", [("Rakentaminen", "", "")]),
        ("Kesäteatterin harjoitukset", [("Kesäteatterin harjoitukset", "", "")]),
    ],
)
def test_phases_have_names_that_are_no_dates(line, rows):
    assert told(line) == rows


@pytest.mark.parametrize(
    "rows",
    [
        ("Alkamispäivä: 1.1.2027", "Päättymispäivä: 31.12.2028"),
        ("Hanke alkaa 1.1.2027", "Hanke päättyy 31.12.2028"),
        ("Startdatum 1.1.2027", "Slutdatum 31.12.2028"),
        ("1.1.2027", "31.12.2028"),
        ("Alkamispäivä: 1.1.2027 Päättymispäivä: 31.12.2028",),
        (("Alkaa", "1.1.2027"), ("Päättyy", "31.12.2028")),
    ],
)
def test_a_start_and_an_end_in_boxes_are_one_period(rows):
    assert told(*rows) == [("", "2027-01-01", "2028-12-31")]


def test_a_table_of_phases():
    rows = (("Vaihe", "Alkaa", "Päättyy"), ("Suunnittelu", "1.1.2027", "31.3.2027"))
    found = schedule(lines(*rows))
    assert told(*rows) == [("Suunnittelu", "2027-01-01", "2027-03-31")]
    assert (found.heads, found.doubts) == ([1], [])


def test_two_times_on_a_line_are_asked_about():
    line = "Leirit 1.6.–5.6.2027 ja 1.8.–5.8.2027"
    assert told(line) == [("Leirit", "2027-06-01", "2027-06-05")]
    (doubt,) = schedule(lines(line)).doubts
    assert [choice.value for choice in doubt.choices] == [
        "as:2027-06-01/2027-06-05",
        "as:2027-08-01/2027-08-05",
        "as:2027-06-01/2027-08-05",
        "as:none",
    ]


@pytest.mark.parametrize("text", ["47 000 + 40 000 =", "2000 €", "2000,-", "2027 e", "2000 te"])
def test_money_is_no_time(text):
    assert list(periods(text)) == []


def test_years_of_money():
    assert funding_years("Säätiö (v. 2027–)") == (2027, None)
    assert funding_years("Säätiö, vuoden 2027 loppuun") == (2027, 2027)


PIECES = "1.3.2027 – 30.9. kevät syksyllä 2028 Q1/2027 vko 12 alkaa päättyy saakka / 31.2. -"
ANY = st.text(max_size=60) | st.lists(st.sampled_from(PIECES.split()), max_size=10).map(" ".join)


@given(ANY)
def test_any_text_is_read_and_no_period_is_backwards(text):
    for found in readings(text):
        assert 0 <= found.at < found.to <= len(text)
        assert not (found.starts and found.ends) or found.starts <= found.ends


@given(st.lists(ANY | st.lists(ANY, min_size=1, max_size=4).map(tuple), max_size=5))
def test_any_lines_are_read_and_each_choice_can_be_taken(rows):
    found = schedule(lines(*rows))
    for doubt in found.doubts:
        for choice in doubt.choices:
            schedule(lines(*rows), {doubt.key: choice.value})


DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(DAYS, DAYS)
def test_a_written_period_is_read_back(one, other):
    first, last = sorted((one, other))
    text = f"{first.day}.{first.month}.{first.year}–{last.day}.{last.month}.{last.year}"
    assert told(text) == [("", first.isoformat(), last.isoformat())]


@pytest.mark.parametrize(
    ("rows", "name", "starts", "ends"),
    [
        (["Hanke alkaa 1.3.2027 ja kestää 18 kk"], "", "2027-03-01", "2028-08-31"),
        (["Alkaa: 1.3.2027", "Kesto: 18 kk"], "", "2027-03-01", "2028-08-31"),
        (["1.3.2027 alkaen, 1,5 vuotta"], "", "2027-03-01", "2028-08-31"),
        (["Kaksi vuotta 1.8.2027 alkaen"], "", "2027-08-01", "2029-07-31"),
        (["Startar 1.1.2027, pågår i två år"], "", "2027-01-01", "2028-12-31"),
        (["From 31 August 2027, 6 months"], "", "2027-08-31", "2028-02-28"),
        (["Alkaa 1.3.2027, kesto 2 v 3 kk"], "", "2027-03-01", "2029-05-31"),
        (["Alkaa 1.3.2027", "Kesto: 2 v. 3 kk"], "", "2027-03-01", "2029-05-31"),
        (["1.3.2027 alkaen, kestää vuoden ja kuusi kuukautta"], "", "2027-03-01", "2028-08-31"),
        (["Alkaa 1.3.2027 ja kestää kaksi ja puoli vuotta"], "", "2027-03-01", "2029-08-31"),
        (["Kolmivuotinen, alkaa 1.1.2027"], "", "2027-01-01", "2029-12-31"),
        (["Rakentaminen 1.3.2027, 3 kk ja 2 viikkoa"], "Rakentaminen", "2027-03-01", "2027-06-14"),
        (["Startar 1.1.2027 och pågår ett år och tre månader"], "", "2027-01-01", "2028-03-31"),
        (["Börjar 1.1.2027, två och ett halvt år"], "", "2027-01-01", "2029-06-30"),
        (["Starts 1 March 2027, two years, three months"], "", "2027-03-01", "2029-05-31"),
        (["Starts 1 March 2027 and lasts a year and a half"], "", "2027-03-01", "2028-08-31"),
        (["Suunnittelu 1.3.2027, 3 viikkoa"], "Suunnittelu", "2027-03-01", "2027-03-21"),
    ],
)
def test_how_long_it_lasts_gives_its_end_and_is_asked_about(rows, name, starts, ends):
    assert told(*rows) == [(name, starts, ends)]
    assert [kind for _line, kind in asked(*rows)] == ["date_read"]


@pytest.mark.parametrize(
    "text", ["Kestää 18 kk", "999 vuotta", "0,3 kk", "2 v 3 kk", "ett och ett halvt år"]
)
def test_how_long_it_lasts_without_a_start_is_no_date(text):
    assert told(text) == [("", "", "")]


@pytest.mark.parametrize("text", ["Alkaa 1.3.2027, 2-vuotiaille", "1.3.2027 alkaen, 2–3 vuotta"])
def test_an_age_or_a_range_gives_no_end(text):
    assert [(starts, ends) for _name, starts, ends in told(text)] == [("2027-03-01", "")]


def test_an_end_that_is_told_is_no_shorter_for_what_else_is_told():
    assert told("1.3.2027–31.5.2028, kestää 12 kk") == [("", "2027-03-01", "2028-05-31")]
