"""An archive has its name only when it is whole; one is made at a time; older ones go."""

import os

import pytest
from django.core.management.base import CommandError

from kehityspolku.keeping import archive, backup, database, files, programs
from kehityspolku.keeping.refusals import Refused
from tests.kehityspolku.keeping import world


@pytest.mark.parametrize("secret", [None, world.SECRET], ids=["plain", "encrypted"])
def test_a_disk_that_fills_leaves_no_archive(portal, secret):
    kept = portal.back_up(secret)
    for size in (0, 5000, kept.stat().st_size - 1):
        with world.no_file_longer_than(size), pytest.raises(Refused, match="is full"):
            portal.back_up(secret)
        assert list(portal.archives.iterdir()) == [kept]
    archive.read(kept, secret)


def test_two_at_once(portal):
    with database.server():
        with pytest.raises(CommandError, match="Another backup, check or restore"):
            portal.manage("backup", portal.archives)
        assert list(portal.archives.iterdir()) == []
    portal.back_up()  # and again when the other is done


def test_two_portals_into_one_folder(tmp_path):
    """Else the second would take the first one's for what a killed one has left."""
    with archive.new(tmp_path, None) as first:
        first.about({})
        second = archive.new(tmp_path, None)
        with pytest.raises(Refused, match="Another backup is being written into"):
            second.__enter__()
        first.manifest["database"] = []
    assert list(tmp_path.iterdir()) == [first.place]


def test_what_a_killed_one_left_is_removed(portal):
    portal.archives.mkdir()
    left = portal.archives / f"kehityspolku-20260101T000000Z.tar{archive.UNFINISHED}"
    other = portal.archives / "something of yours.unfinished"
    for file in (left, other):
        file.write_bytes(b"half")
    made = portal.back_up()
    assert set(portal.archives.iterdir()) == {made, other}


def test_the_newest_are_kept(portal):
    portal.archives.mkdir()
    old = [f"kehityspolku-2026010{day}T000000Z.tar" for day in range(1, 5)]
    for name in (*old, "kehityspolku-notes.tar", "kehityspolku-20200101T000000Z.tar.gz"):
        (portal.archives / name).touch()
    said = portal.manage("backup", portal.archives, "--keep", 3)
    names = {path.name for path in portal.archives.iterdir()}
    assert names & set(old) == set(old[2:])
    assert {"kehityspolku-notes.tar", "kehityspolku-20200101T000000Z.tar.gz"} <= names
    assert len(archive.old(portal.archives)) == 3
    assert f"Removed {old[0]}" in said


def test_none_is_kept_is_refused(portal):
    with pytest.raises(CommandError, match="from 1 on"):
        portal.manage("backup", portal.archives, "--keep", 0)


def test_failing_keeps_the_older_ones(portal, monkeypatch):
    kept = portal.back_up()
    monkeypatch.setattr(programs, "find", lambda *args: "/bin/false")
    with pytest.raises(CommandError, match="false failed: it ended with 1"):
        portal.manage("backup", portal.archives, "--keep", 1)
    assert list(portal.archives.iterdir()) == [kept]


def test_two_in_the_same_second_have_two_names(portal):
    assert portal.back_up() != portal.back_up()


def test_it_tells_of_files_that_are_not_there(portal):
    name, path = next(files.found())
    path.unlink()
    place = portal.back_up()
    assert portal.said == [f"1 files that the database names are not there, first {name}."]
    assert archive.read(place, None)["missing"] == [name]


def test_rows_written_meanwhile_are_left_out_whole(portal, monkeypatch):
    dumped = database.dumped

    def written_before(link, own):
        with world.linked(own) as other:
            other.execute("DELETE FROM guardian_userobjectpermission")
        yield from dumped(link, own)

    monkeypatch.setattr(database, "dumped", written_before)
    place = portal.back_up()
    portal.manage("backup", "--check", place)
    rows = archive.read(place, None)["tables"]["public.guardian_userobjectpermission"][0]
    assert rows > 0


def test_among_the_portals_own_files_it_is_refused(portal):
    with pytest.raises(Refused, match="among the portal's own files"):
        backup.make(portal.media / "backups", None, print)


def test_links_are_not_followed(portal, tmp_path):
    (portal.media / "elsewhere").symlink_to(tmp_path)
    with pytest.raises(Refused, match="elsewhere is a link"):
        portal.back_up()
    assert list(portal.archives.iterdir()) == []


def test_what_has_no_end_is_not_read(portal):
    os.mkfifo(portal.media / "pipe")
    with pytest.raises(Refused, match="pipe is neither a file nor a folder"):
        portal.back_up()
    assert list(portal.archives.iterdir()) == []


def test_a_folder_that_is_none(portal, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match="No archive was made"):
        backup.make(tmp_path / "file", None, print)


def test_an_empty_database(portal):
    portal.empty()
    with pytest.raises(Refused, match="is empty: there is nothing to back up"):
        portal.back_up()


def test_programs_as_new_as_the_server_are_needed():
    assert programs.find("pg_dump", 18)
    with pytest.raises(Refused, match="postgresql-client-99"):
        programs.find("pg_dump", 99)


def test_the_password_is_in_no_command():
    command, environment = programs._command(
        "pg_dump", {"host": "h", "dbname": "d", "user": "u", "password": "hidden"}, []
    )
    assert "hidden" not in " ".join(command)
    assert environment["PGPASSWORD"] == "hidden"
