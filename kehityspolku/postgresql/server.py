"""What `migrate` looks at first: whether the portal is made for this PostgreSQL and database."""

from django.core import checks
from django.db import Error, connections

OLDEST = 17
ENCODING = "UTF8"
# Of PostgreSQL's builtin provider (b), so that no other release of the system sorts otherwise. Both
# sort by number of sign and know every script's letters; the second one is new in 18.
LOCALES = {("b", "C.UTF-8"), ("b", "PG_UNICODE_FAST")}
EXTENSIONS = {"pg_trgm", "unaccent", "btree_gist"}
MAKE = (
    "createdb --owner=kehityspolku --encoding=UTF8 --locale-provider=builtin "
    "--builtin-locale=C.UTF-8 --template=template0 kehityspolku"
)
FACTS = """
    SELECT current_setting('server_version_num')::int / 10000,
        pg_encoding_to_char(encoding), datlocprovider::text, datlocale,
        ARRAY(SELECT name::text FROM pg_available_extensions)
    FROM pg_database WHERE datname = current_database()
"""
VERSION = "SELECT current_setting('server_version_num')::int / 10000"


def check(databases=None, **kwargs):
    """A check of Django's, run by `migrate` and `check --database default`."""
    return [
        checks.Error(problem, hint="See docs/operating.md.", id="kehityspolku.E001")
        for alias in databases or ()
        for problem in _problems_of(connections[alias])
    ]


def _problems_of(connection):
    try:
        with connection.cursor() as cursor:
            cursor.execute(VERSION)
            (version,) = cursor.fetchone()
            if version < OLDEST:  # older ones have other columns
                return problems(version)
            cursor.execute(FACTS)
            return problems(*cursor.fetchone())
    except Error as problem:
        return [f"PostgreSQL does not answer: {str(problem).strip().splitlines()[0]}"]


def problems(version, encoding=ENCODING, provider="b", locale="C.UTF-8", available=EXTENSIONS):
    """What is not as it must be, each with what will do."""
    if version < OLDEST:
        return [f"This is PostgreSQL {version}: {OLDEST} or newer is needed."]
    found = []
    if encoding != ENCODING or (provider, locale) not in LOCALES:
        name = f"{locale or "the operating system's"} ({encoding})"
        found.append(f"The database has the locale {name}: make an empty one with  {MAKE}")
    if lacking := sorted(EXTENSIONS - set(available)):
        found.append(f"The server lacks {', '.join(lacking)}: install PostgreSQL's contrib part.")
    return found
