"""Of each event: whose group it is, whether it is news and a sign of life, with what lists read."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('kehityspolku', '0009_names_on_one_line'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='group_id',
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='event',
            name='news',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name='event',
            name='sign_of_life',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('news', True)), fields=['-at', '-id'], name='event_news'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('news', True)), fields=['group_id', '-at', '-id'], name='event_group_news'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('sign_of_life', True)), fields=['group_id', 'at'], name='event_life'),
        ),
    ]
