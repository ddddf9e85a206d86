from itertools import combinations
from math import hypot, pi
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from kehrat.map.cartogram import yarn
from kehrat.map.labels import SMALL, lines_of, width
from kehrat.map.yarn import WIDTH, layout
from kehrat.places import city_data

points = st.tuples(
    st.floats(24.7, 25.3),
    st.floats(59.9, 60.3),
    st.integers(0, 60_000),
    st.lists(st.integers(0, 24)),
)


@st.composite
def cities(draw):
    """Any handful of districts: same points, no one, unknown neighbours, itself as a neighbour."""
    return [
        SimpleNamespace(
            number=number,
            lon=lon,
            lat=lat,
            population=population,
            neighbours=near,
            neighbours_land=near[:2],
        )
        for number, (lon, lat, population, near) in enumerate(
            draw(st.lists(points, min_size=1, max_size=24))
        )
    ]


def space(a, b):
    return hypot(a[1] - b[1], a[2] - b[2]) - a[3] - b[3]


def names(places, language):
    """The placed districts as the map takes them, named in `language`."""
    found = {d.number: getattr(d, f"name_{language}") for d in city_data.districts()}
    return [
        SimpleNamespace(number=n, name=found[n], title=found[n], url=f"/{n}/", x=x, y=y, r=r)
        for n, x, y, r in places
    ]


@settings(max_examples=25, deadline=None)
@given(cities())
def test_balls_never_overlap_and_stay_in_the_viewbox(districts):
    places = layout(districts)
    assert [p[0] for p in places] == [d.number for d in districts]
    assert all(space(a, b) >= 0 for a, b in combinations(places, 2))
    picture = yarn(
        [
            SimpleNamespace(number=n, name="Malmi", title="", url="", x=x, y=y, r=r)
            for n, x, y, r in places
        ],
        [],
    )
    _, _, wide, tall = map(float, picture.viewBox.split())
    assert wide == WIDTH
    for _, x, y, r in places:
        assert x - r >= 0
        assert x + r <= wide
        assert y - r >= 0
        assert y + r <= tall + 0.1


@settings(max_examples=5, deadline=None)
@given(cities())
def test_the_same_facts_give_the_same_map(districts):
    assert layout(districts) == layout(districts)


def test_no_districts_give_an_empty_map():
    assert layout([]) == []
    assert yarn([], []).balls == []


def test_the_stored_places_are_what_the_facts_give():
    districts = city_data.districts()
    assert layout(districts) == [(d.number, d.x, d.y, d.r) for d in districts]


def test_wind_yarn_says_whether_the_file_is_up_to_date(monkeypatch):
    call_command("wind_yarn", check=True, verbosity=0)
    monkeypatch.setattr("kehrat.map.yarn.STRAIT", 80)
    with pytest.raises(CommandError, match="run wind_yarn"):
        call_command("wind_yarn", check=True, verbosity=0)


def test_helsinki_keeps_its_shape():
    places = {n: (x, y, r) for n, x, y, r in layout(city_data.districts())}
    assert len(places) == 59

    def west_of(a, b):
        return places[a][0] < places[b][0]

    def north_of(a, b):
        return places[a][1] < places[b][1]

    assert west_of(31, 4)  # Lauttasaari, Kamppi
    assert west_of(45, 54)  # Vartiokylä, Vuosaari
    assert west_of(54, 58)  # Vuosaari, Karhusaari
    assert north_of(40, 38)  # Suutarila, Malmi
    assert north_of(28, 17)  # Oulunkylä, Pasila
    assert north_of(11, 5)  # Kallio, Punavuori
    assert north_of(7, 52)  # Ullanlinna, Suomenlinna


def test_most_land_neighbours_touch():
    places = {p[0]: p for p in layout(city_data.districts())}
    borders = [
        (d.number, n) for d in city_data.districts() for n in d.neighbours_land if n > d.number
    ]
    touching = [pair for pair in borders if space(places[pair[0]], places[pair[1]]) < 5]
    assert len(touching) / len(borders) > 0.6


def test_area_tells_the_residents():
    places = {p[0]: p for p in layout(city_data.districts())}
    mellunkyla, kallio = places[47], places[11]
    ratio = (pi * mellunkyla[3] ** 2) / (pi * kallio[3] ** 2)
    assert ratio == pytest.approx(39_500 / 17_100, rel=0.02)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_names_are_large_enough_and_in_no_ones_way(language):
    picture = yarn(names(layout(city_data.districts()), language), [])
    written = [ball for ball in picture.balls if ball.label_lines]
    assert len(written) >= 45
    assert min(ball.font_size for ball in written) == SMALL
    circles = [(0, ball.x, ball.y, ball.r) for ball in picture.balls]
    for ball in written:
        half = max(width(line, ball.font_size) for line in ball.label_lines) / 2
        if ball.label_inside:
            assert half <= ball.r
        else:
            # No ball's middle line runs through a name written beside another.
            assert all(
                abs(y - ball.label_y) > r or abs(x - ball.label_x) > half
                for _, x, y, r in circles
                if (x, y) != (ball.x, ball.y)
            )


def test_long_names_part_at_their_seams():
    assert lines_of("Kaartinkaupunki") == [["Kaartinkaupunki"], ["Kaartin-", "kaupunki"]]
    assert lines_of("Västra hamnen")[1] == ["Västra", "hamnen"]
    assert lines_of("Taka-Töölö")[1] == ["Taka-", "Töölö"]
    assert lines_of("Eira") == [["Eira"]]


def kehra(thread, numbers, whole=()):
    return SimpleNamespace(thread=thread, numbers=set(numbers), whole=set(whole))


def test_kinds_of_balls():
    places = names(layout(city_data.districts()), "fi")
    picture = yarn(places, [kehra(1, {1, 2, 3}, {1, 3}), kehra(2, {3, 4}, {3, 4})])
    balls = {ball.number: ball for ball in picture.balls}
    assert [balls[n].kind for n in (1, 2, 3, 4, 5)] == ["full", "partial", "split", "full", "empty"]
    assert [balls[n].colours for n in (1, 3, 5)] == [[1], [1, 2], []]


def test_threads_tie_every_ball_of_a_kehra_once():
    places = names(layout(city_data.districts()), "fi")
    picture = yarn(places, [kehra(4, {45, 54, 47, 11})])
    assert len(picture.ties) == 3
    assert {thread.colour for thread in picture.ties} == {4}
    ends = {(t.x1, t.y1) for t in picture.ties} | {(t.x2, t.y2) for t in picture.ties}
    assert ends == {(p.x, p.y) for p in places if p.number in {45, 54, 47, 11}}
