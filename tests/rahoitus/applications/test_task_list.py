"""The front page of an application: what there is to do, how far it is, what comes next."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from kehityspolku import moments
from rahoitus.applications import problems
from rahoitus.applications.views.task_list import tasks
from rahoitus.models import Signing
from tests import make

pytestmark = pytest.mark.django_db


def told(application):
    with translation.override("en"):
        return {
            task.name: (task.is_done, task.says.replace("\u00a0", " "))
            for task in tasks(
                application, problems.of(application), user=application.project.adviser
            )
        }


def test_tells_how_far_each_part_is():
    call = make.call(partners_least=2)
    call.questions.create(text_en="Why?")
    call.documents.create(name_en="Rules")
    application = make.application(call=call)
    application.project.partners = ["Pihaseura ry"]
    for name in ("Asukastalo ry", "Pihaseura ry"):
        application.partners.create(name=name)
    answers = "Answers to the funder's questions"
    call.questions.update(required=False)
    optional = "0 of 1 questions are answered, the others are optional"
    assert told(application)[answers] == (True, optional)
    call.questions.update(required=True)
    application.summary = "A park."
    application.starts_on = application.ends_on = None
    assert told(application) == {
        "Answers to the funder's questions": (False, "0 of 1 questions are answered"),
        "What the money is for, and when": (False, "the time is missing"),
        "Budget": (True, "in balance"),
        "Partners": (True, "2 partners"),
        "Documents": (False, "0 of 1 documents are given or placed"),
        "Suomi.fi mandate and signatories": (False, "not told yet"),
        "Signatory's approval": (False, "0 of 1 has approved it as it is now"),
        "Sukkula's check": (False, "in preparation"),
    }


@pytest.mark.parametrize(("days", "is_there"), [(31, False), (30, True), (0, True), (None, True)])
def test_the_mandate_is_on_the_list_thirty_days_before_closing(days, is_there):
    closes = None if days is None else moments.in_days(days)
    application = make.application(call=make.call(closes_on=closes))
    assert ("Suomi.fi mandate and signatories" in told(application)) is is_there
    if is_there:
        by = make.coordinator(application.project.kehra)
        words = {"mandate": "Aino", "signs": "Aino", "mandate_to": date(2026, 1, 1)}
        Signing.objects.tell(application, by=by, **words)
        done, says = told(application)["Suomi.fi mandate and signatories"]
        ends = "the mandate ends on 1.1.2026, before the call closes"
        assert (done, says) == (
            (True, "mandate: Aino; signs: Aino") if days is None else (False, ends)
        )


def test_each_task_leads_to_a_page_that_its_reader_may_open(client):
    """Also while the text is closed, and of members who only read."""
    call = make.call(partners_least=1, closes_on=None)
    call.questions.create(text_en="Why?", required=False)
    call.documents.create(name_en="Rules", required=False)
    application = make.application("preparing", call=call)
    kehra, adviser = application.project.kehra, application.project.adviser
    application.partners.create(name="Asukastalo ry")
    people = [make.member(kehra), make.coordinator(kehra), adviser]
    for verb in (None, "ask_check", "mark_checked"):
        if verb:
            getattr(application, verb)(by=people[1 if verb == "ask_check" else 2])
        for person in people:
            client.force_login(person)
            shown = client.get(application.get_absolute_url())
            urls = {task.url for task in shown.context["tasks"]} - {""}
            wrong = [url for url in urls if not opens(client, shown, url)]
            assert wrong == [], (application.state, person)


def opens(client, shown, url):
    if url.startswith("#"):
        return f'id="{url[1:]}"' in shown.text
    return client.get(url).status_code == 200


def test_what_the_list_wants_the_check_wants_too():
    application = make.application(call=make.call(partners_least=1))
    application.summary, application.starts_on, application.ends_on = "", None, None
    application.project.partners = []
    application.save()
    application.project.save()
    wants = problems.of(application)
    assert list(wants) == ["purpose", "partners"]
    shown = tasks(application, wants, user=application.project.adviser)
    assert [task.act for task in shown if task.act][:2] == [
        " ".join(wants["purpose"]),
        wants["partners"][0],
    ]
    with pytest.raises(ValidationError) as refused:
        application.ask_check(by=make.coordinator(application.project.kehra))
    assert refused.value.messages == [each for part in wants.values() for each in part]


def test_what_cannot_be_taken_back_is_no_primary_button(client):
    application = make.application("checked")
    client.force_login(make.coordinator(application.project.kehra))
    page = client.get(application.get_absolute_url()).text
    assert [act.verb for act in client.get(application.get_absolute_url()).context["acts"]] == [
        "withdraw_application"
    ]
    assert 'class="danger wide"' in page
    assert 'class="button wide"' not in page
