"""Making an archive of the portal, while it runs."""

from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.db.models import FileField
from psycopg import sql

from kehityspolku import moments
from kehityspolku.files.storage import is_full
from kehityspolku.keeping import archive, database, files, version
from kehityspolku.keeping.refusals import Refused


def make(folder: Path, secret: bytes | None, say: Callable[[str], None]) -> Path:
    """Write the database and the files into a new archive in the folder; gives its path.

    The database is as it was at one moment. A file is never changed once it is stored, so those
    that lie there afterwards are all that the database knows of.
    """
    folder = folder.resolve()
    if folder.is_relative_to(files.root().resolve()):
        raise Refused(f"{folder} lies among the portal's own files: choose another folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with database.server():
            place = _write(folder, secret, database.name(), say)
    except OSError as error:
        raise Refused(_complaint(folder, error)) from None
    return place


def keep_newest(folder: Path, number: int) -> list[Path]:
    """Remove older archives than so many of the newest; gives the removed ones."""
    removed = archive.old(folder)[number:]
    for place in removed:
        place.unlink()
    return removed


def _write(folder, secret, own, say):
    with database.snapshot(own) as link, archive.new(folder, secret) as writer:
        writer.about(
            {
                "format": archive.FORMAT,
                "made_at": moments.now().isoformat(timespec="seconds"),
                "code": version.code(),
                "migrations": database.migrations(link),
                "postgresql": link.info.parameter_status("server_version"),
                "keys": version.fingerprints(),
            }
        )
        named = _named_files(link)
        writer.manifest |= database.contents(link)
        writer.database(database.dumped(link, own))
        for name, path in files.found():
            try:
                writer.file(name, path)
            except FileNotFoundError:
                say(f"The file {name} was removed while the backup was made.")
        missing = sorted(named - writer.manifest["files"].keys())
        writer.manifest["missing"] = missing
    if missing:
        say(f"{len(missing)} files that the database names are not there, first {missing[0]}.")
    return writer.place


def _named_files(link):
    """The names of all files that the database, as the snapshot sees it, knows of."""
    named = set()
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField) and model._meta.managed and not model._meta.proxy:
                order = sql.SQL("SELECT {0} FROM {1} WHERE {0} <> ''").format(
                    sql.Identifier(field.column), sql.Identifier(model._meta.db_table)
                )
                named |= {name for (name,) in link.execute(order)}
    return named


def _complaint(folder, error):
    if is_full(error):
        return f"The disk of {folder} is full: no archive was made, the earlier ones are as before."
    return (
        f"No archive was made in {folder}: {error.strerror} ({error.filename or 'while writing'})."
    )
