"""Frozen versions of a card and what differs between them: pages and documents."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from kehrat.models import Project
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice():
    """A card given to Sukkula twice, with another goal the second time; and its coordinator."""
    kehra = make.kehra()
    coordinator = make.coordinator(kehra)
    project = make.project(kehra, "changes_requested")
    card = replace(project.card(), goals=["Piha on auki iltaisin"])
    project.write(card, by=coordinator, seen=project.card().mark())
    project.resubmit(by=coordinator)
    return project, coordinator


def english(name, *args):
    with translation.override("en"):
        return reverse(name, args=args)


def text_of(response):
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split()
    )


def test_a_version_shows_the_card_as_it_was(client, twice):
    project, coordinator = twice
    client.force_login(coordinator)
    first, second = (
        main(client.get(reverse("kehrat:project_revision", args=[project.pk, number])))
        for number in (1, 2)
    )
    assert ("Piha on auki iltaisin" in first, "Piha on auki iltaisin" in second) == (False, True)


def test_sukkula_reads_the_card_as_it_was_given(client):
    adviser = make.user("adviser")
    project = make.project(state="in_review", adviser=adviser)
    Project.objects.filter(pk=project.pk).update(description="Aivan muuta.")
    client.force_login(adviser)
    shown = main(client.get(reverse("kehrat:project_revision", args=[project.pk, 1])))
    assert ("Piha avataan kaikille" in shown, "Aivan muuta." in shown) == (True, False)


def test_a_version_is_printed(client, twice):
    project, coordinator = twice
    client.force_login(coordinator)
    printed = client.get(english("kehrat:project_revision_pdf", project.pk, 2))
    told = text_of(printed)
    assert printed["Content-Type"] == "application/pdf"
    assert ("Version 2" in told, "Piha on auki iltaisin" in told) == (True, True)


def test_what_changed_is_printed(client, twice):
    project, coordinator = twice
    client.force_login(coordinator)
    told = text_of(client.get(english("kehrat:project_changes_pdf", project.pk)))
    assert [words in told for words in ("Version 1", "Version 2", "Goals", "iltaisin")] == [
        True
    ] * 4
    assert "Project description" not in told


def test_the_versions_chosen_are_those_printed(client, twice):
    project, coordinator = twice
    client.force_login(coordinator)
    chosen = {"before": "1", "after": "1"}
    told = text_of(client.get(english("kehrat:project_changes_pdf", project.pk), chosen))
    assert "The two versions say the same." in told


def test_a_version_that_is_not_there_is_not_found(client, twice):
    project, coordinator = twice
    client.force_login(coordinator)
    assert client.get(reverse("kehrat:project_revision", args=[project.pk, 9])).status_code == 404


def test_the_page_of_changes_lists_every_version(client, twice):
    project, coordinator = twice
    client.force_login(coordinator)
    page = main(client.get(reverse("kehrat:project_changes", args=[project.pk])))
    urls = [reverse("kehrat:project_revision", args=[project.pk, number]) for number in (1, 2)]
    assert [url in page for url in urls] == [True, True]
