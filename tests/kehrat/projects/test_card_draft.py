"""What is typed on a card is kept for its editor alone; only Save changes the card."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from kehityspolku.events import waiting
from kehityspolku.models import Draft, Event
from kehityspolku.moments import days_ago
from kehityspolku.tasks import forget_old
from kehityspolku.web.kept_form import LONGEST
from kehityspolku.web.models import MOST_DRAFTS
from kehrat.models import Project
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


def form_of(client, card, query=""):
    """The fields of the edit page, opened now, as the browser would post them."""
    shown = client.get(page(card) + query).context
    entry, opened = shown["entry"], shown["opened"]
    fields = {field.html_name: field.value() for field in entry if field.value() is not None}
    for name, rows in entry.rows.items():
        fields |= {
            f"{name}-TOTAL_FORMS": len(rows),
            f"{name}-INITIAL_FORMS": rows.initial_form_count(),
        }
    fields = {name: value for name, value in fields.items() if value is not False}
    return fields | {"seen": entry.seen, "draft": str(opened.form), "continues": opened.continues}


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
    assert "Others see it once you save." in answer.text
    assert Project.objects.get(pk=card.pk).title == "Piha"
    assert Event.objects.count() == events
    shown = client.get(page(card))
    assert 'value="Piha kaikille"' in main(shown)
    assert "Discard it and show what is saved" in main(shown)


def test_no_other_editor_sees_a_draft(client, card):
    client.force_login(card.made_by)
    keep(client, card, title="Toka")
    client.force_login(make.member(card.kehra, role="coordinator"))
    shown = client.get(page(card))
    assert "Toka" not in shown.text
    assert 'value="Piha"' in main(shown)


def titles():
    return sorted(draft.data()["title"] for draft in Draft.objects.all())


def send(client, card, fields, **typed):
    address = reverse("kehrat:project_draft", args=[card.pk])
    return client.post(address, fields | typed, headers=HTMX)


def test_two_tabs_of_one_editor_keep_what_each_typed(client, card):
    client.force_login(card.made_by)
    one, two = form_of(client, card), form_of(client, card)
    send(client, card, one, title="Eka")
    send(client, card, two, title="Toka")
    send(client, card, one, title="Eka jatkuu")
    assert titles() == ["Eka jatkuu", "Toka"]
    shown = client.get(page(card)).context["opened"]
    assert [d.data()["title"] for d in (shown.shown, *shown.others)] == ["Eka jatkuu", "Toka"]
    other = client.get(f"{page(card)}?draft={two['draft']}")
    assert 'value="Toka"' in main(other)


def test_a_form_opened_with_a_draft_goes_on_from_it(client, card):
    client.force_login(card.made_by)
    first = form_of(client, card)
    send(client, card, first, title="Eka")
    second = form_of(client, card)
    assert second["draft"] != first["draft"]
    send(client, card, second, title="Eka jatkuu")
    assert titles() == ["Eka jatkuu"]
    send(client, card, first, title="Toinen jatko")
    assert titles() == ["Eka jatkuu", "Toinen jatko"]


def test_what_was_typed_in_the_other_tab_since_is_not_replaced(client, card):
    client.force_login(card.made_by)
    first = form_of(client, card)
    send(client, card, first, title="Eka")
    second = form_of(client, card)
    send(client, card, first, title="Eka ja lisää")
    send(client, card, second, title="Toka")
    assert titles() == ["Eka ja lisää", "Toka"]
    assert client.post(page(card), second | {"title": "Toka"}).status_code == 302
    assert titles() == ["Eka ja lisää"]
    discard = reverse("kehrat:project_draft_discard", args=[card.pk])
    client.post(discard, {"draft": second["draft"]})
    assert titles() == ["Eka ja lisää"]


def test_drafts_are_so_many_and_no_more(client, card):
    client.force_login(card.made_by)
    fields = form_of(client, card)
    for at in range(MOST_DRAFTS):
        assert send(client, card, fields, draft=str(uuid4()), title=f"{at}").status_code == 200
    full = send(client, card, fields, title="Yksi liikaa")
    assert (full.status_code, full["HX-Trigger"]) == (422, "portal:unsaved")
    assert "You have 20 unsaved texts here." in full.text
    assert Draft.objects.count() == MOST_DRAFTS


def test_drafts_left_long_ago_go_by_the_clock(client, card):
    client.force_login(card.made_by)
    with days_ago(91):
        keep(client, card, title="Vanha")
    with days_ago(89):
        keep(client, card, title="Uudempi")
    forget_old()
    assert titles() == ["Uudempi"]


def test_what_could_not_be_saved_is_kept_without_script_too(client, card):
    client.force_login(card.made_by)
    fields = form_of(client, card) | {"title": "", "description": "Minun"}
    assert client.post(page(card), fields).status_code == 200
    assert client.get(page(card)).context["entry"].form["description"].value() == "Minun"


def test_saving_ends_the_draft(client, card):
    client.force_login(card.made_by)
    fields = form_of(client, card) | {"title": "Piha kaikille"}
    send(client, card, fields)
    assert client.post(page(card), fields).status_code == 302
    assert Project.objects.get(pk=card.pk).title == "Piha kaikille"
    assert Draft.objects.count() == 0


def test_a_draft_that_says_what_the_card_says_is_not_offered(client, card):
    client.force_login(card.made_by)
    keep(client, card)
    assert client.get(page(card)).context["opened"].shown is None
    assert Draft.objects.count() == 0


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
    assert Draft.objects.count() == 0


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
    assert Draft.objects.count() == 0


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


def test_a_draft_typed_on_the_conflict_page_meets_the_conflict_again(client, card):
    client.force_login(card.made_by)
    fields = form_of(client, card) | {"title": "Minun"}
    Project.objects.filter(pk=card.pk).update(title="Toisen")
    met = client.post(page(card), fields)
    assert met.status_code == 409
    fields |= {"seen": met.context["entry"].seen, "crossed": "title", "description": "Lisää"}
    client.post(reverse("kehrat:project_draft", args=[card.pk]), fields, headers=HTMX)
    again = client.get(page(card)).context
    assert [(each.key, each.theirs) for each in again["meanwhile"]] == [("title", ["Toisen"])]
    assert again["entry"].form["title"].value() == "Minun"


def test_ticks_of_a_conflict_stay_while_the_form_is_mended_and_come_back_with_the_draft(
    client, card
):
    client.force_login(card.made_by)
    fields = form_of(client, card) | {"description": "Minun"}
    Project.objects.filter(pk=card.pk).update(description="Toisen")
    fields |= {"seen": client.post(page(card), fields).context["entry"].seen}
    fields |= {"crossed": ["description"], "take": ["description", "language/1", "kehra"]}
    ticked = 'id="take-description" form="card" checked'
    wrong = client.post(page(card), fields | {"title": ""})
    assert ticked in main(wrong)
    client.post(reverse("kehrat:project_draft", args=[card.pk]), fields)
    assert ticked in main(client.get(page(card)))
    assert client.post(page(card), fields).status_code == 302
    assert Project.objects.get(pk=card.pk).description == "Toisen"


def test_unsaved_texts_wait_for_oneself_while_the_card_is_open(client, card):
    client.force_login(card.made_by)
    keep(client, card, title="Piha kaikille")
    other = make.member(card.kehra, role="coordinator")

    def told(person):
        found = waiting.with_things(person)
        unsaved = [each for each in found if "Text of cards" in str(each.words)]
        return [(thing.title, thing.url) for each in unsaved for thing in each.things]

    with translation.override("en"):
        assert told(card.made_by) == [("Piha", page(card))]
        assert f'href="{page(card)}"' in main(client.get(reverse("waits")))
        assert told(other) == []
        card.submit(by=other)
        assert told(card.made_by) == []


def test_a_persons_drafts_go_with_the_person():
    editor = make.user()
    Draft.objects.keep("kehrat:project_edit", by=editor, form=uuid4(), text="title=x")
    editor.delete()
    assert Draft.objects.count() == 0


def test_the_browser_keeps_it_under_the_name_of_editor_card_and_form(client, card):
    client.force_login(card.made_by)
    shown = client.get(page(card))
    name = f"{card.made_by.pk}-{card.pk}-{shown.context['opened'].form}"
    assert f'data-keep="{name}"' in main(shown)


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


def new_form(client, address):
    """The form of a new card, opened now, with its title typed."""
    opened = client.get(address).context["opened"]
    fields = {"draft": str(opened.form), "continues": opened.continues, "place": opened.place}
    return fields | {"title": "Uusi piha", "language": "sv"}


def test_a_new_card_is_kept_before_it_is_begun(client):
    kehra = make.kehra()
    client.force_login(make.coordinator(kehra))
    address = reverse("kehrat:project_new", args=[kehra.slug])
    fields = new_form(client, address)
    kept = client.post(reverse("draft"), fields, headers=HTMX)
    assert (kept.status_code, kept["HX-Trigger"]) == (200, "portal:saved")
    again = client.get(address)
    assert 'value="Uusi piha"' in main(again)
    assert client.post(address, new_form(client, address)).status_code == 302
    assert (Project.objects.get().title, Draft.objects.count()) == ("Uusi piha", 0)


def test_what_waits_leads_back_to_a_new_card_that_was_not_saved(client):
    """To its own opening of the form, of a Kehrä and of Sukkula's host."""
    lead, kehra = make.user("lead"), make.kehra()
    its, hosts = (
        reverse("kehrat:project_new", args=[kehra.slug]),
        reverse("kehrat:host_project_new"),
    )
    for address, person in ((its, make.coordinator(kehra)), (hosts, lead)):
        client.force_login(person)
        tabs = [new_form(client, address), new_form(client, address)]
        for fields, title in zip(tabs, ("Ensimmäinen", "Toinen"), strict=True):
            client.post(reverse("draft"), fields | {"title": title}, headers=HTMX)
        told = [thing for w in waiting.with_things(person) for thing in w.things]
        urls = [thing.url for thing in told if thing.url.startswith(address)]
        opened = [client.get(url).context["form"]["title"].value() for url in urls]
        assert sorted(opened) == ["Ensimmäinen", "Toinen"]


def test_a_new_card_kept_can_be_discarded(client):
    kehra = make.kehra()
    client.force_login(make.coordinator(kehra))
    address = reverse("kehrat:project_new", args=[kehra.slug])
    fields = new_form(client, address)
    client.post(reverse("draft"), fields, headers=HTMX)
    client.post(address, {"discard": "", "draft": fields["draft"]})
    assert (Draft.objects.count(), Project.objects.count()) == (0, 0)


def test_nothing_is_kept_for_a_place_that_the_form_was_not_given(client):
    kehra = make.kehra()
    client.force_login(make.coordinator(kehra))
    fields = new_form(client, reverse("kehrat:project_new", args=[kehra.slug]))
    client.force_login(make.user())
    for place in (fields["place"], "", "x", fields["place"][:-1]):
        answer = client.post(reverse("draft"), fields | {"place": place}, headers=HTMX)
        assert answer.status_code == 400
    assert Draft.objects.count() == 0
