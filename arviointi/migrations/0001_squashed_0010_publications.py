"""Surveys, indicators and reports as they stand.

One step in place of ten. Databases from before have taken those, and count this one as taken."""

import uuid

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import arviointi.surveys.models
import kehityspolku.moments
from kehityspolku.first_tables import FirstTables


class Migration(migrations.Migration):
    replaces = [
        ("arviointi", "0001_initial"),
        ("arviointi", "0002_names_on_one_line"),
        ("arviointi", "0003_results_as_rows"),
        ("arviointi", "0004_answers_without_a_key"),
        ("arviointi", "0005_no_language_and_no_week"),
        ("arviointi", "0006_opt_outs"),
        ("arviointi", "0007_questions_of_all_kinds"),
        ("arviointi", "0008_themes_become_sections"),
        ("arviointi", "0009_snapshots_of_indicators"),
        ("arviointi", "0010_publications"),
    ]

    initial = True

    dependencies = [
        ("kehrat", "0001_squashed_0037_when_lessons_were_told"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        FirstTables(
            [
                migrations.CreateModel(
                    name="OptOut",
                    fields=[
                        (
                            "mark",
                            models.CharField(max_length=64, primary_key=True, serialize=False),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Snapshot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kehra",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="snapshots",
                                to="kehrat.kehra",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="last day of the month")),
                        ("indicator", models.CharField(max_length=20)),
                        ("figures", models.JSONField(default=dict)),
                        ("made_at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "verbose_name": "indicator of a month",
                        "verbose_name_plural": "indicators of months",
                        "ordering": ["day", "indicator"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("kehra"),
                                models.F("day"),
                                models.F("indicator"),
                                name="snapshot_once_a_month",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Survey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kehra",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="surveys",
                                to="kehrat.kehra",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="surveys",
                                to="kehrat.project",
                            ),
                        ),
                        (
                            "title_fi",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="title in Finnish"
                            ),
                        ),
                        (
                            "title_sv",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="title in Swedish"
                            ),
                        ),
                        (
                            "title_en",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="title in English"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Finnish, Swedish and English"),
                                    ("fi", "Finnish only"),
                                    ("sv", "Swedish only"),
                                    ("en", "English only"),
                                ],
                                db_default="",
                                max_length=2,
                                verbose_name="languages",
                            ),
                        ),
                        (
                            "follows",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="followed_by",
                                to="arviointi.survey",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("open", "open for answers"),
                                    ("closed", "closed"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("link", "open link: anyone who has it can answer"),
                                    ("anonymous", "anonymous: one answer for each person invited"),
                                    ("named", "named: Sukkula knows who has answered"),
                                ],
                                db_default="link",
                                default="link",
                                max_length=10,
                                verbose_name="who can answer",
                            ),
                        ),
                        (
                            "token",
                            models.CharField(
                                default=arviointi.surveys.models.new_token,
                                editable=False,
                                max_length=32,
                                unique=True,
                            ),
                        ),
                        (
                            "invited",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="how many get the link",
                            ),
                        ),
                        (
                            "on_paper",
                            models.PositiveIntegerField(db_default=0, default=0, editable=False),
                        ),
                        (
                            "closes_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="last day to answer"
                            ),
                        ),
                        ("opened_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("released_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "released_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "survey",
                        "verbose_name_plural": "surveys",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kehra", None), ("project", None), _connector="OR"
                                ),
                                name="survey_has_one_scope",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "closed"), _negated=True),
                                    ("closed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="survey_closed_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("released_at", None), ("state", "closed"), _connector="OR"
                                ),
                                name="survey_released_is_closed",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="mode_stays",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."mode" IS DISTINCT FROM (NEW."mode") AND NOT (OLD."state" = \'draft\'))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="b5ab4e45d3c1988d2d38a56956ee2ec806751cd1",
                                    operation="UPDATE",
                                    pgid="pgtrigger_mode_stays_cbfac",
                                    table="arviointi_survey",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ballot",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ballots",
                                to="arviointi.survey",
                            ),
                        ),
                        ("sealed", models.BinaryField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="arviointi.survey",
                            ),
                        ),
                        ("seed", models.CharField(max_length=64)),
                        ("mark", models.CharField(max_length=64, unique=True)),
                        (
                            "address",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="e-mail address"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("resident", "a resident"),
                                    ("association", "an association"),
                                    ("company", "a company"),
                                    ("school", "a school"),
                                    ("official", "a public body"),
                                    ("other", "something else"),
                                ],
                                max_length=12,
                                verbose_name="invited as",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                max_length=200, verbose_name="where the address comes from"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                                verbose_name="language of the message",
                            ),
                        ),
                        ("mail_at", models.DateTimeField(null=True)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("mails", models.PositiveSmallIntegerField(default=0)),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("done", models.BooleanField(default=False)),
                        ("declined", models.BooleanField(default=False)),
                        ("bounced", models.BooleanField(default=False)),
                    ],
                    options={
                        "verbose_name": "invitation",
                        "verbose_name_plural": "invitations",
                        "indexes": [
                            models.Index(
                                models.F("mail_at"),
                                condition=models.Q(("mail_at__isnull", False)),
                                name="survey_mail_waiting",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("survey"),
                                models.F("address"),
                                condition=models.Q(("address", ""), _negated=True),
                                name="survey_invites_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Kept",
                    fields=[
                        (
                            "mark",
                            models.CharField(max_length=64, primary_key=True, serialize=False),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="kept",
                                to="arviointi.survey",
                            ),
                        ),
                        ("sealed", models.BinaryField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Publication",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="publications",
                                to="arviointi.survey",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("withheld", models.JSONField(default=list)),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("survey"),
                                models.F("number"),
                                name="publication_number_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parts",
                                to="arviointi.survey",
                            ),
                        ),
                        ("code", models.CharField(max_length=8)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("section", "section with a lead text"),
                                    ("scale", "statement with a scale"),
                                    ("matrix", "several statements with one scale"),
                                    ("choice", "choice of one"),
                                    ("multiple", "choice of several"),
                                    ("score", "number from 0 to 10"),
                                    ("ranking", "order of importance"),
                                    ("number", "a number"),
                                    ("date", "a date"),
                                    ("open", "open question"),
                                    ("district", "a district"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "theme",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("participation", "Participation"),
                                    ("trust", "Trust"),
                                    ("leadership", "Leadership"),
                                    ("assets", "Assets and links"),
                                    ("continuity", "Continuity"),
                                    ("sukkula", "Sukkula's support"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("text_fi", models.CharField(blank=True, max_length=300)),
                        ("text_sv", models.CharField(blank=True, max_length=300)),
                        ("text_en", models.CharField(blank=True, max_length=300)),
                        ("lead_fi", models.TextField(blank=True, db_default="")),
                        ("lead_sv", models.TextField(blank=True, db_default="")),
                        ("lead_en", models.TextField(blank=True, db_default="")),
                        ("required", models.BooleanField(db_default=False, default=False)),
                        ("options_fi", models.TextField(blank=True, db_default="")),
                        ("options_sv", models.TextField(blank=True, db_default="")),
                        ("options_en", models.TextField(blank=True, db_default="")),
                        ("other", models.BooleanField(db_default=False, default=False)),
                        ("low_fi", models.CharField(blank=True, db_default="", max_length=60)),
                        ("low_sv", models.CharField(blank=True, db_default="", max_length=60)),
                        ("low_en", models.CharField(blank=True, db_default="", max_length=60)),
                        ("high_fi", models.CharField(blank=True, db_default="", max_length=60)),
                        ("high_sv", models.CharField(blank=True, db_default="", max_length=60)),
                        ("high_en", models.CharField(blank=True, db_default="", max_length=60)),
                        ("least", models.PositiveIntegerField(blank=True, null=True)),
                        ("most", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "shown_if",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="decides",
                                to="arviointi.question",
                            ),
                        ),
                        ("shown_when", models.JSONField(db_default=[], default=list)),
                        ("roles", models.JSONField(db_default=[], default=list)),
                        ("place", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "ordering": ["place"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("survey"), models.F("code"), name="question_code_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="readings",
                                to="arviointi.survey",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("survey"), models.F("number"), name="reading_number_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Response",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="responses",
                                to="arviointi.survey",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("resident", "a resident"),
                                    ("association", "an association"),
                                    ("company", "a company"),
                                    ("school", "a school"),
                                    ("official", "a public body"),
                                    ("other", "something else"),
                                ],
                                max_length=12,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ResultRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="result_rows",
                                to="arviointi.survey",
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("whole", "how many answered"),
                                    ("statement", "a statement"),
                                    ("question", "another closed question"),
                                    ("theme", "a theme among all"),
                                    ("group", "a theme among those of a role"),
                                    ("rate", "invited people of a role"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("code", models.CharField(blank=True, max_length=16)),
                        ("group", models.CharField(blank=True, max_length=12)),
                        ("figures", models.JSONField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("survey"),
                                models.F("part"),
                                models.F("code"),
                                models.F("group"),
                                name="result_row_once",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="results_stay",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="ae597e4fec68485c656b7ba54a3a5488498bbda3",
                                    operation="UPDATE",
                                    pgid="pgtrigger_results_stay_a64e3",
                                    table="arviointi_resultrow",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Stub",
                    fields=[
                        (
                            "key_hash",
                            models.CharField(max_length=64, primary_key=True, serialize=False),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stubs",
                                to="arviointi.survey",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "response",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="arviointi.response",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="arviointi.question",
                            ),
                        ),
                        ("item", models.PositiveSmallIntegerField(db_default=0, default=0)),
                        ("choice", models.CharField(max_length=10)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("response"),
                                models.F("question"),
                                models.F("item"),
                                name="answer_once_per_item",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("choice", ""), _negated=True),
                                name="answer_is_a_choice",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpenAnswer",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="open_answers",
                                to="arviointi.survey",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="open_answers",
                                to="arviointi.question",
                            ),
                        ),
                        ("text", models.TextField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Verbatim",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "reading",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="verbatims",
                                to="arviointi.reading",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="arviointi.question",
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="arviointi.openanswer",
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        ("shown", models.BooleanField(default=False)),
                        (
                            "theme",
                            models.CharField(blank=True, max_length=80, verbose_name="theme"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("shown", True), ("text", ""), _connector="OR"),
                                name="verbatim_hidden_has_no_words",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
