from django.db import migrations

from kehrat.places import load as places


def load(apps, schema_editor):
    places.load(*(apps.get_model("kehrat", name) for name in ("MajorDistrict", "District", "SubArea")))


class Migration(migrations.Migration):
    dependencies = [("kehrat", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
