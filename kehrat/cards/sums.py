"""What a line of money comes to: 300 €/kk x 12 kk = 3 600 €, (47 000 + 40 000 =) 87 000 €."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from kehrat.cards.money import COUNT, FOREIGN, PERCENT, RATE, SUM, Amount, figures

TOTAL = (
    r"yhteensä|yht\.?|kaikkiaan|(?:loppu|kokonais|yhteis)?summa|kokonais(?:kustannu|budjet)\w{0,9}"
    r"|kokonaismenot|totalt|sammanlagt|totalsumma|totalkostnad\w{0,3}|totalbudget|total|in\sall"
)
TARGET = (
    r"tavoite(?:summa|na)?|noin|n\.|c(?:a|irka)?\.|ca|cirka|arviolta|arvioitu|enintään|korkeintaan"
    r"|max\.?|vähintään|alustavasti|omkring|ungefär|högst|minst|målet|mål|uppskattat|target|about"
    r"|approx\.?|approximately|estimated|at\smost|at\sleast|up\sto"
)
SOME = re.compile(
    r"(?<!\w)(?:joi?s?ta|sis|sisält\w+|sisältäen|ml|mukaan\slukien|varav|därav|of\swhich|including"
    r"|inkl\w{0,6})(?!\w)",
    re.I,
)
WORK = re.compile(
    r"talko|vapaaehtoist?yö|vapaaehtoisty|vastikkeet\w*\styö|luontoissuorit|frivillig"
    r"|ideellt\sarbete|talkoarbete|volunt",
    re.I,
)
VAT = re.compile(r"(?<!\w)(?:alv|arvonlisävero\w{0,3}|moms|mervärdesskatt|vat)(?!\w)", re.I)

_ENDS_TOTAL = re.compile(rf"(?:^|\W)(?:{TOTAL})(?:\W|{TARGET})*$", re.I)
_EQUALS = re.compile(rf"=\s{{0,3}}(?:(?:{TOTAL}|{TARGET})\s{{0,2}}){{0,2}}$", re.I)
_IS_TARGET = re.compile(rf"(?<!\w)(?:{TARGET})(?!\w)|[~±]", re.I)
_BRACKETS = re.compile(r"\([^()]*\)")
_TIMES = re.compile(
    r"\s{0,2}[^\W\d_]{0,24}\.?\s{0,2}(?:[x×*✕✖@]|[àá]|kertaa|gånger|times)\s{0,2}", re.I
)
_TO = re.compile(r"\s{0,2}(?:[-–—−]|\.{2,3}|…|tai|eller|or)\s{0,2}", re.I)
_VAT_ON_TOP = re.compile(r"\+\s{0,2}(?:alv|moms|vat)(?!\w)", re.I)
_LEAST = 10  # a number without a unit that may be money, at the end of a line


@dataclass
class Outcome:
    """`euros` is None where no sum is stated; `parts` are what it is said to be made of, `used`
    where they stand. `doubt` is a kind of doubt, and `others` what else the line may come to."""

    euros: Decimal | None = None
    parts: list[Decimal] = field(default_factory=list)
    used: list[Amount] = field(default_factory=list)
    about: bool = False
    doubt: str = ""
    others: list[Decimal] = field(default_factory=list)
    share: Decimal | None = None


def outcome(line: str) -> Outcome:
    """What a line comes to, its dates made unreadable before (`blank`)."""
    numbers = figures(line)
    for reading in (_range, _product, _plain):
        if found := reading(line, numbers):
            break
    else:
        found = _without(line, numbers)
    found.about = found.euros is not None and bool(_IS_TARGET.search(line[: found.used[-1].at]))
    found.share = next((n.euros for n in numbers if n.kind == PERCENT and _is_share(line, n)), None)
    found.others = [euros for euros in dict.fromkeys(found.others) if euros != found.euros]
    return found


def blank(line: str, spans) -> str:
    """The line with the given stretches made unreadable, at the same length."""
    for span in spans:
        line = line[: span.at] + "_" * (span.to - span.at) + line[span.to :]
    return line


def _range(line: str, numbers: list[Amount]) -> Outcome | None:
    """5 000–7 000 €: neither is the sum."""
    for low, high in pairwise(n for n in numbers if n.kind in (SUM, RATE)):
        if not (high.sure or high.kind == RATE) or not _TO.fullmatch(line[low.to : high.at]):
            continue
        least = low.euros * 1000 if low.euros * 1000 < high.euros else low.euros  # 5–7 te
        if 0 < least < high.euros:
            return Outcome(used=[low, high], doubt="range", others=[least, high.euros])
    return None


def _product(line: str, numbers: list[Amount]) -> Outcome | None:
    """A price times a number, and what they are said to make."""
    for at, first in enumerate(numbers):
        factors = [first]
        for right in numbers[at + 1 :]:
            if not _TIMES.fullmatch(line[factors[-1].to : right.at]):
                break
            factors.append(right)
        priced = any(n.kind == RATE or n.sure for n in factors)
        if len(factors) == 1 or any(n.kind in (FOREIGN, PERCENT) for n in factors):
            continue
        made, prices = _times(factors), [n.euros for n in factors if n.sure or n.kind == RATE]
        after = numbers[at + len(factors) :]
        result = next((n for n in after if _EQUALS.search(line[factors[-1].to : n.at])), None)
        if not result and priced:
            sums = [n for n in after if n.kind == SUM]
            result = _said(line, sums) or next((n for n in sums if n.euros == made), None)
        if result and (priced or result.sure):
            return Outcome(result.euros, [], [*factors, result], False, "sums", [made, *prices])
        if priced:
            return Outcome(made, [], factors, False, "worked_out", prices)
    return None


def _times(factors: list[Amount]) -> Decimal:
    made = Decimal(1)
    for factor in factors[:5]:
        made *= factor.euros
    return made.quantize(Decimal("0.01"))


def _plain(line: str, numbers: list[Amount]) -> Outcome | None:
    """One sum, or several of which one is the whole."""
    money = [n for n in numbers if n.kind == SUM]
    parts = _parts(line, money)
    total = _total(line, money, parts)
    if not (parts or total):
        return None
    euros = total.euros if total else sum((part.euros for part in parts), Decimal(0))
    used = [*parts, *([total] if total else [])]
    found = Outcome(euros, [part.euros for part in parts], used)
    left = [n for n in numbers if (n.sure or n.kind in (RATE, FOREIGN)) and n not in used]
    if left:
        aside = all(_is_aside(line, n) for n in left)
        found.doubt = "sum_unused" if aside else "sums"
        whole = (
            [] if aside or "=" in line else [euros + sum(n.euros for n in left if n.kind == SUM)]
        )
        if any(n.kind == FOREIGN for n in left):
            found.doubt = "currency"
        found.others = [n.euros for n in left if n.kind != FOREIGN] + whole
    elif _VAT_ON_TOP.search(line):
        found.doubt = "vat"
        found.others = [
            (euros * (100 + n.euros) / 100).quantize(Decimal("0.01"))
            for n in numbers
            if n.kind == PERCENT
        ]
    return found


def _without(line: str, numbers: list[Amount]) -> Outcome:
    """No sum is sure: a price of one, other money, a bare number at the end, nothing."""
    rates, counts = ([n for n in numbers if n.kind == kind] for kind in (RATE, COUNT))
    if rates:
        made = [_times([rates[0], counts[0]])] if len(counts) == 1 else []
        return Outcome(used=rates[:1], doubt="rate", others=[*made, *(n.euros for n in rates)])
    if foreign := [n for n in numbers if n.kind == FOREIGN]:
        return Outcome(used=foreign[:1], doubt="currency", others=[n.euros for n in foreign])
    last = numbers[-1] if numbers else None
    if last and last.kind == SUM and last.euros >= _LEAST and not line[last.to :].strip(" .)"):
        return Outcome(last.euros, [], [last], False, "unit_lacks")
    return Outcome()


def _parts(line: str, money: list[Amount]) -> list[Amount]:
    """The amounts of the first sum: joined by plus signs, or listed in brackets."""
    run: list[Amount] = []
    for left, right in pairwise(money):
        glue = line[left.to : right.at]
        if len(glue) < 80 and "+" in glue and "=" not in glue:
            run = run or [left]
            run.append(right)
        elif run:
            return run
    return run or _bracketed(line, money)


def _bracketed(line: str, money: list[Amount]) -> list[Amount]:
    """Amounts listed in brackets beside the whole, unless they are said to be only some of it."""
    sure = [amount for amount in money if amount.sure]
    brackets = [match for match in _BRACKETS.finditer(line) if not SOME.search(match[0])]
    inside = [
        amount
        for amount in sure
        if any(match.start() < amount.at < match.end() for match in brackets)
    ]
    return inside if 2 <= len(inside) < len(sure) else []


def _total(line: str, money: list[Amount], parts: list[Amount]) -> Amount | None:
    """What the line comes to: after the parts' equals sign, after "in all", or the first sure."""
    last = parts[-1].to if parts else 0
    taken = {part.at for part in parts}
    others = [amount for amount in money if amount.at not in taken]
    for amount in others:
        if parts and amount.at >= last and "=" in line[last : amount.at]:
            return amount
    return _said(line, others) or next((amount for amount in others if amount.sure), None)


def _said(line: str, money: list[Amount]) -> Amount | None:
    """The amount that stands after "=" or "in all"."""
    before = {amount: line[max(0, amount.at - 60) : amount.at] for amount in money}
    equal = [amount for amount in money if amount.sure and _EQUALS.search(before[amount])]
    return next(iter(equal[-1:]), None) or next(
        (amount for amount in money if _ENDS_TOTAL.search(before[amount])), None
    )


def _is_aside(line: str, number: Amount) -> bool:
    """Whether an amount is only some of the whole: in brackets, or after "of which"."""
    before = line[: number.at]
    return before.count("(") > before.count(")") or bool(SOME.search(before))


def _is_share(line: str, number: Amount) -> bool:
    """Whether a percentage is a share of the costs, not a tax."""
    return not VAT.search(line[max(0, number.at - 25) : number.to + 8]) and number.euros <= 100
