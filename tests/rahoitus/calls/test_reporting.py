"""When reports are due: by months from the start, the end or the decision."""

from datetime import date

import pytest

from rahoitus.models import ReportDue

YEAR = {
    "starts_on": date(2027, 1, 31),
    "ends_on": date(2027, 12, 31),
    "decided_on": date(2026, 11, 30),
}


@pytest.mark.parametrize(
    ("row", "project", "days"),
    [
        ({"months": 1, "after": "start"}, YEAR, [date(2027, 2, 28)]),
        ({"months": 2}, YEAR, [date(2028, 2, 29)]),
        ({"months": 0}, YEAR, [date(2027, 12, 31)]),
        ({"months": 3, "after": "decision"}, YEAR, [date(2027, 2, 28)]),
        (
            {"months": 4, "after": "start", "every_months": 4},
            YEAR,
            [date(2027, 5, 31), date(2027, 9, 30)],
        ),
        (
            {"months": 13, "after": "decision", "every_months": 1},
            YEAR,
            [date(2027, 12, 30)],
        ),
        ({"months": 2, "every_months": 2}, YEAR, [date(2028, 2, 29)]),
        (
            {"months": 6, "after": "start", "every_months": 6},
            YEAR | {"ends_on": None},
            [date(2027, 7, 31)],
        ),
        ({"months": 3}, YEAR | {"ends_on": None}, []),
        ({"months": 3, "after": "decision"}, {}, []),
    ],
)
def test_days_follow_the_projects_own(row, project, days):
    assert ReportDue(**row).days(**project) == days


def test_an_endless_row_has_a_bound():
    monthly = ReportDue(months=1, after="start", every_months=1)
    assert len(monthly.days(starts_on=date(2000, 1, 1), ends_on=date(2099, 1, 1))) == 60
