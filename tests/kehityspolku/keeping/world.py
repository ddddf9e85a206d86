"""A tiny world, and a portal that lives in a copy of it: backed up, harmed and restored."""

import resource
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from psycopg import sql

from kehityspolku.dev import template_database
from kehityspolku.keeping import backup, database, files
from tests import make

FIRST = "first_release.tar.encrypted"
SECRET = b"a secret that is long enough to keep one"


def build():
    """A Kehrä with people and rights, a card with files, a comment, answers that wait."""
    kehra = make.kehra(name="Esimerkki-Kehrä")
    coordinator = make.coordinator(kehra)
    make.member(kehra)
    for role in ("lead", "admin"):
        make.user(role)
    project = make.project(kehra)
    make.attachment(project, by=coordinator)
    make.attachment(project, "picture", by=coordinator)
    make.picture(kehra)
    project.submit(by=coordinator)
    make.meeting(kehra)
    make.answers(make.survey(), 3)


def archive_into(folder):
    """An archive of this world, made by the code as it is. Run by hand:

    python manage.py shell -c "from tests.kehityspolku.keeping import world; \\
        world.archive_into('tests/kehityspolku/keeping')"
    """
    with (
        tempfile.TemporaryDirectory() as media,
        template_database.copy("world") as name,
        lives_in(name, media),
    ):
        build()
        made = backup.make(Path(folder), SECRET, print)
    return made.rename(Path(folder) / FIRST)


@contextmanager
def lives_in(name, media):
    """The portal's database and files are these inside."""
    before = connection.settings_dict["NAME"]
    database.leave()
    connection.settings_dict["NAME"] = name
    try:
        with override_settings(MEDIA_ROOT=media):
            yield
    finally:
        database.leave()
        connection.settings_dict["NAME"] = before
        ContentType.objects.clear_cache()


@contextmanager
def copied(template, name):
    """The database copied; it goes at the end, with all that was put beside it."""
    with linked() as link:
        words = sql.Identifier(name), sql.Identifier(template)
        link.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*words))
    try:
        yield name
    finally:
        with linked() as link:
            for ending in ("", database.NEW, database.OLD, database.TRIAL):
                database.drop(link, name + ending)


@contextmanager
def linked(database_name="postgres"):
    place = database.place(database_name)
    with psycopg.connect(**place, autocommit=True) as link:
        yield link


@contextmanager
def no_file_longer_than(size):
    """As on a disk that fills."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


class Portal:
    def __init__(self, name, media, archives):
        self.name, self.media, self.archives = name, media, archives
        self.said = []

    def back_up(self, secret=None):
        return backup.make(self.archives, secret, self.said.append)

    def manage(self, *words):
        """A command of manage.py; gives what it wrote."""
        lines = []
        call_command(*map(str, words), stdout=SimpleNamespace(write=lines.append, flush=id))
        return "".join(lines)

    def state(self):
        """All that it holds: the database's checksums, each file's content."""
        with database.snapshot(self.name) as link:
            held = database.contents(link)
        return held | {"files": {name: path.read_bytes() for name, path in files.found()}}

    def beside(self):
        """The databases that were put beside its own."""
        with linked() as link:
            asked = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
            found = link.execute(asked, [f"{self.name}_"]).fetchall()
        return {name.removeprefix(self.name) for (name,) in found}

    def empty(self):
        """As the set-up without Docker leaves it: an empty database of its locale, no files."""
        database.leave()
        with linked() as link:
            database.drop(link, self.name)
            name = sql.Identifier(self.name)
            words = "TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
            link.execute(sql.SQL(f"CREATE DATABASE {{}} {words}").format(name))
        shutil.rmtree(self.media)

    def harm(self):
        """Other rows, other files."""
        with linked(self.name) as link:
            link.execute("UPDATE kehrat_kehra SET name_fi = 'Muu'")
            link.execute("DELETE FROM guardian_userobjectpermission")
        next(path for _name, path in files.found()).write_bytes(b"something else")
        (self.media / "new").write_bytes(b"more")
