"""The web server as the demonstration runs it, for clients that mean no good."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

from kehityspolku.management.commands.demo import programs

ROOT = Path(__file__).resolve().parents[1]


class Server:
    def __init__(self, port, process):
        self.port, self.process = port, process

    def send(self, data):
        """A connection on which this much was sent."""
        client = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        client.sendall(data)
        return client

    def page(self, path):
        """Status of a page and the seconds it took."""
        began = time.monotonic()
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            answer.read()
            return answer.status, time.monotonic() - began


@contextmanager
def running(*, seconds):
    """The demonstration's own command over the tests' database, with so much patience."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    module, words, _beats = programs(port)["web server"]
    name = settings.DATABASES["default"]["NAME"]
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")
    env = os.environ | {
        "DATABASE_URL": urlunsplit(address),
        "BODY_SECONDS": str(seconds),
        "BOUNCE_SECRET": "secret",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", module, *words], cwd=ROOT, env=env, start_new_session=True
    )
    server = Server(port, process)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                server.page("/terveys/elossa")
                break
            except OSError:
                assert process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
