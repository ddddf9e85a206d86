"""Every document that the portal makes × what a tagged PDF must be, of the demonstration."""

import io
import re
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader

from arviointi.models import Survey
from arviointi.reports import build as city_reports
from kehityspolku import moments
from kehityspolku.models import Report, User
from kehrat.models import Kehra, Meeting, Minutes, Plan, Project, Revision
from rahoitus.models import Application, GrantReport
from rahoitus.reports import build as packages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
TWO_OF_ONE = 1  # both posters are one template
FEWEST_LINES = 4  # on a last page that is not the only one
FLOORS = ("kehityspolku", "kehrat", "rahoitus", "arviointi", "sukkula")
TEMPLATES = Path(settings.BASE_DIR, "templates")


def card():
    return max(Project.objects.filter(state__in=Project.PUBLIC), key=lambda p: p.revisions.count())


def revision():
    found = Revision.objects.filter(project=card()).last()
    return [found.project_id, found.number]


def decided():
    return Project.objects.filter(state__in=["approved", "rejected"], revises=None).last()


def plan():
    found = Plan.objects.exclude(state="draft").last()
    return [found.kehra.slug, found.version]


def minutes():
    found = Minutes.objects.published().last()
    return [found.meeting_id, found.version]


def to_come():
    return Meeting.objects.filter(state="called").last()


# Addresses, and what they take; Sukkula's lead reads them all but those of OTHERS.
ADDRESSES = {
    "kehrat:project_pdf": lambda: [card().pk],
    "kehrat:project_revision_pdf": revision,
    "kehrat:project_changes_pdf": lambda: [card().pk],
    "kehrat:plan_pdf": plan,
    "kehrat:minutes_pdf": minutes,
    "kehrat:kehra_poster": lambda: [Kehra.objects.public().first().slug],
    "kehrat:meeting_poster": lambda: [Meeting.objects.filter(public=True).last().pk],
    "kehrat:meeting_list_pdf": lambda: [to_come().pk],
    "kehrat:handover_pdf": lambda: [Kehra.objects.public().first().slug],
    "sukkula:letter_pdf": lambda: [decided().pk],
    "rahoitus:grant_report_pdf": lambda: [GrantReport.objects.last().pk],
    "rahoitus:work_list_pdf": lambda: [Project.objects.filter(state="running").first().pk],
    "arviointi:survey_pdf": lambda: [Survey.objects.filter(kehra=None).first().pk],
    "arviointi:survey_results_pdf": lambda: [
        Survey.objects.told().filter(mode="anonymous").first().pk
    ],
}


OTHERS = {"kehrat:meeting_list_pdf": lambda: to_come().kehra.coordinators().first()}


def city(language):
    report = Report(
        kind=city_reports.CITY,
        version=1,
        language=language,
        params=city_reports.params_of("city", moments.in_days(-365), moments.today()),
    )
    with override(language):
        files = city_reports.city(report)
    return next(body for name, body in files.items() if name.endswith(".pdf"))


def package(language):
    application = Application.objects.filter(state="sent").first()
    files = packages.files_of(application, private=False)
    with override(language):
        return packages.document(application, language, packages.enclosed(files))


# What the worker makes.
MADE = {"arviointi/pdf/city.html": city, "rahoitus/pdf/package.html": package}


def documents():
    """(name, language, bytes) of each, every other one in Swedish."""
    reader, lead = Client(), User.objects.holding("lead").first()
    for number, (name, args) in enumerate(ADDRESSES.items()):
        language = ("fi", "sv")[number % 2]
        reader.force_login(OTHERS[name]() if name in OTHERS else lead)
        with override(language):
            answer = reader.get(reverse(name, args=args()))
        assert (name, answer.status_code) == (name, 200)
        yield name, language, answer.content
    for number, (name, make) in enumerate(MADE.items()):
        language = ("fi", "sv")[number % 2]
        yield name, language, make(language)


OF_THEIR_OWN = {"kehrat:plan_pdf", "kehrat:minutes_pdf"}  # in the language in which it was written


def test_every_document_is_in_the_table():
    base = Path(settings.BASE_DIR)
    rooms = (path for floor in FLOORS for path in (base / floor).glob("**/*.py"))
    code = "".join(path.read_text() for path in rooms)
    drawn = set(re.findall(r'(?:downloads\.pdf\(\s*request,|pdf\.render\()\s*"([^"]+)"', code))
    files = TEMPLATES.glob("*/pdf/*.html")
    whole = {str(f.relative_to(TEMPLATES)) for f in files if "pdf/base.html" in f.read_text()}
    assert whole == drawn - {"pdf/base.html"}
    lines = (base / "tests/house/routes.txt").read_text().splitlines()
    addresses = {line.split()[1] for line in lines if line.split()[0].endswith(".pdf")}
    assert addresses == set(ADDRESSES)
    assert len(whole) == len(ADDRESSES) - TWO_OF_ONE + len(MADE)


def test_every_document_is_tagged_titled_in_its_language_and_ends_on_a_page_of_its_own():
    told = [
        (name, fault)
        for name, language, body in documents()
        for fault in faults(body, None if name in OF_THEIR_OWN else language)
    ]
    assert told == []


def faults(body, language):
    """What a document lacks; `language`: None where its text has one of its own."""
    with pikepdf.open(io.BytesIO(body)) as file:
        root, title = file.Root, str(file.docinfo.get("/Title", "")).strip()
        with file.open_metadata() as metadata:
            told = metadata.get("pdfuaid:part"), metadata.get("dc:title")
        parts = list(elements(root.StructTreeRoot))
        kinds = [str(part["/S"]) for part in parts]
        speechless = [p for p in parts if p["/S"] == "/Figure" and not str(p.get("/Alt", ""))]
        seen = {
            "tagged": bool(root.MarkInfo.Marked) and root.ViewerPreferences.DisplayDocTitle,
            "told": bool(title) and told == ("1", title),
            "language": str(root.get("/Lang", "")) in ([language] if language else ["fi", "sv"]),
        }
    levels = [int(kind[-1]) for kind in kinds if re.fullmatch("/H[1-6]", kind)]
    steps = pairwise([0, *levels])
    pages = [page.extract_text().splitlines() for page in PdfReader(io.BytesIO(body)).pages]
    seen |= {
        "heads": levels[:1] == [1] and all(after - before <= 1 for before, after in steps),
        "figures": not speechless,
        "tables": kinds.count("/Table") == 0 or "/TH" in kinds,
        "pages": all(len(lines) >= FEWEST_LINES for lines in pages[1:]),
    }
    return [name for name, fine in seen.items() if not fine]


def elements(node):
    """Every structure element below a node of the tag tree."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)
