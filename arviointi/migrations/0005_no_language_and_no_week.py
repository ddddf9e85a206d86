"""Language and week of an answer are emptied and asked no more.

The release before still names the columns: they go when that one runs nowhere.
"""

from django.db import migrations, models

EMPTIED = """
ALTER TABLE arviointi_response
    ALTER language DROP NOT NULL, ALTER iso_week DROP NOT NULL, ALTER held DROP NOT NULL;
ALTER TABLE arviointi_answer ALTER text SET DEFAULT '';
UPDATE arviointi_response SET language = NULL, iso_week = NULL, held = NULL;
"""


class Migration(migrations.Migration):

    dependencies = [("arviointi", "0004_answers_without_a_key")]

    operations = [
        migrations.RemoveConstraint(
            model_name='answer',
            name='answer_is_choice_or_text',
        ),
        migrations.AlterField(
            model_name='answer',
            name='choice',
            field=models.CharField(choices=[('1', 'Strongly disagree'), ('2', 'Disagree'), ('3', 'Neither agree nor disagree'), ('4', 'Agree'), ('5', 'Strongly agree'), ('dk', "Don't know"), ('na', 'Does not concern me')], max_length=2),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('choice', ''), _negated=True), name='answer_is_a_choice'),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(EMPTIED, migrations.RunSQL.noop)],
            state_operations=[
                migrations.RemoveField(
                    model_name='response',
                    name='held',
                ),
                migrations.RemoveField(
                    model_name='response',
                    name='iso_week',
                ),
                migrations.RemoveField(
                    model_name='response',
                    name='language',
                ),
                migrations.RemoveField(
                    model_name='answer',
                    name='shown',
                ),
                migrations.RemoveField(
                    model_name='answer',
                    name='text',
                ),
            ],
        ),
    ]
