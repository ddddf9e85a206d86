"""Names and titles that were kept before they were tidied on their way in."""

from django.db import migrations, models

from kehityspolku.lines import tidy_rows

LINES = {
    "User": ["name", "bounce_reason"],
    "Picture": ["alt_fi", "alt_sv", "alt_en"],
    "Report": ["title"],
    "Notice": ["problem"],
}
UNTIDY = (
    r"[\u0001-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


def tidy(apps, schema_editor):
    for model, names in LINES.items():
        tidy_rows(apps.get_model("kehityspolku", model), *names)


class Migration(migrations.Migration):
    dependencies = [("kehityspolku", "0008_one_address")]

    operations = [
        migrations.RunPython(tidy, migrations.RunPython.noop),
        # The rows touched wait for the check of their addresses, which no change of a table may.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=~models.Q(name__regex=UNTIDY), name="user_name_is_one_line"
            ),
        ),
    ]
