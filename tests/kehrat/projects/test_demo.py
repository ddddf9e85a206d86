"""The demonstration's cards: changes, files, a new version, co-editors."""

import pytest

from kehityspolku import moments
from kehrat.models import Attachment, ChangeRequest, CoEditor, Project
from tests.kehrat.projects.test_co_editors import alike

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_one_change_is_answered_and_one_waits_in_the_order_of_days():
    answered, waiting = ChangeRequest.objects.select_related("project").order_by("pk")
    assert (answered.field, answered.state) == ("legacy_least", "answered")
    assert (waiting.field, waiting.state) == ("budget", "open")
    days = [answered.asked_at, waiting.asked_at, answered.project.state_since]
    assert {moments.days_between(day, moments.now()) for day in days} == {9}
    assert moments.days_between(answered.asked_at, answered.answered_at) == 3
    assert answered.project.state == "changes_requested"


def test_a_card_has_a_document_and_a_picture_and_a_public_one_a_picture():
    shown = Attachment.objects.order_by("project__title", "kind")
    assert [(a.project.title, a.title, a.kind, a.members_only) for a in shown] == [
        ("Konalan kylätalo", "Kylätalon vuokralaskelma", "pdf", True),
        ("Konalan kylätalo", "Kylätalo", "picture", True),
        ("Vallilan yhteispiha", "Pihan suunnitelma", "picture", False),
    ]
    assert all(each.alt for each in shown if each.is_picture)


def test_one_new_version_is_being_written():
    version = Project.objects.exclude(revises=None).get()
    assert (version.state, version.revises.state, version.version) == ("draft", "approved", 2)
    assert version.title != version.revises.title


def test_two_cards_have_a_co_editor_and_a_new_version_its_cards():
    rows = CoEditor.objects.order_by("pk").select_related("project__kehra", "user")
    kallio, west, version = rows
    assert (kallio.user.email, kallio.project.kehra.slug) == (
        "member@kehityspolku.example",
        "kallio-vallila-pasila",
    )
    assert (west.project.state, alike(west.project)) == ("changes_requested", {west.user})
    assert (version.user, version.project.revises) == (kallio.user, kallio.project)
