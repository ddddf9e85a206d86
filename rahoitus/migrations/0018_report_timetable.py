"""Reports to the funder are rows of a call's timetable; the use report's months become the first."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


def carry_over(apps, schema_editor):
    calls, dues = (apps.get_model("rahoitus", name).objects for name in ("Call", "ReportDue"))
    told = dict(calls.exclude(use_report_months=None).values_list("pk", "use_report_months"))
    dues.bulk_create(
        dues.model(call_id=call, place=1, kind="use", months=months, after="end")
        for call, months in told.items()
    )
    for version in apps.get_model("rahoitus", "Version").objects.iterator():
        rows = version.frozen["rows"]
        months = rows[0]["fields"].pop("use_report_months", None)
        if months is not None:
            facts = {"call": version.call_id, "kind": "use", "months": months, "after": "end"}
            rows.append({"model": "rahoitus.reportdue", "pk": None, "fields": facts})
            version.save(update_fields=["frozen"])


class Migration(migrations.Migration):

    dependencies = [
        ('rahoitus', '0017_heir_of_the_ely_centre'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportDue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('kind', models.CharField(choices=[('interim', 'interim report'), ('final', 'final report'), ('claim', 'payment claim'), ('use', 'use report')], max_length=10, verbose_name='what is given')),
                ('months', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(120)], verbose_name='months after')),
                ('after', models.CharField(choices=[('start', "the project's start"), ('end', "the project's end"), ('decision', 'the decision')], default='end', max_length=10, verbose_name='counted from')),
                ('every_months', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name="again every so many months until the project's end")),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='rahoitus.call')),
            ],
            options={
                'verbose_name': 'report to the funder',
                'verbose_name_plural': 'reports to the funder',
                'ordering': ['place', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('months__lte', 120)), name='report_due_within_ten_years'), models.CheckConstraint(condition=models.Q(('every_months', None), models.Q(('every_months__gte', 1), ('every_months__lte', 120)), _connector='OR'), name='report_due_interval_in_bounds')],
            },
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        # Only the release before asks it: the column goes when that one runs nowhere.
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField("call", "use_report_months")]
        ),
    ]
