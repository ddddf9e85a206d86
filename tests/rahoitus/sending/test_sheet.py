"""The copy sheet: a funder's questions as data, answered from card, budget and profile."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from kehityspolku import moments
from kehityspolku.moments import days_ago
from kehrat.models import Organisation, ProfileFact
from rahoitus.models import Call, FunderForm, Source
from rahoitus.sending import sheet, vocabulary
from rahoitus.sending.answers import NAMES
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db

HEAD = "step,section,key,title_fi,title_sv,title_en,type,max_length,required"
PROFILE = {
    "description": "Järjestää talkoita.",
    "members_people": "120",
    "members_people_helsinki": "110",
    "members_bodies": "4",
    "members_bodies_helsinki": "3",
    "fee_people": "15.00",
    "fee_bodies": "50.50",
    "business": "no",
    "premises": "Kerhohuone Kontulassa, 100 € kuussa.",
    "loans": "Ei lainoja.",
    "signs": "Puheenjohtaja",
    "signs_two": "no",
    "bank_account": "FI21 1234 5600 0007 85",
}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def applied(told_ago=0, **profile):
    """An application to the City of a card whose applicant has told its profile."""
    call = make.call(source=Source.objects.get(slug="helsingin-kaupunki"))
    application = make.application(call=call)
    project = application.project
    project.applicant = Organisation.objects.create(name="Kontulan ystävät ry")
    project.save()
    application.summary = "Talkoot."
    application.starts_on, application.ends_on = date(2027, 2, 1), date(2027, 5, 31)
    application.save()
    by = make.coordinator(project.kehra)
    with days_ago(told_ago):
        tell(project.applicant, {**PROFILE, **profile}, by=by)
    make.document_of(project.applicant, by=by)
    return application


def tell(organisation, values, *, by, **more):
    seen = ProfileFact.objects.mark(organisation)
    return ProfileFact.objects.write(organisation, values, by=by, seen=seen, **more)


def answers(application, form, private=True):
    """{key: text} of the rows with a title."""
    rows = sheet.of(application, form, private=private).rows
    return {row.question.key: row.answer.text for row in rows}


def form(*lines, head=HEAD, slug="oma"):
    text = "\n".join([head, *lines])
    return FunderForm.objects.load(text, slug=slug, source=make.source(), name_fi="Oma lomake")


@pytest.mark.parametrize("slug", ["pienavustus", "yleis-ja-toiminta"])
def test_at_least_85_of_100_questions_of_the_city_are_filled(slug):
    found = sheet.of(applied(), FunderForm.objects.get(slug=slug), private=True)
    assert len(found.rows) >= 17
    assert 100 * found.filled >= 85 * len(found.rows)
    assert [row.question.key for row in found.rows if not row.answer.text] == []


def test_each_answer_is_right_and_says_where_it_came_from():
    application = applied()
    rows = sheet.of(application, FunderForm.objects.get(slug="pienavustus"), private=False).rows
    told = {row.question.key: (row.answer.text, row.answer.source) for row in rows}
    assert told["acting_year"] == ("2027", "application")
    assert told["purpose"] == ("Talkoot.", "application")
    assert told["subventions"] == (f"{application.call.name}: 1\u00a0000\u00a0€", "budget")
    assert told["members_applicant_person_local"] == ("110", "organisation's profile")
    assert told["fee_community"] == ("50,50", "organisation's profile")
    assert told["community_practices_business"] == ("no", "organisation's profile")
    assert told["have_received_other_compensations"][0] == "None that the portal knows of."
    assert told["further_clarification"][0] == f"rules, {moments.day_text(moments.today())}"


def test_the_year_of_a_call_that_ended_early_is_that_of_its_end():
    application = applied()
    application.starts_on = None
    days = {"closes_on": date(2028, 3, 31), "ended_early_on": date(2027, 11, 30)}
    Call.objects.filter(pk=application.call_id).update(**days)
    application.call.refresh_from_db()
    told = answers(application, FunderForm.objects.get(slug="pienavustus"))
    assert told["acting_year"] == "2027"


def test_what_is_not_known_stays_empty():
    application = applied(business="", members_people_helsinki="", fee_people="0.00")
    told = answers(application, FunderForm.objects.get(slug="pienavustus"))
    assert told["community_practices_business"] == ""
    assert told["members_applicant_person_local"] == ""
    assert told["fee_person"] == "0"


def test_other_money_is_told_with_source_year_and_sum():
    application = applied()
    granted = make.application("granted", application.project)
    past = make.application("granted", application.project)
    past.amount, past.recorded_afterwards = None, True
    past.save()
    waits = make.application("sent", application.project)
    told = answers(application, FunderForm.objects.get(slug="pienavustus"))
    assert told["have_received_other_compensations"] == (
        f"{granted.call.source}, 2026, 900\u00a0€\n{past.call.source}, 2026, sum not stated"
    )
    assert told["have_applied_other_compensations"] == (
        f"{waits.call.source}, {moments.today().year}, 1\u00a0000\u00a0€"
    )


def test_another_form_works_by_its_data_alone():
    """By the words of a question in any language, by its key, by what the file itself says."""
    own = form(
        'A,B,q1,,,"Total number of individual members",integer,,True',
        "A,B,q2,Hankkeen nimi,,,string,100,",
        "A,B,q3,,Bankkontonummer,,string,,",
        "A,B,goals,Mitä haluatte,,,string,,",
        "A,B,q5,Lempiväri,,,string,,",
        "A,B,q6,,,,boolean,,",
    )
    application = applied()
    told = answers(application, own)
    assert told == {
        "q1": "120",
        "q2": application.project.title,
        "q3": "FI21 1234 5600 0007 85",
        "goals": "\n".join(f"- {goal}" for goal in application.project.goals),
        "q5": "",
    }
    assert answers(application, own, private=False)["q3"] == ""
    named = form("A,B,q,Lempiväri,,,,,,risks", head=f"{HEAD},fills", slug="nimetty")
    assert named.questions.get().fills == "risks"


def test_a_text_that_is_too_long_is_counted():
    own = form("A,B,purpose,Mihin,,,string,5,")
    row = sheet.of(applied(), own, private=False).rows[0]
    assert (row.length, row.question.max_length, row.over) == (8, 5, 3)


@pytest.mark.parametrize("text", ["", "a,b\n1,2", "\0", "key\nx"])
def test_a_file_that_is_no_form_is_refused_in_words(text):
    with pytest.raises(ValidationError):
        FunderForm.objects.load(text, slug="x", source=make.source(), name_fi="X")
    assert not FunderForm.objects.filter(slug="x").exists()


def test_a_call_s_own_form_comes_before_its_source_s():
    application = applied()
    both = FunderForm.objects.of_call(application.call)
    assert {form.slug for form in both} == {"pienavustus", "yleis-ja-toiminta"}
    both.get(slug="pienavustus").calls.add(application.call)
    assert [form.slug for form in FunderForm.objects.of_call(application.call)] == ["pienavustus"]
    assert not FunderForm.objects.of_call(make.call()).exists()


def test_an_old_fact_asks_to_be_looked_at():
    application = applied(told_ago=400)
    rows = sheet.of(application, FunderForm.objects.get(slug="pienavustus"), private=False).rows
    assert {row.answer.is_old for row in rows if row.answer.told_on} == {True}
    organisation = application.project.applicant
    assert tell(organisation, PROFILE, by=application.project.adviser, all_right=True) == 13
    rows = sheet.of(application, FunderForm.objects.get(slug="pienavustus"), private=False).rows
    assert {row.answer.is_old for row in rows if row.answer.told_on} == {False}


def test_the_page_is_whole_without_script(client):
    application = applied()
    client.force_login(make.coordinator(application.project.kehra))
    page = client.get(reverse("rahoitus:copy_sheet", args=[application.pk])).content.decode()
    assert ">Talkoot.</textarea>" in page
    assert page.count("data-copy=") == page.count("<textarea")
    assert page.count("<label") >= 17


def test_the_vocabulary_names_only_answers_that_there_are():
    assert {name for name, _keys, _words in vocabulary.rows()} <= set(NAMES)


def test_the_funders_own_service_is_linked_where_one_copies_from(client):
    told = {"service": "Asiointi", "service_url": "https://asiointi.example/haku"}
    application = make.application(call=make.call(**told))
    client.force_login(make.coordinator(application.project.kehra))
    for page in (application.get_absolute_url(), f"{application.get_absolute_url()}kopiointi/"):
        assert '<a href="https://asiointi.example/haku" rel="external">Asiointi</a>' in main(
            client.get(page)
        )
