"""What was filled in the form of a PDF, read where it stands on its page."""

from dataclasses import dataclass

from pypdf.errors import PyPdfError

from kehrat.cards.pdf_tables import Piece

TICKED, UNTICKED = "☒", "☐"
CHOICES = 1 << 15 | 1 << 16  # flags of buttons that are no tick boxes: one of several, a mere push
DEEPEST = 20  # of fields within fields
SIZE = 10  # of the letters that are typed
LABEL = 3.5  # times their size: how far above a box its name may be printed


@dataclass(frozen=True)
class Filled:
    """A box of the form: the name of its field, what is told of it where no name is printed beside
    it, what was typed (a tick box: its mark), and where the box stands."""

    name: str
    told: str
    words: str
    is_tick: bool
    left: float
    low: float
    top: float


def filled_on(page):
    """The boxes that a page shows and that hold something."""
    try:
        notes = [note.get_object() for note in page.get("/Annots") or ()]
        boxes = [one for one in notes if one.get("/Subtype") == "/Widget" and "/Rect" in one]
        return [filled for one in boxes if (filled := _filled(one))]
    except (KeyError, AttributeError, TypeError, ValueError, PyPdfError):
        return []


def _filled(box):
    field = {key: _inherited(box, key) for key in ("/FT", "/V", "/TU", "/Ff", "/AS")}
    name = ".".join(str(one["/T"]) for one in reversed([*_chain(box)]) if "/T" in one)
    told = told_of(field, name)
    if not told or (field["/FT"] == "/Btn" and (field["/Ff"] or 0) & CHOICES):
        return None
    is_tick = field["/FT"] == "/Btn"
    left, low, right, top = map(float, box["/Rect"])
    words = told[0] if is_tick else str(field["/V"]).strip("/")
    where = (min(left, right), min(low, top), max(low, top))
    return Filled(name, told, words, is_tick, *where)


def _chain(box):
    for _ in range(DEEPEST):
        yield box
        if "/Parent" not in box:
            return
        box = box["/Parent"].get_object()


def _inherited(box, key):
    return next((one[key] for one in _chain(box) if key in one), None)


def told_of(field, name):
    """The name of a field with the words typed or the box ticked; "" for an empty one."""
    words = field.get("/V")
    is_set = isinstance(words, str) and words.strip("/") not in ("", "Off")
    label = field.get("/TU") or name
    if field.get("/FT") == "/Btn" and not (field.get("/Ff") or 0) & CHOICES:
        return f"{TICKED if is_set else UNTICKED} {label}"
    return f"{label}: {words.strip('/')}" if is_set else ""


def with_filled(rows, filled):
    """The rows of a page with what was filled: after the name that is printed to the left of a box,
    below the one above it; a tick before its words.
    """
    rows = [list(row) for row in rows]
    for box in sorted(filled, key=lambda one: -one.top):
        beside = next((row for row in rows if row and _is_beside(row, box)), None)
        if beside and box.is_tick:
            at = next(at for at, piece in enumerate(beside) if piece.left >= box.left)
            tick = _piece(f"{box.words} ", beside[at].high, box)
            beside.insert(at, tick._replace(left=beside[at].left - SIZE))
            continue
        first, *others = box.words.splitlines() if _has_name(rows, beside, box) else [box.told]
        if beside:
            beside.append(_piece(first, beside[0].high, box))
            at = rows.index(beside) + 1
        else:
            at = next((at for at, row in enumerate(rows) if row[0].high < box.low), len(rows))
            rows.insert(at, [_piece(first, box.top - SIZE, box)])
            at += 1
        lower = rows[at - 1][0].high
        rows[at:at] = [
            [_piece(words, lower - SIZE * down, box)]
            for down, words in enumerate(filter(str.strip, others), start=1)
        ]
    return rows


def _is_beside(row, box):
    """Whether a row stands at the height of a box, and to the side where its name is."""
    if not box.low - SIZE / 2 <= row[0].high <= box.top:
        return False
    if box.is_tick:
        return any(piece.left >= box.left for piece in row)
    return row[0].left < box.left


def _has_name(rows, beside, box):
    """Whether a name is printed to the left of a box or right above it."""
    above = (row[0].high - box.top for row in rows)
    return bool(beside) or box.is_tick or any(0 <= far <= SIZE * LABEL for far in above)


def _piece(words, high, box):
    return Piece(words, SIZE, False, high, box.left)
