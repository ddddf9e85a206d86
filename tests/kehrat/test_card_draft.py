"""What is typed on a card is kept for its editor alone; only Save changes the card."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from kehityspolku.models import Event
from kehityspolku.typed import LONGEST
from kehrat.models import CardDraft, Project
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def card():
    return make.project(title="Piha")


def form_of(client, card):
    """The fields of the edit page as the browser would post them."""
    entry = client.get(page(card)).context["entry"]
    fields = {field.html_name: field.value() for field in entry if field.value() is not None}
    for name, rows in entry.rows.items():
        fields |= {
            f"{name}-TOTAL_FORMS": len(rows),
            f"{name}-INITIAL_FORMS": rows.initial_form_count(),
        }
    fields = {name: value for name, value in fields.items() if value is not False}
    return fields | {"seen": client.get(page(card)).context["mark"]}


def page(card):
    return reverse("kehrat:project_edit", args=[card.pk])


def keep(client, card, **typed):
    address = reverse("kehrat:project_draft", args=[card.pk])
    return client.post(address, form_of(client, card) | typed)


def test_what_is_typed_is_kept_and_shown_again_and_the_card_stays(client, card):
    client.force_login(card.made_by)
    events = Event.objects.count()
    answer = keep(client, card, title="Piha kaikille")
    assert answer.status_code == 200
    assert answer["HX-Trigger"] == "portal:saved"
    assert "Others see it once you save the card." in answer.text
    assert Project.objects.get(pk=card.pk).title == "Piha"
    assert Event.objects.count() == events
    shown = client.get(page(card))
    assert 'value="Piha kaikille"' in shown.text
    assert "Discard it and show the card as saved" in shown.text


def test_one_draft_of_each_editor_that_no_other_sees(client, card):
    client.force_login(card.made_by)
    keep(client, card, title="Eka")
    keep(client, card, title="Toka")
    assert CardDraft.objects.get().data()["title"] == "Toka"
    client.force_login(make.member(card.kehra, role="coordinator"))
    shown = client.get(page(card))
    assert "Toka" not in shown.text
    assert 'value="Piha"' in shown.text


def test_saving_ends_the_draft(client, card):
    client.force_login(card.made_by)
    fields = form_of(client, card) | {"title": "Piha kaikille"}
    keep(client, card, title="Piha kaikille")
    assert client.post(page(card), fields).status_code == 302
    assert Project.objects.get(pk=card.pk).title == "Piha kaikille"
    assert CardDraft.objects.count() == 0


def test_a_draft_that_says_what_the_card_says_is_not_offered(client, card):
    client.force_login(card.made_by)
    keep(client, card)
    assert client.get(page(card)).context["draft"] is None
    assert CardDraft.objects.count() == 0


def test_a_draft_begun_before_another_saved_meets_the_conflict(client, card):
    client.force_login(card.made_by)
    fields = form_of(client, card) | {"title": "Minun"}
    keep(client, card, title="Minun")
    other = make.member(card.kehra, role="coordinator")
    current = Project.objects.get(pk=card.pk)
    written = make.ready_card(title="Toisen")
    current.write(written, by=other, seen=current.card().mark())
    shown = client.get(page(card))
    assert 'value="Minun"' in shown.text
    answer = client.post(page(card), fields)
    assert answer.status_code == 409
    assert "Toisen" in answer.text
    assert 'value="Minun"' in answer.text


def test_discarding_shows_the_card_as_saved(client, card):
    client.force_login(card.made_by)
    keep(client, card, title="Piha kaikille")
    answer = client.post(reverse("kehrat:project_draft_discard", args=[card.pk]), follow=True)
    assert 'value="Piha"' in answer.text
    assert CardDraft.objects.count() == 0


def test_signed_out_or_too_long_keeps_nothing(client, card):
    address = reverse("kehrat:project_draft", args=[card.pk])
    assert client.post(address, {"title": "x"}).status_code == 401
    client.force_login(card.made_by)
    assert client.post(address, {"title": "x" * (LONGEST + 1)}).status_code == 413
    assert CardDraft.objects.count() == 0


def test_a_card_whose_text_is_closed_takes_no_draft(client, card):
    by = card.made_by
    card.submit(by=by)
    with pytest.raises(PermissionDenied):
        CardDraft.objects.keep(card, by=by, text="title=x")
    client.force_login(by)
    answer = client.post(reverse("kehrat:project_draft", args=[card.pk]), {"title": "x"})
    assert answer.status_code == 403


def test_any_text_kept_opens_again(client, card):
    client.force_login(card.made_by)
    address = reverse("kehrat:project_draft", args=[card.pk])
    for typed in ({}, {"title": ""}, {"budget-TOTAL_FORMS": "99999"}, {"phases-TOTAL_FORMS": "x"}):
        assert client.post(address, typed).status_code == 200
        assert client.get(page(card)).status_code == 200
