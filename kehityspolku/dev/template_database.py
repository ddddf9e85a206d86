"""A database with every migration applied, made once and copied from then on.

Migrating from nothing takes twenty seconds, a copy a tenth of one. The template is named after
the files it is made of, so a change of any gives a new one and the old one goes. A lock lets one
process make it; the others wait and copy. Needs a role that may create databases, as the embedded
server's is.
"""

import contextlib
import hashlib
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

PREFIX = "template_of_"
COPIES = "copy_for_"
MAKING = 1_304_155_901  # the locks' first number: of making a template, of each copy's user
USING = MAKING + 1


@contextlib.contextmanager
def copy(purpose: str, *, migrated: bool = True) -> Iterator[str]:
    """Give the name of a new copy, dropped at the end; copies of killed users are dropped too.

    One that is not `migrated` has no table.
    """
    name = f"{COPIES}{purpose}_{secrets.token_hex(4)}"
    with link() as server:
        server.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [USING, name])
        with lock(server):
            _drop_forsaken(server)
            copy_to(server, _made(server) if migrated else "template0", name)
        try:
            yield name
        finally:
            drop(server, name)


def renew(name: str) -> None:
    """Put a new copy in a copy's place: no rows are left, but the numbers of rows go on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE last_value > 0")
        numbers = cursor.fetchall()
    connection.close()
    with link() as server, lock(server):
        drop(server, name)
        copy_to(server, _made(server), name)
    with connection.cursor() as cursor:
        cursor.executemany("SELECT setval(quote_ident(%s)::regclass, %s)", numbers)


def fill(template: Callable[[psycopg.Connection], str | None] | None = None) -> bool:
    """Put a copy in the place of the portal's own database, if that has no table yet.

    `template(server)` names what is copied, or None: the migrated template unless told. Says
    whether it did: not if the role may not make databases, or others use this one.
    """
    own = connection.settings_dict["NAME"]
    spare, empty = f"{own}_filled", f"{own}_empty"
    with link() as server, lock(server):
        allowed = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
        for left in (spare, empty):  # by one who was killed half-way
            drop(server, left)
        if connection.introspection.table_names() or not server.execute(allowed).fetchone()[0]:
            return False
        if not (wanted := (template or _made)(server)):
            return False
        connection.close()
        copy_to(server, wanted, spare)
        try:
            with server.transaction():
                _rename(server, own, empty)
                _rename(server, spare, own)
        except psycopg.errors.ObjectInUse:
            drop(server, spare)
            return False
        drop(server, empty)
    return True


def link() -> psycopg.Connection:
    """A link to the server's own database: what is done to databases is done from outside."""
    place = connection.get_connection_params() | {"dbname": "postgres"}
    return psycopg.connect(**place, autocommit=True)


@contextlib.contextmanager
def lock(server: psycopg.Connection) -> Iterator[None]:
    server.execute("SELECT pg_advisory_lock(%s, 0)", [MAKING])
    try:
        yield
    finally:
        server.execute("SELECT pg_advisory_unlock(%s, 0)", [MAKING])


def _made(server: psycopg.Connection) -> str:
    """The template's name; it is made if there is none, and those of other files are dropped."""
    wanted = PREFIX + _digest()
    if not whole(server, PREFIX, wanted):
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(wanted)))
        _migrate(wanted)
        finish(server, wanted)
    return wanted


def whole(server: psycopg.Connection, prefix: str, wanted: str) -> bool:
    """Whether there is a template of the name; those of other names with the prefix are dropped,
    and so is half of one."""
    found = "SELECT datname, datistemplate FROM pg_database WHERE starts_with(datname, %s)"
    finished = dict(server.execute(found, [prefix]).fetchall())
    for name in finished:
        if name != wanted or not finished[name]:
            drop(server, name)
    return finished.get(wanted, False)


def finish(server: psycopg.Connection, name: str) -> None:
    """From now on the database is a template, which nobody changes."""
    done = "ALTER DATABASE {} IS_TEMPLATE true ALLOW_CONNECTIONS false"
    server.execute(sql.SQL(done).format(sql.Identifier(name)))


def _migrate(name: str) -> None:
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", interactive=False, verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


def _digest() -> str:
    """Stands for what a migrated database is made of: migrations, what they call, their data."""
    total = hashlib.sha256()
    for app in apps.get_app_configs():
        folder = Path(app.path)
        files = sorted(folder.glob("migrations/*.py"))
        if folder.is_relative_to(settings.BASE_DIR):
            files += [called for file in files for called in _called(file)]
            files += sorted(file for file in folder.glob("data/**/*") if file.is_file())
        for file in files:
            total.update(f"{app.label} {file.name} ".encode())
            total.update(file.read_bytes())
    return total.hexdigest()[:16]


def _called(migration: Path) -> Iterator[Path]:
    """Our own modules that a migration written by hand has `from … import …`."""
    for line in migration.read_text(encoding="utf-8").splitlines():
        match line.split():
            case ["from", package, "import", *names]:
                place = settings.BASE_DIR / package.replace(".", "/")
                named = [place.with_suffix(".py"), *(place / f"{n.strip(',')}.py" for n in names)]
                yield from filter(Path.is_file, named)


def copy_to(server: psycopg.Connection, template: str, name: str) -> None:
    order = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    server.execute(order.format(sql.Identifier(name), sql.Identifier(template)))


def _drop_forsaken(server: psycopg.Connection) -> None:
    """Drop the copies whose users are gone without a goodbye: nobody holds their lock."""
    found = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
    for (name,) in server.execute(found, [COPIES]).fetchall():
        free = "SELECT pg_try_advisory_lock(%s, hashtext(%s))"
        if server.execute(free, [USING, name]).fetchone()[0]:
            drop(server, name)
            server.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [USING, name])


def drop(server: psycopg.Connection, name: str) -> None:
    known = "SELECT datistemplate FROM pg_database WHERE datname = %s"
    if not (found := server.execute(known, [name]).fetchone()):
        return
    if found[0]:
        server.execute(sql.SQL("ALTER DATABASE {} IS_TEMPLATE false").format(sql.Identifier(name)))
    server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _rename(server: psycopg.Connection, name: str, new: str) -> None:
    order = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    server.execute(order.format(sql.Identifier(name), sql.Identifier(new)))
