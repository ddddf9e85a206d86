"""Two people write one list: what was read, what another saved meanwhile and what one wrote oneself
are compared row by row. What only one of the two changed is taken, what both changed is asked.

Rows are any values; `key` tells two apart, `name` says which row it is when its other facts change.
"""

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST = 300  # rows compared one by one; a longer list is one value
ALIKE = 0.5  # of two rows' words, from which on one is taken for the other changed


@dataclass(frozen=True)
class Crossed:
    """A row that both changed otherwise; None where one removed it.

    `place`: where it stands in what the other saved, None if they removed it.
    """

    place: int | None
    theirs: object
    mine: object


def is_settled(read, theirs, mine):
    """Whether at most one of the two changed the value, or both to the same."""
    return theirs in (read, mine) or mine == read


def settled(read, theirs, mine):
    """The value on which the two agree, once `is_settled`."""
    return theirs if mine == read else mine


def rows(read, theirs, mine, *, key, name, kept=()):
    """(the rows together, [Crossed]): where both changed a row, the rows hold one's own.

    `kept`: places of rows that stay as they were read, whatever one made of them.
    """
    there, here = _paired(read, theirs, key, name), _paired(read, mine, key, name)
    new_there, new_here = _added(theirs, there), _added(mine, here)
    together, crossed = [], []
    for place in range(-1, len(read)):
        if place >= 0:
            row = _row(place, read, theirs, mine, there, here, key, kept)
            if isinstance(row, Crossed):
                crossed.append(row)
                row = row.mine
            together += [] if row is None else [row]
        more, asked = _both_added(
            [(at, theirs[at]) for at in new_there.get(place, ())],
            [mine[at] for at in new_here.get(place, ())],
            key,
            name,
        )
        together += more
        crossed += asked
    return together, crossed


def _row(place, read, theirs, mine, there, here, key, kept):
    """The row of one place, or Crossed."""
    at = there.get(place)
    was, theirs_now, mine_now = (
        read[place],
        None if at is None else theirs[at],
        mine[here[place]] if place in here else None,
    )
    if place in kept:
        return was
    keys = [None if row is None else key(row) for row in (was, theirs_now, mine_now)]
    if is_settled(*keys):
        return theirs_now if keys[2] == keys[0] else mine_now
    return Crossed(at, theirs_now, mine_now)


def _both_added(theirs, mine, key, name):
    """What the two added at one place: the same once, of one name asked, the others one by one."""
    together, crossed, own = [], [], list(mine)
    for at, row in theirs:
        same = [other for other in own if key(other) == key(row)]
        named = [other for other in own if name(row) and name(other) == name(row)]
        if same:
            own.remove(same[0])
        elif named:
            own.remove(named[0])
            crossed.append(Crossed(at, row, named[0]))
            row = named[0]
        together.append(row)
    return together + own, crossed


def _added(rows, paired):
    """{place of the row before it, -1 at the start: [places of rows that were not there]}."""
    before = {at: place for place, at in paired.items()}
    added, last = {}, -1
    for at in range(len(rows)):
        if at in before:
            last = before[at]
        else:
            added.setdefault(last, []).append(at)
    return added


def _paired(before, after, key, name):
    """{place before: place after} of rows that stayed or were changed, in one order."""
    match = SequenceMatcher(None, [*map(key, before)], [*map(key, after)], autojunk=False)
    paired = {}
    for kind, a, b, c, d in match.get_opcodes():
        if kind == "equal":
            paired |= zip(range(a, b), range(c, d), strict=True)
        elif kind == "replace":
            paired |= _changed(before, after, range(a, b), range(c, d), key, name)
    return paired


def _changed(before, after, olds, news, key, name):
    """Of rows between two that stayed, which became which: by name, in order, by likeness."""
    names = [
        Counter(name(rows[at]) for at in span) for rows, span in ((before, olds), (after, news))
    ]
    paired, rest = {}, news.start
    for old in olds:
        called = name(before[old])
        if called and names[0][called] == names[1][called] == 1:
            at = next(at for at in news if name(after[at]) == called)
            if at >= rest:
                paired[old], rest = at, at + 1
    bounds = [(olds.start - 1, news.start - 1), *paired.items(), (olds.stop, news.stop)]
    for (a, c), (b, d) in zip(bounds, bounds[1:], strict=False):
        left, right = range(a + 1, b), range(c + 1, d)
        if len(left) == len(right):
            paired |= zip(left, right, strict=True)
        else:
            paired |= _alike(before, after, left, right, key)
    return paired


def _alike(before, after, olds, news, key):
    paired, rest = {}, news.start
    for old in olds:
        words = str(key(before[old])).split()
        for at in range(rest, news.stop):
            other = str(key(after[at])).split()
            if SequenceMatcher(None, words, other, autojunk=False).ratio() >= ALIKE:
                paired[old], rest = at, at + 1
                break
    return paired
