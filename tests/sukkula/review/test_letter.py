"""The letter of a decision: three languages, the frozen text, those who see the decision."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from pypdf import PdfReader

from kehityspolku import moments
from kehrat.models import Kehra, Organisation, Project
from sukkula.models import Verdict
from sukkula.review.letter import letter_of
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


def test_it_is_addressed_to_the_legal_applicant_of_the_frozen_card_and_its_kehra(client):
    named = {"applicant_name": "Pihayhdistys ry", "business_id": "0201256-6"}
    card = make.project(state="rejected", **named)
    Project.objects.filter(pk=card.pk).update(applicant_name="Toinen ry", business_id="")
    client.force_login(card.adviser)
    told = words(letter(client, card, "/en"))
    assert f"Pihayhdistys ry Business ID 0201256-6 Kehrä {card.kehra}" in told
    assert "Toinen ry" not in told


def test_without_an_applicant_it_goes_to_the_kehras_host(client, rejected):
    host = Organisation.objects.create(name="Kaupunginosayhdistys ry", business_id="0201256-6")
    Kehra.objects.filter(pk=rejected.kehra_id).update(host=host)
    told = words(letter(client, rejected, "/en"))
    assert "Kaupunginosayhdistys ry Business ID 0201256-6" in told


def test_it_tells_who_decided_and_when_though_another_announced_it_later(client):
    verdict = make.verdict(reason="Hyvä piha.")
    Verdict.objects.update(decided_at=moments.now() - timedelta(days=9))
    verdict.refresh_from_db()
    decider, lead = verdict.project.adviser, make.user("lead", name="Liisa Ilmoittaja")
    verdict.announce(by=lead)
    found = letter_of(verdict.project)
    assert (found.decided_by, found.decided_at) == (decider, verdict.decided_at)
    client.force_login(lead)
    told = words(letter(client, verdict.project, "/en"))
    assert f"Day of the decision {moments.day_text(moments.in_days(-9))}" in told
    assert f"Date {moments.day_text(moments.today())}" in told
    assert ("Decided by " + str(decider) in told, "Liisa Ilmoittaja" in told) == (True, False)


def test_a_later_decision_at_once_is_not_told_by_an_earlier_verdict(client):
    verdict = make.verdict(outcome="reject", reason="Ei vielä.")
    verdict.announce(by=verdict.project.adviser)
    Verdict.objects.update(announced_at=moments.now() - timedelta(days=9))
    card, lead = Project.objects.get(pk=verdict.project_id), make.user("lead")
    card.reopen(by=lead, reason="Uusi tieto.")
    card.submit(by=make.coordinator(card.kehra))
    card.take(by=lead)
    card.reject(by=lead, reason="Yhä ei.")
    found = letter_of(card)
    assert (found.decided_by, found.verdict, found.reason) == (lead, None, "Yhä ei.")


def test_changes_that_stayed_open_are_told_with_their_answers(client):
    asked = make.change(state="answered", goals="Kenelle piha on?")
    card = Project.objects.get(pk=asked.project_id)
    card.resubmit(by=make.coordinator(card.kehra))
    card.approve(by=card.adviser, reason="Hyvä näinkin.")
    client.force_login(card.adviser)
    told = words(letter(client, card, "/en"))
    assert "Changes left open" in told
    assert "Goals: Kenelle piha on? You answered: Lisäsimme kohderyhmän." in told


def test_settled_changes_are_not_left_open(client):
    asked = make.change(state="resolved")
    card = Project.objects.get(pk=asked.project_id)
    card.resubmit(by=make.coordinator(card.kehra))
    card.approve(by=card.adviser)
    client.force_login(card.adviser)
    assert "Changes left open" not in words(letter(client, card, "/en"))


def test_its_reference_is_its_own_and_on_each_page(client, rejected):
    reference = letter_of(rejected).reference
    assert words(letter(client, rejected, "/en")).count(reference) >= 3
    rejected.reopen(by=make.user("lead"), reason="Uusi tieto.")
    assert letter_of(rejected).reference == reference
    other = make.project(state="rejected")
    assert letter_of(other).reference != reference


def test_what_people_wrote_is_text_in_it(client):
    card = make.project(state="in_review", title="<b>Piha</b>")
    card.reject(by=card.adviser, reason="<img src=file:///etc/passwd> {{7*7}}")
    client.force_login(card.adviser)
    told = words(letter(client, card, "/en"))
    assert "<b>Piha</b>" in told
    assert "<img src=file:///etc/passwd> {{7*7}}" in told
