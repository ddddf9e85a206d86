"""The lines of an application become those of its budget: what it asks for."""

import django.db.models.deletion
import kehityspolku.moments
import kehityspolku.money
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

MOVE = """
INSERT INTO rahoitus_budget (application_id, kind, number, made_at, frozen_at)
    SELECT id, 'asked', 0, opened_at, sent_at FROM rahoitus_application
    WHERE NOT recorded_afterwards
        OR EXISTS (SELECT 1 FROM rahoitus_costline c WHERE c.application_id = rahoitus_application.id)
        OR EXISTS (SELECT 1 FROM rahoitus_fundingline f WHERE f.application_id = rahoitus_application.id);
UPDATE rahoitus_costline l SET budget_id = b.id
    FROM rahoitus_budget b WHERE b.application_id = l.application_id;
UPDATE rahoitus_fundingline l SET budget_id = b.id
    FROM rahoitus_budget b WHERE b.application_id = l.application_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""
# While the release before runs beside this one, each finds the lines that the other writes.
BOTH_WAYS = """
CREATE FUNCTION rahoitus_line_of_both() RETURNS trigger AS $$
BEGIN
    IF NEW.budget_id IS NULL THEN
        INSERT INTO rahoitus_budget (application_id, kind, number, made_at)
            VALUES (NEW.application_id, 'asked', 0, now()) ON CONFLICT DO NOTHING;
        SELECT id INTO NEW.budget_id FROM rahoitus_budget
            WHERE application_id = NEW.application_id AND kind = 'asked';
    ELSIF NEW.application_id IS NULL THEN
        SELECT application_id INTO NEW.application_id FROM rahoitus_budget
            WHERE id = NEW.budget_id AND kind = 'asked';
    END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER line_of_both BEFORE INSERT ON rahoitus_costline
    FOR EACH ROW EXECUTE FUNCTION rahoitus_line_of_both();
CREATE TRIGGER line_of_both BEFORE INSERT ON rahoitus_fundingline
    FOR EACH ROW EXECUTE FUNCTION rahoitus_line_of_both();
"""
ONE_WAY = """
DROP TRIGGER line_of_both ON rahoitus_costline;
DROP TRIGGER line_of_both ON rahoitus_fundingline;
DROP FUNCTION rahoitus_line_of_both();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('kehrat', '0033_profiles_of_organisations'),
        ('rahoitus', '0020_grants_in_vain'),
    ]

    operations = [
        migrations.CreateModel(
            name='Budget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('asked', 'asked for'), ('approved', 'approved'), ('amendment', 'change')], default='asked', max_length=10, verbose_name='kind of budget')),
                ('number', models.PositiveSmallIntegerField(default=0, verbose_name='number')),
                ('made_at', models.DateTimeField(default=kehityspolku.moments.now)),
                ('frozen_at', models.DateTimeField(blank=True, null=True)),
                ('holds_from', models.DateField(blank=True, null=True, verbose_name='holds from')),
            ],
            options={
                'verbose_name': 'budget',
                'verbose_name_plural': 'budgets',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
            ],
            options={
                'verbose_name': 'partner',
                'verbose_name_plural': 'partners',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='costline',
            name='first',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='later', to='rahoitus.costline'),
        ),
        migrations.AddField(
            model_name='costline',
            name='hour_price',
            field=kehityspolku.money.EurosField(blank=True, decimal_places=2, max_digits=11, null=True, verbose_name='an hour, €'),
        ),
        migrations.AddField(
            model_name='costline',
            name='hours',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name='hours'),
        ),
        migrations.AddField(
            model_name='costline',
            name='phase',
            field=models.CharField(blank=True, db_default='', max_length=200, verbose_name='phase'),
        ),
        migrations.AddField(
            model_name='costline',
            name='year',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year'),
        ),
        migrations.AddField(
            model_name='fundingline',
            name='promised',
            field=models.BooleanField(db_default=False, default=False, verbose_name='promised'),
        ),
        migrations.AddField(
            model_name='fundingline',
            name='year',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year'),
        ),
        migrations.AlterField(
            model_name='costline',
            name='category',
            field=models.CharField(choices=[('staff', 'staff pay'), ('units', 'staff by unit cost'), ('side', 'side costs of staff pay'), ('services', 'services bought'), ('travel', 'travel'), ('premises', 'premises'), ('materials', 'materials and equipment'), ('other', 'other costs'), ('volunteer', 'volunteer work')], max_length=10, verbose_name='category'),
        ),
        migrations.AddField(
            model_name='budget',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='budgets', to='rahoitus.application'),
        ),
        migrations.AddField(
            model_name='costline',
            name='budget',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='costs', to='rahoitus.budget'),
        ),
        migrations.AddField(
            model_name='fundingline',
            name='budget',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='funding', to='rahoitus.budget'),
        ),
        migrations.AddConstraint(
            model_name='fundingline',
            constraint=models.CheckConstraint(condition=models.Q(('year', None), ('year__range', (1990, 2100)), _connector='OR'), name='funding_year_is_one'),
        ),
        migrations.AddField(
            model_name='partner',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='rahoitus.application'),
        ),
        migrations.AddField(
            model_name='partner',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='partnerships', to='kehrat.organisation'),
        ),
        migrations.AddField(
            model_name='costline',
            name='partner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='costs', to='rahoitus.partner'),
        ),
        migrations.AddConstraint(
            model_name='costline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('hour_price', None), ('hours', None)), models.Q(('hour_price__gte', 0), ('hours__gte', 0)), _connector='OR'), name='cost_hours_have_a_price'),
        ),
        migrations.AddConstraint(
            model_name='costline',
            constraint=models.CheckConstraint(condition=models.Q(('year', None), ('year__range', (1990, 2100)), _connector='OR'), name='cost_year_is_one'),
        ),
        migrations.AddConstraint(
            model_name='budget',
            constraint=models.UniqueConstraint(models.F('application'), models.F('kind'), models.F('number'), name='budget_once'),
        ),
        migrations.AddConstraint(
            model_name='budget',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('holds_from', None), ('kind', 'asked'), ('number', 0)), models.Q(('kind__in', ['approved', 'amendment']), ('number__gte', 1)), _connector='OR'), name='budget_numbered_but_asked'),
        ),
        migrations.AddConstraint(
            model_name='budget',
            constraint=models.CheckConstraint(condition=models.Q(('holds_from', None), ('frozen_at__isnull', False), _connector='OR'), name='budget_holds_frozen'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.UniqueConstraint(models.F('application'), models.F('organisation'), name='partner_once'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.UniqueConstraint(models.F('application'), models.F('name'), condition=models.Q(('name', ''), _negated=True), name='partner_name_once'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('organisation', None), ('name', ''), _connector='XOR'), name='partner_is_one_or_the_other'),
        ),
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='costline',
            name='budget',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='costs', to='rahoitus.budget'),
        ),
        # Only the release before asks it: the column goes when that one runs nowhere.
        migrations.AlterField(
            model_name='costline',
            name='application',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='costs', to='rahoitus.application'),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField('costline', 'application')]
        ),
        migrations.AlterField(
            model_name='fundingline',
            name='budget',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='funding', to='rahoitus.budget'),
        ),
        # Only the release before asks it: the column goes when that one runs nowhere.
        migrations.AlterField(
            model_name='fundingline',
            name='application',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='funding', to='rahoitus.application'),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField('fundingline', 'application')]
        ),
        migrations.RunSQL(BOTH_WAYS, ONE_WAY),
        pgtrigger.migrations.AddTrigger(
            model_name='costline',
            trigger=pgtrigger.compiler.Trigger(name='frozen_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT 1 FROM rahoitus_budget\n                       WHERE id = NEW.budget_id AND frozen_at IS NOT NULL) THEN\n                RAISE EXCEPTION 'The budget is frozen';\n            END IF;\n            RETURN NEW;\n        ", hash='f21a27f73b3d58adaa46570de98b98ad463114d8', operation='INSERT OR UPDATE', pgid='pgtrigger_frozen_stay_62e23', table='rahoitus_costline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingline',
            trigger=pgtrigger.compiler.Trigger(name='frozen_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT 1 FROM rahoitus_budget\n                       WHERE id = NEW.budget_id AND frozen_at IS NOT NULL) THEN\n                RAISE EXCEPTION 'The budget is frozen';\n            END IF;\n            RETURN NEW;\n        ", hash='7c8ecfc0f78c2677b46c39d15ea285e763085676', operation='INSERT OR UPDATE', pgid='pgtrigger_frozen_stay_35c37', table='rahoitus_fundingline', when='BEFORE')),
        ),
    ]
