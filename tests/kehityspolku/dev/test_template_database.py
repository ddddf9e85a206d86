"""The migrated database is made once; copies of it come and go."""

from types import SimpleNamespace

import psycopg
import pytest
from django.db import connection

from kehityspolku.dev import template_database
from kehityspolku.models import User
from kehrat.models import SubArea
from tests import make

DISTRICTS = 59


@pytest.fixture
def server(django_db_setup, django_db_blocker):
    """A link to the server, beside the copy that the tests of this process live in."""
    place = connection.get_connection_params() | {"dbname": "postgres"}
    with django_db_blocker.unblock(), psycopg.connect(**place, autocommit=True) as link:
        yield link
        connection.close()


@pytest.fixture
def own_empty(server):
    """The portal's own database, as a server that has just been set up has it."""
    name, before = f"empty_{connection.settings_dict['NAME']}", connection.settings_dict["NAME"]
    server.execute(f"CREATE DATABASE {name}")
    connection.close()
    connection.settings_dict["NAME"] = name
    yield name
    connection.close()
    connection.settings_dict["NAME"] = before
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def databases(server):
    return {name for (name,) in server.execute("SELECT datname FROM pg_database").fetchall()}


def asked(name, question):
    with psycopg.connect(**connection.get_connection_params() | {"dbname": name}) as link:
        return link.execute(question).fetchone()[0]


def test_a_copy_is_migrated_and_goes_at_the_end(server):
    with template_database.copy("one") as name:
        assert name.startswith("copy_for_one_")
        assert asked(name, "SELECT count(*) FROM kehrat_district") == DISTRICTS
    assert name not in databases(server)


@pytest.mark.django_db(transaction=True)
def test_a_copy_put_in_a_copys_place_holds_what_is_migrated_and_numbers_rows_on():
    first, kept = make.user(), SubArea.objects.count()
    SubArea.objects.all().delete()
    template_database.renew(connection.settings_dict["NAME"])
    assert (User.objects.count(), SubArea.objects.count()) == (0, kept)
    assert make.user().pk > first.pk


def test_a_copy_whose_user_was_killed_goes_with_the_next(server):
    with template_database.copy("living") as living:
        server.execute("CREATE DATABASE copy_for_killed_0")
        with template_database.copy("next"):
            found = databases(server)
    assert "copy_for_killed_0" not in found
    assert {living, connection.settings_dict["NAME"]} <= found


def test_one_template_is_kept_and_half_of_one_is_not_taken(server, monkeypatch):
    made = []
    monkeypatch.setattr(template_database, "PREFIX", "trial_of_")
    monkeypatch.setattr(template_database, "_migrate", made.append)
    for files in ("old", "new", "new"):
        monkeypatch.setattr(template_database, "_digest", lambda files=files: files)
        with template_database.copy("trial"):
            assert {name for name in databases(server) if "trial_of" in name} == {made[-1]}
    assert made == ["trial_of_old", "trial_of_new"]
    server.execute("ALTER DATABASE trial_of_new IS_TEMPLATE false")  # as one that was left half-way
    with template_database.copy("trial"):
        assert made == ["trial_of_old", "trial_of_new", "trial_of_new"]
    server.execute("ALTER DATABASE trial_of_new IS_TEMPLATE false")
    server.execute("DROP DATABASE trial_of_new")


def test_the_template_is_named_after_migrations_what_they_call_and_their_data(
    settings, tmp_path, monkeypatch
):
    settings.BASE_DIR = tmp_path
    app = SimpleNamespace(path=tmp_path / "house", label="house")
    monkeypatch.setattr(template_database.apps, "get_app_configs", lambda: [app])
    names = [template_database._digest()]
    for path, text in [
        ("migrations/0001_initial.py", "from house import places\nfrom house.rooms import places"),
        ("migrations/0002_more.py", ""),
        ("places.py", "pass"),
        ("rooms/places.py", "pass"),
        ("data/deep/places.csv", "a"),
        ("data/deep/places.csv", "b"),
    ]:
        file = app.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        names.append(template_database._digest())
    assert len(set(names)) == 7
    (app.path / "models.py").write_text("pass")
    assert template_database._digest() == names[-1]


def test_an_empty_database_of_the_portal_is_filled(server, own_empty):
    assert template_database.fill()
    assert asked(own_empty, "SELECT count(*) FROM kehrat_district") == DISTRICTS
    assert not template_database.fill()
    assert not {f"{own_empty}_empty", f"{own_empty}_filled"} & databases(server)


def test_a_database_in_use_stays_as_it_is(server, own_empty):
    place = connection.get_connection_params()
    with psycopg.connect(**place):
        assert not template_database.fill()
    assert asked(own_empty, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0
    assert not {f"{own_empty}_empty", f"{own_empty}_filled"} & databases(server)


def test_who_was_killed_while_filling_is_followed_by_one_who_fills(server, own_empty):
    server.execute(f"CREATE DATABASE {own_empty}_filled")
    assert template_database.fill()
    assert asked(own_empty, "SELECT count(*) FROM kehrat_district") == DISTRICTS
