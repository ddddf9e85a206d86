"""What the hourly look at 5 000 open applications takes: with nothing to do, with one in ten to be
reminded of, and when one in ten has expired.

By hand: `pytest -n 0 -s tests/bench/deadlines.py`, a part of `make bench`. Printed are the seconds
of CPU and the memory that each needed beyond what the process had; more than is allowed fails.
"""

import os
from datetime import timedelta

import pytest

from kehityspolku import moments
from kehrat.models import Project
from rahoitus.applications import clock
from rahoitus.models import Application
from tests import make
from tests.bench.register import highest, reset

pytestmark = pytest.mark.django_db
OPEN, MEGABYTES = 5000, 60


def fill():
    """Open applications as bare rows, one for each card; the call closes in ten days."""
    first = make.application(call=make.call(closes_on=moments.in_days(10)))
    like = {f.attname: getattr(first.project, f.attname) for f in Project._meta.concrete_fields}
    like = {name: value for name, value in like.items() if name not in ("id", "idea_id")}
    projects = Project.objects.bulk_create(Project(**like) for _n in range(OPEN - 1))
    like = {f.attname: getattr(first, f.attname) for f in Application._meta.concrete_fields}
    Application.objects.bulk_create(
        Application(**like | {"id": None, "project_id": made.pk}) for made in projects
    )


def test_what_it_takes():
    fill()
    over = []
    print(f"\n{'5 000 open ones':28}{'done':>7}{'CPU s':>8}{'MB':>7}")

    def look(name, now, done, seconds):
        reset()
        before, began = highest(), sum(os.times()[:2])
        found = clock.watch(now)
        took, more = sum(os.times()[:2]) - began, highest() - before
        print(f"{name:28}{sum(found):7}{took:8.1f}{more:7.0f}")
        assert sum(found) == done
        if took > seconds or more > MEGABYTES:
            over.append(name)

    now = moments.now()
    look("nothing to do", now, 0, 1)
    early = Application.objects.filter(pk__in=Application.objects.order_by("pk")[: OPEN // 10])
    early.update(opened_at=moments.now() - timedelta(days=20))
    look("one in ten is reminded of", now, OPEN // 10, 10)
    look("nothing more to do", now, 0, 1)
    early = Application.objects.filter(pk__in=early.values("pk"))
    early.update(late_until=moments.in_days(-1))
    look("one in ten expires", now, OPEN // 10, 10)
    assert over == []
