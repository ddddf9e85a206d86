"""The reports of this app, built by the worker: {file name: bytes} of each."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.text import slugify
from django.utils.translation import gettext as _

from arviointi.indicators.words import WORDS
from arviointi.reports import areas, goals, officials, previous, progress, prose, workbook
from arviointi.results import charts
from kehityspolku import moments
from kehityspolku.documents import pdf
from kehityspolku.models import Report
from kehrat.groups.rules import can_report

CITY = "arviointi.city"
MOST = (
    40  # rows of a list that the PDF tells; longer ones stand in the workbook, by area in the PDF
)


def params_of(key, first, last, diary="", *, scheduled=False):
    """What makes a report the same as another."""
    told = {"area": key, "first": first.isoformat(), "last": last.isoformat(), "diary": diary}
    return told | ({"scheduled": True} if scheduled else {})


def hears(report):
    """Who waits for a report that the calendar ordered: the officials of exactly its area."""
    if not report.params.get("scheduled"):
        return []
    return officials.of_area(report.params["area"]).get(report.language, [])


def order_city(area, first, last, *, by, language, diary="", scheduled=False):
    """Order the city's progress report of an Area and a period; returns the Report.

    `by`: None from the command line, and when the calendar orders it (`scheduled`).
    PermissionDenied to one who may not report on the area.
    """
    if by and not can_report(by, area.districts()):
        raise PermissionDenied
    return Report.objects.order(
        CITY,
        by=by,
        title=f"{area.name} {moments.dates(first, last)}",
        params=params_of(area.key, first, last, diary, scheduled=scheduled),
        language=language,
    )


def city(report):
    """The city official's progress report as PDF/UA-1 and XLSX, in the report's language."""
    area, first, last = period_of(report)
    told = progress.gather(area, first, last)
    reached = goals.outcomes(area, first, last)
    report.keep_claim(progress=30)
    where = slugify(area.name.replace("–", "-"))  # slugify would drop the dash between names
    name = f"{slugify(_('Progress report'))}-{where}-{first}-{last}-v{report.version}"
    context = {
        "report": report,
        "told": told,
        "most": MOST,
        "reached": reached,
        "prose": prose.summary(told, reached),
        "difference": previous.difference(report, told),
        "charts": [(r, None if r.withheld else charts.agreement(r)) for r in told.surveys],
        "words": WORDS,
        "document": True,
        **frame(report, told),
    }
    book = workbook.make(told, reached, report)
    report.keep_claim(progress=50)
    document = pdf.render("arviointi/pdf/city.html", context, language=report.language)
    figures = previous.figures_file(told)
    return {f"{name}.pdf": document, f"{name}.xlsx": book, f"{name}.json": figures}


def period_of(report):
    """(Area, first date, last date) of a city report."""
    params = report.params
    first, last = (date.fromisoformat(params[name]) for name in ("first", "last"))
    return areas.find(params["area"]), first, last


def frame(report, told):
    """The cover, the contents and the running foot."""
    title, diary = _("Progress report"), report.params.get("diary")
    now = moments.now().astimezone(moments.HELSINKI)
    facts = [(_("Diary number"), diary)] if diary else []
    facts += [
        (_("Date of the data"), f"{moments.day_text(now)} {now:%H.%M}"),
        (_("Version"), report.version),
    ]
    contents = [
        ("summary", _("Summary")),
        ("goals", _("Goals")),
        ("kehrat", "Kehrät"),
        ("projects", _("Projects")),
        ("money", _("Money")),
        ("feedback", _("Feedback")),
        ("risks", _("Risks")),
        ("lessons", _("What worked, what to improve")),
        ("legacy", _("What lives on?")),
        ("method", _("Method and limits")),
    ]
    period = moments.dates(told.first, told.last)
    return {
        "title": title,
        "from": _("Helka, the association of Helsinki's neighbourhood associations · Sukkula"),
        "about": [told.area.name, period],
        "facts": facts,
        "contents": contents,
        "running": f"{title}, {told.area.name}, {period}",
    }
