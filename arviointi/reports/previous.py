"""What differs from the previous report of the same area: of the same period, else of the last one
before it. Each report keeps its figures as a file of its own, as they were told."""

import json
from dataclasses import dataclass

from kehityspolku.models import Report


@dataclass(frozen=True)
class Difference:
    """The previous report, and [(label, then, now, change)] of the figures and steps of both."""

    report: Report
    rows: list


def figures_file(told):
    """The figures of a `Progress` as JSON, as bytes."""
    figures = {f.key: None if f.value is None else float(f.value) for f in told.counted}
    steps = {f"step {number}": step.value for number, step in enumerate(told.steps)}
    content = {
        "area": told.area.key,
        "first": told.first.isoformat(),
        "last": told.last.isoformat(),
        "figures": figures | steps,
    }
    return json.dumps(content, indent=1).encode()


def difference(report, told):
    """The Difference of a report that is being built, None where there is none to compare with."""
    found = previous(report)
    file = found and found.files.filter(name__endswith=".json").first()
    if not file:
        return None
    with file.file.open() as content:
        before = json.load(content)["figures"]
    rows = []
    for figure in told.counted:
        if figure.key not in before:  # it was not counted yet
            continue
        then = before[figure.key]
        rows.append((figure.label, figure.of(then), figure.text, figure.change(then)))
    for number, step in enumerate(told.steps):
        then = before.get(f"step {number}")
        if then is not None:
            rows.append((step.label, f"{then:.0f}", step.value, signed(step.value - int(then))))
    return Difference(found, rows)


def previous(report):
    """The newest ready report of the same area and period, else that of the last period before."""
    ready = Report.objects.filter(
        kind=report.kind, state=Report.State.READY, params__area=report.params["area"]
    ).exclude(pk=report.pk)
    ready = list(ready.order_by("-ready_at"))
    period = report.params["first"], report.params["last"]
    same = [each for each in ready if (each.params["first"], each.params["last"]) == period]
    earlier = [each for each in ready if each.params["last"] < report.params["last"]]
    earlier.sort(key=lambda each: each.params["last"], reverse=True)
    return next(iter([*same, *earlier]), None)


def signed(number):
    """A change with its sign: "+3", "−2", "0"."""
    if number == 0:
        return "0"
    return f"+{number}" if number > 0 else f"−{-number}"
