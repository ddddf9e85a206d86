"""What is typed on a card is kept for its editor alone; only Save changes the card."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from kehityspolku.models import Event
from kehityspolku.web.kept_form import LONGEST
from kehrat import personal
from kehrat.models import CardDraft, Project
from tests import make
from tests.pages import main

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


HTMX = {"HX-Request": "true"}


def keep(client, card, **typed):
    address = reverse("kehrat:project_draft", args=[card.pk])
    return client.post(address, form_of(client, card) | typed, headers=HTMX)


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
    assert 'value="Piha kaikille"' in main(shown)
    assert "Discard it and show the card as saved" in main(shown)


def test_one_draft_of_each_editor_that_no_other_sees(client, card):
    client.force_login(card.made_by)
    keep(client, card, title="Eka")
    keep(client, card, title="Toka")
    assert CardDraft.objects.get().data()["title"] == "Toka"
    client.force_login(make.member(card.kehra, role="coordinator"))
    shown = client.get(page(card))
    assert "Toka" not in shown.text
    assert 'value="Piha"' in main(shown)


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
    assert 'value="Minun"' in main(shown)
    answer = client.post(page(card), fields)
    assert answer.status_code == 409
    assert "Toisen" in main(answer)
    assert 'value="Minun"' in main(answer)


def test_discarding_shows_the_card_as_saved(client, card):
    client.force_login(card.made_by)
    keep(client, card, title="Piha kaikille")
    answer = client.post(reverse("kehrat:project_draft_discard", args=[card.pk]), follow=True)
    assert 'value="Piha"' in main(answer)
    assert CardDraft.objects.count() == 0


def test_what_is_not_kept_is_told_in_words_and_stays_with_the_browser(client, card):
    address = reverse("kehrat:project_draft", args=[card.pk])
    signed_out = client.post(address, {"title": "x"}, headers=HTMX)
    client.force_login(card.made_by)
    too_long = client.post(address, {"title": "x" * (LONGEST + 1)}, headers=HTMX)
    card.submit(by=card.made_by)
    closed = client.post(address, {"title": "x"}, headers=HTMX)
    answers = [signed_out, too_long, closed]
    assert [answer.status_code for answer in answers] == [401, 422, 409]
    assert {answer["HX-Trigger"] for answer in answers} == {"portal:unsaved"}
    assert f'href="{reverse("account_login")}"' in signed_out.text
    assert "Shorten it" in too_long.text
    assert "submitted or withdrawn meanwhile" in closed.text
    assert CardDraft.objects.count() == 0


def test_without_htmx_the_pages_answer_and_lose_nothing(client, card):
    """A whole page in each case, with what was typed or the way to it."""
    address, long = reverse("kehrat:project_draft", args=[card.pk]), "x " * LONGEST
    away = client.post(address, {"title": "Piha kaikille"})
    assert away.url == f"{reverse('account_login')}?next={page(card)}"
    client.force_login(card.made_by)
    assert 'value="Piha kaikille"' in client.get(page(card)).text
    kept = client.post(address, {"title": "Piha meille"})
    assert (kept.url, "Piha meille" in client.get(page(card)).text) == (page(card), True)
    too_long = client.post(address, {"title": long})
    assert (too_long.status_code, long.strip() in too_long.text) == (413, True)
    card.submit(by=card.made_by)
    closed = client.post(address, {"title": "Piha kaikille"})
    assert (closed.status_code, "Piha kaikille" in closed.text) == (409, True)


def test_a_card_whose_text_is_closed_takes_no_draft(card):
    by = card.made_by
    card.submit(by=by)
    with pytest.raises(PermissionDenied):
        CardDraft.objects.keep(card, by=by, text="title=x")


def test_a_draft_typed_on_the_conflict_page_meets_the_conflict_again(client, card):
    client.force_login(card.made_by)
    fields = form_of(client, card) | {"title": "Minun"}
    Project.objects.filter(pk=card.pk).update(title="Toisen")
    met = client.post(page(card), fields)
    assert met.status_code == 409
    seen = fields["seen"].replace("-", "\\u002D")
    assert f"""hx-vals='{{"seen": "{seen}"}}'""" in main(met)


def test_ticks_of_a_conflict_stay_while_the_form_is_mended_and_come_back_with_the_draft(
    client, card
):
    client.force_login(card.made_by)
    fields = form_of(client, card) | {"description": "Minun"}
    Project.objects.filter(pk=card.pk).update(description="Toisen")
    fields |= {"seen": client.post(page(card), fields).context["mark"]}
    fields |= {"take": ["description", "language", "kehra"]}
    wrong = client.post(page(card), fields | {"title": ""})
    assert [name for name, _words in wrong.context["taken"]] == ["description"]
    assert 'id="take-description" checked' in main(wrong)
    client.post(reverse("kehrat:project_draft", args=[card.pk]), fields)
    assert 'id="take-description" checked' in main(client.get(page(card)))
    assert client.post(page(card), fields).status_code == 302
    assert Project.objects.get(pk=card.pk).description == "Toisen"


def test_unsaved_texts_are_on_ones_own_page_while_the_card_is_open(client, card):
    client.force_login(card.made_by)
    keep(client, card, title="Piha kaikille")
    other = make.member(card.kehra, role="coordinator")
    link = [("Unsaved text of “Piha”", page(card))]
    assert list(personal.drafts(card.made_by)) == link
    assert f'href="{page(card)}"' in main(client.get(reverse("me")))
    assert list(personal.drafts(other)) == []
    card.submit(by=other)
    assert list(personal.drafts(card.made_by)) == []


def test_a_persons_drafts_go_with_the_person(client):
    editor = make.user()
    CardDraft.objects.create(
        project=make.project(), editor=editor, text="title=x", saved_at=timezone.now()
    )
    editor.delete()
    assert CardDraft.objects.count() == 0


def test_the_browser_keeps_it_under_the_name_of_the_editor_and_the_card(client, card):
    client.force_login(card.made_by)
    assert f'data-keep="{card.made_by.pk}-{card.pk}"' in main(client.get(page(card)))


def test_the_page_asks_as_many_queries_with_a_draft_of_any_size(client, card):
    client.force_login(card.made_by)
    counts = []
    for rows in (1, 3, 30):
        typed = {f"phases-{at}-name": f"Vaihe {at}" for at in range(rows)}
        keep(client, card, **typed, **{"phases-TOTAL_FORMS": rows, "title": f"Piha {rows}"})
        with CaptureQueriesContext(connection) as asked:
            assert f'name="phases-{rows - 1}-name"' in main(client.get(page(card)))
        counts.append(len(asked))
    assert len(set(counts)) == 1


def test_any_text_kept_opens_again(client, card):
    client.force_login(card.made_by)
    address = reverse("kehrat:project_draft", args=[card.pk])
    rows = [{"budget-TOTAL_FORMS": "99999"}, {"phases-TOTAL_FORMS": "x"}, {"phases-0-starts": "?"}]
    texts = [
        {},
        {"title": ""},
        {"title": "a\0b"},
        {"title": "\u202e🧶"},
        {"seen": "'\"<", "take": "x"},
    ]
    for typed in rows + texts:
        assert client.post(address, typed, headers=HTMX).status_code in (200, 400)
        assert client.get(page(card)).status_code == 200
