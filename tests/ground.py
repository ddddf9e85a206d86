"""A PostgreSQL and a Valkey of a test's own, to be harmed under a portal."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

import redis
from django.db import connection

from kehityspolku.dev import places
from kehityspolku.dev.database import Postgres
from kehityspolku.dev.valkey import Valkey
from kehityspolku.management.commands.demo import programs
from tests.journeys.conftest import free_port

ROOT = Path(__file__).resolve().parent.parent


class Ground:
    """The servers; each can be stopped, started, frozen and thawed."""

    def __init__(self, var):
        self.var = var
        self.postgres, self.valkey = Postgres(var, durable=False), Valkey(var, durable=False)

    def processes(self, server):
        """Numbers of the server's processes, the first one last."""
        if server is self.valkey:
            with redis.from_url(server.url()) as client:
                return [client.info()["process_id"]]
        first = int((server.data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [*map(int, children), first]

    @contextmanager
    def stopped(self, server):
        server.stop()
        try:
            yield
        finally:
            server.start()

    @contextmanager
    def frozen(self, server):
        """It takes connections, as the kernel does for it, and says nothing."""
        numbers = self.processes(server)
        for number in numbers:
            os.kill(number, signal.SIGSTOP)
        try:
            yield
        finally:
            for number in numbers:
                os.kill(number, signal.SIGCONT)

    @contextmanager
    def portal(self, **variables):
        """The demonstration's web server over these, with more variables in its environment."""
        port = free_port()
        module, words, _beats = programs(port)["web server"]
        env = os.environ | {
            "KEHITYSPOLKU_VAR": str(self.var),
            "DATABASE_URL": self.postgres.url(),
            "REDIS_URL": self.valkey.url(),
            **variables,
        }
        portal = Portal(f"http://127.0.0.1:{port}", self.var / f"web-{port}.log")
        with portal.log.open("w") as log:
            command = [sys.executable, "-m", module, *words]
            web = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        try:
            until(portal.answers, 60)
            yield portal
        finally:
            web.terminate()
            web.wait(20)


@dataclass
class Portal:
    address: str
    log: Path

    def answers(self):
        try:
            return Reader(self.address).get("/terveys/elossa")[0] == 200
        except OSError:
            return False

    def said(self, act):
        """What its log gained while `act` ran."""
        before = self.log.stat().st_size
        act()
        return self.log.read_text()[before:]


class Reader:
    """A browser without pictures: keeps cookies, gives (status, text, headers) for any answer."""

    def __init__(self, address):
        self.address, self.jar = address, CookieJar()
        self._open = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar), Stay
        ).open

    def get(self, path, **headers):
        return self._ask(urllib.request.Request(self.address + path, headers=headers))

    def post(self, path, data, **headers):
        token = next((c.value for c in self.jar if c.name == "csrftoken"), "")
        body = urllib.parse.urlencode(data | {"csrfmiddlewaretoken": token}).encode()
        return self._ask(urllib.request.Request(self.address + path, body, headers))

    def _ask(self, request):
        try:
            with self._open(request, timeout=30) as answer:
                return answer.status, answer.read().decode(), answer.headers
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.read().decode(), answer.headers


class Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *args):
        return None


@contextmanager
def laid():
    """The servers, with a copy of what the test's database holds."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        Path(folder).chmod(0o755)
        ground = Ground(Path(folder))
        for server in (ground.postgres, ground.valkey):
            stack.callback(server.stop)
            server.start()
        copy_database(ground.postgres)
        yield ground


def copy_database(server):
    """What the test's database holds, its committed part, into the own server."""
    programs = places._programs()
    place = connection.get_connection_params()
    at = ["--host", place["host"], "--username", places.NAME]
    dump = [programs / "pg_dump", "--no-owner", *at, place["dbname"]]
    load = [programs / "psql", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    with subprocess.Popen(dump, stdout=subprocess.PIPE) as source:
        subprocess.run([*load, server.url()], stdin=source.stdout, check=True)
    assert source.returncode == 0


def until(condition, seconds):
    """Wait for it; how long that took."""
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < seconds
        time.sleep(0.1)
    return time.monotonic() - begun


def lines(said, *, of):
    """The lines of a log that begin with a date and hold the words."""
    return [line for line in re.findall(r"^\d{4}-.*$", said, re.MULTILINE) if of in line]
