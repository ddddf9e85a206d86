"""`make demo`: the whole portal with demonstration data, on this machine only."""

import os
import secrets
import shutil
import socket
import sys
import urllib.error
import urllib.request

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kehityspolku import demo
from kehityspolku.children import ChildEnded, Children

HOST = "127.0.0.1"
PYTHON = {
    "PYTHONUNBUFFERED": "1",  # progress shows at once, through a pipe too
    "PYTHONWARNINGS": "ignore:You're running the worker with superuser",  # here it may
}
LOOPBACK = {HOST, "localhost", "[::1]"}


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
            with Children() as children:
                self.run(children, env, port, empty)
                self.say(welcome(address))
                children.wait(until=lambda: False)
        except KeyboardInterrupt:
            self.stdout.write("\nStopped.")
        except ChildEnded as ended:
            raise CommandError(f"{ended}; stopped the rest.") from None

    def run(self, children, env, port, empty):
        """Start everything in the order it needs; returns when the portal answers."""
        self.say("Starting the broker …")
        env |= start_broker(children, env)
        self.say("Preparing the database …")
        manage = [sys.executable, "manage.py", "prepare_demo", *(["--empty"] if empty else [])]
        children.run("preparation of the database", manage, env)
        self.say("Starting the web server, the worker and the clock …")
        for name, command in programs(port).items():
            children.start(name, [sys.executable, "-m", *command.split()], env)
        if not children.wait(until=lambda: answers(f"http://{HOST}:{port}"), seconds=120):
            raise CommandError("The web server did not answer in two minutes; stopped all.")

    def say(self, text):
        self.stdout.write(text)
        self.stdout.flush()


def programs(port):
    """The portal's processes by the name a person knows them by."""
    beat = "celery -q -A kehityspolku beat --loglevel WARNING --pidfile="
    return {
        "worker": "celery -q -A kehityspolku worker --concurrency 2 --loglevel WARNING",
        "clock": beat,
        "web server": f"granian --interface wsgi --host {HOST} --port {port} --workers 1"
        " --blocking-threads 4 --log-level warning kehityspolku.wsgi:application",
    }


def start_broker(children, env):
    """The variables that name the broker: Redis if there is one, else files under var/."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if env.get("REDIS_URL") or not program:
        return {}
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    password = secrets.token_urlsafe()
    told = f'bind {HOST}\nport {port}\nrequirepass {password}\nsave ""\nappendonly no\n'
    with (settings.VAR / "broker.log").open("w") as log:
        children.start("broker", [program, "-"], env, told=told, log=log)
    if not children.wait(until=lambda: listens(port), seconds=10):
        raise CommandError("The broker did not start within ten seconds.")
    return {"REDIS_URL": f"redis://:{password}@{HOST}:{port}/0"}


def refuse_production():
    """Demonstration accounts have a public password: never beyond this machine."""
    if settings.PRODUCTION or set(settings.ALLOWED_HOSTS) - LOOPBACK:
        raise CommandError("The demo does not run with production settings.")
    if not settings.DEMO:
        raise CommandError("The demo needs KEHITYSPOLKU_DEMO=1: run it as  make demo")


def refuse_busy(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(f"Port {port}: {error.strerror}. Try make demo PORT=8123") from None


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def answers(address):
    """Whether the portal serves pages; Django's own error counts as a yes."""
    try:
        urllib.request.urlopen(f"{address}/terveys/elossa", timeout=5).close()  # noqa: S310
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def welcome(address):
    """What a person needs to begin: addresses and the demonstration accounts."""
    rows = "\n".join(f"  {role:<18} {email}" for role, email in demo.ACCOUNTS)
    return f"""
The portal runs at {address}/  (in Swedish {address}/sv/, in English {address}/en/)

Demonstration accounts, all with the password  {demo.PASSWORD}
{rows}

Stop everything with Ctrl-C.
"""
