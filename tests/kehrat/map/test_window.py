"""The part of the map around some districts."""

from types import SimpleNamespace

from kehrat.map.labels import SMALL, width
from kehrat.map.simplify import _path
from kehrat.map.window import AIR, around, of_path


def ball(x, y, r, **label):
    label = {"label": "Malmi", "label_inside": True} | label
    return SimpleNamespace(x=x, y=y, r=r, **label)


def test_the_window_holds_the_balls_and_the_names_beside_them():
    drawn = SimpleNamespace(balls=[ball(100, 50, 20), ball(150, 90, 10)], viewBox="0 0 640 600")
    assert around(drawn) == f"{80 - AIR} {30 - AIR} {80 + 2 * AIR} {70 + 2 * AIR}"
    beside = {"label_inside": False, "label_x": 160, "label_y": 50, "font_size": SMALL}
    drawn.balls = [ball(100, 50, 20, label_lines=["Kruununhaka"], **beside)]
    left, top, wide, tall = (float(number) for number in around(drawn).split())
    assert (left, top, tall) == (80 - AIR, 30 - AIR, 40 + 2 * AIR)
    assert left + wide >= 160 + width("Kruununhaka", SMALL) / 2 + AIR - 0.1
    assert wide < 40 + 2 * AIR + 80  # room on the side where the name stands, no other
    drawn.balls = []
    assert around(drawn) == "0 0 640 600"


def test_the_window_holds_real_outlines_as_they_are_written():
    ring = [(1000, 2000), (1500, 1900), (1505, 2505), (993, 2495)]
    left, top, right, bottom = of_path(_path(ring) + _path([(10, 10), (20, 5), (15, 30)]))
    assert (left < 2, top < 1, right > 100, bottom > 200) == (True, True, True, True)
    shape = SimpleNamespace(path=_path(ring))
    box = [float(number) for number in around(SimpleNamespace(shapes=[shape])).split()]
    one = of_path(_path(ring))
    assert box == [one[0] - AIR, one[1] - AIR, one[2] - one[0] + 2 * AIR, one[3] - one[1] + 2 * AIR]
