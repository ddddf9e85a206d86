"""A file of strangers read in a process of its own, whose time and memory are bounded.

Whatever the file does to its reader, the worker goes on. `python -m kehrat.cards.apart` is that
process: the file comes by standard input, what was read leaves as JSON by standard output.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path

from kehrat.cards.files import written_of_file
from kehrat.cards.reading import cards_in
from kehrat.cards.written import CardRefused, Written
from kehrat.cards.written_json import from_json, to_json

SECONDS = 30  # of processor time
PATIENCE = 90  # seconds by the clock, on a busy machine
MEMORY = 256 * 1024 * 1024  # bytes, besides what Python and its libraries take
TOO_HEAVY = "heavy_word"
ROOT = Path(__file__).resolve().parent.parent.parent


def read(data: bytes) -> list[Written]:
    """Each card in a file. Raises CardRefused, also when the bounds are met."""
    command = [sys.executable, "-m", "kehrat.cards.apart"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, cwd=ROOT, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        raise CardRefused(TOO_HEAVY) from None
    if done.returncode < 0:  # ended from outside: by its bounds, or for lack of memory
        raise CardRefused(TOO_HEAVY)
    done.check_returncode()
    told = json.loads(done.stdout)
    if "refused" in told:
        raise CardRefused(told["refused"])
    return [from_json(card) for card in told["cards"]]


def cards_of(data: bytes) -> list[Written]:
    """The same here, without bounds."""
    return cards_in(written_of_file(data))


def _main():
    _bound()
    try:
        cards = cards_of(sys.stdin.buffer.read())
        told = {"cards": [to_json(card) for card in cards]}
    except CardRefused as refused:
        told = {"refused": refused.code}
    except MemoryError:
        told = {"refused": TOO_HEAVY}
    json.dump(told, sys.stdout)


def _bound():
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    room = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    _main()
