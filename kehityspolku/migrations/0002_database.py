"""What the database itself must know: extensions and immutable text functions.

It runs before the tables whose indexes need it. The user's table comes first, because Django
points at an app's first migration for it.
"""

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.core.management import call_command
from django.db import migrations

# unaccent() is not immutable, so an index can't use it; these wrappers are.
FUNCTIONS = """
CREATE FUNCTION f_unaccent(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT public.unaccent('public.unaccent', lower($1)) $$;
CREATE FUNCTION f_finnish_order(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT translate(lower($1), 'åäö', '{|}') COLLATE "C" $$;
"""


def make_cache_table(apps, schema_editor):
    """The cache of a portal without Redis; harmless where Redis is the cache."""
    call_command("createcachetable", "cache", database=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("kehityspolku", "0001_initial")]
    run_before = [("kehrat", "0001_initial")]
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(
            FUNCTIONS, "DROP FUNCTION f_unaccent(text); DROP FUNCTION f_finnish_order(text);"
        ),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
