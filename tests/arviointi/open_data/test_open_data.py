"""Open data: what its files hold and never hold, what its catalogues say of them."""

import csv
import json
import re
from itertools import cycle
from types import SimpleNamespace

import frictionless
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arviointi.indicators import catalogue, figures, snapshots
from arviointi.models import Publication, Reading, Snapshot, Survey
from arviointi.open_data.files import KINDS, written
from arviointi.open_data.tables import TABLES
from arviointi.results.results import results
from kehityspolku import moments
from kehityspolku.models import User
from kehityspolku.moments import days_ago
from kehrat.models import Kehra, Project
from rahoitus.calls.models import Call
from rahoitus.register.grants import public
from tests import make
from tests.arranged import once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evaluated")]
SAID = "Naapuri Esimerkki on väärä ihminen."
UNTOLD = "Tätä kysymystä ei julkaista."
FEW = "Vain yksi"
ABOUT = ["Valot"] * 6 + ["Penkit"] * 6 + ["Bussit"] * 2 + [FEW]


@once
def evaluated(world):
    """Months of indicators and surveys beside the world: one told, of twelve people in two roles
    and some words; one of too few; one with an open link that Sukkula has not released."""
    with days_ago(90):
        old = make.kehra(formed_on=moments.today())
    for back in (0, 1):
        snapshots.keep(figures.before(snapshots.last_month(), back))
    unseen = Kehra.objects.filter(state__in=Kehra.UNSEEN).first()
    row = Snapshot.objects.last()
    Snapshot.objects.create(kehra=unseen, day=row.day, indicator=row.indicator, figures=row.figures)
    lead = make.user("lead")
    told = make.every_kind(world.kehra, mode="anonymous", state="draft")
    kept_back = told.parts.get(kind="score")
    told.parts.filter(pk=kept_back.pk).update(text_fi=UNTOLD)
    answer(told, {"resident": 6, "school": 5, "company": 4}, lead)
    words = told.open_answers.order_by("question", "pk").values_list("pk", flat=True)
    themes = dict(zip(words, cycle(ABOUT), strict=False))  # of each question's fifteen answers
    Reading.objects.read(told, by=lead, shown=set(words), themes=themes)
    Publication.objects.choose(told, [kept_back.code], by=lead)
    few = make.survey(world.kehra, mode="anonymous", state="draft")
    answer(few, {"resident": 4}, lead)
    make.survey(world.kehra, state="closed")
    return SimpleNamespace(told=told, few=few, old=old)


def answer(survey, people, lead):
    """Invite so many in each role and let all answer, the first with words."""
    survey.invitations.all().delete()
    for role, many in people.items():
        make.asked(survey, max(many, 5), role=role)
    survey.open_survey(by=lead)
    survey.invitations.update(mails=1)
    for role, many in people.items():
        for number, one in enumerate(survey.invitations.filter(role=role)[:many]):
            one.answer(given(survey, number))
    survey.close_survey(by=lead)


def given(survey, number):
    """The answers of one person; of districts, one that two others share at most."""
    found = {}
    for question in survey.questions:
        for key, _words in question.fields():
            match question.kind:
                case "open":
                    found[key] = SAID
                case "date":
                    found[key] = "2026-05-01"
                case "ranking":
                    found[key] = str(1 + (number + int(key[-1])) % 2)
                case "multiple":
                    found[f"{key}_{1 + number % 2}"] = "x"
                case "district":
                    found[key] = str(10 + number // 2)
                case "number":
                    found[key] = str(7 * number)
                case _:
                    found[key] = str(1 + number % 2)
    return found


def rows(name):
    return json.loads(written(TABLES[name], "json"))


def get(name, *args, **headers):
    return Client().get(reverse(f"arviointi:{name}", args=args), headers=headers)


def test_each_file_keeps_to_its_own_description(tmp_path):
    package = get("open_data_package").json()
    for name in TABLES:
        answer = get("open_data_file", name, "csv")
        (tmp_path / f"{name}.csv").write_bytes(answer.content)
    description = tmp_path / "datapackage.json"
    description.write_text(json.dumps(package))
    report = frictionless.validate(str(description))
    assert report.flatten(["name", "type", "note"]) == []
    assert [task.stats["rows"] for task in report.tasks] == [len(rows(name)) for name in TABLES]
    assert all(task.stats["rows"] for task in report.tasks)


def test_the_rows_are_those_that_everyone_may_see():
    assert {row["id"] for row in rows("kehrat")} == set(
        Kehra.objects.exclude(state__in=Kehra.UNSEEN).values_list("slug", flat=True)
    )
    assert {row["id"] for row in rows("hankkeet")} == set(
        Project.objects.filter(state__in=Project.PUBLIC).values_list("pk", flat=True)
    )
    assert {row["id"] for row in rows("rahoitus")} == set(public().values_list("pk", flat=True))
    assert {row["id"] for row in rows("haut")} == set(
        Call.objects.exclude(published_at=None).values_list("slug", flat=True)
    )
    assert len(rows("kaupunginosat")) == 59
    seen = Snapshot.objects.exclude(kehra__state__in=Kehra.UNSEEN)
    assert len(rows("mittarit")) == seen.count() == Snapshot.objects.count() - 1


def test_a_row_of_indicators_is_a_figure_of_a_month_and_an_area(evaluated):
    last = snapshots.last_month()
    told = {(row["day"], row["area"], row["indicator"]): row for row in rows("mittarit")}
    for kehra, area in ((None, "koko-helsinki"), (evaluated.old, evaluated.old.slug)):
        kept = Snapshot.objects.filter(kehra=kehra, day=last)
        assert kept.count() == len(catalogue.of(kehra))
        for each in kept:
            row = told[last.isoformat(), area, each.indicator]
            assert {
                name: row[name] for name in ("value", "n", "of")
            }.items() <= each.figures.items()
            assert row["beside"].items() <= each.figures["beside"].items()


def test_results_of_surveys_are_those_of_their_pages(evaluated):
    told, few = evaluated.told, evaluated.few
    found = [row for row in rows("kyselytulokset") if row["survey"] == told.pk]
    page = results(told)
    whole = [row["n"] for row in found if row["part"] == "whole"]
    assert whole == [page.n] == [15]
    rates = {row["group"]: (row["n"], row["reached"]) for row in found if row["part"] == "rate"}
    assert sorted(rates.values()) == sorted((r.answered, r.reached) for r in page.rates)
    for one in page.answers:
        mine = [row for row in found if row["code"] == one.code]
        assert [row["n"] for row in mine if row["answer"]] == [row.n for row in one.rows]
        assert {row["hidden"] for row in mine} == {one.withheld}
        assert one.text in {row["question_fi"] for row in mine}
    for one in page.statements:
        mine = [row for row in found if row["code"] == one.question.code]
        assert [row["n"] for row in mine][:6] == [one.told.n, *one.told.counts]
        assert mine[0]["value"] == one.told.mean
    # What open answers are about, as on the page: themes that few wrote of are told together.
    about = [(row["code"], row["answer"], row["n"]) for row in found if row["part"] == "coded"]
    assert about == [
        (quotes.question.code, theme, n)
        for quotes in page.quotes
        for theme, n in (("Valot", 6), ("rest", 9))
    ]
    assert about != []
    kept_back = told.publications.last().withheld
    assert not {row["code"] for row in found} & {*kept_back}
    alone = [row for row in rows("kyselytulokset") if row["survey"] == few.pk]
    assert [(row["part"], row["n"], row["hidden"]) for row in alone] == [
        ("rate", 4, False),
        ("whole", None, True),
    ]
    assert {row["survey"] for row in rows("kyselytulokset")} == {
        *Survey.objects.told().values_list("pk", flat=True)
    }


def test_nothing_private_is_in_any_column():
    kept = Project.objects.exclude(state__in=Project.PUBLIC)
    secret = {
        *User.objects.exclude(name="").values_list("name", flat=True),
        *User.objects.values_list("email", flat=True),
        *kept.values_list("title", flat=True),
        *Kehra.objects.filter(state__in=Kehra.UNSEEN).values_list("slug", flat=True),
        *Call.objects.filter(published_at=None).values_list("slug", flat=True),
    }
    secret |= {SAID, UNTOLD, *ABOUT} - {"Valot"}
    shown = {*Project.objects.public().values_list("title", flat=True)}
    for name in TABLES:
        for kind in KINDS:
            text = written(TABLES[name], kind)
            cells = {str(cell) for row in csv.reader(text.splitlines()) for cell in row}
            assert cells & (secret - shown) == set(), name
            assert "@" not in text


def test_both_kinds_of_file_say_the_same_in_every_language(client):
    for name, table in TABLES.items():
        sheet = list(csv.DictReader(written(table, "csv").splitlines(keepends=True)))
        assert [list(row) for row in sheet[:1]] == [[c.name for c in table.columns]]
        assert [row[table.columns[0].name] for row in sheet] == [
            str(row[table.columns[0].name]) for row in rows(name)
        ]
        files = {
            client.get(f"{start}/avoindata/{name}.csv").content for start in ("", "/sv", "/en")
        }
        assert len(files) == 1


def test_what_a_spreadsheet_would_run_is_text_and_unknown_is_empty():
    card = make.project(state="approved", title="=1+1")
    sheet = csv.DictReader(written(TABLES["hankkeet"], "csv").splitlines(keepends=True))
    told = next(row for row in sheet if row["id"] == str(card.pk))
    assert told["title"] == "'=1+1"
    plain = next(row for row in rows("hankkeet") if row["id"] == card.pk)
    assert (plain["title"], plain["whole_city"]) == ("=1+1", card.all_districts)
    assert next(row for row in rows("kehrat") if row["state"] == "forming")["ended_on"] is None


def test_a_file_that_has_not_changed_is_not_sent_again():
    first = get("open_data_file", "kehrat", "json")
    again = get("open_data_file", "kehrat", "json", if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    make.kehra()
    changed = get("open_data_file", "kehrat", "json", if_none_match=first["ETag"])
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_no_other_file_is_there():
    for name, kind in [("kehrat", "xml"), ("users", "csv"), ("kehrat", "CSV")]:
        assert get("open_data_file", name, kind).status_code == 404


def test_a_file_asks_as_much_for_many_rows_as_for_one():
    for name, table in TABLES.items():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            written(table, "csv")
        assert len(asked) <= 5, name


def test_the_catalogue_is_as_dcat_ap_and_the_regions_service_want_it():
    answer = get("open_data_catalogue")
    assert answer["Content-Type"] == "application/ld+json"
    catalogue = answer.json()
    assert {"dct:title", "dct:description", "dct:publisher", "dcat:dataset"} <= set(catalogue)
    slugs = [each["dct:identifier"] for each in catalogue["dcat:dataset"]]
    assert len(set(slugs)) == len(TABLES)
    assert all(re.fullmatch(r"[a-z0-9_-]{1,100}", slug) for slug in slugs)
    for dataset in catalogue["dcat:dataset"]:
        for words in (dataset["dct:title"], dataset["dct:description"]):
            told = {each["@language"]: each["@value"] for each in words}
            assert set(told) == {"fi", "sv", "en"}
            assert len(set(told.values())) == 3  # each in its own words
        titles = [each["@value"] for each in dataset["dct:title"]]
        assert all(re.search("Helsin[kg]", title) for title in titles)
        assert not any(re.search(r"\d{4}|Kehityspolku", title) for title in titles)
        for file in dataset["dcat:distribution"]:
            assert file["dct:license"] == {"@id": catalogue["dct:license"]["@id"]}
            path = file["dcat:downloadURL"]["@id"].partition("//")[2].partition("/")[2]
            assert Client().get(f"/{path}").status_code == 200


def test_the_page_tells_of_every_column(client):
    page = client.get(reverse("arviointi:open_data")).content.decode()
    names = [column.name for table in TABLES.values() for column in table.columns]
    assert re.findall(r"<code>(\w+)</code>", page) == names
