"""Two write one card: what one of them changed is taken, what both changed is asked."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from kehityspolku import moments
from kehrat.cards import merging
from kehrat.cards.card import Phase
from kehrat.models import Project
from tests import make
from tests.kehrat.projects.test_card_draft import form_of
from tests.kehrat.projects.test_pages import html, typed

pytestmark = pytest.mark.django_db


def page(card):
    return reverse("kehrat:project_edit", args=[card.pk])


def save(card, by=None, **changes):
    """What another saves meanwhile, by the verb."""
    card = Project.objects.get(pk=card.pk)
    by = by or make.coordinator(card.kehra)
    card.write(replace(card.card(), **changes), by=by, seen=card.card().mark())


def asked(answer):
    return {each.key: (each.mine, each.theirs) for each in answer.context["meanwhile"]}


def stored(card):
    return Project.objects.get(pk=card.pk).card()


def test_a_conflict_shows_both_and_loses_neither(client):
    project = make.project()
    client.force_login(make.coordinator(project.kehra))
    post = typed(project, description="Oma teksti")
    save(project, description="Toisen teksti")
    response = client.post(page(project), post)
    assert response.status_code == 409
    assert "Oma teksti" in html(response)
    assert "Toisen teksti" in html(response)
    assert stored(project).description == "Toisen teksti"
    again = client.post(page(project), post | {"seen": response.context["entry"].seen})
    assert (again.status_code, stored(project).description) == (302, "Oma teksti")


def test_the_language_is_taken_or_asked_like_any_part(client):
    project = make.project()
    client.force_login(make.coordinator(project.kehra))
    post = typed(project, description="Oma teksti")
    save(project, language="sv")
    assert client.post(page(project), post).status_code == 302
    assert (stored(project).language, stored(project).description) == ("sv", "Oma teksti")
    post = typed(Project.objects.get(pk=project.pk), language="en")
    save(project, language="fi")
    shown = client.post(page(project), post)
    assert (shown.status_code, set(asked(shown))) == (409, {"language"})
    again = post | {"seen": shown.context["entry"].seen, "crossed": "language", "take": "language"}
    assert client.post(page(project), again).status_code == 302
    assert stored(project).language == "fi"


def test_the_page_says_who_saved_and_when(client):
    project = make.project()
    client.force_login(project.made_by)
    other = make.user(name="Aino Virtanen")
    make.member(project.kehra, user=other, role="coordinator")
    post = typed(project, description="Oma teksti")
    with moments.days_ago(1):
        when = moments.now().astimezone(moments.HELSINKI)
        save(project, by=other, description="Toisen teksti")
    with translation.override("en"):
        shown = client.post(page(project), post)
    assert f"Aino Virtanen saved it last, on {when:%-d.%-m.%Y %H.%M}." in html(shown)


def test_in_a_conflict_one_takes_from_the_other_field_by_field(client):
    project = make.project()
    client.force_login(make.coordinator(project.kehra))
    post = typed(project, description="Oma teksti", benefits="Omat hyödyt")
    save(project, description="Toisen teksti", benefits="Toisen hyödyt", purpose="Uusi")
    shown = client.post(page(project), post)
    assert asked(shown) == {
        "description": (["Oma teksti"], ["Toisen teksti"]),
        "benefits": (["Omat hyödyt"], ["Toisen hyödyt"]),
    }
    taken = {"take": ["benefits", "kehra"], "seen": shown.context["entry"].seen}
    assert client.post(page(project), post | {"purpose": "Uusi"} | taken).status_code == 302
    card = stored(project)
    assert (card.description, card.benefits, card.purpose) == (
        "Oma teksti",
        "Toisen hyödyt",
        "Uusi",
    )


def test_what_was_taken_is_asked_again_when_a_third_saves_meanwhile(client):
    project = make.project()
    client.force_login(make.coordinator(project.kehra))
    post = typed(project, description="Oma teksti")
    save(project, description="Toisen teksti")
    seen = client.post(page(project), post).context["entry"].seen
    save(project, description="Kolmannen teksti")
    answer = client.post(page(project), post | {"seen": seen})
    assert answer.status_code == 409
    assert asked(answer)["description"] == (["Oma teksti"], ["Kolmannen teksti"])
    assert "Oma teksti" in html(answer)


def test_what_only_one_of_two_changed_is_saved_without_a_question(client):
    card = make.project()
    client.force_login(card.made_by)
    mine = form_of(client, card) | {"description": "Oma teksti"}
    save(card, purpose="Toisen tarkoitus")
    saved = client.post(page(card), mine, follow=True)
    assert (stored(card).description, stored(card).purpose) == ("Oma teksti", "Toisen tarkoitus")
    told = [str(message) for message in saved.context["messages"]]
    assert len(told) == 1
    assert merging.label("purpose") in told[0]


def test_what_only_the_other_changed_stands_in_the_form_of_a_conflict(client):
    card = make.project()
    client.force_login(card.made_by)
    mine = form_of(client, card) | {"description": "Oma teksti"}
    save(card, description="Toisen teksti", purpose="Toisen tarkoitus")
    shown = client.post(page(card), mine).context["entry"].form
    assert (shown["description"].value(), shown["purpose"].value()) == (
        "Oma teksti",
        "Toisen tarkoitus",
    )


def rows_of(answer, name="phases"):
    """The rows of a form as shown, as the browser posts them."""
    rows = answer.context["entry"].rows[name]
    fields = {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": 0}
    for form in rows:
        fields |= {field.html_name: field.value() or "" for field in form}
    return fields


FIRST, SECOND = Phase("I", date(2027, 1, 1)), Phase("II", date(2027, 6, 1))


def test_rows_that_each_changed_another_of_are_saved_together(client):
    card = make.project(phases=[FIRST, SECOND])
    client.force_login(card.made_by)
    mine = form_of(client, card) | {"phases-0-ends": "2027-03-31"}
    save(card, phases=[FIRST, replace(SECOND, ends=date(2027, 12, 31)), Phase("III")])
    assert client.post(page(card), mine).status_code == 302
    ends = [(phase.name, phase.ends) for phase in stored(card).phases]
    assert ends == [("I", date(2027, 3, 31)), ("II", date(2027, 12, 31)), ("III", None)]


def test_a_row_that_both_changed_is_asked_alone(client):
    card = make.project(phases=[FIRST, SECOND])
    client.force_login(card.made_by)
    mine = form_of(client, card) | {"phases-0-ends": "2027-03-31", "phases-1-name": "II osa"}
    save(card, phases=[replace(FIRST, ends=date(2027, 4, 30)), SECOND])
    shown = client.post(page(card), mine)
    assert asked(shown) == {"phases/0": (["I: 1.1.–31.3.2027"], ["I: 1.1.–30.4.2027"])}
    mine |= {"seen": shown.context["entry"].seen, **rows_of(shown)}
    assert client.post(page(card), mine | {"take": "phases/0"}).status_code == 302
    ends = [(phase.name, phase.ends) for phase in stored(card).phases]
    assert ends == [("I", date(2027, 4, 30)), ("II osa", None)]


def test_a_row_that_the_other_removed_and_one_changed_is_asked(client):
    card = make.project(phases=[FIRST, SECOND])
    client.force_login(card.made_by)
    mine = form_of(client, card) | {"phases-1-ends": "2027-12-31"}
    save(card, phases=[FIRST])
    shown = client.post(page(card), mine)
    ((key, texts),) = asked(shown).items()
    assert texts == (["II: 1.6.–31.12.2027"], [])
    mine |= {"seen": shown.context["entry"].seen, **rows_of(shown)}
    client.post(page(card), mine | {"take": key})
    assert [phase.name for phase in stored(card).phases] == ["I"]


def test_lists_are_put_together_line_by_line(client):
    card = make.project(goals=["Piha", "Talo", "Puisto"])
    client.force_login(card.made_by)
    mine = form_of(client, card) | {"goals": "Piha\nTalo\nPuisto ja keinut\nTori"}
    save(card, goals=["Iso piha", "Talo", "Puisto"])
    assert client.post(page(card), mine).status_code == 302
    assert stored(card).goals == ["Iso piha", "Talo", "Puisto ja keinut", "Tori"]


def test_a_row_button_and_a_mistake_keep_the_questions(client):
    card = make.project()
    client.force_login(card.made_by)
    mine = form_of(client, card) | {"description": "Oma teksti"}
    save(card, description="Toisen teksti")
    mine |= {"seen": client.post(page(card), mine).context["entry"].seen, "crossed": "description"}
    for press in ({"add": "phases"}, {"title": ""}):
        answer = client.post(page(card), mine | press)
        assert asked(answer) == {"description": (None, ["Toisen teksti"])}


def test_of_a_form_that_does_not_say_what_was_read_all_is_asked(client):
    card = make.project()
    client.force_login(card.made_by)
    for seen in ("", "väärä", card.card().mark()):
        post = form_of(client, card) | {"seen": seen, "description": "Oma teksti"}
        save(card, description=f"Toisen teksti {seen}", purpose="Toisen")
        answer = client.post(page(card), post | {"purpose": "Oma"})
        if seen:
            assert set(asked(answer)) == {"description", "purpose"}
