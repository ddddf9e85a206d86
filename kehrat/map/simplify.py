"""Boundaries as light outlines for the map. Neighbours keep the border they share. Pure.

Rings are cut where borders meet, each piece is simplified once (Douglas and Peucker, 1973) and
both its districts get the same points, so that no gap shows between them.
"""

from itertools import pairwise
from math import cos, hypot, radians
from types import SimpleNamespace

from kehrat.map.labels import CAPITAL, LINE, MIDDLE, SMALL
from kehrat.map.yarn import MARGIN, WIDTH

GRAIN = 10  # points lie on a grid of a tenth of the map's unit
SLACK = 0.55 * GRAIN  # how far from the true border a simplified one may run
SPECK = 4 * GRAIN**2  # area under which an islet is left out


def draw(outlines):
    """{number: outline} of what `boundaries.read` gave, on one map WIDTH units wide.

    An outline has path (SVG), bottom (its lowest point) and labels: for a name of one line and of
    two, the middle (x, y) and width (room) of the widest free place within its largest part.
    """
    placed = {number: [[*map(_thin, shape)] for shape in o] for number, o in _placed(outlines)}
    ends = _ends(ring for shapes in placed.values() for shape in shapes for ring in shape)
    cut = {}
    return {number: _outline(shapes, ends, cut) for number, shapes in placed.items()}


def _placed(outlines):
    """The outlines on the map's grid: north up, a metre as long in both directions."""
    points = [p for shapes in outlines.values() for shape in shapes for ring in shape for p in ring]
    west, east = (side(lon for lon, _lat in points) for side in (min, max))
    south, north = (side(lat for _lon, lat in points) for side in (min, max))
    narrow = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) * GRAIN / ((east - west) * narrow or 1)

    def place(point):
        x = (point[0] - west) * narrow * scale + MARGIN * GRAIN
        return round(x), round((north - point[1]) * scale + MARGIN * GRAIN)

    for number, shapes in outlines.items():
        yield number, [[[place(p) for p in ring] for ring in shape] for shape in shapes]


def _thin(ring):
    """The ring without points that fell on the one before."""
    return [p for before, p in pairwise([ring[-1], *ring]) if p != before]


def _ends(rings):
    """The points where borders meet: those with more than two neighbours."""
    near = {}
    for ring in rings:
        for a, b in pairwise([*ring, *ring[:1]]):
            near.setdefault(a, set()).add(b)
            near.setdefault(b, set()).add(a)
    return {point for point, others in near.items() if len(others) > 2}


def _outline(shapes, ends, cut):
    whole = sorted(([r for r in s if len(r) > 2] for s in shapes), key=_area_of, reverse=True)
    largest, *others = [shape for shape in whole if shape] or [[[(0, 0)]]]
    shown = [largest, *(shape for shape in others if _area_of(shape) >= SPECK)]
    rings = [_simple(ring, ends, cut) for shape in shown for ring in shape]
    rings = [ring for ring in rings if len(ring) > 2] or [largest[0]]
    return SimpleNamespace(
        path="".join(_path(ring) for ring in rings),
        bottom=max(y for ring in rings for _x, y in ring) / GRAIN,
        labels=[_room(largest, tall) for tall in TALL],
    )


def _area_of(shape):
    return _area(shape[0]) if shape else 0


def _area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]]))) / 2


def _simple(ring, ends, cut):
    """The ring, each piece between two ends simplified as for the neighbour on its other side."""
    start = next((i for i, p in enumerate(ring) if p in ends), ring.index(min(ring)))
    ring = [*ring[start:], *ring[:start], ring[start]]
    stops = [0, *(i for i in range(1, len(ring) - 1) if ring[i] in ends), len(ring) - 1]
    points = []
    for first, last in pairwise(stops):
        points += _piece(ring[first : last + 1], cut)[:-1]
    return points


def _piece(points, cut):
    there, back = tuple(points), tuple(reversed(points))
    key = min(there, back)
    if key not in cut:
        cut[key] = _simplified(key)
    return cut[key] if key == there else cut[key][::-1]


def _simplified(points):
    kept, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        off = [(_off(points[i], points[first], points[last]), i) for i in range(first + 1, last)]
        far, middle = max(off, default=(0, 0))
        if far > SLACK:
            kept.add(middle)
            waiting += [(first, middle), (middle, last)]
    return [points[i] for i in sorted(kept)]


def _off(point, a, b):
    """How far a point is from the line between two others."""
    (x, y), (dx, dy) = (point[0] - a[0], point[1] - a[1]), (b[0] - a[0], b[1] - a[1])
    long = dx * dx + dy * dy
    t = max(0, min(1, (x * dx + y * dy) / long)) if long else 0
    return hypot(x - t * dx, y - t * dy)


def _path(ring):
    """An SVG subpath: the first point, then steps."""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(ring)]
    told = "".join(f"{_told(x)}{'' if y < 0 else ' '}{_told(y)} " for x, y in steps)
    return f"M{_told(ring[0][0])} {_told(ring[0][1])}l{told.strip()}z"


def _told(number):
    text = f"{number / GRAIN:g}"
    return text.replace("0.", ".", 1) if abs(number) < GRAIN else text


TALL = (CAPITAL * MIDDLE + 3, (LINE + CAPITAL) * SMALL + 3)  # of a name on one line, on two


def _room(shape, tall):
    """The widest place in a shape for something `tall`: {x, y, room}, in the map's units."""
    ys = [y for _x, y in shape[0]]
    half = tall * GRAIN / 2
    best = (0, shape[0][0][0], ys[0])
    middle = min(ys) + half
    while middle + half <= max(ys):
        for left, right in _free(shape, [middle - half, middle, middle + half]):
            best = max(best, (right - left, (left + right) / 2, middle))
        middle += GRAIN
    room, x, y = (round(value / GRAIN, 1) for value in best)
    return {"x": x, "y": y, "room": room}


def _free(shape, levels):
    """The stretches that are inside the shape on every level."""
    common = None
    for level in levels:
        here = _inside(shape, level + 0.5)  # never on a point of the grid
        common = here if common is None else list(_both(common, here))
    return common


def _inside(shape, level):
    crossings = sorted(
        a[0] + (level - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for ring in shape
        for a, b in pairwise([*ring, ring[0]])
        if (a[1] > level) != (b[1] > level)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))


def _both(some, others):
    for a, b in some:
        for c, d in others:
            if max(a, c) < min(b, d):
                yield max(a, c), min(b, d)
