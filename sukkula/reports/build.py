"""The exports of this app, built by the worker: {file name: bytes} of each."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehityspolku import moments
from kehityspolku.documents import sheets
from kehityspolku.documents.names import file_name
from kehityspolku.models import Report
from sukkula import rules
from sukkula.advice.forms import AdviceFilter
from sukkula.desk import columns, front
from sukkula.desk.forms import DeskFilter
from sukkula.desk.worklist import WorkList
from sukkula.panels.models import Review, Score
from sukkula.panels.scores import rounded, weighted_mean
from sukkula.review.letter import decisions_on
from sukkula.review.models import Verdict

DESK = "sukkula.desk"
BATCH = 5_000  # rows read at a time: each time all are ranked anew
KEPT = timedelta(days=14)
MOST = 20_000  # rows of one export
WHAT = {
    "list": gettext_lazy("The work list"),
    "scores": gettext_lazy("Scores of the work list"),
    "decisions": gettext_lazy("Decisions of the work list"),
    "advice": gettext_lazy("Advice given"),
}


def order_desk(what, query, *, by, language):
    """Order an export of the work list as one sees it; returns the Report.

    `query`: the list's address, without the place of its page. PermissionDenied.
    """
    if not rules.can_use_desk(by):
        raise PermissionDenied
    params = {"what": what, "query": query, "who": by.pk}
    title = str(WHAT[what])
    return Report.objects.order(DESK, by=by, title=title, params=params, language=language)


def forget():
    """Delete exports that are older than their days, their files after commit; returns how many."""
    old = Report.objects.filter(kind=DESK, ordered_at__lt=moments.now() - KEPT)
    return sum(report.discard() for report in old)


def desk(report):
    """The list, its scores or its decisions as CSV and XLSX, as whoever ordered it sees them."""
    if not (report.by and rules.can_use_desk(report.by)):
        raise PermissionDenied
    what = report.params["what"]
    head, rows = TABLES[what](report.by, QueryDict(report.params["query"]))
    rows, name = list(rows), [WHAT[what], moments.today()]
    text = sheets.csv([head, *map(plain, rows)], delimiter=";", decimal=",")
    return {
        file_name("csv", *name): f"\ufeff{text}".encode(),
        file_name("xlsx", *name): sheets.xlsx([(str(WHAT[what]), head, rows)]),
    }


def plain(row):
    """The cells for CSV: sums and scores with a comma, days as one writes them."""
    return [moments.day_text(v) if hasattr(v, "isoformat") else number(v) for v in row]


def number(value):
    return str(value).replace(".", ",") if hasattr(value, "quantize") else value


def batches(by, query) -> Iterator[list]:
    """The rows of the list, so many at a time, with what stands behind their turns."""
    form = DeskFilter(query)
    asked = form.asked()
    tab, order, shown = front.asked_for(asked, by)
    work = WorkList.of(by).desk_of(asked.get("adviser"))
    found, place, left = work.tab(tab).narrow(**asked), None, MOST
    while left > 0 and (rows := found.page(order, min(BATCH, left), place, shown)):
        front.tell_facts(rows, by)
        yield rows
        last = rows[-1]
        place, left = (last.sort, last.kind, last.key), left - len(rows)


def of_list(by, query):
    """The list's rows with the columns that are shown."""
    _tab, _order, shown = front.asked_for(DeskFilter(query).asked(), by)
    seen = [column for column in columns.COLUMNS if column.name in shown]
    head = [_("Project"), "Kehrä", *(str(column.label) for column in seen)]
    return head, (
        [row.title, row.kehra_name or "", *(row.value(column.name) for column in seen)]
        for rows in batches(by, query)
        for row in rows
    )


def cards_of(by, query):
    """{card's key: title} of the list's cards, in its order, so many at a time."""
    for rows in batches(by, query):
        yield {row.key: row.title for row in rows if row.kind == "card"}


def of_scores(by, query):
    """Each score of each review that was given, and the review's weighted mean."""
    head = [_("Project"), _("Reviewer"), _("Criterion"), _("Weight"), _("Score")]
    return [*head, _("Comment"), _("Weighted mean")], score_rows(by, query)


def score_rows(by, query):
    for cards in cards_of(by, query):
        reviews = Review.objects.visible_to(by).given().filter(panel__project__in=cards)
        given = Score.objects.filter(review__in=reviews)
        given = given.select_related("review__reviewer", "review__panel", "criterion")
        means, places = {}, {key: place for place, key in enumerate(cards)}
        for score in given:
            pair = score.value, score.criterion.weight
            means.setdefault(score.review_id, []).append(pair)
        for score in sorted(given, key=partial(place_of_score, places)):
            mean = weighted_mean(means[score.review_id])
            yield [
                cards[score.review.panel.project_id],
                str(score.review.reviewer),
                str(score.criterion),
                score.criterion.weight,
                score.value,
                score.comment,
                None if mean is None else rounded(mean),
            ]


def place_of_score(places, score):
    """As the list is seen: by its cards, of each by review and criterion."""
    return places[score.review.panel.project_id], score.review_id, score.criterion.place


def of_decisions(by, query):
    """Each decision on the list's cards: those announced, and those that wait."""
    head = [_("Project"), _("Decision"), _("Day"), _("Decided by"), _("Reason")]
    return [*head, _("Announced")], decision_rows(by, query)


def decision_rows(by, query):
    words = {name: str(label) for name, label in Verdict.Outcome.choices}
    words["screen_out"] = _("turn down")
    for cards in cards_of(by, query):
        rows = {key: [] for key in cards}  # as the list is seen
        for event in decisions_on(cards):
            day = event.at.astimezone(moments.HELSINKI).date()
            reason, who = event.facts.get("reason", ""), str(event.actor or "")
            rows[event.target_id].append([words[event.verb], day, who, reason, _("yes")])
        waiting = Verdict.objects.visible_to(by).pending().filter(project__in=cards)
        for verdict in waiting.select_related("decided_by"):
            day = verdict.decided_at.astimezone(moments.HELSINKI).date()
            told = words[verdict.outcome], day, str(verdict.decided_by or "")
            rows[verdict.project_id].append([*told, verdict.reason, _("not yet")])
        yield from ([title, *row] for key, title in cards.items() for row in rows[key])


def of_advice(by, query):
    """The log of advice in the days that the log's address asks for."""
    head = [
        _("Day"),
        _("How"),
        _("On what"),
        "Kehrä",
        _("Project"),
        _("To whom"),
        _("What was said"),
    ]
    return [*head, _("Adviser")], (
        [
            row.on,
            capfirst(row.get_channel_display()),
            capfirst(row.get_theme_display()),
            row.whose.name if row.whose else "",
            row.project.title if row.project else "",
            row.to_whom,
            row.note,
            str(row.by or ""),
        ]
        for row in AdviceFilter(query).rows(by)[:MOST]
    )


TABLES = {"advice": of_advice, "list": of_list, "scores": of_scores, "decisions": of_decisions}
