"""5. Retention: how many of the members of a year ago are members still."""

from arviointi.indicators.value import Value, ratio


def retention(then, now):
    """`then`, `now`: the sets of members twelve months before the day and on it.

    value = |M(t) ∩ M(t − 12)| ÷ |M(t − 12)|.
    """
    stayed = len(then & now)
    return Value(ratio(stayed, len(then)), len(then), len(then), {"stayed": stayed})
