"""The demo keeps to this machine and to demonstration mode, and leaves when it is told to."""

import os
import signal
import socket
import subprocess
import sys

import pytest
from django.conf import settings as portal
from django.core.management import CommandError, call_command

from kehityspolku.dev import database, processes
from kehityspolku.dev.valkey import Valkey
from tests.journeys.conftest import free_port, own_database, wait_until_ready

HERE = ["127.0.0.1", "localhost", "[::1]"]


@pytest.fixture
def demo_mode(settings):
    settings.DEMO, settings.ALLOWED_HOSTS = True, HERE
    return settings


def test_refuses_names_beyond_this_machine(demo_mode):
    demo_mode.ALLOWED_HOSTS = [*HERE, "kehityspolku.example"]
    with pytest.raises(CommandError, match="production settings"):
        call_command("demo")


def test_refuses_production_settings(demo_mode):
    demo_mode.PRODUCTION = True
    with pytest.raises(CommandError, match="production settings"):
        call_command("demo")


@pytest.mark.parametrize("other", [{"KEHITYSPOLKU_DEMO": "1"}, {"DEBUG": "1"}])
def test_settings_refuse_production_together_with(other):
    env = os.environ | {"KEHITYSPOLKU_PRODUCTION": "1", "SECRET_KEY": "x" * 50} | other
    done = subprocess.run(
        [sys.executable, "-c", "import kehityspolku.settings"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "never run with production settings" in done.stderr


@pytest.mark.parametrize("command", ["demo", "prepare_demo"])
def test_runs_in_demonstration_mode_only(settings, command):
    settings.ALLOWED_HOSTS = HERE
    with pytest.raises(CommandError, match="demo"):
        call_command(command)


def test_a_busy_port_is_told(demo_mode):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"^Port {port}: Address already in use"):
            call_command("demo", port=port)


def test_a_stop_waits_for_five_seconds_at_most():
    assert processes.PATIENCE + 2 * database.ORDERLY <= 5


def test_ctrl_c_stops_all_and_says_what_it_waits_for(tmp_path, django_db_blocker):
    var, port, log = tmp_path / "var", free_port(), tmp_path / "log"
    words = ["manage.py", "demo", "--empty", "--port", str(port)]
    with own_database(django_db_blocker) as address, log.open("w") as said:
        env = os.environ | {
            "DATABASE_URL": address,
            "KEHITYSPOLKU_DEMO": "1",
            "KEHITYSPOLKU_VAR": str(var),
            "STATIC_ROOT": str(portal.VAR / "static"),  # collected once for all demonstrations
        }
        del env["REDIS_URL"]
        demo = subprocess.Popen(
            [sys.executable, *words], cwd=portal.BASE_DIR, env=env, stdout=said, stderr=said
        )
        wait_until_ready(f"http://127.0.0.1:{port}", demo, log)
        demo.send_signal(signal.SIGINT)
        assert demo.wait(30) == 0
    assert log.read_text().splitlines()[-3:] == [
        "",
        "Stopping the worker, the clock, the web server: 3 seconds at most …",
        "Stopping the database, a second or two …",
    ]
    assert f"in {var}." in log.read_text()
    assert not Valkey(var).running()
