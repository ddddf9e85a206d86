"""PDF files of cards: their text, what stands out in it, forms and comments, or a refusal."""

from io import BytesIO

import pikepdf
import pytest
import weasyprint

from kehrat.cards import apart
from kehrat.cards.pdf import written_of_pdf
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
