"""A card begins with its title and is written section by section."""

import pytest
from django.urls import reverse

from kehrat.cards.sections import SECTIONS
from kehrat.projects.forms.card import ROWS, CardForm
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


def test_a_title_typed_before_signing_in_again_is_kept(client):
    kehra = make.kehra()
    url = reverse("kehrat:project_new", args=[kehra.slug])
    assert client.post(url, {"title": "Kesken jäi", "language": "sv"}).status_code == 302
    client.force_login(make.coordinator(kehra))
    assert 'value="Kesken jäi"' in main(client.get(url))


def test_saving_a_section_goes_on_to_the_next(client):
    project = make.project()
    client.force_login(make.coordinator(project.kehra))
    url = reverse("kehrat:project_edit", args=[project.pk])
    shown = client.get(url).context["entry"].sections()
    assert [section.then for section in shown] == [*(s.key for s in shown[1:]), ""]
    rows = {f"{name}-{key}_FORMS": "0" for name in ROWS for key in ("TOTAL", "INITIAL")}
    typed = {"title": "Uusi", "language": "fi", **rows}
    saved = client.post(url, {**typed, "then": "use"})
    project.refresh_from_db()
    assert (saved.url, project.title) == (f"{url}#s-use", "Uusi")


def test_every_field_of_a_card_has_its_section():
    fields = [name for _title, names in SECTIONS.values() for name in names]
    assert sorted(fields) == sorted([*CardForm.base_fields, *ROWS])
