"""The pages of surveys: list, making, running, results, CSV, moderation."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from arviointi.models import Answer, OpenAnswer, Reading, Survey, Verbatim
from arviointi.reports import areas, progress
from arviointi.surveys import ballot_box
from arviointi.surveys.views import surveys
from kehityspolku import moments
from kehityspolku.documents.sheets import safe_cell
from kehityspolku.events import waiting
from kehityspolku.models import Notice
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


def url(survey, name="survey"):
    return reverse(f"arviointi:{name}", args=[survey.pk])


def closed(many, scope=None, *, released=True, **values):
    lead = make.user("lead")
    survey = make.survey(scope, by=lead)
    make.answers(survey, many, **values)
    survey.close_survey(by=lead)
    if released:
        survey.release_results(by=lead)
    return survey


def read(survey, *texts):
    """Sukkula has read the open answers and shows these."""
    shown = survey.open_answers.filter(text__in=texts).values_list("pk", flat=True)
    Reading.objects.read(survey, by=make.user("adviser"), shown=set(shown))


def test_the_list_shows_what_is_open_and_closed_to_everyone(client):
    open_one, draft = make.survey(title_fi="Avoin"), make.survey(state="draft", title_fi="Luonnos")
    page = client.get("/arviointi/")
    assert url(open_one) in main(page)
    assert url(draft) not in page.text
    assert open_one.token not in page.text


@pytest.mark.parametrize(
    ("many", "told"), [(0, "too few to show"), (9, "too few to show"), (10, "10")]
)
def test_the_list_counts_no_fewer_than_ten(client, many, told):
    closed(many)
    cell = main(client.get("/en/arviointi/")).split('class="num" data-label')[1]
    assert cell.split(">")[1].split("<")[0].strip() == told


def test_the_list_costs_the_same_for_many(client):
    kehra = make.kehra()
    costs = []
    for many in (1, 2, 27):
        for _n in range(many):
            make.survey(kehra, state="released")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/arviointi/")
        costs.append(len(asked))
    assert costs[0] == costs[1] == costs[2]


def test_the_list_goes_on_to_older_ones(client, monkeypatch):
    monkeypatch.setattr(surveys, "PAGE", 2)
    made = [make.survey(state="closed") for _n in range(3)]
    first = client.get("/arviointi/")
    assert first.context["closed"] == [made[2], made[1]]
    older = client.get(f"/arviointi/{first.context['older_url']}")
    assert older.context["closed"] == [made[0]]
    for odd in ("x", "-1", "9" * 30, "%00", "٣"):
        assert client.get(f"/arviointi/?before={odd}").status_code == 200


def test_a_coordinator_makes_a_survey_of_the_own_kehra(client):
    kehra = make.kehra()
    client.force_login(make.coordinator(kehra))
    form = client.get("/arviointi/uusi/").context["form"]
    assert list(form.scopes) == [f"kehra-{kehra.pk}"]
    given = {f"title_{code}": f"Kysely {code}" for code in ("fi", "sv", "en")}
    given |= {"scope": f"kehra-{kehra.pk}", "codes": ["A1", "B1", "O1"], "mode": "link"}
    client.post("/arviointi/uusi/", given)
    survey = Survey.objects.get()
    assert (survey.kehra, survey.state) == (kehra, "draft")
    assert [q.code for q in survey.questions.all()] == ["A1", "B1", "O1"]
    assert client.post(url(survey, "survey_open")).status_code == 302
    assert survey.links()[0][1] in main(client.get(url(survey)))
    assert client.post(url(survey, "survey_close")).status_code == 302
    assert client.post(url(survey, "survey_close")).status_code == 409


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"scope": "kehra-999999"}, ["scope"]),
        ({"scope": "city\x00"}, ["scope"]),
        ({"title_sv": ""}, ["title_sv"]),
        ({"title_en": "x" * 201}, ["title_en"]),
        ({"closes_on": "31.2.2030"}, ["closes_on"]),
        ({"closes_on": "2020-01-01"}, ["closes_on"]),
        ({"mode": "open"}, ["mode"]),
        ({"codes": ["Z9"]}, ["codes"]),
        ({"language": "de"}, ["language"]),
    ],
)
def test_a_survey_with_a_mistake_is_not_made(client, changes, wrong):
    client.force_login(make.user("lead"))
    given = {"scope": "city", "title_fi": "a", "title_sv": "b", "title_en": "c", "codes": ["A1"]}
    given["mode"] = "link"
    page = client.post("/arviointi/uusi/", given | changes)
    assert (page.status_code, list(page.context["form"].errors)) == (200, wrong)
    assert Survey.objects.count() == 0


def test_others_make_no_survey(client):
    assert client.get("/arviointi/uusi/").status_code == 302
    for role in (None, "city_official", "reviewer", "admin"):
        client.force_login(make.user(role))
        assert client.get("/arviointi/uusi/").status_code == 403


def test_who_sees_what_of_an_open_survey(client):
    kehra = make.kehra()
    survey = make.survey(kehra)
    pages = ("survey", "survey_preview", "survey_csv", "survey_moderate")

    def codes(person):
        client.logout()
        if person:
            client.force_login(person)
        return [client.get(url(survey, page)).status_code for page in pages]

    assert codes(None) == [200, 302, 409, 302]
    assert codes(make.member(kehra)) == [200, 403, 409, 403]
    assert codes(make.coordinator(kehra)) == [200, 200, 409, 403]
    assert codes(make.user("adviser")) == [200, 200, 409, 200]


def test_nobody_else_opens_or_closes(client):
    kehra = make.kehra()
    draft, survey = make.survey(kehra, state="draft"), make.survey(kehra)
    client.force_login(make.member(kehra))
    assert client.post(url(draft, "survey_open")).status_code == 404
    assert client.post(url(survey, "survey_close")).status_code == 403
    read = client.get(url(survey, "survey_close"))  # nothing is done: its page is shown
    assert (read.status_code, read.url) == (302, survey.get_absolute_url())
    survey.refresh_from_db()
    assert survey.is_open


def test_the_public_sees_no_link_of_an_open_survey(client):
    survey = make.survey()
    assert survey.token not in client.get(url(survey)).text


def test_who_feeds_an_open_link_learns_nothing_of_the_answer_between():
    """Answers of one's own, one of another person, more of one's own: no page has changed, and
    but for Sukkula none does at the closing either, however early."""
    kehra = make.kehra()
    people = [make.coordinator(kehra), make.user("city_official"), make.user(), make.user("lead")]
    clients = [Client() for _person in people]
    for client, person in zip(clients, people, strict=True):
        client.force_login(person)

    def met(survey, clients):
        Notice.objects.all().delete()  # their number stands on every page
        found = [url(survey), url(survey, "survey_csv"), "/arviointi/", survey.links()[0][1]]
        pages = [client.get(at).text for client in clients for at in found]
        report = progress.gather(areas.find("city"), moments.in_days(-9), moments.in_days(9))
        told = f"{pages} {[(r.n, r.withheld, r.rates) for r in report.surveys]}"
        told = re.sub(r'value="[\w-]{16,}"', "", told)
        return told.replace(survey.token, "").replace(f"/{survey.pk}/", "/")

    survey = make.survey(kehra)
    seen = set()
    for many, choice in ((0, "1"), (4, "1"), (1, "5"), (5, "1"), (20, "1")):
        make.answers(survey, many, choice=choice, O1="Words of one person")
        ballot_box.empty(survey)
        seen.add(met(survey, clients))
    assert survey.responses.count() == 30
    assert len(seen) == 1
    survey.close_survey(by=people[-1])
    after = {met(survey, clients[:-1])}  # Sukkula is trusted: it looks before it releases
    for rows in (Answer, OpenAnswer, Survey):
        rows.objects.all().delete()
    early = make.survey(kehra)
    make.answers(early, 1, choice="5", O1="Words of one person")
    early.close_survey(by=people[-1])
    assert after | {met(early, clients[:-1])} == after


def test_sukkula_looks_at_the_numbers_and_releases_them(client):
    survey = closed(12, choice="5", released=False, O1="Words")
    client.force_login(make.user("adviser"))
    page = client.get(url(survey))
    assert (page.context["results"].n, url(survey, "survey_release") in main(page)) == (12, True)
    assert client.get(url(survey, "survey_csv")).status_code == 409
    assert client.post(url(survey, "survey_release")).status_code == 302
    assert client.post(url(survey, "survey_release")).status_code == 409
    assert url(survey, "survey_release") not in main(client.get(url(survey)))
    client.logout()
    assert client.get(url(survey)).context["results"].n == 12


def test_what_waits_for_a_lead_is_a_closed_link(client):
    lead = make.user("lead")
    survey = closed(3, released=False)
    there = "/arviointi/#closed"
    assert [w.number for w in waiting.with_things(lead) if w.url == there] == [1]
    assert there not in [w.url for w in waiting.with_things(make.user("adviser"))]
    survey.release_results(by=lead)
    assert there not in [w.url for w in waiting.with_things(lead)]


def test_results_are_public_when_closed(client):
    survey = closed(12, choice="5")
    page = client.get(url(survey))
    assert page.context["results"].n == 12
    assert "100\u00a0%" in main(page)


def test_nine_answers_show_nothing(client):
    survey = closed(9, choice="5", O1="Salaisuus")
    page = client.get(url(survey))
    assert page.context["results"].withheld
    assert "agreement" not in page.context
    assert "Salaisuus" not in page.text
    assert ">9<" not in page.text
    assert "Salaisuus" not in client.get(url(survey, "survey_csv")).text


def test_no_group_and_no_rate_is_told_of_an_open_link(client):
    lead = make.user("lead")
    survey = make.survey(invited=46)
    make.answers(survey, 12, choice="5")
    make.answers(survey, 11, choice="1")
    survey.close_survey(by=lead)
    survey.release_results(by=lead)
    with translation.override("en"):
        page = main(client.get(url(survey)))
        table = client.get(url(survey, "survey_csv")).text
    assert ">23</dd>" in page
    assert "open link: anyone could answer" in page
    told = page + table
    secret = ("school", "resident", "response rate", "46 who", "50\u00a0%")
    assert [words for words in secret if words in told.lower()] == []


def test_open_answers_show_only_when_read_and_enough(client):
    few, enough = closed(9, O1="Pienet"), closed(10, O1="Suuret")
    client.force_login(make.user("adviser"))
    for survey in (few, enough):
        keys = survey.open_answers.values_list("pk", flat=True)
        client.post(url(survey, "survey_moderate"), {"shown": keys[:4]})
    client.logout()
    assert main(client.get(url(few))).count("Pienet") == 0
    assert main(client.get(url(enough))).count("Suuret") == 4
    assert client.get(url(enough, "survey_csv")).text.count("Suuret") == 4


def test_odd_ticks_do_no_harm(client):
    survey = closed(10, O1="Suuret")
    client.force_login(make.user("adviser"))
    sent = client.post(url(survey, "survey_moderate"), {"shown": ["x", "\x00", "1" * 9999]})
    assert sent.status_code == 302
    assert set(Verbatim.objects.values_list("shown", "text")) == {(False, "")}


def test_only_sukkula_moderates():
    survey = closed(10, O1="Suuret")
    with pytest.raises(PermissionDenied):
        Reading.objects.read(survey, by=make.user("city_official"))
    assert Reading.objects.count() == 0


def test_a_reading_is_a_version_and_the_last_one_holds(client):
    survey = closed(10, O1="Suuret")
    read(survey, "Suuret")
    assert main(client.get(url(survey))).count("Suuret") == 10
    read(survey)
    assert main(client.get(url(survey))).count("Suuret") == 0
    numbers = [(r.number, r.verbatims.filter(shown=True).count()) for r in survey.readings.all()]
    assert numbers == [(1, 10), (2, 0)]


def test_csv_is_for_programs_or_for_spreadsheets(client):
    survey = closed(12, choice="5", O1="=1+1")
    read(survey, "=1+1")
    plain = client.get(url(survey, "survey_csv"))
    lines = plain.text.splitlines()
    assert plain.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert [line.split(",")[1] for line in lines[1:4]] == ["A1", "A2", "B1"]
    assert "0,0,0,0,12,0,0,5.00" in lines[2]
    assert "'=1+1" in lines[-1]
    sheet = client.get(url(survey, "survey_csv"), {"excel": "1"}).text
    assert sheet.startswith("\ufeff")
    assert "0;0;0;0;12;0;0;5,00" in sheet


def test_cells_are_safe():
    risky = ["=1", "+1", "-1", "@x", "\t=1"]
    assert [safe_cell(text) for text in risky] == [f"'{text}" for text in risky]
    assert [safe_cell(v) for v in ("A = B", 5, -5, None, "")] == ["A = B", 5, -5, None, ""]


def test_pages_speak_three_languages(client):
    survey = closed(12)
    here, title = url(survey), {"": "Survey fi", "/sv": "Survey sv", "/en": "Survey en"}
    for prefix, words in title.items():
        for page in (here, "/arviointi/"):
            assert words in main(client.get(f"{prefix}{page}"))


def test_an_unknown_survey_is_not_found(client):
    assert client.get("/arviointi/999999/").status_code == 404
    assert client.get(f"/arviointi/{'9' * 40}/").status_code == 404


def test_the_last_day_is_told(client):
    survey = make.survey(closes_on=moments.in_days(10))
    day = moments.day_text(survey.closes_on)
    assert day in main(client.get(url(survey)))
