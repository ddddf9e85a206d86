"""The part of the map around some districts: what of the drawing is to be seen. Pure."""

import re

from kehrat.map.labels import width

AIR = 8  # units around what is drawn
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def around(drawn):
    """The viewBox that holds just what is drawn; the whole map's where that is nothing."""
    shapes = getattr(drawn, "shapes", None)
    boxes = [of_path(s.path) for s in shapes] if shapes else [of_ball(b) for b in drawn.balls]
    if not boxes:
        return drawn.viewBox
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    left, top = min(lefts) - AIR, min(tops) - AIR
    return f"{left:g} {top:g} {max(rights) + AIR - left:g} {max(bottoms) + AIR - top:g}"


def of_ball(ball):
    box = ball.x - ball.r, ball.y - ball.r, ball.x + ball.r, ball.y + ball.r
    if not ball.label or ball.label_inside:
        return box
    half = max(width(line, ball.font_size) for line in ball.label_lines) / 2
    tall = ball.font_size * len(ball.label_lines) * 0.6  # half of it, with what a line has round it
    x, y = ball.label_x, ball.label_y
    left, right = min(box[0], x - half), max(box[2], x + half)
    return round(left, 1), min(box[1], y - tall), round(right, 1), max(box[3], y + tall)


def of_path(path):
    """The box of outlines that `simplify` wrote: a first point and steps from it, ring by ring."""
    xs, ys = [], []
    for ring in path.split("M")[1:]:
        numbers = [float(number) for number in NUMBER.findall(ring)]
        x, y = 0, 0
        for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + step_x, y + step_y
            xs.append(x)
            ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)
