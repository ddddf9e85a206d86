"""Who can answer, frozen results, open answers and invitations have tables of their own."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import kehityspolku.moments


class Migration(migrations.Migration):

    dependencies = [
        ('arviointi', '0002_names_on_one_line'),
        ('kehrat', '0034_kinds_and_seats_of_organisations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('seed', models.CharField(max_length=64)),
                ('mark', models.CharField(max_length=64, unique=True)),
                ('address', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('role', models.CharField(choices=[('resident', 'a resident'), ('association', 'an association'), ('company', 'a company'), ('school', 'a school'), ('official', 'a public body'), ('other', 'something else')], max_length=12, verbose_name='invited as')),
                ('source', models.CharField(max_length=200, verbose_name='where the address comes from')),
                ('language', models.CharField(choices=[('fi', 'Suomi'), ('sv', 'Svenska'), ('en', 'English')], default='fi', max_length=2, verbose_name='language of the message')),
                ('mail_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('mails', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(null=True)),
                ('done', models.BooleanField(default=False)),
                ('declined', models.BooleanField(default=False)),
                ('bounced', models.BooleanField(default=False)),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='arviointi.survey')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
            },
        ),
        migrations.CreateModel(
            name='OpenAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='open_answers', to='arviointi.question')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='open_answers', to='arviointi.survey')),
            ],
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('made_at', models.DateTimeField(default=kehityspolku.moments.now)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='arviointi.survey')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='ResultRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('whole', 'how many answered'), ('statement', 'a statement'), ('theme', 'a theme among all'), ('group', 'a theme among those of a role'), ('rate', 'invited people of a role')], max_length=10)),
                ('code', models.CharField(blank=True, max_length=16)),
                ('group', models.CharField(blank=True, max_length=12)),
                ('figures', models.JSONField(null=True)),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='result_rows', to='arviointi.survey')),
            ],
        ),
        migrations.CreateModel(
            name='Verbatim',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(blank=True)),
                ('shown', models.BooleanField(default=False)),
                ('theme', models.CharField(blank=True, max_length=80, verbose_name='theme')),
                ('answer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='arviointi.openanswer')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='arviointi.question')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verbatims', to='arviointi.reading')),
            ],
        ),
        migrations.AddField(
            model_name='survey',
            name='mode',
            field=models.CharField(choices=[('link', 'open link: anyone who has it can answer'), ('anonymous', 'anonymous: one answer for each person invited'), ('named', 'named: Sukkula knows who has answered')], db_default='link', default='link', max_length=10, verbose_name='who can answer'),
        ),
        migrations.AddField(
            model_name='survey',
            name='released_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='survey',
            name='released_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='response',
            name='role',
            field=models.CharField(blank=True, choices=[('resident', 'a resident'), ('association', 'an association'), ('company', 'a company'), ('school', 'a school'), ('official', 'a public body'), ('other', 'something else')], max_length=12),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='survey',
            trigger=pgtrigger.compiler.Trigger(name='mode_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."mode" IS DISTINCT FROM (NEW."mode") AND NOT (OLD."state" = \'draft\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b5ab4e45d3c1988d2d38a56956ee2ec806751cd1', operation='UPDATE', pgid='pgtrigger_mode_stays_cbfac', table='arviointi_survey', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(('released_at', None), ('state', 'closed'), _connector='OR'), name='survey_released_is_closed'),
        ),
        migrations.AddIndex(
            model_name='invitation',
            index=models.Index(models.F('mail_at'), condition=models.Q(('mail_at__isnull', False)), name='survey_mail_waiting'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(models.F('survey'), models.F('address'), condition=models.Q(('address', ''), _negated=True), name='survey_invites_once'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(models.F('survey'), models.F('number'), name='reading_number_once'),
        ),
        migrations.AddConstraint(
            model_name='resultrow',
            constraint=models.UniqueConstraint(models.F('survey'), models.F('part'), models.F('code'), models.F('group'), name='result_row_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resultrow',
            trigger=pgtrigger.compiler.Trigger(name='results_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ae597e4fec68485c656b7ba54a3a5488498bbda3', operation='UPDATE', pgid='pgtrigger_results_stay_a64e3', table='arviointi_resultrow', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='verbatim',
            constraint=models.CheckConstraint(condition=models.Q(('shown', True), ('text', ''), _connector='OR'), name='verbatim_hidden_has_no_words'),
        ),
    ]
