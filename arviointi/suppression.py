"""What may be shown of answers: one place for the screen, the PDF, the CSV and open data.

A group of fewer than five is never shown, nor can it be had by subtracting the shown groups from
the whole: what is hidden together holds at least two groups and five people. (Minimum frequency
rule with secondary suppression: Hundepool et al., Statistical Disclosure Control, Wiley 2012.)
"""

from kehityspolku.charts import PERCENT_FROM

FEWEST = 5  # people in a group that is shown
WORDS_FROM = 10  # answers to the survey from whom on open answers are shown


def may_show(n):
    """Whether a group of n people may be shown."""
    return n >= FEWEST


def may_percent(n):
    return n >= PERCENT_FROM


def may_quote(n):
    """Whether the open answers of a survey with n answers may be shown, once moderated."""
    return n >= WORDS_FROM


def hidden(sizes, also=()):
    """The groups to hide, as a set of keys, when the groups' whole is shown.

    `sizes`: {group: people}; empty groups hold nobody and are never hidden. `also`: groups that
    have to be hidden for another reason. Next to the small ones, the next smallest are hidden
    until nothing about a small group can be had by subtraction; at worst all are.
    """
    people = {group: n for group, n in sizes.items() if n}
    away = {group for group, n in people.items() if not may_show(n) or group in also}
    shown = sorted(people.keys() - away, key=lambda group: (people[group], str(group)))
    while away and shown and not covered(away, people):
        away.add(shown.pop(0))
    return away


def covered(away, people):
    """Whether hidden groups hide one another."""
    return len(away) > 1 and sum(people[group] for group in away) >= FEWEST
