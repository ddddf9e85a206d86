"""Exports of the work list: order one, watch it being made, download it."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from kehityspolku.models import Report, ReportFile
from kehityspolku.web import pieces
from kehityspolku.web.limits import limited
from sukkula.reports import build
from sukkula.reports.forms import ExportForm
from sukkula.review.pieces import at_desk


@require_POST
@limited("order")
@at_desk
def order(request):
    """Order the list, its scores or its decisions, as the list is seen now."""
    form = ExportForm(request.POST)
    if not form.is_valid():
        raise Http404
    told = form.cleaned_data
    return redirect(
        build.order_desk(told["what"], told["query"], by=request.user, language=get_language())
    )


def own(request):
    """One's own exports: what one sees of the desk is one's own."""
    return Report.objects.visible_to(request.user).filter(kind=build.DESK, by=request.user)


@at_desk
def report(request, pk):
    """How far an export is; its files when it is ready."""
    found = get_object_or_404(own(request), pk=pk)
    context = {"report": found, "days_kept": build.KEPT.days}
    page = "sukkula/reports/report.html"
    return pieces.answer(request, page, f"{page}#progress", context)


@at_desk
def report_file(request, pk, name):
    """A file of one's own export."""
    if not name.isprintable():
        raise Http404
    file = get_object_or_404(ReportFile, report__in=own(request), report=pk, name=name)
    return FileResponse(file.file.open(), as_attachment=True, filename=file.name)
