"""What was reached of the goals that were set for an area: target and actual side by side."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from arviointi.indicators import grants
from arviointi.reports import progress
from arviointi.reports.models import Goal


@dataclass(frozen=True)
class Outcome:
    """A goal and what the figure was from the year's first day `until` a day; None: not known."""

    goal: Goal
    figure: progress.Figure
    until: date

    @property
    def actual(self):
        """In the goal's own unit: a rate is set in per cent."""
        value = self.figure.value
        if value is None:
            return None
        return Decimal(str(value)) * (100 if self.figure.key == Goal.Figure.RATE else 1)

    @property
    def is_met(self):
        return None if self.actual is None else self.actual >= self.goal.target

    @property
    def is_over(self):
        """Its year has passed, so that what is not met will not be."""
        return self.until == date(self.goal.year, 12, 31)

    @property
    def target_text(self):
        target = self.goal.target
        return self.figure.written(target / 100 if self.figure.key == "rate" else target)

    @property
    def actual_text(self):
        return self.figure.text


def outcomes(area, first, last):
    """The Outcomes of the area's goals of the years that a period touches, each until the year's
    end or the period's last day."""
    goals = list(
        Goal.objects.standing([area.key])
        .filter(year__gte=first.year, year__lte=last.year)
        .order_by("year", "figure")
    )
    ends = {goal.year: min(date(goal.year, 12, 31), last) for goal in goals}
    told = {year: of_year(area, date(year, 1, 1), end) for year, end in ends.items()}
    order = list(Goal.Figure.values)
    goals.sort(key=lambda goal: (goal.year, order.index(goal.figure)))
    return [Outcome(goal, told[goal.year][goal.figure], ends[goal.year]) for goal in goals]


def of_year(area, first, last):
    """{key: Figure} of a part of a year."""
    money = grants.changes(progress.granted_to(area))
    return {figure.key: figure for figure in progress.figures_of(area, first, last, money)}
