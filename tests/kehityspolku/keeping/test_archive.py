"""An archive that was cut, changed or locked is told in one sentence, and nothing is touched."""

import functools
import io
import json
import random
import re
import tarfile

import pytest
from django.core.management.base import CommandError

from kehityspolku.keeping import archive, database, encryption, programs, restore, version
from kehityspolku.keeping.refusals import Damaged, Refused
from tests.kehityspolku.keeping import world

CODE = {"version": "0.1.0", "commit": ""}
ABOUT = {"format": 1, "code": CODE, "migrations": [], "keys": {}, "made_at": "", "postgresql": "18"}
DUMP = [b"d" * 700, b"e" * 20]


@pytest.fixture(autouse=True)
def keys_made_once(monkeypatch):
    """Making keys takes time on purpose; here the same ones are made over and over."""
    monkeypatch.setattr(encryption, "_keys", functools.cache(encryption._keys))


@pytest.fixture(params=[None, world.SECRET], ids=["plain", "encrypted"])
def key(request):
    return request.param


@pytest.fixture
def small(tmp_path, key):
    return written(tmp_path, key)


def written(folder, key=None, about=ABOUT):
    """An archive of two parts and two files, made without a database."""
    (folder / "one").write_bytes(b"1" * 3000)
    (folder / "ä two").write_bytes(b"")
    with archive.new(folder, key) as writer:
        writer.about(about)
        writer.manifest |= {"tables": {}, "sequences": {}, "things": {}, "missing": []}
        writer.database(iter(DUMP))
        writer.file("pictures/one", folder / "one")
        writer.file("ä two", folder / "ä two")
    return writer.place


def packed(place, *members):
    """A tar that somebody else made."""
    with tarfile.open(place, "w") as tar:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return place


def test_all_of_it_comes_back(small, key):
    parts, got = [], {}
    archive.read(
        small,
        key,
        take_part=parts.append,
        take_file=lambda name, info, blocks: got.update({name: b"".join(blocks)}),
    )
    assert parts == DUMP
    assert got == {"pictures/one": b"1" * 3000, "ä two": b""}
    assert archive.about(small, key) == ABOUT
    assert small.stat().st_mode & 0o777 == 0o600
    assert re.fullmatch(r"kehityspolku-\d{8}T\d{6}Z\.tar(\.encrypted)?", small.name)


def test_an_encrypted_one_shows_nothing(tmp_path):
    content = written(tmp_path, world.SECRET).read_bytes()
    assert b"1111" not in content
    assert b"about.json" not in content


def test_cut_short_anywhere(small, key):
    whole = small.read_bytes()
    for length in sorted(random.Random(1).sample(range(len(whole)), 60)):
        small.write_bytes(whole[:length])
        with pytest.raises(Refused):
            archive.read(small, key)


def test_changed_anywhere(small, key):
    """Of a plain one only what it holds: how a tar writes owners or fills up says nothing."""
    whole = small.read_bytes()
    for place in random.Random(2).sample(range(len(whole)), 120):
        changed = bytearray(whole)
        changed[place] ^= 1
        small.write_bytes(changed)
        if key:
            with pytest.raises(Refused):
                archive.read(small, key)
        else:
            same_or_damaged(small)


def same_or_damaged(place):
    got = {}
    try:
        archive.read(
            place,
            None,
            take_file=lambda name, info, blocks: got.update({name: b"".join(blocks)}),
        )
    except Damaged:
        return
    assert got == {"pictures/one": b"1" * 3000, "ä two": b""}


def test_chunks_in_another_order(tmp_path, monkeypatch):
    monkeypatch.setattr(encryption, "CHUNK", 1000)
    place = written(tmp_path, world.SECRET)
    archive.read(place, world.SECRET)
    content = place.read_bytes()
    head = len(encryption.MARK) + encryption.SALT + encryption.MAC
    chunk = 1000 + encryption.TAG
    first, second = content[head : head + chunk], content[head + chunk : head + 2 * chunk]
    place.write_bytes(content[:head] + second + first + content[head + 2 * chunk :])
    with pytest.raises(Damaged):
        archive.read(place, world.SECRET)
    place.write_bytes(content[:head] + content[head + chunk :])  # one left out
    with pytest.raises(Damaged):
        archive.read(place, world.SECRET)
    place.write_bytes(content + b"more")
    with pytest.raises(Damaged):
        archive.read(place, world.SECRET)


def test_a_wrong_key_and_none(tmp_path):
    place = written(tmp_path, world.SECRET)
    with pytest.raises(Refused, match="The key is not the one"):
        archive.about(place, b"quite another key, long enough")
    with pytest.raises(Refused, match="encrypted: give its key"):
        archive.about(place, None)


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ([], "damaged or cut short|no archive"),
        ([("letter.txt", b"hello")], "no archive of the portal"),
        ([("about.json", b"[]")], "no archive of the portal"),
        ([("about.json", b"\xff{")], "no archive of the portal"),
        ([("about.json", b"[" * 100_000)], "no archive of the portal"),
        ([("about.json", b'{"format": 2}')], "no archive of the portal"),
        ([("about.json", json.dumps(ABOUT | {"format": 2}).encode())], "newer version"),
    ],
)
def test_something_else(tmp_path, members, told):
    with pytest.raises(Refused, match=told):
        archive.about(packed(tmp_path / "some.tar", *members), None)


OTHER = [None, 1, "x", [], [1], [[1]], {}, {"a": 1}, {"a": [1]}, {"version": 1, "commit": ""}]


@pytest.mark.parametrize("name", ABOUT)
def test_what_it_says_of_itself_is_of_another_kind(tmp_path, name):
    for value in OTHER:
        about = json.dumps(ABOUT | {name: value}).encode()
        tell_of(packed(tmp_path / "some.tar", ("about.json", about)))
    about = json.dumps({key: ABOUT[key] for key in ABOUT if key != name}).encode()
    with pytest.raises(Damaged):
        archive.about(packed(tmp_path / "some.tar", ("about.json", about)), None)


def tell_of(place):
    """What it says of itself can be told in words, or it is no archive."""
    try:
        about = archive.about(place, None)
        version.refuse_newer(about)
    except Refused:
        return
    manifest = {"tables": {}, "files": {}}
    restore._say_what_it_is(about, manifest, lambda line: None)
    restore._other_keys(about)


@pytest.mark.parametrize("name", ["tables", "sequences", "things", "files", "database", "about"])
def test_its_list_is_of_another_kind(tmp_path, name):
    for value in OTHER:
        with archive.new(tmp_path, None) as writer:
            writer.about(ABOUT)
            writer.manifest |= {"tables": {}, "sequences": {}, "things": {}, "missing": []}
            writer.database(iter(DUMP))
            writer.manifest[name] = value
        try:
            manifest = archive.read(writer.place, None)
        except Damaged:
            continue
        finally:
            writer.place.unlink()
        restore._say_what_it_is(ABOUT, manifest, lambda line: None)
        held = {"tables": {}, "sequences": {}, "things": {}}
        assert isinstance(database.unlike(manifest, held), list)


@pytest.mark.parametrize("name", ["files/../../etc/passwd", "files//etc/passwd", "files/", "more"])
def test_names_that_lead_elsewhere(tmp_path, name):
    about = ("about.json", json.dumps(ABOUT).encode())
    place = packed(tmp_path / "some.tar", about, (name, b"x"))
    taken = []
    with pytest.raises(Damaged):
        archive.read(place, None, take_file=lambda name, info, blocks: taken.append(name))
    assert taken == []


def test_no_file_at_all(tmp_path):
    with pytest.raises(Refused, match="can't be read: No such file"):
        archive.about(tmp_path / "none.tar", None)
    with pytest.raises(Refused, match="can't be read: Is a directory"):
        archive.about(tmp_path, None)


def test_the_key_comes_from_a_file_or_the_environment(tmp_path, settings):
    file = tmp_path / "key"
    file.write_bytes(world.SECRET + b"\n")
    assert encryption.secret(file) == world.SECRET
    settings.BACKUP_KEY = ""
    assert encryption.secret() is None
    settings.BACKUP_KEY = "long enough to be a key of ours"
    assert encryption.secret() == b"long enough to be a key of ours"
    for content, told in ((b"short", "shorter than 20"), (b"", "shorter than 20")):
        file.write_bytes(content)
        with pytest.raises(Refused, match=told):
            encryption.secret(file)
    with pytest.raises(Refused, match="can't be read"):
        encryption.secret(tmp_path / "none")
    settings.BACKUP_KEY = "short"
    with pytest.raises(Refused, match="BACKUP_KEY is shorter"):
        encryption.secret()


def test_bad_archives_change_nothing(portal, tmp_path):
    before, place = portal.state(), portal.back_up()
    content = place.read_bytes()
    records = len(content) // archive.TAR_RECORD // 2 * archive.TAR_RECORD
    for length in (records, records + 1):
        place.write_bytes(content[:length])
        with pytest.raises(CommandError, match="cut short"):
            portal.manage("restore", place, "--replace")
        with pytest.raises(CommandError, match="cut short"):
            portal.manage("backup", "--check", place)
    place.write_bytes(content.replace(b"%PDF", b"%pdf", 1))
    with pytest.raises(CommandError, match="damaged: the file uploads/"):
        portal.manage("restore", place, "--replace")
    assert portal.state() == before
    assert portal.beside() == set()
    assert not (portal.media / ".restore").exists()


def test_a_plain_one_is_not_taken_for_ones_own_where_there_is_a_key(tmp_path):
    place = written(tmp_path)
    forged = place.rename(place.with_name(f"{place.name}.encrypted"))
    for read in (archive.read, archive.about):
        with pytest.raises(Refused, match="--plain"):
            read(forged, world.SECRET)
    assert archive.read(forged, None)["files"]


def test_no_secret_stands_on_a_command_line():
    secrets = {"password": "first secret", "sslpassword": "second secret"}
    command, environment = programs._command("pg_dump", {"dbname": "x", **secrets}, ())
    assert not any(secret in word for word in command for secret in secrets.values())
    assert environment["PGPASSWORD"] == "first secret"
