"""The archive: one file, a tar that any tar reads, encrypted as a whole when a key is given.

Its members, in order: `about.json` (which code, when, which migrations), `database/000001` … (the
parts of one pg_dump in custom format), `files/…` (what lies under MEDIA_ROOT), `manifest.json`
(checksums of all that) and `end` (the manifest's own). It is written and read as a stream.
"""

import contextlib
import fcntl
import hashlib
import io
import json
import os
import re
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from kehityspolku import moments
from kehityspolku.keeping import encryption
from kehityspolku.keeping.refusals import Damaged, Refused

FORMAT = 1
NAME = "kehityspolku-{:%Y%m%dT%H%M%SZ}.tar"  # in UTC, so that names sort as moments do
ENCRYPTED = ".encrypted"
OURS = re.compile(r"kehityspolku-\d{8}T\d{6}Z\.tar(\.encrypted)?")
UNFINISHED = ".unfinished"
PART = 8 * 1024 * 1024  # bytes of the dump in one member
BLOCK = 1024 * 1024
LARGEST_TEXT = 256 * 1024 * 1024  # bytes of about.json or of manifest.json
TAR_RECORD = 10_240
# What the JSON must be: (each in turn), [of all], {name: what it is}, {...: what all names are}.
ABOUT = {
    "code": {"version": str, "commit": str},
    "made_at": str,
    "postgresql": str,
    "migrations": [str],
    "keys": {...: str},
}
MANIFEST = {
    "about": str,
    "database": list,
    "files": {...: list},
    "tables": {...: (int, str)},
    "sequences": {...: int | None},
    "things": {...: int},
}


@contextlib.contextmanager
def new(folder: Path, secret: bytes | None) -> Iterator["Writer"]:
    """Write an archive into the folder: it has its name only when it is whole and on the disk.

    What an earlier one left unfinished is removed. Raises Refused while another one is written
    there, of whichever portal.
    """
    with _alone_in(folder):
        yield from _written(folder, secret)


def _written(folder, secret):
    for left in folder.glob(f"kehityspolku-*{UNFINISHED}"):
        left.unlink()
    place = _free(folder, ENCRYPTED if secret else "")
    unfinished = place.with_name(place.name + UNFINISHED)
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            out = encryption.Encrypted(file, secret) if secret else file
            with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                yield (writer := Writer(tar, place))
                writer.end()
            if secret:
                out.finish()
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(place)
    finally:
        unfinished.unlink(missing_ok=True)
    _to_disk(folder)


def old(folder: Path) -> list[Path]:
    """The folder's whole archives, the newest first."""
    return sorted((p for p in folder.iterdir() if OURS.fullmatch(p.name)), reverse=True)


class Writer:
    """Takes what an archive holds, in its order."""

    def __init__(self, tar: tarfile.TarFile, place: Path):
        self.tar, self.place = tar, place
        self.manifest = {"files": {}}

    def about(self, facts: dict):
        self.manifest["about"] = self._text("about.json", facts)

    def database(self, dump: Iterator[bytes]):
        total, length = hashlib.sha256(), 0
        for number, part in enumerate(dump, 1):
            self._bytes(f"database/{number:06}", part)
            total.update(part)
            length += len(part)
        self.manifest["database"] = [length, total.hexdigest()]

    def file(self, name: str, path: Path):
        """Raises FileNotFoundError if it is gone: nothing of it is written then."""
        with path.open("rb") as source:
            facts = os.fstat(source.fileno())
            info = tarfile.TarInfo(f"files/{name}")
            info.size, info.mtime, info.mode = facts.st_size, int(facts.st_mtime), facts.st_mode
            read = Hashed(source)
            self._add(info, read)
        self.manifest["files"][name] = [info.size, read.total.hexdigest()]

    def end(self):
        self._bytes("end", self._text("manifest.json", self.manifest).encode())

    def _text(self, name, facts):
        content = json.dumps(facts, indent=0, sort_keys=True).encode()
        self._bytes(name, content)
        return _sum(content)

    def _bytes(self, name, content):
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = len(content), int(moments.now().timestamp()), 0o600
        self._add(info, io.BytesIO(content))

    def _add(self, info, file):
        self.tar.addfile(info, file)
        self.tar.members.clear()  # else each is kept in memory


class Hashed:
    """A file that is read, and the checksum of what was read of it."""

    def __init__(self, file):
        self.file, self.total, self.length = file, hashlib.sha256(), 0

    def read(self, size):
        part = self.file.read(size)
        self.total.update(part)
        self.length += len(part)
        return part

    def blocks(self):
        while part := self.read(BLOCK):
            yield part

    def facts(self):
        return [self.length, self.total.hexdigest()]


def about(place: Path, secret: bytes | None) -> dict:
    """What the archive says of itself at its beginning."""
    with _tar(place, secret) as tar:
        return _about(tar)[0]


def read(place: Path, secret: bytes | None, take_part=None, take_file=None) -> dict:
    """Read the whole archive and compare all of it with its checksums; gives the manifest.

    `take_part(bytes)` gets the dump's parts, `take_file(name, info, blocks)` the files, before it
    is known that all is as it was written. Raises Damaged if it is not.
    """
    with _tar(place, secret) as tar:
        _said, about = _about(tar)
        total, length, files = hashlib.sha256(), 0, {}
        while (member := _next(tar)).name != "manifest.json":
            content = Hashed(tar.extractfile(member))
            kind, _, name = member.name.partition("/")
            if kind == "database" and member.size <= PART:
                part = content.read(PART)
                total.update(part)
                length += len(part)
                if take_part:
                    take_part(part)
            elif kind == "files":
                if take_file:
                    take_file(_safe(name), member, content.blocks())
                for _block in content.blocks():  # what was not taken
                    pass
                files[name] = content.facts()
            else:
                raise Damaged(f"The archive holds something unknown, {member.name}.")
        manifest = _content(tar, member)
        end = _next(tar)
        if end.name != "end" or _content(tar, end) != _sum(manifest).encode():
            raise Damaged("The archive is damaged: its list of checksums is not as it was written.")
    manifest = _facts(manifest, MANIFEST)
    _compare(manifest, {"about": about, "database": [length, total.hexdigest()], "files": files})
    return manifest


def _compare(manifest, found):
    for name in sorted(manifest["files"].keys() | found["files"].keys()):
        if manifest["files"].get(name) != found["files"].get(name):
            raise Damaged(f"The archive is damaged: the file {name} is not as it was written.")
    for name in ("about", "database"):
        if manifest[name] != found[name]:
            raise Damaged(f"The archive is damaged: its part {name} is not as it was written.")


@contextlib.contextmanager
def _tar(place, secret):
    try:
        file = place.open("rb")
    except OSError as error:
        raise Refused(f"{place} can't be read: {error.strerror}.") from None
    with file:
        source = _plain(Readable(file), place, secret)
        try:
            with tarfile.open(fileobj=source, mode="r|") as tar:
                yield tar
        except tarfile.TarError:
            raise Damaged(
                "The archive is damaged or cut short, or is no archive of the portal."
            ) from None
        while source.read(BLOCK):  # to the end, where a cut or a change would show
            pass


def _plain(file, place, secret):
    """The archive's tar, decrypted if it is encrypted."""
    start = file.read(len(encryption.MARK))
    file.seek(0)
    if not encryption.is_encrypted(start):
        if secret:
            raise Refused(
                "The archive is not encrypted although there is a key: anyone may have made or "
                "changed it. If you know where it comes from, say --plain."
            )
        if place.stat().st_size % TAR_RECORD:
            raise Damaged("The archive is cut short, or is no archive of the portal.")
        return file
    if not secret:
        raise Refused(
            "The archive is encrypted: give its key, in a file (--key-file) or in the "
            "variable BACKUP_KEY."
        )
    return encryption.Decrypted(file, secret)


class Readable:
    """A file whose faults are told apart from those of what is done with its content."""

    def __init__(self, file):
        self.file, self.seek = file, file.seek

    def read(self, size):
        try:
            return self.file.read(size)
        except OSError as error:
            raise Refused(f"{self.file.name} can't be read: {error.strerror}.") from None


def _about(tar):
    """What `about.json` says, and its checksum."""
    member = _next(tar)
    if member.name != "about.json":
        raise Damaged("This is no archive of the portal.")
    content = _content(tar, member)
    if _facts(content, {"format": int})["format"] > FORMAT:
        version = _facts(content, {"code": {"version": str}})["code"]["version"]
        raise Refused(
            f"The archive was made by a newer version of the portal, {version}: "
            "take that version into use first."
        )
    return _facts(content, ABOUT), _sum(content)


def _next(tar):
    tar.members.clear()  # else each is kept in memory
    try:
        member = tar.next()
    except (ValueError, LookupError, OverflowError):  # of a head that makes no sense
        member = None
    if not member:
        raise Damaged("The archive is damaged or cut short.")
    if not member.isreg():
        raise Damaged(f"The archive holds something that is no file, {member.name}.")
    return member


def _content(tar, member):
    if member.size > LARGEST_TEXT:
        raise Damaged(f"The archive is damaged: {member.name} is far too long.")
    return tar.extractfile(member).read()


def _facts(content, shape):
    """What the JSON says; raises Damaged if it is of another shape."""
    try:
        facts = json.loads(content)
    except (ValueError, RecursionError):
        facts = None
    if not _has(facts, shape):
        raise Damaged("The archive is damaged, or is no archive of the portal.")
    return facts


def _has(value, shape):
    if isinstance(shape, tuple):
        return isinstance(value, list) and len(value) == len(shape) and all(map(_has, value, shape))
    if isinstance(shape, list):
        return isinstance(value, list) and all(_has(each, shape[0]) for each in value)
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return False
        kinds = dict.fromkeys(value, shape[...]) if ... in shape else shape
        return all(name in value and _has(value[name], kinds[name]) for name in kinds)
    return isinstance(value, shape)


def _sum(content):
    return hashlib.sha256(content).hexdigest()


def _safe(name):
    """The name; raises Damaged if it leads out of the folder."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\0" in name:
        raise Damaged(f"The archive holds a file that would lie elsewhere, {name!r}.")
    return name


def _free(folder, ending):
    """A name of this moment that no archive has; waits for the next second if one does."""
    while (place := folder / (NAME.format(moments.now()) + ending)).exists():
        time.sleep(0.1)
    return place


@contextlib.contextmanager
def _alone_in(folder):
    """Hold the folder until the archive is there; a process that dies lets go of it."""
    link = os.open(folder, os.O_RDONLY)
    try:
        if not _locked(link):
            raise Refused(f"Another backup is being written into {folder}.")
        yield
    finally:
        os.close(link)


def _locked(link):
    try:
        fcntl.flock(link, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _to_disk(folder):
    """Let the folder itself remember the new name after a loss of power."""
    link = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(link)
    finally:
        os.close(link)
