"""Attached files by what they are: taken, or refused in words."""

import zipfile
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from kehityspolku.files import fields, kinds
from tests import make
from tests.make import files

KINDS = ["pdf", "docx", "xlsx", "odt", "ods", "txt"]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def told(file):
    with pytest.raises(ValidationError) as refused:
        fields.take(file)
    return refused.value.messages[0]


def packed(**parts):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_is_taken_as_it_is(kind):
    file = make.document(kind)
    content = file.read()
    file.seek(0)
    taken = fields.take(file)
    assert (taken.kind, taken.name, taken.content) == (kind, f"laskelma.{kind}", content)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "txt"])
def test_its_name_says_nothing_of_its_kind(kind):
    taken = fields.take(make.document(kind, name="kuva.exe"))
    assert (taken.kind, taken.name) == (kind, f"kuva.{kind}")


def test_a_picture_is_drawn_anew():
    taken = fields.take(make.photo((80, 60), name="Piha.JPG", comment=b"Kotikatu 1"))
    assert (taken.kind, taken.name, taken.width, taken.height) == ("picture", "Piha.webp", 80, 60)
    assert taken.content[8:12] == b"WEBP"
    assert b"Kotikatu" not in taken.content


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_is_kept_in_one_encoding(encoding):
    taken = fields.take(files.sent("Äänestys\r\nyö".encode(encoding), "muistio.TXT"))
    assert (taken.kind, taken.content.decode()) == ("txt", "Äänestys\r\nyö")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "kuva.svg"),
        (b"<html><script>alert(1)</script></html>", "sivu.html"),
        (b"MZ\x90\0" + bytes(80), "muistio.txt"),
        (b"#!/bin/sh\nrm -rf .", "asenna.sh"),
        (b"GIF89a" + bytes(60), "kuva.gif"),
        (b"{\\rtf1 hello}", "teksti.rtf"),
        (packed(**{"a.txt": "x"}), "paketti.zip"),
        (packed(**{"mimetype": "application/epub+zip"}), "kirja.odt"),
        (packed(**{"[Content_Types].xml": "<x/>"}), "kirja.docx"),
        (b"\x81\x8d", "muistio.txt"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_other_kinds_are_refused_by_name_of_those_taken(content, name):
    assert told(files.sent(content, name)).startswith("This kind of file is not taken. Save it as")


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/vbaData.xml"])
def test_macros_of_word_are_refused(part):
    assert "holds macros" in told(make.document("docx", **{part: b"x"}))


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros_of_excel_are_refused(part):
    assert "holds macros" in told(make.document("xlsx", **{part: b"x"}))


def test_a_file_that_says_it_is_for_macros_is_refused():
    types = b'<Types ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    assert "holds macros" in told(make.document("docx", **{"[Content_Types].xml": types}))


@pytest.mark.parametrize("part", ["Basic/Standard/Module1.xml", "Scripts/python/a.py"])
def test_macros_of_libreoffice_are_refused(part):
    assert "holds macros" in told(make.document("odt", **{part: b"x"}))


def test_empty_libraries_of_libreoffice_are_no_macros():
    parts = {"Basic/script-lc.xml": b"x", "Basic/Standard/script-lb.xml": b"x", "Scripts/": b""}
    assert fields.take(make.document("odt", **parts)).kind == "odt"


def locked_zip():
    content = bytearray(files.open_document("odt"))
    at = content.rindex(b"PK\x01\x02")  # the flags of the last part, in the table at the end
    content[at + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    "content",
    [
        files.pdf(user_password="salainen", algorithm="RC4-128"),
        kinds.OLD_OFFICE + bytes(500) + kinds.LOCKED_OFFICE,
        locked_zip(),
        files.packed_with(
            files.open_document("ods"),
            {"META-INF/manifest.xml": b"<manifest:encryption-data/>"},
        ),
    ],
    ids=["pdf", "old Word", "zip", "ods"],
)
def test_what_is_locked_is_told_so(content):
    assert told(files.sent(content, "x.pdf")) == (
        "The file is locked with a password. Save it without one."
    )


OWNERS = {"user_password": "", "owner_password": "salainen"}


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_pdf_that_opens_freely_is_taken_as_it_is(algorithm):
    content = b"\r\n" + files.pdf(**OWNERS, algorithm=algorithm)
    taken = fields.take(files.sent(content, "x.pdf"))
    assert (taken.kind, taken.content, taken.has_scripts) == ("pdf", content, False)


def test_the_sample_whose_printing_is_restricted_is_taken(shared_file):
    content = shared_file("cards/owner_only.pdf").read_bytes()
    assert fields.take(files.sent(content, "x.pdf")).kind == "pdf"


@pytest.mark.parametrize("before", [b"\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"\xef\xbb\xbf"])
def test_a_pdf_with_bytes_before_its_head_is_taken(before):
    content = before + files.pdf()
    taken = fields.take(files.sent(content, "x.pdf"))
    assert (taken.kind, taken.content) == ("pdf", content)


@pytest.mark.parametrize("words", [b"/Encrypt", b"/Encrypt 5 0 R", b"/Encrypt <<"])
def test_the_word_alone_locks_no_pdf(words):
    content = files.pdf()
    at = content.index(b"\n") + 1
    content = content[:at] + b"%" + words + b"\n" + content[at:]
    assert fields.take(files.sent(content, "x.pdf")).kind == "pdf"


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_pdf_that_needs_a_password_is_told_so(algorithm):
    content = files.pdf(user_password="salainen", algorithm=algorithm)
    assert "locked with a password" in told(files.sent(content, "x.pdf"))


def scripted(**how):
    """A PDF with a script that runs when it is opened; `how`: as pikepdf saves it."""
    file = BytesIO()
    with pikepdf.open(BytesIO(files.pdf())) as pdf:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hei');")
        pdf.Root.OpenAction = pdf.make_indirect(script)
        pdf.save(file, **how)
    return file.getvalue()


PACKED = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
LOCKED = {"encryption": pikepdf.Encryption(owner="salainen")}


def test_packed_objects_hide_their_words():
    """What the next test stands on."""
    assert b"/JavaScript" not in scripted(**PACKED)


@pytest.mark.parametrize(
    "content",
    [
        scripted(),
        scripted(**PACKED),
        scripted(**LOCKED),
        scripted(**PACKED, **LOCKED),
        scripted().replace(b"/JavaScript", b"/Java#53cript"),
    ],
    ids=["plain", "packed", "locked", "packed and locked", "in codes"],
)
def test_a_pdf_with_a_script_is_named_as_such(content):
    assert fields.take(files.sent(content, "x.pdf")).has_scripts


def test_old_office_is_told_what_to_do():
    content = kinds.OLD_OFFICE + bytes(500)
    assert "old Office program" in told(files.sent(content, "vanha.doc"))


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "odt", "ods"])
def test_what_breaks_off_is_told_so(kind):
    whole = make.document(kind).read()
    assert "breaks off or is damaged" in told(files.sent(whole[: len(whole) // 2], "x"))


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_part_that_is_damaged_is_told_so(kind):
    whole = bytearray(make.document(kind).read())
    at = whole.index(b"PK\x03\x04", 200) + 60
    whole[at : at + 20] = bytes(20)
    assert "breaks off or is damaged" in told(files.sent(bytes(whole), "x"))


def test_what_unpacks_to_fill_the_memory_is_told_so(monkeypatch):
    monkeypatch.setattr(kinds, "UNPACKED", 1000)
    assert "unpacks to too much" in told(files.sent(packed(mimetype="x" * 1001), "x.odt"))


def test_too_many_bytes_and_none_are_told():
    assert told(files.sent(bytes(20 * 1024**2 + 300_000), "x.pdf")) == (
        "The file is 20.3\u00a0MB; at most 20\u00a0MB is taken. Make it smaller first."
    )
    assert told(files.sent(b"", "x.pdf")) == "The file is empty."


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Budjetti 2027.xlsx", "Budjetti 2027"),
        ("C:\\Users\\Me\\pöytäkirja.v2.docx", "pöytäkirja.v2"),
        ("../../etc/passwd", "passwd"),
        ("\u202egnp.exe", "gnp"),
        (".htaccess", "htaccess"),
        ('a"b<c>|?.pdf', "abc"),
        ("...", "liite"),
        ("", "liite"),
        ("x" * 300 + ".pdf", "x" * 100),
        ("rivi\r\nvaihto.pdf", "rivi vaihto"),
    ],
)
def test_names_are_tidied(name, stem):
    assert fields.stem_of(name) == stem


@given(st.text(max_size=150))
@example("a.\u200b")
def test_any_name_becomes_one_that_can_be_saved(name):
    stem = fields.stem_of(name)
    assert stem
    assert len(stem) <= 100
    assert stem == stem.strip(". ")
    assert stem.isprintable()
    assert not set(stem) & set('/\\<>:"|?*')


@given(st.binary(max_size=300), st.integers(0, 3000), st.sampled_from([*KINDS, "picture"]))
def test_any_bytes_are_a_file_or_a_refusal_in_words(noise, at, kind):
    file = make.photo((40, 30)) if kind == "picture" else make.document(kind)
    whole = file.read()
    at = min(at, len(whole))
    changed = whole[:at] + noise + whole[at + len(noise) :]
    for content in (noise, whole[:4] + noise, changed):
        try:
            taken = fields.take(files.sent(content, "muistio.txt"))
        except ValidationError:
            continue
        assert taken.kind in fields.TYPES
