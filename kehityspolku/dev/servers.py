"""The life of an embedded server: found if it runs, else started, and left as it was found."""

import contextlib
import fcntl
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path

from kehityspolku.dev import places


class Server(ABC):
    """A server of one checkout, reached over a Unix socket that no other account can open.

    `var` is the folder of everything that changes. The demo's server keeps its data with care;
    with `durable=False` it is the tests' server, fast and loose in a folder of its own, so both
    can run at once.
    """

    name: str  # of its folder and its lock files

    def __init__(self, var: Path, *, durable: bool = True) -> None:
        self.var, self.durable = var.resolve(), durable
        self.title = self.name if durable else f"{self.name}-test"

    @abstractmethod
    def url(self) -> str:
        """Its address; starts nothing."""

    @abstractmethod
    def running(self) -> bool:
        """Whether it answers on its socket."""

    @abstractmethod
    def _launch(self) -> None:
        """Start it; it answers when this returns. Raises EmbeddedError."""

    @abstractmethod
    def _halt(self) -> None:
        """Stop it; it is gone when this returns."""

    def start(self) -> None:
        """Start the server, its folder made the first time; it runs until `stop`.

        Raises EmbeddedError: var is another account's, the disk is full, or what the server said.
        """
        with self._locked():
            self._start()
            self._passing.unlink(missing_ok=True)

    def stop(self) -> None:
        """Stop the server if it runs; open transactions are rolled back."""
        with self._locked():
            self._stop()

    def revive(self) -> bool:
        """Start it again if it died while in use; whether it had."""
        with self._locked():
            if self.running():
                return False
            self._begin()
            return True

    @contextlib.contextmanager
    def in_use(self) -> Iterator[str]:
        """Find the server that runs, else start it, and leave it as found; gives its address.

        Any number of processes may do this at once: the last one to leave stops a server that
        was started here. Each holds a shared lock, which the kernel frees even after a kill.
        """
        with self._lock_file("users").open("w") as users:
            with self._locked():
                fcntl.flock(users, fcntl.LOCK_SH)
                if not self.running():
                    self._begin()
                    self._passing.touch()
            try:
                yield self.url()
            finally:
                with self._locked():
                    if self._passing.exists() and _alone(users):
                        self._stop()

    def _start(self) -> None:
        if not self.running():
            self._begin()

    def _begin(self) -> None:
        places.need_room(self.var, places.ROOM)
        self._launch()

    def _stop(self) -> None:
        self._passing.unlink(missing_ok=True)
        if self.running():
            self._halt()

    def _lock_file(self, purpose: str) -> Path:
        places.claim(self.var)
        return self.var / f"{self.title}.{purpose}"

    @property
    def _passing(self) -> Path:
        """Marks a server that was started by `in_use` and is to stop after its last user."""
        return self._lock_file("passing")

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        with self._lock_file("lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _alone(users) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
