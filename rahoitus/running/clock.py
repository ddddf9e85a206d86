"""Reminders before what is agreed comes due, and what the calls of new grants ask for. Run as often
as liked: each reminder is an event with a key that exists once. Of what is late the models remind
themselves (`clock.reminder`).
"""

from datetime import timedelta

from django.db.models import Count, Q

from kehityspolku import moments
from rahoitus.applications.models.application import Application
from rahoitus.running.models.follow_up import FollowUp
from rahoitus.running.models.milestone import Milestone
from rahoitus.running.models.report import GrantReport, of_standing_grants
from rahoitus.running.models.volunteer import VolunteerWork
from rahoitus.running.models.voucher import Voucher, VoucherFile

OF_MILESTONES = (14, 3)  # days before the day
OF_REPORTS = (30, 14, 3, 0)
PATIENCE = timedelta(days=7)  # before those who may approve are reminded


def watch(today=None):
    """Returns how many reminders were made."""
    today = today or moments.today()
    agree_of_calls()
    for project in FollowUp.objects.due(today):
        FollowUp.objects.ask(project)
    VoucherFile.objects.forget()
    running = Milestone.objects.open().filter(project__state="running")
    milestones = near(running, OF_MILESTONES, today)
    reports = near(of_standing_grants(GrantReport.objects.unsent(), today), OF_REPORTS, today)
    told = [found.milestone_near(mark=mark) for found, mark in milestones]
    told += [found.report_near(mark=mark) for found, mark in reports]
    return sum(told) + remind_of_proofs(today)


def near(rows, marks, today):
    """[(record, the nearest mark at or before its day)] of those due within the first mark."""
    coming = rows.filter(due_on__range=(today, today + timedelta(days=max(marks))))
    return [
        (found, min(mark for mark in marks if mark >= (found.due_on - today).days))
        for found in coming
    ]


def remind_of_proofs(today):
    """Tell those who may approve of vouchers and hours that have waited, a grant once a week."""
    since = moments.start_of(today - PATIENCE)
    week = moments.iso_week(moments.start_of(today))
    waits = {}
    for number, model in enumerate((Voucher, VolunteerWork)):
        rows = model.objects.waiting().filter(state_since__lt=since).order_by()
        for grant, count in rows.values_list("application").annotate(count=Count("pk")):
            waits.setdefault(grant, [0, 0])[number] = count
    standing = Application.objects.filter(pk__in=waits, state=Application.State.GRANTED)
    return sum(remind_of(grant, week, *waits[grant.pk]) for grant in standing)


def remind_of(grant, week, vouchers, entries):
    told = {"vouchers": vouchers, "entries": entries}
    return Voucher.objects.remind(grant, once=f"proofs:{grant.pk}:{week}", **told)


def agree_of_calls():
    """Make the reports that the calls of new grants ask for; returns how many."""
    granted = Application.objects.filter(state=Application.State.GRANTED, reports=None)
    asked = Q(call__reports__isnull=False) | Q(call__versions__isnull=False)  # now or before
    found = granted.exclude(recorded_afterwards=True).filter(asked).distinct()
    return sum(map(GrantReport.objects.agree_of_call, found))
