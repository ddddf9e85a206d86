"""A call's own questions answered: every kind, two at once, what lacks, what changes meanwhile."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import translation

from kehityspolku import moments
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Draft, Event
from rahoitus.applications import wanted
from rahoitus.models import Answer, Application, Version
from rahoitus.sending import content, sheet
from tests import make

pytestmark = pytest.mark.django_db
CHOICES = {"choices_fi": "yksi\nkaksi", "choices_sv": "ett\ntvå", "choices_en": "one\ntwo"}
QUESTIONS = [
    {"kind": "text", "text_en": "Why?", "most_characters": 300},
    {"kind": "number", "text_en": "How many?", "required": False},
    {"kind": "money", "text_en": "How much?", "required": False},
    {"kind": "choice", "text_en": "Which?", "required": False, **CHOICES},
    {"kind": "yes_no", "text_en": "Really?", "required": False},
    {"kind": "date", "text_en": "When?", "required": False},
    {"kind": "file", "text_en": "Show it", "required": False},
]
TYPED = ["Puisto.", "1 720,5", "12 500", "kaksi", "no", "24.12.2026"]
STORED = ["Puisto.", "1720.50", "12500.00", "kaksi", "no", "2026-12-24"]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def application():
    call = make.call()
    for place, given in enumerate(QUESTIONS):
        call.questions.create(place=place, **given)
    return make.application(call=call)


@pytest.fixture
def team(client, application):
    client.force_login(make.coordinator(application.project.kehra))
    return client


def page_of(application):
    return reverse("rahoitus:answers", args=[application.pk])


def typed(client, application, *values):
    """What the form would send: as it is opened, with these answers."""
    page = client.get(page_of(application)).context
    form = page["form"]
    given = dict(zip(form.questions, values, strict=False))
    opened = {"read": form["read"].value(), "draft": str(page["opened"].form)}
    return opened | {f"q{pk}": given.get(pk, form[f"q{pk}"].value() or "") for pk in form.questions}


def stored(application):
    return [each.value for each in wanted.answers(application)]


def test_each_kind_is_kept_and_read_in_its_own_way(team, application):
    assert team.post(page_of(application), typed(team, application, *TYPED)).status_code == 302
    assert stored(application) == STORED
    in_words = [each.text.replace("\u00a0", " ") for each in wanted.answers(application)]
    assert in_words == ["Puisto.", "1 720,50", "12 500 €", "two", "no", "24.12.2026"]
    rows = sheet.own_rows(application)
    assert [(row.question.max_length, row.length) for row in rows][:2] == [(300, 7), (None, 8)]
    again = team.get(page_of(application)).context["form"]
    marked = [again.fields[f"q{pk}"].unmarked for pk in again.questions]
    assert marked == [True, False, False, False, False, False]  # as optional: all but the first
    shown = [again[f"q{pk}"].value().replace("\u00a0", " ") for pk in again.questions]
    assert shown == ["Puisto.", "1 720,50", "12 500", "kaksi", "no", "2026-12-24"]
    assert team.post(page_of(application), typed(team, application)).status_code == 302
    assert stored(application) == STORED


def test_what_cannot_be_is_refused_at_its_field_and_nothing_typed_is_lost(team, application):
    wrong = ["x" * 301, "1e309", "-5", "kolme", "maybe", "31.2.2026"]
    given = typed(team, application, *wrong)
    form = team.post(page_of(application), given).context["form"]
    asked = [name for name in given if name.startswith("q")]
    assert [name for name in form.errors if name != "note"] == asked
    assert stored(application) == [""] * 6
    opened = team.get(page_of(application)).context["form"]
    assert [opened[f"q{pk}"].value() for pk in opened.questions] == wrong


def test_it_goes_to_check_when_what_must_be_answered_is(team, application):
    by = make.coordinator(application.project.kehra)
    with pytest.raises(ValidationError) as refused:
        application.ask_check(by=by)
    assert refused.value.messages == ["Answer: Why?"]
    team.post(page_of(application), typed(team, application, "Puisto."))
    application.ask_check(by=by)
    with pytest.raises(WrongState):
        Answer.objects.write(application, {}, by=by)
    assert team.get(page_of(application)).status_code == 409


def test_two_who_write_at_once_lose_nothing(team, application):
    team.post(page_of(application), typed(team, application, "Vanha.", "1"))
    mine = typed(team, application, "Minun.", "1", "30")
    theirs = typed(team, application, "Toisen.", "2")
    assert team.post(page_of(application), theirs).status_code == 302
    asked = team.post(page_of(application), mine)
    assert asked.status_code == 409
    assert [(row.heading, row.theirs) for row in asked.context["meanwhile"]] == [
        ("Why?", ["Toisen."])
    ]
    assert stored(application)[:3] == ["Toisen.", "2.00", ""]
    assert Draft.objects.count() == 1
    form = asked.context["form"]
    first = next(iter(form.questions))
    again = {name: form.data[name] for name in form.data}
    take = again | {"take": f"q{first}", "crossed": f"q{first}"}
    assert team.post(page_of(application), take).status_code == 302
    assert stored(application)[:3] == ["Toisen.", "2.00", "30.00"]
    assert Draft.objects.count() == 0
    assert team.post(page_of(application), typed(team, application, "Minun.")).status_code == 302
    assert stored(application)[:3] == ["Minun.", "2.00", "30.00"]


def test_an_adviser_tells_why_and_a_member_does_not_write(client, application):
    client.force_login(application.project.adviser)
    given = typed(client, application, "Neuvojan.")
    assert list(client.post(page_of(application), given).context["form"].errors) == ["note"]
    note = {"note": "Täydensin."}
    assert client.post(page_of(application), given | note).status_code == 302
    assert Event.objects.get(verb="edit_with_note").facts["note"] == "Täydensin."
    with pytest.raises(PermissionDenied):
        Answer.objects.write(application, {}, by=make.member(application.project.kehra))


def test_answers_stay_with_the_version_that_was_sent(application):
    call = application.call
    Version.objects.keep_first(call)
    call.versions.update(made_at=moments.now() - timedelta(days=9))
    by = make.coordinator(application.project.kehra)
    why, *_rest = call.questions.all()
    Answer.objects.write(application, {why.pk: "Puisto."}, by=by)
    call.questions.filter(pk=why.pk).update(text_en="Why today?")
    assert [str(each.question) for each in wanted.answers(application)][0] == "Why today?"
    Application.objects.filter(pk=application.pk).update(
        state="sent", sent_at=moments.now() - timedelta(days=1)
    )
    call.questions.all().delete()
    call.refresh_from_db()
    Version.objects.freeze(call, by=None)
    sent = Application.objects.get(pk=application.pk)
    assert [(str(a.question), a.value) for a in wanted.answers(sent)][0] == ("Why?", "Puisto.")
    preparing = Application(pk=application.pk, call=call)
    assert [(row.asked, row.value) for row in wanted.unasked(preparing)] == [("Why?", "Puisto.")]


def test_another_answer_is_another_content_to_approve(application):
    before = content.fingerprint(application)
    why, *_rest = application.call.questions.all()
    by = make.coordinator(application.project.kehra)
    Answer.objects.write(application, {why.pk: "Puisto."}, by=by)
    assert content.fingerprint(application) != before
    Answer.objects.write(application, {why.pk: ""}, by=by)
    assert content.fingerprint(application) == before


def test_a_call_of_one_language_is_published_with_questions_in_it():
    made = make.call(asked_in="fi")
    whole = made.questions.create(kind="choice", text_fi="Mikä?", choices_fi="a\nb")
    short = made.questions.create(kind="choice", text_fi="Mikä?", choices_fi="a")
    assert (whole.is_whole, short.is_whole) == (True, False)
    with translation.override("sv"):
        assert whole.choice_pairs() == [("a", "a"), ("b", "b")]
