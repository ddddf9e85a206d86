"""The launchers of the embedded servers, each time in a folder of their own."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest
import redis

from kehityspolku.dev.database import Postgres
from kehityspolku.dev.places import EmbeddedError
from kehityspolku.dev.valkey import Valkey

ROOT = Path(__file__).resolve().parents[3]
HOLD = """
import sys; from pathlib import Path
from kehityspolku.dev.{module} import {name}
with {name}(Path(sys.argv[1])).in_use() as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def var():
    """A folder that every account can reach (pytest's own temporary ones are shut)."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        for server in (Postgres, Valkey):
            for durable in (True, False):
                server(Path(folder), durable=durable).stop()


def ask(server, question):
    """PostgreSQL's answer, or for Valkey the value of a setting."""
    if isinstance(server, Postgres):
        with psycopg.connect(server.url()) as db:
            return db.execute(question).fetchone()[0]
    with redis.from_url(server.url(), decode_responses=True) as client:
        return client.config_get(question)[question]


def holder(server):
    code = HOLD.format(
        module=type(server).__module__.rpartition(".")[2], name=type(server).__name__
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, str(server.var)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def let_go(process):
    process.stdin.close()
    assert process.wait(30) == 0
    process.stdout.close()


EACH = pytest.mark.parametrize("kind", [Postgres, Valkey])


def test_postgres_starts_and_leaves_no_server_behind(var):
    server = Postgres(var)
    assert not server.running()
    with server.in_use() as url:
        assert url == server.url()
        assert server.running()
        assert ask(server, "SHOW server_version_num").startswith("18")
        assert ask(server, "SHOW listen_addresses") == ""
        assert ask(server, "SHOW jit") == "off"
        assert ask(server, "SHOW fsync") == "on"
        assert ask(server, "SELECT lower('ÄÖÅ')") == "äöå"
    assert not server.running()


def test_valkey_starts_and_leaves_no_server_behind(var):
    server = Valkey(var)
    assert not server.running()
    with server.in_use() as url:
        assert url == server.url()
        assert ask(server, "port") == "0"
        assert ask(server, "appendonly") == "yes"
        assert ask(server, "save") == ""
        assert (server.data / "valkey.sock").stat().st_mode & 0o077 == 0
    assert not server.running()


@EACH
def test_leaves_a_server_that_was_running_before(var, kind):
    server = kind(var)
    server.start()
    with server.in_use():
        pass
    assert server.running()
    server.stop()
    assert not server.running()


def test_data_outlives_a_stop_and_a_kill(var):
    postgres, valkey = Postgres(var), Valkey(var)
    with postgres.in_use() as url, psycopg.connect(url) as db:
        db.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with postgres.in_use():
        assert ask(postgres, "SELECT number FROM kept") == 7
    with valkey.in_use() as url:
        redis.from_url(url).set("kept", "7")
    with valkey.in_use() as url:
        assert redis.from_url(url).get("kept") == b"7"


@EACH
def test_one_that_was_killed_is_revived_with_its_data(var, kind):
    server = kind(var)
    with server.in_use() as url:
        assert server.revive() is False
        if kind is Postgres:
            with psycopg.connect(url) as db:
                db.execute("CREATE TABLE kept AS SELECT 7 AS number")
            pid = int((server.data / "postmaster.pid").read_text().split()[0])
        else:
            client = redis.from_url(url)
            client.set("kept", "7")
            client.config_set("appendfsync", "always")
            pid = client.info("server")["process_id"]
        os.kill(pid, signal.SIGKILL)
        while server.running():
            pass
        assert server.revive() is True
        if kind is Postgres:
            assert ask(server, "SELECT number FROM kept") == 7
        else:
            assert redis.from_url(url).get("kept") == b"7"
    assert not server.running()


def test_the_tests_servers_stand_beside_the_demos_and_are_loose(var):
    demo, tests = Postgres(var), Postgres(var, durable=False)
    with demo.in_use() as one, tests.in_use() as other:
        assert one != other
        assert ask(tests, "SHOW fsync") == "off"
        assert ask(tests, "SHOW synchronous_commit") == "off"
        assert ask(tests, "SHOW full_page_writes") == "off"
    assert not tests.running()
    demo, tests = Valkey(var), Valkey(var, durable=False)
    with demo.in_use() as one, tests.in_use() as other:
        assert one != other
        assert ask(tests, "appendonly") == "no"


@EACH
def test_two_at_once_share_one_server_and_the_last_stops_it(var, kind):
    server = kind(var)
    first, second = holder(server), holder(server)
    addresses = {first.stdout.readline(), second.stdout.readline()}
    assert addresses == {f"{server.url()}\n"}
    let_go(first)
    assert server.running()
    let_go(second)
    assert not server.running()


@EACH
def test_a_killed_user_is_cleaned_up_by_the_next(var, kind):
    server = kind(var)
    killed = holder(server)
    killed.stdout.readline()
    killed.kill()
    killed.wait()
    for pipe in (killed.stdin, killed.stdout):
        pipe.close()
    assert server.running()
    with server.in_use():
        assert server.running()
    assert not server.running()


@EACH
def test_works_in_a_deep_folder_with_spaces(var, kind):
    deep = var / "a folder" / ("deep" * 30)
    deep.mkdir(parents=True)
    server = kind(deep)
    with server.in_use():
        assert server.running()
    assert not server.running()


def test_a_failure_tells_what_the_server_said(var):
    with Postgres(var).in_use():
        pass
    (var / "postgres" / "postgresql.conf").write_text("nonsense = 1\n")
    with pytest.raises(EmbeddedError, match="nonsense"):
        Postgres(var).start()
    (var / "valkey").mkdir(mode=0o700)
    (var / "valkey" / "appendonlydir").write_text("no folder")
    with pytest.raises(EmbeddedError, match="Valkey did not start"):
        Valkey(var).start()
