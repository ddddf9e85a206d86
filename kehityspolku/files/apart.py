"""Reading what strangers send in a process of its own, which ends when it takes too much."""

import json
import resource
import subprocess
import sys
from importlib import import_module

SECONDS = 20  # of CPU
MEGABYTES = 280  # of memory, Python and what it reads with included
PATIENCE = 60  # seconds by the clock, on a machine with other work


class TookTooMuch(Exception):
    """The reading was ended: it took more time or memory than a file may."""


def call(function, content):
    """What the function, named "module:name", returns of the bytes: what JSON can hold.

    An exception of the function ends its process and is told as None. Raises TookTooMuch.
    """
    command = [sys.executable, "-m", __name__, function, str(SECONDS), str(MEGABYTES)]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise TookTooMuch from None
    if done.returncode == 0:
        return json.loads(done.stdout)
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        raise TookTooMuch
    return None


def main(function, seconds, megabytes):
    """Read the bytes given and print what the function returns of them."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) * 1024**2,) * 2)
    module, _, name = function.partition(":")
    print(json.dumps(getattr(import_module(module), name)(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main(*sys.argv[1:])
