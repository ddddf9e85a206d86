"""What the check of the message catalogues finds."""

import os

import polib
import pytest

from kehityspolku.dev import catalogues


@pytest.mark.parametrize(
    ("message", "translation", "alike"),
    [
        ("Hello %(name)s", "Hei %(name)s", True),
        ("Hello %(name)s", "Hei %(nimi)s", False),
        ("Hello %(name)s", "Hei", False),
        ("Hello", "Hei {name}", False),
        ("%s of %s", "%s / %s", True),
        ("100 % sure", "100 % varma", True),
    ],
)
def test_placeholders(message, translation, alike):
    entry = polib.POEntry(msgid=message, msgstr=translation)
    assert catalogues.placeholders_alike(entry) is alike


@pytest.mark.parametrize(
    ("message", "translation", "lone"),
    [
        ("nine of ten", "90 % niistä", True),
        ("nine of ten", "90 %% niistä", False),
        ("nine of %(n)s", "%(n)s: 90 %:n raja", True),
        ("90 % of %(n)s", "90 % %(n)s:sta", False),
    ],
)
def test_a_percent_sign_that_a_page_would_fail_on(message, translation, lone):
    assert catalogues.lone_percent(polib.POEntry(msgid=message, msgstr=translation)) is lone


def test_quotation_marks_are_those_of_finnish_and_swedish():
    plural = {0: "”Piha”", 1: "“Piha”"}
    assert catalogues.quoted_alike(polib.POEntry(msgid="“Yard”", msgstr="”Piha”"))
    assert not catalogues.quoted_alike(polib.POEntry(msgid="“Yard”", msgstr="“Piha”"))
    assert not catalogues.quoted_alike(polib.POEntry(msgid="“Yard”", msgstr_plural=plural))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("%(count)s hanke", "%(count)s hanketta", True),
        ("Yksi hanke", "%(count)s hanketta", True),
        ("Yksi hanke", "hankkeita", False),
        ("%(n)s hanke", "%(count)s hanketta", False),
    ],
)
def test_placeholders_of_plurals(one, other, alike):
    entry = polib.POEntry(
        msgid="%(count)s project",
        msgid_plural="%(count)s projects",
        msgstr_plural={0: one, 1: other},
    )
    assert catalogues.placeholders_alike(entry) is alike


def test_one_that_cant_be_compiled_is_told_in_a_sentence(tmp_path, monkeypatch):
    source = tmp_path / "django.po"
    polib.POFile().save(str(source))
    source.with_suffix(".mo").mkdir()  # as good as one that another account has made
    os.utime(source.with_suffix(".mo"), (0, 0))
    monkeypatch.setattr(catalogues, "path", lambda language: source)
    with pytest.raises(SystemExit, match="^A catalogue can't be compiled: .*django.mo: Is a dir"):
        catalogues.main()
