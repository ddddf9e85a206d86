"""The demonstration loaded once and copied from then on: its database, with its files inside.

Its dates count from the day it is loaded and its stories are walked by the portal's own verbs, so
the template is named after the day and all our code and data; others are dropped. A server that
never had one, and a role that may not make databases, load the demonstration as ever.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from kehityspolku import by_name, moments
from kehityspolku.dev import demo, template_database

LOADING = template_database.USING + 1  # the lock's first number
PREFIX = "demo_of_"
FILES = "demo_files"  # a table of the template alone
TAKEN_OUT = f"SELECT path, content FROM {FILES}"  # noqa: S608 (a constant)


def prepare(tell: Callable[[str], object]) -> None:
    """The portal's own database migrated and with the demonstration; again, it changes nothing.

    Copied if it has no table yet and somebody has loaded it today. `tell` is told what is done.
    """
    with only_one():
        tell("the database's tables")
        copied = fill()
        new = not copied and template_database.fill()
        call_command("migrate", interactive=False, verbosity=0)
        if copied:
            return
        for tells, load in stories():
            tell(f"what the demonstration tells of {tells}")
            with transaction.atomic():  # killed half-way, it is loaded whole the next time
                load()
        if new:
            keep()


@contextmanager
def only_one() -> Iterator[None]:
    """Who prepares another database of the server waits meanwhile, to copy what was made."""
    with template_database.link() as server:
        server.execute("SELECT pg_advisory_lock(%s, 0)", [LOADING])
        yield


def stories() -> Iterator[tuple[str, Callable[[], object]]]:
    """What each app's demonstration tells of, and what loads it; in order."""
    yield demo.TELLS, demo.load
    told = by_name.found("demo", "TELLS")
    for app, load in by_name.found("demo", "load").items():
        yield told[app], load


def fill() -> bool:
    """Put a copy, files too, in the place of the portal's own database, if that has no table yet.

    Says whether it did.
    """
    filled = template_database.fill(_found)
    unpack()
    return filled


def keep() -> bool:
    """Make the template of the portal's own database and its files, just loaded.

    Says whether it did: not if others use the database.
    """
    own, wanted = connection.settings_dict["NAME"], _name()
    connection.close()
    with template_database.link() as server, template_database.lock(server):
        if template_database.whole(server, PREFIX, wanted):
            return False
        try:
            template_database.copy_to(server, own, wanted)
        except psycopg.errors.ObjectInUse:
            return False
        with psycopg.connect(**connection.get_connection_params() | {"dbname": wanted}) as made:
            _pack(made)
        template_database.finish(server, wanted)
    return True


def unpack() -> None:
    """Write out the files that came with a copy; killed half-way, the next start does it again."""
    if FILES not in connection.introspection.table_names():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TAKEN_OUT)
        for path, content in cursor.fetchall():
            file = Path(settings.MEDIA_ROOT) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        cursor.execute(f"DROP TABLE {FILES}")


def _pack(made: psycopg.Connection) -> None:
    folder = Path(settings.MEDIA_ROOT)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    made.execute(f"CREATE TABLE {FILES} (path text, content bytea)")
    made.cursor().executemany(
        f"INSERT INTO {FILES} VALUES (%s, %s)",  # noqa: S608 (a constant)
        [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files],
    )


def _found(server: psycopg.Connection) -> str | None:
    wanted = _name()
    return wanted if template_database.whole(server, PREFIX, wanted) else None


def _name() -> str:
    """Stands for the day, and for all our code and data."""
    total = hashlib.sha256(str(moments.today()).encode())
    for app in apps.get_app_configs():
        folder = Path(app.path)
        if folder.is_relative_to(settings.BASE_DIR):
            data = [file for file in folder.glob("**/data/**/*") if file.is_file()]
            for file in sorted([*folder.rglob("*.py"), *data]):
                total.update(f"{app.label} {file.relative_to(folder)} ".encode())
                total.update(file.read_bytes())
    return PREFIX + total.hexdigest()[:16]
