"""The indicators of the whole city, and the profile of a Kehrä: its own past beside, no ranking."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext as _

from arviointi.indicators import catalogue, figures, snapshots
from arviointi.indicators.forms import MonthForm
from arviointi.indicators.words import WORDS
from kehityspolku.documents import charts
from kehrat.groups.pieces import of_kehra
from kehrat.models import Kehra


@login_not_required
@of_kehra(public=True)
def profile(request, kehra):
    """The indicators of a Kehrä, or of the whole city, at the end of a month.

    Whoever is signed in may have a month worked out; everyone else reads those that are kept.
    """
    form = MonthForm(request.GET)
    day, kept_only = form.day(), not request.user.is_authenticated
    history = dict(snapshots.history(kehra, day, kept_only=kept_only))
    now, then = history.get(day, {}), history.get(figures.before(day, 12), {})
    rows = catalogue.rows(kehra, now, then)
    for row in rows:
        each = row["indicator"]
        past = [(end, values[each.code]) for end, values in history.items() if each.code in values]
        row["past"] = [(end, each.written(value)) for end, value in past]
    context = {
        "kehra": kehra,
        "form": form,
        "day": day,
        "rows": rows,
        "comes": kept_only and not snapshots.is_kept(day),
        "chart": chart(kehra, now),
        "words": WORDS,
        "kehrat": [] if kehra else Kehra.objects.public().in_order(),
    }
    return render(request, "arviointi/indicators/profile.html", context)


def chart(kehra, now):
    """The shares as bars; each one's own past stands in the table below."""
    rows = []
    for each in catalogue.of(kehra):
        value = now.get(each.code)
        if each.kind in (catalogue.SHARE, catalogue.INDEX) and value and value.value is not None:
            rows.append((str(each.name), value.value, each.written(value)))
    return charts.bars(rows, title=_("Profile"), most=1, head=_("Now")) if rows else None
