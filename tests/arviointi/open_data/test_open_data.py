"""Open data: what its files hold and never hold, what its catalogues say of them."""

import csv
import json
import re

import frictionless
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arviointi.open_data.files import KINDS, written
from arviointi.open_data.tables import TABLES
from kehityspolku.models import User
from kehrat.models import Kehra, Project
from rahoitus.calls.models import Call
from rahoitus.register.grants import public
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


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


def test_nothing_private_is_in_any_column():
    kept = Project.objects.exclude(state__in=Project.PUBLIC)
    secret = {
        *User.objects.exclude(name="").values_list("name", flat=True),
        *User.objects.values_list("email", flat=True),
        *kept.values_list("title", flat=True),
        *Kehra.objects.filter(state__in=Kehra.UNSEEN).values_list("slug", flat=True),
        *Call.objects.filter(published_at=None).values_list("slug", flat=True),
    }
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
