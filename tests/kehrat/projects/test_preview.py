"""What a person says of the lines in the preview becomes corrections, and nothing else does."""

import pytest

from kehrat.cards.doubts import Choice, Doubt
from kehrat.cards.reading import Reading, read
from kehrat.cards.written import of_text
from kehrat.projects import preview

TEXT = """Korttelipiha

Mitä teemme
Rakennamme pihan.

Tavoitteet
- Piha on siisti
Kysykää Liisalta.

Talousarvio
- Penkit 1 200 €
- Kukat 300 €

Aikataulu
I vaihe 1.3.2027–31.5.2027
"""
LINES = {line: number for number, line in enumerate(TEXT.split("\n"), start=1)}


def shown(corrections, opened=0):
    written = of_text(TEXT)
    rows = preview.shown(read(written, corrections), written, corrections, opened)
    return {row.number: row for row in rows}


def heard(corrections, **data):
    given = {f"line-{name[1:]}": value for name, value in data.items()}
    return preview.corrected(read(TEXT, corrections), corrections, given)


def test_each_heading_has_its_field_and_others_have_no_select():
    rows = shown({})
    selects = {row.text: row.value for row in rows.values() if row.choices}
    assert selects["Tavoitteet"] == "heading:goals"
    assert selects["Talousarvio"] == "heading:budget"
    assert "- Piha on siisti" not in selects
    assert rows[LINES["Korttelipiha"]].kind == "title"


def test_the_margin_tells_dates_and_sums_as_understood():
    rows = shown({})
    margins = {row.text: [w.replace("\xa0", " ") for w in row.margin] for row in rows.values()}
    assert margins["- Penkit 1 200 €"] == ["Penkit: 1 200 €"]
    assert margins["- Kukat 300 €"] == ["Kukat: 300 €"]
    assert margins["I vaihe 1.3.2027–31.5.2027"] == ["I vaihe: 1.3.–31.5.2027"]
    assert margins["Tavoitteet"] == []


def test_what_is_sent_as_it_was_shown_corrects_nothing():
    unchanged = {f"_{row.number}": row.value for row in shown({}).values() if row.choices}
    assert heard({}, **unchanged) == {}
    number = str(LINES["Tavoitteet"])
    kept = {number: "heading:need"}
    again = {f"_{row.number}": row.value for row in shown(kept).values() if row.choices}
    assert heard(kept, **again) == kept


def test_a_heading_takes_all_its_lines_along():
    number = LINES["Mitä teemme"]
    corrections = heard({}, **{f"_{number}": "heading:need"})
    assert corrections == {str(number): "heading:need"}
    assert read(TEXT, corrections).card.need == "Rakennamme pihan."


def test_a_single_line_is_opened_moved_and_stays_open():
    number = LINES["Kysykää Liisalta."]
    assert shown({})[number].choices == ()
    assert len(shown({}, opened=number)[number].choices) > 20
    corrections = heard({}, **{f"_{number}": "remainder"})
    row = shown(corrections)[number]
    assert (row.value, row.kind, bool(row.choices)) == ("remainder", "aside", True)
    card = read(TEXT, corrections).card
    assert card.goals == ["Piha on siisti"]
    assert "Kysykää Liisalta." in card.remainder


@pytest.mark.parametrize("value", ["", "nonsense", "heading:nonsense", "as:1", "\0", "x" * 5000])
def test_senseless_values_are_passed_by(value):
    assert heard({}, _3=value, _99=value, _x=value) == {}


def test_answers_stand_under_what_they_answer():
    doubts = [
        Doubt(3, "sums", "1 tai 2 €", "1 €", (Choice("as:2", "2 €"),)),
        Doubt(4, "heading_unknown", "Muuta", "", (Choice("heading:goals", "Tavoitteet"),)),
        Doubt(1, "title_missing", "", "", (Choice("title:2", "Piha"),)),
    ]
    reading = Reading(read(TEXT).card, [], doubts)
    data = {
        "doubt-3:sums": "as:2",
        "doubt-4:heading_unknown": "heading:goals",
        "doubt-1:title_missing": "title:2",
    }
    found = preview.corrected(reading, {}, data)
    assert found == {"3:sums": "as:2", "4": "heading:goals", "2": "title"}
    assert preview.corrected(reading, found, {"doubt-3:sums": ""}) == {
        "4": "heading:goals",
        "2": "title",
    }
    assert preview.corrected(reading, {}, {"doubt-3:sums": "as:999"}) == {}


def test_contact_persons_can_be_told():
    assert "contact" in dict(preview.named_fields())
    number = LINES["Kysykää Liisalta."]
    card = read(TEXT, {str(number): "contact"}).card
    assert [person.name for person in card.contacts] != []
    assert "Liisalta" not in card.remainder


def test_ten_thousand_lines_are_shown_at_once():
    text = "Piha\n\nTalousarvio\n" + "\n".join(f"kulu {n}: {n + 10} €" for n in range(4_000))
    written = of_text(text)
    rows = preview.shown(read(written), written, {})
    assert len(rows) == 4_003


EVERY = """Projektikortti
Projektin nimi: Piha
Yhteyshenkilö: Liisa Esimerkki
Mikä jää elämään?
Vähintään:
Avaimet
Hyvää
Talkoot
Toiminnan tila: Toiminnassa
Ohjausryhmä
Naapurit
Hankkeen toimenpiteet ja aikataulu
1.3.2027–31.5.2027
"""


def test_every_line_that_has_a_select_shows_what_it_is_taken_as():
    written = of_text(EVERY)
    reading = read(written)
    for opened in range(1, len(reading.lines) + 1):
        for row in preview.shown(reading, written, {}, opened):
            values = [value for value, _words in row.choices]
            assert not row.choices or values.count(row.value) == 1
