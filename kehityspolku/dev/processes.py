"""Processes that live and die together, each started again when it falls."""

import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

PATIENCE = 3  # seconds from a polite stop to a kill
FALLS, WITHIN = 3, 60  # so many falls within so many seconds are too many
SILENCE = 30  # seconds without a heartbeat
BETWEEN_LOOKS = 2  # seconds from one question for a heartbeat to the next
WARMING_UP = 60  # seconds until the first heartbeat, on a busy machine
LARGEST_LOG = 10_000_000  # bytes; a larger one is put aside at the next start
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class ChildEnded(Exception):
    """A child that was to stay could not be kept running; the message says which and why."""


class Falls:
    """Counts how often one thing has fallen."""

    def __init__(self) -> None:
        self._times = deque(maxlen=FALLS)

    def add(self, told: str) -> None:
        """One fall more; raises ChildEnded with these words if it is too often."""
        self._times.append(time.monotonic())
        if len(self._times) == FALLS and self._times[-1] - self._times[0] < WITHIN:
            raise ChildEnded(f"{told}, {FALLS} times within a minute")


@dataclass(eq=False)
class Child:
    """One process and how it is kept alive.

    `beats(pid)` tells whether the process has been heard of lately; without it only its end is
    noticed. What it says goes to the file `log`, or to the terminal.
    """

    name: str
    command: list[str]
    env: dict[str, str]
    log: Path | None = None
    beats: Callable[[int], bool] | None = None
    process: subprocess.Popen | None = None
    falls: Falls = field(default_factory=Falls)
    heard_at: float = 0
    next_look: float = 0

    def start(self) -> None:
        with _log_file(self.log) if self.log else nullcontext() as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own programs
                self.command,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.heard_at = time.monotonic() + WARMING_UP - SILENCE

    def fall(self) -> str:
        """How it fell, if it did: it ended by itself, or has been silent for too long."""
        if (code := self.process.poll()) is not None:
            return _ended(code)
        if self.beats and time.monotonic() > self.next_look:
            if self.beats(self.process.pid):
                self.heard_at = max(self.heard_at, time.monotonic())
            self.next_look = time.monotonic() + BETWEEN_LOOKS
            if self.next_look - self.heard_at > SILENCE:
                return "gave no sign of life"
        return ""

    def kill(self) -> None:
        """End what is left of it and of the processes it has started."""
        _kill_group(self.process.pid)
        self.process.wait()

    def ending(self, how: str) -> str:
        return f"The {self.name} {how}" + (f" (its log: {self.log})" if self.log else "")


class Children:
    """Start processes by name, keep them running, stop them all on the way out.

    While this is open, SIGTERM and a closed terminal are as Ctrl-C: a KeyboardInterrupt here.
    Children get sessions of their own, so that a Ctrl-C reaches them once and through us. A guard,
    a process of its own, ends them when this one is killed and can't.
    """

    def __init__(self, say: Callable[[str], object] = print) -> None:
        self._say = say
        self._running: dict[str, Child] = {}
        self._handlers: dict[signal.Signals, object] = {}

    def __enter__(self) -> "Children":
        for number in STOPPING:
            self._handlers[number] = signal.signal(number, signal.default_int_handler)
        self._guard = _new_guard()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number in STOPPING:  # a second Ctrl-C must not leave half of them running
            signal.signal(number, signal.SIG_IGN)
        if kind is KeyboardInterrupt and self._running:
            names = ", the ".join(self._running)
            self._say(f"\nStopping the {names}: {PATIENCE} seconds at most …")
        for child in self._running.values():
            child.process.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in self._running.values():
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0, deadline - time.monotonic()))
            child.kill()
        self._guard.kill()
        self._guard.communicate()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def start(self, child: Child) -> None:
        child.start()
        self._running[child.name] = child
        self._tell_guard()

    def run(self, child: Child) -> None:
        """Run a child to its end; raises ChildEnded unless it succeeds."""
        self.start(child)
        if code := child.process.wait():
            raise ChildEnded(child.ending(_ended(code)))
        del self._running[child.name]

    def wait(self, until: Callable[[], bool], seconds: float | None = None) -> bool:
        """Keep the children running until the condition holds (True) or time is up (False)."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while not until():
            self.look()
            if deadline and time.monotonic() > deadline:
                return False
            time.sleep(0.2)
        return True

    def look(self) -> None:
        """Start again what has fallen; raises ChildEnded at the third time within a minute."""
        for child in self._running.values():
            if how := child.fall():
                child.kill()
                child.falls.add(child.ending(how))
                self._say(f"{child.ending(how)}: started again.")
                self.start(child)
        if self._guard.poll() is not None:
            self._guard.communicate()
            self._guard = _new_guard()
            self._tell_guard()

    def _tell_guard(self) -> None:
        pids = " ".join(str(child.process.pid) for child in self._running.values())
        with suppress(BrokenPipeError):  # a guard that is gone: `look` makes a new one
            self._guard.stdin.write(f"{pids}\n")
            self._guard.stdin.flush()


def _new_guard() -> subprocess.Popen:
    command = [sys.executable, "-S", __file__]
    return subprocess.Popen(  # noqa: S603 - this very file
        command, stdin=subprocess.PIPE, text=True, start_new_session=True
    )


def guard(lines) -> None:
    """Kill the children last told of, once nobody is left who could tell of others."""
    *_, last = ["", *lines]
    for pid in last.split():
        _kill_group(int(pid))


def _kill_group(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):  # all gone already
        os.killpg(pid, signal.SIGKILL)


def _log_file(path: Path):
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".old.log"))
    return path.open("a")


def _ended(code: int) -> str:
    return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"


if __name__ == "__main__":
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    guard(sys.stdin)
