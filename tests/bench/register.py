"""What the register of 5 000 grants takes: its page, its table and its 360Giving file.

By hand: `pytest -n 0 -s tests/bench/register.py`, a part of `make bench`. Printed are the seconds
of CPU and the memory that each needed beyond what the process had; more than is allowed fails.
"""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from kehrat.models import Project, SubArea
from rahoitus.models import Application
from tests import make

pytestmark = pytest.mark.django_db
GRANTS, SECONDS, MEGABYTES = 5000, 5, 150
PAGES = ("register", "register_csv", "register_json")


def fill():
    """The grants as bare rows: one walked by verbs, the others like it."""
    first = make.application("granted")
    areas = SubArea.objects.filter(name_fi__in=["Kontula", "Vesala"])
    project = first.project
    like = {f.attname: getattr(project, f.attname) for f in Project._meta.concrete_fields}
    like = {name: value for name, value in like.items() if name not in ("id", "idea_id")}
    projects = Project.objects.bulk_create(Project(**like) for _n in range(GRANTS - 1))
    tied = Project.sub_areas.through
    tied.objects.bulk_create(
        tied(project_id=made.pk, subarea_id=area.pk) for made in projects for area in areas
    )
    like = {f.attname: getattr(first, f.attname) for f in Application._meta.concrete_fields}
    Application.objects.bulk_create(
        Application(
            **like
            | {
                "id": None,
                "project_id": made.pk,
                "decided_on": date(2015, 1, 1) + timedelta(days=number % 4000),
            }
        )
        for number, made in enumerate(projects)
    )


def highest():
    """The most memory of the process since `reset`, MB."""
    told = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in told.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def reset():
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")


@pytest.fixture
def filled():
    fill()


def test_what_it_takes(filled, client):
    over = []
    print(f"\n{'5 000 grants':20}{'CPU s':>8}{'MB':>7}{'KB out':>9}")
    for name in PAGES:
        reset()
        before, began = highest(), sum(os.times()[:2])
        answer = client.get(reverse(f"rahoitus:{name}"))
        seconds, more = sum(os.times()[:2]) - began, highest() - before
        assert answer.status_code == 200
        size = len(answer.content) // 1024
        print(f"{name:20}{seconds:8.1f}{more:7.0f}{size:9}")
        over += [name] if seconds > SECONDS or more > MEGABYTES else []
    assert over == []
