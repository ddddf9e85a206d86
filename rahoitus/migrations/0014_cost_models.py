
import django.contrib.postgres.fields
import django.db.models.deletion
import kehityspolku.money
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rahoitus', '0013_calls_of_before'),
    ]

    operations = [
        migrations.AlterField(
            model_name='application',
            name='cost_model',
            field=models.CharField(default='actual', max_length=10, verbose_name='cost model'),
        ),
        migrations.AlterField(
            model_name='applicationevent',
            name='cost_model',
            field=models.CharField(default='actual', max_length=10, verbose_name='cost model'),
        ),
        migrations.AlterField(
            model_name='call',
            name='cost_models',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list),
        ),
        migrations.CreateModel(
            name='CostModel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=10, verbose_name='short code')),
                ('name_fi', models.CharField(blank=True, max_length=160, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=160, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=160, verbose_name='name in English')),
                ('base', models.CharField(choices=[('none', 'no flat rate'), ('staff', 'staff pay'), ('direct', 'all direct costs')], default='none', max_length=10, verbose_name='flat rate is counted of')),
                ('percent', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='flat rate, %')),
                ('covers', models.CharField(blank=True, choices=[('', 'nothing'), ('side', 'side costs of staff pay'), ('indirect', 'indirect costs'), ('others', 'all other costs')], default='', max_length=10, verbose_name='it covers')),
                ('unit_price', kehityspolku.money.EurosField(blank=True, decimal_places=2, max_digits=11, null=True, verbose_name='an hour of work costs, €')),
                ('valid_from', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='from year')),
                ('valid_to', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='to year')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cost_models', to='rahoitus.source')),
            ],
            options={
                'verbose_name': 'cost model',
                'verbose_name_plural': 'cost models',
                'ordering': ['code'],
                'constraints': [models.UniqueConstraint(models.F('source'), models.F('code'), name='cost_model_once'), models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_fi', ''), ('name_sv', ''), _negated=True), name='cost_model_has_a_name'), models.CheckConstraint(condition=models.Q(('base', 'none'), models.Q(('percent__gt', 0), ('percent__lte', 100)), _connector='OR'), name='cost_model_flat_rate_has_percent'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_from', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='cost_model_years_in_order')],
            },
        ),
    ]
