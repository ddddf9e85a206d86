"""What the city's progress report of 200 Kehrät and 1 000 projects takes: 60 s and 500 MB.

With goals, late milestones, what cards say may go wrong, and hours of volunteer work.

By hand: `pytest -n 0 -s tests/bench/report.py`, a part of `make bench`. Printed are the seconds of
CPU and of the clock, the highest memory of the process, what of it came for the report, and the
sizes of the files; more than is allowed fails.
"""

import os
from datetime import date, timedelta
from decimal import Decimal
from time import monotonic

import pytest

from arviointi.models import Goal, ResultRow, Survey
from arviointi.reports import areas, build
from arviointi.results.models import Part
from kehityspolku import moments
from kehityspolku.documents import reports
from kehityspolku.models import PastState
from kehrat.models import (
    Announcement,
    Idea,
    Kehra,
    Meeting,
    Membership,
    Phase,
    Project,
    Revision,
    Stint,
    SubArea,
)
from rahoitus.models import Application, Decision, Milestone, VolunteerWork
from tests import make
from tests.bench.register import highest, reset

pytestmark = pytest.mark.django_db
KEHRAT, PROJECTS, SECONDS, MEGABYTES = 200, 1000, 60, 500
HOUR = timedelta(hours=1)
TEXT = "Naapuruston yhteinen piha ja talo kunnostetaan talkoilla. " * 12


def like(record, **changes):
    """A new record like another, not saved."""
    fields = {f.attname: getattr(record, f.attname) for f in record._meta.concrete_fields}
    return type(record)(**fields | {"id": None} | changes)


def fill():
    """Bare rows: one of each walked by verbs, the others like it."""
    first = make.application("granted", amount=Decimal(1000))
    project, kehra, person = first.project, first.project.kehra, make.user()
    day, now = moments.in_days(-100), moments.now()
    kehrat = Kehra.objects.bulk_create(
        like(kehra, slug=f"k-{n}", name_fi=f"Kehrä {n}", formed_on=day) for n in range(KEHRAT - 1)
    )
    areas_ = list(SubArea.objects.all())
    tied = Kehra.sub_areas.through
    tied.objects.bulk_create(
        tied(kehra_id=k.pk, subarea_id=areas_[n % len(areas_)].pk) for n, k in enumerate(kehrat)
    )
    # One person stands for all members: what is counted are rows.
    members = Membership.objects.bulk_create(
        Membership(
            kehra=k, user=person, state="left", actor_type="school", joined_on=day, ended_on=day
        )
        for k in kehrat
        for _n in range(25)
    )
    Stint.objects.bulk_create(
        Stint(
            membership=m,
            since=day,
            role="coordinator" if n % 25 == 0 else "member",
            actor_type=("school", "resident", "company")[n % 3],
            organisation=f"Seura {n % 7}",
        )
        for n, m in enumerate(members)
    )
    Announcement.objects.bulk_create(
        Announcement(kehra=k, title="Tiedote", text=TEXT, at=now - timedelta(days=n))
        for k in kehrat
        for n in range(0, 300, 30)
    )
    Meeting.objects.bulk_create(
        Meeting(
            kehra=k,
            title="Kokous",
            state="held",
            place="Kirjasto",
            starts=now - timedelta(days=n),
            ends=now + HOUR,
        )
        for k in kehrat
        for n in range(0, 300, 30)
    )
    Idea.objects.bulk_create(
        Idea(kehra=k, title="Idea", text=TEXT, made_at=now - timedelta(days=n))
        for k in kehrat
        for n in range(0, 300, 20)
    )
    projects = Project.objects.bulk_create(
        like(
            project,
            title=f"Hanke {n}",
            kehra_id=kehrat[n % len(kehrat)].pk,
            description=TEXT,
            goals=[TEXT] * 4,
            legacy_least=[TEXT],
            risks=[TEXT] * 2,
            lessons_good=TEXT,
            state="ended",
            lessons_told_on=day,
            idea_id=None,
        )
        for n in range(PROJECTS - 1)
    )
    aimed = Project.sub_areas.through
    aimed.objects.bulk_create(
        aimed(project_id=p.pk, subarea_id=areas_[n % len(areas_)].pk)
        for n, p in enumerate(projects)
    )
    Phase.objects.bulk_create(
        Phase(project=p, name=f"Vaihe {n}", starts=day, ends=moments.today(), place=n)
        for p in projects
        for n in range(3)
    )
    Revision.objects.bulk_create(
        Revision(project=p, number=n, kind=kind, at=now, content={})
        for p in projects
        for n, kind in enumerate(("submitted", "approved"))
    )
    since = moments.start_of(day)
    kind = PastState.objects.first().record_type
    PastState.objects.bulk_create(
        PastState(record_type=kind, record_id=p.pk, state="running", since=since, until=now)
        for p in projects
    )
    applications = Application.objects.bulk_create(
        like(first, project_id=p.pk, decided_on=day) for p in projects
    )
    Decision.objects.bulk_create(
        Decision(application=a, kind="granted", amount=Decimal(1000), decided_on=day)
        for a in applications
    )
    Milestone.objects.bulk_create(
        Milestone(project=p, title=f"Tavoite {n}", agreed_on=day, due_on=day, state="open")
        for p in projects
        for n in range(4)
    )
    VolunteerWork.objects.bulk_create(
        VolunteerWork(
            application=a,
            project_id=a.project_id,
            who=f"Tekijä {n}",
            what="Talkoot",
            on=day,
            hours=Decimal(2),
            state="approved",
        )
        for a in applications
        for n in range(10)
    )
    for figure in Goal.Figure.values:
        Goal.objects.create(area="city", year=now.year, figure=figure, target=10)
    titles = {f"title_{code}": "Kysely" for code in ("fi", "sv", "en")}
    surveys = Survey.objects.bulk_create(
        Survey(kehra=k, state="closed", mode="anonymous", closed_at=now, token=k.slug, **titles)
        for k in kehrat
    )
    ResultRow.objects.bulk_create(
        ResultRow(
            survey=s, part=Part.RATE, group="resident", figures={"reached": 20, "answered": 9}
        )
        for s in surveys
    )


def test_what_it_takes(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    fill()
    area, last = areas.find("city"), moments.today()
    report = build.order_city(area, date(last.year, 1, 1), last, by=None, language="fi")
    reset()
    before, began, clock = highest(), sum(os.times()[:2]), monotonic()
    reports.build(report.pk)
    seconds, taken, most = sum(os.times()[:2]) - began, monotonic() - clock, highest()
    report.refresh_from_db()
    assert report.state == "ready"
    print(f"\n{KEHRAT} Kehrät, {PROJECTS} projects")
    print(f"{seconds:.1f} s of CPU, {taken:.1f} s by the clock")
    print(f"{most:.0f} MB at most, {most - before:.0f} of them for the report")
    for file in report.files.all():
        print(f"{file.kind} {file.file.size // 1024} kB")
    assert seconds <= SECONDS
    assert most <= MEGABYTES
