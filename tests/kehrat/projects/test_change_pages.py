"""The card's people see what is asked beside each field, answer there, and keep what was said."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from kehityspolku.models import Draft
from kehrat.models import ChangeRequest, Project
from kehrat.projects.models import FIELDS
from tests import make
from tests.kehrat.projects.test_card_draft import form_of
from tests.pages import main

pytestmark = pytest.mark.django_db


def words_of(answer):
    """The text of a page, feed or PDF."""
    if answer["Content-Type"] != "application/pdf":
        return answer.text
    return " ".join(
        " ".join(p.extract_text() for p in PdfReader(BytesIO(answer.content)).pages).split()
    )


def page(card, name="project_edit"):
    return "/en" + reverse(f"kehrat:{name}", args=[card.pk]).removeprefix("/en")


@pytest.fixture
def asked(client):
    asked = make.change()
    client.force_login(asked.project.made_by)
    return asked


def answered(asked):
    asked.refresh_from_db()
    return asked.state, asked.answer


def fields(client, asked, words):
    return form_of(client, asked.project) | {f"answer{asked.pk}": words}


def test_each_request_stands_beside_its_field(client):
    asked = make.change(**{"": "Lyhyemmin.", "goals": "Kenelle?", "phases": "Talvi?"})
    card = asked.project
    client.force_login(card.made_by)
    shown = main(client.get(page(card)))
    for name, words in [("whole", "Lyhyemmin."), ("goals", "Kenelle?"), ("phases", "Talvi?")]:
        assert f'href="#{name}"' in shown
        beside = shown[shown.index(f'id="{name}"') :]
        assert words in beside[: beside.index("<textarea")]


def test_an_answer_is_saved_with_the_card(client, asked):
    sent = fields(client, asked, " Nuorille. ") | {"goals": "Piha nuorille"}
    assert client.post(page(asked.project), sent).status_code == 302
    assert answered(asked) == ("answered", "Nuorille.")
    assert Project.objects.get(pk=asked.project_id).goals == ["Piha nuorille"]
    assert "Nuorille." in main(client.get(page(asked.project)))


def test_one_left_empty_is_not_answered(client, asked):
    client.post(page(asked.project), fields(client, asked, "  "))
    assert answered(asked) == ("open", "")


def test_an_answer_too_long_is_told_and_stays(client, asked):
    answer = client.post(page(asked.project), fields(client, asked, "x" * 4001))
    assert f'href="#id_answer{asked.pk}"' in main(answer)
    assert "x" * 4001 in main(answer)
    assert answered(asked) == ("open", "")


def test_another_cards_request_is_not_answered_here(client, asked):
    other = make.change()
    sent = fields(client, asked, "Oma.") | {f"answer{other.pk}": "Vieras."}
    client.post(page(asked.project), sent)
    assert (answered(asked)[0], answered(other)[0]) == ("answered", "open")


def test_what_sukkula_settled_meanwhile_is_told_with_the_words(client, asked):
    sent = fields(client, asked, "Nuorille.")
    ChangeRequest.objects.get(pk=asked.pk).resolve_change(by=asked.project.adviser)
    answer = client.post(page(asked.project), sent, follow=True)
    told = "Sukkula settled this meanwhile: Goals. Your answer was not saved: Nuorille."
    assert told in [str(message) for message in answer.context["messages"]]
    assert answered(asked) == ("resolved", "")


def test_a_row_more_keeps_the_answer_that_was_typed(client, asked):
    answer = client.post(page(asked.project), fields(client, asked, "Kesken") | {"add": "budget"})
    assert ">\nKesken</textarea>" in main(answer)
    assert answered(asked) == ("open", "")


def test_an_answer_typed_and_not_saved_is_kept_as_a_draft(client, asked):
    sent = fields(client, asked, "Kesken")
    client.post(page(asked.project, "project_draft"), sent)
    assert Draft.objects.count() == 1
    assert ">\nKesken</textarea>" in main(client.get(page(asked.project)))


def test_in_a_conflict_the_answer_stays(client, asked):
    sent = fields(client, asked, "Kesken") | {"title": "Oma"}
    card = Project.objects.get(pk=asked.project_id)
    card.write(make.ready_card(title="Toisen"), by=card.made_by, seen=card.card().mark())
    answer = client.post(page(card), sent)
    assert (answer.status_code, answered(asked)) == (409, ("open", ""))
    assert ">\nKesken</textarea>" in main(answer)


def test_giving_back_tells_how_many_wait_and_asks_for_nothing(client, asked):
    told = "1 change that Sukkula asked for has no answer yet."
    assert told in main(client.get(page(asked.project, "project")))
    assert client.post(page(asked.project, "project_resubmit")).status_code == 302
    assert Project.objects.get(pk=asked.project_id).state == "in_review"


def test_the_talk_stays_on_the_cards_page_for_its_people_alone(client):
    asked = make.change(state="resolved")
    card = Project.objects.get(pk=asked.project_id)
    member = make.member(card.kehra)
    card.resubmit(by=card.made_by)
    card.approve(by=card.adviser)
    for reader, sees in [(member, True), (make.user(), False), (make.user("reviewer"), False)]:
        client.force_login(reader)
        shown = main(client.get(page(card, "project")))
        assert ("Kenelle?" in shown, "Lisäsimme kohderyhmän." in shown) == (sees, sees)
    client.logout()
    assert "Kenelle?" not in client.get(page(card, "project")).text


@pytest.mark.parametrize("many", [1, 3, len(FIELDS)])
def test_writing_takes_as_many_queries_for_any_number(client, many, django_assert_num_queries):
    asked = make.change(**dict.fromkeys(FIELDS[:many], "Mitä?"))
    client.force_login(asked.project.made_by)
    client.get(page(asked.project))
    with django_assert_num_queries(15):
        client.get(page(asked.project))


def test_an_answer_typed_when_the_session_had_ended_is_there_after_sign_in(client, asked):
    sent = fields(client, asked, "Nuorille ja lapsille.")
    client.logout()
    client.post(page(asked.project), sent)
    client.force_login(asked.project.made_by)
    assert ">\nNuorille ja lapsille.</textarea>" in main(client.get(page(asked.project)))
    assert answered(asked) == ("open", "")


def test_an_answer_typed_to_what_was_settled_meanwhile_is_shown_and_told_of(client, asked):
    client.post(page(asked.project, "project_draft"), fields(client, asked, "Kesken"))
    ChangeRequest.objects.get(pk=asked.pk).resolve_change(by=asked.project.adviser)
    shown = client.get(page(asked.project))
    assert ">\nKesken</textarea>" in main(shown)
    answer = client.post(page(asked.project), fields(client, asked, "Kesken"), follow=True)
    told = "Sukkula settled this meanwhile: Goals. Your answer was not saved: Kesken"
    assert told in [str(message) for message in answer.context["messages"]]
    assert not Draft.objects.exists()


def test_no_document_and_no_feed_tells_of_the_talk(client):
    asked = make.change(state="answered", title="SALAPYYNTÖ")
    ChangeRequest.objects.update(answer="SALAVASTAUS")
    card = Project.objects.get(pk=asked.project_id)
    card.resubmit(by=card.made_by)
    card.approve(by=card.adviser)
    names = ("project", "project_pdf", "project_text", "project_json")
    pages = [page(card, name) for name in names]
    pages += [reverse("kehrat:city_feed"), reverse("kehrat:feed", args=[card.kehra.slug])]
    for address in [*pages, card.kehra.get_absolute_url()]:
        answer = client.get(address)
        assert answer.status_code == 200
        body = words_of(answer)
        assert ("SALA" in body, card.title in body) == (False, True)


def test_an_answer_given_meanwhile_is_not_written_over(client, asked):
    card = asked.project
    stale = form_of(client, card)
    asked.answer_change(by=make.coordinator(card.kehra), words="Toisen vastaus.")
    name = f"answer{asked.pk}"
    told = client.post(page(card), {**stale, name: "Oma vastaus."}, follow=True)
    assert answered(asked) == ("answered", "Toisen vastaus.")
    assert "Oma vastaus." in main(told)


def test_an_old_answer_left_as_it_was_does_not_come_back(client, asked):
    card, team = asked.project, make.coordinator(asked.project.kehra)
    asked.answer_change(by=team, words="Ensimmäinen.")
    stale = form_of(client, card)
    asked.answer_change(by=team, words="Toinen.")
    client.post(page(card), stale)
    assert answered(asked) == ("answered", "Toinen.")
