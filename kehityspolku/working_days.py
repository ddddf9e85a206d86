"""Working days in Finland: no weekends, no holidays, neither Midsummer Eve nor Christmas Eve."""

from datetime import timedelta

import holidays

DAY = timedelta(days=1)
HOLIDAYS = holidays.country_holidays("FI")  # works out a year when it is first asked about


def is_working(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def from_on(day):
    """The day, or the next working day where it is none."""
    return day if is_working(day) else after(day, 1)


def after(day, number):
    """The day that is so many working days after a day."""
    while number > 0:
        day += DAY
        number -= is_working(day)
    return day


def left(day, last):
    """How many working days are left after a day, the last included; 0 when it has passed."""
    days = (day + DAY * n for n in range(1, (last - day).days + 1))
    return sum(map(is_working, days))
