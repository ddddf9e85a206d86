"""Files that everyone may have are made once, whoever and however many ask for them."""

import time
from unittest import mock

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client
from redis import RedisError

from arviointi.open_data import files
from arviointi.results import workbook
from kehityspolku import moments
from kehityspolku.documents import pdf
from kehityspolku.web import downloads
from rahoitus.register import threesixtygiving, views
from tests import make
from tests.arranged import once
from tests.races import at_once

pytestmark = pytest.mark.django_db


@once
def told():
    """A public card, a grant and a survey whose results are told."""
    survey = make.survey(make.kehra(), state="closed")
    survey.release_results(by=make.user("lead"))
    return {"card": make.project(state="approved"), "survey": survey, "grant": make.grant()}


def counted(module, name):
    return mock.patch.object(module, name, wraps=getattr(module, name))


def drawn():
    """Drawing takes long and has tests of its own."""
    return mock.patch.object(pdf, "draw", return_value=b"%PDF")


def test_fifty_requests_do_the_work_once(client, told):
    card, survey = told["card"], told["survey"]
    for make_it, path, other in (
        (drawn(), f"/hankkeet/{card.pk}/kortti.pdf", None),
        (drawn(), f"/arviointi/{survey.pk}/tulokset.pdf", None),
        (counted(workbook, "make"), f"/arviointi/{survey.pk}/tulokset.xlsx", None),
        (counted(files, "written"), "/avoindata/kaupunginosat.csv", None),
        (counted(files, "written"), "/avoindata/kehrat.json", None),
        (counted(views, "table"), "/rahoitus/rekisteri.csv", "?state=granted"),
        (counted(threesixtygiving, "package"), "/rahoitus/rekisteri.json", "?state=granted"),
    ):
        with make_it as made:
            asked = [client.get(f"{path}?x={n}") for n in range(50)]
            assert {(answer.status_code, answer.content) for answer in asked} == {
                (200, asked[0].content)
            }, path
            assert made.call_count == 1, path
            etag = asked[0]["ETag"]
            again = Client().get(path, headers={"If-None-Match": etag})
            assert (again.status_code, again["ETag"], again.content) == (304, etag, b"")
            assert made.call_count == 1, path
            if other:
                assert Client().get(f"{path}{other}").status_code == 200
                assert made.call_count == 2, path


def test_a_document_that_one_has_is_not_drawn_even_where_none_is_kept(told):
    path = f"/hankkeet/{told['card'].pk}/kortti.pdf"
    with drawn() as made:
        etag = Client().get(path)["ETag"]
        cache.clear()
        assert Client().get(path, headers={"If-None-Match": etag}).status_code == 304
        assert made.call_count == 1
        english = Client().get(f"/en{path}")
        assert english["ETag"] != etag
        assert made.call_count == 2


def test_what_happens_is_in_the_file_at_once_and_what_changes_by_itself_soon():
    def members():
        rows = Client().get("/avoindata/kehrat.json").json()
        return {row["id"]: row["members"] for row in rows}.get(kehra.slug)

    kehra, person = make.kehra(), make.user()
    assert members() == 0
    kehra.ask_to_join(by=person, actor_type="resident")
    kehra.memberships.get(user=person).accept(by=make.coordinator(kehra))
    assert members() == 2
    type(kehra).objects.filter(pk=kehra.pk).update(slug="toinen")  # which nothing tells of
    kehra.slug = "toinen"
    with moments.days_ago(-1):
        assert members() == 2


def test_two_who_ask_at_once_have_it_made_once(rf):
    made = []

    def slowly():
        made.append(1)
        time.sleep(3 * downloads.PAUSE)
        return "a,b"

    def ask():
        request = rf.get("/")
        request.user = AnonymousUser()
        return downloads.kept(request, "a table", slowly)

    assert at_once(ask, ask, ask) == [b"a,b"] * 3
    assert made == [1]


def test_one_connection_has_only_so_many_made(told, settings):
    settings.ACCOUNT_RATE_LIMITS = {"file": "2/h/ip"}
    paths = [f"/avoindata/{name}.csv" for name in ("kehrat", "hankkeet", "haut", "kehrat")]
    answers = [Client().get(f"/en{path}") for path in paths]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 200]
    assert "Too many new files in a short time" in answers[2].text
    other = Client(REMOTE_ADDR="192.0.2.7").get(paths[2])
    assert other.status_code == 200


def test_what_one_person_may_read_is_kept_nowhere(told):
    reader = Client()
    reader.force_login(make.user())
    with drawn() as made:
        for _ in range(2):
            assert reader.get(f"/hankkeet/{told['card'].pk}/kortti.pdf").status_code == 200
        assert made.call_count == 2


def test_without_valkey_files_are_made_as_ever(told):
    with mock.patch.object(downloads, "found", side_effect=RedisError):
        assert Client().get("/avoindata/kehrat.csv").status_code == 200
