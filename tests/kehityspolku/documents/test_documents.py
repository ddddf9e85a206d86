"""Documents: tagged, titled, in their language, with pictures that speak and fonts inside."""

import io
import re
from copy import deepcopy

import pikepdf
import pytest
from django.conf import settings
from django.test import override_settings
from pypdf import PdfReader

from kehityspolku.documents import charts, pdf

ANSWERS = ["No!", "No", "So-so", "Yes", "Yes!"]


BODY = """{% extends "pdf/base.html" %}
{% block content %}
  <h2 id="views">Näkemys</h2>
  {% include "parts/chart_diverging.html" %}
{% endblock content %}
"""


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    views = charts.diverging(
        [("Heard", [1, 2, 3, 4, 5], 2), ("Led", None, None)], title="Views", answers=ANSWERS
    )
    context = {
        "title": "Edistymisraportti",
        "from": "Helka · Sukkula",
        "about": ["Keskinen suurpiiri", "1.1.–30.6.2026"],
        "facts": [("Diaarinumero", "HEL 2026-004211")],
        "contents": [("views", "Näkemys")],
        "running": "Edistymisraportti, Keskinen",
        "chart": views,
        "document": True,
    }
    folder = tmp_path_factory.mktemp("templates")
    (folder / "document.html").write_text(BODY, encoding="utf-8")
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(folder)
    with override_settings(TEMPLATES=templates):
        return pdf.render("document.html", context, language="fi")


def elements(node):
    """Every structure element below a node of the tag tree."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def test_document_is_tagged_titled_and_in_its_language(document):
    with pikepdf.open(io.BytesIO(document)) as file:
        assert str(file.Root.Lang) == "fi"
        assert bool(file.Root.MarkInfo.Marked)
        assert str(file.docinfo["/Title"]) == "Edistymisraportti"
        kinds = {str(e.S) for e in elements(file.Root.StructTreeRoot)}
        assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} - kinds == set()


def test_every_figure_has_a_text_of_its_own(document):
    with pikepdf.open(io.BytesIO(document)) as file:
        figures = [e for e in elements(file.Root.StructTreeRoot) if e.S == "/Figure"]
        texts = [str(e.get("/Alt", "")) for e in figures]
    assert len(texts) == 1 + 5 + 1  # the thread on the cover, the key, the row that is not withheld
    assert "" not in texts


def test_fonts_travel_with_the_document(document):
    with pikepdf.open(io.BytesIO(document)) as file:
        fonts = [
            font
            for page in file.pages
            for font in page.Resources.get("/Font", {}).values()
            if "/DescendantFonts" in font
        ]
        names = {str(font.BaseFont).split("+")[1] for font in fonts}
        inside = [
            {"/FontFile2", "/FontFile3"} & set(font.DescendantFonts[0].FontDescriptor.keys())
            for font in fonts
        ]
    faces = {"", "-Bold", "-Italic"}
    assert {n for n in names if n.startswith("Atk")} == {f"Atkinson-Hyperlegible{f}" for f in faces}
    assert set() not in inside


def test_pages_are_numbered_and_contents_tell_where(document):
    reader = PdfReader(io.BytesIO(document))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(pages) == 2
    assert "1 / 2" not in pages[0]
    assert "2 / 2" in pages[1]
    assert re.findall(r"Näkemys \.+ (\d+)", pages[1]) == ["2"]
    assert "Edistymisraportti, Keskinen" in pages[1]
    assert "HEL 2026-004211" in pages[0]


def test_a_few_lines_get_no_page_of_their_own(monkeypatch):
    def pages(lines):
        style = '<link rel="stylesheet" href="static:///pdf.css">'
        head = f'<html lang="fi"><head><title>Rivejä</title>{style}</head>'
        body = pdf.draw(f"{head}<body>{'<p>Rivi.</p>' * lines}</body></html>")
        return len(PdfReader(io.BytesIO(body)).pages)

    with monkeypatch.context() as as_it_was:
        as_it_was.setattr(pdf, "LITTLE", 0)
        assert [pages(lines) for lines in (28, 30, 44)] == [1, 2, 2]
    # What takes half a page has it.
    assert [pages(lines) for lines in (28, 30, 44)] == [1, 1, 2]
