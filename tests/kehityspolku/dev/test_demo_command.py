"""The demo keeps to this machine and to demonstration mode."""

import os
import socket
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

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
