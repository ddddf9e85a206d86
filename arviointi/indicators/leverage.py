"""8. Leverage: other money for each euro of the City's."""

from arviointi.indicators.value import Value


def leverage(city, other, unstated, grants, hours):
    """`city`, `other`: euros granted to date; `unstated` of the `grants` have no stated sum;
    `hours`: approved hours of volunteer work, which are told apart and never turned into money.

    value = other money ÷ city money.
    """
    value = float(other / city) if city else None
    beside = {"city": float(city), "other": float(other), "hours": float(hours)}
    return Value(value, grants - unstated, grants, beside)
