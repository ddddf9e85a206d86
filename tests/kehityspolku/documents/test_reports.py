"""Reports: built once by a worker, frozen with a hash, versions counted."""

import hashlib
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import IntegrityError
from django.utils import timezone

from kehityspolku.documents import reports
from kehityspolku.models import Event, Report
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_in(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def builder(monkeypatch):
    """A builder of a kind of its own; the real ones are tested in their apps."""
    calls = []

    def sample(report):
        calls.append(report.pk)
        if report.params.get("fails"):
            raise ValueError("as asked")
        return {"sample.txt": b"Sample"}

    module = import_module("arviointi.reports.build")
    monkeypatch.setattr(module, "sample", sample, raising=False)
    return calls


def order(**params):
    return Report.objects.order(
        "arviointi.sample", by=make.user(), title="Sample", params=params, language="fi"
    )


def test_is_built_and_frozen(builder):
    report = order()
    reports.build(report.pk)
    report.refresh_from_db()
    file = report.files.get()
    assert (report.state, report.version) == (Report.State.READY, 1)
    assert file.file.read() == b"Sample"
    assert file.sha256 == hashlib.sha256(b"Sample").hexdigest()
    assert Event.objects.filter(verb="report_ready").count() == 1


def test_building_again_does_nothing(builder):
    report = order()
    reports.build(report.pk)
    reports.build(report.pk)
    assert builder == [report.pk]
    assert report.files.count() == 1


def test_the_same_report_again_is_the_next_version(builder):
    assert [order(a=1).version, order(a=1).version, order(a=2).version] == [1, 2, 1]


def test_one_whose_worker_was_lost_is_built_by_the_sweeper(builder):
    report = order()
    Report.objects.filter(pk=report.pk).update(
        state=Report.State.BUILDING, claimed_at=timezone.now()
    )
    assert list(reports.waiting()) == []
    Report.objects.filter(pk=report.pk).update(claimed_at=timezone.now() - timedelta(hours=1))
    assert list(reports.waiting()) == [report]
    report.keep_claim(progress=40)  # it was slow, not lost
    report.refresh_from_db()
    assert (list(reports.waiting()), report.progress) == ([], 40)


def test_failing_three_times_is_told(builder):
    report = order(fails=True)
    for _ in range(4):
        reports.build(report.pk)
    report.refresh_from_db()
    assert (report.state, len(builder)) == (Report.State.FAILED, 3)
    assert Event.objects.filter(verb="report_failed").count() == 1


def test_a_ready_report_has_its_dates():
    report = order()
    report.state = Report.State.READY
    with pytest.raises(IntegrityError):
        report.save()


def test_only_the_one_who_asked_and_sukkula_see_it():
    report = order()
    assert list(Report.objects.visible_to(report.by)) == [report]
    assert list(Report.objects.visible_to(make.user("adviser"))) == [report]
    assert list(Report.objects.visible_to(make.user())) == []
