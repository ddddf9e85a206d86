"""What may be shown of answers: one place for the screen, the PDF, the CSV and open data.

The attacker is the survey's own owner, who knows some of the answers and takes them away from what
is shown. So it is not enough that a figure has many answers behind it: what is left when shown
figures are taken from one another must have many, too.

Whoever has an open link can answer, and answer for many. A survey with one is told once, closed, of
all together, from ten answers on. Where an invitation is one person, five are enough.
"""

from collections import Counter

FEWEST = 5  # people behind a figure
FEWEST_OF_LINK = 10  # answers through an open link
FULL = 10  # people, from whom on percentages are told, words are shown and all may say the same


def enough(*, link):
    """From how many answers on anything of a survey is shown, their number too."""
    return FEWEST_OF_LINK if link else FEWEST


def tells_of_nobody(values):
    """Whether a group may be shown that answered so: of five people; of ten if all said the same.

    Of a group where everyone said the same, one knows what each of them said.
    """
    same = len(set(values)) == 1
    return len(values) >= (FULL if same else FEWEST)


def hidden(groups):
    """Which of the groups {name: values} stay hidden beside the whole that they make up.

    Those that would tell of somebody, and with them the next smallest until those hidden would tell
    of nobody together: that is what the whole less the groups shown gives away.
    """
    found = {name for name, values in groups.items() if values and not tells_of_nobody(values)}
    by_size = sorted(groups, key=lambda name: (len(groups[name]), str(name)))
    rest = [name for name in by_size if name not in found and groups[name]]
    while found and rest and not tells_of_nobody([v for name in found for v in groups[name]]):
        found.add(rest.pop(0))
    return found


def too_near(one, other):
    """Whether the difference of two figures of one matter would tell of somebody.

    Both are {person: value}; those who are in one alone must be so many that they could be shown.
    """
    apart = (
        [values[person] for person in values.keys() - rest.keys()]
        for values, rest in ((one, other), (other, one))
    )
    return any(values and not tells_of_nobody(values) for values in apart)


def merged(roles):
    """{role: the role that is kept of it}, "" for those that fewer than five share.

    `roles`: each person's, or {role: people}. Of those merged there are at least five too, unless
    there are not so many people at all.
    """
    tally = Counter(roles)
    small = {role for role, n in tally.items() if n < FEWEST}
    rest = sorted(set(tally) - small, key=lambda role: (tally[role], role))
    while small and rest and sum(tally[role] for role in small) < FEWEST:
        small.add(rest.pop(0))
    return {role: "" if role in small else role for role in tally}
