"""Changes of single fields at the desk: asked for on one page, settled one by one on the card's."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kehrat.models import ChangeRequest
from kehrat.projects.models import FIELDS
from tests import make
from tests.pages import main
from tests.races import at_once

pytestmark = pytest.mark.django_db


def asking(card):
    return f"/en/sukkula/hankkeet/{card.pk}/pyyda-muutoksia/"


def page(card):
    return f"/en/sukkula/hankkeet/{card.pk}/"


def resolve(client, asked):
    return client.post(reverse("sukkula:change_resolve", args=[asked.pk]))


@pytest.fixture
def card(client):
    card = make.project(state="in_review")
    client.force_login(card.adviser)
    return card


def test_the_adviser_names_fields_with_words_each(client, card):
    assert "The card as a whole" in main(client.get(asking(card)))
    words = {"message": "", "change_goals": " Kenelle? ", "change_": "Lyhyemmin.", "change_x": "?"}
    assert client.post(asking(card), words).status_code == 302
    card.refresh_from_db()
    asked = card.change_requests.order_by("pk").values_list("field", "words", "by")
    assert (card.state, list(asked)) == (
        "changes_requested",
        [("", "Lyhyemmin.", card.adviser_id), ("goals", "Kenelle?", card.adviser_id)],
    )


def test_the_words_carry_the_language_they_were_written_in(client, card):
    client.post(asking(card).replace("/en/", "/sv/"), {"message": "Hej", "change_goals": "Vem?"})
    client.force_login(card.made_by)
    for name in ("project", "project_edit"):
        told = main(client.get(reverse(f"kehrat:{name}", args=[card.pk])))
        said = re.findall(r'lang="(\w\w)">\s*(?:<p[^>]*>)?(Hej|Vem)', told)
        assert sorted(said) == [("sv", "Hej"), ("sv", "Vem")]


def test_nothing_named_and_nothing_said_is_no_request(client, card):
    answer = client.post(asking(card), {"message": " ", "change_goals": "\n"})
    assert list(answer.context["form"].errors) == ["message"]
    assert not ChangeRequest.objects.exists()


def test_words_too_long_stay_in_an_open_box(client, card):
    answer = client.post(asking(card), {"change_goals": "x" * 4001})
    assert list(answer.context["form"].errors) == ["change_goals"]
    assert "<details open><summary>Goals" in main(answer)
    assert "x" * 4001 in main(answer)


def test_every_field_of_the_card_can_be_asked_of(client, card):
    client.post(asking(card), {f"change_{name}": "Mitä?" for name in FIELDS})
    assert sorted(card.change_requests.values_list("field", flat=True)) == sorted(FIELDS)


def test_the_card_shows_both_sides_and_each_is_settled(client):
    asked = make.change(state="answered")
    adviser = asked.project.adviser
    client.force_login(adviser)
    shown = main(client.get(page(asked.project)))
    assert "Kenelle?" in shown
    assert "Lisäsimme kohderyhmän." in shown
    assert resolve(client, asked).url.endswith("#changes")
    shown = main(client.get(page(asked.project)))
    assert f"{adviser} found it in order on" in shown
    assert reverse("sukkula:change_resolve", args=[asked.pk]) not in shown
    assert resolve(client, asked).status_code == 409


def test_asked_again_from_the_card(client):
    asked = make.change(state="answered")
    card = asked.project
    card.refresh_from_db()
    card.resubmit(by=card.made_by)
    client.force_login(card.adviser)
    assert "pyyda-muutoksia/#id_change_goals" in main(client.get(page(card)))
    client.post(asking(card), {"change_goals": "Entä lapset?"})
    shown = main(client.get(page(card)))
    assert "Kenelle?" in shown
    assert "Lisäsimme kohderyhmän." in shown
    assert "Entä lapset?" in shown


def test_another_adviser_reads_but_does_not_settle(client):
    asked = make.change(state="answered")
    client.force_login(make.user("adviser"))
    address = reverse("sukkula:change_resolve", args=[asked.pk])
    shown = main(client.get(page(asked.project)))
    assert ("Kenelle?" in shown, address in shown) == (True, False)
    assert client.post(address).status_code == 403


def test_the_page_takes_the_same_queries_for_one_and_many(client, card):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as taken:
            client.get(page(card))
        return len(taken)

    card.ask_changes(by=card.adviser, changes={"goals": "Kenelle?"})
    client.get(page(card))
    one = queries()
    for name in FIELDS[5:]:
        row = {"project": card, "field": name, "words": "Mitä?", "by": make.user("adviser")}
        ChangeRequest.objects.create(**row)
    assert queries() == one


@pytest.mark.django_db(transaction=True)
def test_two_settle_one_request_at_once_and_one_is_told():
    asked = make.change()
    adviser, lead = asked.project.adviser, make.user("lead")

    def settle(by):
        copy = ChangeRequest.objects.get(pk=asked.pk)
        return lambda: copy.resolve_change(by=by) or by

    won, told = sorted(at_once(settle(adviser), settle(lead)), key=lambda who: who == "WrongState")
    asked.refresh_from_db()
    assert (asked.state, asked.settled_by, told) == ("resolved", won, "WrongState")


@pytest.mark.parametrize("act", ["hyvaksy", "hylkaa"])
def test_a_decision_tells_first_what_it_leaves_as_it_is(client, act):
    asked = make.change(state="answered")
    card = asked.project
    card.refresh_from_db()
    client.force_login(card.adviser)
    card.resubmit(by=card.made_by)
    shown = main(client.get(f"{page(card)}{act}/"))
    assert "1 change that you asked for is not settled." in shown
    assert "<li>Goals: answered</li>" in shown
    ChangeRequest.objects.get().resolve_change(by=card.adviser)
    assert "not settled" not in client.get(f"{page(card)}{act}/").text


def test_the_desk_tells_how_many_are_asked_for_and_answered(client):
    card = make.change(goals="Kenelle?", budget="Vuokra?").project
    ChangeRequest.objects.get(field="budget").answer_change(by=card.made_by, words="Korjattu.")
    client.force_login(card.adviser)
    card.refresh_from_db()
    told = "Changes asked for: 2, answered: 1"
    assert told in main(client.get("/en/sukkula/", {"tab": "others"}))
    card.resubmit(by=card.made_by)
    assert told in main(client.get("/en/sukkula/"))
    card.approve(by=card.adviser)
    assert "Changes asked for" not in client.get("/en/sukkula/").text


@pytest.mark.parametrize("many", [1, 3, 20])
def test_the_desk_takes_the_same_queries_for_one_and_many(client, many, django_assert_num_queries):
    adviser = make.user("adviser")
    kehra = make.kehra()
    for _ in range(many):
        make.change(kehra, adviser=adviser)
    client.force_login(adviser)
    client.get("/en/sukkula/", {"tab": "others"})
    with django_assert_num_queries(14):
        client.get("/en/sukkula/", {"tab": "others"})


def test_an_acts_page_leads_back_to_the_card(client, card):
    back = reverse("sukkula:review", args=[card.pk])
    for act in ("hyvaksy", "hylkaa", "pyyda-muutoksia"):
        shown = main(client.get(f"{page(card)}{act}/"))
        assert f'<a href="/en{back}">Back without doing it</a>' in shown
