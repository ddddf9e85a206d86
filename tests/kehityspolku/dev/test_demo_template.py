"""The loaded demonstration is kept as a template, files too, and copied to who begins anew."""

import pytest
from django.db import connection

from kehityspolku import moments
from kehityspolku.dev import demo_template, template_database
from tests.kehityspolku.dev.test_template_database import asked, databases, own_empty, server

__all__ = ["own_empty", "server"]


@pytest.fixture(autouse=True)
def of_the_test(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(demo_template, "PREFIX", "demo_trial_")
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def loaded(server, own_empty, settings):
    """A database and a file, as a demonstration leaves them; dropped with their template."""
    assert not demo_template.fill()
    assert template_database.fill()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kehrat_district SET slug = 'demo' WHERE number = 11")
    picture = settings.MEDIA_ROOT / "pictures" / "piha.jpg"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"\xff\x00piha")
    yield own_empty
    for name in databases(server):
        if name.startswith("demo_trial_"):
            template_database.drop(server, name)


def begun_anew(server, settings, folder):
    """The portal's own database is empty again, its files in an empty folder."""
    name = connection.settings_dict["NAME"]
    connection.close()
    template_database.drop(server, name)
    server.execute(f"CREATE DATABASE {name}")
    settings.MEDIA_ROOT = folder


def test_who_begins_anew_has_the_database_and_its_files(server, loaded, settings, tmp_path):
    assert demo_template.keep()
    begun_anew(server, settings, tmp_path / "new")
    assert demo_template.fill()
    assert asked(loaded, "SELECT slug FROM kehrat_district WHERE number = 11") == "demo"
    assert (tmp_path / "new/pictures/piha.jpg").read_bytes() == b"\xff\x00piha"
    assert asked(loaded, "SELECT to_regclass('demo_files')") is None
    assert not demo_template.fill()


def test_who_was_killed_before_the_files_were_out_gets_them_at_the_next_start(
    server, loaded, settings, tmp_path, monkeypatch
):
    assert demo_template.keep()
    begun_anew(server, settings, tmp_path / "new")
    with monkeypatch.context() as killed:
        killed.setattr(demo_template, "unpack", lambda: None)
        assert demo_template.fill()
    assert not (tmp_path / "new").exists()
    assert not demo_template.fill()
    assert (tmp_path / "new/pictures/piha.jpg").exists()


def test_the_next_day_it_is_loaded_anew_and_the_old_one_goes(server, loaded, settings, tmp_path):
    assert demo_template.keep()
    begun_anew(server, settings, tmp_path / "new")
    with moments.days_ago(-1):
        assert not demo_template.fill()
    assert not [name for name in databases(server) if name.startswith("demo_trial_")]


def test_half_of_one_is_not_taken(server, loaded, settings, tmp_path, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(template_database, "finish", lambda *_given: None)
        demo_template.keep()
    begun_anew(server, settings, tmp_path / "new")
    assert not demo_template.fill()
