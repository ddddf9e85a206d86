"""Puts together what parts/map_shapes.html draws: districts in their real shapes. Pure."""

from types import SimpleNamespace

from kehrat.map.cartogram import kind_of
from kehrat.map.labels import LARGE, MIDDLE, SMALL, lines_of, width
from kehrat.map.yarn import MARGIN, WIDTH

AIR = 6  # units of a name's place that stay free


def boundary_map(places, kehrat, title=""):
    """The map as `yarn_map.yarn` gives it, with `shapes` for its balls.

    `places`: as there, with boundary (kehrat.places.models.Boundary) or None: such are left to the
    list.
    """
    drawn = [place for place in places if place.boundary]
    shapes = [_shape(place, kehrat) for place in drawn]
    height = max(place.boundary.bottom for place in drawn) + MARGIN
    return SimpleNamespace(
        title=title,
        viewBox=f"0 0 {WIDTH} {round(height, 1):g}",
        shapes=shapes,
        colours=sorted({colour for shape in shapes for colour in shape.colours}),
        splits=[shape for shape in shapes if shape.kind == "split"],
    )


def _shape(place, kehrat):
    kind, own = kind_of(place.number, kehrat)
    colours = [kehra.thread for kehra in own]
    fills = {"full": "wool", "partial": "part"}
    paint = f"{fills[kind]}-{colours[0]}" if kind in fills else f"{kind}-{place.number}"
    lines, size, spot = _label(place.name, place.boundary.labels) or ([], 0, {"x": 0, "y": 0})
    return SimpleNamespace(
        number=place.number,
        title=place.title,
        url=place.url,
        kind=kind,
        colours=colours,
        paint="" if kind == "empty" else paint,
        path=place.boundary.path,
        label_lines=lines,
        label_x=spot["x"],
        label_y=spot["y"],
        font_size=size,
    )


def _label(name, spots):
    """(lines, size, spot) of the largest writing that fits in the district, or None."""
    whole, *parted = lines_of(name)
    tries = [(whole, size) for size in (LARGE, MIDDLE, SMALL)]
    for lines, size in tries + [(lines, SMALL) for lines in parted]:
        spot = spots[len(lines) - 1]
        if max(width(line, size) for line in lines) + AIR <= spot["room"]:
            return lines, size, spot
    return None
