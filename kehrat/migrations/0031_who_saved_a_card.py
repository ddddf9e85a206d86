"""Who saved a card last, and when. Unsaved texts move to the ground's drafts, one per opened form."""

from uuid import uuid4

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def move(apps, _schema):
    kept = apps.get_model("kehrat", "CardDraft").objects.all()
    ContentType = apps.get_model("contenttypes", "ContentType")
    project, _new = ContentType.objects.get_or_create(app_label="kehrat", model="project")
    Draft = apps.get_model("kehityspolku", "Draft")
    for old in kept.iterator():
        Draft.objects.create(
            owner_id=old.editor_id,
            form=uuid4(),
            page="kehrat:project_edit",
            record_type=project,
            record_id=old.project_id,
            text=old.text,
            at=old.saved_at,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('kehityspolku', '0011_drafts'),
        ('kehrat', '0030_changes_by'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='project',
            name='saved_at',
            field=models.DateTimeField(null=True, verbose_name='last saved by its writers'),
        ),
        migrations.AddField(
            model_name='project',
            name='saved_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(move, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel(name='CardDraft'),
    ]
