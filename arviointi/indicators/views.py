"""The indicators of the whole city, and the profile of a Kehrä: its own past beside, no ranking."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext as _

from arviointi.indicators import catalogue, figures, snapshots
from arviointi.indicators.forms import MonthForm
from kehityspolku.documents import charts
from kehrat.groups.pieces import of_kehra
from kehrat.models import Kehra


@login_not_required
@of_kehra(public=True)
def profile(request, kehra):
    """The indicators of a Kehrä, or of the whole city, at the end of a month."""
    form = MonthForm(request.GET)
    day = form.day()
    history = dict(snapshots.history(kehra, day))
    now, then = history.get(day, {}), history.get(figures.before(day, 12), {})
    rows = [
        {
            "indicator": each,
            "now": each.written(now[each.code]),
            "then": each.written(then[each.code]) if each.code in then else _("not known"),
            "known": catalogue.completeness(now[each.code]),
            "details": each.details(now[each.code]),
            "past": [
                (end, each.written(v[each.code])) for end, v in history.items() if each.code in v
            ],
        }
        for each in catalogue.of(kehra)
        if each.code in now
    ]
    context = {
        "kehra": kehra,
        "form": form,
        "day": day,
        "rows": rows,
        "chart": chart(kehra, now, then),
        "kehrat": [] if kehra else Kehra.objects.public().in_order(),
    }
    return render(request, "arviointi/indicators/profile.html", context)


def chart(kehra, now, then):
    """The shares as bars, each with its own value of a year ago."""
    rows = []
    for each in catalogue.of(kehra):
        value, old = now.get(each.code), then.get(each.code)
        if each.kind in (catalogue.SHARE, catalogue.INDEX) and value and value.value is not None:
            text = each.written(value)
            if old and old.value is not None:
                text = _("%(now)s (a year ago %(then)s)") % {"now": text, "then": each.written(old)}
            rows.append((str(each.name), value.value, text))
    return charts.bars(rows, title=_("Profile"), most=1, head=_("Now")) if rows else None
