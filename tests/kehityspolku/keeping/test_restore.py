"""A restored portal is what it was: every table, every file, every right, and it goes on."""

from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.core.cache import cache
from django.core.management.base import CommandError
from django.db import connection
from guardian.models import UserObjectPermission

from kehityspolku.keeping import archive, database, files, restore, version
from kehityspolku.keeping.refusals import Damaged, Refused
from kehityspolku.web import heartbeats
from kehrat.groups.rules import is_coordinator
from kehrat.models import Kehra, Project
from tests import make
from tests.kehityspolku.keeping import world

GIVE_AWAY = """
    DO $$ DECLARE thing text; BEGIN
        FOR thing IN SELECT format('%s %I.%I', CASE relkind WHEN 'S' THEN 'SEQUENCE'
                WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, nspname, relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
            WHERE relkind IN ('r', 'v') AND nspname = 'public'
        LOOP EXECUTE format('ALTER %s OWNER TO %I', thing, '{role}'); END LOOP;
    END $$"""
FIRST = Path(__file__).with_name(world.FIRST)


def put_back(portal, place, secret=None, **words):
    restore.restore(place, secret, portal.said.append, **words)


def rights():
    return sorted(UserObjectPermission.objects.values_list("user", "permission", "object_pk"))


def test_into_a_filled_place_twice_in_a_row(portal):
    before, held = portal.state(), rights()
    assert held
    for _time in range(2):
        place = portal.back_up()
        portal.harm()
        assert portal.state() != before
        assert rights() == []
        put_back(portal, place, replace=True)
        assert portal.state() == before
        assert rights() == held
    assert portal.beside() == {database.OLD}
    assert "is kept" in portal.said[-1]
    portal.manage("restore", "--forget-old")
    assert portal.beside() == set()
    assert not (portal.media / files.KEPT).exists()
    assert portal.state() == before


def test_into_an_empty_place_encrypted(portal):
    before, place = portal.state(), portal.back_up(world.SECRET)
    portal.empty()
    put_back(portal, place, world.SECRET)
    assert portal.state() == before
    assert portal.beside() == set()
    with world.linked(portal.name) as link:  # the place's own stays, not the archive's
        asked = "SELECT datlocale FROM pg_database WHERE datname = current_database()"
        assert link.execute(asked).fetchone() == ("C.UTF-8",)


def test_from_an_archive_of_the_first_version(portal):
    """Made once by `world.archive_into`; what is compared is told by the archive's own list."""
    portal.empty()
    put_back(portal, FIRST, world.SECRET, other_keys=True)
    manifest = archive.read(FIRST, world.SECRET)
    assert {name for name, _path in files.found()} == set(manifest["files"])
    assert manifest["missing"] == []
    goes_on()
    assert portal.manage("migrate", "--check") == ""


def test_writing_goes_on(portal):
    place = portal.back_up()
    portal.empty()
    put_back(portal, place)
    goes_on()


def goes_on():
    """People do what they may, and numbers go on where they were."""
    kehra = Kehra.objects.get(name_fi="Esimerkki-Kehrä")
    coordinator = kehra.coordinators().get()
    assert is_coordinator(coordinator, kehra)
    project = Project.objects.get()
    assert project.attachments.count() == 2
    assert all(attached.file.open().read() for attached in project.attachments.all())
    project.take(by=make.user("adviser", email="new@elsewhere.example"))
    told = make.announcement(kehra, by=coordinator)
    make.comment(told, by=make.user(email="other@elsewhere.example"))
    card = make.project(kehra)
    make.attachment(card, by=coordinator)
    assert card.pk > project.pk


def test_by_a_role_that_owns_the_database_and_is_no_superuser(portal):
    """As the set-up without Docker makes it: what is restored is its own."""
    place, before = portal.back_up(), portal.state()
    with as_role(portal, "CREATEDB") as role:
        put_back(portal, place, replace=True)
        assert portal.state() == before
        with world.linked(portal.name) as link:
            asked = "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
            assert link.execute(asked).fetchall() == [(role,)]
        put_back(portal, portal.back_up(), replace=True)  # what it restored it can back up


def test_a_role_that_may_not_make_databases_is_told_how(portal):
    place, before = portal.back_up(), portal.state()
    with as_role(portal, "NOCREATEDB"), pytest.raises(Refused, match="CREATEDB"):
        put_back(portal, place, replace=True)
    assert portal.state() == before


@contextmanager
def as_role(portal, may):
    """The portal signs in at PostgreSQL as this role, which owns its database and all in it."""
    own, role = connection.settings_dict["USER"], f"keeper_of_{portal.name}"
    database.leave()
    with world.linked() as link:
        link.execute(f"CREATE ROLE {role} LOGIN {may}")
        link.execute(f"ALTER DATABASE {portal.name} OWNER TO {role}")
    with world.linked(portal.name) as link:
        link.execute(GIVE_AWAY.replace("{role}", role))
    connection.settings_dict["USER"] = role
    try:
        yield role
    finally:
        database.leave()
        connection.settings_dict["USER"] = own
        with world.linked() as link:
            for name in portal.beside() | {""}:
                link.execute(f"ALTER DATABASE {portal.name}{name} OWNER TO {own}")
                with world.linked(portal.name + name) as inside:
                    inside.execute(f"REASSIGN OWNED BY {role} TO {own}")
                    inside.execute(f"DROP OWNED BY {role}")
            link.execute(f"DROP ROLE {role}")


def test_settings_of_the_database_are_kept(portal, quick):
    place = portal.back_up()
    with world.linked() as link:
        link.execute(f"ALTER DATABASE {portal.name} SET work_mem = '7MB'")
        link.execute(f'ALTER DATABASE {portal.name} SET search_path = "$user", public')
    put_back(portal, place, replace=True)
    with world.linked(portal.name) as link:
        assert link.execute("SHOW work_mem").fetchone() == ("7MB",)
        assert link.execute("SHOW search_path").fetchone() == ('"$user", public',)


def test_something_is_there_already(portal):
    place, before = portal.back_up(), portal.state()
    with pytest.raises(Refused, match="--replace"):
        put_back(portal, place)
    assert portal.state() == before


def test_while_somebody_uses_the_database(portal, quick, monkeypatch):
    monkeypatch.setattr(restore, "PATIENCE", 1)
    place = portal.back_up()
    portal.harm()
    before = portal.state()
    with world.linked(portal.name) as user:
        with pytest.raises(Refused, match="sessions of the database"):
            put_back(portal, place, replace=True)
        assert portal.state() == before
        put_back(portal, place, replace=True, cut=True)
        with pytest.raises(psycopg.OperationalError):
            user.execute("SELECT 1")
    assert portal.state() != before


def test_while_a_process_gives_signs_of_life(portal, monkeypatch):
    monkeypatch.setattr(restore, "PATIENCE", 1)
    place, before = portal.back_up(), portal.state()
    heartbeats.note(heartbeats.WEB)
    with pytest.raises(Refused, match="web on .*, number"):
        put_back(portal, place, replace=True)
    assert portal.state() == before


def test_who_was_just_stopped_is_waited_for(portal, quick, monkeypatch):
    monkeypatch.setattr(heartbeats, "KEPT", 1)
    place = portal.back_up()
    heartbeats.note(heartbeats.WEB)
    put_back(portal, place, replace=True)


@pytest.mark.parametrize(
    "breaks",
    [(database, "put_in_place"), (database, "migrate"), (restore, "_compare"), (files, "_note")],
    ids=lambda it: it[1],
)
def test_a_failure_leaves_all_as_it_was(portal, quick, monkeypatch, breaks):
    place = portal.back_up()
    portal.harm()
    before = portal.state()

    def fail(*args):
        raise Refused("It broke.")

    monkeypatch.setattr(*breaks, fail)
    with pytest.raises(Refused, match="It broke"):
        put_back(portal, place, replace=True)
    assert portal.state() == before
    assert portal.beside() == set()


def test_a_restore_that_was_killed_is_undone_by_the_next(portal, quick, monkeypatch):
    """Killed before the first rename of anything, the second and so on; nobody puts it right."""
    place = portal.back_up()
    portal.harm()
    before, rename, killed = portal.state(), Path.rename, 0

    class Killed(BaseException):
        pass

    def kill(link):
        raise Killed

    while True:
        left = iter(range(killed))

        def killed_at_last(path, target, left=left):
            if next(left, None) is None:
                raise Killed
            return rename(path, target)

        with monkeypatch.context() as patch:
            patch.setattr(restore, "mend", lambda *args: None)
            patch.setattr(database, "put_in_place", kill)
            patch.setattr(Path, "rename", killed_at_last)
            with pytest.raises(Killed):
                put_back(portal, place, replace=True)
        whole = next(left, None) is not None  # none was left to be killed at
        with database.server() as link:
            restore.mend(link, portal.said.append)
        assert portal.state() == before
        assert portal.beside() == set()
        if whole:
            break
        killed += 1
    assert killed > 4  # two notes, files and folders of both sides


def test_a_restore_that_was_killed_after_the_last_rename_is_done(portal, monkeypatch):
    before, place = portal.state(), portal.back_up()
    portal.harm()
    with monkeypatch.context() as patch:
        patch.setattr(files, "finish", lambda: None)
        put_back(portal, place, replace=True)
    assert files.is_moving()
    with database.server() as link:
        restore.mend(link, portal.said.append)
    assert portal.state() == before
    assert not files.is_moving()


def test_with_another_secret_key(portal, quick, settings):
    place, before, own = portal.back_up(), portal.state(), settings.SECRET_KEY
    settings.SECRET_KEY = "quite another secret key of the portal"
    with pytest.raises(Refused, match="SECRET_KEY is not the one .*invitations.*SURVEY_KEY"):
        put_back(portal, place, replace=True)
    assert portal.state() == before
    put_back(portal, place, replace=True, other_keys=True)
    assert "SURVEY_KEY" in portal.said[-2]
    settings.SECRET_KEY_FALLBACKS = [own]  # what it signed and sealed still holds
    portal.said.clear()
    put_back(portal, place, replace=True)
    assert not any("SURVEY_KEY" in line for line in portal.said)
    settings.SURVEY_KEY = "a key for surveys alone"
    assert version.other_keys(archive.about(place, None)) == []
    settings.SECRET_KEY_FALLBACKS = ["some other"]
    assert version.other_keys(archive.about(place, None)) == ["SECRET_KEY", "SURVEY_KEY"]


def test_a_newer_version_is_refused(portal, monkeypatch):
    known = version.migrations()
    place, before = portal.back_up(), portal.state()
    monkeypatch.setattr(version, "migrations", lambda: known - {"kehrat.0001_initial"})
    with pytest.raises(Refused, match=r"newer version .*lacks the migration kehrat.0001_initial"):
        put_back(portal, place, replace=True)
    with pytest.raises(Refused, match="newer version"):
        restore.check(place, None, portal.said.append)
    assert portal.state() == before


def test_a_trial_restore_compares_and_leaves_nothing(portal):
    place, before = portal.back_up(), portal.state()
    said = portal.manage("backup", "--check", place)
    assert "Everything in it can be restored." in said
    assert portal.state() == before
    assert portal.beside() == set()


def test_a_trial_restore_tells_what_differs(portal, monkeypatch):
    place = portal.back_up()
    contents = database.contents

    def other(link):
        held = contents(link)
        held["tables"]["public.kehrat_kehra"] = [1, "1"]
        return held

    monkeypatch.setattr(database, "contents", other)
    with pytest.raises(Damaged, match="table public.kehrat_kehra: 1 rows with"):
        restore.check(place, None, portal.said.append)
    assert portal.beside() == set()


def test_files_that_do_not_fit(portal, monkeypatch):
    place, before = portal.back_up(), portal.state()
    monkeypatch.setattr(files.shutil, "disk_usage", lambda path: type("Disk", (), {"free": 10}))
    with pytest.raises(Refused, match="don't fit on the disk"):
        put_back(portal, place, replace=True)
    assert portal.state() == before


def test_a_disk_that_fills_leaves_all_as_it_was(portal, quick):
    place = portal.back_up()
    portal.harm()
    before = portal.state()
    largest = max(path.stat().st_size for _name, path in files.found())
    for size in (0, largest - 1):
        with world.no_file_longer_than(size), pytest.raises(Refused, match="could not be written"):
            put_back(portal, place, replace=True)
        assert portal.state() == before
        assert portal.beside() == set()


def test_a_command_says_one_sentence(portal):
    with pytest.raises(CommandError, match="can't be read: No such file"):
        portal.manage("restore", portal.archives / "none.tar")
    connection.close()


def test_signs_of_life_of_another_version_stop_a_restore_too():
    """While a new version is taken into use, the old one's processes still note themselves."""
    cache.set("heartbeat:here:1", True, heartbeats.KEPT)
    cache.set("heartbeat:here:2", heartbeats.WORKER, heartbeats.KEPT)
    assert {number for _kind, _machine, number in heartbeats.living()} == {"1", "2"}
