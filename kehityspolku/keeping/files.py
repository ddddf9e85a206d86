"""The files under MEDIA_ROOT: which they are, others beside them, and putting those in their place.

MEDIA_ROOT itself stays, as it may be the root of a container's volume: what lies in it moves. All
that a restore needs is in one folder there, so that each move is a rename on one disk. A note in it
says which move is under way, so that one that was cut short can be undone.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from kehityspolku.keeping.refusals import Refused

KEPT = ".restore"
OUT, IN = "old files go out", "new files come in"


def root() -> Path:
    return Path(settings.MEDIA_ROOT)


def found() -> Iterator[tuple[str, Path]]:
    """Every file with its name, in the order of names; raises Refused at anything else."""
    yield from _files(root(), "")


def _files(folder, before):
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name) if folder.exists() else []
    for entry in entries:
        path = Path(entry.path)
        if not before and entry.name == KEPT:
            continue
        if entry.is_symlink():
            raise Refused(f"{path} is a link, which a backup does not follow: put the files there.")
        if entry.is_dir():
            yield from _files(path, f"{before}{entry.name}/")
        elif entry.is_file():
            yield before + entry.name, path
        else:  # reading it might never end
            raise Refused(f"{path} is neither a file nor a folder: remove it.")


def prepare(size: int) -> None:
    """Make a folder for new files; raises Refused if they can't be written or don't fit."""
    place = root()
    try:
        if not place.exists():
            place.mkdir(parents=True)
            _give(place, place.parent.stat())
        (place / KEPT).mkdir(mode=0o700, exist_ok=True)
        shutil.rmtree(_new(), ignore_errors=True)
        _new().mkdir()
    except OSError as error:
        owner = f" (it belongs to the account {place.owner()})" if place.exists() else ""
        raise Refused(f"{place} can't be written: {error.strerror}{owner}.") from None
    if shutil.disk_usage(place).free < size:
        raise Refused(f"The files of the archive, {size} bytes, don't fit on the disk of {place}.")


def put(name: str, info, blocks: Iterable[bytes]) -> None:
    """Write one of the new files, with the owner that MEDIA_ROOT has."""
    path, like = _new() / name, root().stat()
    for folder in reversed(path.relative_to(_new()).parents):
        if not (made := _new() / folder).exists():
            made.mkdir(mode=like.st_mode & 0o777)
            _give(made, like)
    with path.open("xb") as file:
        for block in blocks:
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(info.mode & 0o666)
    _give(path, like)
    os.utime(path, (info.mtime, info.mtime))


def move_in() -> None:
    """Let the new files be the portal's, those before them the old ones."""
    shutil.rmtree(_old(), ignore_errors=True)
    _old().mkdir()
    _note(OUT)
    _move(root(), _old())
    _note(IN)
    _move(_new(), root())


def is_moving() -> bool:
    """Whether a move was begun and neither finished nor undone."""
    return _noted().exists()


def finish() -> None:
    _noted().unlink(missing_ok=True)
    shutil.rmtree(_new(), ignore_errors=True)


def undo() -> None:
    """Let the files be as they were before `move_in`, wherever it was cut short."""
    if is_moving():
        if _noted().read_text() == IN:
            _move(root(), _new())
            _note(OUT)
        _move(_old(), root())
        _noted().unlink()
    shutil.rmtree(_new(), ignore_errors=True)


def forget_old() -> None:
    shutil.rmtree(root() / KEPT, ignore_errors=True)


def _move(source, target):
    for entry in sorted(source.iterdir()):
        if entry.name != KEPT:
            entry.rename(target / entry.name)


def _note(text):
    """Write it so that it is whole or not there at all, and on the disk before the next move."""
    new = _noted().with_suffix(".new")
    with new.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.rename(_noted())


def _give(path, like):
    if os.geteuid() == 0:
        os.chown(path, like.st_uid, like.st_gid)


def _new():
    return root() / KEPT / "new"


def _old():
    return root() / KEPT / "old"


def _noted():
    return root() / KEPT / "moving"
