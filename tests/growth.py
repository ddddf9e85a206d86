"""How work grows with what it is given, on whatever machine: no limit of seconds."""

import time

FEW, MANY = 10_000, 40_000  # characters, lines …: four times as many
NOISE = 0.02  # seconds of the processor that a busy machine may add


def grows_evenly(work, made, few=FEW, many=MANY):
    """Whether `work(made(many))` takes about four times as long as `work(made(few))`.

    Quadratic work takes sixteen times as long.
    """
    least = [min(seconds(work, made(size)) for _ in range(3)) for size in (few, many)]
    return least[1] < 8 * least[0] + NOISE


def seconds(work, given):
    """Of the processor, not of a clock on the wall."""
    began = time.process_time()
    work(given)
    return time.process_time() - began
