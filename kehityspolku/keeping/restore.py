"""Putting an archive in the place of what the portal holds, and trying whether that would do.

Everything is made beside what is there, compared with the archive's checksums, and only then put
in its place by renaming. The database's rename is the moment that counts: before it all is undone,
after it all is done.
"""

import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from celery import current_app
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from kombu.exceptions import OperationalError
from redis import RedisError

from kehityspolku.keeping import archive, database, files, version
from kehityspolku.keeping.refusals import Damaged, Refused
from kehityspolku.web import heartbeats

PATIENCE = 20  # seconds: longer than a stopped process's last sign of life is kept
CUTS = 20  # tries to take the database from those who come back at once


def check(place: Path, secret: bytes | None, say: Callable[[str], None]) -> dict:
    """Restore the database into one of its own beside, compare all, and remove it again.

    Every table's rows and checksum, every file's; then this code's migrations are tried on it.
    Gives the archive's list. Raises Damaged with what differs.
    """
    about = archive.about(place, secret)
    version.refuse_newer(about)
    with database.server() as link:
        trial = database.name() + database.TRIAL
        try:
            with database.loading(link, trial) as give:
                manifest = archive.read(place, secret, take_part=give)
            _compare(manifest, trial)
            database.migrate(trial)
        finally:
            database.drop(link, trial)
    _say_what_it_is(about, manifest, say)
    for line in _other_keys(about):
        say(line)
    return manifest


def restore(
    place: Path,
    secret: bytes | None,
    say: Callable[[str], None],
    *,
    replace: bool = False,
    cut: bool = False,
    other_keys: bool = False,
) -> None:
    """Put the archive in the place of the portal's database and files.

    `replace`: also where there is something already, which is kept as the old one; `cut`: end the
    sessions of those who use the database; `other_keys`: although keys are others than they were.
    Raises Refused, with all as it was.
    """
    about = archive.about(place, secret)
    version.refuse_newer(about)
    if (lines := _other_keys(about)) and not other_keys:
        raise Refused(f"{' '.join(lines)} Set it as it was, or say --other-keys.")
    manifest = archive.read(place, secret)  # all of it, before anything is touched
    _say_what_it_is(about, manifest, say)
    with database.server() as link:
        mend(link, say)
        held = _refuse_filled(link, replace)
        _refuse_writers(link, cut)
        try:
            _make_beside(link, place, secret, manifest)
            _put_in_place(link, cut)
        except BaseException:
            mend(link, say)
            raise
        files.finish()
        if not held:
            forget_old(link)
    _forget_cache(say)
    for line in lines:
        say(line)
    if held:
        say(
            f"What was there before is kept: the database {database.name()}{database.OLD} and "
            f"{files.root() / files.KEPT / 'old'}. Remove it with  restore --forget-old"
        )


def mend(link: psycopg.Connection, say: Callable[[str], None]) -> None:
    """Undo a restore that did not come to its end, or finish it if the database is in place."""
    if files.is_moving():
        if database.exists(link, database.name() + database.NEW):
            files.undo()
            say("A restore that did not come to its end has been undone.")
        else:
            files.finish()
    database.drop(link, database.name() + database.NEW)
    database.drop(link, database.name() + database.TRIAL)


def forget_old(link: psycopg.Connection) -> None:
    """Remove what a restore before has kept of what there was."""
    database.drop(link, database.name() + database.OLD)
    files.forget_old()


def _make_beside(link, place, secret, manifest):
    """The database and the files of the archive, whole and compared, beside the portal's own."""
    new = database.name() + database.NEW
    try:
        files.prepare(sum(size for size, _checksum in manifest["files"].values()))
        with database.loading(link, new) as give:
            if archive.read(place, secret, take_part=give, take_file=files.put) != manifest:
                raise Damaged("The archive was changed while it was read.")
    except OSError as error:
        raise Refused(f"The files could not be written: {error.strerror}.") from None
    _compare(manifest, new)
    database.migrate(new)


def _compare(manifest, name):
    if differ := database.differences(manifest, name):
        more = f" (and {len(differ) - 1} more)" if differ[1:] else ""
        raise Damaged(f"What was restored is not what the archive's list says: {differ[0]}{more}.")


def _put_in_place(link, cut):
    """Files first: the database's rename decides."""
    _refuse_writers(link, cut)
    try:
        files.move_in()
    except OSError as error:
        raise Refused(f"The files could not be moved: {error.strerror}.") from None
    if cut:
        _cut_and_put(link)
        return
    try:
        database.put_in_place(link)
    except psycopg.errors.ObjectInUse:
        raise Refused(
            "Somebody began to use the database meanwhile: stop web, worker and beat."
        ) from None


def _cut_and_put(link):
    for _try in range(CUTS):
        database.end_sessions(link)
        try:
            database.put_in_place(link)
        except psycopg.errors.ObjectInUse:  # who was cut came back at once
            time.sleep(0.2)
        else:
            return
    raise Refused("Those who use the database come back at once: stop web, worker and beat.")


def _refuse_filled(link, replace):
    """Whether there is something in the place; raises Refused if that may not be replaced."""
    if not database.exists(link, database.name()):
        raise Refused(f"There is no database {database.name()}: make it first, as at the set-up.")
    filled = not database.is_empty(database.name()) or any(files.found())
    if filled and not replace:
        raise Refused(
            f"The database {database.name()} or {files.root()} holds something already: say "
            "--replace to put the archive in its place (what is there is kept as the old one)."
        )
    return filled


def _refuse_writers(link, cut):
    """Raise Refused while anyone uses the portal's database; who was just stopped is waited for."""
    deadline = time.monotonic() + PATIENCE
    while not cut and (users := _users(link)):
        if time.monotonic() > deadline:
            raise Refused(
                f"The portal is in use ({users}): stop web, worker and beat first, or say "
                "--cut-sessions to end the sessions of whoever uses the database."
            )
        time.sleep(0.5)


def _users(link):
    """Who uses the portal, in words; "" for nobody."""
    sessions = database.sessions(link)
    told = [f"{sessions} sessions of the database"] if sessions else []
    told += [f"{kind} on {host}, number {pid}" for kind, host, pid in heartbeats.living()]
    return ", ".join(told)


def _other_keys(about):
    return [
        f"{name} is not the one that the archive was made with: it is needed for "
        f"{version.NEEDED_FOR[name]}."
        for name in version.other_keys(about)
    ]


def _say_what_it_is(about, manifest, say):
    rows = sum(rows for rows, _checksum in manifest["tables"].values())
    say(
        f"Archive of {about['made_at']}, whole: {len(manifest['tables'])} tables with {rows} rows, "
        f"{len(manifest['files'])} files. Made by version {version.named(about['code'])}, "
        f"PostgreSQL {about['postgresql']}; this is {version.named(version.code())}."
    )


def _forget_cache(say):
    """Counts, caches and queued tasks are of what was there before; the clock finds what waits."""
    ContentType.objects.clear_cache()
    try:
        cache.clear()
        current_app.control.purge()
    except (RedisError, OperationalError, OSError):
        say("Redis is away: empty it (FLUSHDB) before the portal starts.")
