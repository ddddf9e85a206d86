"""7. Conversion: how many ideas become cards, and how many cards get money."""

from math import sqrt

from arviointi.indicators.value import Value, ratio

Z = 1.959964  # the normal distribution's 97.5 %
AGE = 6  # months that an idea has had to become something


def conversion(ideas):
    """`ideas`: [(became a card, which was granted money)] of ideas at least six months old.

    value = cards ÷ ideas, with Wilson's interval: (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) ÷
    (1 + z²/n); `funded` = granted ÷ cards, with its own.
    """
    cards = sum(card for card, _granted in ideas)
    funded = sum(card and granted for card, granted in ideas)
    low, high = wilson(cards, len(ideas))
    funded_low, funded_high = wilson(funded, cards)
    beside = {"low": low, "high": high, "cards": cards, "funded": ratio(funded, cards)}
    beside |= {"funded_low": funded_low, "funded_high": funded_high}
    return Value(ratio(cards, len(ideas)), len(ideas), len(ideas), beside)


def wilson(part, whole):
    """The 95 % interval of a share; (None, None) of nothing."""
    if not whole:
        return None, None
    p, square = part / whole, Z * Z
    middle = p + square / (2 * whole)
    half = Z * sqrt(p * (1 - p) / whole + square / (4 * whole * whole))
    scale = 1 + square / whole
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
