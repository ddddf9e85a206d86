"""Journeys walk the real portal: `manage.py demo` with its worker, clock and mail, in a browser."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from kehityspolku.dev import template_database
from tests.journeys.walker import Walker

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 480  # seconds; beside the other tests loading the demonstration takes its time


def pytest_collection_modifyitems(items):
    """All journeys share one portal, and no other test starts a browser."""
    for item in items:
        if item.path.is_relative_to(ROOT / "tests" / "journeys"):
            item.add_marker(pytest.mark.browser)


class Portal:
    """A running demonstration: its address, and commands in its environment."""

    def __init__(self, address, env, demo):
        self.address, self.env, self.demo = address, env, demo

    def manage(self, *words):
        """Run a management command; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="session")
def portal(tmp_path_factory, django_db_blocker):
    """`make demo` on a port and in a database and folder of its own."""
    var = tmp_path_factory.mktemp("var")
    port = free_port()
    database = own_database(django_db_blocker, migrated=False)
    with database as address, (var / "demo.log").open("w+") as log:
        env = os.environ | {
            "DATABASE_URL": address,
            "KEHITYSPOLKU_DEMO": "1",
            "KEHITYSPOLKU_VAR": str(var),
            "STATIC_ROOT": str(settings.VAR / "static"),  # collected once, while it stays the same
            "SITE_URL": f"http://127.0.0.1:{port}",
        }
        del env["REDIS_URL"]  # the demonstration has a Valkey of its own
        demo = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--port", str(port)],
            cwd=ROOT,
            env=env,
            stdout=log,
            stderr=log,
        )
        try:
            wait_until_ready(env["SITE_URL"], demo, var / "demo.log")
            yield Portal(env["SITE_URL"], env, demo)
        finally:
            demo.terminate()
            demo.wait(60)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def own_database(django_db_blocker, *, migrated=True):
    """The address of a database on the tests' server, dropped at the end."""
    with contextlib.ExitStack() as stack:
        with django_db_blocker.unblock():
            name = stack.enter_context(template_database.copy("journeys", migrated=migrated))
        parts = urlsplit(os.environ["DATABASE_URL"])
        yield urlunsplit(parts._replace(path=f"/{name}"))


def wait_until_ready(address, demo, log):
    """Until database, broker and worker all answer."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if demo.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/terveys/valmis", timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"The demonstration did not become ready:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def signed_in():
    """Where accounts have signed in, for the journeys to come: {account: browser context}. A new
    window costs twice a tab, and signing in three pages more."""
    return {}


@pytest.fixture
def walker(portal, browser: Browser, signed_in):
    """Makes people: `walker("adviser")` signs the demonstration's account in, `walker()` nobody.

    Who is signed in since before opens another tab; with `options` it is another device.
    """
    contexts = []

    def make(account=None, prefix="/en", **options):
        kept = None if options else signed_in.get(account)
        if kept and not is_signed_in(kept, portal.address):
            contexts.append(signed_in.pop(account))
            kept = None
        context = kept or browser.new_context(
            locale="fi-FI", timezone_id="Europe/Helsinki", reduced_motion="reduce", **options
        )
        person = Walker(context.new_page(), portal.address, prefix)
        if account and not kept:
            person.sign_in(f"{account}@kehityspolku.example")
        if account and not options:
            signed_in[account] = context
        elif not kept:
            contexts.append(context)
        return person

    yield make
    for context in contexts:
        context.close()
    for context in signed_in.values():
        tidy(context, portal.address)


def is_signed_in(context, address):
    """Whether its session still holds: another's act or a new password may have ended it."""
    return context.request.get(f"{address}/en/tili/login/", max_redirects=0).status == 302


def tidy(context, address):
    """Close the person's tabs; nothing is left in the browser but who is signed in."""
    context.set_offline(False)
    for page in context.pages:
        if page.url.startswith(address):
            page.evaluate("localStorage.clear()")
        page.close()
    for name in {cookie["name"] for cookie in context.cookies()} - {"sessionid", "csrftoken"}:
        context.clear_cookies(name=name)
