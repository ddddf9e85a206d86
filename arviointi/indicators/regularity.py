"""4. Regularity: in how many of twelve months something was shown."""

from arviointi.indicators.value import Value, ratio

MONTHS = 12


def regularity(outputs, months, since):
    """`outputs`: the days with an output; `months`: [(first, last day)] of the twelve months;
    `since`: from which day on outputs were recorded.

    value = |{months with ≥ 1 output}| ÷ |{recorded months}|.
    """
    shown = [any(first <= day <= last for day in outputs) for first, last in months]
    known = [
        was for was, (first, _last) in zip(shown, months, strict=True) if was or first >= since
    ]
    return Value(ratio(sum(known), len(known)), len(known), len(months), {"months": sum(known)})
