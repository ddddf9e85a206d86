
import django.core.serializers.json
import django.db.models.deletion
import kehityspolku.moments
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rahoitus', '0015_cost_models_of_before'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('kind', models.CharField(choices=[('text', 'text'), ('number', 'number'), ('money', 'euros'), ('choice', 'one of several choices'), ('yes_no', 'yes or no'), ('date', 'date'), ('file', 'file')], default='text', max_length=10, verbose_name='answered with')),
                ('required', models.BooleanField(default=True, verbose_name='must be answered')),
                ('text_fi', models.CharField(blank=True, max_length=500, verbose_name='question in Finnish')),
                ('text_sv', models.CharField(blank=True, max_length=500, verbose_name='question in Swedish')),
                ('text_en', models.CharField(blank=True, max_length=500, verbose_name='question in English')),
                ('most_characters', models.PositiveIntegerField(blank=True, null=True, verbose_name='characters at most, of a text')),
                ('choices_fi', models.TextField(blank=True, max_length=2000, verbose_name='choices in Finnish, one a line')),
                ('choices_sv', models.TextField(blank=True, max_length=2000, verbose_name='choices in Swedish, one a line')),
                ('choices_en', models.TextField(blank=True, max_length=2000, verbose_name='choices in English, one a line')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='rahoitus.call')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['place', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RequiredDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('name_fi', models.CharField(blank=True, max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('required', models.BooleanField(default=True, verbose_name='must be there')),
                ('in_another', models.BooleanField(default=True, verbose_name='may be in another file')),
                ('later', models.BooleanField(default=False, verbose_name='may come later')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='rahoitus.call')),
            ],
            options={
                'verbose_name': 'required document',
                'verbose_name_plural': 'required documents',
                'ordering': ['place', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_fi', ''), ('name_sv', ''), _negated=True), name='document_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('made_at', models.DateTimeField(default=kehityspolku.moments.now)),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='what changed, and why')),
                ('frozen', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='rahoitus.call')),
            ],
            options={
                'verbose_name': "version of a call's rules",
                'verbose_name_plural': "versions of a call's rules",
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(models.F('call'), models.F('number'), name='call_version_once')],
            },
        ),
    ]
