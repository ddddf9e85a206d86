"""10. Network: who takes part beside the members."""

from arviointi.indicators.value import Value, ratio


def network(partners, first):
    """`partners`: [(name, Kehrä, day on which its card was approved)]; `first`: the first day of
    the last twelve months.

    value = |{distinct partners}|; `new`: those met first in the twelve months; `shared` =
    |{partners of two or more Kehrät}| ÷ |{partners}|.
    """
    days, kehrat = {}, {}
    for name, kehra, day in partners:
        key = " ".join(name.split()).casefold()
        days[key] = min(day, days.get(key, day))
        kehrat.setdefault(key, set()).add(kehra)
    shared = sum(len(found) > 1 for found in kehrat.values())
    new = sum(day >= first for day in days.values())
    beside = {"new": new, "shared": ratio(shared, len(days))}
    return Value(len(days), len(days), len(days), beside)
