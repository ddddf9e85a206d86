"""The package of an application: order it, watch it being made, download it."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from kehityspolku.models import Report, ReportFile
from kehityspolku.web import pieces
from kehityspolku.web.limits import limited
from rahoitus.applications.models.application import Application
from rahoitus.reports import build
from rahoitus.sending import rules


def of_application(request, pk):
    """The application, if the reader prepares it: 404, or 403 to who only sees it."""
    seen = Application.objects.visible_to(request.user).select_related("project__kehra", "call")
    application = get_object_or_404(seen, pk=pk)
    if not rules.can_prepare(request.user, application):
        raise PermissionDenied
    return application


@require_POST
@limited("order")
def package_order(request, pk):
    """Have the package made of what the application says now; the same content is made once."""
    application = of_application(request, pk)
    return redirect(build.order_package(application, by=request.user, language=get_language()))


def visible(request, pk):
    """A package and its application, for those who prepare the application; one with standing
    documents for those who may read them."""
    report = get_object_or_404(Report, pk=pk, kind=build.PACKAGE)
    application = of_application(request, report.params["application"])
    if not build.can_read(request.user, report, application):
        raise PermissionDenied
    return report, application


def report(request, pk):
    """How far a package is; its files with their hashes when it is ready."""
    report, application = visible(request, pk)
    page = "rahoitus/reports/report.html"
    context = {"report": report, "application": application}
    context["problems"] = build.problems_of(application)
    return pieces.answer(request, page, f"{page}#progress", context)


def report_file(request, pk, name):
    """A file of a package."""
    report, _application = visible(request, pk)
    if not name.isprintable():
        raise Http404
    file = get_object_or_404(ReportFile, report=report, name=name)
    return FileResponse(file.file.open(), as_attachment=True, filename=file.name)
