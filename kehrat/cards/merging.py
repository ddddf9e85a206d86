"""A card that two wrote at once: what was read, what stands and what one wrote, field by field; in
lists and rows row by row, in texts paragraph by paragraph.

A question has a key: its field's name; `goals/2` for a row of the list that the other saved;
`goals-<mark>` for a row of one's own that the other removed. A paragraph is a row of its text.
"""

import re
from dataclasses import dataclass, fields, replace

from django.core import signing

from kehityspolku import marks, merging
from kehrat.cards.card import LISTS, NAMES, ONE_LINE, PRIVATE, ROWS, TEXTS, Card, Contact
from kehrat.cards.diff import TOLD, lines
from kehrat.cards.headings import APART, HEADINGS, label

ASKED = {field.name for field in fields(Card)} & (HEADINGS | APART).keys()
PROSE = {*TEXTS} - {*ONE_LINE}
BY_ROWS = {*LISTS, *NAMES, *ROWS, PRIVATE, *PROSE}
SALT = "kehrat.card"
_PARAGRAPH = re.compile(r"[^\n]+\n*")
_KEY = re.compile(r"(\w+)(?:/(\d{1,4})|-([0-9a-f]{16}))?")


@dataclass(frozen=True)
class Question:
    """What both changed: what the other saved, and one's own as far as it is known."""

    key: str
    heading: str
    theirs: list[str]
    mine: list[str] | None = None  # None: what the form says

    @property
    def field(self):
        return _KEY.fullmatch(self.key)[1]


def sealed(card):
    """A card as a form carries it, to be compared with when it is saved. Nobody can forge it."""
    content = [card.to_json(), [person.to_json() for person in card.contacts]]
    return signing.dumps(content, salt=SALT, compress=True)


def unsealed(text):
    """The card of `sealed`; None if it is none."""
    try:
        content, contacts = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    card = Card.from_json(content)
    card.contacts = [Contact.from_json(person) for person in contacts]
    return card


def merged(read, theirs, mine):
    """(the card of both, [Question], names of the fields that only the other changed).

    In the card stands one's own where both changed something. `read` None: nobody knows what was
    read, so all that differs is a question.
    """
    content, asked, taken = {}, [], []
    for name in (field.name for field in fields(Card)):
        were, there, here = (card and _comparable(card, name) for card in (read, theirs, mine))
        if there == here or (read and there == were):
            content[name] = getattr(mine, name)
        elif read and here == were:
            content[name] = getattr(theirs, name)
            taken.append(name)
        elif read and _goes_by_rows(name, were, there, here):
            rows = (_rows(card, name) for card in (read, theirs, mine))
            together, crossed = merging.rows(*rows, key=_key, name=_name)
            content[name] = _whole(name, together)
            asked += [_row_question(name, each) for each in crossed]
            taken.append(name)
        else:
            content[name] = getattr(mine, name)
            asked.append(Question(name, label(name), lines(theirs, name), lines(mine, name)))
    return Card(**content), asked, taken


def _goes_by_rows(name, *values):
    """Whether the field has rows, no more than are compared one by one; a text that was empty, or
    has one paragraph at most in all cards, is one value."""
    most = max(map(len, values))
    if name not in BY_ROWS or most > merging.MOST:
        return False
    return name not in PROSE or bool(values[0] and most > 1)


def with_theirs(read, mine, keys):
    """One's card with what one takes from the other: of the card `read` the questions of `keys`.

    Rows of one list are taken together, and of a list too long to be asked row by row none.
    """
    found = [*filter(None, map(_parsed, keys))]
    for name in dict.fromkeys(name for name, _place, _gone in found):
        rows = [(place, gone) for of, place, gone in found if of == name]
        value, own = _rows(read, name), _rows(mine, name)
        if ("", "") in rows:
            mine = replace(mine, **{name: getattr(read, name)})
        elif max(len(value), len(own)) <= merging.MOST:
            kept = {int(place) for place, _gone in rows if place}
            removed = {gone for _place, gone in rows if gone}
            own, _none = merging.rows(value, value, own, key=_key, name=_name, kept=kept)
            own = [row for row in own if not removed or marks.mark(_key(row)) not in removed]
            mine = replace(mine, **{name: _whole(name, own)})
    return mine


def questions(read, keys):
    """The questions of `keys` again, as far as the card `read` has the answer; others are none."""
    found = []
    for key, parsed in ((key, _parsed(key)) for key in keys):
        name, place, gone = parsed or ("", "", "")
        if not name:
            continue
        if not (place or gone):
            found.append(Question(key, label(name), lines(read, name)))
        elif gone or int(place) < len(_rows(read, name)):
            told = [] if gone else [_told(name, _rows(read, name)[int(place)])]
            found.append(Question(key, label(name), told))
    return found


def _parsed(key):
    """(field, place, mark of a removed row) of a question's key; None if it is none."""
    match = _KEY.fullmatch(key)
    if not match or match[1] not in ASKED:
        return None
    if match[1] not in BY_ROWS and (match[2] or match[3]):
        return None
    return match[1], match[2] or "", match[3] or ""


def _row_question(name, crossed):
    if crossed.place is None:
        key = f"{name}-{marks.mark(_key(crossed.mine))}"
    else:
        key = f"{name}/{crossed.place}"
    texts = ([] if row is None else [_told(name, row)] for row in (crossed.theirs, crossed.mine))
    return Question(key, label(name), *texts)


def _told(name, row):
    return TOLD[name](row) if name in TOLD else _key(row)


def _comparable(card, name):
    """What is compared of a field as a whole: of rows their keys, of texts each letter."""
    rows = _rows(card, name)
    return [_key(row) for row in rows] if name in BY_ROWS - PROSE else rows


def _rows(card, name):
    """The field's rows; those of a text are its paragraphs, with the empty lines behind them. A
    field without rows is one."""
    value = getattr(card, name)
    if name in PROSE:
        return _PARAGRAPH.findall(value)
    return value if name in BY_ROWS else [value]


def _whole(name, rows):
    """The field's value of rows. A paragraph that was the last of its text is set off from the next
    as the first one is."""
    if name not in PROSE:
        return rows
    gap = (rows[0][len(_key(rows[0])) :] if rows else "") or "\n\n"
    return "".join(row if row.endswith("\n") else row + gap for row in rows).rstrip("\n")


def _key(row):
    """All that a row says, its words as received too, so that equal rows have equal keys."""
    if isinstance(row, str):
        return row.rstrip("\n")
    return tuple(tuple(v) if isinstance(v, list) else v for v in vars(row).values())


def _name(row):
    return "" if isinstance(row, str) else next(iter(vars(row).values()))
