"""Reminders of days: before a call closes, around the day by which a funder wants an answer, before
an appeal must be made, while a change that was asked for waits; and the end of what was not sent in
time. Run as often as liked.

Each reminder is an event with a key that exists once, so any number of runs, also at the same
time, makes one; of missed runs only the nearest reminder is sent. Applications are looked through
as plain rows, some hundreds at a time, and what has been told is asked in one question of each lot:
with nothing to do thousands cost nothing, however many there are.
"""

from datetime import timedelta
from itertools import batched

from django.db import transaction
from django.db.models import Q

from kehityspolku import moments
from kehityspolku.events import clock, hearers
from kehityspolku.events.models import Event
from kehityspolku.events.steps import WrongState, lock
from rahoitus.applications import sending
from rahoitus.applications.models.application import Application
from rahoitus.applications.models.decision import Decision
from rahoitus.applications.models.supplement import Supplement

MARKS = (0, 2, 7, 14)  # days before the closing day
APPEAL_MARKS = (0, 2, 7)  # days before the last day to appeal
ANSWER_MARKS = (-7, -1, 0, 2, 7)  # days before a funder wants an answer, and after
CHANGE_WAITS = timedelta(days=14)  # before the adviser is reminded of a change that is asked for
LOT = 500  # rows looked at together
TOGETHER = 100  # of them told in one transaction


def watch(now=None, *, reminds=True):
    """Remind of the deadlines that are near at a moment, expire what was not sent in time.
    By night (`reminds` False) nobody is reminded.

    Returns (reminders made, applications expired).
    """
    now = now or moments.now()
    today = now.astimezone(moments.HELSINKI).date()
    reminded = expired = 0
    for lot in batched(near(today).iterator(LOT), LOT):
        late = [row["pk"] for row in lot if is_over(row, now)]
        expired += sum(expire(some, now) for some in batched(late, TOGETHER))
        if not reminds:
            continue
        due = untold({key: row["pk"] for row in lot if (key := key_of(row, now))})
        reminded += sum(remind(dict(some), today) for some in batched(due.items(), TOGETHER))
    return reminded, expired


def near(today):
    """The rows of unsent applications that close within the first mark, or have closed; not of
    those that only wait for a past decision to be recorded: they have no deadline."""
    last = today + timedelta(days=max(MARKS))
    closes = Q(late_until=None, call__closes_at__lte=moments.end_of(last))
    unsent = Application.objects.filter(closes | Q(late_until__lte=last))
    unsent = unsent.filter(state__in=Application.UNSENT, for_record=False).order_by("pk")
    return unsent.values("pk", "opened_at", "late_until", "call__closes_at")


def held(pks):
    """The applications, locked and read with all that is asked of them, in one question."""
    rows = Application.objects.filter(pk__in=pks).select_for_update(of=("self",)).order_by("pk")
    return rows.select_related(*Application.READ_WITH)


def whose(application):
    """Those of one Kehrä and adviser concern the same people."""
    return application.project.kehra_id, application.project.adviser_id


def untold(due):
    """Of {the reminder's key: a record} those that have not been told."""
    told = set(Event.objects.filter(once__in=due).values_list("once", flat=True)) if due else ()
    return {key: found for key, found in due.items() if key not in told}


def last_moment(row):
    """As `sending.last_moment`, of a row that has one."""
    return moments.end_of(row["late_until"]) if row["late_until"] else row["call__closes_at"]


def is_over(row, now):
    """Whether it can't be sent in time any more: 23.59.59,9 is still in time."""
    return now.replace(microsecond=0) > last_moment(row)


def key_of(row, now):
    """The key of the reminder that is due; None when none is."""
    if is_over(row, now):
        return None
    day = last_moment(row).astimezone(moments.HELSINKI).date()
    mark = nearest(day, since=row["opened_at"], now=now)
    return None if mark is None else f"deadline:{row['pk']}:{mark}:{day}"


def nearest(day, *, since, now, marks=MARKS):
    """The nearest mark at or before a day, in days; None when there is none to make.

    `since`: the moment from which on somebody could be reminded: marks that had passed by then are
    left out, the next is the first.
    """
    days = (day - now.astimezone(moments.HELSINKI).date()).days
    mark = min((mark for mark in marks if mark >= days), default=None)
    since = since.astimezone(moments.HELSINKI).date()
    if days < 0 or mark is None or day - timedelta(days=mark) < since:
        return None
    return mark


@transaction.atomic
def expire(pks, now):
    """Expire unsent applications; returns how many: not those that somebody sent or expired
    meanwhile, or for which more time was given."""
    with hearers.gathering(alike=whose):
        return sum(expired(application, now) for application in held(pks))


def expired(application, now):
    last = sending.last_moment(application)
    if last is None or last >= now.replace(microsecond=0):
        return False
    try:
        application.expire(by=None)
    except WrongState:
        return False
    return True


@transaction.atomic
def remind(due, today):
    """Record the nearest reminders, {key: the application's pk}; returns how many: not those of
    which somebody acted meanwhile."""
    keys = {pk: key for key, pk in due.items()}
    with hearers.gathering(alike=whose):
        return sum(reminded(application, keys[application.pk], today) for application in held(keys))


def reminded(application, key, today):
    deadline = application.deadline
    if application.state not in Application.UNSENT or not key.endswith(f":{deadline}"):
        return False
    return application.deadline_near(once=key, days=(deadline - today).days)


def watch_appeals(now=None):
    """Remind of the last days to appeal that are near; returns how many reminders were made."""
    now = now or moments.now()
    today = now.astimezone(moments.HELSINKI).date()
    last = today + timedelta(days=max(APPEAL_MARKS))
    rows = Decision.objects.appealable().filter(appeal_by__range=(today, last)).order_by("pk")
    made = 0
    for lot in batched(rows.select_related("application__call").iterator(LOT), LOT):
        due = {}
        for found in lot:
            day, since = found.appeal_by, found.recorded_at
            mark = nearest(day, since=since, now=now, marks=APPEAL_MARKS)
            if mark is not None:
                due[f"appeal:{found.pk}:{mark}:{day}"] = found
        made += sum(remind_to_appeal(key, found, today) for key, found in untold(due).items())
    return made


@transaction.atomic
def remind_to_appeal(key, decision, today):
    """Record one reminder; False when another decision stands in its place by now."""
    lock(decision.application)
    if not Decision.objects.appealable().filter(pk=decision.pk).exists():
        return False
    days = (decision.appeal_by - today).days
    return decision.application.appeal_near(decision, once=key, days=days)


def watch_supplements(now=None):
    """Remind of the days by which funders want answers, those that are near and those gone by;
    returns how many reminders were made."""
    now = now or moments.now()
    today = now.astimezone(moments.HELSINKI).date()
    last = today + timedelta(days=max(ANSWER_MARKS))
    rows = Supplement.objects.open().filter(answer_by__lte=last).order_by("pk")
    rows = rows.filter(application__state=Application.State.SUPPLEMENT)
    due = {}
    for found in rows.select_related(*(f"application__{path}" for path in Application.READ_WITH)):
        mark = mark_of_answer(found.answer_by, since=found.recorded_at, now=now)
        if mark is not None:
            due[f"supplement:{found.pk}:{mark}:{found.answer_by}"] = found
    return sum(remind_of_answer(key, found, today) for key, found in untold(due).items())


def mark_of_answer(day, *, since, now):
    """The nearest mark at or before the day, or the last that has come after it; None for none."""
    late = (now.astimezone(moments.HELSINKI).date() - day).days
    before = [mark for mark in ANSWER_MARKS if mark >= 0]
    if late <= 0:
        return nearest(day, since=since, now=now, marks=before)
    return min(mark for mark in ANSWER_MARKS if -mark <= late)


@transaction.atomic
def remind_of_answer(key, supplement, today):
    """Record one reminder; False when somebody acted meanwhile."""
    application, day = supplement.application, supplement.answer_by
    lock(application)
    if application.answer_by != day:
        return False
    return application.supplement_due(once=key, day=day, days=(day - today).days)


def watch_changes(now=None):
    """Remind the advisers of changes that applicants ask for and that nobody has answered, again
    after twice as many days and so on; returns how many reminders were made."""
    now = now or moments.now()
    rows = Application.objects.asking().filter(asked_at__lte=now - CHANGE_WAITS).order_by("pk")
    due = {}
    for found in rows.select_related(*Application.READ_WITH):
        waited = now - found.asked_at
        times = clock.doublings(waited, CHANGE_WAITS)
        due[f"change_waits:{found.pk}:{found.asked_at.isoformat()}:{times}"] = found, waited.days
    return sum(remind_of_change(key, *found) for key, found in untold(due).items())


@transaction.atomic
def remind_of_change(key, application, days):
    """Record one reminder; False when the change has been answered meanwhile."""
    lock(application)
    return application.is_asking and application.change_waits(once=key, days=days)
