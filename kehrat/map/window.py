"""The part of the map around some districts: what of the drawing is to be seen. Pure."""

import re

AIR = 8  # units around what is drawn
BESIDE = 60  # on both sides, where a name stands outside its ball
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
    beside = 0 if ball.label_inside or not ball.label else BESIDE
    wide = ball.r + beside
    return ball.x - wide, ball.y - ball.r, ball.x + wide, ball.y + ball.r


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
