"""Making, opening and closing a survey; who may; what it tells to whom."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from arviointi import demo
from arviointi.models import Survey
from arviointi.results.results import results
from arviointi.surveys import clock, whole
from kehityspolku import moments
from kehityspolku.dev import demo as dev_demo
from kehityspolku.events.steps import WrongState, open_steps
from kehityspolku.models import Event, Notice, User
from tests import make

pytestmark = pytest.mark.django_db


def verbs(survey):
    return list(Event.objects.filter(target_id=survey.pk).values_list("verb", flat=True))


def test_it_starts_from_the_whole_battery():
    survey = make.survey(state="draft")
    questions = list(survey.questions.all())
    assert len(questions) == 16
    assert [q.code for q in questions if q.is_open] == ["O1", "O2", "O3", "O4"]
    assert {len(q.text_sv) > 0 and len(q.text_en) > 0 for q in questions} == {True}


def test_it_can_take_part_of_the_battery():
    survey = make.survey(state="draft", codes=["A1", "O2"])
    assert [q.code for q in survey.questions.all()] == ["A1", "O2"]


def test_it_opens_and_closes_with_its_times():
    lead = make.user("lead")
    survey = make.survey(by=lead, state="draft")
    survey.open_survey(by=lead)
    assert survey.is_open
    survey.close_survey(by=lead)
    assert (survey.is_closed, survey.is_open) == (True, False)
    assert survey.opened_at < survey.closed_at
    assert verbs(survey) == ["make_survey", "open_survey", "close_survey"]


def test_a_closed_survey_takes_no_answer_and_opens_no_more():
    survey = make.survey(state="closed")
    with pytest.raises(WrongState):
        survey.receive({"A1": "3"})
    with pytest.raises(WrongState):
        survey.open_survey(by=make.user("lead"))


def test_a_draft_takes_no_answer():
    with pytest.raises(WrongState):
        make.answers(make.survey(state="draft"))


def test_only_sukkula_surveys_the_whole_city():
    for person in (make.user(), make.user("city_official"), make.user("admin")):
        with pytest.raises(PermissionDenied):
            Survey.objects.make(None, by=person, title_fi="a", title_sv="b", title_en="c")
    assert Survey.objects.count() == 0


def test_a_coordinator_surveys_the_own_kehra_alone():
    own, other = make.kehra(), make.kehra()
    coordinator = make.coordinator(own)
    survey = make.survey(own, by=coordinator)
    assert survey.state == Survey.State.OPEN
    with pytest.raises(PermissionDenied):
        make.survey(other, by=coordinator)
    with pytest.raises(PermissionDenied):
        survey.close_survey(by=make.coordinator(other))


def test_a_member_does_not_run_a_survey():
    kehra = make.kehra()
    survey = make.survey(kehra)
    assert open_steps(survey, make.member(kehra)) == set()
    assert open_steps(survey, make.coordinator(kehra)) == {"close_survey", "end_answers"}


def test_drafts_are_seen_by_those_who_edit_them():
    kehra = make.kehra()
    survey = make.survey(kehra, state="draft")

    def seen(person):
        return Survey.objects.visible_to(person).filter(pk=survey.pk).exists()

    people = [make.coordinator(kehra), make.user("adviser"), make.member(kehra), make.user()]
    assert [seen(person) for person in people] == [True, True, False, False]


def test_the_clock_closes_it_after_its_last_day_once():
    survey = make.survey(closes_on=moments.today())
    make.answers(survey, 2)
    clock.close_what_is_over()
    survey.refresh_from_db()
    assert survey.is_open
    Survey.objects.update(closes_on=moments.today() - timedelta(days=1))
    survey.refresh_from_db()
    assert not survey.is_open
    with pytest.raises(WrongState):
        make.answers(survey)
    clock.close_what_is_over()
    clock.close_what_is_over()
    survey.refresh_from_db()
    assert survey.is_closed
    assert survey.responses.count() == 2
    assert verbs(survey).count("expire_survey") == 1


def test_nobody_closes_by_the_clock_before_its_time():
    survey = make.survey(closes_on=moments.today())
    for person in (None, make.user("lead")):
        with pytest.raises(PermissionDenied):
            survey.expire_survey(by=person)


def test_coordinators_hear_of_the_closing_in_their_language():
    kehra = make.kehra()
    coordinator = make.coordinator(kehra)
    survey = make.survey(kehra)
    Notice.objects.all().delete()
    lead = make.user("lead")
    survey.close_survey(by=make.user("adviser"))
    told = {n.recipient for n in Notice.objects.filter(event__verb="close_survey")}
    assert told == {coordinator, *User.objects.holding("lead")}  # the leads look at the numbers
    survey.release_results(by=lead)
    told = {n.recipient for n in Notice.objects.filter(event__verb="release_results")}
    assert told == {coordinator}


def test_the_demonstration_shows_each_kind_of_result_and_loads_once():
    dev_demo.load()
    lead = User.objects.get(email="lead@kehityspolku.example")
    for slug in {slug for slug, *_rest in (*demo.LINKS, *demo.INVITED)}:
        make.kehra(slug=slug)
    with dev_demo.story():
        demo.load_surveys()
        demo.load_surveys()
    closed = Survey.objects.filter(state="closed")
    latest_last = closed.exclude(kehra=None).order_by("closed_at")
    told = {s.kehra.slug: results(s) for s in latest_last}
    big = told["kallio-vallila-pasila"]
    assert (big.n, big.withheld) == (34, False)
    assert {quotes.question.code for quotes in big.quotes} == {"O1", "O2", "O3", "O4"}
    assert demo.NOT_SHOWN not in [text for quotes in big.quotes for text in quotes.texts]
    assert told["herttoniemi-laajasalo"].n == 12
    assert told["vuosaari-puotila"].withheld
    assert told["etelaiset-kaupunginosat"].withheld  # Sukkula has not released it
    invited = told["lantiset-alueet"]
    assert (invited.n, invited.answered, invited.reached) == (24, 24, 36)
    assert sorted(index.n for _role, index in invited.themes[1].roles if index) == [5, 7, 12]
    assert Survey.objects.get(mode="named").is_open
    rounds = Survey.objects.get(follows__isnull=False).rounds
    assert [(s.state, s.on_paper, bool(whole.gaps(s))) for s in rounds] == [
        ("closed", 3, False),
        ("draft", 0, True),
    ]
    answered = {a.kind: a.n for a in results(rounds[0]).answers}
    assert list(answered) == ["district", "choice", "multiple", "score", "ranking", "number"]
    assert {n for kind, n in answered.items() if kind != "multiple"} == {26}
    open_one = Survey.objects.get(token=demo.OPEN_LINK)
    assert (open_one.is_open, open_one.made_by) == (True, lead)
