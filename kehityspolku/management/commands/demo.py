"""`make demo`: the whole portal with demonstration data, on this machine only."""

import os
import socket
import sys
import time
import urllib.request

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kehityspolku.dev import demo, places
from kehityspolku.dev.database import Postgres
from kehityspolku.dev.places import EmbeddedError
from kehityspolku.dev.processes import Child, ChildEnded, Children, Falls
from kehityspolku.dev.valkey import Valkey
from kehityspolku.web import heartbeats

HOST = "127.0.0.1"
PYTHON = {
    "PYTHONUNBUFFERED": "1",  # progress shows at once, through a pipe too
    "PYTHONWARNINGS": "ignore:You're running the worker with superuser",  # here it may
}
LOOPBACK = {HOST, "localhost", "[::1]"}
SERVERS = {"DATABASE_URL": ("database", Postgres), "REDIS_URL": ("broker", Valkey)}


class Command(BaseCommand):
    help = "Run the portal with demonstration data on http://127.0.0.1 until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--empty", action="store_true", help="load no demonstration data")

    def handle(self, *, port, empty, **options):
        refuse_production()
        refuse_busy(port)
        os.chdir(settings.BASE_DIR)
        address = f"http://{HOST}:{port}"
        env = os.environ | {"SITE_URL": address} | PYTHON
        try:
            with Children(self.say) as children:
                self.run(children, env, port, empty)
                self.say(welcome(address, places.whose(settings.VAR, settings.BASE_DIR)))
                self.keep_alive(children)
        except KeyboardInterrupt:
            self.say("Stopping the database, a second or two …")  # by manage.py, which started it
        except (ChildEnded, EmbeddedError) as ended:
            raise CommandError(f"{ended}; stopped the rest.") from None

    def run(self, children, env, port, empty):
        """Start everything in the order it needs; returns when the portal answers."""
        self.say("Preparing (half a minute the first time) …")
        manage = [sys.executable, "manage.py", "prepare_demo", *(["--empty"] if empty else [])]
        children.run(Child("preparation of the database", manage, env))
        self.say("Starting the web server, the worker and the clock …")
        logs = settings.VAR / "log" / f"demo-{port}"
        for name, (module, words, beats) in programs(port).items():
            command = [sys.executable, "-m", module, *words]
            log = logs / f"{name.replace(' ', '-')}.log"
            children.start(Child(name, command, env, log, beats))
        if not children.wait(until=lambda: answers(port), seconds=120):
            raise CommandError(f"The web server did not answer in two minutes; see {logs}")

    def keep_alive(self, children):
        """Until Ctrl-C: what has fallen is started again, the embedded servers too."""
        servers = {
            name: (server(settings.VAR), Falls())
            for variable, (name, server) in SERVERS.items()
            if not os.environ.get(variable)
        }
        while True:
            for name, (server, falls) in servers.items():
                if not server.running() and server.revive():
                    told = f"The {name} was gone"
                    falls.add(told)
                    self.say(f"{told}: started again.")
            children.look()
            time.sleep(0.5)

    def say(self, text):
        self.stdout.write(text)
        self.stdout.flush()


def programs(port):
    """The portal's processes by the name a person knows them by.

    Each is its module, the module's words, and what tells that the process lives.
    """
    celery = ["-q", "-A", "kehityspolku"]
    quiet = ["--loglevel", "WARNING"]
    schedule = settings.VAR / f"beat-{port}"
    web = (
        f"--interface asginl --http 1 --no-ws --host {HOST} --port {port} --workers 1"
        " --backpressure 400 --http1-buffer-size 65536 --workers-kill-timeout 3"
        " --log-level warning kehityspolku.asgi:application"
    )
    worker = [*celery, "worker", "--concurrency", "2", "-n", f"demo-{port}@%h", *quiet]
    clock = [*celery, "beat", "--pidfile=", "--schedule", str(schedule), *quiet]
    return {
        "worker": ("celery", worker, heartbeats.heard_of),
        "clock": ("celery", clock, heartbeats.heard_of),
        "web server": ("granian", web.split(), lambda pid: answers(port)),
    }


def refuse_production():
    """Demonstration accounts have a public password: never beyond this machine."""
    if settings.PRODUCTION or set(settings.ALLOWED_HOSTS) - LOOPBACK:
        raise CommandError("The demo does not run with production settings.")
    if not settings.DEMO:
        raise CommandError("The demo needs KEHITYSPOLKU_DEMO=1: run it as  make demo")


def refuse_busy(port):
    """A demo that was just killed may need a moment to leave the port."""
    deadline = time.monotonic() + 2
    while problem := taken(port):
        if time.monotonic() > deadline:
            raise CommandError(f"Port {port}: {problem}. Try make demo PORT=8123")
        time.sleep(0.2)


def taken(port):
    """Why the port can't be had; None when it can."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return error.strerror
    return None


def answers(port):
    """Whether the portal serves pages; Django's own error counts as a yes."""
    try:
        urllib.request.urlopen(f"http://{HOST}:{port}/terveys/elossa", timeout=5).close()  # noqa: S310
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def welcome(address, data):
    """What a person needs to begin: addresses, the demonstration accounts, whose data these are."""
    rows = "\n".join(f"  {role:<18} {email}" for role, email in demo.ACCOUNTS)
    return f"""
The portal runs at {address}/  (in Swedish {address}/sv/, in English {address}/en/)

Demonstration accounts, all with the password  {demo.PASSWORD}
{rows}

{data}
Stop everything with Ctrl-C.
"""
