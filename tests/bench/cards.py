"""What reading a card's file takes: a card of ten pages, forty of them, and files made to do harm.

Each is read as the worker reads it, from its bytes to its fields: the file in a process of its own
with bounds. Printed are the seconds of CPU of both, and the highest memory that one of them had.
"""

import os
import sys

import django

SECONDS, CARD_SECONDS, MEGABYTES = 30, 2, 300  # the most that is allowed


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehityspolku.settings")
    django.setup()
    from tests import hostile, ten_pages

    print(f"{'':42}{'':>16}{'CPU s':>8}{'MB':>7}")
    card = ten_pages.word()
    bad = report("a Word card of ten pages", card, CARD_SECONDS)
    bad += report("the same as text", ten_pages.text().encode(), CARD_SECONDS)
    bad += report("the same as PDF", ten_pages.pdf(), CARD_SECONDS)
    bad += report("forty Word cards", card, 40 * CARD_SECONDS, times=40)
    for kind, files in (("Word", hostile.WORD), ("PDF", hostile.PDFS), ("text", hostile.TEXTS)):
        for name, make in files.items():
            bad += report(f"{kind}: {name}", make(), SECONDS)
    print(f"{bad} of them took more than is allowed." if bad else "None took more than is allowed.")
    sys.exit(bool(bad))


def report(name, content, most, times=1):
    """Read the file so many times and print what it took; True if that was too much."""
    told, seconds, megabytes = cost(content, times)
    over = seconds > most or megabytes > MEGABYTES
    print(f"{name[:41]:42}{told:>16}{seconds:8.1f}{megabytes:7}{'  too much' if over else ''}")
    return over


def cost(content, times):
    """(what came of it, seconds of CPU, megabytes at the most)."""
    there, here = os.pipe()
    if not (child := os.fork()):
        told = "it ended"
        try:
            for _ in range(times):
                told = read(content)
        finally:
            os.write(here, told.encode())
            os._exit(0)
    os.close(here)
    with os.fdopen(there) as answer:
        told = answer.read()
    used = os.wait4(child, 0)[2]
    return told, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def read(content):
    """What the reader makes of the bytes: so many lines, or the code of a refusal."""
    from kehrat.cards import apart
    from kehrat.cards.reading import CardRefused
    from kehrat.cards.reading import read as read_card

    try:
        readings = [read_card(card) for card in apart.read(content)]
    except CardRefused as refused:
        return refused.code
    return f"{sum(len(reading.lines) for reading in readings)} lines"


if __name__ == "__main__":
    main()
