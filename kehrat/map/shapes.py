"""Reads the boundaries of districts from GeoJSON and tells in words what cannot be used. Pure."""

import json
from dataclasses import dataclass
from math import isfinite

ADDRESS = (
    "https://kartta.hel.fi/ws/geoserver/avoindata/wfs?service=WFS&version=2.0.0"
    "&request=GetFeature&typeNames=avoindata:Kaupunginosajako"
    "&outputFormat=application/json&srsName=EPSG:4326"
)
LARGEST = 20 * 1024 * 1024  # bytes
MOST_FEATURES, MOST_POINTS = 1_000, 500_000
WEST, SOUTH, EAST, NORTH = 24.5, 59.7, 25.7, 60.5  # degrees: Helsinki with its sea
NUMBERS, NAMES = ("number", "tunnus"), ("name_fi", "nimi_fi", "nimi", "name")


class BoundariesRefused(Exception):
    """The file cannot be used; the message says why and what to do."""


@dataclass
class Reading:
    """`outlines`: {number: [polygon: [ring: [(lon, lat), ...]]]}; `skipped`: why, in words."""

    outlines: dict
    skipped: list


def read(content, names):
    """Read a GeoJSON file's bytes; `names`: {number: Finnish name} of the districts there are."""
    if len(content) > LARGEST:
        raise BoundariesRefused(f"The file is larger than {LARGEST // 1024**2} MB.")
    features, crs = _features(content)
    told_crs(crs)
    found = Reading({}, [])
    for place, feature in enumerate(features, start=1):
        number, why = _match(part(feature, "properties"), names)
        if number in found.outlines:
            number, why = None, f"{names[number]} is in the file already"
        if number is None:
            found.skipped.append(f"Feature {place}: {why}.")
            continue
        found.outlines[number] = polygons(part(feature, "geometry"), names[number])
    if not found.outlines:
        raise BoundariesRefused("No feature is a district of Helsinki, by number or Finnish name.")
    if sum(len(ring) for o in found.outlines.values() for p in o for ring in p) > MOST_POINTS:
        raise BoundariesRefused(f"The boundaries have more than {MOST_POINTS} points.")
    return found


def _features(content):
    """([feature], the coordinate system that the file names)"""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise BoundariesRefused("The file is not JSON. Ask for GeoJSON.") from None
    kind = data.get("type") if isinstance(data, dict) else None
    if kind != "FeatureCollection" or not isinstance(data.get("features"), list):
        raise BoundariesRefused("The file is not GeoJSON: a FeatureCollection is needed.")
    features = [f for f in data["features"] if isinstance(f, dict)]
    if not features:
        raise BoundariesRefused("The file has no features.")
    if len(features) > MOST_FEATURES:
        raise BoundariesRefused(f"The file has more than {MOST_FEATURES} features.")
    return features, part(data, "crs")


def part(record, name):
    """The named part, itself an object; an empty one where the file has something else."""
    found = record.get(name)
    return found if isinstance(found, dict) else {}


def told_crs(crs):
    """Refuse a coordinate system that the file itself names as another than WGS84."""
    name = str(part(crs, "properties").get("name", ""))
    if name and not any(name.endswith(known) for known in ("CRS84", "4326")):
        raise BoundariesRefused(f"The file says it is in {name}. {WANTED}")


WANTED = "WGS84 degrees are needed: add srsName=EPSG:4326 to the address, or convert the file."


def _match(properties, names):
    """(number of the district, "") or (None, why there is none)."""
    known = {name.casefold(): number for number, name in names.items()}
    name = next((str(properties[key]).strip() for key in NAMES if properties.get(key)), "")
    number = next((properties[key] for key in NUMBERS if properties.get(key) is not None), None)
    number = int(number) if str(number).strip().isdecimal() and len(str(number)) < 5 else None
    if number in names and name and name.casefold() != names[number].casefold():
        return None, f"number {number} is {names[number]}, but the file calls it {name!r}"
    if number not in names:
        number = known.get(name.casefold())
    return number, "" if number else f"{name or 'without a name'} is not one of the districts"


def polygons(geometry, name):
    """The polygons of one feature, each ring checked and without its repeated last point."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise BoundariesRefused(f"{name}: {kind or 'no geometry'}, but a Polygon is needed.")
    try:
        shapes = [coordinates] if kind == "Polygon" else coordinates
        read = [[[_point(p, name) for p in ring] for ring in shape] for shape in shapes]
    except (TypeError, ValueError, LookupError, OverflowError):
        raise BoundariesRefused(f"{name}: a coordinate is not two numbers.") from None
    for shape in read:
        for ring in shape:
            if len(ring) < 4 or ring[0] != ring[-1]:
                raise BoundariesRefused(f"{name}: a ring is not closed, or has under four points.")
    if not any(read):
        raise BoundariesRefused(f"{name}: the polygon is empty.")
    return [[ring[:-1] for ring in shape] for shape in read if shape]


def _point(position, name):
    lon, lat = float(position[0]), float(position[1])
    if WEST <= lon <= EAST and SOUTH <= lat <= NORTH:
        return lon, lat
    if not (isfinite(lon) and isfinite(lat)):
        why = "a coordinate is not a number."
    elif abs(lon) > 180 or abs(lat) > 90:
        why = f"the coordinates are metres (as in EPSG:3879), not degrees. {WANTED}"
    elif WEST <= lat <= EAST and SOUTH <= lon <= NORTH:
        why = "latitude comes first; GeoJSON has longitude first. Ask for the other order."
    else:
        why = f"{lon:g}, {lat:g} is not in Helsinki."
    raise BoundariesRefused(f"{name}: {why}")
