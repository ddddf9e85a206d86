"""9. Delivery: milestones done by the day that was agreed first."""

from statistics import median

from arviointi.indicators.value import Value, ratio


def delivery(milestones, day):
    """`milestones`: [(first agreed day, day on which it was done or None)] that were not given up.

    value = |{done ≤ first agreed day}| ÷ |{first agreed day ≤ day}|; `late`: the median of the days
    from the first agreed day until it was done, or until the day if it was not.
    """
    due = [(agreed, done) for agreed, done in milestones if agreed <= day]
    in_time = sum(bool(done) and done <= agreed for agreed, done in due)
    waits = [max(0, (min(done or day, day) - agreed).days) for agreed, done in due]
    late = median(waits) if waits else None
    return Value(ratio(in_time, len(due)), len(due), len(due), {"in_time": in_time, "late": late})
