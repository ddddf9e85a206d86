"""6. Coordination: on how many days somebody was named to coordinate."""

from datetime import timedelta

from arviointi.indicators.value import Value, ratio


def coordination(stints, first, last):
    """`stints`: [(person, since, until or None, role)], the role "" where it was not recorded;
    `first`, `last`: the days of the year, both counted.

    value = |{days with a named coordinator}| ÷ |{days of which it was recorded}|; `changes`: how
    often in the year somebody began to coordinate.
    """
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    named = unknown = 0
    for day in days:
        roles = {
            role
            for _person, since, until, role in stints
            if since <= day and (until is None or day < until)
        }
        named += "coordinator" in roles
        unknown += "coordinator" not in roles and "" in roles
    known = len(days) - unknown
    return Value(ratio(named, known), known, len(days), {"changes": began(stints, first, last)})


def began(stints, first, last):
    """How many of a person's coordinating times, one after another taken as one, began then."""
    mine = sorted(row for row in stints if row[3] == "coordinator")
    ends = {}
    number = 0
    for person, since, until, _role in mine:
        goes_on = person in ends and ends[person] is not None and ends[person] >= since
        number += first <= since <= last and not goes_on
        ends[person] = until
    return number
