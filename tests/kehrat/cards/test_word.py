"""Word files of cards, one or many, read like text."""

import io
import zipfile

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from kehrat.cards import word as card_word
from kehrat.cards.card import BudgetRow
from kehrat.cards.reading import CardRefused, cards_in, read
from kehrat.cards.word import OLD_WORD, ZIP, written_of_word
from kehrat.models import Project
from tests import docx, make

NEW_PAGE = object()
IDS = {shown: name for name, shown, _base, _tells in docx.STYLES}


def word(*parts):
    """A Word file: text, (text, style), a list of a table's rows, or NEW_PAGE."""
    body = ""
    for part in parts:
        if part is NEW_PAGE:
            body += docx.NEW_PAGE
        elif isinstance(part, list):
            rows = [[docx.cell(*map(docx.p, told.split("\n"))) for told in row] for row in part]
            body += docx.table(*rows)
        else:
            text, style = part if isinstance(part, tuple) else (part, "Normal")
            body += docx.p(text, style=IDS[style])
    return docx.document(body)


def cards_of(*parts):
    """The Card of each in a Word file."""
    return [read(written).card for written in cards_in(written_of_word(word(*parts)))]


def lines_of(body, **parts):
    return written_of_word(docx.document(body, parts=parts)).lines


CARD = (
    ("Pihatalkoot -hanke (käynnissä)", "Title"),
    ("Tavoitteet", "heading 1"),
    ("Siisti piha", "List Bullet"),
    ("Naapurit tutustuvat", "List Number"),
)
OTHER = ("Tornin valo", "Tavoitteet", "- Valoa")


def test_lists_and_headings_become_lines():
    (card,) = cards_of(*CARD)
    assert (card.title, card.stated_state) == ("Pihatalkoot", "running")
    assert card.goals == ["Siisti piha", "Naapurit tutustuvat"]


def test_a_table_with_headings_in_its_first_column_opens_fields():
    rows = [["Tavoitteet", "- Valoa\n- Lämpöä"], ["Talousarvio", "I VAIHE (2027): 4 000 €"]]
    (card,) = cards_of("Tornin valo", rows)
    assert card.goals == ["Valoa", "Lämpöä"]
    assert card.budget == [BudgetRow("I VAIHE", (2027, 2027), 4000)]


def test_other_rows_of_a_table_are_lines_of_their_own_and_joined_cells_come_once():
    across = docx.cell("yhteensä 4 000 €", about='<w:gridSpan w:val="3"/>')
    table = docx.table(["I VAIHE (2027)", "4 000 €", ""], [across])
    assert [line.text for line in lines_of(table)] == [
        "I VAIHE (2027): 4 000 €",
        "yhteensä 4 000 €",
    ]


def test_a_cell_joined_downwards_says_its_words_in_each_row_but_a_heading_once():
    first, below = (lambda words: docx.cell(words, about=docx.DOWN)), docx.cell(about=docx.JOINED)
    table = docx.table(
        [first("I VAIHE"), "2027"],
        [below, "2028"],
        [first("Tavoitteet"), "- Valoa"],
        [below, "- Lämpöä"],
    )
    assert [(line.text, line.cells) for line in lines_of(table)] == [
        ("I VAIHE: 2027", ("I VAIHE", "2027")),
        ("2028", ("I VAIHE", "2028")),
        ("Tavoitteet: - Valoa", ("Tavoitteet", "- Valoa")),
        ("- Lämpöä", ("", "- Lämpöä")),
    ]


def test_a_file_locked_with_a_password_is_told_so():
    locked = bytearray(word(*CARD))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(CardRefused) as refused:
        written_of_word(bytes(locked))
    assert refused.value.code == "locked_word"


def test_one_file_may_hold_many_cards_each_on_a_page_of_its_own():
    cards = cards_of(*CARD, NEW_PAGE, *OTHER)
    assert [card.title for card in cards] == ["Pihatalkoot", "Tornin valo"]


@pytest.mark.parametrize(
    "after", [("Loppu samasta kortista.",), ("Tavoitteet", "- Lisää"), ("Riskit ja muuta", "x")]
)
def test_a_card_may_go_on_over_pages(after):
    assert len(cards_of(*CARD, NEW_PAGE, *after)) == 1


def test_helkas_own_card_reads_alike_from_word(seed_text):
    assert cards_of(*seed_text.splitlines()) == [read(seed_text).card]


def packed(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in parts.items():
            pack.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (OLD_WORD + b"\0" * 600, "old_word"),
        (ZIP + b"\0" * 600, "broken_word"),
        (word(*CARD)[:2000], "broken_word"),
        (packed(page="no word here"), "broken_word"),
        (packed(**{"bomb.xml": "0" * 60_000_000}), "heavy_word"),
        (word(), "empty"),
    ],
    ids=["old", "broken", "cut", "other", "bomb", "empty"],
)
def test_what_cannot_be_read_is_refused_by_name(data, code):
    with pytest.raises(CardRefused) as refused:
        written_of_word(data)
    assert refused.value.code == code


@settings(max_examples=60)
@given(st.binary(max_size=300), st.integers(0, 3000))
def test_any_bytes_are_read_or_refused(noise, at):
    good = word(*OTHER)
    for data in (ZIP + noise, good[:at] + noise + good[at + len(noise) :]):
        try:
            written = written_of_word(data)
        except CardRefused:
            continue
        assert any(line.text for line in written.lines)


@settings(max_examples=60)
@given(st.lists(st.sampled_from([NEW_PAGE, *OTHER, "Nimi", "Kuvaus", ""]), max_size=12))
def test_no_line_is_lost_between_cards(parts):
    cards = cards_in(written_of_word(word("Alku", *parts)))
    kept = [line.text for card in cards for line in card.lines if line.text]
    assert kept == ["Alku", *(part for part in parts if part and part is not NEW_PAGE)]


@pytest.mark.django_db
def test_the_command_reads_many(tmp_path):
    make.coordinator(make.kehra(slug="kallio"))
    for name, parts in (("a.docx", (*CARD, NEW_PAGE, *OTHER)), ("b.docx", OTHER)):
        (tmp_path / name).write_bytes(word(*parts))
    files = [str(file) for file in sorted(tmp_path.iterdir())]
    call_command("import_card", *files, "--kehra", "kallio", "--yes")
    assert Project.objects.count() == 3


@pytest.mark.parametrize("wide", ["2000000000", "9" * 5000, "x"])
def test_a_cell_that_claims_to_be_endlessly_wide_is_refused(wide):
    wide = docx.cell("a", about=f'<w:gridSpan w:val="{wide}"/>')
    with pytest.raises(CardRefused) as refused:
        lines_of(docx.table([wide, "b"]))
    assert refused.value.code == "broken_word"


def test_endlessly_many_lines_are_refused(monkeypatch):
    monkeypatch.setattr(card_word, "LINES", 3)
    with pytest.raises(CardRefused) as refused:
        written_of_word(word("Pihatalkoot", "Kuvaus", "a", "b"))
    assert refused.value.code == "heavy_word"


# Other files inside the file.


def with_inside(body, **inside):
    """A Word file into which others were inserted: {name: bytes}, told as relations r1, r2 …"""
    told = "".join(
        f'<Relationship Id="r{number}" Type="{docx.OFFICE}/aFChunk" Target="{name}"/>'
        for number, name in enumerate(inside, start=1)
    )
    relations = f'<Relationships xmlns="{docx.PACKAGE}/relationships">{told}</Relationships>'
    files = {f"word/{name}": content for name, content in inside.items()}
    return docx.document(body, **files, **{"word/_rels/document.xml.rels": relations.encode()})


PAGE = """<html><head><title>Ei tätä</title></head><body><h2>Riskit</h2>
<p>Sade <b>yllättää</b>.</p><table><tr><td>Multa<td>100 €</table></body></html>"""


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        ("a.html", PAGE.encode(), ["Riskit", "Sade yllättää.", "Multa\t100 €"]),
        ("a.txt", "Riskit\nSade yllättää.".encode(), ["Riskit", "Sade yllättää."]),
        ("a.docx", docx.document(docx.p("Riskit") + docx.p("Sade.")), ["Riskit", "Sade."]),
    ],
    ids=["page", "text", "word"],
)
def test_what_was_inserted_whole_is_read_where_it_stands(name, content, lines):
    body = docx.p("Ennen") + '<w:altChunk r:id="r1"/>' + docx.p("Jälkeen")
    written = written_of_word(with_inside(body, **{name: content}))
    assert [line.text for line in written.lines] == ["Ennen", *lines, "Jälkeen"]
    assert written.left_out == ()


def test_what_is_not_read_inside_the_file_is_named():
    body = docx.p("Ennen") + '<w:altChunk r:id="r1"/><w:altChunk r:id="r9"/>'
    inside = {"a.rtf": b"{\\rtf1 Riskit}", "embeddings/Taulukko1.xlsx": b"PK"}
    written = written_of_word(with_inside(body, **inside))
    assert [line.text for line in written.lines] == ["Ennen"]
    assert [(left.kind, left.words) for left in written.left_out] == [
        ("file", "a.rtf"),
        ("file", "Taulukko1.xlsx"),
    ]


def test_a_file_in_itself_comes_to_an_end():
    body = docx.p("Sisin") + '<w:altChunk r:id="r1"/>'
    made = docx.document(body)
    for _ in range(5):
        made = with_inside(body, **{"a.docx": made})
    assert [line.text for line in written_of_word(made).lines] == ["Sisin"] * 6


def test_wordart_is_read():
    art = '<v:shape><v:textpath string="Kevättalkoot 2027"/></v:shape>'
    body = docx.p(f"<w:r><w:pict>{art}</w:pict></w:r>") + docx.p("Tavoitteet")
    written = written_of_word(docx.document(body))
    assert [(line.text, line.where) for line in written.lines] == [
        ("", ""),
        ("Kevättalkoot 2027", "text box"),
        ("Tavoitteet", ""),
    ]


def test_boxes_with_headings_are_read_and_the_text_around_them_goes_on():
    body = (
        docx.p(docx.box(docx.p("Myllypuron kyläjuhla")))
        + docx.p("Kuvaus")
        + docx.p("Juhla pidetään ostarilla.")
        + docx.p(docx.box(docx.p("Tavoitteet"), docx.p("- 500 kävijää")))
        + docx.p("Esiintyjät ovat alueelta.")
        + docx.p(docx.box(docx.p("Tule mukaan!")))
    )
    card = read(written_of_word(docx.document(body))).card
    assert (card.title, card.goals) == ("Myllypuron kyläjuhla", ["500 kävijää"])
    assert card.description.split("\n") == [
        "Juhla pidetään ostarilla.",
        "",
        "Esiintyjät ovat alueelta.",
    ]
    assert card.remainder.endswith("Tule mukaan!")
