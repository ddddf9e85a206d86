"""The ballot box: batches, two workers at once, a crash, and nothing that links."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, models

from arviointi.models import Answer, Ballot, Kept, OpenAnswer, Response, Stub, Survey
from arviointi.surveys import ballot_box, clock, seal
from arviointi.surveys.answers import Role
from kehityspolku.models import Event, Wish
from tests import make

pytestmark = pytest.mark.django_db
WORDS = "Grillkatos was built together"


def test_four_wait_and_five_move():
    survey = make.survey()
    make.answers(survey, 4)
    assert ballot_box.empty(survey) == 0
    assert (survey.ballots.count(), survey.responses.count()) == (4, 0)
    make.answers(survey, 1)
    assert ballot_box.empty(survey) == 5
    assert (survey.ballots.count(), survey.responses.count()) == (0, 5)
    assert Answer.objects.count() == 5 * 12


def test_closing_empties_the_box_and_forgets_the_forms():
    survey = make.survey()
    survey.receive({"A1": "3"}, form_key="abc")
    assert Stub.objects.count() == 1
    survey.close_survey(by=make.user("lead"))
    assert (survey.ballots.count(), Stub.objects.count()) == (0, 0)
    assert survey.responses.count() == 1


def test_one_form_gives_one_answer_even_after_the_box_was_emptied():
    survey = make.survey()
    assert survey.receive({"A1": "3"}, form_key="abc")
    assert not survey.receive({"A1": "5"}, form_key="abc")
    make.answers(survey, 4)
    assert ballot_box.empty(survey) == 5
    assert not survey.receive({"A1": "5"}, form_key="abc")
    assert survey.receive({"A1": "5"}, form_key="other")
    assert Survey.objects.get().ballots.count() == 1


def test_the_same_form_key_serves_two_surveys():
    first, second = make.survey(), make.survey()
    for survey in (first, second):
        assert survey.receive({"A1": "3"}, form_key="abc")


def test_a_crash_in_the_middle_leaves_the_box_whole(monkeypatch):
    survey = make.survey()
    make.answers(survey, 5)

    def crash(*_given, **_named):
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(Answer.objects, "bulk_create", crash)
        with pytest.raises(RuntimeError):
            ballot_box.empty(survey)
    assert (survey.ballots.count(), survey.responses.count()) == (5, 0)
    assert ballot_box.empty(survey) == 5


def test_a_ballot_sealed_with_a_lost_key_stays_and_stops_nobody(settings, caplog):
    survey = make.survey()
    settings.SURVEY_KEY = "an old key"
    make.answers(survey, 1, O1=WORDS)
    settings.SURVEY_KEY = "the new key"
    make.answers(survey, 5)
    assert ballot_box.empty(survey) == 5
    assert survey.ballots.count() == 1
    assert WORDS not in caplog.text


def test_earlier_secret_keys_still_open(settings):
    sealed = seal.seal({"a": 1})
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a newer secret"
    assert seal.unseal(sealed) == {"a": 1}


def test_a_sealed_answer_tells_neither_time_nor_words_nor_length():
    short, long = seal.seal({"O1": "a"}), seal.seal({"O1": WORDS * 20})
    assert len(short) == len(long)
    assert seal.keys().extract_timestamp(short) == 0
    assert b"Grillkatos" not in long


def test_the_sweeper_empties_full_boxes_alone():
    full, waiting = make.survey(), make.survey()
    make.answers(full, 6)
    make.answers(waiting, 3)
    clock.empty_boxes()
    assert (full.responses.count(), waiting.responses.count()) == (6, 0)


def columns(model):
    return {field.name: field for field in model._meta.get_fields() if field.concrete}


def test_nothing_in_the_schema_leads_to_a_person_or_a_moment_or_from_words_to_choices():
    moments_of_day = (models.DateField, models.TimeField, models.DateTimeField)
    for model in (Ballot, Stub, Response, Answer, OpenAnswer, Kept):
        fields = columns(model)
        assert [n for n, f in fields.items() if isinstance(f, moments_of_day)] == []
        assert [n for n, f in fields.items() if isinstance(f, models.AutoField)] == []
        reached = {f.related_model.__name__ for f in fields.values() if f.is_relation}
        assert reached <= {"Survey", "Response", "Question"}
    assert set(columns(Response)) == {"id", "survey", "role"}
    assert set(columns(Answer)) == {"id", "response", "question", "item", "choice"}
    assert set(columns(OpenAnswer)) == {"id", "survey", "question", "text"}
    assert set(columns(Ballot)) == {"id", "survey", "sealed"}
    assert set(columns(Kept)) == {"mark", "survey", "sealed"}
    assert set(columns(Stub)) == {"key_hash", "survey"}


def test_no_key_of_the_database_leads_from_who_was_invited_to_an_answer():
    """Asked of PostgreSQL, with each foreign key followed both ways, but through surveys."""
    ours = "arviointi_invitation arviointi_ballot arviointi_response arviointi_openanswer"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint"
            " WHERE contype = 'f' AND conrelid::regclass::text LIKE 'arviointi%'"
        )
        many = ("arviointi_survey", "arviointi_question", "kehityspolku_user")
        keys = [pair for pair in cursor.fetchall() if pair[1] not in many]
    met = {table: {table} for table in ours.split()}
    for _n in keys:
        for seen in met.values():
            seen |= {end for pair in keys if seen & set(pair) for end in pair}
    answers = {"arviointi_response", "arviointi_answer"}
    words = {"arviointi_openanswer", "arviointi_verbatim", "arviointi_reading"}
    assert met["arviointi_invitation"] == {"arviointi_invitation"}
    assert met["arviointi_ballot"] == {"arviointi_ballot"}
    assert (met["arviointi_response"], met["arviointi_openanswer"]) == (answers, words)


def test_an_answer_has_no_column_for_a_language_a_moment_or_words():
    with connection.cursor() as cursor:
        tables = connection.introspection
        columns = {
            table: {column.name for column in tables.get_table_description(cursor, table)}
            for table in ("arviointi_response", "arviointi_answer")
        }
    assert columns == {
        "arviointi_response": {"id", "survey_id", "role"},
        "arviointi_answer": {"id", "response_id", "question_id", "item", "choice"},
    }


def test_roles_that_fewer_than_five_share_are_merged_at_the_closing():
    survey = make.survey(mode="anonymous")
    for role, many in (("resident", 6), ("school", 3), ("company", 2)):
        make.answers(survey, many, role=role)
    survey.close_survey(by=make.user("lead"))
    assert Counter(survey.responses.values_list("role", flat=True)) == {"resident": 6, "": 5}


def test_keys_are_random_not_ordered_by_time():
    survey = make.survey()
    make.answers(survey, 8, O1=WORDS)
    ballot_box.empty(survey)
    keys = [*survey.responses.values_list("pk"), *Answer.objects.values_list("pk")]
    keys += OpenAnswer.objects.values_list("pk")
    assert {key.version for (key,) in keys} == {4}


def test_an_answer_leaves_no_event_and_no_history():
    survey = make.survey()
    before = Event.objects.count()
    make.answers(survey, 5, O1=WORDS)
    ballot_box.empty(survey)
    survey.close_survey(by=make.user("lead"))
    assert Event.objects.count() == before + 1
    assert WORDS not in json.dumps(list(Event.objects.values_list("facts", flat=True)))
    assert Wish.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text"
            " IN ('arviointi_answer', 'arviointi_response', 'arviointi_ballot', 'arviointi_stub',"
            " 'arviointi_openanswer')"
        )
        assert cursor.fetchone() == (0,)


def test_responses_move_in_random_order():
    in_order = "SELECT role FROM arviointi_response WHERE survey_id = %s ORDER BY ctid"
    orders = set()
    for _round in range(5):
        survey = make.survey(mode="anonymous")
        for role in Role.values:
            make.answers(survey, role=role)
        ballot_box.empty(survey)
        with connection.cursor() as cursor:
            cursor.execute(in_order, [survey.pk])
            orders.add(tuple(role for (role,) in cursor.fetchall()))
    assert len(orders) > 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_move_each_answer_once():
    survey = make.survey()
    make.answers(survey, 12)

    def work(_n):
        try:
            return ballot_box.empty(Survey.objects.get())
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        moved = sorted(workers.map(work, range(4)))
    assert moved == [0, 0, 0, 12]
    assert (survey.responses.count(), survey.ballots.count()) == (12, 0)


@pytest.mark.django_db(transaction=True)
def test_answers_during_closing_are_counted_or_refused_never_lost():
    survey = make.survey()
    lead = make.user("lead")

    def answer(n):
        try:
            own = Survey.objects.get()
            if n == 10:
                own.close_survey(by=lead)
                return False
            own.receive({"A1": "4"}, form_key=str(n))
            return True
        except Exception:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as people:
        taken = sum(people.map(answer, range(20)))
    assert Survey.objects.get().is_closed
    assert (survey.responses.count(), survey.ballots.count()) == (taken, 0)
