"""Whether the same cost is asked of two funders: each pays its share of it, together no more than
all of it.

A cost is the same when it has the same words and the same euros in two applications of a card. An
application asks of each of its costs the share that it asks of them all.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from kehityspolku import money


@dataclass(frozen=True)
class Asked:
    """What one application asks, or has got: its name, its costs as (words, euros), the grant and
    the whole."""

    name: str
    costs: tuple
    grant: Decimal
    whole: Decimal
    granted: bool = False

    @property
    def share(self):
        """Of each euro of its costs so much is asked."""
        return self.grant / self.whole if self.whole else Decimal(0)

    def keys(self):
        """How often it has each cost."""
        found = defaultdict(int)
        for text, amount in self.costs:
            if amount and text.strip():
                found[key(text), amount] += 1
        return found


def key(text):
    """The words by which a cost is known."""
    return " ".join(text.split()).casefold()


@dataclass(frozen=True)
class Twice:
    """A cost that others are asked for too, or pay already (`granted`)."""

    text: str
    amount: Decimal
    share: Decimal  # per cent of it asked in all
    others: tuple  # the names of those who are asked besides
    granted: bool = False

    @property
    def sentence(self):
        told = _("“%(cost)s”, %(sum)s, is asked of others too (%(others)s), %(share)s in all.")
        if self.granted:
            told = _(
                "“%(cost)s”, %(sum)s, has a grant already (%(others)s), with what is asked here "
                "%(share)s in all."
            )
        return told % {
            "cost": self.text,
            "sum": money.euros(self.amount),
            "others": ", ".join(self.others),
            "share": money.percent(self.share),
        }


def found(own, others):
    """The costs of `own` (Asked) that `others` are asked for too, each once, as Twice."""
    theirs = [(other, other.keys()) for other in others]
    words = {key(text): text for text, _amount in reversed(own.costs)}
    for (cost, amount), times in own.keys().items():
        same = [(other, min(times, keys[cost, amount])) for other, keys in theirs]
        same = [(other, count) for other, count in same if count]
        if same:
            asked = own.share + sum(o.share * Decimal(count) / times for o, count in same)
            names = tuple(dict.fromkeys(other.name for other, _count in same))
            granted = all(other.granted for other, _count in same)
            yield Twice(words[cost], amount, asked * 100, names, granted)


def declared(rows, own):
    """(others as Asked, warnings) of the project's other funding: rows with the words of the costs
    that each is for. One whose sum or costs are not told, or not in the budget, is only asked
    about: it may or may not pay what is asked for here.
    """
    others, warnings = [], []
    for row in rows:
        named = {key(text) for text in row.costs}
        lines = tuple((text, amount) for text, amount in own.costs if key(text) in named)
        if row.amount and named and named == {key(text) for text, _amount in lines}:
            whole = sum(amount for _text, amount in lines)
            others.append(Asked(str(row), lines, row.amount, whole, row.state == "granted"))
        elif row.amount and named:
            elsewhere = _(
                "%(funding)s: it pays costs that are not in this budget (%(costs)s). If these are"
                " the same costs, mark them for it too."
            )
            kept = {key(text) for text, _amount in lines}
            others_costs = ", ".join(text for text in row.costs if key(text) not in kept)
            warnings.append(elsewhere % {"funding": row, "costs": others_costs})
        else:
            unclear = _("%(funding)s: tell its sum and costs, so that no cost is paid twice.")
            warnings.append(unclear % {"funding": row})
    return others, warnings


def told(own, others, highest_share=None):
    """(problems, warnings) in words: a cost asked for more than once over is a problem, one over
    the call's highest share, or asked twice at all, a warning.
    """
    problems, warnings = [], []
    for twice in found(own, others):
        if money.cents(twice.share) > 100:
            more = _(
                "Together more than the cost is asked for: ask for less of it here, or write on the"
                " line only what this funder alone pays for."
            )
            problems.append(f"{twice.sentence} {more}")
        elif highest_share and money.cents(twice.share) > highest_share:
            limit = _("The call pays at most %(share)s: ask the funder what it counts.")
            limit = limit % {"share": money.percent(highest_share)}
            warnings.append(f"{twice.sentence} {limit}")
        else:
            warnings.append(twice.sentence)
    return problems, warnings
