"""Money: Decimal euros, rounded to the cent half up, written the Finnish way. One place."""

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from django.db import models
from django.utils.translation import gettext as _

from kehityspolku.rounding import half_up

CENT = Decimal("0.01")
LARGEST = Decimal("999999999.99")


class EurosField(models.DecimalField):
    """Euros with two decimals, up to a thousand million."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_digits": 11, "decimal_places": 2, **kwargs})

    def formfield(self, **kwargs):
        """As people write sums: "940 000" is one."""
        from kehityspolku.fields import EurosField as Euros  # noqa: PLC0415 (forms need models)

        return models.Field.formfield(self, **{"form_class": Euros, **kwargs})


class PercentField(models.DecimalField):
    """A percentage with one decimal."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_digits": 4, "decimal_places": 1, **kwargs})

    def formfield(self, **kwargs):
        """As people write shares: "67,5 %" is one."""
        from kehityspolku.fields import PercentField as Percent  # noqa: PLC0415 (see above)

        return models.Field.formfield(self, **{"form_class": Percent, **kwargs})


def cents(amount):
    """Round a Decimal to the cent, half up: the one rounding rule of the portal."""
    return half_up(Decimal(amount), 2)


def share(part, whole):
    """Percentage of part in whole as Decimal with one decimal; None when whole is zero."""
    if not whole:
        return None
    return half_up(Fraction(Decimal(part)) * 100 / Fraction(Decimal(whole)), 1)


def divide(whole, weights):
    """Divide euros as the weights are to one another, each part rounded half up to the cent, the
    last that weighs anything taking what is left; the parts add up and none is below zero."""
    total = sum(weights, Decimal(0))
    last = max((place for place, weight in enumerate(weights) if weight), default=None)
    parts, left = [], Decimal(whole)
    for place, weight in enumerate(weights):
        exact = Fraction(Decimal(whole)) * Fraction(weight) / Fraction(total) if weight else 0
        part = left if place == last else min(half_up(exact, 2), left)
        parts.append(part)
        left -= part
    return parts


def parse(text):
    """Read what a person writes as euros: "12 500,50 €", "12500.5", "1 000". ValueError if not."""
    bare = re.sub(r"[\s\u00a0\u202f€]|EUR", "", str(text), flags=re.I).replace("−", "-")
    bare = bare.replace(".", "").replace(",", ".") if "," in bare else bare
    try:
        if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,2})?", bare):
            raise InvalidOperation
        amount = cents(Decimal(bare))
    except InvalidOperation:
        raise ValueError(_("Write the amount in euros, for example 12 500,50.")) from None
    if abs(amount) > LARGEST:
        raise ValueError(_("The amount is too large."))
    return amount


def parse_percent(text):
    """Read what a person writes as a percentage: "67,5 %", "80". ValueError if not 0–100."""
    bare = re.sub(r"[\s\u00a0\u202f%]", "", str(text)).replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9])?", bare) or Decimal(bare) > 100:
        raise ValueError(_("Write a percentage from 0 to 100, for example 67,5."))
    return Decimal(bare)


def euros(amount):
    """Write Decimal euros as "12 345,67 €" or "12 345 €" with no-break spaces; "" for None."""
    return "" if amount is None else f"{figures(amount)}\u00a0€"


def figures(amount):
    """Write Decimal euros without the sign, "12 345,67" or "12 345"; "" for None."""
    if amount is None:
        return ""
    amount = cents(amount)
    text = f"{amount:,.2f}" if amount % 1 else f"{amount:,.0f}"
    return text.replace(",", "\u00a0").replace(".", ",")


def hours(number):
    """Write a number of hours as "3", "2,5" or "1,25"."""
    return percent_figures(number)


def percent(number):
    """Write a Decimal percentage as "20 %" or "26,44 %" with a no-break space; "" for None."""
    return "" if number is None else f"{percent_figures(number)}\u00a0%"


def percent_figures(number):
    """Write a Decimal percentage without the sign, "20", "12,5" or "26,44"."""
    text = f"{Decimal(number):.2f}"
    return (text.rstrip("0").rstrip(".") or "0").replace(".", ",")
