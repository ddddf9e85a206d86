"""The list, its scores and its decisions as files: as seen, safe to open, one's own."""

import csv
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook

from kehityspolku import moments
from kehityspolku.documents import reports
from kehityspolku.models import Report
from sukkula.reports import build
from tests import make
from tests.sukkula.desk.test_columns import score

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser(client):
    adviser = make.user("adviser", name="Aino Esimerkki")
    client.force_login(adviser)
    return adviser


def export(client, what, query="tab=mine&order=title"):
    """(CSV's rows, XLSX's rows, the report) of an export that the worker made."""
    page = client.post(reverse("sukkula:export"), {"what": what, "query": query}).url
    report = Report.objects.latest("pk")
    reports.build(report.pk)
    assert client.get(page).status_code == 200
    files = {}
    for file in report.files.all():
        address = reverse("sukkula:report_file", args=[report.pk, file.name])
        files[file.kind] = b"".join(client.get(address))
    text = files["CSV"].decode("utf-8-sig")
    sheet = load_workbook(BytesIO(files["XLSX"])).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    return list(csv.reader(StringIO(text), delimiter=";")), rows, report


def test_the_list_goes_out_as_it_is_seen(client, adviser):
    for title in ("Piha", "=2+5", "Aukio"):
        make.project(None, "in_review", adviser, title=title)
    make.project(None, "in_review", title="Toisen")
    query = "tab=mine&order=title&columns=state&columns=costs"
    lines, rows, _report = export(client, "list", query)
    seen = client.get(f"/sukkula/?{query}").context["rows"]
    assert lines[0] == ["Hanke", "Kehrä", "Tila", "Kustannukset, €"]
    assert [line[0].lstrip("'") for line in lines[1:]] == [row.name for row in seen]
    assert [line[0] for line in lines[1:] if "2+5" in line[0]] == ["'=2+5"]
    assert {line[2] for line in lines[1:]} == {"Sukkulan käsittelyssä"}
    assert [row[3] for row in rows[1:]] == [48000, 48000, 48000]
    assert [row[0] for row in rows] == [line[0] for line in lines]


def test_states_begin_with_a_capital_as_on_the_page(client, adviser):
    make.project(None, "changes_requested", adviser)
    lines, _rows, _report = export(client, "list", "tab=all&columns=state")
    assert lines[1][2] == "Muutoksia pyydetty"


def test_scores_and_decisions(client, adviser):
    kept = make.project(None, "in_review", adviser, title="Odottaa")
    make.verdict(kept, reason="Hyvä.")
    score(kept, [4, 3])
    make.project(None, "rejected", adviser, title="Hylätty")
    lines, _rows, _report = export(client, "scores")
    assert {(line[0], line[4], line[6]) for line in lines[1:]} == {
        ("Odottaa", "4", "4,00"),
        ("Odottaa", "3", "3,00"),
    }
    lines, _rows, _report = export(client, "decisions", "tab=all&order=title")
    told = [(line[0], line[4], line[5]) for line in lines[1:]]
    assert told == [("Hylätty", "Ei sovi ohjelmaan.", "kyllä"), ("Odottaa", "Hyvä.", "ei vielä")]


def test_scores_and_decisions_go_out_in_the_order_seen(client, adviser):
    for title in ("Aukio", "Piha", "Talo"):
        card = make.project(None, "in_review", adviser, title=title)
        make.verdict(card, reason="Hyvä.")
        score(card, [3])
    for what in ("scores", "decisions"):
        for order, seen in (("-title", "Talo Piha Aukio"), ("since", "Aukio Piha Talo")):
            lines, _rows, _report = export(client, what, f"tab=mine&order={order}")
            told = list(dict.fromkeys(line[0] for line in lines[1:]))
            assert (what, order, told) == (what, order, seen.split())


def test_it_is_ones_own(client, adviser):
    make.project(None, "in_review", adviser)
    *_files, report = export(client, "list")
    address = reverse("sukkula:report_file", args=[report.pk, report.files.first().name])
    client.force_login(make.user("lead"))
    assert client.get(address).status_code == 404
    client.force_login(make.user())
    assert client.get(address).status_code == 403
    with pytest.raises(PermissionDenied):
        build.order_desk("list", "", by=make.user(), language="fi")


def test_what_is_not_known_is_refused(client, adviser):
    assert client.post(reverse("sukkula:export"), {"what": "moon"}).status_code == 404
    long = "x" * 601
    assert (
        client.post(reverse("sukkula:export"), {"what": "list", "query": long}).status_code == 404
    )


def test_another_kind_of_reports_page_gives_none_of_it(client, adviser):
    make.project(None, "in_review", adviser)
    *_files, report = export(client, "list")
    address = reverse("arviointi:report_file", args=[report.pk, report.files.first().name])
    assert client.get(address).status_code == 404
    client.force_login(make.user("lead"))
    assert client.get(address).status_code == 404


def test_exports_are_deleted_after_their_days(client, adviser, django_capture_on_commit_callbacks):
    with moments.days_ago(15):
        old = Report.objects.order(build.DESK, by=adviser, title="a", params={}, language="fi")
    with moments.days_ago(13):
        young = Report.objects.order(
            build.DESK, by=adviser, title="b", params={"what": "list"}, language="fi"
        )
    old.freeze({"list.csv": b"x"}, moments.now())
    of_the_city = Report.objects.order(
        "arviointi.city", by=adviser, title="c", params={}, language="fi"
    )
    Report.objects.filter(pk=of_the_city.pk).update(ordered_at=old.ordered_at)
    file = old.files.get().file
    with django_capture_on_commit_callbacks(execute=True):
        assert (build.forget(), build.forget()) == (1, 0)
    assert set(Report.objects.all()) == {young, of_the_city}
    assert not file.storage.exists(file.name)
    assert client.get("/ilmoitukset/").status_code == 200
