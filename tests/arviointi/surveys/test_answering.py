"""Answering from the link: three languages, mistakes, a second press, a closed survey, limits."""

import logging.config

import pytest
import redis
from django.conf import settings
from django.test import Client
from django.urls import reverse

from arviointi.models import OpenAnswer
from arviointi.surveys import limits
from kehityspolku.logs import HideLinks
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
KEY = "k" * 22


@pytest.fixture
def survey():
    return make.survey()


def address(survey, prefix=""):
    return f"{prefix}/kysely/{survey.token}/"


def filled(**changes):
    codes = ["A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2", "D3", "E1", "E2", "F1"]
    given = dict.fromkeys(codes, "4") | {"O1": "Pihajuhlat", "form_key": KEY}
    return {name: value for name, value in (given | changes).items() if value is not None}


def close(survey):
    survey.close_survey(by=make.user("lead"))


def test_the_form_asks_in_three_languages(client, survey):
    first = {"": "Olen voinut", "/sv": "Jag har kunnat", "/en": "I have been able"}
    for prefix, words in first.items():
        page = client.get(address(survey, prefix))
        assert page.status_code == 200
        assert words in main(page)


def test_no_cookie_is_set(client, survey):
    assert client.get(address(survey)).cookies == {}
    assert client.post(address(survey), filled()).cookies == {}


def test_an_answer_needs_no_token_of_a_form_elsewhere(survey):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address(survey), filled()).status_code == 302


def test_an_answer_drops_into_the_box_and_is_counted_at_closing(client, survey):
    sent = client.post(address(survey, "/sv"), filled(A1="na", A2="dk", role="school"))
    assert sent.url == f"/sv/kysely/{survey.token}/kiitos/?form={KEY}"
    assert client.get(sent.url).status_code == 200
    unsent = client.get(f"{address(survey)}kiitos/?form={'n' * 22}")
    assert unsent.url == address(survey)  # thanks only after an answer
    assert (survey.ballots.count(), survey.responses.count()) == (1, 0)
    close(survey)
    response = survey.responses.get()
    assert response.role == ""
    told = dict(response.answers.values_list("question__code", "choice"))
    assert (told["A1"], told["A2"], told["F1"], len(told)) == ("na", "dk", "4", 12)
    assert [a.text for a in survey.open_answers.all()] == ["Pihajuhlat"]


def test_pressing_twice_gives_one_answer(client, survey):
    for _press in range(2):
        assert client.post(address(survey), filled()).status_code == 302
    assert survey.ballots.count() == 1


def test_a_fresh_form_has_a_fresh_key(client, survey):
    keys = {client.get(address(survey)).context["form_key"] for _n in range(2)}
    assert [len(key) for key in keys] == [22, 22]


def test_a_mistake_keeps_what_was_filled(client, survey):
    page = client.post(address(survey), filled(B1=None, O2="Lisää penkkejä"))
    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["B1"]
    assert "Lisää penkkejä" in main(page)
    assert main(page).count(" checked") == 1  # of the part that lacks an answer
    assert carried(page) == {"C1": "4", "O1": "Pihajuhlat", "O2": "Lisää penkkejä"}
    assert page.context["form_key"] == KEY
    assert survey.ballots.count() == 0


def carried(page, *names):
    """What goes along in hidden fields, of some."""
    names = names or ("C1", "O1", "O2")
    return {field.name: field.value() for field in page.context["carried"] if field.name in names}


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"A1": "6"}, ["A1"]),
        ({"A1": "4\x00"}, ["A1"]),
        ({"O1": "x" * 100_000}, ["O1"]),
    ],
)
def test_wrong_values_are_told_and_nothing_is_stored(client, survey, changes, wrong):
    page = client.post(address(survey), filled(**changes))
    assert (page.status_code, list(page.context["form"].errors)) == (200, wrong)
    assert survey.ballots.count() == 0


@pytest.mark.parametrize("text", ["=1+1", "😀 abc", "<script>alert(1)</script>", "x" * 2000])
def test_any_words_are_kept_as_written(client, survey, text):
    assert kept(client, survey, text) == text


@pytest.mark.parametrize(("text", "tidy"), [("😀 \u202eabc", "😀 abc"), ("a\x00b", "ab")])
def test_what_only_confuses_is_left_out(client, survey, text, tidy):
    assert kept(client, survey, text) == tidy


def kept(client, survey, text):
    assert client.post(address(survey), filled(O1=text)).status_code == 302
    close(survey)
    return OpenAnswer.objects.get(question__code="O1").text


@pytest.mark.parametrize("key", ["", "short", "x" * 5000, "\x00" * 22])
def test_an_odd_form_key_does_no_harm(client, survey, key):
    assert client.post(address(survey), filled(form_key=key)).status_code == 302
    assert survey.ballots.count() == 1


def test_changing_the_language_keeps_what_was_filled(client, survey):
    """By the languages in the head of every page, here buttons of the form."""
    there = address(survey, "/sv")
    head = client.get(address(survey)).text.split("</header>")[0]
    assert f'form="answers" name="tongue" value="sv" formaction="{there}"' in " ".join(head.split())
    assert "hreflang" not in head
    page = client.post(there, filled(B1=None, A1="2", tongue="sv"))
    assert page.status_code == 200
    assert page.context["form"].errors == {}
    assert page.context["form_key"] == KEY
    assert carried(page) == {"C1": "4", "O1": "Pihajuhlat"}
    assert main(page).count(" checked") == 2
    assert survey.ballots.count() == 0


@pytest.mark.parametrize("token", ["unknown", "x" * 5000, "%00", "a.b"])
def test_an_unknown_link_is_not_found(client, token):
    assert client.get(f"/kysely/{token}/").status_code == 404


def test_a_draft_has_no_form_yet(client):
    survey = make.survey(state="draft")
    assert client.get(address(survey)).status_code == 404
    assert client.get(f"{address(survey)}kiitos/").status_code == 404


def test_a_closed_survey_says_so(client, survey):
    close(survey)
    page = client.get(address(survey))
    assert page.status_code == 200
    assert reverse("arviointi:survey", args=[survey.pk]) in main(page)
    assert client.post(address(survey), filled()).status_code == 409
    assert survey.responses.count() == 0


def test_too_many_from_one_address_are_stopped_with_their_text_kept(client, survey, monkeypatch):
    monkeypatch.setattr(limits, "MOST_AN_HOUR", 2)
    for n in range(2):
        assert client.post(address(survey), filled(form_key=f"{n:022}")).status_code == 302
    page = client.post(address(survey), filled())
    assert page.status_code == 429
    assert "Pihajuhlat" in main(page)
    other = client.post(address(survey), filled(), REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 302


def test_the_limit_keeps_no_address_and_forgets(client, survey):
    client.post(address(survey), filled(), REMOTE_ADDR="192.0.2.7")
    with redis.from_url(settings.CACHES["default"]["LOCATION"]) as kept:
        marks = [key for key in kept.scan_iter() if b":answers" in key]
        assert len(marks) == 2  # the day's salt and the hour's count
        assert not any(b"192.0.2.7" in key or b"192.0.2.7" in kept.get(key) for key in marks)
        (count,) = (key for key in marks if b"salt" not in key)
        assert 0 < kept.ttl(count) <= 3660


def test_a_signed_in_answerer_leaves_no_trace_either(client, survey):
    person = make.user()
    client.force_login(person)
    client.post(address(survey), filled())
    close(survey)
    assert survey.responses.count() == 1
    assert person.name not in str(list(OpenAnswer.objects.values_list("text", flat=True)))


def test_every_handler_hides_links(settings):
    logging.config.dictConfig(settings.LOGGING)
    names = [None, "django", "django.request", "django.server", "celery", "arviointi"]
    handlers = [handler for name in names for handler in logging.getLogger(name).handlers]
    ours = [handler for handler in handlers if type(handler) is logging.StreamHandler]
    assert [h for h in ours if not any(isinstance(f, HideLinks) for f in h.filters)] == []
    assert len(ours) == 2
    assert logging.getLogger("django").handlers == []
