"""The letter of a decision: three languages, the frozen text, those who see the decision."""

from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from pypdf import PdfReader

from kehrat.models import Project
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


def letter(client, card, prefix=""):
    return client.get(f"{prefix}/hankkeet/{card.pk}/paatos.pdf")


def words(response):
    pages = PdfReader(BytesIO(response.content)).pages
    return " ".join("".join(page.extract_text() for page in pages).split())


@pytest.fixture
def rejected(client):
    card = make.project(state="rejected", title="Korttelipiha")
    client.force_login(make.coordinator(card.kehra))
    return card


@pytest.mark.parametrize(("prefix", "language"), [("", "fi"), ("/sv", "sv"), ("/en", "en")])
def test_it_is_tagged_and_in_the_language_of_the_address(client, rejected, prefix, language):
    response = letter(client, rejected, prefix)
    assert response.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(response.content)) as pdf:
        assert str(pdf.Root.Lang) == language
        assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_it_tells_the_frozen_title_the_reason_and_the_adviser(client, rejected, settings):
    Project.objects.filter(pk=rejected.pk).update(title="Aivan muuta")
    told = words(letter(client, rejected, "/en"))
    assert "Korttelipiha" in told
    assert "Aivan muuta" not in told
    assert "Ei sovi ohjelmaan." in told
    assert str(rejected.adviser) in told
    assert settings.CONTACT in told
    assert "Sukkula does not approve the project card." in told


def test_an_approval_announced_later_has_its_letter(client):
    verdict = make.verdict(reason="Hyvä piha.")
    card = verdict.project
    client.force_login(make.member(card.kehra))
    assert letter(client, card).status_code == 404
    verdict.announce(by=card.adviser)
    told = words(letter(client, card, "/en"))
    assert "Sukkula approves the project card." in told
    assert "Hyvä piha." in told


def test_the_latest_decision_is_told(client, rejected):
    rejected.reopen(by=make.user("lead"), reason="Uusi tieto.")
    assert "Ei sovi ohjelmaan." in words(letter(client, rejected, "/en"))


def test_it_is_linked_for_those_who_may_read_it(client):
    card = make.project(state="approved")
    link = reverse("sukkula:letter_pdf", args=[card.pk])
    assert link not in client.get(card.get_absolute_url()).text
    assert letter(client, card).status_code == 302
    client.force_login(make.member(card.kehra))
    assert link in main(client.get(card.get_absolute_url()))
    client.force_login(card.adviser)
    assert link in main(client.get(reverse("sukkula:review", args=[card.pk])))
    client.force_login(make.user())
    assert link not in client.get(card.get_absolute_url()).text
    assert letter(client, card).status_code == 404


def test_a_card_without_a_decision_has_none(client):
    card = make.project(state="in_review")
    client.force_login(make.coordinator(card.kehra))
    assert letter(client, card).status_code == 404
    assert "paatos.pdf" not in client.get(card.get_absolute_url()).text
