"""What plans have and Helka's card lacks: on the form, the page, in files and versions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from kehrat.cards.card import BudgetRow, Contact, FunderRow, Phase
from kehrat.cards.diff import changes
from kehrat.cards.reading import read
from kehrat.cards.writing import write
from kehrat.models import Project
from tests import make
from tests.kehrat.projects.test_pages import html, page, typed
from tests.pages import main

pytestmark = pytest.mark.django_db

PLAN = {
    "need": "Piha on lukossa iltaisin.",
    "target_group": "Korttelin 600 asukasta",
    "measures": "Talkoot keväällä, vuorot kesällä.",
    "risks": "Ilkivalta: piha valaistaan.",
}
LEENA = Contact("Leena Esimerkki", "leena@piha.example", "040 555 0142", "pihavastaava")


def edit(client, project, **changes):
    """Post the card's form as its coordinator; the answer, the card as it then is."""
    client.force_login(make.coordinator(project.kehra))
    url = reverse("kehrat:project_edit", args=[project.pk])
    answer = client.post(url, typed(project, **changes))
    return answer, Project.objects.get(pk=project.pk).card()


def contact(**changes):
    """What the form posts of one contact person."""
    said = LEENA.to_json() | changes
    posted = {f"contacts-0-{name}": words for name, words in said.items()}
    return {"contacts-TOTAL_FORMS": "1", **posted}


def document(client, project):
    """The words of the card's PDF, in plain spaces."""
    body = page(client, "project_pdf", project.pk).content
    return "".join(p.extract_text() for p in PdfReader(BytesIO(body)).pages).replace("\xa0", " ")


# Background and need, target group, measures, risks


def test_they_are_written_on_the_form_and_read_on_the_page(client):
    project = make.project()
    answer, card = edit(client, project, **PLAN)
    assert answer.status_code == 302
    assert {name: getattr(card, name) for name in PLAN} == PLAN
    told = main(page(client, "project", project.pk))
    assert [words for words in PLAN.values() if words not in told] == []


def test_they_are_in_every_file_and_version_and_read_back(client):
    project = make.project(state="approved", **PLAN)
    text = write(project.card())
    assert "Tausta ja tarve\nPiha on lukossa iltaisin." in text
    assert read(text).card == project.card()
    data = page(client, "project_json", project.pk).json()
    assert {name: data[name] for name in PLAN} == PLAN
    drawn = " ".join(document(client, project).split())
    assert [words for words in PLAN.values() if words not in drawn] == []
    assert {name: project.revisions.first().content[name] for name in PLAN} == PLAN


def test_what_differs_in_them_is_told():
    one = make.ready_card(**PLAN)
    found = changes(one, replace(one, risks="Sade", need=""))
    assert [change.field for change in found] == ["need", "risks"]


def test_they_can_be_asked_to_be_changed():
    project = make.project(state="in_review")
    project.ask_changes(by=project.adviser, changes={"target_group": "Kenelle?"})
    assert [asked.field for asked in project.change_requests.all()] == ["target_group"]


def test_helkas_card_is_shown_without_them_until_they_are_written(client):
    project = make.project(state="approved")
    assert "h-need" not in html(page(client, "project", project.pk))
    draft = make.project(project.kehra)
    shown = html(page(client, "project", draft.pk, by=make.coordinator(project.kehra)))
    assert "h-need" in shown
    assert shown.index("h-budget") < shown.index("h-need") < shown.index("h-risks")


# Readiness


@pytest.mark.parametrize(
    ("content", "lacks"),
    [
        ({}, []),
        ({"benefits": ""}, ["benefits"]),
        ({"benefits": "", "benefits_unstated": "Rahoittaja ei kysy niitä."}, []),
        ({"legacy_least": []}, ["legacy_least"]),
        ({"legacy_least": [], "legacy_best": ["Piha joka kouluun"]}, []),
        ({"legacy_least": [], "legacy_unstated": "Selviää ensimmäisenä vuonna."}, []),
        ({"phases": [], "budget": []}, ["phases", "budget"]),
        ({"target_areas": []}, ["target_areas"]),
        ({"target_areas": [], "all_districts": True}, []),
    ],
)
def test_what_a_card_needs_to_go_on(content, lacks):
    assert make.project(**content).missing() == lacks


def test_a_reason_stands_where_nothing_is_stated(client):
    why = {"benefits": "", "benefits_unstated": "Rahoittaja ei kysy niitä."}
    project = make.project(state="approved", **why)
    told = main(page(client, "project", project.pk))
    assert "Rahoittaja ei kysy niitä." in told
    assert read(write(project.card())).card == project.card()


# Contact persons


def test_a_contact_person_is_written_and_read_by_the_cards_people(client):
    project = make.project()
    answer, card = edit(client, project, **contact())
    assert (answer.status_code, card.contacts) == (302, [LEENA])
    told = main(page(client, "project", project.pk, by=make.member(project.kehra)))
    assert [words for words in LEENA.to_json().values() if words not in told] == []


def test_a_wrong_address_is_told_and_nothing_is_lost(client):
    project = make.project()
    answer, card = edit(client, project, **contact(email="leena@"))
    assert (answer.status_code, card.contacts) == (200, [])
    assert "040 555 0142" in html(answer)


def test_no_version_history_or_file_has_them():
    project = make.project(state="approved", contacts=[LEENA])
    assert project.card().contacts == [LEENA]
    kept = [str(project.card().to_json()), write(project.card())]
    kept += [str(revision.content) for revision in project.revisions.all()]
    assert [text for text in kept if "Leena" in text or "0142" in text] == []
    models = {model.__name__ for model in type(project).pgh_event_model._meta.apps.get_models()}
    assert ("PhaseEvent" in models, "ContactEvent" in models) == (True, False)


def test_two_versions_do_not_differ_by_them():
    card = make.ready_card()
    other = replace(card, contacts=[LEENA])
    assert (changes(card, other), card == other) == ([], True)


def test_two_who_write_at_once_do_not_lose_them(client):
    project = make.project()
    client.force_login(make.coordinator(project.kehra))
    post = typed(project, description="Oma teksti")
    project.contacts.create(place=0, name="Toisen lisäämä")
    url = reverse("kehrat:project_edit", args=[project.pk])
    post |= {"contacts-TOTAL_FORMS": "1", "contacts-0-name": "Oma lisäys"}
    assert client.post(url, post).status_code == 302
    assert [person.name for person in project.card().contacts] == ["Toisen lisäämä", "Oma lisäys"]


def test_they_go_along_to_a_new_version_and_back():
    card = make.project(state="approved", contacts=[LEENA])
    version = make.version(card, "taken_in", contacts=[replace(LEENA, phone="050 1")])
    assert version.card().contacts == card.card().contacts == [replace(LEENA, phone="050 1")]


# Money


def funder(**said):
    posted = {f"funders-0-{name}": words for name, words in said.items()}
    return {"funders-TOTAL_FORMS": "1", **posted}


def test_what_a_funder_pays_is_written_and_shown_again_as_people_write(client):
    project = make.project()
    said = {"name": "Kaupunki", "amount": "33 600,50 €", "share": "12,5 %", "target": "on"}
    _answer, card = edit(client, project, **funder(**said))
    row = FunderRow("Kaupunki", amount=Decimal("33600.50"), share=Decimal("12.5"), target=True)
    assert card.funders == [row]
    form = page(client, "project_edit", project.pk).context["entry"].rows["funders"][0]
    assert (form["amount"].value(), form["share"].value()) == ("33\xa0600,50", "12,5")
    assert edit(client, project, **funder(name="Kaupunki", share="101"))[0].status_code == 200


def test_totals_stand_below_the_rows_and_in_the_pdf(client):
    project = make.project(
        state="approved",
        funders=[
            FunderRow("Kaupunki", amount=Decimal(20000), share=Decimal(70)),
            FunderRow("Oma", amount=Decimal(9100), target=True),
        ],
        budget=[
            BudgetRow("Palkat", (2027, 2027), Decimal(12000)),
            BudgetRow("Palkat", (2028, 2028), Decimal(6000)),
            BudgetRow("Tilat", (2028, 2028)),
        ],
    )
    told = main(page(client, "project", project.pk))
    sums = ["18\xa0000\xa0€", "29\xa0100\xa0€", "9\xa0100\xa0€", "70\xa0%"]
    assert [words for words in sums if words not in told] == []
    assert "1 rivi ilman summaa" in told
    drawn = document(client, project)
    assert [words for words in sums if words.replace("\xa0", " ") not in drawn] == []
    desk = main(page(client, "project", project.pk, by=project.adviser))
    assert "29\xa0100\xa0€" in desk


# Dates as written, lists with levels


SEASONS = Phase("Työ", date(2027, 3, 1), date(2028, 11, 30), "Työ: kevät 2027 – syksy 2028")


def test_words_as_written_stand_beside_the_dates(client):
    project = make.project(state="approved", phases=[SEASONS])
    told = main(page(client, "project", project.pk))
    assert "1.3.2027–30.11.2028" in told
    assert "kevät 2027 – syksy 2028" in told
    assert "kevät 2027 – syksy 2028" in document(client, project)


@pytest.mark.parametrize(("ticked", "left"), [(True, SEASONS.stated), (False, "")])
def test_who_mends_the_dates_lets_the_words_go(client, ticked, left):
    project = make.project(phases=[SEASONS])
    told = page(client, "project_edit", project.pk, by=make.coordinator(project.kehra))
    assert f'name="phases-0-stated" value="{SEASONS.stated}"' in html(told)
    words = {"phases-0-stated": SEASONS.stated} if ticked else {}
    assert edit(client, project, **words)[1].phases[0].stated == left


def test_a_phase_without_a_name_is_the_whole_project(client):
    project = make.project()
    assert edit(client, project, **{"phases-0-name": ""})[1].phases[0].name == ""
    assert "Koko hanke" in main(page(client, "project", project.pk))


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        ("Yksi\n- a\n– b\n  - c\nKaksi", ["Yksi", "– a", "– b", "– c", "Kaksi"]),
        ("- Yksi\n- Kaksi", ["Yksi", "Kaksi"]),
        ("- Yksi\n- - a\nKaksi", ["Yksi", "– a", "Kaksi"]),
        ("Yksi\n- a\n- - b", ["Yksi", "– a", "– – b"]),
        ("Yksi\n- - - a", ["Yksi", "– a"]),
        ("-5 astetta\n25–30 kävijää", ["-5 astetta", "25–30 kävijää"]),
    ],
)
def test_a_list_has_levels(client, lines, items):
    project = make.project()
    assert edit(client, project, goals=lines)[1].goals == items


def test_levels_are_lists_in_lists_on_the_page(client):
    project = make.project(state="approved", goals=["Kävijöitä 60", "– joista 10 uutta", "Auki"])
    told = "".join(main(page(client, "project", project.pk)).split())
    assert "<li>Kävijöitä60<ul><li>joista10uutta</li></ul></li><li>Auki</li>" in told
    assert read(write(project.card())).card.goals == project.card().goals
