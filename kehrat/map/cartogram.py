"""Puts together what templates/parts/map.html draws: balls with their names, and ties. Pure."""

from functools import lru_cache
from itertools import combinations
from math import hypot
from types import SimpleNamespace

from kehrat.map.labels import write
from kehrat.map.yarn import MARGIN, WIDTH


def yarn(places, kehrat, title=""):
    """The map as an object: viewBox, title, balls and ties; balls in the order of `places`.

    `places`: objects with number, name, title, url, x, y, r. `kehrat`: objects with thread
    (its colour, 1 to 8), numbers (its districts) and whole (those it covers wholly).
    A ball's kind: empty (no Kehrä), full, partial (some sub-areas have none), split (several).
    """
    places = [p for p in places if p.r]
    height = max((p.y + p.r for p in places), default=0) + MARGIN
    labels = _labels(tuple((p.number, p.name, p.x, p.y, p.r) for p in places), height)
    return SimpleNamespace(
        title=title,
        viewBox=f"0 0 {WIDTH} {round(height, 1):g}",
        balls=[_ball(p, kehrat, labels.get(p.number)) for p in places],
        ties=[tie for kehra in kehrat for tie in _ties(places, kehra)],
    )


@lru_cache(maxsize=256)  # places do not move: once for each part and language, not for each reader
def _labels(facts, height):
    names = ("number", "name", "x", "y", "r")
    return write([SimpleNamespace(**dict(zip(names, fact, strict=True))) for fact in facts], height)


def _ball(place, kehrat, label):
    kind, own = kind_of(place.number, kehrat)
    return SimpleNamespace(
        number=place.number,
        x=place.x,
        y=place.y,
        r=place.r,
        title=place.title,
        url=place.url,
        kind=kind,
        colours=[kehra.thread for kehra in own],
        label=place.name if label else "",
        label_lines=label.lines if label else [],
        label_inside=bool(label and label.inside),
        label_x=label.x if label else place.x,
        label_y=label.y if label else place.y,
        font_size=label.size if label else 0,
    )


def kind_of(number, kehrat):
    """(kind, its Kehrät) of a district."""
    own = [kehra for kehra in kehrat if number in kehra.numbers]
    if len(own) == 1:
        return ("full" if number in own[0].whole else "partial"), own
    return ("split" if own else "empty"), own


def _ties(places, kehra):
    """The shortest set of threads that ties the Kehrä's balls together (Kruskal, 1956)."""
    own = [p for p in places if p.number in kehra.numbers]
    group = {p.number: p.number for p in own}
    ties = []
    for _space, a, b in sorted(
        (hypot(a.x - b.x, a.y - b.y) - a.r - b.r, i, j)
        for (i, a), (j, b) in combinations(enumerate(own), 2)
    ):
        a, b = own[a], own[b]
        if group[a.number] != group[b.number]:
            old, new = group[b.number], group[a.number]
            group = {number: new if root == old else root for number, root in group.items()}
            ties.append(SimpleNamespace(x1=a.x, y1=a.y, x2=b.x, y2=b.y, colour=kehra.thread))
    return ties
