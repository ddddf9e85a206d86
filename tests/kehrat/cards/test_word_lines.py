"""Every word of a Word file, wherever it stands, is in a line or named as left out."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehrat.cards.word import written_of_word
from kehrat.cards.written import KINDS, PLACES, LeftOut, Line
from tests import docx
from tests.docx import cell, control, p, r, table, tick


def read(body, styles=None, **parts):
    files = {"word/styles.xml": styles.encode()} if styles else {}
    return written_of_word(docx.document(body, parts=parts, **files))


def lines_of(body, **parts):
    return list(read(body, **parts).lines)


def texts_of(body, **parts):
    return [line.text for line in read(body, **parts).lines]


# What Word may put around the words of a line ---------------------------------------------------

AROUND = {
    "runs": r("Piha") + r("talkoot", "<w:b/>"),
    "a content control": control(r("Pihatalkoot")),
    "controls in controls": control(control(r("Piha")) + r("talkoot")),
    "an insertion": r("Piha") + docx.inserted(r("talkoot")),
    "a deletion beside": r("Pihatalkoot") + docx.deleted("hauska"),
    "moved here": f"<w:moveTo>{r('Pihatalkoot')}</w:moveTo>",
    "moved away": f"<w:moveFrom>{r('hauska')}</w:moveFrom>{r('Pihatalkoot')}",
    "a link": f'<w:hyperlink r:id="rId9">{r("Pihatalkoot")}</w:hyperlink>',
    "a field": docx.field(" REF nimi ", "Pihatalkoot"),
    "a simple field": f'<w:fldSimple w:instr="TITLE">{r("Pihatalkoot")}</w:fldSimple>',
    "a smart tag": f"<w:smartTag>{r('Pihatalkoot')}</w:smartTag>",
    "custom XML": f'<w:customXml w:element="x">{r("Pihatalkoot")}</w:customXml>',
    "a direction": f'<w:bdo w:val="ltr"><w:dir w:val="ltr">{r("Pihatalkoot")}</w:dir></w:bdo>',
    "an unknown element": f"<w:uusi><w:uusi2>{r('Pihatalkoot')}</w:uusi2></w:uusi>",
    "a formula": "<m:oMath><m:r><m:t>Pihatalkoot</m:t></m:r></m:oMath>",
    "a bookmark": f'<w:bookmarkStart w:name="a"/>{r("Pihatalkoot")}<w:bookmarkEnd/>',
    "marks of a note": f'{r("Pihatalkoot")}<w:r><w:footnoteReference w:id="2"/></w:r>',
    "a soft hyphen": f"<w:r>{docx.t('Piha')}<w:softHyphen/>{docx.t('talkoot')}</w:r>",
    "two ways to say it": (
        f"<mc:AlternateContent><mc:Choice Requires='x'>{r('Pihatalkoot')}</mc:Choice>"
        f"<mc:Fallback>{r('Pihatalkoot')}</mc:Fallback></mc:AlternateContent>"
    ),
    "only the second way has words": (
        f"<mc:AlternateContent><mc:Choice Requires='x'><w:r/></mc:Choice>"
        f"<mc:Fallback>{r('Pihatalkoot')}</mc:Fallback></mc:AlternateContent>"
    ),
}


@pytest.mark.parametrize("around", AROUND)
def test_the_words_come_out_whole_and_once(around):
    assert texts_of(p(AROUND[around])) == ["Pihatalkoot"]


@pytest.mark.parametrize("mark", ["<w:br/>", "<w:cr/>", '<w:br w:type="textWrapping"/>'])
def test_a_break_within_a_paragraph_begins_a_line(mark):
    assert texts_of(p(f"<w:r>{docx.t('A')}{mark}{docx.t('B')}</w:r>")) == ["A", "B"]


def test_a_tab_and_an_unbroken_hyphen_are_letters():
    run = f"<w:r>{docx.t('Nimi')}<w:tab/>{docx.t('E')}<w:noBreakHyphen/>{docx.t('Helsinki')}</w:r>"
    assert texts_of(p(run)) == ["Nimi\tE-Helsinki"]


# Tick boxes -------------------------------------------------------------------------------------

OLD_TICK = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{}</w:checkBox></w:ffData>'
    "</w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar "
    'w:fldCharType="end"/></w:r>'
).format
SIGN = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'.format


@pytest.mark.parametrize(
    ("box", "shown"),
    [
        (tick(True), "☒"),
        (tick(False), "☐"),
        (tick(True, "✓"), "☒"),
        (tick(False, "o"), "☐"),
        (OLD_TICK("<w:checked/>"), "☒"),
        (OLD_TICK('<w:default w:val="1"/>'), "☒"),
        (OLD_TICK('<w:default w:val="1"/><w:checked w:val="0"/>'), "☐"),
        (OLD_TICK('<w:default w:val="0"/>'), "☐"),
        (SIGN("Wingdings", "F0FE"), "☒"),
        (SIGN("Wingdings", "F0A8"), "☐"),
        (SIGN("Wingdings 2", "F052"), "☒"),
        (SIGN("Wingdings 2", "F0A3"), "☐"),
        (SIGN("MS Gothic", "2612"), "☒"),
        (SIGN("MS Gothic", "2610"), "☐"),
        (r("☒"), "☒"),
        (r("\uf0fe", '<w:rFonts w:ascii="Wingdings"/>'), "☒"),
        (r("\uf0a8", '<w:rFonts w:ascii="Wingdings"/>'), "☐"),
    ],
)
def test_a_ticked_box_is_told_from_an_empty_one(box, shown):
    assert texts_of(p(box + r(" Kyllä"))) == [f"{shown} Kyllä"]


def test_a_box_that_is_a_paragraph_of_its_own_is_told_too():
    state = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
    assert texts_of(control(p("☐"), state) + p("Kyllä")) == ["☒", "Kyllä"]


def test_a_prompt_that_nobody_answered_is_named_and_not_read():
    written = read(p(r("Hakija: "), control(r("Kirjoita tähän."), "<w:showingPlcHdr/>")))
    assert [line.text for line in written.lines] == ["Hakija:"]
    assert written.left_out == (LeftOut("prompt", "Kirjoita tähän."),)


# What is left out is named ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("run", "left_out"),
    [
        (docx.deleted("hauska"), LeftOut("deleted", "hauska")),
        (f"<w:moveFrom>{r('siirtyi')}</w:moveFrom>", LeftOut("deleted", "siirtyi")),
        (r("salaa", "<w:vanish/>"), LeftOut("hidden", "salaa")),
        (docx.picture("Piha keväällä"), LeftOut("picture", "Piha keväällä")),
        (docx.picture(), LeftOut("picture", "")),
        (
            "<w:r><w:pict><v:shape alt='Kartta'><v:imagedata/></v:shape></w:pict></w:r>",
            LeftOut("picture", "Kartta"),
        ),
    ],
)
def test_what_nobody_is_to_read_is_named(run, left_out):
    written = read(p(r("Piha"), run))
    assert [line.text for line in written.lines] == ["Piha"]
    assert written.left_out == (left_out,)


def test_a_contents_list_is_named_and_not_read():
    body = p("Tavoitteet\t2", style="Sisluet1") + p("Tavoitteet", style="Otsikko1")
    written = read(body)
    assert [line.text for line in written.lines] == ["Tavoitteet"]
    assert written.left_out == (LeftOut("contents list", "Tavoitteet\t2"),)


def test_a_deleted_row_is_named_and_a_deleted_paragraph_end_joins_two():
    row = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('vanha')}{cell('1 €')}</w:tr>"
    ends = "<w:rPr><w:del/></w:rPr>"
    written = read(p("Piha", about=ends) + p("talkoot") + table(row, ("uusi", "2 €")))
    assert [line.text for line in written.lines] == ["Pihatalkoot", "uusi: 2 €"]
    assert written.left_out == (LeftOut("deleted", "vanha1 €"),)


@pytest.mark.parametrize("after", ["", table(("a", "b")), control(p("c"))])
def test_a_paragraph_whose_end_was_deleted_loses_no_words(after):
    body = p("Piha", about="<w:rPr><w:del/></w:rPr>") + after
    assert "Piha" in " ".join(texts_of(body))


# Beside the text --------------------------------------------------------------------------------


def test_what_stands_beside_the_text_tells_where():
    lines = lines_of(
        p("Teksti", docx.box(p("Laatikko"), table(("a", "b")))) + p("Lisää"),
        header1=p("Helka ry"),
        footer1=p("Sivu ", docx.field(" PAGE ", "1")),
        footnotes=docx.note(2, p("Alaviite")),
        endnotes=docx.note(2, p("Loppuviite"), kind="endnote"),
        comments=docx.note(0, p("Onko näin?"), kind="comment"),
    )
    assert [(line.text, line.where) for line in lines] == [
        ("Teksti", ""),
        ("Laatikko", "text box"),
        ("a: b", "text box"),
        ("Lisää", ""),
        ("Helka ry", "header"),
        ("Sivu 1", "footer"),
        ("Alaviite", "note"),
        ("Loppuviite", "note"),
        ("Onko näin?", "comment"),
    ]


def test_the_words_of_a_diagram_are_read():
    data = f'<a:t xmlns:a="{docx.DRAWING}"><a:p><a:r><a:t>Ohjaus</a:t></a:r><a:r><a:t>ryhmä</a:t>'
    data += "</a:r></a:p><a:p/></a:t>"
    files = {"word/diagrams/data1.xml": data.encode()}
    written = written_of_word(docx.document(p("A"), **files))
    assert written.lines[1:] == (Line("Ohjausryhmä", where="diagram"),)


def test_boxes_in_tables_and_in_boxes_are_read():
    inner = p("A", docx.box(p("B", docx.box(p("C")))))
    lines = lines_of(table((cell(inner), cell("D"))))
    assert [line.text for line in lines] == ["A: D", "B", "C"]


def test_building_blocks_are_named_as_prompts():
    blocks = f"<w:docParts><w:docPart>{p('Valitse')}</w:docPart></w:docParts>"
    assert read(p("A"), **{"glossary/document": blocks}).left_out == (LeftOut("prompt", "Valitse"),)


# Styles by their names --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ("", Line("A")),
        ("Otsikko", Line("A", title=True)),
        ("Otsikko1", Line("A", level=1)),
        ("Otsikko2", Line("A", level=2)),
        ("Hankeotsikko", Line("A", level=1)),
        ("Merkittyluettelo", Line("A", item=True)),
        ("Merkittyluettelo2", Line("A", item=True, depth=1)),
        ("Numeroituluettelo", Line("A", item=True)),
        ("Vahva", Line("A", bold=True)),
        ("unknown", Line("A")),
    ],
)
def test_a_style_tells_what_a_line_is(style, told):
    assert lines_of(p("A", style=style)) == [told]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("heading 3", Line("A", level=3)),
        ("Heading 1", Line("A", level=1)),
        ("Otsikko 2", Line("A", level=2)),
        ("Rubrik 1", Line("A", level=1)),
        ("Rubrik", Line("A", title=True)),
        ("Numrerad lista", Line("A", item=True)),
        ("Merkitty luettelo 3", Line("A", item=True, depth=2)),
        ("heading 12", Line("A")),
    ],
)
def test_it_is_known_by_its_name_in_any_language(name, told):
    styles = docx.styles([("x1", name, "", "")])
    assert read(p("A", style="x1"), styles).lines == (told,)


def test_styles_that_rest_on_each_other_in_a_circle_say_nothing():
    styles = docx.styles([("a", "Yksi", "b", ""), ("b", "Kaksi", "a", "<w:rPr><w:b/></w:rPr>")])
    assert read(p("A", style="a"), styles).lines == (Line("A", bold=True),)


def test_an_item_is_known_by_its_numbering_and_keeps_its_level():
    lines = lines_of("".join(docx.item(name, depth) for depth, name in enumerate("ABC")))
    assert lines == [Line(name, item=True, depth=at) for at, name in enumerate("ABC")]


def test_a_numbered_heading_is_no_item():
    about = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    assert lines_of(p("A", style="Otsikko1", about=about)) == [Line("A", level=1)]


@pytest.mark.parametrize(
    ("runs", "bold"),
    [
        ([r("Tavoitteet", "<w:b/>")], True),
        ([r("Tavoit", "<w:b/>"), r("teet", '<w:b w:val="true"/>'), r(" ")], True),
        ([r("Tavoitteet", "<w:b/>"), r(" ja muuta")], False),
        ([r("Tavoitteet", '<w:b w:val="0"/>')], False),
        ([r("Tavoitteet", '<w:rStyle w:val="Vahva"/>')], True),
    ],
)
def test_a_line_is_bold_when_all_its_words_are(runs, bold):
    assert lines_of(p(*runs)) == [Line("Tavoitteet" + " ja muuta" * (len(runs) == 2), bold=bold)]


# Pages ------------------------------------------------------------------------------------------

SECTION = "<w:sectPr>{}</w:sectPr>".format


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (p("A") + p("B"), [0, 0]),
        (p("A") + docx.NEW_PAGE + p("B"), [1, 2]),
        (p(r("A") + docx.BREAK + r("B")), [1, 2]),
        (p("A") + p("B", about="<w:pageBreakBefore/>"), [1, 2]),
        (p("A") + p("B", about='<w:pageBreakBefore w:val="0"/>'), [0, 0]),
        (p("A", about=SECTION("")) + p("B"), [1, 2]),
        (p("A", about=SECTION('<w:type w:val="continuous"/>')) + p("B"), [0, 0]),
        (table((cell(p("A"), p(docx.BREAK)), "B")) + p("C"), [1, 2]),
    ],
)
def test_pages_are_counted(body, pages):
    assert [line.page for line in lines_of(body) if line.text] == pages


# Tables -----------------------------------------------------------------------------------------


def test_a_row_has_its_cells_as_written_and_a_text_that_reads_well():
    goals = cell(p("500 kuvaa"), docx.item("museo auki"), docx.item("joka päivä", 1))
    assert lines_of(table(("Tavoitteet", goals), ("Hakija:", "Seura ry"), ("", "yksin"))) == [
        Line(
            "Tavoitteet: 500 kuvaa museo auki joka päivä",
            cells=("Tavoitteet", "500 kuvaa\n- museo auki\n  - joka päivä"),
        ),
        Line("Hakija: Seura ry", cells=("Hakija:", "Seura ry")),
        Line("yksin", cells=("", "yksin")),
    ]


def test_columns_keep_their_places_beside_wide_and_joined_cells():
    wide = cell("Yhteensä", about='<w:gridSpan w:val="2"/>')
    down = cell("Palkat", about=docx.DOWN)
    lines = lines_of(
        table(
            ("Kulu", "2027", "2028"),
            (down, "1", "2"),
            (cell(about=docx.JOINED), "3", "4"),
            (wide, "10"),
        )
    )
    assert [line.cells for line in lines] == [
        ("Kulu", "2027", "2028"),
        ("Palkat", "1", "2"),
        ("Palkat", "3", "4"),
        ("Yhteensä", "", "10"),
    ]


def test_a_joined_cell_that_yet_has_words_keeps_them():
    below = cell("piilossa", about=docx.JOINED)
    assert texts_of(table((cell("A", about=docx.DOWN), "1"), (below, "2"))) == [
        "A: 1",
        "piilossa: 2",
    ]


def test_a_table_of_one_cell_is_a_frame_around_lines():
    frame = table((cell(p("Tavoitteet", style="Otsikko1"), docx.item("Siisti piha")),))
    assert lines_of(frame) == [Line("Tavoitteet", level=1), Line("Siisti piha", item=True)]


def test_a_row_with_headings_lays_out_the_page():
    left = cell(p("Tavoitteet", style="Otsikko1"), p("Siisti piha"))
    right = cell(p("Riskit", style="Otsikko1"), p("Sade"))
    assert texts_of(table((left, right))) == ["Tavoitteet", "Siisti piha", "Riskit", "Sade"]


def test_a_table_in_a_cell_follows_its_row():
    inner = table(("Kulu", "2027"), ("Palkat", "1"))
    lines = lines_of(table(("Talousarvio", cell(p(), inner, p()))))
    assert [line.cells for line in lines] == [
        ("Talousarvio", ""),
        ("Kulu", "2027"),
        ("Palkat", "1"),
    ]


def test_rows_and_cells_may_stand_in_controls():
    row = control(docx.row("A", "1")) + f"<w:tr>{control(cell('B'))}{cell('2')}</w:tr>"
    assert texts_of(f"<w:tbl>{row}</w:tbl>") == ["A: 1", "B: 2"]


# The samples ------------------------------------------------------------------------------------


def sample(shared_file, name):
    return written_of_word(shared_file(f"cards/{name}.docx").read_bytes())


def test_the_sample_with_controls(shared_file):
    assert [line.text for line in sample(shared_file, "a_sdt").lines] == [
        "Pihatalkoot-hanke (käynnissä)",
        "Projektikuvaus",
        "Kunnostetaan piha.",
        "Tavoitteet",
        "Tavoite sisältöohjausobjektissa",
        "Toinen tavoite",
        "Yhteistyökumppanit",
        "Kumppani: Esimerkkiseura ry",
    ]


def test_the_sample_with_finnish_styles(shared_file):
    lines = sample(shared_file, "d_fi").lines
    assert [line.text for line in lines if line.title] == [
        "Kortti 1 -hanke (käynnissä)",
        "Kortti 2 -hanke (käynnissä)",
    ]
    heads = ["Tavoitteet", "Odotetut tulokset/tuotokset"]
    assert [line.text for line in lines if line.level == 1] == heads * 2
    assert [line.text for line in lines if line.item] == [
        "1: ensimmäinen tavoite joka on kaksi sanaa",
        "1: toinen tavoite",
        "Tulos 1",
        "2: ensimmäinen tavoite joka on kaksi sanaa",
        "2: toinen tavoite",
        "Tulos 2",
    ]


def test_the_sample_with_a_table_in_a_table(shared_file):
    first, *rows = sample(shared_file, "b_table").lines
    assert first == Line("PROJEKTIKORTTI", title=True)
    assert [row.cells for row in rows][3:12] == [
        ("Aikataulu", "2/2027–12/2027"),
        (
            "Projektikuvaus",
            "Kerätään Suutarilan vanhat valokuvat ja tarinat.\nAvataan museo kirjaston kulmaan.",
        ),
        ("Tavoitteet", "500 kuvaa\n- museo auki"),
        ("Kohdekaupunginosat", "Suutarila, Siltamäki, Töyrynummi"),
        ("Talousarvio", ""),
        ("Kululaji", "2027", "2028", "Yhteensä"),
        ("Palkat", "12 000", "6 000", "18 000"),
        ("Tilat", "3 000", "3 000", "6 000"),
        ("Yhteensä", "15 000", "9 000", "24 000 €"),
    ]


# Any arrangement --------------------------------------------------------------------------------

WORDS = re.compile(r"\w+|[☒☐]")
words = st.text("abcåäö1", min_size=1, max_size=3).map(lambda word: f"{word} ")
runs = st.one_of(
    words.map(r),
    words.map(lambda word: r(word, "<w:b/>")),
    words.map(docx.deleted),
    words.map(lambda word: docx.inserted(r(word))),
    words.map(lambda word: r(word, "<w:vanish/>")),
    words.map(lambda word: control(r(word))),
    words.map(lambda word: control(r(word), "<w:showingPlcHdr/>")),
    words.map(lambda word: docx.field(" PAGE ", word)),
    words.map(lambda word: f"<w:moveFrom>{r(word)}</w:moveFrom>"),
    words.map(lambda word: f"<w:moveTo>{r(word)}</w:moveTo>"),
    words.map(lambda word: f'<w:hyperlink r:id="r7">{r(word)}</w:hyperlink>'),
    words.map(lambda word: f"<w:uusi>{r(word)}</w:uusi>"),
    st.booleans().map(tick),
    st.sampled_from([docx.picture("kuva"), docx.BREAK, "<w:r><w:br/><w:tab/></w:r>"]),
)
abouts = st.sampled_from(
    ["", "", "<w:rPr><w:del/></w:rPr>", "<w:pageBreakBefore/>", "<w:sectPr/>", docx.DOWN]
)
ids = st.sampled_from(["", *(style[0] for style in docx.STYLES), "puuttuu"])


def paragraphs(inner):
    return st.builds(
        lambda runs, style, about: p(*runs, style=style, about=about),
        st.lists(inner, max_size=3),
        ids,
        abouts,
    )


def holders(blocks):
    """What blocks may stand in: cells of tables, controls, text boxes, unknown elements."""
    several = st.lists(blocks, max_size=2)
    looks = st.sampled_from(["", docx.DOWN, docx.JOINED, '<w:gridSpan w:val="2"/>'])
    cells = st.builds(lambda inner, look: cell(*inner, about=look), several, looks)
    rows = st.lists(st.lists(cells, min_size=1, max_size=3), min_size=1, max_size=3)
    return st.one_of(
        rows.map(lambda rows: table(*rows)),
        several.map(lambda inner: control("".join(inner))),
        several.map(lambda inner: p(docx.box(*inner))),
        several.map(lambda inner: f"<w:customXml>{''.join(inner)}</w:customXml>"),
    )


bodies = st.lists(st.recursive(paragraphs(runs), holders, max_leaves=8), max_size=4).map("".join)


def words_in(*xmls):
    """The words of every w:t and w:delText; those of boxes, which are written twice, once."""
    found = Counter()
    for xml in xmls:
        depth = 0
        for end, mark, text in TEXTS.findall(xml):
            depth += (1 - 2 * bool(end)) * bool(mark)
            if not depth:
                found.update(WORDS.findall(text))
    return found


TEXTS = re.compile(r"<(/?)(mc:Fallback)>|<w:(?:t|delText)(?: [^>]*)?>([^<]*)<")


@settings(max_examples=150, deadline=None)
@given(bodies, bodies, bodies, bodies)
def test_words_in_are_words_out(body, head, notes, comments):
    parts = {
        "header1": head,
        "footnotes": docx.note(1, notes),
        "comments": docx.note(1, comments, kind="comment"),
    }
    written = read(p("alku ") + body, **parts)
    left_out = [one for one in written.left_out if one.kind != "picture"]
    assert {line.where for line in written.lines} <= PLACES.keys()
    assert {one.kind for one in written.left_out} <= KINDS.keys()
    out = Counter()
    for text in (*(line.text for line in written.lines), *(one.words for one in left_out)):
        out.update(WORDS.findall(text))
    assert out == words_in(p("alku "), body, head, notes, comments)
