"""What `migrate` says of a PostgreSQL or a database that the portal is not made for."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from kehityspolku.postgresql import server

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "DATABASE_URL"


def migrate(url):
    """Code and complaint of the command."""
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--plan"],
        cwd=ROOT,
        env=os.environ | {ADDRESS: url},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stderr


def named(name):
    return urlsplit(os.environ[ADDRESS])._replace(path=f"/{name}").geturl()


@contextmanager
def made(locale):
    """The address of an empty database with one of the builtin provider's locales."""
    name = f"locale-{os.getpid()}"
    with psycopg.connect(named("postgres"), autocommit=True) as db:
        db.execute(f'DROP DATABASE IF EXISTS "{name}"')
        words = f"TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE '{locale}'"
        db.execute(f'CREATE DATABASE "{name}" {words}')
        yield named(name)
        db.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_database_of_another_locale_is_refused_with_what_will_do():
    with made("C") as url:
        code, told = migrate(url)
    assert (code, "Traceback" in told) == (1, False)
    assert f"The database has the locale C (UTF8): make an empty one with  {server.MAKE}" in told


def test_the_locale_of_the_command_that_is_told_will_do():
    """The tests' own server has the other one (below)."""
    with made(re.search(r"--builtin-locale=(\S+)", server.MAKE)[1]) as url:
        assert migrate(url) == (0, "")


def test_a_server_that_does_not_answer_is_told_in_a_sentence():
    code, told = migrate("postgresql://kehityspolku@127.0.0.1:9/kehityspolku")
    assert (code, "Traceback" in told) == (1, False)
    assert "PostgreSQL does not answer: " in told


@pytest.mark.django_db
def test_the_tests_own_server_will_do():
    assert server.check(databases=["default"]) == []
    assert server.check() == []  # other commands than migrate look at no database


def test_an_older_server_is_refused():
    assert server.problems(16) == ["This is PostgreSQL 16: 17 or newer is needed."]
    assert server.problems(17) == server.problems(19) == []


def test_what_else_is_refused():
    latin, lacking = server.problems(18, "LATIN1", "c", None, ["pg_trgm"])
    assert latin.startswith("The database has the locale the operating system's (LATIN1): make")
    assert lacking == "The server lacks btree_gist, unaccent: install PostgreSQL's contrib part."
