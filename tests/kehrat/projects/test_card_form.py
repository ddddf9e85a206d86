"""The card's form: areas are sought, rows have names, lists lose their marks, copies take files."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from kehrat.cards.card import levelled
from kehrat.models import Project
from kehrat.projects.forms.card import CardForm
from tests import make
from tests.kehrat.projects.test_card_draft import form_of, page
from tests.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(client):
    card = make.project(target_areas=["Kallio", "Jokin muu paikka"])
    client.force_login(card.made_by)
    return card


def test_an_area_is_sought_by_any_of_its_names_and_added(client, card):
    sought = form_of(client, card) | {"sought": "Kontula", "find": "areas"}
    found = client.post(page(card), sought).context["entry"].areas()
    assert found["names"] == ["Kontula"]
    added = client.post(page(card), form_of(client, card) | {"area": "Kontula"})
    written = added.context["entry"].form["target_areas"].value()
    assert written == "Kallio\nJokin muu paikka\nKontula"
    assert (focused(added), "Lisätty: Kontula" in main(added)) == (["id_sought"], True)
    for again in ("Kallio", "kontula", "Berghäll"):  # by any name it is there once
        fields = form_of(client, card) | {"target_areas": written, "area": again}
        shown = client.post(page(card), fields)
        assert shown.context["entry"].form["target_areas"].value() == written
        assert "on jo kohdealueissa" in main(shown)
    assert Project.objects.get(pk=card.pk).target_areas == ["Kallio", "Jokin muu paikka"]


def test_an_area_that_nobody_knows_is_flagged(client, card):
    shown = client.get(page(card))
    assert list(shown.context["entry"].areas()["unknown"]) == ["Jokin muu paikka"]
    assert "Portaali ei tunne paikkaa ”Jokin muu paikka”." in main(shown)
    assert "Portaali ei tunne paikkaa ”Kallio”." not in main(shown)


def test_areas_have_their_official_names_in_the_readers_language(client):
    card = make.project(state="approved", target_areas=["Kontulan alue", "Sörnäinen", "Muualla"])
    names = {}
    for language in ("fi", "sv"):
        with translation.override(language):
            shown = client.get(reverse("kehrat:project", args=[card.pk]))
        parts = {part.field: part.value for part in shown.context["parts"]}
        names[language] = [name for name, _url, _known in parts["target_areas"]]
    assert names == {
        "fi": ["Kontula", "Sörnäinen", "Muualla"],
        "sv": ["Gårdsbacka", "Sörnäs", "Muualla"],
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("• Piha\n• Talo", ["Piha", "Talo"]),
        ("•Piha\n▪Talo", ["Piha", "Talo"]),
        ("- Piha\n- Talo", ["Piha", "Talo"]),
        ("* Piha\n* Talo", ["Piha", "Talo"]),
        ("✓ Piha", ["Piha"]),
        ("Piha\n- Penkki\n-- ei merkki", ["Piha", "– Penkki", "-- ei merkki"]),
        ("-5 astetta", ["-5 astetta"]),
        ("2027 – alku", ["2027 – alku"]),
    ],
)
def test_marks_of_a_list_are_dropped(typed, kept):
    assert levelled(typed.splitlines()) == kept


def test_names_have_no_marks_and_no_levels():
    form = CardForm(
        {"title": "Piha", "language": "fi", "partners": "Koulu\n- Seura ry\n• Kaupunki"}
    )
    assert form.is_valid()
    assert form.cleaned_data["partners"] == ["Koulu", "Seura ry", "Kaupunki"]


def focused(page):
    """What takes the focus on a page: ids, in its order."""
    fields = re.findall(r"<(?:input|textarea)[^>]* autofocus[^>]*>", main(page))
    return [re.search(r' id="([^"]+)"', field)[1] for field in fields]


def test_rows_are_named_and_the_focus_stays_where_one_writes(client, card):
    """In the new row, in the one behind what is gone, in the empty one where none is."""
    fields = form_of(client, card)
    assert focused(client.get(page(card))) == []
    three = fields | {"budget-TOTAL_FORMS": "4", "budget-1-label": "II", "budget-2-label": "III"}
    leads = [
        (fields | {"add": "phases"}, "id_phases-2-name", 3),  # one stood empty: another beside it
        (three | {"add": "budget", "budget-3-label": "IV"}, "id_budget-4-label", 5),
        (three | {"remove": "budget-0"}, "id_budget-0-label", 3),
        (three | {"remove": "budget-2"}, "id_budget-2-label", 3),
        (fields | {"remove": "budget-0"}, "id_budget-0-label", 1),
    ]
    for sent, place, rows in leads:
        shown = client.post(page(card), sent)
        name = place.split("-")[0].removeprefix("id_")
        assert (focused(shown), len([*shown.context["entry"].rows[name]])) == ([place], rows)
    assert 'role="group" aria-label="Rivi 2"' in main(shown)


def test_a_copy_takes_the_chosen_files_and_says_which_it_leaves(client):
    card = make.project()
    taken, left = (make.attachment(card, "picture", name=name) for name in ("a.png", "b.png"))
    card.withdraw(by=card.made_by)
    client.force_login(card.made_by)
    shown = main(client.get(card.get_absolute_url()))
    assert f'value="{taken.key}"' in shown
    assert f'value="{left.key}"' in shown
    answer = client.post(
        reverse("kehrat:project_copy", args=[card.pk]), {"file": [str(taken.key), "x"]}, follow=True
    )
    copy = Project.objects.latest("pk")
    assert [file.sha256 for file in copy.attachments.all()] == [taken.sha256]
    assert copy.attachments.get().file.read() == taken.file.read()
    assert copy.attachments.get().file.name != taken.file.name
    told = [str(message) for message in answer.context["messages"]]
    assert f"Nämä tiedostot jäivät vanhaan korttiin: {left.title}." in told
