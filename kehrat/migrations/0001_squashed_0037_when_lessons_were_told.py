"""Kehrät, people, ideas, talk and cards as they stand, with the facts about places.

One step in place of 37. Databases from before have taken those, and count this one as taken."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import kehityspolku.files.models
import kehityspolku.moments
import kehityspolku.money
import kehrat.coordination.models.nomination
import kehrat.meetings.models.calendar_key
import kehrat.places.text_search
from kehityspolku.first_tables import FirstTables
from kehrat.places import load as places

# The idea's words by the rules of its language, title before text; immutable for the index.
WORDS = """
CREATE FUNCTION f_words(language text, title text, body text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT setweight(to_tsvector(c, title), 'A') || setweight(to_tsvector(c, body), 'B')
    FROM (SELECT CASE language WHEN 'sv' THEN 'swedish'::regconfig
        WHEN 'en' THEN 'english'::regconfig ELSE 'finnish'::regconfig END AS c) AS config $$;
"""


def load(apps, schema_editor):
    places.load(
        *(apps.get_model("kehrat", name) for name in ("MajorDistrict", "District", "SubArea"))
    )


class Migration(migrations.Migration):
    replaces = [
        ("kehrat", "0001_initial"),
        ("kehrat", "0002_places"),
        ("kehrat", "0003_card_rows_history"),
        ("kehrat", "0004_kehra_picture"),
        ("kehrat", "0005_founding"),
        ("kehrat", "0006_ideas"),
        ("kehrat", "0007_meetings"),
        ("kehrat", "0008_review_permission"),
        ("kehrat", "0009_boundary"),
        ("kehrat", "0010_talk"),
        ("kehrat", "0011_enquiry"),
        ("kehrat", "0012_meeting_checks"),
        ("kehrat", "0013_joining"),
        ("kehrat", "0014_duties"),
        ("kehrat", "0015_project_lists"),
        ("kehrat", "0016_card_draft"),
        ("kehrat", "0017_attachment"),
        ("kehrat", "0018_co_editors"),
        ("kehrat", "0019_applicant"),
        ("kehrat", "0020_card_versions"),
        ("kehrat", "0021_change_requests"),
        ("kehrat", "0022_change_language"),
        ("kehrat", "0023_names_on_one_line"),
        ("kehrat", "0024_groups_of_events"),
        ("kehrat", "0025_what_plans_have"),
        ("kehrat", "0026_scripts_in_files"),
        ("kehrat", "0027_phase_without_a_name"),
        ("kehrat", "0028_intakes"),
        ("kehrat", "0029_proposals_let_go"),
        ("kehrat", "0030_changes_by"),
        ("kehrat", "0031_who_saved_a_card"),
        ("kehrat", "0032_what_is_known_of_organisations"),
        ("kehrat", "0033_profiles_of_organisations"),
        ("kehrat", "0034_kinds_and_seats_of_organisations"),
        ("kehrat", "0035_stints_of_members"),
        ("kehrat", "0036_stints_of_before"),
        ("kehrat", "0037_when_lessons_were_told"),
    ]

    initial = True

    dependencies = [
        ("kehityspolku", "0012_past_states_and_progress"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(WORDS, "DROP FUNCTION f_words(text, text, text);"),
        FirstTables(
            [
                migrations.CreateModel(
                    name="MajorDistrict",
                    fields=[
                        (
                            "name_fi",
                            models.CharField(max_length=120, verbose_name="name in Finnish"),
                        ),
                        (
                            "name_sv",
                            models.CharField(max_length=120, verbose_name="name in Swedish"),
                        ),
                        ("code", models.CharField(max_length=1, primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "major district",
                        "verbose_name_plural": "major districts",
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="Organisation",
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
                            "name",
                            models.CharField(max_length=200, unique=True, verbose_name="name"),
                        ),
                        (
                            "business_id",
                            models.CharField(blank=True, max_length=9, verbose_name="business ID"),
                        ),
                        (
                            "registered",
                            models.BooleanField(
                                default=True,
                                null=True,
                                verbose_name="registered association or other legal person",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("association", "association"),
                                    ("foundation", "foundation"),
                                    ("company", "company"),
                                    ("public", "public body"),
                                    ("group", "unregistered group"),
                                ],
                                db_default="",
                                default="",
                                max_length=12,
                                verbose_name="what it is",
                            ),
                        ),
                        (
                            "seat",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=100,
                                verbose_name="home municipality",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "organisation",
                        "verbose_name_plural": "organisations",
                        "ordering": ["name"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_organisationevent" ("business_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered", "seat") VALUES (NEW."business_id", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."registered", NEW."seat"); RETURN NULL;',
                                    hash="8c60737c102d058e2243a47675564c451dfe9ba7",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c459d",
                                    table="kehrat_organisation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "kehrat_organisationevent" ("business_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered", "seat") VALUES (NEW."business_id", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."registered", NEW."seat"); RETURN NULL;',
                                    hash="b999ce303b34025f03c3bfc705d26987756996e7",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b42e9",
                                    table="kehrat_organisation",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ShutAddress",
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
                        ("fingerprint", models.CharField(max_length=64, unique=True)),
                        ("shut_on", models.DateField(default=kehityspolku.moments.today)),
                    ],
                ),
                migrations.CreateModel(
                    name="Absence",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="absences",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="away from")),
                        ("ends_on", models.DateField(verbose_name="last day away")),
                        (
                            "deputy",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who stands in",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["starts_on"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="absence_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("deputy", None),
                                    models.Q(("deputy", models.F("person")), _negated=True),
                                    _connector="OR",
                                ),
                                name="absence_deputy_is_another",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("person", "="),
                                    (
                                        models.Func(
                                            models.F("starts_on"),
                                            models.F("ends_on"),
                                            models.Value("[]"),
                                            function="daterange",
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="absence_once_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarKey",
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
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calendar_key",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "token",
                            models.CharField(
                                default=kehrat.meetings.models.calendar_key.new_token,
                                max_length=64,
                                unique=True,
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "verbose_name": "calendar address",
                        "verbose_name_plural": "calendar addresses",
                    },
                ),
                migrations.CreateModel(
                    name="Intake",
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
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="intakes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "verbose_name": "cards brought in",
                        "verbose_name_plural": "cards brought in",
                        "ordering": ["-at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="District",
                    fields=[
                        (
                            "name_fi",
                            models.CharField(max_length=120, verbose_name="name in Finnish"),
                        ),
                        (
                            "name_sv",
                            models.CharField(max_length=120, verbose_name="name in Swedish"),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(primary_key=True, serialize=False),
                        ),
                        ("slug", models.SlugField(unique=True)),
                        (
                            "major",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="districts",
                                to="kehrat.majordistrict",
                            ),
                        ),
                        ("also_known_as", models.CharField(blank=True, max_length=200)),
                        (
                            "population",
                            models.PositiveIntegerField(verbose_name="residents, about, 2021"),
                        ),
                        ("longitude", models.FloatField()),
                        ("latitude", models.FloatField()),
                        ("x", models.FloatField(default=0)),
                        ("y", models.FloatField(default=0)),
                        ("r", models.FloatField(default=0)),
                        ("neighbours", models.ManyToManyField(blank=True, to="kehrat.district")),
                    ],
                    options={
                        "verbose_name": "district",
                        "verbose_name_plural": "districts",
                        "ordering": ["number"],
                        "permissions": [
                            ("report_district", "Can order progress reports of the district")
                        ],
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    kehrat.places.text_search.Unaccent(models.F("name_fi")),
                                    "gin_trgm_ops",
                                ),
                                name="district_name_fi_trgm",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    kehrat.places.text_search.Unaccent(models.F("name_sv")),
                                    "gin_trgm_ops",
                                ),
                                name="district_name_sv_trgm",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrganisationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="kehrat.organisation",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "business_id",
                            models.CharField(blank=True, max_length=9, verbose_name="business ID"),
                        ),
                        (
                            "registered",
                            models.BooleanField(
                                default=True,
                                null=True,
                                verbose_name="registered association or other legal person",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("association", "association"),
                                    ("foundation", "foundation"),
                                    ("company", "company"),
                                    ("public", "public body"),
                                    ("group", "unregistered group"),
                                ],
                                db_default="",
                                default="",
                                max_length=12,
                                verbose_name="what it is",
                            ),
                        ),
                        (
                            "seat",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                max_length=100,
                                verbose_name="home municipality",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="5c41ad5d4cec58b4da3b1110ccf31b3928ca5e01",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_135d7",
                                    table="kehrat_organisationevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProfileFact",
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
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="facts",
                                to="kehrat.organisation",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                choices=[
                                    ("description", "What the organisation does"),
                                    ("members_people", "Members who are people, in all"),
                                    ("members_people_helsinki", "Of them, living in Helsinki"),
                                    ("members_bodies", "Members that are organisations, in all"),
                                    ("members_bodies_helsinki", "Of those, in Helsinki"),
                                    ("fee_people", "Yearly fee of a person, €"),
                                    ("fee_bodies", "Yearly fee of an organisation, €"),
                                    ("business", "Does it do business?"),
                                    ("premises", "Premises that the City gives or supports"),
                                    ("loans", "Loans and guarantees from the City"),
                                    ("signs", "Who signs for the organisation"),
                                    ("signs_two", "Do two sign together?"),
                                    ("bank_account", "Bank account (IBAN)"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("value", models.TextField(blank=True, max_length=4000)),
                        ("as_of", models.DateField(default=kehityspolku.moments.today)),
                        ("recorded_at", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fact of an organisation",
                        "verbose_name_plural": "facts of organisations",
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(
                                fields=["organisation", "name", "-id"], name="profile_fact_newest"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StandingDocument",
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
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "file",
                            models.FileField(
                                blank=True, upload_to=kehityspolku.files.models.random_path
                            ),
                        ),
                        ("name", models.CharField(max_length=160, verbose_name="name of the file")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("pdf", "PDF"),
                                    ("docx", "DOCX"),
                                    ("xlsx", "XLSX"),
                                    ("odt", "ODT"),
                                    ("ods", "ODS"),
                                    ("txt", "TXT"),
                                    ("picture", "picture"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("width", models.PositiveSmallIntegerField(null=True)),
                        ("height", models.PositiveSmallIntegerField(null=True)),
                        ("has_scripts", models.BooleanField(default=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "is being checked for viruses"),
                                    ("clean", "checked for viruses"),
                                    ("unscanned", "not checked for viruses"),
                                    ("infected", "removed because of a virus"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("virus", models.CharField(blank=True, max_length=200)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("scanned_at", models.DateTimeField(null=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="kehrat.organisation",
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("rules", "rules"),
                                    ("accounts", "accounts"),
                                    ("audit", "audit report"),
                                    ("annual", "annual report"),
                                    ("minutes", "minutes of the yearly meeting"),
                                    ("plan", "plan and budget of the year"),
                                ],
                                max_length=10,
                                verbose_name="what it is",
                            ),
                        ),
                        (
                            "as_of",
                            models.DateField(
                                default=kehityspolku.moments.today, verbose_name="of which day"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "standing document",
                        "verbose_name_plural": "standing documents",
                        "ordering": ["what", "-as_of", "-pk"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("file", ""), ("state", "infected")),
                                    models.Q(
                                        models.Q(("file", ""), _negated=True),
                                        models.Q(("state", "infected"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="standingdocument_has_a_file_unless_infected",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "picture"), _negated=True),
                                    models.Q(("height__isnull", False), ("width__isnull", False)),
                                    _connector="OR",
                                ),
                                name="standingdocument_picture_has_a_size",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Duty",
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
                            "major",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="duty",
                                to="kehrat.majordistrict",
                            ),
                        ),
                        (
                            "adviser",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="duties",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["major"],
                    },
                ),
                migrations.CreateModel(
                    name="SubArea",
                    fields=[
                        (
                            "name_fi",
                            models.CharField(max_length=120, verbose_name="name in Finnish"),
                        ),
                        (
                            "name_sv",
                            models.CharField(max_length=120, verbose_name="name in Swedish"),
                        ),
                        ("code", models.CharField(max_length=3, primary_key=True, serialize=False)),
                        (
                            "district",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sub_areas",
                                to="kehrat.district",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sub-area",
                        "verbose_name_plural": "sub-areas",
                        "ordering": ["code"],
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    kehrat.places.text_search.Unaccent(models.F("name_fi")),
                                    "gin_trgm_ops",
                                ),
                                name="subarea_name_fi_trgm",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    kehrat.places.text_search.Unaccent(models.F("name_sv")),
                                    "gin_trgm_ops",
                                ),
                                name="subarea_name_sv_trgm",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Boundary",
                    fields=[
                        (
                            "district",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="boundary",
                                serialize=False,
                                to="kehrat.district",
                            ),
                        ),
                        ("path", models.TextField()),
                        ("bottom", models.FloatField()),
                        ("labels", models.JSONField()),
                    ],
                ),
                migrations.CreateModel(
                    name="OfficialArea",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="official_areas",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "district",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="kehrat.district",
                            ),
                        ),
                        (
                            "major",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="kehrat.majordistrict",
                            ),
                        ),
                        ("started_on", models.DateField(default=kehityspolku.moments.today)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "official's area",
                        "verbose_name_plural": "officials' areas",
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("user"),
                                models.F("district"),
                                models.F("major"),
                                condition=models.Q(("ended_on", None)),
                                name="official_area_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("district", None), ("major", None), _connector="OR"
                                ),
                                name="official_area_is_one_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on", None),
                                    ("ended_on__gte", models.F("started_on")),
                                    _connector="OR",
                                ),
                                name="official_area_ends_after_start",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_officialareaevent" ("district_id", "ended_on", "id", "major_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_on", "user_id") VALUES (NEW."district_id", NEW."ended_on", NEW."id", NEW."major_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."started_on", NEW."user_id"); RETURN NULL;',
                                    hash="7f5bc5cd8ab112953a08bfb0ff894e99f8ad578f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_a818e",
                                    table="kehrat_officialarea",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "kehrat_officialareaevent" ("district_id", "ended_on", "id", "major_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_on", "user_id") VALUES (NEW."district_id", NEW."ended_on", NEW."id", NEW."major_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."started_on", NEW."user_id"); RETURN NULL;',
                                    hash="477e30802a6732f09b1674c06009bec722537816",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8fc68",
                                    table="kehrat_officialarea",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Kehra",
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
                        ("slug", models.SlugField(unique=True)),
                        (
                            "name_fi",
                            models.CharField(max_length=120, verbose_name="name in Finnish"),
                        ),
                        (
                            "name_sv",
                            models.CharField(max_length=120, verbose_name="name in Swedish"),
                        ),
                        (
                            "name_en",
                            models.CharField(max_length=120, verbose_name="name in English"),
                        ),
                        (
                            "full_name_fi",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="areas by name"
                            ),
                        ),
                        (
                            "description_fi",
                            models.TextField(blank=True, verbose_name="description in Finnish"),
                        ),
                        (
                            "description_sv",
                            models.TextField(blank=True, verbose_name="description in Swedish"),
                        ),
                        (
                            "description_en",
                            models.TextField(blank=True, verbose_name="description in English"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "proposed"),
                                    ("turned_down", "not accepted"),
                                    ("forming", "forming"),
                                    ("active", "active"),
                                    ("dormant", "dormant"),
                                    ("ended", "ended"),
                                    ("dropped", "proposal dropped"),
                                ],
                                default="forming",
                                max_length=12,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "state_reason",
                            models.TextField(blank=True, verbose_name="reason for the state"),
                        ),
                        (
                            "formed_on",
                            models.DateField(
                                blank=True,
                                default=kehityspolku.moments.today,
                                null=True,
                                verbose_name="forming since",
                            ),
                        ),
                        (
                            "confirmed_on",
                            models.DateField(blank=True, null=True, verbose_name="active since"),
                        ),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="ended on"),
                        ),
                        (
                            "asks",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", ""),
                                    ("confirming", "asks to be confirmed as active"),
                                    ("ending", "asks to be ended"),
                                ],
                                default="",
                                max_length=12,
                            ),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "joining",
                            models.CharField(
                                choices=[
                                    ("ask", "A coordinator takes in those who ask"),
                                    ("open", "Anyone who joins is a member at once"),
                                ],
                                default="ask",
                                max_length=4,
                                verbose_name="how people join",
                            ),
                        ),
                        (
                            "thread",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="thread colour"
                            ),
                        ),
                        (
                            "host",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hosted",
                                to="kehrat.organisation",
                            ),
                        ),
                        (
                            "picture",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="kehityspolku.picture",
                            ),
                        ),
                        (
                            "sub_areas",
                            models.ManyToManyField(related_name="kehrat", to="kehrat.subarea"),
                        ),
                    ],
                    options={
                        "verbose_name": "Kehrä",
                        "verbose_name_plural": "Kehrät",
                        "ordering": ["name_fi"],
                        "permissions": [
                            ("member_kehra", "Is a member of the Kehrä"),
                            ("coordinate_kehra", "Coordinates the Kehrä"),
                        ],
                        "indexes": [
                            models.Index(fields=["state", "state_since"], name="kehra_state")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("thread__gte", 1), ("thread__lte", 8)),
                                name="kehra_thread_is_one_of_eight",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name_fi", ""), _negated=True),
                                    models.Q(("name_sv", ""), _negated=True),
                                    models.Q(("name_en", ""), _negated=True),
                                ),
                                name="kehra_has_names",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["proposed", "turned_down", "dropped"]),
                                    ("formed_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="kehra_public_has_been_formed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("asks", ""), ("asked_at__isnull", False), _connector="OR"
                                ),
                                name="kehra_asks_since",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_kehraevent" ("asked_at", "asks", "confirmed_on", "description_en", "description_fi", "description_sv", "ended_on", "formed_on", "full_name_fi", "host_id", "id", "joining", "name_en", "name_fi", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture_id", "slug", "state", "state_reason", "state_since", "thread") VALUES (NEW."asked_at", NEW."asks", NEW."confirmed_on", NEW."description_en", NEW."description_fi", NEW."description_sv", NEW."ended_on", NEW."formed_on", NEW."full_name_fi", NEW."host_id", NEW."id", NEW."joining", NEW."name_en", NEW."name_fi", NEW."name_sv", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."picture_id", NEW."slug", NEW."state", NEW."state_reason", NEW."state_since", NEW."thread"); RETURN NULL;',
                                    hash="1e574318415e9c79483cd077160f65e32059a576",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_58455",
                                    table="kehrat_kehra",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "kehrat_kehraevent" ("asked_at", "asks", "confirmed_on", "description_en", "description_fi", "description_sv", "ended_on", "formed_on", "full_name_fi", "host_id", "id", "joining", "name_en", "name_fi", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture_id", "slug", "state", "state_reason", "state_since", "thread") VALUES (NEW."asked_at", NEW."asks", NEW."confirmed_on", NEW."description_en", NEW."description_fi", NEW."description_sv", NEW."ended_on", NEW."formed_on", NEW."full_name_fi", NEW."host_id", NEW."id", NEW."joining", NEW."name_en", NEW."name_fi", NEW."name_sv", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."picture_id", NEW."slug", NEW."state", NEW."state_reason", NEW."state_since", NEW."thread"); RETURN NULL;',
                                    hash="3d92d40d235ad9f117f499627eaf334ee071a1b2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_6bbbc",
                                    table="kehrat_kehra",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OfficialAreaEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="kehrat.officialarea",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "district",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.district",
                            ),
                        ),
                        (
                            "major",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.majordistrict",
                            ),
                        ),
                        ("started_on", models.DateField(default=kehityspolku.moments.today)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="eeb55489e28eb07b53ffb5eed6a7747c4bfe15f5",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_257be",
                                    table="kehrat_officialareaevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupportingOrganisation",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="organisations",
                                to="kehrat.kehra",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "actor_type",
                            models.CharField(
                                choices=[
                                    ("association", "association"),
                                    ("company", "company"),
                                    ("school", "school"),
                                    ("official", "public body"),
                                    ("other", "other"),
                                ],
                                max_length=12,
                                verbose_name="what it is",
                            ),
                        ),
                        (
                            "contact",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="contact person"
                            ),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "verbose_name": "supporting organisation",
                        "verbose_name_plural": "supporting organisations",
                        "ordering": ["added_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("kehra"),
                                django.db.models.functions.text.Upper("name"),
                                name="supporting_organisation_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Announcement",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="announcements",
                                to="kehrat.kehra",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("text", models.TextField(max_length=10000, verbose_name="text")),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        (
                            "members_only",
                            models.BooleanField(default=False, verbose_name="to members only"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("published", "published"),
                                    ("archived", "in the archive"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="published",
                                max_length=10,
                            ),
                        ),
                        ("at", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("edited_at", models.DateTimeField(blank=True, null=True)),
                        ("hidden_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "announcement",
                        "verbose_name_plural": "announcements",
                        "ordering": ["-at", "-pk"],
                        "indexes": [
                            models.Index(fields=["kehra", "-at", "-id"], name="announcement_list")
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_announcementevent" ("at", "by_id", "edited_at", "hidden_at", "id", "kehra_id", "language", "members_only", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "text", "title") VALUES (NEW."at", NEW."by_id", NEW."edited_at", NEW."hidden_at", NEW."id", NEW."kehra_id", NEW."language", NEW."members_only", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."text", NEW."title"); RETURN NULL;',
                                    hash="eacf58e83b718dcabb9b3c8d77696d0e8effaf1a",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c115a",
                                    table="kehrat_announcement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "kehrat_announcementevent" ("at", "by_id", "edited_at", "hidden_at", "id", "kehra_id", "language", "members_only", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "text", "title") VALUES (NEW."at", NEW."by_id", NEW."edited_at", NEW."hidden_at", NEW."id", NEW."kehra_id", NEW."language", NEW."members_only", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."text", NEW."title"); RETURN NULL;',
                                    hash="a22c161f19f8e2518cd636801c1e11802ff4e7f8",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_18f0a",
                                    table="kehrat_announcement",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invite",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invites",
                                to="kehrat.kehra",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="invites",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("link", "link"), ("email", "by e-mail")], max_length=5
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "waits"),
                                    ("used", "used"),
                                    ("declined", "declined"),
                                    ("revoked", "revoked"),
                                    ("expired", "expired"),
                                ],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        ("seed", models.CharField(max_length=64)),
                        ("mark", models.CharField(max_length=64, unique=True)),
                        (
                            "most",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="how many can join by it"
                            ),
                        ),
                        ("uses", models.PositiveIntegerField(default=0)),
                        ("made_at", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("expires_at", models.DateTimeField()),
                        (
                            "address",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="e-mail address"
                            ),
                        ),
                        (
                            "address_mark",
                            models.CharField(blank=True, db_index=True, max_length=64),
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
                        (
                            "greeting",
                            models.TextField(blank=True, max_length=1000, verbose_name="greeting"),
                        ),
                        ("mail_at", models.DateTimeField(null=True)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("mails", models.PositiveSmallIntegerField(default=0)),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("reminded_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "invitation",
                        "verbose_name_plural": "invitations",
                        "ordering": ["-made_at", "-pk"],
                        "indexes": [
                            models.Index(
                                models.F("mail_at"),
                                condition=models.Q(("mail_at__isnull", False)),
                                name="invite_mail_waiting",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("most", None), ("uses__lte", models.F("most")), _connector="OR"
                                ),
                                name="invite_within_its_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("expires_at__gt", models.F("made_at"))),
                                name="invite_ends_after_start",
                            ),
                            models.UniqueConstraint(
                                models.F("kehra"),
                                models.F("address"),
                                condition=models.Q(("kind", "email"), ("state", "open")),
                                name="invite_waits_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandoverNote",
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
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="handover_note",
                                to="kehrat.kehra",
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                max_length=8000,
                                verbose_name="where things are and what was promised",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("written_at", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("version", models.PositiveIntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name="Enquiry",
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
                            "token",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "kehra",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="enquiries",
                                to="kehrat.kehra",
                            ),
                        ),
                        ("to_sukkula", models.BooleanField(default=False)),
                        ("name", models.CharField(max_length=120)),
                        ("email", models.EmailField(max_length=254)),
                        ("text", models.TextField(max_length=4000)),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waits for its sender"),
                                    ("delivered", "delivered"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("delivered_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-made_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("delivered_at", None), ("state", "waiting")),
                                    models.Q(
                                        ("delivered_at__isnull", False), ("state", "delivered")
                                    ),
                                    _connector="OR",
                                ),
                                name="enquiry_delivered_has_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="kehrat.kehra",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        ("starts", models.DateTimeField(verbose_name="begins")),
                        ("ends", models.DateTimeField(verbose_name="ends")),
                        (
                            "place",
                            models.CharField(blank=True, max_length=200, verbose_name="place"),
                        ),
                        (
                            "link",
                            models.URLField(
                                blank=True,
                                max_length=500,
                                verbose_name="link to take part from afar",
                            ),
                        ),
                        (
                            "agenda",
                            models.TextField(blank=True, max_length=10000, verbose_name="agenda"),
                        ),
                        (
                            "public",
                            models.BooleanField(default=True, verbose_name="open to everyone"),
                        ),
                        (
                            "capacity",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="how many there is room for"
                            ),
                        ),
                        (
                            "rsvp_until",
                            models.DateTimeField(blank=True, null=True, verbose_name="answer by"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("called", "called"),
                                    ("held", "held"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="called",
                                max_length=10,
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="why it was cancelled"
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("made_at", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "changed_at",
                            models.DateTimeField(
                                default=kehityspolku.moments.now, verbose_name="time or place set"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "meeting",
                        "verbose_name_plural": "meetings",
                        "ordering": ["starts", "pk"],
                        "indexes": [
                            models.Index(fields=["kehra", "-starts", "-id"], name="meeting_list"),
                            models.Index(
                                condition=models.Q(("state", "called")),
                                fields=["starts", "id"],
                                name="meeting_coming",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends__gt", models.F("starts"))),
                                name="meeting_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("link", ""), ("place", ""), _negated=True),
                                name="meeting_is_somewhere",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("capacity", None), ("capacity__gte", 1), _connector="OR"
                                ),
                                name="meeting_has_room",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("rsvp_until", None),
                                    ("rsvp_until__lte", models.F("starts")),
                                    _connector="OR",
                                ),
                                name="meeting_answers_before_start",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="seats_left",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\nIF EXISTS (SELECT 1 FROM kehrat_rsvp WHERE meeting_id = NEW.id AND seat > NEW.capacity) THEN\n    RAISE EXCEPTION 'more people are in than the meeting takes' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                                    hash="3c4a885b7da01b3e50da67fa4177581268300016",
                                    operation='UPDATE OF "capacity"',
                                    pgid="pgtrigger_seats_left_29c4b",
                                    table="kehrat_meeting",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_meetingevent" ("agenda", "by_id", "capacity", "changed_at", "ends", "id", "kehra_id", "language", "link", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "public", "reason", "rsvp_until", "sequence", "starts", "state", "title") VALUES (NEW."agenda", NEW."by_id", NEW."capacity", NEW."changed_at", NEW."ends", NEW."id", NEW."kehra_id", NEW."language", NEW."link", NEW."made_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."public", NEW."reason", NEW."rsvp_until", NEW."sequence", NEW."starts", NEW."state", NEW."title"); RETURN NULL;',
                                    hash="1f1cd1a46caf859072572c42de8236db013dcc39",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c8fd9",
                                    table="kehrat_meeting",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "kehrat_meetingevent" ("agenda", "by_id", "capacity", "changed_at", "ends", "id", "kehra_id", "language", "link", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "public", "reason", "rsvp_until", "sequence", "starts", "state", "title") VALUES (NEW."agenda", NEW."by_id", NEW."capacity", NEW."changed_at", NEW."ends", NEW."id", NEW."kehra_id", NEW."language", NEW."link", NEW."made_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."public", NEW."reason", NEW."rsvp_until", NEW."sequence", NEW."starts", NEW."state", NEW."title"); RETURN NULL;',
                                    hash="6519f1af737ef71e32855cd3bb641ccbb22feff2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_3c93f",
                                    table="kehrat_meeting",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KehraEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="kehrat.kehra",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("slug", models.SlugField(db_index=False)),
                        (
                            "name_fi",
                            models.CharField(max_length=120, verbose_name="name in Finnish"),
                        ),
                        (
                            "name_sv",
                            models.CharField(max_length=120, verbose_name="name in Swedish"),
                        ),
                        (
                            "name_en",
                            models.CharField(max_length=120, verbose_name="name in English"),
                        ),
                        (
                            "full_name_fi",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="areas by name"
                            ),
                        ),
                        (
                            "description_fi",
                            models.TextField(blank=True, verbose_name="description in Finnish"),
                        ),
                        (
                            "description_sv",
                            models.TextField(blank=True, verbose_name="description in Swedish"),
                        ),
                        (
                            "description_en",
                            models.TextField(blank=True, verbose_name="description in English"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "proposed"),
                                    ("turned_down", "not accepted"),
                                    ("forming", "forming"),
                                    ("active", "active"),
                                    ("dormant", "dormant"),
                                    ("ended", "ended"),
                                    ("dropped", "proposal dropped"),
                                ],
                                default="forming",
                                max_length=12,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "state_reason",
                            models.TextField(blank=True, verbose_name="reason for the state"),
                        ),
                        (
                            "formed_on",
                            models.DateField(
                                blank=True,
                                default=kehityspolku.moments.today,
                                null=True,
                                verbose_name="forming since",
                            ),
                        ),
                        (
                            "confirmed_on",
                            models.DateField(blank=True, null=True, verbose_name="active since"),
                        ),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="ended on"),
                        ),
                        (
                            "asks",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", ""),
                                    ("confirming", "asks to be confirmed as active"),
                                    ("ending", "asks to be ended"),
                                ],
                                default="",
                                max_length=12,
                            ),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "joining",
                            models.CharField(
                                choices=[
                                    ("ask", "A coordinator takes in those who ask"),
                                    ("open", "Anyone who joins is a member at once"),
                                ],
                                default="ask",
                                max_length=4,
                                verbose_name="how people join",
                            ),
                        ),
                        (
                            "thread",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="thread colour"
                            ),
                        ),
                        (
                            "host",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.organisation",
                            ),
                        ),
                        (
                            "picture",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehityspolku.picture",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="6421b6f19443c77e65562adb192ea6073aba5edc",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_1dbe3",
                                    table="kehrat_kehraevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Plan",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans",
                                to="kehrat.kehra",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(default=1)),
                        ("first_year", models.PositiveSmallIntegerField(verbose_name="first year")),
                        ("last_year", models.PositiveSmallIntegerField(verbose_name="last year")),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        (
                            "intro",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what the plan is for"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("in_force", "in force"),
                                    ("replaced", "replaced"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        (
                            "adopted_on",
                            models.DateField(blank=True, null=True, verbose_name="adopted on"),
                        ),
                        (
                            "replaced_on",
                            models.DateField(blank=True, null=True, verbose_name="replaced on"),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans",
                                to="kehrat.meeting",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "development plan",
                        "verbose_name_plural": "development plans",
                        "ordering": ["kehra", "-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("kehra"), models.F("version"), name="plan_version_once"
                            ),
                            models.UniqueConstraint(
                                models.F("kehra"),
                                condition=models.Q(("state", "draft")),
                                name="plan_draft_once",
                            ),
                            models.UniqueConstraint(
                                models.F("kehra"),
                                condition=models.Q(("state", "in_force")),
                                name="plan_in_force_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last_year__gte", models.F("first_year"))),
                                name="plan_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("adopted_on", None),
                                        ("replaced_on", None),
                                        ("state", "draft"),
                                    ),
                                    models.Q(
                                        ("adopted_on__isnull", False),
                                        ("replaced_on", None),
                                        ("state", "in_force"),
                                    ),
                                    models.Q(
                                        ("adopted_on__isnull", False),
                                        ("replaced_on__gte", models.F("adopted_on")),
                                        ("replaced_on__isnull", False),
                                        ("state", "replaced"),
                                    ),
                                    _connector="OR",
                                ),
                                name="plan_dates_fit_its_state",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("state", "draft"), _negated=True),
                                expressions=[
                                    ("kehra", "="),
                                    (
                                        models.Func(
                                            models.F("adopted_on"),
                                            models.F("replaced_on"),
                                            function="daterange",
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="plan_one_at_a_time",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_planevent" ("adopted_on", "by_id", "first_year", "id", "intro", "kehra_id", "language", "last_year", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_on", "state", "version") VALUES (NEW."adopted_on", NEW."by_id", NEW."first_year", NEW."id", NEW."intro", NEW."kehra_id", NEW."language", NEW."last_year", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."replaced_on", NEW."state", NEW."version"); RETURN NULL;',
                                    hash="860797a779a066296d59baf0e4056f8dd9c71abe",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_95833",
                                    table="kehrat_plan",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "kehrat_planevent" ("adopted_on", "by_id", "first_year", "id", "intro", "kehra_id", "language", "last_year", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_on", "state", "version") VALUES (NEW."adopted_on", NEW."by_id", NEW."first_year", NEW."id", NEW."intro", NEW."kehra_id", NEW."language", NEW."last_year", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."replaced_on", NEW."state", NEW."version"); RETURN NULL;',
                                    hash="6b155c2fd1f37dc1ddcaa4475d3777ea89c682db",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_d9817",
                                    table="kehrat_plan",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rsvp",
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rsvps",
                                to="kehrat.meeting",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rsvps",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("yes", "comes"),
                                    ("no", "does not come"),
                                    ("maybe", "may come"),
                                    ("waiting", "on the waiting list"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("seat", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "queue",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="place in the queue"
                            ),
                        ),
                        ("answered_at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "verbose_name": "answer to a call",
                        "verbose_name_plural": "answers to calls",
                        "ordering": ["seat", "queue", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("meeting"), models.F("user"), name="rsvp_once_per_person"
                            ),
                            models.UniqueConstraint(
                                models.F("meeting"), models.F("seat"), name="rsvp_seat_once"
                            ),
                            models.UniqueConstraint(
                                models.F("meeting"), models.F("queue"), name="rsvp_queue_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer", "yes"), ("seat__gte", 1), ("seat__isnull", False)
                                    ),
                                    models.Q(
                                        models.Q(("answer", "yes"), _negated=True), ("seat", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="rsvp_yes_has_a_seat",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer", "waiting"),
                                        ("queue__gte", 1),
                                        ("queue__isnull", False),
                                    ),
                                    models.Q(
                                        models.Q(("answer", "waiting"), _negated=True),
                                        ("queue", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="rsvp_waiting_has_a_place",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="seat_exists",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE seats integer;",
                                    func="\nSELECT capacity INTO seats FROM kehrat_meeting WHERE id = NEW.meeting_id FOR SHARE;\nIF NEW.seat > seats THEN\n    RAISE EXCEPTION 'the meeting is full' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n",
                                    hash="a90b494ea1406104053a464a9ba559048237a6b4",
                                    operation='INSERT OR UPDATE OF "seat"',
                                    pgid="pgtrigger_seat_exists_45240",
                                    table="kehrat_rsvp",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AnnouncementEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="kehrat.announcement",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "kehra",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.kehra",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("text", models.TextField(max_length=10000, verbose_name="text")),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        (
                            "members_only",
                            models.BooleanField(default=False, verbose_name="to members only"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("published", "published"),
                                    ("archived", "in the archive"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="published",
                                max_length=10,
                            ),
                        ),
                        ("at", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("edited_at", models.DateTimeField(blank=True, null=True)),
                        ("hidden_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="cf8e12bf960bdad03df4c0b62dbbd13034ed9d43",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_43e33",
                                    table="kehrat_announcementevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="kehrat.meeting",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "kehra",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.kehra",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        ("starts", models.DateTimeField(verbose_name="begins")),
                        ("ends", models.DateTimeField(verbose_name="ends")),
                        (
                            "place",
                            models.CharField(blank=True, max_length=200, verbose_name="place"),
                        ),
                        (
                            "link",
                            models.URLField(
                                blank=True,
                                max_length=500,
                                verbose_name="link to take part from afar",
                            ),
                        ),
                        (
                            "agenda",
                            models.TextField(blank=True, max_length=10000, verbose_name="agenda"),
                        ),
                        (
                            "public",
                            models.BooleanField(default=True, verbose_name="open to everyone"),
                        ),
                        (
                            "capacity",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="how many there is room for"
                            ),
                        ),
                        (
                            "rsvp_until",
                            models.DateTimeField(blank=True, null=True, verbose_name="answer by"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("called", "called"),
                                    ("held", "held"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="called",
                                max_length=10,
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="why it was cancelled"
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("made_at", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "changed_at",
                            models.DateTimeField(
                                default=kehityspolku.moments.now, verbose_name="time or place set"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="2a6c0d30de35a34de6703ad2045d5c34f8b67995",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_3a6b8",
                                    table="kehrat_meetingevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="kehrat.kehra",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "asked to join"),
                                    ("active", "member"),
                                    ("declined", "declined"),
                                    ("left", "has left"),
                                    ("removed", "removed from the group"),
                                ],
                                default="requested",
                                max_length=10,
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("member", "member"), ("coordinator", "coordinator")],
                                default="member",
                                max_length=12,
                            ),
                        ),
                        (
                            "actor_type",
                            models.CharField(
                                choices=[
                                    ("resident", "resident"),
                                    ("association", "association"),
                                    ("company", "company"),
                                    ("school", "school"),
                                    ("official", "public body"),
                                    ("other", "other"),
                                ],
                                max_length=12,
                                verbose_name="I take part as",
                            ),
                        ),
                        (
                            "organisation",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="organisation"
                            ),
                        ),
                        (
                            "note",
                            models.TextField(blank=True, max_length=2000, verbose_name="greeting"),
                        ),
                        (
                            "answer",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="note to the person"
                            ),
                        ),
                        (
                            "name_public",
                            models.BooleanField(
                                default=False, verbose_name="my name may be shown to everyone"
                            ),
                        ),
                        (
                            "invite",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="joined",
                                to="kehrat.invite",
                            ),
                        ),
                        ("asked_on", models.DateField(default=kehityspolku.moments.today)),
                        ("joined_on", models.DateField(blank=True, null=True)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        ("coordinates_since", models.DateField(blank=True, null=True)),
                        ("gives_up_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "membership",
                        "verbose_name_plural": "memberships",
                        "ordering": ["asked_on", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("kehra"),
                                models.F("user"),
                                condition=models.Q(("state__in", ["requested", "active"])),
                                name="membership_open_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "active"), _negated=True),
                                    ("joined_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="membership_active_has_joined",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on", None),
                                    (
                                        "ended_on__gte",
                                        django.db.models.functions.comparison.Coalesce(
                                            models.F("joined_on"), "asked_on"
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="membership_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("gives_up_on", None),
                                    models.Q(("role", "coordinator"), ("state", "active")),
                                    _connector="OR",
                                ),
                                name="membership_gives_up_what_it_has",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_membershipevent" ("actor_type", "answer", "asked_on", "coordinates_since", "ended_on", "gives_up_on", "id", "invite_id", "joined_on", "kehra_id", "name_public", "note", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "state", "user_id") VALUES (NEW."actor_type", NEW."answer", NEW."asked_on", NEW."coordinates_since", NEW."ended_on", NEW."gives_up_on", NEW."id", NEW."invite_id", NEW."joined_on", NEW."kehra_id", NEW."name_public", NEW."note", NEW."organisation", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."state", NEW."user_id"); RETURN NULL;',
                                    hash="d6d93b0b6a2447a371098a0c2d4ce17b6549c08a",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6d145",
                                    table="kehrat_membership",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "kehrat_membershipevent" ("actor_type", "answer", "asked_on", "coordinates_since", "ended_on", "gives_up_on", "id", "invite_id", "joined_on", "kehra_id", "name_public", "note", "organisation", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "state", "user_id") VALUES (NEW."actor_type", NEW."answer", NEW."asked_on", NEW."coordinates_since", NEW."ended_on", NEW."gives_up_on", NEW."id", NEW."invite_id", NEW."joined_on", NEW."kehra_id", NEW."name_public", NEW."note", NEW."organisation", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."state", NEW."user_id"); RETURN NULL;',
                                    hash="bc15c5adb843833fc814b458011c7c59112a03af",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_16a85",
                                    table="kehrat_membership",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Minutes",
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="minutes",
                                to="kehrat.meeting",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(default=1)),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "draft"), ("published", "published")],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                max_length=30000, verbose_name="what was talked about"
                            ),
                        ),
                        (
                            "decisions",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                verbose_name="decisions",
                            ),
                        ),
                        (
                            "attended",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="how many were there"
                            ),
                        ),
                        (
                            "names",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="who were there"
                            ),
                        ),
                        (
                            "correction",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="what was corrected"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "minutes",
                        "verbose_name_plural": "minutes",
                        "ordering": ["meeting", "version"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("meeting"),
                                models.F("version"),
                                name="minutes_version_once",
                            ),
                            models.UniqueConstraint(
                                models.F("meeting"),
                                condition=models.Q(("state", "draft")),
                                name="minutes_draft_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("published_at", None), ("state", "draft")),
                                    models.Q(
                                        ("published_at__isnull", False), ("state", "published")
                                    ),
                                    _connector="OR",
                                ),
                                name="minutes_published_have_a_date",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="published_stay",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."state" = \'published\' AND (OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."decisions" IS DISTINCT FROM (NEW."decisions") OR OLD."attended" IS DISTINCT FROM (NEW."attended") OR OLD."names" IS DISTINCT FROM (NEW."names") OR OLD."correction" IS DISTINCT FROM (NEW."correction") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."state" IS DISTINCT FROM (NEW."state")))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="d6f3f945bba36df23724b7fa665a883c34451bdf",
                                    operation="UPDATE",
                                    pgid="pgtrigger_published_stay_6f9e2",
                                    table="kehrat_minutes",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_minutesevent" ("attended", "by_id", "correction", "decisions", "id", "language", "meeting_id", "names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "state", "text", "version") VALUES (NEW."attended", NEW."by_id", NEW."correction", NEW."decisions", NEW."id", NEW."language", NEW."meeting_id", NEW."names", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."state", NEW."text", NEW."version"); RETURN NULL;',
                                    hash="386b54f6eb439d9e82c8048098e587739570e10e",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_cdf56",
                                    table="kehrat_minutes",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "kehrat_minutesevent" ("attended", "by_id", "correction", "decisions", "id", "language", "meeting_id", "names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "state", "text", "version") VALUES (NEW."attended", NEW."by_id", NEW."correction", NEW."decisions", NEW."id", NEW."language", NEW."meeting_id", NEW."names", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."state", NEW."text", NEW."version"); RETURN NULL;',
                                    hash="25b70dad9d52b7f135a37885b43e8e7743d7d938",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f895b",
                                    table="kehrat_minutes",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="kehrat.plan",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "kehra",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.kehra",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(default=1)),
                        ("first_year", models.PositiveSmallIntegerField(verbose_name="first year")),
                        ("last_year", models.PositiveSmallIntegerField(verbose_name="last year")),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        (
                            "intro",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what the plan is for"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("in_force", "in force"),
                                    ("replaced", "replaced"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        (
                            "adopted_on",
                            models.DateField(blank=True, null=True, verbose_name="adopted on"),
                        ),
                        (
                            "replaced_on",
                            models.DateField(blank=True, null=True, verbose_name="replaced on"),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.meeting",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="e97e23212aa8c682eaba5ec9c9646c096b2f7643",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_45c8f",
                                    table="kehrat_planevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Priority",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="priorities",
                                to="kehrat.plan",
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="priority")),
                        (
                            "text",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what it means"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=1)),
                        (
                            "came_from",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followers",
                                to="kehrat.priority",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "priority",
                        "verbose_name_plural": "priorities",
                        "ordering": ["order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("plan"),
                                models.F("came_from"),
                                name="priority_continued_once",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_priorityevent" ("came_from_id", "id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "text", "title") VALUES (NEW."came_from_id", NEW."id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."text", NEW."title"); RETURN NULL;',
                                    hash="c4733e96ce673c97fb874dcb2254777a443e7037",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_ae150",
                                    table="kehrat_priority",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "kehrat_priorityevent" ("came_from_id", "id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "text", "title") VALUES (NEW."came_from_id", NEW."id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."text", NEW."title"); RETURN NULL;',
                                    hash="82bf5405b25e37995905a79f1e9484d5e9fa292f",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_05150",
                                    table="kehrat_priority",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Stint",
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
                            "membership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stints",
                                to="kehrat.membership",
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        ("role", models.CharField(blank=True, max_length=12)),
                        ("actor_type", models.CharField(blank=True, max_length=12)),
                        ("organisation", models.CharField(blank=True, max_length=200, null=True)),
                    ],
                    options={
                        "verbose_name": "stint of a member",
                        "verbose_name_plural": "stints of members",
                        "ordering": ["since", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("membership"),
                                condition=models.Q(("until", None)),
                                name="stint_open_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until", None),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="stint_ends_after_start",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Vacancy",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="vacancies",
                                to="kehrat.kehra",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "without a coordinator"),
                                    ("called", "open call"),
                                    ("filled", "filled"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("since", models.DateField(default=kehityspolku.moments.today)),
                        ("called_on", models.DateField(null=True)),
                        ("filled_on", models.DateField(null=True)),
                        (
                            "filled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="filled",
                                to="kehrat.membership",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vacancy of coordination",
                        "verbose_name_plural": "vacancies of coordination",
                        "ordering": ["since", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("kehra"),
                                condition=models.Q(("state", "filled"), _negated=True),
                                name="vacancy_stands_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("called_on", None),
                                    ("called_on__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="vacancy_called_after_start",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MembershipEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="kehrat.membership",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "kehra",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.kehra",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "asked to join"),
                                    ("active", "member"),
                                    ("declined", "declined"),
                                    ("left", "has left"),
                                    ("removed", "removed from the group"),
                                ],
                                default="requested",
                                max_length=10,
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("member", "member"), ("coordinator", "coordinator")],
                                default="member",
                                max_length=12,
                            ),
                        ),
                        (
                            "actor_type",
                            models.CharField(
                                choices=[
                                    ("resident", "resident"),
                                    ("association", "association"),
                                    ("company", "company"),
                                    ("school", "school"),
                                    ("official", "public body"),
                                    ("other", "other"),
                                ],
                                max_length=12,
                                verbose_name="I take part as",
                            ),
                        ),
                        (
                            "organisation",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="organisation"
                            ),
                        ),
                        (
                            "note",
                            models.TextField(blank=True, max_length=2000, verbose_name="greeting"),
                        ),
                        (
                            "answer",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="note to the person"
                            ),
                        ),
                        (
                            "name_public",
                            models.BooleanField(
                                default=False, verbose_name="my name may be shown to everyone"
                            ),
                        ),
                        (
                            "invite",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.invite",
                            ),
                        ),
                        ("asked_on", models.DateField(default=kehityspolku.moments.today)),
                        ("joined_on", models.DateField(blank=True, null=True)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        ("coordinates_since", models.DateField(blank=True, null=True)),
                        ("gives_up_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="82aeaba34dae845c3cdfb840c387a658c66e8d6d",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_a6569",
                                    table="kehrat_membershipevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MinutesEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="kehrat.minutes",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.meeting",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(default=1)),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "draft"), ("published", "published")],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                max_length=30000, verbose_name="what was talked about"
                            ),
                        ),
                        (
                            "decisions",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                verbose_name="decisions",
                            ),
                        ),
                        (
                            "attended",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="how many were there"
                            ),
                        ),
                        (
                            "names",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="who were there"
                            ),
                        ),
                        (
                            "correction",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="what was corrected"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="28ebbd47af85e6500d52902c5d5f5d24e7928b1d",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_443cf",
                                    table="kehrat_minutesevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Nomination",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="nominations",
                                to="kehrat.kehra",
                            ),
                        ),
                        (
                            "nominee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="nominations",
                                to="kehrat.membership",
                            ),
                        ),
                        (
                            "nominator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="nominated",
                                to="kehrat.membership",
                            ),
                        ),
                        (
                            "note",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="note to the person"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "waits for an answer"),
                                    ("accepted", "accepted"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                    ("lapsed", "lapsed"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("made_on", models.DateField(default=kehityspolku.moments.today)),
                        (
                            "expires_on",
                            models.DateField(
                                default=kehrat.coordination.models.nomination.answered_by
                            ),
                        ),
                        ("answered_on", models.DateField(null=True)),
                    ],
                    options={
                        "verbose_name": "nomination",
                        "verbose_name_plural": "nominations",
                        "ordering": ["-made_on", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("nominee"),
                                condition=models.Q(("state", "open")),
                                name="nomination_waits_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("nominee", models.F("nominator")), _negated=True
                                ),
                                name="nomination_is_of_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriorityEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="kehrat.priority",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.plan",
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="priority")),
                        (
                            "text",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what it means"
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=1)),
                        (
                            "came_from",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.priority",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="54c57498fdcfc65483761d50386f5e8f9cad882e",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_5eff4",
                                    table="kehrat_priorityevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Idea",
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
                                related_name="ideas",
                                to="kehrat.kehra",
                            ),
                        ),
                        (
                            "district",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ideas",
                                to="kehrat.district",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="ideas",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "priority",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ideas",
                                to="kehrat.priority",
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        (
                            "text",
                            models.TextField(
                                max_length=4000, verbose_name="what would you like to see happen?"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "open"),
                                    ("taken_up", "taken up"),
                                    ("merged", "merged"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "reason",
                            models.TextField(blank=True, max_length=2000, verbose_name="reason"),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged",
                                to="kehrat.idea",
                            ),
                        ),
                        (
                            "support_count",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="supporters"
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "paper_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="date on the paper"
                            ),
                        ),
                        (
                            "paper_source",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="where the paper came from"
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("hidden_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "idea",
                        "verbose_name_plural": "ideas",
                        "ordering": ["-made_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["-made_at", "-id"], name="idea_newest"),
                            models.Index(
                                fields=["-support_count", "-id"], name="idea_most_supported"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    kehrat.places.text_search.Unaccent(models.F("title")),
                                    "gin_trgm_ops",
                                ),
                                name="idea_title_trgm",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                kehrat.places.text_search.Words("language", "title", "text"),
                                name="idea_words",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kehra", None), ("district", None), _connector="OR"
                                ),
                                name="idea_of_a_kehra_or_a_district",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                                name="idea_not_merged_into_itself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("merged_into__isnull", False), ("state", "merged")),
                                    models.Q(
                                        models.Q(("state", "merged"), _negated=True),
                                        ("merged_into", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="idea_merged_has_where",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Offer",
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
                            "vacancy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="offers",
                                to="kehrat.vacancy",
                            ),
                        ),
                        (
                            "membership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="offers",
                                to="kehrat.membership",
                            ),
                        ),
                        (
                            "note",
                            models.TextField(blank=True, max_length=2000, verbose_name="why me"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "offered"),
                                    ("chosen", "chosen"),
                                    ("passed", "another was chosen"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("made_on", models.DateField(default=kehityspolku.moments.today)),
                    ],
                    options={
                        "verbose_name": "offer to coordinate",
                        "verbose_name_plural": "offers to coordinate",
                        "ordering": ["made_on", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("vacancy"),
                                models.F("membership"),
                                condition=models.Q(("state", "open")),
                                name="offer_stands_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Project",
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
                                related_name="projects",
                                to="kehrat.kehra",
                            ),
                        ),
                        (
                            "idea",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="project",
                                to="kehrat.idea",
                            ),
                        ),
                        (
                            "revises",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="kehrat.project",
                            ),
                        ),
                        (
                            "priority",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="projects",
                                to="kehrat.priority",
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
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "submitted"),
                                    ("in_review", "in Sukkula's review"),
                                    ("changes_requested", "changes requested"),
                                    ("approved", "approved"),
                                    ("rejected", "rejected"),
                                    ("withdrawn", "withdrawn"),
                                    ("running", "running"),
                                    ("ended", "ended"),
                                    ("taken_in", "taken into the approved card"),
                                ],
                                default="draft",
                                max_length=20,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "saved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "saved_at",
                            models.DateTimeField(
                                null=True, verbose_name="last saved by its writers"
                            ),
                        ),
                        (
                            "shared",
                            models.BooleanField(
                                default=False, verbose_name="Sukkula may read the draft"
                            ),
                        ),
                        (
                            "adviser",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="advised_projects",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "promised_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="an answer promised by"
                            ),
                        ),
                        (
                            "changes_by",
                            models.DateField(
                                blank=True, null=True, verbose_name="changes wanted by"
                            ),
                        ),
                        (
                            "applicant",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="projects",
                                to="kehrat.organisation",
                            ),
                        ),
                        ("applicant_name", models.TextField(blank=True, verbose_name="applicant")),
                        ("business_id", models.TextField(blank=True, verbose_name="business ID")),
                        (
                            "signatory",
                            models.TextField(
                                blank=True, verbose_name="who signs for the applicant"
                            ),
                        ),
                        (
                            "signatory_role",
                            models.TextField(blank=True, verbose_name="role of the one who signs"),
                        ),
                        (
                            "granted",
                            kehityspolku.money.EurosField(
                                decimal_places=2, default=0, max_digits=11, verbose_name="granted"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        (
                            "title_line",
                            models.CharField(
                                blank=True, max_length=400, verbose_name="title line as received"
                            ),
                        ),
                        (
                            "stated_state",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="state as stated"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        ("description", models.TextField(blank=True, verbose_name="description")),
                        (
                            "goals",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                verbose_name="goals",
                            ),
                        ),
                        (
                            "purpose",
                            models.TextField(
                                blank=True, verbose_name="how it serves Helka's purpose"
                            ),
                        ),
                        (
                            "benefits",
                            models.TextField(
                                blank=True, verbose_name="benefits to the city and region"
                            ),
                        ),
                        (
                            "benefits_unstated",
                            models.TextField(
                                blank=True,
                                db_default="",
                                default="",
                                verbose_name="why no benefits are stated",
                            ),
                        ),
                        (
                            "results",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                verbose_name="expected results",
                            ),
                        ),
                        (
                            "legacy_least",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                verbose_name="what lives on, at least",
                            ),
                        ),
                        (
                            "legacy_best",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                verbose_name="what lives on, at best",
                            ),
                        ),
                        (
                            "legacy_unstated",
                            models.TextField(
                                blank=True,
                                db_default="",
                                default="",
                                verbose_name="why it is not stated what lives on",
                            ),
                        ),
                        (
                            "evaluation",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                verbose_name="evaluation",
                            ),
                        ),
                        ("lessons_good", models.TextField(blank=True, verbose_name="what worked")),
                        (
                            "lessons_improve",
                            models.TextField(blank=True, verbose_name="what to improve"),
                        ),
                        (
                            "lessons_told_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="lessons first told on"
                            ),
                        ),
                        (
                            "all_districts",
                            models.BooleanField(
                                default=False, verbose_name="the whole of Helsinki"
                            ),
                        ),
                        (
                            "target_areas",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                verbose_name="target areas as written",
                            ),
                        ),
                        ("actors", models.TextField(blank=True, verbose_name="actors")),
                        (
                            "partners",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                verbose_name="partners",
                            ),
                        ),
                        (
                            "need",
                            models.TextField(
                                blank=True,
                                db_default="",
                                default="",
                                verbose_name="background and need",
                            ),
                        ),
                        (
                            "target_group",
                            models.TextField(
                                blank=True,
                                db_default="",
                                default="",
                                verbose_name="target group and beneficiaries",
                            ),
                        ),
                        (
                            "measures",
                            models.TextField(
                                blank=True, db_default="", default="", verbose_name="measures"
                            ),
                        ),
                        (
                            "risks",
                            models.TextField(
                                blank=True, db_default="", default="", verbose_name="risks"
                            ),
                        ),
                        (
                            "remainder",
                            models.TextField(
                                blank=True, verbose_name="text that was not understood"
                            ),
                        ),
                        (
                            "districts",
                            models.ManyToManyField(
                                blank=True, related_name="projects", to="kehrat.district"
                            ),
                        ),
                        (
                            "sub_areas",
                            models.ManyToManyField(
                                blank=True, related_name="projects", to="kehrat.subarea"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "project",
                        "verbose_name_plural": "projects",
                        "ordering": ["-state_since", "-pk"],
                        "permissions": [
                            ("review_project", "Reviews the card"),
                            ("edit_project", "Edits the card"),
                        ],
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    kehrat.places.text_search.Unaccent(models.F("title")),
                                    "gin_trgm_ops",
                                ),
                                name="project_title_trgm",
                            ),
                            models.Index(fields=["-state_since", "-id"], name="project_list"),
                            models.Index(fields=["state", "state_since"], name="project_state"),
                            models.Index(
                                kehrat.places.text_search.FinnishOrder("title"),
                                models.F("id"),
                                name="project_title",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("granted__gte", 0)),
                                name="project_granted_not_negative",
                            ),
                            models.UniqueConstraint(
                                models.F("revises"),
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["draft", "changes_requested", "submitted", "in_review"],
                                    )
                                ),
                                name="project_one_open_version",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "taken_in"), _negated=True),
                                    ("revises__isnull", False),
                                    _connector="OR",
                                ),
                                name="project_taken_in_revises",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("revises", None),
                                    models.Q(
                                        ("state__in", ["approved", "running", "ended"]),
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                name="project_version_is_not_public",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_projectevent" ("actors", "adviser_id", "all_districts", "applicant_id", "applicant_name", "benefits", "benefits_unstated", "business_id", "changes_by", "description", "evaluation", "goals", "granted", "id", "idea_id", "kehra_id", "language", "legacy_best", "legacy_least", "legacy_unstated", "lessons_good", "lessons_improve", "lessons_told_on", "made_by_id", "measures", "need", "partners", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority_id", "promised_on", "purpose", "remainder", "results", "revises_id", "risks", "shared", "state", "state_since", "stated_state", "target_areas", "target_group", "title", "title_line", "version") VALUES (NEW."actors", NEW."adviser_id", NEW."all_districts", NEW."applicant_id", NEW."applicant_name", NEW."benefits", NEW."benefits_unstated", NEW."business_id", NEW."changes_by", NEW."description", NEW."evaluation", NEW."goals", NEW."granted", NEW."id", NEW."idea_id", NEW."kehra_id", NEW."language", NEW."legacy_best", NEW."legacy_least", NEW."legacy_unstated", NEW."lessons_good", NEW."lessons_improve", NEW."lessons_told_on", NEW."made_by_id", NEW."measures", NEW."need", NEW."partners", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."priority_id", NEW."promised_on", NEW."purpose", NEW."remainder", NEW."results", NEW."revises_id", NEW."risks", NEW."shared", NEW."state", NEW."state_since", NEW."stated_state", NEW."target_areas", NEW."target_group", NEW."title", NEW."title_line", NEW."version"); RETURN NULL;',
                                    hash="b74bfed5915caa8c4b3f4e56361fbc7fb83dccea",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6eb27",
                                    table="kehrat_project",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."actors" IS DISTINCT FROM (NEW."actors") OR OLD."adviser_id" IS DISTINCT FROM (NEW."adviser_id") OR OLD."all_districts" IS DISTINCT FROM (NEW."all_districts") OR OLD."applicant_id" IS DISTINCT FROM (NEW."applicant_id") OR OLD."applicant_name" IS DISTINCT FROM (NEW."applicant_name") OR OLD."benefits" IS DISTINCT FROM (NEW."benefits") OR OLD."benefits_unstated" IS DISTINCT FROM (NEW."benefits_unstated") OR OLD."business_id" IS DISTINCT FROM (NEW."business_id") OR OLD."changes_by" IS DISTINCT FROM (NEW."changes_by") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."evaluation" IS DISTINCT FROM (NEW."evaluation") OR OLD."goals" IS DISTINCT FROM (NEW."goals") OR OLD."granted" IS DISTINCT FROM (NEW."granted") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."idea_id" IS DISTINCT FROM (NEW."idea_id") OR OLD."kehra_id" IS DISTINCT FROM (NEW."kehra_id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."legacy_best" IS DISTINCT FROM (NEW."legacy_best") OR OLD."legacy_least" IS DISTINCT FROM (NEW."legacy_least") OR OLD."legacy_unstated" IS DISTINCT FROM (NEW."legacy_unstated") OR OLD."lessons_good" IS DISTINCT FROM (NEW."lessons_good") OR OLD."lessons_improve" IS DISTINCT FROM (NEW."lessons_improve") OR OLD."lessons_told_on" IS DISTINCT FROM (NEW."lessons_told_on") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."measures" IS DISTINCT FROM (NEW."measures") OR OLD."need" IS DISTINCT FROM (NEW."need") OR OLD."partners" IS DISTINCT FROM (NEW."partners") OR OLD."priority_id" IS DISTINCT FROM (NEW."priority_id") OR OLD."promised_on" IS DISTINCT FROM (NEW."promised_on") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."remainder" IS DISTINCT FROM (NEW."remainder") OR OLD."results" IS DISTINCT FROM (NEW."results") OR OLD."revises_id" IS DISTINCT FROM (NEW."revises_id") OR OLD."risks" IS DISTINCT FROM (NEW."risks") OR OLD."shared" IS DISTINCT FROM (NEW."shared") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."state_since" IS DISTINCT FROM (NEW."state_since") OR OLD."stated_state" IS DISTINCT FROM (NEW."stated_state") OR OLD."target_areas" IS DISTINCT FROM (NEW."target_areas") OR OLD."target_group" IS DISTINCT FROM (NEW."target_group") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."title_line" IS DISTINCT FROM (NEW."title_line") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                                    func='INSERT INTO "kehrat_projectevent" ("actors", "adviser_id", "all_districts", "applicant_id", "applicant_name", "benefits", "benefits_unstated", "business_id", "changes_by", "description", "evaluation", "goals", "granted", "id", "idea_id", "kehra_id", "language", "legacy_best", "legacy_least", "legacy_unstated", "lessons_good", "lessons_improve", "lessons_told_on", "made_by_id", "measures", "need", "partners", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority_id", "promised_on", "purpose", "remainder", "results", "revises_id", "risks", "shared", "state", "state_since", "stated_state", "target_areas", "target_group", "title", "title_line", "version") VALUES (NEW."actors", NEW."adviser_id", NEW."all_districts", NEW."applicant_id", NEW."applicant_name", NEW."benefits", NEW."benefits_unstated", NEW."business_id", NEW."changes_by", NEW."description", NEW."evaluation", NEW."goals", NEW."granted", NEW."id", NEW."idea_id", NEW."kehra_id", NEW."language", NEW."legacy_best", NEW."legacy_least", NEW."legacy_unstated", NEW."lessons_good", NEW."lessons_improve", NEW."lessons_told_on", NEW."made_by_id", NEW."measures", NEW."need", NEW."partners", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."priority_id", NEW."promised_on", NEW."purpose", NEW."remainder", NEW."results", NEW."revises_id", NEW."risks", NEW."shared", NEW."state", NEW."state_since", NEW."stated_state", NEW."target_areas", NEW."target_group", NEW."title", NEW."title_line", NEW."version"); RETURN NULL;',
                                    hash="3ee8cc9897e37a542eff2236d3d9e8222d3aaf88",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_97979",
                                    table="kehrat_project",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Support",
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
                            "idea",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="supports",
                                to="kehrat.idea",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="supports",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "via",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="supports_carried",
                                to="kehrat.idea",
                            ),
                        ),
                        ("at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "verbose_name": "support",
                        "verbose_name_plural": "supports",
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("idea"), models.F("user"), name="support_once"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="count_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    UPDATE kehrat_idea SET support_count = support_count + told.n\n    FROM (SELECT idea_id, count(*) AS n FROM changed GROUP BY idea_id) AS told\n    WHERE kehrat_idea.id = told.idea_id;\n    RETURN NULL;\n",
                                    hash="b9bfbfd4279dd0824312907319e0c30d39395a38",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_count_insert_f398a",
                                    referencing="REFERENCING NEW TABLE AS changed ",
                                    table="kehrat_support",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="count_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    UPDATE kehrat_idea SET support_count = support_count - told.n\n    FROM (SELECT idea_id, count(*) AS n FROM changed GROUP BY idea_id) AS told\n    WHERE kehrat_idea.id = told.idea_id;\n    RETURN NULL;\n",
                                    hash="4a23ed67aa8402a9379e0a30133d3f1a5d221b10",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_count_delete_b2fae",
                                    referencing="REFERENCING OLD TABLE AS changed ",
                                    table="kehrat_support",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BudgetRow",
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
                        ("place", models.PositiveSmallIntegerField()),
                        ("stated", models.TextField(blank=True, verbose_name="as written")),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="budget",
                                to="kehrat.project",
                            ),
                        ),
                        ("label", models.CharField(max_length=300, verbose_name="phase or cost")),
                        (
                            "year_from",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="from year"
                            ),
                        ),
                        (
                            "year_to",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="to year"
                            ),
                        ),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="amount, €",
                            ),
                        ),
                        (
                            "parts",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=kehityspolku.money.EurosField(
                                    decimal_places=2, max_digits=11
                                ),
                                blank=True,
                                default=list,
                            ),
                        ),
                        (
                            "target",
                            models.BooleanField(
                                default=False, verbose_name="a target, not decided"
                            ),
                        ),
                        (
                            "total",
                            models.BooleanField(
                                default=False, verbose_name="the sum of other rows"
                            ),
                        ),
                        ("sources", models.TextField(blank=True, verbose_name="who pays")),
                    ],
                    options={
                        "ordering": ["place"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("project"), models.F("place"), name="budget_place_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount", None), ("amount__gte", 0), _connector="OR"
                                ),
                                name="budget_amount_not_negative",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_budgetrowevent" ("amount", "id", "label", "parts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "project_id", "sources", "stated", "target", "total", "year_from", "year_to") VALUES (NEW."amount", NEW."id", NEW."label", NEW."parts", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."project_id", NEW."sources", NEW."stated", NEW."target", NEW."total", NEW."year_from", NEW."year_to"); RETURN NULL;',
                                    hash="95a5d0e70497fa5806a2ac22b609807ac0f18bbf",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_0e70e",
                                    table="kehrat_budgetrow",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_budgetrowevent" ("amount", "id", "label", "parts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "project_id", "sources", "stated", "target", "total", "year_from", "year_to") VALUES (OLD."amount", OLD."id", OLD."label", OLD."parts", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."project_id", OLD."sources", OLD."stated", OLD."target", OLD."total", OLD."year_from", OLD."year_to"); RETURN NULL;',
                                    hash="10fec623abc3c31ad3ab8ce58b7828632d1cd098",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_140bd",
                                    table="kehrat_budgetrow",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contact",
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
                        ("place", models.PositiveSmallIntegerField()),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contacts",
                                to="kehrat.project",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=300, verbose_name="name")),
                        (
                            "email",
                            models.CharField(blank=True, max_length=254, verbose_name="email"),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=100, verbose_name="phone"),
                        ),
                        (
                            "other",
                            models.TextField(
                                blank=True, verbose_name="role, address or anything else"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("project"), models.F("place"), name="contact_place_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FunderRow",
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
                        ("place", models.PositiveSmallIntegerField()),
                        ("stated", models.TextField(blank=True, verbose_name="as written")),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="funders",
                                to="kehrat.project",
                            ),
                        ),
                        ("name", models.CharField(max_length=300, verbose_name="funder")),
                        (
                            "year_from",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="from year"
                            ),
                        ),
                        (
                            "year_to",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="to year"
                            ),
                        ),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="amount, €",
                            ),
                        ),
                        (
                            "share",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="share of the costs, %",
                            ),
                        ),
                        (
                            "target",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                verbose_name="hoped for, not decided",
                            ),
                        ),
                        (
                            "total",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                verbose_name="the sum of other rows",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("project"), models.F("place"), name="funder_place_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount", None), ("amount__gte", 0), _connector="OR"
                                ),
                                name="funder_amount_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("share", None), ("share__range", (0, 100)), _connector="OR"
                                ),
                                name="funder_share_per_cent",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_funderrowevent" ("amount", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "project_id", "share", "stated", "target", "total", "year_from", "year_to") VALUES (NEW."amount", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."project_id", NEW."share", NEW."stated", NEW."target", NEW."total", NEW."year_from", NEW."year_to"); RETURN NULL;',
                                    hash="86db74d8c7c99209212d9ac0ff49e08480fc7e7d",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_25658",
                                    table="kehrat_funderrow",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_funderrowevent" ("amount", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "project_id", "share", "stated", "target", "total", "year_from", "year_to") VALUES (OLD."amount", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."project_id", OLD."share", OLD."stated", OLD."target", OLD."total", OLD."year_from", OLD."year_to"); RETURN NULL;',
                                    hash="2c885aba8d173149ec04ab0a31d0fb22fb230100",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_80bfa",
                                    table="kehrat_funderrow",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Original",
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
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "file",
                            models.FileField(
                                blank=True, upload_to=kehityspolku.files.models.random_path
                            ),
                        ),
                        ("name", models.CharField(max_length=160, verbose_name="name of the file")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("pdf", "PDF"),
                                    ("docx", "DOCX"),
                                    ("xlsx", "XLSX"),
                                    ("odt", "ODT"),
                                    ("ods", "ODS"),
                                    ("txt", "TXT"),
                                    ("picture", "picture"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("width", models.PositiveSmallIntegerField(null=True)),
                        ("height", models.PositiveSmallIntegerField(null=True)),
                        ("has_scripts", models.BooleanField(default=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "is being checked for viruses"),
                                    ("clean", "checked for viruses"),
                                    ("unscanned", "not checked for viruses"),
                                    ("infected", "removed because of a virus"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("virus", models.CharField(blank=True, max_length=200)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("scanned_at", models.DateTimeField(null=True)),
                        (
                            "pasted",
                            models.BooleanField(default=False, verbose_name="pasted as text"),
                        ),
                        (
                            "projects",
                            models.ManyToManyField(related_name="originals", to="kehrat.project"),
                        ),
                    ],
                    options={
                        "verbose_name": "original of a card",
                        "verbose_name_plural": "originals of cards",
                        "ordering": ["at", "pk"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("file", ""), ("state", "infected")),
                                    models.Q(
                                        models.Q(("file", ""), _negated=True),
                                        models.Q(("state", "infected"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="original_has_a_file_unless_infected",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "picture"), _negated=True),
                                    models.Q(("height__isnull", False), ("width__isnull", False)),
                                    _connector="OR",
                                ),
                                name="original_picture_has_a_size",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Phase",
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
                        ("place", models.PositiveSmallIntegerField()),
                        ("stated", models.TextField(blank=True, verbose_name="as written")),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="phases",
                                to="kehrat.project",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(blank=True, max_length=200, verbose_name="phase"),
                        ),
                        ("starts", models.DateField(blank=True, null=True, verbose_name="starts")),
                        ("ends", models.DateField(blank=True, null=True, verbose_name="ends")),
                    ],
                    options={
                        "ordering": ["place"],
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("project"), models.F("place"), name="phase_place_once"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_phaseevent" ("ends", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "project_id", "starts", "stated") VALUES (NEW."ends", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."project_id", NEW."starts", NEW."stated"); RETURN NULL;',
                                    hash="f8eeaed9887a48f1584871f4b9f4a6c5753d4ffe",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d6501",
                                    table="kehrat_phase",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_phaseevent" ("ends", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "project_id", "starts", "stated") VALUES (OLD."ends", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."project_id", OLD."starts", OLD."stated"); RETURN NULL;',
                                    hash="f2651b49170418a92958ddd16e0b4bff5351b18d",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_47f7a",
                                    table="kehrat_phase",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="kehrat.project",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "kehra",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.kehra",
                            ),
                        ),
                        (
                            "idea",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.idea",
                            ),
                        ),
                        (
                            "revises",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.project",
                            ),
                        ),
                        (
                            "priority",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.priority",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "submitted"),
                                    ("in_review", "in Sukkula's review"),
                                    ("changes_requested", "changes requested"),
                                    ("approved", "approved"),
                                    ("rejected", "rejected"),
                                    ("withdrawn", "withdrawn"),
                                    ("running", "running"),
                                    ("ended", "ended"),
                                    ("taken_in", "taken into the approved card"),
                                ],
                                default="draft",
                                max_length=20,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "shared",
                            models.BooleanField(
                                default=False, verbose_name="Sukkula may read the draft"
                            ),
                        ),
                        (
                            "adviser",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "promised_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="an answer promised by"
                            ),
                        ),
                        (
                            "changes_by",
                            models.DateField(
                                blank=True, null=True, verbose_name="changes wanted by"
                            ),
                        ),
                        (
                            "applicant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.organisation",
                            ),
                        ),
                        ("applicant_name", models.TextField(blank=True, verbose_name="applicant")),
                        ("business_id", models.TextField(blank=True, verbose_name="business ID")),
                        (
                            "granted",
                            kehityspolku.money.EurosField(
                                decimal_places=2, default=0, max_digits=11, verbose_name="granted"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        (
                            "title_line",
                            models.CharField(
                                blank=True, max_length=400, verbose_name="title line as received"
                            ),
                        ),
                        (
                            "stated_state",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="state as stated"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        ("description", models.TextField(blank=True, verbose_name="description")),
                        (
                            "goals",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                verbose_name="goals",
                            ),
                        ),
                        (
                            "purpose",
                            models.TextField(
                                blank=True, verbose_name="how it serves Helka's purpose"
                            ),
                        ),
                        (
                            "benefits",
                            models.TextField(
                                blank=True, verbose_name="benefits to the city and region"
                            ),
                        ),
                        (
                            "benefits_unstated",
                            models.TextField(
                                blank=True,
                                db_default="",
                                default="",
                                verbose_name="why no benefits are stated",
                            ),
                        ),
                        (
                            "results",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                verbose_name="expected results",
                            ),
                        ),
                        (
                            "legacy_least",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                verbose_name="what lives on, at least",
                            ),
                        ),
                        (
                            "legacy_best",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                verbose_name="what lives on, at best",
                            ),
                        ),
                        (
                            "legacy_unstated",
                            models.TextField(
                                blank=True,
                                db_default="",
                                default="",
                                verbose_name="why it is not stated what lives on",
                            ),
                        ),
                        (
                            "evaluation",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                verbose_name="evaluation",
                            ),
                        ),
                        ("lessons_good", models.TextField(blank=True, verbose_name="what worked")),
                        (
                            "lessons_improve",
                            models.TextField(blank=True, verbose_name="what to improve"),
                        ),
                        (
                            "lessons_told_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="lessons first told on"
                            ),
                        ),
                        (
                            "all_districts",
                            models.BooleanField(
                                default=False, verbose_name="the whole of Helsinki"
                            ),
                        ),
                        (
                            "target_areas",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                verbose_name="target areas as written",
                            ),
                        ),
                        ("actors", models.TextField(blank=True, verbose_name="actors")),
                        (
                            "partners",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(),
                                blank=True,
                                default=list,
                                verbose_name="partners",
                            ),
                        ),
                        (
                            "need",
                            models.TextField(
                                blank=True,
                                db_default="",
                                default="",
                                verbose_name="background and need",
                            ),
                        ),
                        (
                            "target_group",
                            models.TextField(
                                blank=True,
                                db_default="",
                                default="",
                                verbose_name="target group and beneficiaries",
                            ),
                        ),
                        (
                            "measures",
                            models.TextField(
                                blank=True, db_default="", default="", verbose_name="measures"
                            ),
                        ),
                        (
                            "risks",
                            models.TextField(
                                blank=True, db_default="", default="", verbose_name="risks"
                            ),
                        ),
                        (
                            "remainder",
                            models.TextField(
                                blank=True, verbose_name="text that was not understood"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="629c30516d1e018628bc4eee32c98421fd02e562",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_91966",
                                    table="kehrat_projectevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Revision",
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
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="revisions",
                                to="kehrat.project",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("submitted", "submitted"), ("approved", "approved")],
                                max_length=10,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "content",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("project"), models.F("number"), name="revision_number_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attachment",
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
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "file",
                            models.FileField(
                                blank=True, upload_to=kehityspolku.files.models.random_path
                            ),
                        ),
                        ("name", models.CharField(max_length=160, verbose_name="name of the file")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("pdf", "PDF"),
                                    ("docx", "DOCX"),
                                    ("xlsx", "XLSX"),
                                    ("odt", "ODT"),
                                    ("ods", "ODS"),
                                    ("txt", "TXT"),
                                    ("picture", "picture"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("width", models.PositiveSmallIntegerField(null=True)),
                        ("height", models.PositiveSmallIntegerField(null=True)),
                        ("has_scripts", models.BooleanField(default=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "is being checked for viruses"),
                                    ("clean", "checked for viruses"),
                                    ("unscanned", "not checked for viruses"),
                                    ("infected", "removed because of a virus"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("virus", models.CharField(blank=True, max_length=200)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("scanned_at", models.DateTimeField(null=True)),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attachments",
                                to="kehrat.project",
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        (
                            "alt",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="what the picture shows"
                            ),
                        ),
                        (
                            "members_only",
                            models.BooleanField(
                                default=True, verbose_name="for members and Sukkula only"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "file of a card",
                        "verbose_name_plural": "files of cards",
                        "ordering": ["at", "pk"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("file", ""), ("state", "infected")),
                                    models.Q(
                                        models.Q(("file", ""), _negated=True),
                                        models.Q(("state", "infected"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="attachment_has_a_file_unless_infected",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "picture"), _negated=True),
                                    models.Q(("height__isnull", False), ("width__isnull", False)),
                                    _connector="OR",
                                ),
                                name="attachment_picture_has_a_size",
                            ),
                            models.UniqueConstraint(
                                models.F("project"),
                                models.F("sha256"),
                                name="attachment_once_per_card",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("alt", ""),
                                    ("kind", "picture"),
                                    ("members_only", False),
                                    _negated=True,
                                ),
                                name="attachment_no_public_picture_without_words",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChangeRequest",
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
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="change_requests",
                                to="kehrat.project",
                            ),
                        ),
                        ("field", models.CharField(blank=True, max_length=20)),
                        ("words", models.TextField(max_length=4000, verbose_name="what to change")),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "waits for an answer"),
                                    ("answered", "answered"),
                                    ("resolved", "in order"),
                                    ("reopened", "asked again"),
                                    ("closed", "left as it was"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "answer",
                            models.TextField(blank=True, max_length=4000, verbose_name="answer"),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True)),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "change request",
                        "verbose_name_plural": "change requests",
                        "ordering": ["asked_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["open", "answered"])),
                                fields=("project", "field"),
                                name="change_one_pending_of_field",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("words", ""), _negated=True),
                                name="change_has_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_at", None)),
                                    models.Q(
                                        models.Q(("answer", ""), _negated=True),
                                        ("answered_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="change_answer_is_dated",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "open"), ("answer", "")),
                                    models.Q(
                                        ("state", "answered"),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    ("state__in", ["resolved", "reopened", "closed"]),
                                    _connector="OR",
                                ),
                                name="change_answered_has_answer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("settled_at", None), ("state__in", ["open", "answered"])
                                    ),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ["open", "answered"]), _negated=True
                                        ),
                                        ("settled_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="change_settled_is_dated",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoEditor",
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
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="co_editors",
                                to="kehrat.project",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="co_edits",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "named_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("named_on", models.DateField(default=kehityspolku.moments.today)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "co-editor of a card",
                        "verbose_name_plural": "co-editors of cards",
                        "ordering": ["named_on", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("project"),
                                models.F("user"),
                                condition=models.Q(("ended_on", None)),
                                name="co_editor_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on", None),
                                    ("ended_on__gte", models.F("named_on")),
                                    _connector="OR",
                                ),
                                name="co_editor_ends_after_start",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_coeditorevent" ("ended_on", "id", "named_by_id", "named_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "user_id") VALUES (NEW."ended_on", NEW."id", NEW."named_by_id", NEW."named_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."user_id"); RETURN NULL;',
                                    hash="49755cbc5d5a42c541ce2b3b37d5e942616c3612",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_8e8b6",
                                    table="kehrat_coeditor",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "kehrat_coeditorevent" ("ended_on", "id", "named_by_id", "named_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "user_id") VALUES (NEW."ended_on", NEW."id", NEW."named_by_id", NEW."named_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."user_id"); RETURN NULL;',
                                    hash="d22a6ba0b157c33dc90c91e85eaa1b36a18786a3",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_fdc82",
                                    table="kehrat_coeditor",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Discussion",
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
                            "idea",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                to="kehrat.idea",
                            ),
                        ),
                        (
                            "announcement",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                to="kehrat.announcement",
                            ),
                        ),
                        (
                            "project",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                to="kehrat.project",
                            ),
                        ),
                        ("count", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("announcement__isnull", True),
                                        ("idea__isnull", False),
                                        ("project__isnull", True),
                                    ),
                                    models.Q(
                                        ("announcement__isnull", False),
                                        ("idea__isnull", True),
                                        ("project__isnull", True),
                                    ),
                                    models.Q(
                                        ("announcement__isnull", True),
                                        ("idea__isnull", True),
                                        ("project__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="discussion_of_one_thing",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PhaseEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="kehrat.phase",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("place", models.PositiveSmallIntegerField()),
                        ("stated", models.TextField(blank=True, verbose_name="as written")),
                        (
                            "project",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.project",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(blank=True, max_length=200, verbose_name="phase"),
                        ),
                        ("starts", models.DateField(blank=True, null=True, verbose_name="starts")),
                        ("ends", models.DateField(blank=True, null=True, verbose_name="ends")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="6a011f9e1db2e82a5d7c3680c6f8f0b39eedcb5d",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_5518c",
                                    table="kehrat_phaseevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BudgetRowEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="kehrat.budgetrow",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("place", models.PositiveSmallIntegerField()),
                        ("stated", models.TextField(blank=True, verbose_name="as written")),
                        (
                            "project",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.project",
                            ),
                        ),
                        ("label", models.CharField(max_length=300, verbose_name="phase or cost")),
                        (
                            "year_from",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="from year"
                            ),
                        ),
                        (
                            "year_to",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="to year"
                            ),
                        ),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="amount, €",
                            ),
                        ),
                        (
                            "parts",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=kehityspolku.money.EurosField(
                                    decimal_places=2, max_digits=11
                                ),
                                blank=True,
                                default=list,
                            ),
                        ),
                        (
                            "target",
                            models.BooleanField(
                                default=False, verbose_name="a target, not decided"
                            ),
                        ),
                        (
                            "total",
                            models.BooleanField(
                                default=False, verbose_name="the sum of other rows"
                            ),
                        ),
                        ("sources", models.TextField(blank=True, verbose_name="who pays")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="373a79c8a1a8d0ba53ebe507e0b34b62f29d28f6",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_625f1",
                                    table="kehrat_budgetrowevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoEditorEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="kehrat.coeditor",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "project",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.project",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "named_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("named_on", models.DateField(default=kehityspolku.moments.today)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="4110443f3e7fbe6b6a08cf74709318cba2d176ca",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_d3258",
                                    table="kehrat_coeditorevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Comment",
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
                            "discussion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="comments",
                                to="kehrat.discussion",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="replies",
                                to="kehrat.comment",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="comments",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "text",
                            models.TextField(blank=True, max_length=4000, verbose_name="comment"),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("shown", "shown"), ("removed", "removed by its author")],
                                default="shown",
                                max_length=10,
                            ),
                        ),
                        ("at", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("edited_at", models.DateTimeField(blank=True, null=True)),
                        ("hidden_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "comment",
                        "verbose_name_plural": "comments",
                        "ordering": ["at", "pk"],
                        "indexes": [
                            models.Index(
                                fields=["discussion", "-at", "-id"], name="comment_threads"
                            ),
                            models.Index(fields=["parent", "at", "id"], name="comment_replies"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "removed"),
                                    models.Q(("text", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="comment_says_something",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "kehrat_commentevent" ("at", "by_id", "discussion_id", "edited_at", "hidden_at", "id", "language", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "text") VALUES (NEW."at", NEW."by_id", NEW."discussion_id", NEW."edited_at", NEW."hidden_at", NEW."id", NEW."language", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."text"); RETURN NULL;',
                                    hash="fea9dcadfe944f49d6cf23811a5e7bdd6222a938",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_dbd3f",
                                    table="kehrat_comment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "kehrat_commentevent" ("at", "by_id", "discussion_id", "edited_at", "hidden_at", "id", "language", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "text") VALUES (NEW."at", NEW."by_id", NEW."discussion_id", NEW."edited_at", NEW."hidden_at", NEW."id", NEW."language", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."text"); RETURN NULL;',
                                    hash="29bf50f2810110c8576f00c54e6c2b7e953e148b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f340d",
                                    table="kehrat_comment",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FunderRowEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="kehrat.funderrow",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("place", models.PositiveSmallIntegerField()),
                        ("stated", models.TextField(blank=True, verbose_name="as written")),
                        (
                            "project",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.project",
                            ),
                        ),
                        ("name", models.CharField(max_length=300, verbose_name="funder")),
                        (
                            "year_from",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="from year"
                            ),
                        ),
                        (
                            "year_to",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="to year"
                            ),
                        ),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="amount, €",
                            ),
                        ),
                        (
                            "share",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="share of the costs, %",
                            ),
                        ),
                        (
                            "target",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                verbose_name="hoped for, not decided",
                            ),
                        ),
                        (
                            "total",
                            models.BooleanField(
                                db_default=False,
                                default=False,
                                verbose_name="the sum of other rows",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="9f87fb1843a57ffdb076a87c8b7a65da56608489",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_ee561",
                                    table="kehrat_funderrowevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CardReading",
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
                            "intake",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="readings",
                                to="kehrat.intake",
                            ),
                        ),
                        (
                            "original",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="readings",
                                to="kehrat.original",
                            ),
                        ),
                        ("name", models.CharField(max_length=160)),
                        (
                            "kehra",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="kehrat.kehra",
                            ),
                        ),
                        ("for_host", models.BooleanField(default=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waits for its turn"),
                                    ("reading", "is being read"),
                                    ("read", "read"),
                                    ("refused", "could not be read"),
                                    ("stored", "stored as a draft"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("claimed_at", models.DateTimeField(null=True)),
                        ("refusal", models.CharField(blank=True, max_length=30)),
                        ("written", models.JSONField(null=True)),
                        ("corrections", models.JSONField(default=dict)),
                        (
                            "title",
                            models.CharField(blank=True, max_length=200, verbose_name="title"),
                        ),
                        ("figures", models.JSONField(default=dict)),
                        (
                            "project",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="readings",
                                to="kehrat.project",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "card that is being read",
                        "verbose_name_plural": "cards that are being read",
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["waiting", "reading"])),
                                fields=["id"],
                                name="card_reading_to_read",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "stored"), ("project", None), _connector="XOR"
                                ),
                                name="card_reading_stored_has_card",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "read"), _negated=True),
                                    ("written__isnull", False),
                                    _connector="OR",
                                ),
                                name="card_reading_read_has_lines",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Case",
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
                            "idea",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                to="kehrat.idea",
                            ),
                        ),
                        (
                            "comment",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                to="kehrat.comment",
                            ),
                        ),
                        (
                            "announcement",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                to="kehrat.announcement",
                            ),
                        ),
                        (
                            "kehra",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cases",
                                to="kehrat.kehra",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "reported"),
                                    ("hidden", "hidden"),
                                    ("appealed", "a second look asked for"),
                                    ("upheld", "stays hidden"),
                                    ("cleared", "stands"),
                                ],
                                default="cleared",
                                max_length=10,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("hidden_before", models.BooleanField(default=False)),
                        (
                            "hidden_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(blank=True, max_length=2000, verbose_name="reason"),
                        ),
                        (
                            "appeal_text",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="why it should be shown"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "moderated text",
                        "verbose_name_plural": "moderated texts",
                        "ordering": ["state_since", "pk"],
                        "indexes": [
                            models.Index(fields=["state", "state_since", "id"], name="case_queue")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("announcement__isnull", True),
                                        ("comment__isnull", True),
                                        ("idea__isnull", False),
                                    ),
                                    models.Q(
                                        ("announcement__isnull", True),
                                        ("comment__isnull", False),
                                        ("idea__isnull", True),
                                    ),
                                    models.Q(
                                        ("announcement__isnull", False),
                                        ("comment__isnull", True),
                                        ("idea__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="case_of_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["hidden", "appealed", "upheld"]),
                                        _negated=True,
                                    ),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="case_hidden_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="kehrat.comment",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "discussion",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.discussion",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.comment",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "text",
                            models.TextField(blank=True, max_length=4000, verbose_name="comment"),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("shown", "shown"), ("removed", "removed by its author")],
                                default="shown",
                                max_length=10,
                            ),
                        ),
                        ("at", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("edited_at", models.DateTimeField(blank=True, null=True)),
                        ("hidden_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="6d5d7734665b2464c476c008c8251e691592de76",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_2f26d",
                                    table="kehrat_commentevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Flag",
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
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="flags",
                                to="kehrat.case",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("rude", "It insults or threatens someone"),
                                    ("hate", "It spreads hatred or discriminates"),
                                    ("private", "It tells someone's private matters"),
                                    ("spam", "It is advertising or spam"),
                                    ("false", "It misleads"),
                                    ("other", "Something else"),
                                ],
                                max_length=10,
                                verbose_name="what is wrong",
                            ),
                        ),
                        (
                            "words",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="in your own words"
                            ),
                        ),
                        ("at", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("closed_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "report of a text",
                        "verbose_name_plural": "reports of texts",
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("case"),
                                models.F("by"),
                                condition=models.Q(("closed_at", None)),
                                name="flag_open_once",
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
