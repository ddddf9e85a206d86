"""What differs between two cards, field by field, word by word."""

import re
from dataclasses import dataclass, fields
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from kehityspolku import moments, money
from kehrat.cards.card import PRIVATE, Card
from kehrat.cards.headings import label

SAME, REMOVED, ADDED = "same", "removed", "added"
UNSEEN = {"title_line", "stated_state", "language"}
ALIKE = 0.4  # of a line's words kept, from which on it is shown as changed and not as another
LONGEST = 4_000  # words of a field compared one by one; longer ones line by line
# A date, a sum and a share are one word each: a changed one is shown whole.
_WORDS = re.compile(
    r"\d{4}-\d\d-\d\d"
    r"|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d(?!\d))?"
    r"|\d{1,3}(?:[ \xa0\u202f]\d{3}(?!\d))+(?:,\d+)?(?:[ \xa0\u202f]?[€%])?"
    r"|\d+(?:[.,:]\d+)*(?:[ \xa0\u202f]?[€%])?"
    r"|\s+|[^\s\w]|\w+"
)


@dataclass(frozen=True)
class Piece:
    """A run of words: the same, removed or added."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """A field that differs: each of its lines as pieces."""

    field: str
    heading: str
    lines: list[list[Piece]]


def changes(before, after, private=False):
    """The fields that two cards tell otherwise, in the card's order.

    `private`: the contact persons too, which no version has.
    """
    unseen = UNSEEN if private else UNSEEN | {PRIVATE}
    return [
        Change(name, label(name), compared(one, other))
        for name in (field.name for field in fields(Card))
        if name not in unseen and (one := lines(before, name)) != (other := lines(after, name))
    ]


def lines(card, name):
    """A field's value as lines that a person reads."""
    value = getattr(card, name)
    if name in TOLD:
        return [TOLD[name](row) for row in value]
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    return list(value) if isinstance(value, list) else value.split("\n") if value else []


def sum_told(row):
    """A budget row: "II (2013): 87 000 € (47 000 € + 40 000 €)"."""
    years = f" ({moments.years(*row.years)})" if row.years else ""
    parts = " + ".join(money.euros(part) for part in row.parts)
    target = f", {_('target, not decided')}" if row.target else ""
    told = f"{row.label}{years}: {money.euros(row.amount) or '–'}{target}"
    return f"{told} ({parts})" if parts else told


def phase_told(row):
    """A phase: "II VAIHE: 1.9.–31.12.2027"."""
    return f"{row.name or _('The whole project')}: {moments.dates(row.starts, row.ends)}"


def funder_told(row):
    """A funder: "Helsingin kaupunki: 2027–2028, 20 000 €, 70 %"."""
    facts = [moments.years(row.year_from, row.year_to), money.euros(row.amount)]
    facts += [money.percent(row.share), _("hoped for, not decided") if row.target else ""]
    return f"{row.name}: {', '.join(filter(None, facts))}"


def contact_told(row):
    return ", ".join(filter(None, (row.name, row.email, row.phone, row.other)))


TOLD = {
    "phases": phase_told,
    "funders": funder_told,
    "budget": sum_told,
    "contacts": contact_told,
}


def compared(before, after):
    """Two lists of lines as one list of lines made of pieces; an equal line is one piece."""
    many = sum(len(line.split()) for line in before + after) > LONGEST
    told = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            told += [[Piece(SAME, line)] for line in before[a:b]]
        elif kind == "replace" and not many:
            told += _replaced(before[a:b], after[c:d])
        else:
            told += _apart(before[a:b], after[c:d])
    return told


def _replaced(before, after):
    """Lines that give way to others: each beside the one that stands in its place, if alike."""
    told = []
    for one, other in zip(before, after, strict=False):
        words = [_WORDS.findall(line) for line in (one, other)]
        match = SequenceMatcher(None, *words, autojunk=False)
        told += [_words(match, *words)] if match.ratio() >= ALIKE else _apart([one], [other])
    rest = min(len(before), len(after))
    return told + _apart(before[rest:], after[rest:])


def _words(match, before, after):
    pieces = []
    for kind, a, b, c, d in match.get_opcodes():
        if kind == "equal":
            pieces.append(Piece(SAME, "".join(before[a:b])))
            continue
        pieces += [Piece(REMOVED, "".join(before[a:b]))] if a < b else []
        pieces += [Piece(ADDED, "".join(after[c:d]))] if c < d else []
    return pieces


def _apart(before, after):
    gone = [[Piece(REMOVED, line)] for line in before]
    return gone + [[Piece(ADDED, line)] for line in after]
