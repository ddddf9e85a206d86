"""What every test stands on: a database of its own, a browser, the shared material."""

import contextlib
import functools
import gc
import os
import shutil
from pathlib import Path
from unittest import mock

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from psycopg.conninfo import conninfo_to_dict

from kehityspolku.dev import catalogues, places, template_database
from kehityspolku.dev.database import Postgres
from kehityspolku.dev.places import EmbeddedError
from kehityspolku.dev.valkey import Valkey
from kehityspolku.documents import pdf
from kehityspolku.events import waiting

pytest_plugins = ["tests.costs", "tests.grounds"]

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
NEEDS_SHARED = "needs ../shared"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ("quic", "background-networking", "component-update", "sync")

# A busy machine is no failure: properties are tried without a clock.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

# Playwright runs an event loop in the test's thread; Django's own calls there are safe.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


SERVERS = {"DATABASE_URL": Postgres, "REDIS_URL": Valkey}
ALONE = 8  # stands for the number of a process without others, as the journeys' is beside the rest


def pytest_configure(config):
    if not hasattr(config, "workerinput"):  # else all this is done and its environment inherited
        catalogues.compile_changed()
        for variable, server in SERVERS.items():
            if variable not in os.environ:
                in_use = server(settings.VAR, durable=False).in_use()
                try:
                    os.environ[variable] = in_use.__enter__()
                except EmbeddedError as error:
                    raise pytest.UsageError(str(error)) from None
                config.add_cleanup(lambda in_use=in_use: in_use.__exit__(None, None, None))
        # Here, unlike in the workers to come, the settings have been read already.
        address = conninfo_to_dict(os.environ["DATABASE_URL"])
        settings.DATABASES["default"]["HOST"] = address["host"]
    # Each process has a Valkey database of its own, which each test finds empty.
    number = 1 + int(os.environ.get("PYTEST_XDIST_WORKER", f"gw{ALONE}").removeprefix("gw"))
    url = os.environ["REDIS_URL"]
    settings.CACHES["default"]["LOCATION"] = f"{url}?db={number}"
    broker = url.replace("unix://", "redis+socket://", 1)
    settings.CELERY_BROKER_URL = f"{broker}?virtual_host={number}"


@pytest.hookimpl(tryfirst=True)  # before xdist looks
def pytest_collection_modifyitems(items):
    """A module's tests are one process's; so are all that stand on the demonstration."""
    for item in items:
        group = "demo" if "demo" in item.fixturenames else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_collection_finish():
    """What is loaded by now stays: looking through it for garbage took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture(autouse=True)
def empty_cache():
    """What a test before this one has counted or kept is not there."""
    cache.clear()


@pytest.fixture
def counted_head():
    """For tests that look at the number in the head."""


@pytest.fixture(autouse=True)
def bare_head(request, monkeypatch):
    """Elsewhere what waits is not counted for the head: it took as long as most pages do."""
    if "counted_head" not in request.fixturenames:
        monkeypatch.setattr(waiting, "head", unread_alone)


def unread_alone(user):
    unread = waiting.counted([waiting.Notice.objects.visible_to(user).unread()])
    return {"unread": waiting.shown(len(unread)), "waits": ""}


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """This process's own copy of the template, in place of pytest-django's migrating anew."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "tests")
    with contextlib.ExitStack() as stack:
        with django_db_blocker.unblock():
            name = stack.enter_context(template_database.copy(worker))
            connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
        with mock.patch.object(TransactionTestCase, "_fixture_teardown", renewed):
            yield
        with django_db_blocker.unblock():
            connection.close()


def renewed(case):
    """After a test with transactions of its own: a copy is quicker than emptying all tables and
    putting back what migrations had brought."""
    template_database.renew(connection.settings_dict["NAME"])


@pytest.fixture(autouse=True, scope="session")
def copied_data(tmp_path_factory):
    """initdb, which takes seconds, runs once as each account and with each of its rights: the data
    of further servers that tests start here are copies."""
    real, made = places.run_postgres, {}

    def run(data, program, *words):
        owner = data.stat()
        way = (places._programs(), *places._as_account(owner.st_uid, data), *words)
        if program != "initdb":
            real(data, program, *words)
        elif way in made:
            shutil.copytree(made[way], data, dirs_exist_ok=True)
            for path in (data, *data.rglob("*")):
                os.chown(path, owner.st_uid, owner.st_gid)
        else:
            real(data, program, *words)
            made[way] = shutil.copytree(data, tmp_path_factory.mktemp("data") / "new")

    with mock.patch.object(places, "run_postgres", run):
        yield


@pytest.fixture(autouse=True)
def finnish():
    """Each test begins in the portal's first language, whatever a page before it spoke."""
    with translation.override("fi"):
        yield


@pytest.fixture(autouse=True, scope="session")
def quick_passwords():
    """As in the demonstration: strong hashing is Django's to test."""
    settings.PASSWORD_HASHERS = ["kehityspolku.dev.passwords.Quick"]


@pytest.fixture(autouse=True, scope="session")
def no_collected_files():
    """Each test client would read all that the demo has collected, to serve what no test asks."""
    settings.STATIC_ROOT = settings.VAR / "none"


@pytest.fixture(autouse=True, scope="session")
def no_second_step():
    """Tests sign people in without one; where it is required has tests of its own."""
    settings.SECOND_STEP_REQUIRED = False


def pytest_terminal_summary(terminalreporter):
    reports = [r for group in ("passed", "failed") for r in terminalreporter.stats.get(group, [])]
    figures = [v for r in reports for name, v in r.user_properties if name == "house"]
    skipped = terminalreporter.stats.get("skipped", [])
    absent = [report.nodeid for report in skipped if NEEDS_SHARED in str(report.longrepr)]
    for title, lines in (("the house", figures), (f"not run: {NEEDS_SHARED}", absent)):
        if lines:
            terminalreporter.section(title)
            terminalreporter.write("".join(f"{line}\n" for line in lines))


def shared(path: str) -> Path:
    """A file of the material beside the repository, which the portal itself does without.

    Absent, CI fails; elsewhere the test is skipped and listed at the end as not run.
    """
    found = sorted(SHARED.glob(path))
    if found:
        return found[0]
    if os.environ.get("CI"):
        pytest.fail(f"../shared/{path} is absent")
    return pytest.skip(NEEDS_SHARED)


@pytest.fixture(scope="module")
def documents_drawn_once():
    """A PDF whose words are those of one before it is that one: what roles read alike."""
    with mock.patch.object(pdf, "draw", functools.cache(pdf.draw)):
        yield


@pytest.fixture
def shared_file():
    """Gives the path of a file of the shared material: `shared_file("cards/a_sdt.docx")`."""
    return shared


@pytest.fixture
def seed_text():
    """Helka's own project card, as its authors wrote it."""
    return shared("seed/*.txt").read_text(encoding="utf-8")


@pytest.fixture
def districts_geojson():
    """The path of the city's districts as polygons."""
    return shared("data/districts.geojson")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        pytest.fail("No Chromium or Chrome found: make test installs one, or says how")
    flags = [f"--disable-{part}" for part in QUIET] + ["--no-first-run"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")  # Chromium has none for root
    return browser_type_launch_args | {"executable_path": found, "args": flags}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "fi-FI", "timezone_id": "Europe/Helsinki"}
