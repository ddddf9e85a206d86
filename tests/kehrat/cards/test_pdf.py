"""PDF files of cards: their text, what stands out in it, forms and comments, or a refusal."""

from io import BytesIO

import pikepdf
import pytest
import weasyprint

from kehrat.cards import apart
from kehrat.cards.pdf import written_of_pdf
from kehrat.cards.reading import read
from kehrat.cards.written import CardRefused, LeftOut
from tests import hostile
from tests.make import files

CARD = """
<h1>Kesäteatteri-hanke</h1>
<h2>Tavoitteet</h2><ul><li>20 esitystä</li><li>40 harrastajaa</li></ul>
<p><b>Aikataulu</b></p><p>1.5.2027–30.9.2027</p>
<p style="page-break-before: always">Talousarvio</p><p>ﬁlmi 18 500 €</p>
"""


def pdf_of(html, **how):
    """The PDF of a page; `how`: as pikepdf saves it."""
    style = "<style>* { font-family: 'Atkinson Hyperlegible' } @page { size: A5 }</style>"
    drawn = weasyprint.HTML(string=style + html).write_pdf()
    return saved(drawn, lambda _pdf: None, **how) if how else drawn


def saved(content, change, **how):
    """The PDF after a change by pikepdf."""
    file = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(file, **how)
    return file.getvalue()


def told(content):
    return [
        (line.text, line.bold, line.page) for line in written_of_pdf(content).lines if line.text
    ]


def refusal(content, read=written_of_pdf):
    with pytest.raises(CardRefused) as refused:
        read(content)
    return refused.value.code


def test_lines_come_page_by_page_with_what_stands_out():
    assert told(pdf_of(CARD)) == [
        ("Kesäteatteri-hanke", True, 1),
        ("Tavoitteet", True, 1),
        ("• 20 esitystä", False, 1),
        ("• 40 harrastajaa", False, 1),
        ("Aikataulu", True, 1),
        ("1.5.2027–30.9.2027", False, 1),
        ("Talousarvio", False, 2),
        ("filmi 18 500 €", False, 2),
    ]


def test_paragraphs_stand_apart():
    lines = [line.text for line in written_of_pdf(pdf_of("<p>A<br>B</p><p>C<br>D</p>")).lines]
    assert lines == ["A", "B", "", "C", "D"]


def test_of_one_page_no_number_is_told():
    assert told(pdf_of("<p>Pihatalkoot</p>")) == [("Pihatalkoot", False, 0)]


@pytest.mark.parametrize("before", [b"", b"\r\n\r\n"])
def test_a_pdf_that_opens_freely_is_read(before):
    content = pdf_of(CARD, encryption=pikepdf.Encryption(owner="salainen"))
    assert told(before + content)[0] == ("Kesäteatteri-hanke", True, 1)


def test_pictures_are_named_as_left_out():
    assert written_of_pdf(pdf_of(CARD)).left_out == ()
    assert written_of_pdf(pdf_of(CARD + PICTURE)).left_out == (LeftOut("picture", ""),)


PICTURE = (
    '<img width=20 src="data:image/png;base64,'
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    'gg==">'
)


def test_what_was_filled_in_a_form_and_written_beside_is_told():
    def fill(pdf):
        fields = [
            pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="nimi", TU="Hankkeen nimi", V="Pihatalkoot"),
            pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="summa", V="4 000 €"),
            pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="tyhja"),
            pikepdf.Dictionary(FT=pikepdf.Name.Btn, T="Uusi hanke", V=pikepdf.Name.Yes),
            pikepdf.Dictionary(FT=pikepdf.Name.Btn, T="Jatkohanke", V=pikepdf.Name.Off),
            pikepdf.Dictionary(FT=pikepdf.Name.Btn, T="Laji", V=pikepdf.Name.Kulttuuri, Ff=1 << 15),
        ]
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=list(map(pdf.make_indirect, fields)))
        words = "Onko tämä oikein?\nKysyn vielä."
        note = pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Contents=words, Rect=[0, 0, 9, 9])
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])

    lines = written_of_pdf(saved(pdf_of("<p>Lomake</p>"), fill)).lines
    assert [(line.text, line.where) for line in lines] == [
        ("Lomake", ""),
        ("Onko tämä oikein?", "comment"),
        ("Kysyn vielä.", "comment"),
        ("Hankkeen nimi: Pihatalkoot", "field"),
        ("summa: 4 000 €", "field"),
        ("☒ Uusi hanke", "field"),
        ("☐ Jatkohanke", "field"),
        ("Laji: Kulttuuri", "field"),
    ]


def test_a_scan_is_refused_in_words():
    assert refusal(pdf_of(PICTURE)) == "scan_pdf"


def test_the_sample_that_opens_freely_has_no_text(shared_file):
    assert refusal(shared_file("cards/owner_only.pdf").read_bytes()) == "scan_pdf"


def test_one_that_needs_a_password_is_told_so():
    assert refusal(files.pdf(user_password="salainen", algorithm="AES-256")) == "locked_pdf"


@pytest.mark.parametrize("cut", [0, 9, 200])
def test_what_is_no_pdf_or_breaks_off_is_told_so(cut):
    assert refusal(pdf_of(CARD)[:cut]) == "broken_pdf"


def test_too_many_pages_are_refused():
    def more(pdf):
        pdf.pages.extend([pdf.pages[0]] * 400)

    assert refusal(saved(pdf_of("<p>A</p>"), more)) == "heavy_pdf"


@pytest.mark.parametrize("name", hostile.PDFS)
def test_a_hostile_pdf_is_refused_within_its_bounds(name):
    assert refusal(hostile.PDFS[name](), apart.read) in ("heavy_pdf", "broken_pdf", "scan_pdf")


# Tables: a PDF tells where letters stand.

BUDGET = """
<h1>Kylätalon keittiö</h1><h2>Talousarvio</h2>
<table style="width: 100%">
  <tr><th>Menot<th>2027<th>2028<th>Yhteensä</tr>
  <tr><td>Palkat<td>12 000<td>6 000<td>18 000</tr>
  <tr><td>Tilavuokra<td>3 000<td>3 000<td>6 000</tr>
  <tr><td>Yhteensä<td>15 000<td>9 000<td>24 000</tr>
</table>
<h2>Rahoitus</h2>
<table style="width: 70%">
  <tr><td>Helsingin kaupunki<td style="text-align: right">15 000 €</tr>
  <tr><td>Omarahoitus<td style="text-align: right">9 000 €</tr>
</table>
<h2>Riskit</h2><p>Tavaraa ei saada ajoissa, ja silloin odotetaan.</p>
"""
ROWS = [
    ("Menot", "2027", "2028"),
    ("Palkat", "12 000 €", "6 000 €"),
    ("Tilavuokra", "3 000 €", "3 000 €"),
]
LEFT = ["Asukkaat rakentavat pihan", "talkoilla kevään aikana ja", "hoitavat sitä yhdessä"]
RIGHT = ["tuovat omat ajatuksensa", "suunnitelmaan. Vuonna 2027", "piha on auki kaikille"]


def drawn(*words, large=()):
    """A page on which each (x, y, words) stands where it is told, drawn in this order; `large` are
    in large letters."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    fonts = pikepdf.Dictionary(F=pdf.make_indirect(font))
    pdf.pages[0].Resources = pikepdf.Dictionary(Font=fonts)
    lines = (
        f"BT /F {14 if text in large else 10} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET"
        for x, y, text in words
    )
    pdf.pages[0].Contents = pdf.make_stream("\n".join(lines).encode("cp1252"))
    file = BytesIO()
    pdf.save(file)
    return file.getvalue()


def test_a_table_of_years_and_one_of_income():
    reading = read(written_of_pdf(pdf_of(BUDGET)))
    card = reading.card
    assert [(row.label, row.years, row.amount, row.total) for row in card.budget] == [
        ("Palkat", (2027, 2027), 12000, False),
        ("Palkat", (2028, 2028), 6000, False),
        ("Tilavuokra", (2027, 2027), 3000, False),
        ("Tilavuokra", (2028, 2028), 3000, False),
        ("Yhteensä", None, 24000, True),
    ]
    assert [(row.name, row.amount) for row in card.funders] == [
        ("Helsingin kaupunki", 15000),
        ("Omarahoitus", 9000),
    ]
    assert card.risks == "Tavaraa ei saada ajoissa, ja silloin odotetaan."
    assert (card.remainder, reading.doubts) == ("", [])


def by_rows(rows):
    return [
        (50 + 150 * x, 700 - 20 * y, c) for y, row in enumerate(rows) for x, c in enumerate(row)
    ]


@pytest.mark.parametrize(
    "order", [lambda word: -word[1], lambda word: word[0]], ids=["row", "column"]
)
def test_a_table_drawn_row_by_row_or_column_by_column(order):
    content = drawn((50, 740, "Talousarvio"), *sorted(by_rows(ROWS), key=order))
    assert [line.text for line in written_of_pdf(content).lines if line.text] == [
        "Talousarvio",
        "Menot\t2027\t2028",
        "Palkat\t12 000 €\t6 000 €",
        "Tilavuokra\t3 000 €\t3 000 €",
    ]


def test_columns_of_running_text_are_read_one_after_the_other():
    words = [
        (x, 700 - 14 * y, c) for x, col in ((50, LEFT), (300, RIGHT)) for y, c in enumerate(col)
    ]
    lines = [line.text for line in written_of_pdf(drawn(*words)).lines if line.text]
    assert lines == [*LEFT, *RIGHT]


PLAN = (
    ["Toukolan taidepiha", "", "Tausta", "Piha on tyhjillään ja", "naapurit kaipaavat paikkaa."]
    + ["", "Tavoitteet", "Viisi yhteistä teosta", "", "Kohderyhmä", "Toukolan lapset"],
    ["Aikataulu", "1.5.2027-30.9.2027", "", "Talousarvio", "Maalit 400 €", "Telineet 600 €"]
    + ["", "Rahoitus", "Kaupunki 800 €", "Omarahoitus 200 €", "", "Riskit", "Sade"],
)
HEADS = {"Tausta", "Tavoitteet", "Kohderyhmä", "Aikataulu", "Talousarvio", "Rahoitus", "Riskit"}


@pytest.mark.parametrize(
    "order",
    [lambda word: (-word[1], word[0]), lambda word: (word[0], -word[1])],
    ids=["row", "column"],
)
def test_a_plan_in_two_columns_however_it_was_drawn(order):
    words = [
        (x, 740 - 16 * y, text)
        for x, column in zip((50, 310), PLAN, strict=True)
        for y, text in enumerate(column)
        if text
    ]
    card = read(written_of_pdf(drawn(*sorted(words, key=order), large=HEADS))).card
    assert (card.title, card.goals) == ("Toukolan taidepiha", ["Viisi yhteistä teosta"])
    assert "".join(card.need.split()) == "Pihaontyhjilläänjanaapuritkaipaavatpaikkaa."
    assert (card.target_group, card.risks, card.remainder) == ("Toukolan lapset", "Sade", "")
    assert [(row.label, row.amount) for row in card.budget] == [("Maalit", 400), ("Telineet", 600)]
    assert [row.amount for row in card.funders] == [800, 200]
    assert [row.ends.isoformat() for row in card.phases] == ["2027-09-30"]


def test_a_form_with_names_that_stand_out_is_no_two_columns():
    rows = [("Hanke", "Pihatalkoot"), ("Hakija", "Kylä ry"), ("Riskit", "Sade"), ("Tulos", "Piha")]
    content = drawn(*by_rows(rows), large={name for name, _value in rows})
    lines = [line.text for line in written_of_pdf(content).lines if line.text]
    assert lines == ["\t".join(row) for row in rows]


@pytest.mark.parametrize("align", ["left", "justify", "center"])
def test_running_text_has_no_tabs(align):
    text = "Naapurit <b>kokkaavat</b> yhdessä 3 iltana VIIKOSSA, <i>joka</i> viikko 2027. " * 20
    text = f"<p style='text-align: {align}'>{text}"
    assert not any("\t" in line.text for line in written_of_pdf(pdf_of(text)).lines)


def test_what_was_filled_in_is_read_where_it_stands():
    def box(pdf, name, value, left, low, **more):
        rect = [left, low, left + 200, low + 16]
        about = {"FT": pikepdf.Name.Tx, "Subtype": pikepdf.Name.Widget} | more
        return pdf.make_indirect(pikepdf.Dictionary(T=name, V=value, Rect=rect, **about))

    def fill(pdf):
        tick = {"FT": pikepdf.Name.Btn}
        fields = [
            box(pdf, "a", "Pihatalkoot", 200, 756),
            box(pdf, "b", "Kaunis piha\nIso kukka", 50, 690),
            box(pdf, "c", pikepdf.Name.Yes, 52, 656, **tick),
            box(pdf, "d", pikepdf.Name.Off, 52, 636, **tick),
            box(pdf, "e", "4 000 €", 200, 586),
            box(pdf, "f", "Kiitos", 300, 100, TU="Terveiset"),
        ]
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields))
        pdf.pages[0].Annots = pikepdf.Array(fields)

    form = drawn(
        (50, 760, "Hankkeen nimi"),
        (50, 710, "Tavoitteet"),
        (70, 660, "Uusi hanke"),
        (70, 640, "Jatkohanke"),
        (50, 590, "Haettava avustus"),
    )
    lines = written_of_pdf(saved(form, fill)).lines
    assert [(line.text, line.where) for line in lines if line.text] == [
        ("Hankkeen nimi\tPihatalkoot", ""),
        ("Tavoitteet", ""),
        ("Kaunis piha", ""),
        ("Iso kukka", ""),
        ("☒ Uusi hanke", ""),
        ("☐ Jatkohanke", ""),
        ("Haettava avustus\t4 000 €", ""),
        ("Terveiset: Kiitos", ""),
    ]
