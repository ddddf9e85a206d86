"""The legal applicant of a card: its business ID, its organisation, who signs for it."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from kehrat.cards.business_id import business_id
from kehrat.cards.contradictions import contradictions
from kehrat.cards.reading import read
from kehrat.cards.writing import write
from kehrat.models import Organisation, Project
from kehrat.projects.applicant import differences
from kehrat.projects.views.project import advised
from rahoitus.matching.profile import Profile
from tests import make
from tests.kehrat.projects.test_pages import html, page, typed

pytestmark = pytest.mark.django_db

NUMBER, OTHER = "9912345-6", "9901234-2"
APPLICANT = {
    "applicant_name": "Esimerkkiyhdistys ry",
    "business_id": NUMBER,
    "signatory": "Saara Esimerkki",
    "signatory_role": "puheenjohtaja",
}


def named(**changes):
    """The fields of a card that names its applicant."""
    return APPLICANT | changes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9912345-6", NUMBER),
        ("99123456", NUMBER),
        (" FI 9912345 6 ", NUMBER),
        ("112038-9", "0112038-9"),
        ("1234567-1", "1234567-1"),
        ("9912345-5", ""),
        ("1234568-0", ""),
        ("12345", ""),
        ("٩٩١٢٣٤٥-٦", ""),
        ("", ""),
    ],
)
def test_a_business_id_has_seven_digits_and_one_that_agrees(text, found):
    assert business_id(text) == found


def test_the_rest_one_is_given_to_nobody():
    rests = [
        n
        for n in range(1_000_000, 1_000_200)
        if not any(business_id(f"{n}-{d}") for d in range(10))
    ]
    assert rests
    assert all(business_id(f"{n}-{d}") == "" for n in rests for d in range(10))


def test_a_draft_ties_to_one_that_is_there_and_writes_down_none():
    there = Organisation.objects.create(name="Esimerkkiyhdistys ry", business_id=NUMBER)
    assert make.project(**named()).applicant == there
    assert (
        make.project(**named(applicant_name="esimerkkiYHDISTYS ry", business_id="")).applicant
        == there
    )
    assert make.project(**named(applicant_name="Uusi ry", business_id=OTHER)).applicant is None
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(("number", "registered"), [(NUMBER, True), ("", None)])
def test_a_new_one_is_written_down_when_the_card_is_submitted(number, registered):
    project = make.project(state="submitted", **named(business_id=number))
    made = Organisation.objects.get()
    assert (made.name, made.business_id, made.registered) == (
        "Esimerkkiyhdistys ry",
        number,
        registered,
    )
    assert Project.objects.get(pk=project.pk).applicant == made
    assert Profile.of(project).applicant == made


def test_one_that_is_there_stays_as_it_is_and_the_card_is_flagged():
    there = Organisation.objects.create(name="Esimerkkiyhdistys ry", business_id=OTHER)
    project = make.project(state="submitted", **named())
    there.refresh_from_db()
    assert (there.business_id, project.applicant) == (OTHER, there)
    assert [(d.code, d.field) for d in differences(project.card())] == [
        ("applicant_id_differs", "business_id")
    ]


def test_another_name_for_a_known_id_is_flagged():
    there = Organisation.objects.create(name="Esimerkkisäätiö", business_id=NUMBER)
    project = make.project(**named())
    assert project.applicant == there
    assert [(d.code, d.field) for d in differences(project.card())] == [
        ("applicant_name_differs", "applicant_name")
    ]


def test_without_one_the_kehras_host_applies():
    host = Organisation.objects.create(name="Isäntä ry", business_id=NUMBER)
    project = make.project(make.kehra(host=host))
    assert (project.applicant, Profile.of(project).applicant) == (None, host)


def test_what_helkas_format_says_of_it_is_read_and_written():
    card = make.ready_card(**named())
    text = write(card)
    assert "Hakija\nEsimerkkiyhdistys ry\n\nY-tunnus\n9912345-6\n" in text
    assert read(text).card == card
    assert read("Sökande: Exempel rf\nFO-nummer: 9912345-6\n").card.business_id == NUMBER
    assert "Hakija" not in write(make.ready_card())


def test_a_wrong_id_of_a_text_is_flagged():
    card = read("Hakija: Esimerkki ry\nY-tunnus: 9912345-5\n").card
    (found,) = contradictions(card)
    assert (found.code, card.business_id) == ("business_id_wrong", "9912345-5")


# Pages


def test_it_is_written_on_the_form_in_the_usual_form(client):
    project = make.project()
    client.force_login(make.coordinator(project.kehra))
    url = reverse("kehrat:project_edit", args=[project.pk])
    client.post(url, typed(project, **named(business_id="FI99123456")))
    project = Project.objects.get(pk=project.pk)
    assert {name: getattr(project, name) for name in APPLICANT} == APPLICANT


def test_a_wrong_id_is_told_beside_the_field_and_nothing_is_lost(client):
    project = make.project()
    client.force_login(make.coordinator(project.kehra))
    url = reverse("kehrat:project_edit", args=[project.pk])
    answer = client.post(url, typed(project, **named(business_id="9912345-5")))
    assert list(answer.context["entry"].form.errors) == ["business_id"]
    assert "Saara Esimerkki" in html(answer)


def test_the_form_tells_whose_name_stands_while_it_is_empty(client):
    host = Organisation.objects.create(name="Isäntä ry")
    project = make.project(make.kehra(host=host))
    form = page(client, "project_edit", project.pk, by=make.coordinator(project.kehra))
    assert "Isäntä ry" in str(form.context["entry"].form.fields["applicant_name"].help_text)


def files_of(client, project, by):
    """All that the card's page and files tell a person."""
    answers = {}
    for name in ("project", "project_text", "project_json"):
        answers[name] = html(page(client, name, project.pk, by=by))
    body = page(client, "project_pdf", project.pk).content
    answers["project_pdf"] = "".join(p.extract_text() for p in PdfReader(BytesIO(body)).pages)
    return answers


@pytest.mark.parametrize("who", ["member", "adviser", "anyone", "reviewer"])
def test_everyone_reads_the_organisation_and_its_own_people_who_signs(client, who):
    project = make.project(state="approved", **named())
    person = {
        "member": lambda: make.member(project.kehra),
        "adviser": lambda: project.adviser,
        "anyone": lambda: None,
        "reviewer": lambda: make.user("reviewer"),
    }[who]()
    told = files_of(client, project, person)
    inside = who in ("member", "adviser")
    for name, words in told.items():
        assert (name, "Esimerkkiyhdistys ry" in words, NUMBER in words) == (name, True, True)
        assert (name, "Saara Esimerkki" in words) == (name, inside)
        assert (name, "puheenjohtaja" in words) == (name, inside)


def test_the_history_of_rows_does_not_keep_who_signs():
    names = {field.name for field in Project.pgh_event_model._meta.get_fields()}
    assert names & {"signatory", "signatory_role"} == set()


def test_a_business_id_given_later_is_learned_and_stays():
    there = Organisation.objects.create(name="Esimerkkiyhdistys ry", registered=None)
    make.project(state="submitted", **named())
    there.refresh_from_db()
    assert (there.business_id, there.registered) == (NUMBER, True)
    make.project(state="submitted", **named(business_id=OTHER))
    there.refresh_from_db()
    assert there.business_id == NUMBER
    history = Organisation.pgh_event_model.objects.order_by("pgh_id")
    assert [event.business_id for event in history] == ["", NUMBER]


def test_its_business_id_is_asked_for_until_somebody_knows_it():
    """The card can be submitted without: funders ask."""
    card = make.project(**named(business_id=""))
    assert advised(card) == [("business_id", "Y-tunnus")]
    assert "business_id" not in card.missing()
    Organisation.objects.create(name="Esimerkkiyhdistys ry", business_id=NUMBER)
    assert advised(make.project(**named(business_id=""))) == []


def test_the_applicant_is_asked_for_until_the_card_or_its_kehra_names_one(client):
    card = make.project()
    client.force_login(card.made_by)
    page = reverse("kehrat:project_edit", args=[card.pk])
    assert client.get(page).context["advised"] == [("applicant_name", "Hakija")]
    named_ = make.project(**named())
    client.force_login(named_.made_by)
    assert client.get(reverse("kehrat:project_edit", args=[named_.pk])).context["advised"] == []
    host = Organisation.objects.create(name="Isäntä ry", business_id=OTHER)
    hosted = make.project(make.kehra(host=host))
    client.force_login(hosted.made_by)
    assert client.get(reverse("kehrat:project_edit", args=[hosted.pk])).context["advised"] == []
