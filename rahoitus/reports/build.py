"""The package of an application, built by the worker: {file name: bytes}."""

import json
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.exceptions import PermissionDenied
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext_lazy

from kehityspolku import moments, money
from kehityspolku.documents import pdf, sheets
from kehityspolku.documents.names import file_name
from kehityspolku.models import Report
from kehrat.models import StandingDocument
from kehrat.organisations.rules import can_write_profile
from rahoitus.applications import asked_elsewhere, budget, problems, wanted
from rahoitus.applications.models.application import Application
from rahoitus.sending import content, rules, sheet
from rahoitus.sending.answers import Known
from rahoitus.sending.models import Approval, FunderForm

PACKAGE = "rahoitus.package"
APPLICATION, BUDGET, ENCLOSED = (
    pgettext_lazy("file name", "application"),
    pgettext_lazy("file name", "budget"),
    pgettext_lazy("file name", "attachments"),
)
MOST = 100 * 1024 * 1024  # bytes of files in one package


def order_package(application, *, by, language):
    """The package of what the application says now: the one there is, else one that is ordered.

    The organisation's documents are in it if who orders it may read them. PermissionDenied by rule.
    """
    if not rules.can_prepare(by, application):
        raise PermissionDenied
    private = has_documents_for(by, application)
    with override(language):
        told = fingerprint(application, private=private)
        title = _("Package: %(title)s") % {"title": application.project.title}
    params = {"application": application.pk, "content": told, "private": private}
    same = Report.objects.filter(kind=PACKAGE, params=params, language=language)
    if ready := same.filter(state=Report.State.READY).order_by("-version").first():
        return ready
    return Report.objects.order(PACKAGE, by=by, title=title[:200], params=params, language=language)


def answered(application):
    """[(form, its copy sheet)] of the call's forms; the bank account is in no package."""
    forms = FunderForm.objects.of_call(application.call)
    return [(form, sheet.of(application, form, private=False)) for form in forms]


def has_documents_for(user, application):
    """Whether the applicant has standing documents that the person may read."""
    seen = StandingDocument.objects.visible_to(user).open()
    return seen.filter(organisation=Known(application).organisation).exists()


def is_private(report):
    """Whether a package may hold standing documents."""
    return report.params.get("private", True)


def can_read(user, report, application):
    """Who prepares the application; a private package only who writes the applicant's profile."""
    if not rules.can_prepare(user, application):
        return False
    organisation = Known(application).organisation
    return not is_private(report) or (
        organisation is not None and can_write_profile(user, organisation)
    )


def files_of(application, *, private):
    """What goes along: the application's own documents and the card's files; in a `private` package
    the applicant's documents too.
    """
    organisation = Known(application).organisation if private else None
    documents = StandingDocument.objects.open().filter(organisation=organisation)
    return [
        *application.given.open(),
        *application.project.attachments.open(),
        *(documents if organisation else ()),
    ]


def problems_of(application):
    """What is still to be put right in it, in words; nothing once it has gone."""
    return problems.listed(application) if application.state in application.UNSENT else []


def fingerprint(application, *, private):
    """SHA-256 of all that goes into the package: of the same content the same."""
    answers = [[r.answer.text for r in asked.rows] for _form, asked in answered(application)]
    files = [file.sha256 for file in files_of(application, private=private)]
    yeses = [row.pk for row in Approval.objects.counting(application)]
    lacks = problems_of(application)
    elsewhere = [row.facts() for row in asked_elsewhere.told(application)]
    more = [found for found in (lacks, elsewhere) if found]
    told = json.dumps([content.fingerprint(application), answers, files, yeses, *more])
    return sha256(told.encode()).hexdigest()


def package(report):
    """The application as PDF, its budget as XLSX, and both with all files as ZIP.

    ValueError if it has changed since the package was ordered: that one is never made.
    """
    application = Application.objects.select_related("project__kehra", "call__source").get(
        pk=report.params["application"]
    )
    private = is_private(report)
    if fingerprint(application, private=private) != report.params["content"]:
        raise ValueError("The application has changed since the package was ordered")
    name = slugify(application.project.title)[:60] or APPLICATION
    along = enclosed(files_of(application, private=private))
    made = {
        file_name("pdf", name): document(application, report.language, along),
        file_name("xlsx", name, BUDGET): workbook(application),
    }
    return {**made, file_name("zip", name): packed(made, along)}


@dataclass(frozen=True)
class Enclosed:
    """A file that goes along, by a name that no other has; `fits`: it has room in the ZIP."""

    file: object
    name: str
    fits: bool


def enclosed(files):
    """[Enclosed] of the files; of two names alike the later one gets a number."""
    found, names, size = [], set(), 0
    for file in files:
        size += file.size
        found.append(Enclosed(file, unlike(file.name, names), size <= MOST))
    return found


def document(application, language, along):
    project, documents = application.project, wanted.documents(application)
    names = {each.file.key: each.name for each in along}
    for file in (file for document in documents for file in document.files):
        file.name = names.get(file.key, file.name)
    context = {
        "title": _("Funding application: %(title)s") % {"title": project.title},
        "application": application,
        "about": [str(application.call)],
        "facts": [
            (_("Applicant"), project.applying or project.applicant_name),
            (_("Made on"), moments.day_text(moments.today())),
            (_("Fingerprint of the content (SHA-256)"), content.fingerprint(application)),
        ],
        **budget.told(application),
        "problems": problems_of(application),
        "answers": wanted.answers(application),
        "documents": documents,
        "sheets": answered(application),
        "elsewhere": asked_elsewhere.told(application),
        "approvals": Approval.objects.counting(application),
        "files": along,
    }
    return pdf.render("rahoitus/pdf/package.html", context, language=language)


def workbook(application):
    """Costs with the flat rate, and the funding plan; each with its sum on the last row, and with
    columns for what some line tells; then who carries the costs, where there are partners."""
    told = budget.told(application)
    sums, whole = told["sums"], _("In all")
    costs, plan = application.costs.all(), application.funding.all()
    cost_columns = columns(costs, {_("Hours"): "hours", _("Phase"): "phase", _("Year"): "year"})
    cost_columns |= columns(costs, {_("Whose cost"): "partner"})
    plan_columns = columns(plan, {_("Year"): "year", _("Promised"): "promised"})
    rows = [[c.get_category_display(), c.text, c.amount, *cells(c, cost_columns)] for c in costs]
    if sums.flat:
        rows.append([_("Flat rate"), money.percent(sums.rate), sums.flat])
    plans = [[f.get_kind_display(), f.text, f.amount, *cells(f, plan_columns)] for f in plan]
    made = [
        (
            _("Costs"),
            [_("Category"), _("What"), _("Amount, €"), *cost_columns],
            [*rows, [whole, "", sums.costs]],
        ),
        (
            _("Funding plan"),
            [_("Kind of money"), _("Who"), _("Amount, €"), *plan_columns],
            [*plans, [whole, "", sums.plan]],
        ),
    ]
    if told["partners"]:
        carried = [[str(who or _("The applicant")), *part] for who, *part in told["partners"]]
        head = [_("Who"), _("Euros"), _("Share, %")]
        made.append((_("Who carries the costs"), head, carried))
    return sheets.xlsx(made)


def columns(lines, names):
    """Those of the columns in which some line has something: {heading: attribute}."""
    return {head: name for head, name in names.items() if any(getattr(x, name) for x in lines)}


def cells(line, columns):
    values = (getattr(line, name) for name in columns.values())
    return [_("yes") if v is True else str(v) if hasattr(v, "pk") else v or "" for v in values]


def packed(made, along):
    """A ZIP of the files made and of those that go along, as many as fit."""
    out, folder = BytesIO(), slugify(str(ENCLOSED))
    with ZipFile(out, "w", ZIP_DEFLATED) as zipped:
        for name, body in made.items():
            zipped.writestr(entry(name), body)
        for each in (each for each in along if each.fits):
            with each.file.file.open() as opened:
                zipped.writestr(entry(f"{folder}/{each.name}"), opened.read())
    return out.getvalue()


def unlike(name, names):
    """The name, with a number where it is among the names already; it is one of them then."""
    stem, dot, ending = name.rpartition(".")
    told, number = name, 1
    while told.casefold() in names:
        number += 1
        told = f"{stem} ({number}){dot}{ending}"
    names.add(told.casefold())
    return told


def entry(name):
    """A file's place in the ZIP, of one time whenever it is made."""
    made = ZipInfo(name)
    made.compress_type = ZIP_DEFLATED
    return made
