"""The portal's database: what it holds, a copy beside it, and putting that in its place.

All is done over links of its own to the server, so that Django's may be closed.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg import IsolationLevel, sql

from kehityspolku.keeping import archive, programs
from kehityspolku.keeping.refusals import Refused

KEEPING = 1_304_155_903  # the lock's first number: one backup, check or restore of a database
LEAVING = 3  # seconds until PostgreSQL has noticed that the one before has left
NEW, OLD, TRIAL = "_new", "_old", "_trial"  # what is put beside the portal's own
LONGEST_NAME = 63 - len(TRIAL)  # bytes; PostgreSQL would cut the rest off
PLAIN = ["--no-owner", "--no-privileges"]
# So that a row is the same text on every server.
AS_TEXT = {
    "timezone": "UTC",
    "datestyle": "ISO",
    "intervalstyle": "postgres",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "search_path": "public, pg_catalog",
}
OUR_SCHEMAS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
OURS = f"""{OUR_SCHEMAS} AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.objid = {{}}.oid AND d.deptype = 'e')"""
TABLES = f"""
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND {OURS.format("c")} ORDER BY 1, 2"""
# How many rows, and the sum of their checksums: the same in whichever order they lie.
CHECKSUM = """
    SELECT count(*), coalesce(sum(
        ('x' || left(encode(sha256(convert_to(t::text, 'UTF8')), 'hex'), 15))::bit(60)::bigint
    ), 0)::text FROM {} t"""
SEQUENCES = f"""
    SELECT schemaname || '.' || sequencename, last_value FROM pg_sequences s
    JOIN pg_namespace n ON n.nspname = s.schemaname WHERE {OUR_SCHEMAS}"""
THINGS = f"""
    SELECT 'indexes', count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'i' AND {OURS.format("c")}
    UNION ALL SELECT 'triggers', count(*) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'views', count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('v', 'm') AND {OURS.format("c")}
    UNION ALL SELECT 'functions', count(*) FROM pg_proc p JOIN pg_namespace n
        ON n.oid = p.pronamespace WHERE {OURS.format("p")}
    UNION ALL SELECT 'constraints', count(*) FROM pg_constraint c JOIN pg_namespace n
        ON n.oid = c.connamespace WHERE c.contype <> 'n' AND {OURS.format("c")}
    UNION ALL SELECT 'extensions', count(*) FROM pg_extension"""


def name() -> str:
    """The portal's own database's."""
    own = connection.settings_dict["NAME"]
    if len(own.encode()) > LONGEST_NAME:
        raise Refused(f"The database's name is longer than {LONGEST_NAME} bytes: rename it first.")
    return own


def place(database: str) -> dict:
    """What leads to the database, for libpq."""
    params = connection.get_connection_params() | {"dbname": database}
    return {key: value for key, value in params.items() if key in programs.KNOWN | {"password"}}


@contextmanager
def server() -> Iterator[psycopg.Connection]:
    """A link to the server's own database, held by one backup, check or restore at a time.

    Raises Refused if another one runs, the server can't be reached or goes away meanwhile.
    """
    try:
        link = psycopg.connect(**place("postgres"), autocommit=True)
    except psycopg.OperationalError as error:
        said = _first_line(error)
        raise Refused(f"PostgreSQL's database `postgres` can't be reached: {said}") from None
    with link:
        held = "SELECT pg_try_advisory_lock(%s, hashtext(%s))"
        deadline = time.monotonic() + LEAVING
        while not link.execute(held, [KEEPING, name()]).fetchone()[0]:
            if time.monotonic() > deadline:
                raise Refused("Another backup, check or restore of this database is running.")
            time.sleep(0.1)
        try:
            yield link
        except psycopg.Error as error:
            raise Refused(f"PostgreSQL gave up: {_first_line(error)}") from error


def exists(link: psycopg.Connection, database: str) -> bool:
    asked = "SELECT 1 FROM pg_database WHERE datname = %s"
    return link.execute(asked, [database]).fetchone() is not None


@contextmanager
def snapshot(database: str) -> Iterator[psycopg.Connection]:
    """A link that sees the database as it is at this moment, whatever others write meanwhile."""
    with psycopg.connect(**place(database)) as link:
        link.isolation_level, link.read_only = IsolationLevel.REPEATABLE_READ, True
        for setting, value in AS_TEXT.items():
            link.execute("SELECT set_config(%s, %s, true)", [setting, value])
        yield link


def contents(link: psycopg.Connection) -> dict:
    """What tells two databases apart: each table's rows, where counting goes on, and the rest."""
    tables = {}
    for schema, table in link.execute(TABLES).fetchall():
        order = sql.SQL(CHECKSUM).format(sql.Identifier(schema, table))
        tables[f"{schema}.{table}"] = list(link.execute(order).fetchone())
    return {
        "tables": tables,
        "sequences": dict(link.execute(SEQUENCES).fetchall()),
        "things": dict(link.execute(THINGS).fetchall()),
    }


def is_empty(database: str) -> bool:
    with snapshot(database) as link:
        return not link.execute(TABLES).fetchone()


def migrations(link: psycopg.Connection) -> list[str]:
    """Those that were applied, as app.name; raises Refused if the database was never migrated."""
    try:
        found = link.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    except psycopg.errors.UndefinedTable:
        raise Refused("The database is empty: there is nothing to back up.") from None
    return [name for (name,) in found.fetchall()]


def dumped(link: psycopg.Connection, database: str) -> Iterator[bytes]:
    """The database as the snapshot sees it, in parts of a fixed length."""
    program = programs.find("pg_dump", link.info.server_version // 10_000)
    seen = link.execute("SELECT pg_export_snapshot()").fetchone()[0]
    words = ["--format=custom", *PLAIN, f"--snapshot={seen}"]
    with programs.output(program, place(database), *words) as dump:
        while part := dump.read(archive.PART):
            yield part


@contextmanager
def loading(link: psycopg.Connection, database: str) -> Iterator[Callable[[bytes], None]]:
    """Make the database anew like the portal's own, and load into it a dump's parts given inside.

    All in it belongs to who owns the portal's own database.
    """
    program = programs.find("pg_restore", link.info.server_version // 10_000)
    owner = _create(link, database)
    words = [*PLAIN, "--exit-on-error"]
    if owner != link.info.user:
        words.append(f"--role={owner}")
    with programs.input(program, place(database), *words) as give:
        yield give


def differences(manifest: dict, database: str) -> list[str]:
    """What the database holds otherwise than the archive's list says."""
    with snapshot(database) as link:
        return unlike(manifest, contents(link))


def unlike(manifest: dict, found: dict) -> list[str]:
    """What `contents` found otherwise than the archive's list says."""
    told = []
    for table in sorted(manifest["tables"].keys() | found["tables"].keys()):
        before, now = manifest["tables"].get(table), found["tables"].get(table)
        if before != now:
            told.append(f"table {table}: {_rows(before)} in the archive, {_rows(now)} restored")
    for sequence, before in manifest["sequences"].items():
        # One may have gone on between the list and the dump, never back.
        if (found["sequences"].get(sequence) or 0) < (before or 0):
            told.append(f"sequence {sequence}: {before} in the archive")
    for thing, before in manifest["things"].items():
        if (now := found["things"].get(thing)) != before:
            told.append(f"{thing}: {before} in the archive, {now} restored")
    return told


def migrate(database: str) -> None:
    """Apply this code's migrations to it, as to the portal's own."""
    own = name()
    leave()
    connection.settings_dict["NAME"] = database
    try:
        call_command("migrate", interactive=False, verbosity=0)
    finally:
        leave()
        connection.settings_dict["NAME"] = own


def leave() -> None:
    """End Django's own links to the database."""
    connection.close()
    if connection.settings_dict["OPTIONS"].get("pool"):
        connection.close_pool()


def sessions(link: psycopg.Connection) -> int:
    """How many others use the portal's database."""
    leave()
    asked = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = %s AND backend_type = 'client backend'"""
    return link.execute(asked, [name()]).fetchone()[0]


def end_sessions(link: psycopg.Connection) -> None:
    asked = """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = %s AND backend_type = 'client backend'"""
    try:
        link.execute(asked, [name()])
    except psycopg.errors.InsufficientPrivilege:
        raise Refused(
            "Someone with more rights uses the database: its session can't be ended."
        ) from None


def put_in_place(link: psycopg.Connection) -> None:
    """Let the new database be the portal's, the one before it the old one: both or neither.

    Raises psycopg.errors.ObjectInUse if somebody uses either.
    """
    own = name()
    leave()
    drop(link, own + OLD)
    with link.transaction():
        _rename(link, own, own + OLD)
        _rename(link, own + NEW, own)


def drop(link: psycopg.Connection, database: str) -> None:
    link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(_name(database)))


def _create(link, database):
    """Make it anew with the locale, owner and settings of the portal's own; gives the owner."""
    drop(link, database)
    asked = """
        SELECT pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datlocprovider::text,
            datcollate, datctype, datlocale, oid FROM pg_database WHERE datname = %s"""
    owner, encoding, provider, collate, ctype, locale, own = link.execute(
        asked, [name()]
    ).fetchone()
    words = {"OWNER": _name(owner), "TEMPLATE": _name("template0"), "ENCODING": encoding}
    words |= {"LC_COLLATE": collate, "LC_CTYPE": ctype}
    words["LOCALE_PROVIDER"] = {"b": "builtin", "i": "icu", "c": "libc"}[provider]
    if provider in "bi":
        words["BUILTIN_LOCALE" if provider == "b" else "ICU_LOCALE"] = locale
    options = [
        sql.SQL("{} = {}").format(
            sql.SQL(word), value if isinstance(value, sql.Identifier) else value
        )
        for word, value in words.items()
    ]
    order = sql.SQL("CREATE DATABASE {} {}").format(_name(database), sql.SQL(" ").join(options))
    try:
        link.execute(order)
    except psycopg.errors.InsufficientPrivilege:
        raise Refused(
            f"The role {link.info.user} may not make databases, which this needs: let PostgreSQL's "
            f'administrator say  ALTER ROLE "{link.info.user}" CREATEDB;  in psql.'
        ) from None
    _copy_settings(link, own, database)
    return owner


def _copy_settings(link, own, database):
    """What ALTER DATABASE … SET says of the portal's own, said of the new one too."""
    asked = """
        SELECT unnest(setconfig) FROM pg_db_role_setting WHERE setdatabase = %s AND setrole = 0"""
    for (setting,) in link.execute(asked, [own]).fetchall():
        name, _, value = setting.partition("=")
        with link.transaction():
            link.execute("SELECT set_config(%s, %s, true)", [name, value])
            order = sql.SQL("ALTER DATABASE {} SET {} FROM CURRENT")
            link.execute(
                order.format(_name(database), sql.SQL(".").join(map(_name, name.split("."))))
            )


def _rename(link, database, new):
    order = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    link.execute(order.format(_name(database), _name(new)))


def _rows(facts):
    return "nothing" if facts is None else f"{facts[0]} rows with checksum {facts[1]}"


def _first_line(error):
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


def _name(word):
    return sql.Identifier(word)
