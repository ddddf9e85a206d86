"""Reading what strangers send in a process of its own, whose time and memory are bounded.

Whatever a file does to its reader, the worker and the web server go on. `python -m` of this module
is that process: the bytes come by standard input, what was read leaves as JSON. Of the environment
it is given what Python needs, and none of the portal's secrets.
"""

import json
import logging
import os
import resource
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

SECONDS = 30  # of CPU
MEMORY = 180 * 1024 * 1024  # bytes, besides what Python and its libraries take
PATIENCE = 90  # seconds by the clock, on a machine with other work
ROOT = Path(__file__).resolve().parent.parent.parent
GIVEN = {"HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "PYTHONPATH", "TMPDIR", "TZ"}
STOPPED = (-signal.SIGHUP, -signal.SIGINT, -signal.SIGTERM)  # with the worker: no fault of a file


class TookTooMuch(Exception):
    """The reading was ended: it took more time or memory than a file may."""


class Broke(Exception):
    """The reading ended with an error of its own, which the exception tells, or was stopped."""


def call(function, content):
    """What the function, named "module:name", returns of the bytes: what JSON can hold.

    Raises TookTooMuch, and Broke for any exception of the function.
    """
    command = [sys.executable, "-m", __name__, function]
    told = {name: value for name, value in os.environ.items() if name in GIVEN}
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            cwd=ROOT,
            env=told,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TookTooMuch from None
    if done.returncode == 0:
        return json.loads(done.stdout)
    ended = done.returncode < 0 and done.returncode not in STOPPED
    if ended or b"MemoryError" in done.stderr:  # by a bound, or for want
        raise TookTooMuch
    raise Broke(done.stderr.decode(errors="replace"))


def main(function):
    """Read the bytes given and print what the function returns of them."""
    module, _, name = function.partition(":")
    read = getattr(import_module(module), name)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    room = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    logging.disable()  # a reader may complain of each thing in a file
    told = json.dumps(read(sys.stdin.buffer.read()))  # whole: its length is bounded too
    sys.stdout.write(told)


if __name__ == "__main__":
    main(*sys.argv[1:])
