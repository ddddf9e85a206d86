"""An official's report of a calendar year, every figure of its summary counted by hand.

What is counted here reads the rows alone, as one would with a pencil: nothing of the report's own
code is asked.
"""

import json
from datetime import date
from io import BytesIO

from openpyxl import load_workbook

COUNTED = """
import json
from datetime import date, timedelta
from decimal import Decimal
from arviointi.models import ResultRow
from kehityspolku import moments
from kehityspolku.models import PastState
from kehrat.models import Announcement, Idea, Kehra, Meeting, Minutes, Plan, Project, Stint
from rahoitus.models import Decision, GrantReport, Milestone, VolunteerWork

FIRST, LAST = date.fromisoformat("{first}"), date.fromisoformat("{last}")
day = moments.day_of


def state_on(record, when):
    past = PastState.objects.of(type(record)).filter(record_id=record.pk)
    spans = [(p.since, p.until, p.state) for p in past]
    spans.append((record.state_since, None, record.state))
    begun = [each for each in spans if day(each[0]) <= when]
    held = [state for _since, until, state in begun if not until or day(until) > when]
    return held[-1] if held else None


def outputs(kehra):
    cards = Project.objects.filter(kehra=kehra, revises=None)
    sent = [p.revisions.filter(kind="submitted").order_by("at").first() for p in cards]
    minutes = Minutes.objects.filter(meeting__kehra=kehra).exclude(published_at=None)
    reports = GrantReport.objects.filter(application__project__kehra=kehra)
    past = PastState.objects.of(GrantReport).filter(state="sent")
    past = past.filter(record_id__in=reports.values("pk"))
    news = Announcement.objects.filter(kehra=kehra, hidden_at=None, state__in=Announcement.READ)
    done = Milestone.objects.filter(project__kehra=kehra, state="done")
    return [
        *(day(m.starts) for m in Meeting.objects.filter(kehra=kehra, state="held")),
        *(day(m.published_at) for m in minutes if m.state == "published"),
        *(p.adopted_on for p in Plan.objects.filter(kehra=kehra).exclude(adopted_on=None)),
        *(day(a.at) for a in news),
        *(day(r.at) for r in sent if r),
        *(m.done_on for m in done if m.done_on),
        *(day(r.state_since) for r in reports if r.state == "sent"),
        *(day(p.since) for p in past),
    ]


def works(kehra, when):
    shown = any(timedelta(0) <= when - told <= timedelta(days=90) for told in outputs(kehra))
    there = [
        s
        for s in Stint.objects.filter(membership__kehra=kehra, since__lte=when)
        if s.until is None or s.until > when
    ]
    named = {{s.organisation.casefold() for s in there if s.organisation}}
    return shown and len(named) >= 3 and any(s.role == "coordinator" for s in there)


def idea_days():
    return [i.paper_on or day(i.made_at) for i in Idea.objects.filter(hidden_at=None)]


def approved_on(card):
    first = card.revisions.filter(kind="approved").order_by("at").first()
    return day(first.at) if first else None


def belongs(card, first, last):
    if card.state not in Project.PUBLIC or state_on(card, last) not in (None, *Project.PUBLIC):
        return False
    phases = list(card.phases.all())
    if phases:
        return any(p.starts <= last and first <= p.ends for p in phases if p.starts and p.ends)
    told, before = approved_on(card), state_on(card, first - timedelta(days=1))
    return bool(told and told <= last) and before != "ended"


def granted(first, last):
    # Each decision that stands by its day: a grant adds, less takes away, in vain takes all.
    total, left = Decimal(0), {{}}
    for row in Decision.objects.filter(corrected_by=None).order_by("application", "pk"):
        years = [y.year for y in row.years.all()]
        told = row.decided_on or (date(min(years), 1, 1) if years else None)
        before = left.get(row.application_id, Decimal(0))
        if row.kind == "granted":
            more = row.amount or Decimal(0)
        elif row.kind in Decision.LESS:
            more = -row.amount
        elif row.kind in (Decision.Kind.TAKEN_BACK, *Decision.IN_VAIN):
            more = -before
        else:
            more = Decimal(0)
        left[row.application_id] = before + more
        if told and first <= told <= last:
            total += more
    return total


def hours(first, last):
    work = VolunteerWork.objects.filter(state="approved", on__gte=first, on__lte=last)
    return sum((w.hours for w in work), Decimal(0))


LONG_AGO, YEAR = date(1900, 1, 1), LAST - FIRST + timedelta(days=1)
BEFORE = FIRST - YEAR, LAST - YEAR
cards = list(Project.objects.filter(revises=None))
kehrat = [
    k
    for k in Kehra.objects.exclude(state__in=Kehra.UNSEEN)
    if k.formed_on and k.formed_on <= LAST and not (k.ended_on and k.ended_on <= LAST)
]
rates = [
    r.figures
    for r in ResultRow.objects.filter(part="rate").select_related("survey")
    if FIRST <= day(r.survey.closed_at) <= LAST
]
days = idea_days()
print("counted", json.dumps({{
    "working": sum(works(k, LAST) for k in kehrat),
    "ideas": [sum(a <= d <= b for d in days) for a, b in ((FIRST, LAST), BEFORE, (LONG_AGO, LAST))],
    "projects": [
        sum(belongs(c, FIRST, LAST) for c in cards),
        sum(belongs(c, *BEFORE) for c in cards),
        sum((approved_on(c) or date.max) <= LAST for c in cards),
    ],
    "granted": [float(granted(*span)) for span in ((FIRST, LAST), BEFORE, (LONG_AGO, LAST))],
    "hours": [float(hours(*span)) for span in ((FIRST, LAST), BEFORE, (LONG_AGO, LAST))],
    "reached": sum(f["reached"] for f in rates),
    "answered": sum(f["answered"] for f in rates),
}}))
"""
LABELS = {  # of the row, which agrees with its number, by what is counted
    "working": ("working Kehrä", "working Kehrät"),
    "ideas": ("new idea", "new ideas"),
    "projects": ("project of the period", "projects of the period"),
    "granted": ("granted",),
    "rate": ("response rate",),
    "hours": ("hours of volunteer work",),
}


def test_an_officials_report_of_a_year_is_what_one_counts_by_hand(walker, portal):
    first, last = year_to_tell()
    official = walker("city_official").go("/raportit/")
    official.fill(area="city", first=str(first), last=str(last), language="en")
    official.press("Preview").sees(f"{first:%-d.%-m.}–{last:%-d.%-m.%Y}")
    official.press("Make the report")
    link = official.page.get_by_role("link", name="Download XLSX", exact=False)
    link.wait_for(timeout=120_000)
    with official.page.expect_download() as got:
        link.click()
    told = rows_of(got.value.path().read_bytes())
    counted = by_hand(portal, first, last)
    assert told["working"][0] == counted["working"]
    for name in ("ideas", "projects", "granted", "hours"):
        assert [float(value) for value in told[name][:3]] == counted[name], name
    rate, _before, _to_date, note = told["rate"]
    answered, reached = counted["answered"], counted["reached"]
    assert rate == (answered / reached if reached else "not known")
    assert (f"{answered} of the {reached} invited" in (note or "")) == bool(reached)
    assert counted["projects"][2] > 0  # a count of nothing would agree with anything
    assert counted["granted"][2] > 0


def year_to_tell():
    """The last calendar year that is over: its first and last day."""
    year = date.today().year - 1
    return date(year, 1, 1), date(year, 12, 31)


def rows_of(book):
    """{what is counted: (of the period, of the one before, to date, note)} of the workbook."""
    rows = load_workbook(BytesIO(book))["Figures"].iter_rows(min_row=2, values_only=True)
    by_label = {label: told for label, *told in rows}
    found = {}
    for name, labels in LABELS.items():
        value, before, to_date, _rule, note = next(by_label[x] for x in labels if x in by_label)
        found[name] = value, before, to_date, note
    return found


def by_hand(portal, first, last):
    printed = portal.manage("shell", "-c", COUNTED.format(first=first, last=last))
    line = next(line for line in printed.splitlines() if line.startswith("counted "))
    return json.loads(line.removeprefix("counted "))
