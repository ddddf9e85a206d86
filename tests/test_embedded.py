"""The launcher of the embedded PostgreSQL, each time in a folder of its own."""

import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from kehityspolku import embedded

HOLD = """
import sys; from pathlib import Path; from kehityspolku import embedded
with embedded.server(Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def root():
    """A checkout's folder that every account can reach (pytest's own temporary ones are shut)."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        embedded.stop(Path(folder))
        embedded.stop(Path(folder), durable=False)


def ask(url, question):
    with psycopg.connect(url) as db:
        return db.execute(question).fetchone()[0]


def holder(root):
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root)],
        cwd=Path(embedded.__file__).parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def let_go(process):
    process.stdin.close()
    assert process.wait(30) == 0
    process.stdout.close()


def test_starts_and_leaves_no_server_behind(root):
    assert not embedded.running(root)
    with embedded.server(root) as url:
        assert url == embedded.url(root)
        assert embedded.running(root)
        assert ask(url, "SHOW server_version_num").startswith("18")
        assert ask(url, "SHOW listen_addresses") == ""
        assert ask(url, "SHOW jit") == "off"
        assert ask(url, "SHOW fsync") == "on"
        assert ask(url, "SELECT lower('ÄÖÅ')") == "äöå"
    assert not embedded.running(root)


def test_leaves_a_server_that_was_running_before(root):
    embedded.start(root)
    with embedded.server(root):
        pass
    assert embedded.running(root)
    embedded.stop(root)
    assert not embedded.running(root)


def test_data_outlives_a_stop(root):
    with embedded.server(root) as url, psycopg.connect(url) as db:
        db.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with embedded.server(root) as url:
        assert ask(url, "SELECT number FROM kept") == 7


def test_the_tests_server_stands_beside_the_demos_and_is_loose(root):
    with embedded.server(root) as demo, embedded.server(root, durable=False) as tests:
        assert demo != tests
        assert ask(tests, "SHOW fsync") == "off"
        assert ask(tests, "SHOW synchronous_commit") == "off"
        assert ask(tests, "SHOW full_page_writes") == "off"
    assert not embedded.running(root, durable=False)


def test_two_at_once_share_one_server_and_the_last_stops_it(root):
    first, second = holder(root), holder(root)
    addresses = {first.stdout.readline(), second.stdout.readline()}
    assert addresses == {f"{embedded.url(root)}\n"}
    let_go(first)
    assert ask(embedded.url(root), "SELECT 1") == 1
    let_go(second)
    assert not embedded.running(root)


def test_a_killed_user_is_cleaned_up_by_the_next(root):
    killed = holder(root)
    killed.stdout.readline()
    killed.kill()
    killed.wait()
    for pipe in (killed.stdin, killed.stdout):
        pipe.close()
    assert embedded.running(root)
    with embedded.server(root) as url:
        assert ask(url, "SELECT 1") == 1
    assert not embedded.running(root)


def test_works_in_a_deep_folder_with_spaces(root):
    deep = root / "a folder" / ("deep" * 30)
    deep.mkdir(parents=True)
    with embedded.server(deep) as url:
        assert ask(url, "SELECT 1") == 1
    assert not embedded.running(deep)


def test_a_failure_tells_what_the_server_said(root):
    with embedded.server(root):
        pass
    (root / "var" / "postgres" / "postgresql.conf").write_text("nonsense = 1\n")
    with pytest.raises(embedded.EmbeddedError, match="nonsense"):
        embedded.start(root)
