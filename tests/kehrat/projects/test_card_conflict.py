"""Two save one card: both texts are shown and one takes from the other, field by field."""

import pytest
from django.urls import reverse

from kehrat.models import Project
from tests import make
from tests.kehrat.projects.test_pages import html, typed

pytestmark = pytest.mark.django_db


def test_a_conflict_shows_both_and_loses_neither(client):
    project = make.project()
    client.force_login(make.coordinator(project.kehra))
    post = typed(project, description="Oma teksti")
    project.description = "Toisen teksti"
    project.save()
    url = reverse("kehrat:project_edit", args=[project.pk])
    response = client.post(url, post)
    assert response.status_code == 409
    assert "Oma teksti" in html(response)
    assert "Toisen teksti" in html(response)
    project.refresh_from_db()
    assert project.description == "Toisen teksti"
    again = client.post(url, post | {"seen": response.context["mark"]})
    project.refresh_from_db()
    assert (again.status_code, project.description) == (302, "Oma teksti")


def test_in_a_conflict_one_takes_from_the_other_field_by_field(client):
    project = make.project()
    client.force_login(make.coordinator(project.kehra))
    post = typed(project, description="Oma teksti", benefits="Omat hyödyt")
    Project.objects.update(description="Toisen teksti", benefits="Toisen hyödyt", purpose="Uusi")
    url = reverse("kehrat:project_edit", args=[project.pk])
    shown = client.post(url, post)
    texts = {row["field"]: (row["mine"], row["theirs"]) for row in shown.context["meanwhile"]}
    assert texts["benefits"] == ("Omat hyödyt", "Toisen hyödyt")
    taken = {"take": ["benefits", "purpose", "kehra"], "seen": shown.context["mark"]}
    assert client.post(url, post | taken).status_code == 302
    project.refresh_from_db()
    assert (project.description, project.benefits, project.purpose) == (
        "Oma teksti",
        "Toisen hyödyt",
        "Uusi",
    )


def test_what_was_taken_is_asked_again_when_a_third_saves_meanwhile(client):
    project = make.project()
    client.force_login(make.coordinator(project.kehra))
    post = typed(project, description="Oma teksti")
    Project.objects.update(description="Toisen teksti")
    url = reverse("kehrat:project_edit", args=[project.pk])
    mark = client.post(url, post).context["mark"]
    Project.objects.update(description="Kolmannen teksti")
    answer = client.post(url, post | {"take": "description", "seen": mark})
    assert answer.status_code == 409
    assert answer.context["meanwhile"][0]["theirs"] == "Kolmannen teksti"
    assert "Oma teksti" in html(answer)
