"""The card as a PDF: tagged, in a language, with a title and every heading."""

from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse

from kehrat.cards.card import FunderRow
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
