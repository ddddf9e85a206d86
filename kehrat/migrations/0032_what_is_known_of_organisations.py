"""Whether an organisation is registered may be unknown; what is known of it has its history."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def nobody_knows(apps, _schema):
    """One without a business ID was written down as not registered, though nobody had said so."""
    Organisation = apps.get_model("kehrat", "Organisation")
    Organisation.objects.filter(registered=False, business_id="").update(registered=None)


class Migration(migrations.Migration):

    dependencies = [
        ('kehrat', '0031_who_saved_a_card'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='OrganisationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('business_id', models.CharField(blank=True, max_length=9, verbose_name='business ID')),
                ('registered', models.BooleanField(default=True, null=True, verbose_name='registered association or other legal person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AlterField(
            model_name='organisation',
            name='registered',
            field=models.BooleanField(default=True, null=True, verbose_name='registered association or other legal person'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kehrat_organisationevent" ("business_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered") VALUES (NEW."business_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."registered"); RETURN NULL;', hash='781e136a26bcc6c93ba1806a94e64febd2b140c8', operation='INSERT', pgid='pgtrigger_insert_insert_c459d', table='kehrat_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "kehrat_organisationevent" ("business_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered") VALUES (NEW."business_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."registered"); RETURN NULL;', hash='6153c4bab26400b581ffecc563c84b00d2d78e58', operation='UPDATE', pgid='pgtrigger_update_update_b42e9', table='kehrat_organisation', when='AFTER')),
        ),
        migrations.AddField(
            model_name='organisationevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='organisationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='kehrat.organisation'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5c41ad5d4cec58b4da3b1110ccf31b3928ca5e01', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_135d7', table='kehrat_organisationevent', when='BEFORE')),
        ),
        migrations.RunPython(nobody_knows, migrations.RunPython.noop, elidable=True),
    ]
