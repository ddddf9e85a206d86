"""The end of papers: told before, whole, and nothing of what the register or a report tells."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.utils import translation

from kehityspolku import moments
from kehityspolku.models import Event, Notice, Report
from rahoitus import tasks
from rahoitus.models import (
    Application,
    Evidence,
    GivenDocument,
    Receipt,
    Version,
    VoucherFile,
)
from rahoitus.register import grants, table
from rahoitus.reports import build, papers
from rahoitus.running import proofs
from tests import make

pytestmark = pytest.mark.django_db
FILES = (GivenDocument, Receipt, VoucherFile, Evidence)


@pytest.fixture
def grant():
    """A closed grant with one paper of each kind, whose call wants them kept for five years."""
    made = make.application("supplement_requested", call=make.call(retention_years=5))
    by, today = made.project.adviser, moments.today()
    make.given(made)
    make.receipt(made)
    made.forward(by=by)
    made.grant(by=by, amount=Decimal(900), decided_on=today, because="Vähemmän.")
    voucher = make.voucher("approved", made, what="Hiekkaa Maijalta", because="Maija maksoi.")
    make.volunteer_work("approved", made)
    make.evidence(make.milestone(project=made.project))
    build.order_package(made, by=by, language="fi")
    made.close(by=by, because="Menot olivat pienemmät.")
    assert voucher.events.filter(payee="").count() == 0
    return made


def ended(application, years):
    """Let it have ended so many years ago; the days left until its papers go."""
    since = moments.start_of(moments.today().replace(year=moments.today().year - years, day=1))
    Application.objects.filter(pk=application.pk).update(state_since=since)
    application.refresh_from_db()
    return (application.papers_go_on - moments.today()).days


def kept():
    return [model.objects.count() for model in FILES]


def test_papers_go_after_those_who_answer_were_told_and_what_was_decided_and_used_stays(
    grant, django_capture_on_commit_callbacks
):
    left = ended(grant, 5)
    assert grant.papers_go_on == date(moments.today().year + 1, 1, 1)
    stored = [file.file.name for model in FILES for file in model.objects.all()]
    told_before = (str(proofs.of(grant)), registered(grant))
    told = {}
    for days in (91, 90, 30, 14, 1, 0):
        with (
            moments.days_ago(days - left),
            django_capture_on_commit_callbacks(execute=True),
        ):
            papers.watch()
            tasks.forget_names()
        told[days] = (Event.objects.filter(verb="papers_near").count(), kept())
    whole, none = [1, 1, 1, 1], [0, 0, 0, 0]
    assert told == {
        91: (0, whole),
        90: (1, whole),
        30: (1, whole),
        14: (2, whole),
        1: (2, whole),
        0: (2, none),
    }
    heard = Notice.objects.filter(event__verb="papers_near")
    team = grant.project.kehra.coordinators()
    people = {grant.project.adviser_id, *(person.pk for person in team)}
    assert {(notice.recipient_id, notice.kind) for notice in heard} == {(p, "task") for p in people}
    assert Event.objects.get(verb="papers_deleted").facts == {"number": 4}
    assert not any(default_storage.exists(name) for name in stored)
    assert not Report.objects.filter(kind=build.PACKAGE).exists()
    grant.refresh_from_db()
    assert (str(proofs.of(grant)), registered(grant)) == told_before
    (voucher,), (work,) = grant.vouchers.all(), grant.hours.all()
    assert (voucher.payee, voucher.what, voucher.because, work.who) == ("", "", "", "")
    assert set(voucher.events.values_list("payee", "what", "because")) == {("", "", "")}
    with translation.override("en"):
        assert str(voucher).startswith("the payee is no longer kept, ")
    assert grant.project.milestones.get().has_evidence


def registered(grant):
    """What the register's file tells of it."""
    return table.table(grants.with_facts(grants.public().filter(pk=grant.pk)))


def test_nothing_goes_untold_nor_what_another_grant_of_the_project_still_needs(grant):
    ended(grant, 6)  # its day has passed, and the clock was away
    tasks.forget_names()
    assert kept() == [1, 1, 1, 1]
    papers.watch()
    tasks.forget_names()
    assert kept() == [1, 1, 1, 1]
    told = Event.objects.get(verb="papers_near")
    assert told.facts == {"day": moments.iso(moments.in_days(14))}
    make.grant(grant.project)
    with moments.days_ago(-14):
        papers.watch()
        tasks.forget_names()
    assert kept() == [0, 0, 0, 1]
    assert Event.objects.filter(verb="papers_near").count() == 1


def test_the_years_are_those_of_the_rules_it_was_sent_under_and_ten_where_none_are_told():
    year, lead = moments.today().year, make.user("lead")
    call = make.call(retention_years=7)
    Version.objects.freeze(call, by=lead, why="Julkaistu")
    Version.objects.update(made_at=moments.start_of(call.opens_on))
    sent = make.application("sent", call=call)
    assert sent.papers_go_on is None
    sent.decline(by=sent.project.adviser, decided_on=moments.today(), reason="Rahaa ei ole.")
    sent.call.retention_years = 2
    sent.call.save()
    Version.objects.freeze(sent.call, by=lead, why="Lyhyemmin")
    aid, silent = make.call(retention_years=3, de_minimis=True), make.call()
    others = [make.application("withdrawn", call=call) for call in (aid, silent)]
    days = [Application.objects.get(pk=made.pk).papers_go_on for made in (sent, *others)]
    assert days == [date(year + since, 1, 1) for since in (8, 11, 11)]
