"""1. Number of Kehrät: born − ended, those active, and how many live a year."""

from arviointi.indicators.value import Value, ratio
from kehityspolku.moments import months_after


def number(lives, states, day):
    """`lives`: [(born on, ended on or None)] of all Kehrät; `states`: the state of each on the day,
    None where it was not recorded.

    value = |{born ≤ day}| − |{ended ≤ day}|; survival = |{born ≤ day − 12 months, not ended within
    12 months}| ÷ |{born ≤ day − 12 months}|.
    """
    born = [life for life in lives if life[0] <= day]
    ended = [life for life in born if life[1] and life[1] <= day]
    old = [life for life in born if months_after(life[0], 12) <= day]
    lived = [life for life in old if not (life[1] and life[1] < months_after(life[0], 12))]
    known = [state for state in states if state]
    return Value(
        len(born) - len(ended),
        len(known),
        len(states),
        {
            "born": len(born),
            "ended": len(ended),
            "active": known.count("active"),
            "survival": ratio(len(lived), len(old)),
        },
    )
