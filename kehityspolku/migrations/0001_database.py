"""What the database itself must know before any table: extensions and immutable text functions."""

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

# unaccent() is not immutable, so an index can't use it; these wrappers are.
FUNCTIONS = """
CREATE FUNCTION f_unaccent(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT public.unaccent('public.unaccent', lower($1)) $$;
CREATE FUNCTION f_finnish_order(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT translate(lower($1), 'åäö', '{|}') COLLATE "C" $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(
            FUNCTIONS, "DROP FUNCTION f_unaccent(text); DROP FUNCTION f_finnish_order(text);"
        ),
    ]
