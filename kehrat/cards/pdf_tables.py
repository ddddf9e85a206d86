"""Tables on the pages of a PDF, which knows letters and their places alone."""

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

# The width of letters of their size, rather too much than too little.
LETTER, CAPITAL, BROAD, NARROW = 0.57, 0.74, 0.88, 0.34
WIDE = 1.0  # letters' sizes between two cells at least
FAR = 4  # as many tell of a cell whatever it holds
NEAR = 2  # points by which cells of a column may differ
COLUMN = 4  # lines beside others at least
ROW = 60  # characters of what stands to the left of a table's numbers
_NUMBERS = re.compile(
    r"[\s0-9.,:/–—−+%€()-]*[0-9€%][\s0-9.,:/–—−+%€()-]*(?:eur|euroa?|te|kpl|h)?\.?", re.I
)


def _width(letter):
    if letter in "mwMW%@€":
        return BROAD
    if letter in "iljtfr.,:;!|'() ":
        return NARROW
    return CAPITAL if letter.isupper() else LETTER


class Piece(NamedTuple):
    """A run of letters: their size, whether they are bold, where on the page they begin."""

    text: str
    size: float
    bold: bool
    high: float
    left: float

    @property
    def right(self):
        """About where it ends: a PDF doesn't tell how wide its letters are."""
        return self.left + sum(map(_width, self.text.rstrip())) * self.size


def cells_in(row):
    """The pieces of a row that stand far from what is before them."""
    pairs = pairwise(piece for piece in row if piece.text.strip())
    return [piece for before, piece in pairs if piece.left - before.right > WIDE * piece.size]


def with_tabs(row, starts):
    """The words of a row, a tab before each cell: what stands far off, or some way off and is a
    number or stands below others. `starts`: how many cells begin at a place of the page."""
    words, before = "", None
    cells = cells_in(row)
    for piece in row:
        if before and any(piece is cell for cell in cells) and _is_cell(before, piece, starts):
            words = f"{words.rstrip()}\t{piece.text.lstrip()}"
        else:
            words += piece.text
        before = piece if piece.text.strip() else before
    return words.strip()


def _is_cell(before, piece, starts):
    if piece.left - before.right > FAR * piece.size or is_number(piece.text):
        return True
    goes_on = piece.text.lstrip()[:1].islower()  # a sentence does, in bold or in italics
    return not goes_on and starts[round(piece.left)] > 1


def is_number(text):
    """Whether a piece is a number, a sum, a year or a share and nothing else."""
    return bool(_NUMBERS.fullmatch(text.strip()))


def in_rows(rows):
    """The rows of the page; the columns of a table that was drawn column by column stand beside one
    another again.

    A run of rows that are as high as rows before them is a column if most are numbers: columns of
    running text are read one after the other.
    """
    found, at = [], 0
    while at < len(rows):
        run = _beside(found, rows[at:])
        numbers = sum(is_number(_words(row)) for row, _to in run)
        if numbers > 1 and numbers * 3 >= len(run) * 2:
            for row, to in run:
                found[to] = [*found[to], *row]
            at += len(run)
        else:
            found += rows[at : at + max(1, len(run))]
            at += max(1, len(run))
    return found


def in_columns(rows, stands_out):
    """The rows of the page; two columns of running text that were drawn line by line across both
    are read one after the other.

    They are no table where lines of the right one stand out too, as headings do: of a form's rows
    only the names to the left do.
    """
    begins = Counter(round(cell.left / NEAR) for row in rows for cell in cells_in(row))
    place, count = next(iter(begins.most_common(1)), (0, 0))
    if count < COLUMN:
        return rows
    edge = place * NEAR - 2 * NEAR
    halves = [_halves(row, edge) for row in rows]
    right = [at for at, half in enumerate(halves) if half and half[1]]
    heads = sum(stands_out(halves[at][1]) for at in right)
    first, last = right[0] if right else 0, right[-1] + 1 if right else 0
    if heads < 2 or heads * 2 > len(right) or not all(halves[first:last]):
        return rows
    columns = [[half[side] for half in halves[first:last] if half[side]] for side in (0, 1)]
    return [*rows[:first], *columns[0], *columns[1], *rows[last:]]


def _halves(row, edge):
    """What of a row stands before and behind the edge; None if it goes across."""
    left = [piece for piece in row if piece.left < edge]
    if left and left[-1].right > edge:
        return None
    return left, row[len(left) :]


def _beside(found, rows):
    """[(row, place of that to its left)] of the first rows, as long as each stands beside one."""
    run = []
    places = {}
    for place, row in enumerate(found):
        places.setdefault(round(row[0].high / NEAR), place)
    for row in rows:
        key = round(row[0].high / NEAR)
        to = next((places[k] for k in (key, key - 1, key + 1) if k in places), None)
        if to is None or not _stands_left(found[to], row):
            break
        run.append((row, to))
    return run


def _stands_left(left, row):
    return len(_words(left)) <= ROW and left[-1].right < row[0].left


def _words(row):
    return "".join(piece.text for piece in row)
