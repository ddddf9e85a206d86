"""The frozen package of an application: PDF, XLSX and ZIP, made by the worker, kept by content."""

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from kehityspolku.documents import reports
from kehityspolku.models import Report
from kehrat.models import Organisation
from rahoitus.models import OtherFunding
from rahoitus.reports import build
from tests import make

pytestmark = pytest.mark.django_db


def ordered(application, by=None, language="fi"):
    by = by or application.project.adviser
    return build.order_package(application, by=by, language=language)


def made(application, language="fi"):
    """The package after the worker's turn, with {ending: bytes}."""
    report = ordered(application, language=language)
    reports.build(report.pk)
    report.refresh_from_db()
    return report, {f.kind: f.file.open().read() for f in report.files.all()}


def cells(body, sheet):
    rows = load_workbook(BytesIO(body)).worksheets[sheet].iter_rows(min_row=2, values_only=True)
    return [(what, amount) for _kind, what, amount in rows]


def test_the_package_says_what_the_screen_says():
    application = make.application()
    application.summary = "Talkoot keväällä."
    application.save()
    application.costs.create(category="staff", text="Ohjaaja", amount=Decimal("0.05"))
    file = make.attachment(application.project, "picture")
    report, files = made(application)
    assert report.state == "ready"
    assert set(files) == {"PDF", "XLSX", "ZIP"}
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(files["PDF"])).pages)
    for told in ("Talkoot keväällä.", "Ohjaaja", "0,05", "1 000,05", file.name):
        assert told in text.replace("\u00a0", " ")
    assert cells(files["XLSX"], 0)[:2] == [("Work", 1000), ("Ohjaaja", 0.05)]
    assert cells(files["XLSX"], 0)[-1][1] == 1000.05
    with ZipFile(BytesIO(files["ZIP"])) as zipped:
        names = zipped.namelist()
        assert [name.rpartition(".")[2] for name in names] == ["pdf", "xlsx", "webp"]
        assert zipped.read(names[-1]) == file.file.open().read()


def test_other_funding_is_in_the_package_and_another_one_is_made_when_it_changes():
    application = make.application()
    earlier, _files = made(application)
    granted = make.application("granted", application.project)
    words = {"who": "Säätiö", "year": None, "amount": Decimal("75.50"), "state": "applied"}
    OtherFunding.objects.declare(application.project, by=application.project.adviser, **words)
    report, files = made(application)
    assert report.pk != earlier.pk
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(files["PDF"])).pages)
    text = " ".join(text.split())
    for told in ("Muu rahoitus", "Säätiö: haettu", "75,50", f"{granted.call}: myönnetty", "900"):
        assert told in text


def test_the_flat_rate_is_told_of_what_the_cost_model_counts_it_of():
    application = make.application()
    facts = {"name_en": "Rate", "base": "direct", "percent": 15, "covers": "indirect"}
    application.call.source.cost_models.create(code="direct", **facts)
    application.cost_model = "direct"
    application.save()
    _report, files = made(application, "en")
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(files["PDF"])).pages)
    told = "Flat rate: 15 % of all direct costs 1 000 €"
    assert told in " ".join(text.split())


def test_the_same_content_is_made_once_and_a_change_makes_another():
    application = make.application()
    first, _files = made(application)
    assert ordered(application, make.coordinator(application.project.kehra)) == first
    application.costs.update(amount=Decimal(999))
    assert ordered(application) != first
    make.attachment(application.project, "picture")
    assert Report.objects.filter(kind=build.PACKAGE).count() == 2
    assert ordered(application).params["content"] != first.params["content"]


def test_one_that_changed_after_the_order_is_not_made():
    application = make.application()
    report = ordered(application)
    application.costs.update(amount=Decimal(999))
    for _try in range(3):
        reports.build(report.pk)
    report.refresh_from_db()
    assert (report.state, report.files.count()) == ("failed", 0)


def test_only_those_who_prepare_the_application_get_it(client):
    application = make.application("sent")
    official = make.source_official(application.call.source)
    with pytest.raises(PermissionDenied):
        ordered(application, official)
    report, _files = made(application)
    name = report.files.first().name
    seen = {}
    for person in (make.member(application.project.kehra), official, make.user()):
        client.force_login(person)
        address = reverse("rahoitus:report_file", args=[report.pk, name])
        seen[person] = client.get(address).status_code
    assert list(seen.values()) == [200, 403, 404]


def test_standing_documents_are_in_the_packages_of_those_who_may_read_them(client):
    application = make.application()
    kehra = application.project.kehra
    kehra.host = Organisation.objects.create(name="Isäntä ry")
    kehra.save()
    coordinator, member = make.coordinator(kehra), make.member(kehra)
    document = make.document_of(kehra.host, by=coordinator)
    seen = {}
    for person in (coordinator, member):
        report = ordered(application, person)
        reports.build(report.pk)
        zipped = report.files.get(name__endswith=".zip")
        held = ZipFile(zipped.file.open()).namelist()
        assert (f"liitteet/{document.name}" in held) == (person == coordinator)
        for reader in (coordinator, member):
            client.force_login(reader)
            address = reverse("rahoitus:report_file", args=[report.pk, zipped.name])
            seen[person, reader] = client.get(address).status_code
    assert list(seen.values()) == [200, 403, 200, 200]


def test_no_two_files_of_the_zip_have_one_name():
    names = set()
    told = [build.unlike(name, names) for name in ("a.pdf", "A.pdf", "a.pdf", "b.pdf")]
    assert told == ["a.pdf", "A (2).pdf", "a (3).pdf", "b.pdf"]


def test_its_files_are_in_the_language_that_it_was_ordered_in():
    application = make.application()
    make.attachment(application.project, "picture")
    report, files = made(application, "sv")
    names = sorted(file.name for file in report.files.all())
    assert names[0].endswith("-budget.xlsx")
    assert report.title.startswith("Paket: ")
    with ZipFile(BytesIO(files["ZIP"])) as zipped:
        assert zipped.namelist()[-1].startswith("bilagor/")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(files["PDF"])).pages)
    assert "\u00a0kB" in text or "\u00a0byte" in text


def test_two_files_of_one_name_are_told_apart_in_the_list_and_in_the_zip():
    application = make.application()
    first = make.attachment(application.project, "picture")
    second = make.attachment(application.project, "picture")
    type(second).objects.filter(pk=second.pk).update(name=first.name)
    _report, files = made(application)
    stem, _dot, ending = first.name.rpartition(".")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(files["PDF"])).pages)
    with ZipFile(BytesIO(files["ZIP"])) as zipped:
        names = zipped.namelist()
    for name in (first.name, f"{stem} (2).{ending}"):
        assert f"liitteet/{name}" in names
        assert name in " ".join(text.split())
