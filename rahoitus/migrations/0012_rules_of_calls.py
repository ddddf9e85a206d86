"""A call closes at a moment, may end early, and tells its rules in full."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import kehityspolku.money
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kehrat', '0031_who_saved_a_card'),
        ('rahoitus', '0011_receipts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('kind', models.CharField(choices=[('never', 'what is never funded'), ('earlier', 'earlier grants or new activity'), ('order', 'order of arrival'), ('decided', 'when it is decided'), ('criterion', 'what is weighed'), ('reports', 'when one reports and claims'), ('other', 'other rule'), ('contact', 'whom to ask')], max_length=10, verbose_name='about')),
                ('text_fi', models.TextField(blank=True, max_length=2000, verbose_name='in Finnish')),
                ('text_sv', models.TextField(blank=True, max_length=2000, verbose_name='in Swedish')),
                ('text_en', models.TextField(blank=True, max_length=2000, verbose_name='in English')),
            ],
            options={
                'verbose_name': 'condition in words',
                'verbose_name_plural': 'conditions in words',
                'ordering': ['place', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('name_fi', models.CharField(blank=True, max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('smallest', kehityspolku.money.EurosField(blank=True, decimal_places=2, max_digits=11, null=True, verbose_name='smallest grant, €')),
                ('largest', kehityspolku.money.EurosField(blank=True, decimal_places=2, max_digits=11, null=True, verbose_name='largest grant, €')),
                ('highest_share', kehityspolku.money.PercentField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='highest share of costs, %')),
            ],
            options={
                'verbose_name': 'part of a call',
                'verbose_name_plural': 'parts of a call',
                'ordering': ['place', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='call',
            name='applicants',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('person', 'private person'), ('group', 'unregistered group'), ('association', 'association'), ('foundation', 'foundation'), ('company', 'company'), ('public', 'public body')], max_length=12), blank=True, default=list, verbose_name='who may apply'),
        ),
        migrations.AddField(
            model_name='call',
            name='checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='checked on'),
        ),
        migrations.AddField(
            model_name='call',
            name='closes_time',
            field=models.TimeField(blank=True, null=True, verbose_name='at, 23.59.59 where empty'),
        ),
        migrations.AddField(
            model_name='call',
            name='costs_from',
            field=models.CharField(blank=True, choices=[('applied', 'from the day the application is sent'), ('decided', 'from the day of the decision'), ('opened', 'from the day the call opens'), ('day', 'from a day that the call names')], default='', max_length=10, verbose_name='costs count'),
        ),
        migrations.AddField(
            model_name='call',
            name='costs_from_on',
            field=models.DateField(blank=True, null=True, verbose_name='that day'),
        ),
        migrations.AddField(
            model_name='call',
            name='de_minimis',
            field=models.BooleanField(default=False, verbose_name='granted as de minimis aid'),
        ),
        migrations.AddField(
            model_name='call',
            name='ended_early_on',
            field=models.DateField(blank=True, null=True, verbose_name='ended early on'),
        ),
        migrations.AddField(
            model_name='call',
            name='ended_early_why',
            field=models.CharField(blank=True, max_length=300, verbose_name='why it ended early'),
        ),
        migrations.AddField(
            model_name='call',
            name='closes_at',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.expressions.RawSQL("LEAST(\n        (closes_on + COALESCE(closes_time, time '23:59:59')) AT TIME ZONE 'Europe/Helsinki',\n        (ended_early_on + time '23:59:59') AT TIME ZONE 'Europe/Helsinki'\n    )", []), output_field=models.DateTimeField(null=True)),
        ),
        migrations.AddField(
            model_name='call',
            name='ends_latest_on',
            field=models.DateField(blank=True, null=True, verbose_name='the project ends at the latest'),
        ),
        migrations.AddField(
            model_name='call',
            name='hour_value',
            field=kehityspolku.money.EurosField(blank=True, decimal_places=2, max_digits=11, null=True, verbose_name='an hour of volunteer work is worth, €'),
        ),
        migrations.AddField(
            model_name='call',
            name='hours_share',
            field=kehityspolku.money.PercentField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='volunteer work at most, % of the costs'),
        ),
        migrations.AddField(
            model_name='call',
            name='own_counts',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('own', 'own money'), ('city', 'money of the City of Helsinki'), ('public', 'other public money'), ('private', 'private money'), ('in_kind', 'volunteer work and other work in kind')], max_length=10), blank=True, default=list, verbose_name='what counts as own contribution'),
        ),
        migrations.AddField(
            model_name='call',
            name='payment',
            field=models.CharField(blank=True, choices=[('once', 'in one sum'), ('parts', 'in instalments'), ('claims', 'against claims of costs'), ('lump', 'in lump sums, each against evidence')], default='', max_length=10, verbose_name='the money is paid'),
        ),
        migrations.AddField(
            model_name='call',
            name='published_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='call',
            name='register_by',
            field=models.DateField(blank=True, null=True, verbose_name='register with the funder by'),
        ),
        migrations.AddField(
            model_name='call',
            name='retention_years',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='papers are kept, years'),
        ),
        migrations.AddField(
            model_name='call',
            name='second_stage_on',
            field=models.DateField(blank=True, help_text='Where a short idea comes first and a full application later.', null=True, verbose_name='the second stage closes'),
        ),
        migrations.AddField(
            model_name='call',
            name='shortest_months',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='shortest duration, months'),
        ),
        migrations.AddField(
            model_name='call',
            name='source_links',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.URLField(max_length=500), blank=True, default=list, verbose_name='where the rules were read'),
        ),
        migrations.AddField(
            model_name='call',
            name='use_report_months',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='use report, months after the end'),
        ),
        migrations.AlterField(
            model_name='call',
            name='closes_on',
            field=models.DateField(blank=True, null=True, verbose_name='closes'),
        ),
        migrations.AlterField(
            model_name='call',
            name='highest_share',
            field=kehityspolku.money.PercentField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='highest share of costs, %'),
        ),
        migrations.AlterField(
            model_name='call',
            name='least_own_share',
            field=kehityspolku.money.PercentField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='least own contribution, %'),
        ),
        migrations.AlterField(
            model_name='call',
            name='name_en',
            field=models.CharField(blank=True, max_length=200, verbose_name='name in English'),
        ),
        migrations.AlterField(
            model_name='call',
            name='name_fi',
            field=models.CharField(blank=True, max_length=200, verbose_name='name in Finnish'),
        ),
        migrations.AlterField(
            model_name='call',
            name='name_sv',
            field=models.CharField(blank=True, max_length=200, verbose_name='name in Swedish'),
        ),
        migrations.AlterField(
            model_name='source',
            name='name_en',
            field=models.CharField(blank=True, max_length=160, verbose_name='name in English'),
        ),
        migrations.AlterField(
            model_name='source',
            name='name_fi',
            field=models.CharField(blank=True, max_length=160, verbose_name='name in Finnish'),
        ),
        migrations.AlterField(
            model_name='source',
            name='name_sv',
            field=models.CharField(blank=True, max_length=160, verbose_name='name in Swedish'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_fi', ''), ('name_sv', ''), _negated=True), name='call_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_fi', ''), ('name_sv', ''), _negated=True), name='source_has_a_name'),
        ),
        migrations.AddField(
            model_name='condition',
            name='call',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conditions', to='rahoitus.call'),
        ),
        migrations.AddField(
            model_name='part',
            name='call',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='rahoitus.call'),
        ),
        migrations.AddConstraint(
            model_name='condition',
            constraint=models.CheckConstraint(condition=models.Q(('text_en', ''), ('text_fi', ''), ('text_sv', ''), _negated=True), name='condition_has_a_text'),
        ),
        migrations.AddConstraint(
            model_name='part',
            constraint=models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_fi', ''), ('name_sv', ''), _negated=True), name='call_part_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='part',
            constraint=models.CheckConstraint(condition=models.Q(('largest', None), ('smallest', None), ('largest__gte', models.F('smallest')), _connector='OR'), name='call_part_limits_in_order'),
        ),
        # The release before still asks the column; new code leaves it to the database.
        migrations.AlterField(
            model_name='call',
            name='registered_only',
            field=models.BooleanField(default=True, db_default=True),
        ),
    ]
