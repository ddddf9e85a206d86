"""Every environment variable of the portal, checked whenever a program reads the settings.

One list: docs/operating.md shows it as a table, and .env.example and docker-compose.yml have no
other names (tests/house/test_variables.py). `python -m kehityspolku.variables` prints the table.
A variable that is empty counts as not given. No value is ever shown: it might be a secret.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.http.request import validate_host
from psycopg import ProgrammingError, conninfo

PREFIX = "KEHITYSPOLKU_"
YES, NO = ("1", "true", "yes"), ("0", "false", "no")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
NAME = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]", re.IGNORECASE | re.ASCII)
ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")
FILES = "files"  # MAIL_HOST's word for no mail server
SHORTEST_KEY, FEWEST_SIGNS = 50, 5  # as `check --deploy` wants it
SHORTEST_SECRET = 20  # characters
TLS_ONLY = 465  # the port of a mail server that speaks TLS from the first word on
PUBLIC_KEY = "for development only "
KNOWN_KEYS = (PUBLIC_KEY, "only-for-the-deploy-check-", "django-insecure-")  # anyone can read them


class Refused(SystemExit):
    """What keeps the portal from starting: one line on standard error in whatever program it is,
    exit code 1 and no traceback."""


@dataclass(frozen=True)
class Kind:
    """What a value must be, in words, and how it is read; `read` raises ValueError if it isn't."""

    words: str
    read: Callable[[str], Any]


def _yes_no(text):
    if text.lower() not in YES + NO:
        raise ValueError
    return text.lower() in YES


def number(least, most, unit=""):
    def read(text):
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise ValueError
        if not least <= int(text) <= most:
            raise ValueError
        return int(text)

    return Kind(f"a whole number{unit} from {least} to {most}", read)


def _name(text):
    if not NAME.fullmatch(text):
        raise ValueError
    return text


def _names(text):
    names = [name.strip() for name in text.split(",")]
    for name in names:
        _name(name.removeprefix("."))
    return names


def _site(text):
    place = urlsplit(text.rstrip("/"))
    if place.scheme not in ("http", "https") or place.port == 0:
        raise ValueError
    if place.path or place.query or place.fragment:
        raise ValueError
    _name(place.netloc.removesuffix(f":{place.port}"))
    return f"{place.scheme}://{place.netloc}"


def _database(text):
    place = urlsplit(text)
    host = place.hostname or parse_qs(place.query).get("host")
    name = place.path.removeprefix("/")
    known = place.scheme in ("postgresql", "postgres") and place.port != 0
    if not (known and host and name) or "/" in name or re.search(r"\s", text):
        raise ValueError
    try:
        conninfo.conninfo_to_dict(text)  # libpq knows its own options
    except ProgrammingError:
        raise ValueError from None
    return text


def _redis(text):
    place = urlsplit(text)
    if place.scheme == "redis":
        known = place.hostname and place.port != 0 and re.fullmatch(r"/?\d*", place.path)
        known = known and not place.query
    else:
        known = place.scheme == "unix" and not place.netloc and place.path.startswith("/")
        known = known and re.fullmatch(r"(db=\d+)?", place.query)
    if not known or place.fragment or not text.isascii() or re.search(r"\s", text):
        raise ValueError
    return text


def _mailbox(text):
    named = re.fullmatch(r"([^<>]*)<([^<>]+)>", text)
    if not ADDRESS.fullmatch(named[2].strip() if named else text) or not text.isprintable():
        raise ValueError
    return text


def _address(text):
    if not ADDRESS.fullmatch(text) or not text.isprintable():
        raise ValueError
    return text


def _host_and_port(text):
    host, _colon, port = text.rpartition(":")
    number(1, 65535).read(port)
    return f"{_name(host)}:{port}"


def _folder(text):
    folder = Path(text)
    try:
        held = [part for part in (folder, *folder.parents) if part.exists()]
    except OSError as problem:  # such as a name too long for any disk
        raise ValueError from problem
    if not text.isprintable() or not all(part.is_dir() for part in held):
        raise ValueError
    return folder


def _level(text):
    if text.upper() not in LEVELS:
        raise ValueError
    return text.upper()


def _text(text):
    if not text.isprintable():
        raise ValueError
    return text


def _keys(text):
    return [key for each in text.split(",") if (key := _text(each.strip()))]


yes_no = Kind("`1`, `true`, `yes` or `0`, `false`, `no`", _yes_no)
site = Kind("`https://` and a name, without a path", _site)
names = Kind("names of hosts with commas between, no `*`", _names)
database = Kind("`postgresql://user:password@host/name`", _database)
redis = Kind("`redis://host:6379/0` or `unix:///path`", _redis)
host = Kind("the name of a host, or `files`", _name)
host_and_port = Kind("`host:port`", _host_and_port)
mailbox = Kind("`Name <address@host>`", _mailbox)
address = Kind("an e-mail address", _address)
folder = Kind("the path of a folder", _folder)
level = Kind("`DEBUG`, `INFO`, `WARNING`, `ERROR` or `CRITICAL`", _level)
text = Kind("printable text", _text)
keys = Kind("keys with commas between", _keys)
days = number(1, 3650, " of days")


def _given(name, environ):
    return environ.get(name, "").strip()


@dataclass(frozen=True)
class Variable:
    name: str
    kind: Kind
    means: str
    default: str = ""  # as it would be given; "" is read as None
    without: str = ""  # what holds without it, where its default does not say so
    needed: bool = False  # by production

    def read(self, environ):
        given = _given(self.name, environ) or self.default
        return self.kind.read(given) if given else None


VARIABLES = [
    Variable(
        "KEHITYSPOLKU_PRODUCTION",
        yes_no,
        "production: https, secure cookies, hashed static files, no embedded servers",
        "0",
    ),
    Variable(
        "KEHITYSPOLKU_DEMO",
        yes_no,
        "demonstration, set by `make demo`; refused in production",
        "0",
    ),
    Variable("DEBUG", yes_no, "Django's error pages; refused in production", "0"),
    Variable(
        "SECRET_KEY",
        text,
        "signs sessions and links: at least 50 random characters, kept secret",
        without="a public one",
        needed=True,
    ),
    Variable(
        "SECRET_KEY_FALLBACKS",
        keys,
        "earlier secret keys, whose sessions, links and sealed answers still hold",
        without="none",
    ),
    Variable(
        "SURVEY_KEY",
        text,
        "seals survey answers until they are counted; before changing it close the open surveys",
        without="`SECRET_KEY`",
    ),
    Variable(
        "SITE_URL",
        site,
        "address of the portal: every link in a mail begins with it",
        "http://127.0.0.1:8000",
        needed=True,
    ),
    Variable(
        "ALLOWED_HOSTS",
        names,
        "names that the portal answers to; SITE_URL's is among them",
        "127.0.0.1,localhost,[::1]",
        needed=True,
    ),
    Variable(
        "DATABASE_URL",
        database,
        "PostgreSQL 17 or newer",
        without="an embedded one in `var/`",
        needed=True,
    ),
    Variable(
        "DATABASE_POOL",
        number(0, 1000),
        "connections each process keeps, for web alone: at least `WEB_THREADS`, or 0, none",
        "0",
    ),
    Variable(
        "REDIS_URL",
        redis,
        "Valkey or Redis: broker, cache, limits and heartbeats",
        without="an embedded Valkey in `var/`",
        needed=True,
    ),
    Variable(
        "MAIL_HOST",
        host,
        "mail server; `files`: mail is written into `MAIL_FOLDER`",
        without="`files`",
        needed=True,
    ),
    Variable("MAIL_PORT", number(1, 65535), "its port", "587"),
    Variable("MAIL_USER", text, "who signs in to it", without="nobody does"),
    Variable("MAIL_PASSWORD", text, "with which password", without="none"),
    Variable("MAIL_TLS", yes_no, "whether the connection is encrypted (STARTTLS)", "1"),
    Variable("MAIL_FOLDER", folder, "where mail goes as files", without="`mail` in the folder var"),
    Variable(
        "MAIL_FROM",
        mailbox,
        "sender of mails",
        "Kehityspolku <posti@kehityspolku.example>",
    ),
    Variable(
        "CONTACT",
        address,
        "address that people are told to write to",
        "sukkula@kehityspolku.example",
    ),
    Variable(
        "BOUNCE_SECRET",
        text,
        "lets a mail server tell of mail that came back ([below](#mail-that-comes-back)): at least "
        "20 random characters",
        without="nobody may",
    ),
    Variable("NOTICES_KEPT", days, "for how long a notice is kept after it was read", "365"),
    Variable(
        "ANSWER_DAYS", days, "working days in which Sukkula promises an answer to a card", "20"
    ),
    Variable("ANSWER_DAYS_AGAIN", days, "the same after changes", "10"),
    Variable("DORMANT_AFTER_DAYS", days, "of silence, after which a Kehrä is dormant", "365"),
    Variable("DORMANT_WARNING_DAYS", days, "before that it is warned", "60"),
    Variable(
        "SSL_REDIRECT",
        yes_no,
        "production sends http to https; `0` for a trial without a proxy",
        "1",
    ),
    Variable(
        "HSTS_SUBDOMAINS",
        yes_no,
        "browsers use https for every name under the portal's ([below](#https-for-a-year))",
        "0",
    ),
    Variable(
        "HSTS_PRELOAD",
        yes_no,
        "the name may be put on browsers' own lists; needs `HSTS_SUBDOMAINS`",
        "0",
    ),
    Variable(
        "TRUSTED_PROXIES",
        number(0, 10),
        "proxies in front whose word of the visitor's address is believed",
        "0",
    ),
    Variable("WEB_THREADS", number(1, 64), "requests that a web process answers at once", "4"),
    Variable(
        "BODY_SECONDS",
        number(1, 600, " of seconds"),
        "for which a request's body may be silent",
        "30",
    ),
    Variable("KEHITYSPOLKU_VAR", folder, "what changes, if no line below says otherwise", "var"),
    Variable("STATIC_ROOT", folder, "where static files are collected", without="`static` in it"),
    Variable(
        "MEDIA_ROOT",
        folder,
        "uploaded and built files, which only the portal gives out",
        without="`files` in it",
    ),
    Variable(
        "BACKUP_KEY",
        text,
        "encrypts archives ([below](#backing-up-and-restoring)): at least 20 random characters",
        without="they are not encrypted, unless `--key-file` names a file with the key",
    ),
    Variable(
        "CLAMAV",
        host_and_port,
        "ClamAV's `clamd`, which scans what people attach ([below](#scanning))",
        without="nothing is scanned, and pages say so",
    ),
    Variable("LOG_LEVEL", level, "of the log on standard error", "WARNING"),
]


def read(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """All variables by name, read and checked; None for one that is not given.

    Raises Refused with everything that is wrong in one line.
    """
    environ = os.environ if environ is None else environ
    values, wrong = {}, [*_unknown(environ)]
    for variable in VARIABLES:
        try:
            values[variable.name] = variable.read(environ)
        except ValueError:
            wrong.append(f"{variable.name} must be {variable.kind.words.replace('`', '')}")
            values[variable.name] = variable.read({})
    wrong += _together(values)
    if values["KEHITYSPOLKU_PRODUCTION"]:
        wrong = [*_lacking(environ), *wrong, *_in_production(environ, values)]
    if wrong:
        raise Refused(f"Kehityspolku does not start: {'; '.join(wrong)} (docs/operating.md)")
    return values


def _unknown(environ):
    """A name of ours that is none: mistyped, it would silently mean development."""
    known = [variable.name for variable in VARIABLES]
    for name in environ:
        if name.startswith(PREFIX) and name not in known:
            near = get_close_matches(name, known, n=1)
            yield f"{name} is no variable" + (f" (is it {near[0]}?)" if near else "")


def _lacking(environ):
    lacking = [v.name for v in VARIABLES if v.needed and not _given(v.name, environ)]
    if lacking:
        yield f"production lacks {', '.join(lacking)}"


def _together(values):
    if values["HSTS_PRELOAD"] and not values["HSTS_SUBDOMAINS"]:
        yield "HSTS_PRELOAD needs HSTS_SUBDOMAINS"
    if values["DORMANT_WARNING_DAYS"] >= values["DORMANT_AFTER_DAYS"]:
        yield "DORMANT_WARNING_DAYS must be less than DORMANT_AFTER_DAYS"
    if 0 < values["DATABASE_POOL"] < values["WEB_THREADS"]:
        yield "DATABASE_POOL must be 0 or at least WEB_THREADS"
    if bool(values["MAIL_USER"]) != bool(values["MAIL_PASSWORD"]):
        yield "MAIL_USER and MAIL_PASSWORD go together"
    if values["MAIL_PORT"] == TLS_ONLY:
        yield "MAIL_PORT must be one for STARTTLS, as 587 is"
    if values["BACKUP_KEY"] and len(values["BACKUP_KEY"]) < SHORTEST_SECRET:
        yield f"BACKUP_KEY must have at least {SHORTEST_SECRET} random characters"


def _in_production(environ, values):
    if values["KEHITYSPOLKU_DEMO"] or values["DEBUG"]:
        yield "demo mode and DEBUG never run with production settings"
    key = values["SECRET_KEY"]
    if key and (len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_SIGNS):
        yield f"SECRET_KEY must have at least {SHORTEST_KEY} random characters"
    for name in ("SECRET_KEY", "SECRET_KEY_FALLBACKS", "SURVEY_KEY", "BACKUP_KEY"):
        keys = values[name] if isinstance(values[name], list) else [values[name] or ""]
        if any(key.startswith(KNOWN_KEYS) for key in keys):
            yield f"{name} is one that anybody can read: make your own"
    if values["BOUNCE_SECRET"] and len(values["BOUNCE_SECRET"]) < SHORTEST_SECRET:
        yield f"BOUNCE_SECRET must have at least {SHORTEST_SECRET} random characters"
    given = {variable.name for variable in VARIABLES if _given(variable.name, environ)}
    for variable in VARIABLES:
        place = values[variable.name] if variable.kind is folder else None
        if place and variable.name in given and not place.is_absolute():
            yield f"{variable.name} must begin with / (programs stand in different folders)"
    if {"SITE_URL", "ALLOWED_HOSTS"} <= given and not _answers_to_itself(values):
        yield "ALLOWED_HOSTS must have the name in SITE_URL"
    if "SITE_URL" in given and values["SITE_URL"].startswith("http:") and values["SSL_REDIRECT"]:
        yield "SITE_URL must begin with https:// (SSL_REDIRECT=0 is for a trial without it)"


def _answers_to_itself(values):
    own = re.sub(r":\d+$", "", urlsplit(values["SITE_URL"]).netloc)
    return validate_host(own.lower(), values["ALLOWED_HOSTS"])


def table():
    """The list as docs/operating.md has it."""
    yield "| variable | what it is | is | without it |"
    yield "| --- | --- | --- | --- |"
    for v in VARIABLES:
        without = v.without or f"`{v.default}`"
        if v.needed:
            without = f"**production does not start**; otherwise {without}"
        yield f"| `{v.name}` | {v.means} | {v.kind.words} | {without} |"


if __name__ == "__main__":
    print(*table(), sep="\n")
