"""What a closed survey tells: files, rounds side by side, and what Sukkula decides to show."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from arviointi.results import charts, rounds, table, workbook
from arviointi.results.results import results
from arviointi.surveys import readings, rules
from arviointi.surveys.publications import Publication
from arviointi.surveys.readings import Reading
from arviointi.surveys.views.surveys import survey_of
from kehityspolku import moments
from kehityspolku.documents.names import file_name
from kehityspolku.events.steps import WrongState, check
from kehityspolku.text import tidy_line
from kehityspolku.web import downloads

CSV = "text/csv; charset=utf-8"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_THEME = 80
SURVEY = pgettext_lazy("file name", "survey")


def told_of(request, pk):
    """The survey, whose results everyone may read. WrongState before that."""
    found = survey_of(request, pk)
    if not found.is_told:
        raise WrongState(found, _("The results are not public yet."))
    return found


@login_not_required
def csv(request, pk):
    """The results as CSV, suppressed; ?excel=1: semicolons and a byte order mark. Public."""
    found = told_of(request, pk)
    for_excel = request.GET.get("excel") == "1"
    write = partial(written, found, partial(table.write, for_excel=for_excel))
    return download(
        request, write, file_name("csv", SURVEY, found.pk), CSV, f"for Excel: {for_excel}"
    )


@login_not_required
def xlsx(request, pk):
    """The results as a workbook with a codebook, suppressed. Public."""
    found = told_of(request, pk)
    return download(
        request, partial(written, found, workbook.make), file_name("xlsx", SURVEY, found.pk), SHEET
    )


def written(survey, write):
    return write(results(survey))


def download(request, write, name, kind, way=""):
    """A file of the results in the page's language."""
    of = f"{name} {get_language()} {way}"
    return downloads.table(request, write, of=of, kind=kind, name=name)


@login_not_required
def results_pdf(request, pk):
    """The results as a tagged document, suppressed. Public."""
    found = told_of(request, pk)
    told = results(found)
    context = {
        "survey": found,
        "results": told,
        "title": str(found),
        "document": True,
        "days": moments.dates(moments.day_of(found.opened_at), moments.day_of(found.closed_at)),
    }
    name = file_name("pdf", SURVEY, found.pk)
    return downloads.pdf(request, "arviointi/pdf/results.html", context | charts.drawn(told), name)


@login_not_required
def compare(request, pk):
    """The survey beside another round of the same Kehrä, project or city: ?toinen=<number>, the
    one before when none is named. Public."""
    found = told_of(request, pk)
    others = list(rounds.others(found))
    chosen = request.GET.get("toinen", "")
    other = next((s for s in others if str(s.pk) == chosen), None)
    if not other and (chosen or not others):
        raise Http404
    before = [s for s in others if s.closed_at < found.closed_at]
    other = other or (before or others)[0]
    earlier, later = sorted((found, other), key=lambda s: (s.closed_at, s.pk))
    changes = rounds.compare(results(earlier), results(later))
    names = [moments.day_text(moments.day_of(s.closed_at)) for s in (earlier, later)]
    context = {
        "survey": found,
        "others": others,
        "earlier": earlier,
        "later": later,
        "changes": changes,
        "chart": charts.rounds(changes, names),
    }
    return render(request, "arviointi/results/rounds.html", context)


def moderate(request, pk):
    """Sukkula reads the open answers, ticks those that are shown and says what each is about."""
    found = survey_of(request, pk)
    check(rules.can_moderate, request.user, found)
    answers = list(readings.to_read(found))
    if request.method == "POST":
        ticked = set(request.POST.getlist("shown"))
        themes = {a.pk: theme_typed(request, a) for a in answers}
        shown = {a.pk for a in answers if str(a.pk) in ticked}
        Reading.objects.read(found, by=request.user, shown=shown, themes=themes)
        messages.success(request, _("Saved. What you ticked is shown with the results."))
        return redirect(found)
    before = readings.before(found)
    for answer in answers:
        answer.ticked, answer.theme = before.get(answer.pk, (False, ""))
    context = {
        "survey": found,
        "answers": answers,
        "known": sorted({theme for _shown, theme in before.values() if theme}),
    }
    return render(request, "arviointi/surveys/moderate.html", context)


def theme_typed(request, answer):
    return tidy_line(request.POST.get(f"theme-{answer.pk}", ""))[:LONGEST_THEME]


def publish(request, pk):
    """Sukkula chooses which questions of a closed survey are published."""
    found = survey_of(request, pk)
    check(rules.can_moderate, request.user, found)
    if not found.is_closed:
        raise WrongState(found)
    questions = found.questions
    if request.method == "POST":
        chosen = set(request.POST.getlist("published"))
        withheld = {q.code for q in questions} - chosen
        Publication.objects.choose(found, withheld, by=request.user)
        messages.success(request, _("Saved. The results show what you ticked."))
        return redirect(found)
    last = found.publications.last()
    context = {
        "survey": found,
        "questions": questions,
        "withheld": last.withheld if last else [],
    }
    return render(request, "arviointi/surveys/publish.html", context)
