import secrets
import shutil
from contextlib import contextmanager

import pytest

from kehityspolku.dev import template_database
from kehityspolku.keeping import database
from tests.kehityspolku.keeping import world


@pytest.fixture(scope="module")
def tiny_world(django_db_setup, django_db_blocker, tmp_path_factory):
    """A tiny world's database and files, to be copied: (name, folder)."""
    folder = tmp_path_factory.mktemp("world")
    with django_db_blocker.unblock(), template_database.copy("world") as name:
        with world.lives_in(name, folder):
            world.build()
        yield name, folder


@pytest.fixture
def portal(tiny_world, django_db_blocker, tmp_path):
    """The portal lives in a copy of the tiny world."""
    template, folder = tiny_world
    media, name = tmp_path / "files", f"kept_{secrets.token_hex(4)}"
    shutil.copytree(folder, media)
    with (
        django_db_blocker.unblock(),
        world.copied(template, name),
        world.lives_in(name, media),
    ):
        yield world.Portal(name, media, tmp_path / "archives")


@pytest.fixture
def quick(monkeypatch):
    """Restores of which the content is not the subject: an empty database, as of the archive."""

    @contextmanager
    def loading(link, name):
        database._create(link, name)
        yield lambda part: None

    monkeypatch.setattr(database, "loading", loading)
    monkeypatch.setattr(database, "differences", lambda *args: [])
    monkeypatch.setattr(database, "migrate", lambda name: None)
