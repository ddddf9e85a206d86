"""The message catalogues: compiled without the system's gettext, and checked for gaps."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

from kehityspolku.dev import borrowed

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = ("fi", "sv")  # English is the language of the message ids
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdf]|\{\w*\}")
LONE = re.compile(r"%(?!\(\w+\)[a-z]|[sdf])")
APART = (".*", "var", "static-collected", "node_modules", "tests", "docs")


def path(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def compile_changed() -> None:
    """Compile each catalogue that is newer than its compiled form."""
    for language in LANGUAGES:
        source, target = path(language), path(language).with_suffix(".mo")
        if source.exists() and not _newer(target, source):
            polib.pofile(str(source)).save_as_mofile(str(target))


def gaps() -> list[str]:
    """What is wrong with the catalogues, one line each; empty when they are whole.

    Every message in code and templates, and each of the frameworks' that people meet, must be
    there and translated, nothing fuzzy or unused, placeholders alike. Needs the system's gettext
    for reading the messages from the code.
    """
    entries = (*borrowed.messages(), *_used())
    used = {(entry.msgctxt, entry.msgid): entry for entry in entries}
    return [line for language in LANGUAGES for line in _gaps(language, used)]


def _gaps(language: str, used: dict) -> Iterator[str]:
    if not path(language).exists():
        yield f"{language}: no catalogue"
        return
    catalogue = polib.pofile(str(path(language)))
    known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    yield from (f"{language}: missing: {key[1]!r}" for key in used.keys() - known.keys())
    yield from (f"{language}: unused: {key[1]!r}" for key in known.keys() - used.keys())
    yield from (f"{language}: obsolete: {e.msgid!r}" for e in catalogue.obsolete_entries())
    for key in used.keys() & known.keys():
        entry = known[key]
        if not entry.translated() or bool(entry.msgid_plural) != bool(used[key].msgid_plural):
            yield f"{language}: not translated: {entry.msgid!r}"
        elif not placeholders_alike(entry):
            yield f"{language}: other placeholders: {entry.msgid!r}"
        elif lone_percent(entry):
            yield f"{language}: % that is to be %%: {entry.msgid!r}"
        elif not quoted_alike(entry):
            yield f"{language}: English quotation marks: {entry.msgid!r}"


def placeholders_alike(entry: polib.POEntry) -> bool:
    """A singular may leave its number out: "one project"."""
    wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    if not entry.msgid_plural:
        return set(PLACEHOLDER.findall(entry.msgstr)) == wanted
    one, *more = (set(PLACEHOLDER.findall(text)) for text in entry.msgstr_plural.values())
    return one <= wanted and all(found == wanted for found in more)


def lone_percent(entry: polib.POEntry) -> bool:
    """A sign that the English has not, as it would have to be written were it there: a page that
    puts values into the text fails on it, and shows the English."""
    texts = (entry.msgid, *filter(None, (entry.msgstr, *entry.msgstr_plural.values())))
    english, *ours = (bool(LONE.search(text.replace("%%", ""))) for text in texts)
    return any(ours) and not english


def quoted_alike(entry: polib.POEntry) -> bool:
    """Finnish and Swedish quote ”so”, on both sides alike."""
    return not any("“" in text for text in (entry.msgstr, *entry.msgstr_plural.values()))


def _used() -> polib.POFile:
    """The messages that code and templates use, read from a copy of them."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*APART))
        (copy / "locale").mkdir(exist_ok=True)
        subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-m", "django", "makemessages", "-l", "fi", "--keep-pot", "-e"]
            + ["html,txt,py"],
            cwd=copy,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin"},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return polib.pofile(str(copy / "locale" / "django.pot"))


def _newer(target: Path, source: Path) -> bool:
    return target.exists() and target.stat().st_mtime >= source.stat().st_mtime


def main() -> None:
    try:
        compile_changed()
    except OSError as error:
        sys.exit(f"A catalogue can't be compiled: {error.filename}: {error.strerror}")


if __name__ == "__main__":
    main()
