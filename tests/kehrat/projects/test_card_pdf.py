"""The card as a PDF: tagged, in a language, with a title and every heading."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from pypdf import PdfReader

from kehrat.cards.card import BudgetRow, FunderRow, Phase
from tests import make

pytestmark = pytest.mark.django_db


def figures(node):
    """Every figure in a tree of tags."""
    if isinstance(node, pikepdf.Array):
        return [found for child in node for found in figures(child)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    below = figures(node.K) if "/K" in node else []
    return [node, *below] if node.get("/S") == "/Figure" else below


@pytest.mark.parametrize(("prefix", "language"), [("", "fi"), ("/sv", "sv"), ("/en", "en")])
def test_the_pdf_is_tagged_and_titled(client, prefix, language):
    project = make.project(state="approved", funders=[FunderRow("TEM", 2012, 2013)])
    response = client.get(f"{prefix}/hankkeet/{project.pk}/kortti.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(response.content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked) is True
        assert str(pdf.Root.Lang) == language
        assert pdf.open_metadata()["dc:title"] == project.title
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert all("/Alt" in figure for figure in figures(pdf.Root.StructTreeRoot))


def test_the_pdf_is_for_those_who_see_the_page(client):
    project = make.project()
    url = reverse("kehrat:project_pdf", args=[project.pk])
    assert client.get(url).status_code == 404
    client.force_login(make.coordinator(project.kehra))
    assert client.get(url).status_code == 200


def drawn(client, project):
    client.force_login(project.made_by)
    return client.get(reverse("kehrat:project_pdf", args=[project.pk])).content


def structure(document):
    """Every element of a tagged document's structure."""
    found, waiting = [], list(document.Root.StructTreeRoot.K)
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Dictionary) and "/S" in part:
            found.append(part)
            kids = part.K if "/K" in part else ()
            waiting.extend(kids if isinstance(kids, pikepdf.Array | tuple) else [kids])
    return found


def test_heads_of_tables_tell_what_they_head_and_their_ids_are_found(client):
    with pikepdf.open(BytesIO(drawn(client, make.project()))) as document:
        parts = structure(document)
        heads = [part for part in parts if part.S == "/TH"]
        assert {str(head.A.Scope) for head in heads} == {"/Column", "/Row"}
        names = [str(name) for name in list(document.Root.StructTreeRoot.IDTree.Names)[::2]]
        assert sorted(str(head.ID) for head in heads) == names
        pointed = {str(name) for part in parts if part.S == "/TD" for name in part.A.Headers}
        assert pointed
        assert pointed <= set(names)


def test_other_alphabets_and_emoji_have_shapes(client):
    words = "Привет 漢字 ไทย שלום 🧶😀 नमस्ते हिन्दी 👩\u200d👩\u200d👧\ufe0f 👋🏽"
    document = PdfReader(BytesIO(drawn(client, make.project(description=words))))
    text = "".join(page.extract_text() for page in document.pages)
    assert [letter for letter in "Привет漢字🧶😀" if letter not in text] == []
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in document.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert any("Unifont" in font for font in fonts)
    assert any("Devanagari" in font for font in fonts)  # whose letters join
    joins = {"\u200d", "\ufe0f", "\U0001f3fd"}  # they have no shape of their own
    assert (joins & set(text), [each for each in "👩👧👋" if each not in text]) == (set(), [])
    plain = PdfReader(BytesIO(drawn(client, make.project())))
    assert "Unifont" not in str([page["/Resources"] for page in plain.pages])


def test_a_long_word_breaks_inside_the_page(client):
    word = "Kehittämisyhdistyskokous" * 12
    document = PdfReader(BytesIO(drawn(client, make.project(title="Piha", description=word))))
    lines = [line for page in document.pages for line in page.extract_text().split("\n")]
    assert word in "".join(lines)
    assert word not in lines


BOTTOM, HEIGHT = 79, 695  # of the space for text on a page, in points
WORDS = "Asukkaat ja yhdistykset suunnittelevat pihan käyttöä yhdessä kaupungin kanssa. "
LONG = {
    "description": WORDS * 25,
    "goals": [WORDS * 9] * 4,
    "phases": [
        *(Phase(f"Vaihe {n}", stated=WORDS * 12) for n in range(3)),
        *(Phase(f"{n}. {WORDS}", date(2026, 1, 1), date(2027, 1, 1)) for n in range(30)),
    ],
    "budget": [
        *(BudgetRow("Kulu", None, Decimal(900), sources=WORDS * 30) for _n in range(3)),
        *(BudgetRow(f"{n}. {WORDS}", (2026, 2027), Decimal(n)) for n in range(30)),
    ],
}


def empty(page):
    """How much of a page is empty at its end, as a share."""
    lowest = []

    def see(text, cm, tm, *_font):
        if text.strip() and (height := cm[5] + cm[3] * tm[5]) > BOTTOM:
            lowest.append(height)

    page.extract_text(visitor_text=see)
    return (min(lowest) - BOTTOM) / HEIGHT


@pytest.mark.parametrize("content", [LONG, {}, {"description": WORDS * 25}])
def test_no_page_but_the_last_is_half_empty(client, content):
    pages = PdfReader(BytesIO(drawn(client, make.project(**content)))).pages
    shares = [round(empty(page), 2) for page in pages]
    assert len(shares) > 1
    assert [share for share in shares[:-1] if share > 0.34] == []
