from django.db import migrations


class Migration(migrations.Migration):
    """PostgreSQL is told how dear it is to read an idea's words and title, so that it asks their
    indexes."""

    dependencies = [
        ("kehrat", "0042_ideas_tell_where"),
    ]

    operations = [
        migrations.RunSQL(
            "ALTER FUNCTION f_words(text, text, text) COST 1000;"
            "ALTER FUNCTION f_unaccent(text) COST 500;",
            "ALTER FUNCTION f_words(text, text, text) COST 100;"
            "ALTER FUNCTION f_unaccent(text) COST 100;",
        ),
    ]
