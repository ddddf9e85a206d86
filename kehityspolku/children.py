"""Child processes that live and die together."""

import signal
import subprocess
import time
from collections.abc import Callable
from types import TracebackType

PATIENCE = 10  # seconds from a polite stop to a kill
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class ChildEnded(Exception):
    """A child ended by itself; the message says which and how."""


class Children:
    """Start processes by name and stop them all on the way out, last one first.

    While this is open, SIGTERM and a closed terminal are as Ctrl-C: a KeyboardInterrupt here.
    Children get sessions of their own, so that a Ctrl-C reaches them in order and only once.
    """

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen] = {}
        self._handlers: dict[signal.Signals, object] = {}

    def __enter__(self) -> "Children":
        for number in STOPPING:
            self._handlers[number] = signal.signal(number, signal.default_int_handler)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number in STOPPING:  # a second Ctrl-C must not leave half of them running
            signal.signal(number, signal.SIG_IGN)
        for name in reversed(list(self._running)):
            self._stop(self._running.pop(name))
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def start(
        self, name: str, command: list[str], env: dict[str, str], *, told: str = "", log=None
    ) -> None:
        """Start a child; `told` goes to its standard input, what it says to the file `log`."""
        child = subprocess.Popen(  # noqa: S603 - our own programs
            command,
            env=env,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            text=True,
            start_new_session=True,
        )
        self._running[name] = child
        child.stdin.write(told)
        child.stdin.close()

    def run(self, name: str, command: list[str], env: dict[str, str]) -> None:
        """Run a child to its end; raises ChildEnded unless it succeeds."""
        self.start(name, command, env)
        if code := self._running[name].wait():
            raise ChildEnded(_told(name, code))
        del self._running[name]

    def wait(self, until: Callable[[], bool], seconds: float | None = None) -> bool:
        """Watch the children until the condition holds (True) or time is up (False).

        Raises ChildEnded as soon as a child ends by itself.
        """
        deadline = None if seconds is None else time.monotonic() + seconds
        while not until():
            for name, child in self._running.items():
                if (code := child.poll()) is not None:
                    raise ChildEnded(_told(name, code))
            if deadline and time.monotonic() > deadline:
                return False
            time.sleep(0.1)
        return True

    def _stop(self, child: subprocess.Popen) -> None:
        child.terminate()
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _told(name: str, code: int) -> str:
    how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
    return f"The {name} {how}"
