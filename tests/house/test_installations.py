"""What docs/operating.md has people install: its files are there, agree, and can be read."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml

from kehityspolku import variables
from kehityspolku.dev import database
from kehityspolku.management.commands import ci
from kehityspolku.management.commands.demo import programs
from kehityspolku.postgresql import server

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
OPERATING = (DOCS / "operating.md").read_text(encoding="utf-8")
PROGRAMS = ["web", "worker", "beat", "migrate"]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def unit(name):
    """{key: value} of a unit of systemd, lines that go on put together."""
    text = (DOCS / f"systemd/{name}").read_text(encoding="utf-8").replace("\\\n", " ")
    rows = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    assert re.findall(r"^\[(\w+)\]$", text, re.MULTILINE)[0] == "Unit"
    return rows


def limits(words):
    """The words after a web server's name, but for its address, the number of its processes, how
    much it logs and who starts again what fell."""
    own = ("--host", "--port", "--workers", "--log-level")
    flags = [number for number, word in enumerate(words) if word in own]
    left = [w for n, w in enumerate(words) if n not in flags and n - 1 not in flags]
    return [word for word in left[1:] if word != "--respawn-failed-workers"]


def image():
    """The command of the image."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return yaml.safe_load(re.search(r"^CMD (\[.*\])$", text, re.MULTILINE)[1])


def test_the_image_is_built_with_variables_that_start():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    words = shlex.split(re.search(r"^RUN export (.*?) && python -m", text, re.MULTILINE)[1])
    given = dict(word.split("=", 1) for word in words)
    assert variables.read(given | {"SECRET_KEY": ci.PRODUCTION["SECRET_KEY"]})


def heading(line):
    """The anchor that a heading gets."""
    return re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-")


def test_links_of_the_document_lead_somewhere():
    anchors = {heading(line) for line in re.findall(r"^#+ (.*)$", OPERATING, re.MULTILINE)}
    for target in re.findall(r"\]\(([^)\s]+)\)", OPERATING):
        if target.startswith("#"):
            assert target[1:] in anchors
        else:
            assert (DOCS / target).exists()


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_program_has_a_unit_of_its_own_account(name):
    rows = unit(f"kehityspolku-{name}.service")
    command = shlex.split(rows["ExecStart"])
    assert command[0].startswith("/opt/kehityspolku/.venv/bin/")
    assert (rows["User"], rows["WorkingDirectory"]) == ("kehityspolku", "/opt/kehityspolku")
    assert rows["EnvironmentFile"] == "/etc/kehityspolku/environment"
    assert rows["PartOf"] == "kehityspolku.target"
    if name == "migrate":
        assert (rows["Type"], rows["RemainAfterExit"]) == ("oneshot", "yes")
    else:
        assert rows["Requires"] == rows["After"] == "kehityspolku-migrate.service"
        assert rows["Restart"] == "always"
        assert f"kehityspolku-{name}.service" in unit("kehityspolku.target")["Wants"]


def test_the_web_server_is_started_alike_everywhere():
    here = shlex.split(unit("kehityspolku-web.service")["ExecStart"])
    module, words, _beats = programs(8000)["web server"]
    assert limits(here) == limits(image()) == limits([module, *words])
    assert here[-1] == "kehityspolku.asgi:application"


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_celery_is_started_alike_everywhere(name):
    here = shlex.split(unit(f"kehityspolku-{name}.service")["ExecStart"])[1:]
    there = shlex.split(COMPOSE["services"][name]["command"])[1:]
    assert set(here) == set(there) - {"--schedule", "/tmp/beat"}  # elsewhere it is in var


def test_databases_are_made_alike_and_as_migrate_wants_them():
    made = COMPOSE["services"]["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert set(made) == {
        word for word in database.INITDB if "auth" not in word and "user" not in word
    }
    assert " ".join(OPERATING.replace("\\\n", " ").split()).count(server.MAKE) == 1
    known = {f"--builtin-locale={locale}" for _provider, locale in server.LOCALES}
    assert {word for word in [*made, *server.MAKE.split()] if "builtin-locale" in word} == known
    assert int(COMPOSE["services"]["postgres"]["image"].removeprefix("postgres:")) > server.OLDEST


def test_the_command_is_one_that_a_shell_reads():
    script = DOCS / "systemd/kehityspolku"
    assert subprocess.run(["sh", "-n", script]).returncode == 0
    assert script.stat().st_mode & 0o111


def command(tmp_path, *words, **given):
    """Run the command where its folder is the test's and `runuser` prints what it is given."""
    (tmp_path / "bin").mkdir(exist_ok=True)
    runuser = tmp_path / "bin/runuser"
    runuser.write_text('#!/bin/sh\necho "$*"; env; umask\n', encoding="utf-8")
    runuser.chmod(0o755)
    script = (DOCS / "systemd/kehityspolku").read_text(encoding="utf-8")
    script = script.replace("cd /opt/kehityspolku", f"cd {tmp_path}")
    env = {"PATH": f"{tmp_path}/bin:/usr/bin:/bin", **given}
    return subprocess.run(["sh", "-c", script, *words], capture_output=True, text=True, env=env)


def test_the_command_passes_on_the_variables_of_its_installation(tmp_path):
    file = tmp_path / "copy"
    file.write_text("MAIL_FROM='Portal <a@b.example>'\nSITE_URL=https://c.example\n")
    done = command(tmp_path, "kehityspolku", "backup", KEHITYSPOLKU_ENVIRONMENT=str(file))
    said = done.stdout.splitlines()
    assert said[0] == "-u kehityspolku -- .venv/bin/python manage.py backup"
    assert {"MAIL_FROM=Portal <a@b.example>", "SITE_URL=https://c.example", "0077"} <= set(said)
    assert "KEHITYSPOLKU_ENVIRONMENT" not in done.stdout  # the portal would refuse it


def test_the_command_says_who_may_run_it(tmp_path):
    done = command(tmp_path, "kehityspolku", KEHITYSPOLKU_ENVIRONMENT=f"{tmp_path}/none")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{tmp_path}/none can't be read: run this as root")


def test_the_shell_reads_the_environment_as_systemd_does(tmp_path):
    file = DOCS / "systemd/environment"
    said = subprocess.run(
        ["sh", "-c", f'set -a; . "{file}"; env'],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin"},
    )
    assert said.stderr == ""
    rows = re.findall(r"^([A-Z_]+)=(.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    assert {f"{name}={value.strip(chr(39))}" for name, value in rows} <= set(
        said.stdout.split("\n")
    )
    assert {name for name, _value in rows} <= {v.name for v in variables.VARIABLES}


def test_the_proxy_buffers_holds_the_limit_and_replaces_what_clients_say():
    conf = (DOCS / "nginx.conf").read_text(encoding="utf-8")
    assert "client_max_body_size 32m;" in conf
    assert "proxy_request_buffering on;" in conf
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in conf
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in conf
    assert conf.index("log_format kehityspolku") < conf.index("access_log /var/log")


def test_compose_starts_nothing_before_the_database_is_migrated():
    for name in ("web", "worker", "beat"):
        ready = COMPOSE["services"][name]["depends_on"]
        assert ready["migrate"] == {"condition": "service_completed_successfully"}
    waits = COMPOSE["services"]["migrate"]["depends_on"]
    assert waits == {"postgres": {"condition": "service_healthy"}}
    for service in COMPOSE["services"].values():
        ports = service.get("ports", [])
        assert all(port.startswith("127.0.0.1:") for port in ports)  # a proxy stands in front
