"""Writes district names on the yarn map: inside the ball, on two lines, beside it, or not at all.

Pure. Units are the map's viewBox units. Nothing smaller than SMALL is ever written: what does not
fit is left to the ball's title and the list beside the map.
"""

from math import sqrt
from types import SimpleNamespace

from kehrat.map.yarn import WIDTH

LARGE, MIDDLE, SMALL = 17, 15, 12.6  # SMALL stays over 12 px when the map is drawn 610 px wide
LINE = 1.1  # line height, em
REGULAR = 0.94  # the regular face is this much narrower than the bold one
CAPITAL = 0.67  # height of a capital, em
AIR = 2  # space kept around a label

# Advance widths of Atkinson Hyperlegible Bold in hundredths of an em (measured from the font).
ADVANCES = {
    letter: width
    for width, letters in {
        26: "j",
        31: "l",
        32: "i ",
        37: "fr-",
        38: "t",
        46: "I",
        51: "–",
        52: "cyz",
        53: "svx",
        54: "FL",
        55: "aåä",
        56: "J",
        57: "ehknouö",
        58: "E",
        60: "bdgpq",
        62: "STZ",
        63: "P",
        64: "B",
        65: "R",
        66: "KUV",
        67: "C",
        68: "H",
        69: "ADYÅÄ",
        70: "NX",
        72: "wG",
        76: "OÖ",
        78: "Q",
        84: "M",
        88: "W",
        89: "m",
    }.items()
    for letter in letters
}

# Second parts of Helsinki's compound names: a name may be parted before them.
ENDINGS = (
    "kaupunki",
    "kylä",
    "mäki",
    "saari",
    "saaret",
    "niemi",
    "haka",
    "nokka",
    "puisto",
    "linna",
    "vuori",
    "satama",
    "suo",
    "harju",
    "salo",
    "metsä",
    "lahti",
    "hamina",
    "kallio",
    "maa",
    "sundom",
    "staden",
    "stad",
    "hamnen",
    "hamn",
    "holm",
    "holmen",
    "backa",
    "gård",
    "kärr",
    "höjden",
    "by",
    "näs",
    "skog",
    "lund",
    "ö",
    "parken",
    "hagen",
    "borg",
    "böle",
    "landet",
    "arna",
    "berg",
)


def width(text, size):
    """Width of text in viewBox units: bold, but regular where it is SMALL."""
    face = REGULAR if size == SMALL else 1
    return sum(ADVANCES.get(letter, 70) for letter in text) * size * face / 100


def lines_of(name):
    """Ways to write a name, best first: whole, then on two lines."""
    ways = [[name]]
    for mark in (" ", "-"):
        if mark in name:
            head, tail = name.split(mark, 1)
            ways.append([head + ("-" if mark == "-" else ""), tail])
    for ending in sorted(ENDINGS, key=len, reverse=True):
        head = name.removesuffix(ending)
        if head != name and len(head) > 2 and " " not in head and "-" not in head:
            ways.append([head + "-", ending])
            break
    return ways


def inside(name, r):
    """(lines, size) of the best writing of `name` that fits in a ball of radius r, or None."""
    whole, *parted = lines_of(name)
    short = [(whole, SMALL)] if len(name) < 9 else []
    tries = [(whole, LARGE), (whole, MIDDLE), *short]
    tries += [(lines, MIDDLE) for lines in parted]
    tries += [(whole, SMALL), *((lines, SMALL) for lines in parted)]
    return next(((lines, size) for lines, size in tries if _fits(lines, size, r - 1)), None)


def _fits(lines, size, r):
    tall = (len(lines) - 1) * LINE * size + CAPITAL * size
    if tall / 2 >= r:
        return False
    # Every line must fit the chord at its own outer edge.
    for row, line in enumerate(lines):
        middle = (row - (len(lines) - 1) / 2) * LINE * size
        edge = abs(middle) + CAPITAL * size / 2
        if edge >= r or width(line, size) / 2 > sqrt(r * r - edge * edge):
            return False
    return True


def beside(name, ball, balls, taken, height):
    """[(lines, box)]: the places next to its ball where a name is in no one's way, best first.

    `ball` and `balls` are (x, y, r); `taken` are boxes (left, top, right, bottom) already written.
    """
    return [
        (lines, box)
        for lines in lines_of(name)
        for box in _boxes(lines, ball)
        if _is_free(box, balls, taken, height)
    ]


def _boxes(lines, ball):
    x, y, r = ball
    wide = max(width(line, SMALL) for line in lines)
    tall = len(lines) * LINE * SMALL
    yield (x + r + AIR, y - tall / 2, x + r + AIR + wide, y + tall / 2)
    yield (x - r - AIR - wide, y - tall / 2, x - r - AIR, y + tall / 2)
    for shift in (0, wide / 4, -wide / 4, wide / 2, -wide / 2):
        left = x + shift - wide / 2
        yield (left, y + r + 1, left + wide, y + r + 1 + tall)
        yield (left, y - r - 1 - tall, left + wide, y - r - 1)
    diagonal = 0.75 * r + 1
    for left in (x + diagonal, x - diagonal - wide):
        yield (left, y - diagonal - tall, left + wide, y - diagonal)
        yield (left, y + diagonal, left + wide, y + diagonal + tall)


def _is_free(box, balls, taken, height):
    left, top, right, bottom = box
    if left < 1 or top < 1 or right > WIDTH - 1 or bottom > height - 1:
        return False
    for x, y, r in balls:
        dx = max(left - x, 0, x - right)
        dy = max(top - y, 0, y - bottom)
        if dx * dx + dy * dy < r * r:
            return False
    return not any(_meet(box, other) for other in taken)


def _meet(a, b):
    return not (a[2] + AIR < b[0] or b[2] + AIR < a[0] or a[3] + AIR < b[1] or b[3] + AIR < a[1])


def _in_the_way(box, options):
    """How many of the others' names would lose their last place to this box."""
    return sum(all(_meet(box, other) for _, other in places) for places in options.values())


def write(balls, height):
    """{number: label} for balls with number, name, x, y, r on a map `height` tall.

    A label has lines, size, x and y (its middle) and inside (whether it is within its ball).
    """
    circles = [(b.x, b.y, b.r) for b in balls]
    labels, taken = {}, []
    for b in balls:
        if found := inside(b.name, b.r):
            lines, size = found
            labels[b.number] = SimpleNamespace(lines=lines, size=size, x=b.x, y=b.y, inside=True)
    waiting = [b for b in balls if b.number not in labels]
    while waiting:  # the one with the fewest places left chooses first, sparing the others
        options = {
            b.number: beside(b.name, (b.x, b.y, b.r), circles, taken, height) for b in waiting
        }
        waiting = [b for b in waiting if options[b.number]]
        if not waiting:
            break
        b = min(waiting, key=lambda b: (len(options[b.number]), b.number))
        mine = options.pop(b.number)
        lines, box = min(mine, key=lambda place: _in_the_way(place[1], options))
        taken.append(box)
        waiting.remove(b)
        x, y = round((box[0] + box[2]) / 2, 1), round((box[1] + box[3]) / 2, 1)
        labels[b.number] = SimpleNamespace(lines=lines, size=SMALL, x=x, y=y, inside=False)
    return labels
