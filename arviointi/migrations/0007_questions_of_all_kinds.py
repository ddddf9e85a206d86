"""Questions of all kinds in sections, surveys in one language, rounds, answers on paper, answers kept
to go on later."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('arviointi', '0006_opt_outs'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='answer',
            name='answer_once_per_question',
        ),
        migrations.AddField(
            model_name='answer',
            name='item',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='question',
            name='high_en',
            field=models.CharField(blank=True, db_default='', max_length=60),
        ),
        migrations.AddField(
            model_name='question',
            name='high_fi',
            field=models.CharField(blank=True, db_default='', max_length=60),
        ),
        migrations.AddField(
            model_name='question',
            name='high_sv',
            field=models.CharField(blank=True, db_default='', max_length=60),
        ),
        migrations.AddField(
            model_name='question',
            name='lead_en',
            field=models.TextField(blank=True, db_default=''),
        ),
        migrations.AddField(
            model_name='question',
            name='lead_fi',
            field=models.TextField(blank=True, db_default=''),
        ),
        migrations.AddField(
            model_name='question',
            name='lead_sv',
            field=models.TextField(blank=True, db_default=''),
        ),
        migrations.AddField(
            model_name='question',
            name='least',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='question',
            name='low_en',
            field=models.CharField(blank=True, db_default='', max_length=60),
        ),
        migrations.AddField(
            model_name='question',
            name='low_fi',
            field=models.CharField(blank=True, db_default='', max_length=60),
        ),
        migrations.AddField(
            model_name='question',
            name='low_sv',
            field=models.CharField(blank=True, db_default='', max_length=60),
        ),
        migrations.AddField(
            model_name='question',
            name='most',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='question',
            name='options_en',
            field=models.TextField(blank=True, db_default=''),
        ),
        migrations.AddField(
            model_name='question',
            name='options_fi',
            field=models.TextField(blank=True, db_default=''),
        ),
        migrations.AddField(
            model_name='question',
            name='options_sv',
            field=models.TextField(blank=True, db_default=''),
        ),
        migrations.AddField(
            model_name='question',
            name='other',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='question',
            name='required',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='question',
            name='roles',
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddField(
            model_name='question',
            name='shown_if',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='decides', to='arviointi.question'),
        ),
        migrations.AddField(
            model_name='question',
            name='shown_when',
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddField(
            model_name='survey',
            name='follows',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followed_by', to='arviointi.survey'),
        ),
        migrations.AddField(
            model_name='survey',
            name='language',
            field=models.CharField(blank=True, choices=[('', 'Finnish, Swedish and English'), ('fi', 'Finnish only'), ('sv', 'Swedish only'), ('en', 'English only')], db_default='', max_length=2, verbose_name='languages'),
        ),
        migrations.AddField(
            model_name='survey',
            name='on_paper',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='answer',
            name='choice',
            field=models.CharField(max_length=10),
        ),
        migrations.AlterField(
            model_name='question',
            name='kind',
            field=models.CharField(choices=[('section', 'section with a lead text'), ('scale', 'statement with a scale'), ('matrix', 'several statements with one scale'), ('choice', 'choice of one'), ('multiple', 'choice of several'), ('score', 'number from 0 to 10'), ('ranking', 'order of importance'), ('number', 'a number'), ('date', 'a date'), ('open', 'open question'), ('district', 'a district')], max_length=8),
        ),
        migrations.AlterField(
            model_name='question',
            name='survey',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='arviointi.survey'),
        ),
        migrations.AlterField(
            model_name='question',
            name='text_en',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AlterField(
            model_name='question',
            name='text_fi',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AlterField(
            model_name='question',
            name='text_sv',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AlterField(
            model_name='resultrow',
            name='part',
            field=models.CharField(choices=[('whole', 'how many answered'), ('statement', 'a statement'), ('question', 'another closed question'), ('theme', 'a theme among all'), ('group', 'a theme among those of a role'), ('rate', 'invited people of a role')], max_length=10),
        ),
        migrations.AlterField(
            model_name='survey',
            name='title_en',
            field=models.CharField(blank=True, max_length=200, verbose_name='title in English'),
        ),
        migrations.AlterField(
            model_name='survey',
            name='title_fi',
            field=models.CharField(blank=True, max_length=200, verbose_name='title in Finnish'),
        ),
        migrations.AlterField(
            model_name='survey',
            name='title_sv',
            field=models.CharField(blank=True, max_length=200, verbose_name='title in Swedish'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(models.F('response'), models.F('question'), models.F('item'), name='answer_once_per_item'),
        ),
        migrations.CreateModel(
            name='Kept',
            fields=[
                ('mark', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept', to='arviointi.survey')),
            ],
        ),
    ]
