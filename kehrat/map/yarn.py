"""Winds the yarn map: a Dorling cartogram of Helsinki's districts, pure and deterministic.

Circles sized by residents start from the districts' label points, are drawn together along shared
boundaries and pushed apart until none overlaps (D. Dorling, Area Cartograms, 1996). The same facts
always give the same map: no randomness, no clock, fixed order.
"""

from itertools import combinations
from math import cos, hypot, pi, radians, sin, sqrt

WIDTH = 640  # viewBox units; close to a CSS pixel where the map is drawn widest
MARGIN = 6
GAP = 2  # least space between two balls
ROOM = 16  # more between two hamlets, so that their names fit beside them
SMALLEST = 13  # least radius: still seen and pressed
HAMLET, FEW = 12.6, 850  # radius where fewer residents than FEW live
AREA_PER_RESIDENT = 0.29
KM = 33  # units of a kilometre on the ground before winding
EAST = 1.08  # Helsinki wound a little wider than it is, so that a screen holds it
CALM_KM, FAR = 8, 0.5  # beyond CALM_KM from the middle, the way is shortened to FAR of what it is
LAND, WATER, HOME = 0.12, 0.02, 0.008  # pull of a land border, a border at sea, the label point
STRAIT = 40  # a border at sea draws no nearer than this
TURNS = 600


def radius(population):
    """Radius of a ball in viewBox units: area as the residents, down to a floor."""
    if population < FEW:
        return HAMLET
    return max(SMALLEST, sqrt(population * AREA_PER_RESIDENT / pi))


def layout(districts):
    """Place one ball for each district, none over another.

    `districts` have number, lon, lat (WGS84 degrees), population, and the numbers of those they
    border: neighbours (at sea too) and neighbours_land.
    Returns [(number, x, y, r)] in the order given, in units of a viewBox WIDTH wide, y downwards.
    """
    districts = list(districts)
    if not districts:
        return []
    rs = [radius(d.population) for d in districts]
    points = _draw_in(_project(districts))
    pairs = _pairs(districts, points)
    homes = [tuple(p) for p in points]
    for turn in range(TURNS):
        warmth = 1 - turn / TURNS
        _pull(points, rs, homes, pairs, warmth)
        _push(points, rs)
    _settle(points, rs)
    return _frame(districts, points, rs)


def _project(districts):
    """Label points as [x, y] around their mean, KM units to a kilometre."""
    lat0 = sum(d.lat for d in districts) / len(districts)
    lon0 = sum(d.lon for d in districts) / len(districts)
    east, north = KM * 111.32 * cos(radians(lat0)), KM * 111.2
    points = [[(d.lon - lon0) * east * EAST, (lat0 - d.lat) * north] for d in districts]
    # Golden-angle nudges part points that are the same, the same way every time.
    for i, p in enumerate(points):
        p[0] += 0.01 * cos(2.39996 * i)
        p[1] += 0.01 * sin(2.39996 * i)
    return points


def _draw_in(points):
    """Shorten the way to far-off islands and villages, keeping their direction."""
    calm = CALM_KM * KM
    for p in points:
        far = hypot(*p)
        if far > calm:
            shorter = (calm + (far - calm) * FAR) / far
            p[0] *= shorter
            p[1] *= shorter
    return points


def _pairs(districts, points):
    """[(i, j, ux, uy, strength)]: who borders whom, and in which direction on the ground."""
    index = {d.number: i for i, d in enumerate(districts)}
    by_land = _bordering(index, districts, "neighbours_land")
    pairs = []
    for i, j in sorted(by_land | _bordering(index, districts, "neighbours")):
        dx, dy = points[j][0] - points[i][0], points[j][1] - points[i][1]
        apart = hypot(dx, dy) or 1
        pairs.append((i, j, dx / apart, dy / apart, LAND if (i, j) in by_land else WATER))
    return pairs


def _bordering(index, districts, name):
    return {
        (min(index[d.number], index[n]), max(index[d.number], index[n]))
        for d in districts
        for n in getattr(d, name)
        if n in index and n != d.number
    }


def _pull(points, rs, homes, pairs, warmth):
    """Neighbours come together on their own side; everyone leans home. Fades as the map cools."""
    for i, j, ux, uy, strength in pairs:
        touch = _reach(rs[i], rs[j])
        dx, dy = points[j][0] - points[i][0], points[j][1] - points[i][1]
        if strength < LAND:  # over water: keep the side, come no nearer than one is
            touch = max(touch, min(hypot(dx, dy), touch + STRAIT))
        off_x, off_y = ux * touch - dx, uy * touch - dy
        off = hypot(off_x, off_y) or 1e-9
        _part(points, rs, i, j, off_x / off, off_y / off, off * strength * warmth)
    for p, home in zip(points, homes, strict=True):
        p[0] += (home[0] - p[0]) * HOME * warmth
        p[1] += (home[1] - p[1]) * HOME * warmth


def _push(points, rs, slack=0.0):
    """Part every two balls that overlap; returns the deepest overlap met."""
    deepest = 0.0
    for i, j in combinations(range(len(points)), 2):
        dx, dy = points[j][0] - points[i][0], points[j][1] - points[i][1]
        need = _reach(rs[i], rs[j])
        if abs(dx) >= need or abs(dy) >= need:
            continue
        apart = hypot(dx, dy)
        if apart < need:
            if apart == 0:
                dx, dy, apart = 1e-6, 0.0, 1e-6
            deepest = max(deepest, need - apart)
            _part(points, rs, i, j, dx / apart, dy / apart, need - apart + slack)
    return deepest


def _reach(r1, r2):
    """Least distance between the middles of two balls."""
    return r1 + r2 + (GAP + ROOM if r1 == r2 == HAMLET else GAP)


def _part(points, rs, i, j, ux, uy, by):
    """Move two balls apart `by` (together if negative); the lighter one moves more."""
    heavy_i, heavy_j = rs[i] ** 2, rs[j] ** 2
    share = heavy_j / (heavy_i + heavy_j) * by
    points[i][0] -= ux * share
    points[i][1] -= uy * share
    points[j][0] += ux * (by - share)
    points[j][1] += uy * (by - share)


def _settle(points, rs):
    """Push until nothing overlaps; if that takes too long, blow the whole map up a little."""
    for turn in range(4000):
        if _push(points, rs, slack=0.01) == 0:
            return
        if turn % 500 == 499:
            for p in points:
                p[0] *= 1.1
                p[1] *= 1.1


def _frame(districts, points, rs):
    """Move the map to the corner and scale it to WIDTH."""
    left = min(p[0] - r for p, r in zip(points, rs, strict=True))
    right = max(p[0] + r for p, r in zip(points, rs, strict=True))
    top = min(p[1] - r for p, r in zip(points, rs, strict=True))
    scale = (WIDTH - 2 * MARGIN) / (right - left)
    return [
        (
            d.number,
            round((p[0] - left) * scale + MARGIN, 1),
            round((p[1] - top) * scale + MARGIN, 1),
            round(r * scale, 1),
        )
        for d, p, r in zip(districts, points, rs, strict=True)
    ]
