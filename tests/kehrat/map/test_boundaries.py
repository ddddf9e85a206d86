"""Real boundaries: read, refused in words, simplified without gaps, drawn instead of the yarn."""

import io
import json
import re
from collections import Counter
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.template.loader import render_to_string
from django.utils import translation

from kehrat.front import coverage
from kehrat.map import shapes, simplify
from kehrat.map.boundaries import boundary_map
from kehrat.models import Boundary, Kehra, SubArea
from kehrat.places import city_data
from tests import make
from tests.house.test_look import assert_whole

NAMES = {d.number: d.name_fi for d in city_data.districts()}
SQUARE = [[24.9, 60.1], [25.0, 60.1], [25.0, 60.2], [24.9, 60.2], [24.9, 60.1]]
NEXT = [[25.0, 60.1], [25.1, 60.1], [25.1, 60.2], [25.0, 60.2], [25.0, 60.1]]


def feature(ring=SQUARE, kind="Polygon", **properties):
    shape = [ring] if kind == "Polygon" else [[ring]]
    geometry = {"type": kind, "coordinates": shape}
    return {"type": "Feature", "properties": properties or {"number": 11}, "geometry": geometry}


def collection(*features, **more):
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def read(*features, **more):
    return shapes.read(collection(*features, **more), NAMES)


def refusal(content):
    with pytest.raises(shapes.BoundariesRefused) as refused:
        shapes.read(content, NAMES)
    return str(refused.value)


# Reading


def test_districts_are_matched_by_number_or_finnish_name():
    told = [{"number": 11}, {"tunnus": "12"}, {"nimi_fi": "VALLILA"}, {"name": "Kallio "}]
    found = read(*(feature(**properties) for properties in told))
    assert set(found.outlines) == {11, 12, 22}
    assert found.skipped == ["Feature 4: Kallio is in the file already."]


def test_what_is_no_district_is_skipped_with_its_reason():
    told = [{"number": 11}, {"nimi_fi": "Aluemeri"}, {"tunnus": "12", "nimi_fi": "Siltasaari"}, {}]
    found = read(*(feature(**properties) for properties in told[:3]), feature(other=1))
    assert found.skipped == [
        "Feature 2: Aluemeri is not one of the districts.",
        "Feature 3: number 12 is Alppiharju, but the file calls it 'Siltasaari'.",
        "Feature 4: without a name is not one of the districts.",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 a shapefile", "not JSON"),
        (b"", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[1, 2]", "FeatureCollection is needed"),
        (b'{"type": "Topology"}', "FeatureCollection is needed"),
        (collection(), "no features"),
        (collection(*[feature()] * 1001), "more than 1000 features"),
        (collection(feature(number=99)), "No feature is a district"),
        (b" " * (shapes.LARGEST + 1), "larger than 20 MB"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_file_of_another_kind_is_refused(content, words):
    assert words in refusal(content)


@pytest.mark.parametrize(
    ("ring", "words"),
    [
        ([[25496000, 6672000]] * 4, "metres (as in EPSG:3879)"),
        ([[60.1, 24.9]] * 4, "latitude comes first"),
        ([[2.35, 48.85]] * 4, "2.35, 48.85 is not in Helsinki"),
        ([[float("nan"), 60.1]] * 4, "not a number"),
        (SQUARE[:4], "not closed"),
        (SQUARE[:1] * 3, "not closed, or has under four points"),
        ([["x", 60]] * 4, "not two numbers"),
        ([[24.9]] * 4, "not two numbers"),
        ([None] * 4, "not two numbers"),
        ("nonsense", "not two numbers"),
    ],
)
def test_coordinates_that_cannot_be_are_told(ring, words):
    told = refusal(collection(feature(ring)))
    assert told.startswith("Kallio: ")
    assert words in told


def test_another_geometry_or_none_is_told():
    point = {"type": "Point", "coordinates": [24.9, 60.1]}
    assert "Kallio: Point" in refusal(collection(feature() | {"geometry": point}))
    assert "no geometry" in refusal(collection(feature() | {"geometry": None}))


def test_a_coordinate_system_that_the_file_names_is_told():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3879"}}
    assert "EPSG::3879" in refusal(collection(feature(), crs=crs))
    crs["properties"]["name"] = "urn:ogc:def:crs:OGC:1.3:CRS84"
    assert list(read(feature(), crs=crs).outlines) == [11]


# Drawing


def points(path):
    """The points of an SVG path's first ring, as the browser reads them."""
    start, steps = re.match(r"M(.+?)l(.+?)z", path).groups()
    x, y = map(float, re.findall(r"-?[\d.]+", start))
    found = [(x, y)]
    numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", steps)]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = round(x + dx, 1), round(y + dy, 1)
        found.append((x, y))
    return found


def edges(path):
    ring = points(path)
    return {frozenset(pair) for pair in pairwise([*ring, ring[0]])}


def sides_of(path):
    """The edges of all its rings."""
    return {edge for ring in re.findall(r"M.+?z", path) for edge in edges(ring)}


def test_neighbours_share_the_simplified_border():
    wavy = [[25.0 + (i % 3) * 0.00005, 60.1 + i * 0.001] for i in range(101)]
    west = [[24.9, 60.1], *wavy, [24.9, 60.2], [24.9, 60.1]]
    east = [*reversed(wavy), [25.1, 60.1], [25.1, 60.2], wavy[-1]]
    drawn = simplify.draw(read(feature(west), feature(east, number=12)).outlines)
    assert len(points(drawn[11].path)) < 20
    assert edges(drawn[11].path) & edges(drawn[12].path)
    shared = [x for x, _y in points(drawn[11].path) if 300 < x < 330]
    assert sorted(shared) == sorted(x for x, _y in points(drawn[12].path) if 300 < x < 330)


def test_specks_go_but_the_last_part_of_a_district_stays():
    def islet(west):
        corner = [west, 60.15]
        return [[corner, [west + 0.0001, 60.15], [west, 60.1501], corner]]

    two = feature(kind="MultiPolygon")
    two["geometry"]["coordinates"] = [[SQUARE], islet(25.05)]
    speck = feature(number=12, kind="MultiPolygon")
    speck["geometry"]["coordinates"] = [islet(25.08)]
    drawn = simplify.draw(read(two, speck).outlines)
    assert drawn[11].path.count("M") == 1
    assert drawn[12].path.count("M") == 1


def test_a_name_has_its_place_inside():
    spot, _two = simplify.draw(read(feature(), feature(NEXT, number=12)).outlines)[11].labels
    assert 300 < spot["room"] < 320
    assert (100 < spot["x"] < 220, 0 < spot["y"] < 640) == (True, True)


@pytest.mark.django_db
def test_the_citys_boundaries_load_and_are_light(districts_geojson):
    told = load(districts_geojson)
    assert told == "59 of 59 districts have boundaries.\n"
    assert Boundary.objects.count() == 59
    svg = drawn_map()
    assert len(svg.encode()) < 120_000
    ElementTree.fromstring(svg)  # noqa: S314 (our own)
    assert svg.count("<a href=") == 59


def test_the_citys_neighbours_leave_no_gap(districts_geojson):
    found = shapes.read(districts_geojson.read_bytes(), NAMES)
    drawn = simplify.draw(found.outlines)
    sides = {n: sides_of(o.path) for n, o in drawn.items()}
    every = Counter(edge for edges in sides.values() for edge in edges)
    assert max(every.values()) == 2
    assert sum(times == 2 for times in every.values()) > 500
    apart = [
        (d.number, n)
        for d in city_data.districts()
        for n in d.neighbours_land
        if not sides[d.number] & sides[n]
    ]
    # Three pairs meet in so short a border, as at a bridge, that it is a point on the map.
    assert len({frozenset(pair) for pair in apart}) == 3


# Loading


def load(*words, **options):
    out = io.StringIO()
    call_command("load_boundaries", *map(str, words), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    def make_file(*features):
        path = tmp_path / "districts.geojson"
        path.write_bytes(collection(*features))
        return path

    return make_file


def drawn_map():
    with translation.override("fi"):
        rows = coverage.districts(make.user())
        picture = coverage.map_of(rows, "Kartta")
        return render_to_string("parts/map.html", {"yarn": picture}).strip()


@pytest.mark.django_db
def test_what_is_missing_and_skipped_is_reported(file):
    told = load(file(feature(), feature(NEXT, number=12), feature(nimi_fi="Aluemeri")))
    assert "Skipped. Feature 3: Aluemeri is not one of the districts." in told
    assert "in the list only: 1 Kruununhaka, 2 Kluuvi" in told
    assert told.endswith("2 of 59 districts have boundaries.\n")


@pytest.mark.django_db
def test_loading_again_replaces_and_a_refused_file_changes_nothing(file):
    load(file(feature(), feature(NEXT, number=12)))
    load(file(feature()))
    assert list(Boundary.objects.values_list("pk", flat=True)) == [11]
    with pytest.raises(CommandError, match="Nothing was changed"):
        load(file(feature([[25496000, 6672000]] * 4)))
    assert Boundary.objects.count() == 1
    assert load(clear=True) == "The boundaries are removed; the map is yarn again.\n"
    assert Boundary.objects.count() == 0


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("nowhere.geojson", "nowhere.geojson can't be read: No such file or directory"),
        ("/etc", "/etc can't be read: Is a directory"),
        ("http://kartta.example/x", "http://kartta.example/x: only https:// addresses are read"),
        ("file:///etc/x", "file:///etc/x: only https:// addresses are read"),
        ("https://[::1/x", "https://[::1/x can't be read: Invalid IPv6 URL"),
        ("https://kartta .example/x", "https://kartta .example/x can't be read: URL can't contain"),
        (
            "/dev/zero",
            "The file is larger than 20 MB. Nothing was changed.",
        ),  # no end of it is read
    ],
)
@pytest.mark.django_db
def test_a_source_that_cannot_be_read_is_told_in_a_sentence(source, told):
    with pytest.raises(CommandError, match=f"^{re.escape(told)}"):
        load(source)


@pytest.mark.django_db
def test_the_map_has_the_shapes_in_the_lists_order_and_colours(file):
    assert "<circle" in drawn_map()
    areas = SubArea.objects.filter(district_id=11)
    Kehra.objects.update(thread=3)
    make.kehra(thread=4, sub_areas=areas)
    load(file(feature(NEXT, number=12), feature()))
    svg = drawn_map()
    assert "<circle" not in svg
    assert re.findall(r'href="/kaupunginosat/(\w+)/"', svg) == ["kallio", "alppiharju"]
    assert 'class="full inside thread-4"' in svg
    assert 'class="empty inside"' in svg
    assert "Kallio, noin" in svg
    assert_whole(svg)


@pytest.mark.django_db
def test_the_map_asks_the_database_no_more_with_boundaries(file, django_assert_num_queries):
    load(file(feature()))
    reader = make.user()
    with django_assert_num_queries(5):
        coverage.map_of(coverage.districts(reader), "")


def test_kinds_have_patterns_and_names_are_never_small():
    class Place:
        number, name, title, url = 11, "Kallio", "Kallio", "/k/"

        class boundary:  # noqa: N801
            path, bottom, labels = "M0 0l9 0 0 9z", 9, [{"x": 3, "y": 3, "room": 60}] * 2

    class Wide:
        thread, numbers, whole = 2, {11}, {11}

    class Part:
        thread, numbers, whole = 3, {11}, set()

    def shape(*kehrat):
        return boundary_map([Place], kehrat).shapes[0]

    assert shape(Wide).paint == "wool-2"
    assert shape(Part).paint == "part-3"
    assert shape(Wide, Part).paint == "split-11"
    assert shape().paint == ""
    assert shape().font_size > 12.5
    Place.boundary.labels = [{"x": 3, "y": 3, "room": 10}] * 2
    assert shape().label_lines == []


@pytest.mark.parametrize(
    ("parts", "more"),
    [
        ({"geometry": [1]}, {}),
        ({"geometry": {"type": "Polygon", "coordinates": [[{"a": 1}]]}}, {}),
        ({"properties": [1]}, {}),
        ({"properties": [1]}, {"crs": "x"}),
        ({"properties": [1]}, {"crs": {"properties": [1]}}),
    ],
)
def test_parts_of_another_shape_are_refused_in_words(parts, more):
    with pytest.raises(shapes.BoundariesRefused):
        read(feature() | parts, **more)
