"""Money as it stands, with the sources, past calls and City forms that every installation begins with.

The past calls are there so that decisions made before the portal can be recorded. Only their
years are known: the days are the first and the last of the year, and they are marked as examples.

The forms are from City-of-Helsinki/hel-fi-drupal-grants (MIT, © 2025 City of Helsinki), commit
21f9648b1.

One step in place of 29. Databases from before have taken those, and count this one as taken."""

import csv
import json
import uuid
from pathlib import Path

import django.contrib.postgres.fields
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now

import kehityspolku.files.models
import kehityspolku.moments
import kehityspolku.money
from kehityspolku.first_tables import FirstTables
from rahoitus.sending import vocabulary

DATA = Path(__file__).resolve().parent.parent / "data"
ABOUT = {
    "about_fi": "Ennen portaalia tehtyjä päätöksiä varten. Vuodet tiedetään, tarkkoja päiviä ei.",
    "about_sv": "För beslut som fattades före portalen. Åren är kända, de exakta dagarna inte.",
    "about_en": "For decisions made before the portal. The years are known, the exact days are not.",
}

CITY = {"helsingin-kaupunki": "0201256-6"}
REGISTERED = ["association", "foundation", "company", "public"]
FORMS = {
    "pienavustus": (
        "Asukasosallisuuden pienavustus",
        "Småunderstöd för invånardelaktighet",
        "Small grant for resident participation",
    ),
    "yleis_ja_toiminta": (
        "Asukasosallisuuden yleis- ja toiminta-avustus",
        "Allmänt understöd och verksamhetsunderstöd för invånardelaktighet",
        "General and operating grant for resident participation",
    ),
}


TAKEN = ("step", "section", "key", "title_fi", "title_sv", "title_en", "type")


def load(apps, schema_editor):
    Source, Call, CostModel, Form, Question = (
        apps.get_model("rahoitus", name)
        for name in ("Source", "Call", "CostModel", "FunderForm", "FunderQuestion")
    )
    for given in read("sources.json"):
        successor = given.pop("successor", None)
        given["successor"] = successor and Source.objects.get(slug=successor)
        Source.objects.create(business_id=CITY.get(given["slug"], ""), **given)
    for given in read("past_calls.json"):
        registered = given.pop("registered_only", True)
        given |= {**ABOUT, "from_memory": True, "source": Source.objects.get(slug=given["source"])}
        given["applicants"] = REGISTERED if registered else ["person", "group", *REGISTERED]
        Call.objects.create(published_at=Now(), **given)
    known = {row["code"]: row for row in read("cost_models.json")}
    used = {(c.source_id, code) for c in Call.objects.all() for code in c.cost_models}
    CostModel.objects.bulk_create(
        CostModel(source_id=source, **known[code]) for source, code in sorted(used)
    )
    city = Source.objects.get(slug="helsingin-kaupunki")
    for slug, (fi, sv, en) in FORMS.items():
        names = {"name_fi": fi, "name_sv": sv, "name_en": en}
        form = Form.objects.create(slug=slug.replace("_", "-"), source=city, **names)
        with (DATA / "forms" / f"{slug}.csv").open(encoding="utf-8", newline="") as file:
            rows = enumerate(csv.DictReader(file))
            Question.objects.bulk_create(question(Question, form, *row) for row in rows)


def read(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def question(Question, form, place, row):
    titles = [row[f"title_{code}"] for code in ("fi", "sv", "en")]
    return Question(
        form=form,
        place=place,
        required=row["required"] == "True",
        max_length=int(row["max_length"]) if row["max_length"] else None,
        fills=vocabulary.fills(row["key"], *titles) if any(titles) else "",
        **{name: row[name].strip() for name in TAKEN},
    )


class Migration(migrations.Migration):
    replaces = [
        ("rahoitus", "0001_initial"),
        ("rahoitus", "0002_sources"),
        ("rahoitus", "0003_names_on_one_line"),
        ("rahoitus", "0004_decisions"),
        ("rahoitus", "0005_decisions_of_before"),
        ("rahoitus", "0006_business_ids_of_sources"),
        ("rahoitus", "0007_what_past_decisions_state"),
        ("rahoitus", "0008_only_what_was_stated"),
        ("rahoitus", "0009_forms_and_approvals"),
        ("rahoitus", "0010_forms_of_the_city"),
        ("rahoitus", "0011_receipts"),
        ("rahoitus", "0012_rules_of_calls"),
        ("rahoitus", "0013_calls_of_before"),
        ("rahoitus", "0014_cost_models"),
        ("rahoitus", "0015_cost_models_of_before"),
        ("rahoitus", "0016_versions_and_questions"),
        ("rahoitus", "0017_heir_of_the_ely_centre"),
        ("rahoitus", "0018_report_timetable"),
        ("rahoitus", "0019_milestones"),
        ("rahoitus", "0020_grants_in_vain"),
        ("rahoitus", "0021_budgets"),
        ("rahoitus", "0022_changes_of_budgets"),
        ("rahoitus", "0023_answers_and_documents"),
        ("rahoitus", "0024_declarations_and_alterations"),
        ("rahoitus", "0025_reports_and_proofs"),
        ("rahoitus", "0026_remarks_on_the_purpose"),
        ("rahoitus", "0027_payments_of_claims"),
        ("rahoitus", "0028_past_states_of_before"),
        ("rahoitus", "0029_names_are_forgotten"),
    ]

    initial = True

    dependencies = [
        ("kehrat", "0001_squashed_0037_when_lessons_were_told"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        FirstTables(
            [
                migrations.CreateModel(
                    name="AidDeclaration",
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
                                related_name="aid_declarations",
                                to="kehrat.organisation",
                            ),
                        ),
                        (
                            "is_none",
                            models.BooleanField(
                                default=False, verbose_name="no aid in three years"
                            ),
                        ),
                        (
                            "grantor",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="who granted it"
                            ),
                        ),
                        (
                            "granted_on",
                            models.DateField(blank=True, null=True, verbose_name="granted on"),
                        ),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="sum, €",
                            ),
                        ),
                        ("told_on", models.DateField(default=kehityspolku.moments.today)),
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
                        "verbose_name": "declaration of de minimis aid",
                        "verbose_name_plural": "declarations of de minimis aid",
                        "ordering": ["granted_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("is_none", False), models.Q(("grantor", ""), _negated=True)
                                    ),
                                    models.Q(
                                        ("amount", None),
                                        ("granted_on", None),
                                        ("grantor", ""),
                                        ("is_none", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="aid_is_told_or_none",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount", None), ("amount__gt", 0), _connector="OR"
                                ),
                                name="aid_positive",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "rahoitus_aiddeclarationevent" ("amount", "by_id", "granted_on", "grantor", "id", "is_none", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "told_on") VALUES (NEW."amount", NEW."by_id", NEW."granted_on", NEW."grantor", NEW."id", NEW."is_none", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."told_on"); RETURN NULL;',
                                    hash="8e14ffd9d13d9efed81bf83851ea9ff6b5e52562",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_a0ac0",
                                    table="rahoitus_aiddeclaration",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "rahoitus_aiddeclarationevent" ("amount", "by_id", "granted_on", "grantor", "id", "is_none", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "told_on") VALUES (NEW."amount", NEW."by_id", NEW."granted_on", NEW."grantor", NEW."id", NEW."is_none", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."told_on"); RETURN NULL;',
                                    hash="652ae009f8cc18160053b05c7c34a6f77db988c1",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_a3e21",
                                    table="rahoitus_aiddeclaration",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FollowUp",
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
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follow_up",
                                to="kehrat.project",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("asked", "asked"), ("answered", "answered")],
                                default="asked",
                                max_length=10,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "lives",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("all", "It all lives on"),
                                    ("some", "Some of it lives on"),
                                    ("nothing", "Nothing lives on"),
                                    ("unknown", "It is not known"),
                                ],
                                max_length=10,
                                verbose_name="does it live on",
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                blank=True, max_length=10000, verbose_name="what still lives"
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
                        "verbose_name": "question of what still lives",
                        "verbose_name_plural": "questions of what still lives",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "asked"),
                                    models.Q(("lives", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="follow_up_answered_says_what",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Milestone",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="milestones",
                                to="kehrat.project",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="milestone")),
                        (
                            "owner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("agreed_on", models.DateField(verbose_name="first agreed day")),
                        ("due_on", models.DateField(verbose_name="day")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "under way"),
                                    ("done", "done"),
                                    ("dropped", "given up"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "done_on",
                            models.DateField(blank=True, null=True, verbose_name="done on"),
                        ),
                        (
                            "link",
                            models.URLField(
                                blank=True, max_length=500, verbose_name="link to what shows it"
                            ),
                        ),
                        ("files_kept", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "milestone",
                        "verbose_name_plural": "milestones",
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(
                                models.F("state"), models.F("due_on"), name="milestone_due"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("project"),
                                models.F("title"),
                                condition=models.Q(("state", "dropped"), _negated=True),
                                name="milestone_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "done"), _negated=True),
                                    ("done_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="milestone_done_has_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "done"), _negated=True),
                                    models.Q(("link", ""), _negated=True),
                                    ("files_kept__gt", 0),
                                    _connector="OR",
                                ),
                                name="milestone_done_has_evidence",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OtherFunding",
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
                                related_name="other_funding",
                                to="kehrat.project",
                            ),
                        ),
                        (
                            "who",
                            models.CharField(max_length=200, verbose_name="who gives the money"),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="year"
                            ),
                        ),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="sum, €",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("applied", "applied for"),
                                    ("granted", "granted"),
                                    ("declined", "not granted"),
                                ],
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "costs",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200),
                                blank=True,
                                default=list,
                                verbose_name="for which costs",
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
                        ("told_at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "verbose_name": "other funding",
                        "verbose_name_plural": "other funding",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount", None), ("amount__gt", 0), _connector="OR"
                                ),
                                name="other_funding_positive",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "rahoitus_otherfundingevent" ("amount", "by_id", "costs", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "state", "told_at", "who", "year") VALUES (NEW."amount", NEW."by_id", NEW."costs", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."state", NEW."told_at", NEW."who", NEW."year"); RETURN NULL;',
                                    hash="d9c82553a224b257337bafd5601b6ffe22ea2a66",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_87e93",
                                    table="rahoitus_otherfunding",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "rahoitus_otherfundingevent" ("amount", "by_id", "costs", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "state", "told_at", "who", "year") VALUES (NEW."amount", NEW."by_id", NEW."costs", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."state", NEW."told_at", NEW."who", NEW."year"); RETURN NULL;',
                                    hash="3d7406ab3ae8f393d5008a91fa4021aafc5d5157",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_e8b88",
                                    table="rahoitus_otherfunding",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Source",
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
                            models.CharField(
                                blank=True, max_length=160, verbose_name="name in Finnish"
                            ),
                        ),
                        (
                            "name_sv",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="name in Swedish"
                            ),
                        ),
                        (
                            "name_en",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="name in English"
                            ),
                        ),
                        (
                            "also_known_as",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=80), blank=True, default=list
                            ),
                        ),
                        (
                            "business_id",
                            models.CharField(
                                blank=True, db_default="", max_length=9, verbose_name="business ID"
                            ),
                        ),
                        (
                            "is_city",
                            models.BooleanField(
                                default=False, verbose_name="money of the City of Helsinki"
                            ),
                        ),
                        (
                            "is_public",
                            models.BooleanField(default=True, verbose_name="public money"),
                        ),
                        (
                            "valid_from",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="from year"
                            ),
                        ),
                        (
                            "valid_to",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="to year"
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="predecessors",
                                to="rahoitus.source",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "funding source",
                        "verbose_name_plural": "funding sources",
                        "ordering": ["name_fi"],
                        "permissions": [("decide_source", "Decides on the source's applications")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("name_en", ""), ("name_fi", ""), ("name_sv", ""), _negated=True
                                ),
                                name="source_has_a_name",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to", None),
                                    ("valid_from", None),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="source_years_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VoucherFile",
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
                                related_name="voucher_files",
                                to="kehrat.project",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "file of a voucher",
                        "verbose_name_plural": "files of vouchers",
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
                                name="voucherfile_has_a_file_unless_infected",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "picture"), _negated=True),
                                    models.Q(("height__isnull", False), ("width__isnull", False)),
                                    _connector="OR",
                                ),
                                name="voucherfile_picture_has_a_size",
                            ),
                            models.UniqueConstraint(
                                models.F("project"), models.F("sha256"), name="voucher_file_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AidDeclarationEvent",
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
                                to="rahoitus.aiddeclaration",
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
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kehrat.organisation",
                            ),
                        ),
                        (
                            "is_none",
                            models.BooleanField(
                                default=False, verbose_name="no aid in three years"
                            ),
                        ),
                        (
                            "grantor",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="who granted it"
                            ),
                        ),
                        (
                            "granted_on",
                            models.DateField(blank=True, null=True, verbose_name="granted on"),
                        ),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="sum, €",
                            ),
                        ),
                        ("told_on", models.DateField(default=kehityspolku.moments.today)),
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
                                    hash="e84935238aaa661b49893e964a8640fc1330ef96",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_41018",
                                    table="rahoitus_aiddeclarationevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Call",
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
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="rahoitus.source",
                            ),
                        ),
                        ("slug", models.SlugField(unique=True)),
                        (
                            "name_fi",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name in Finnish"
                            ),
                        ),
                        (
                            "name_sv",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name in Swedish"
                            ),
                        ),
                        (
                            "name_en",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name in English"
                            ),
                        ),
                        (
                            "about_fi",
                            models.TextField(blank=True, verbose_name="what it funds, in Finnish"),
                        ),
                        (
                            "about_sv",
                            models.TextField(blank=True, verbose_name="what it funds, in Swedish"),
                        ),
                        (
                            "about_en",
                            models.TextField(blank=True, verbose_name="what it funds, in English"),
                        ),
                        ("opens_on", models.DateField(verbose_name="opens")),
                        (
                            "closes_on",
                            models.DateField(blank=True, null=True, verbose_name="closes"),
                        ),
                        (
                            "closes_time",
                            models.TimeField(
                                blank=True, null=True, verbose_name="at, 23.59.59 where empty"
                            ),
                        ),
                        (
                            "ended_early_on",
                            models.DateField(blank=True, null=True, verbose_name="ended early on"),
                        ),
                        (
                            "ended_early_why",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="why it ended early"
                            ),
                        ),
                        (
                            "closes_at",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.expressions.RawSQL(
                                    "LEAST(\n        (closes_on + COALESCE(closes_time, time '23:59:59')) AT TIME ZONE 'Europe/Helsinki',\n        (ended_early_on + time '23:59:59') AT TIME ZONE 'Europe/Helsinki'\n    )",
                                    [],
                                ),
                                output_field=models.DateTimeField(null=True),
                            ),
                        ),
                        (
                            "register_by",
                            models.DateField(
                                blank=True, null=True, verbose_name="register with the funder by"
                            ),
                        ),
                        (
                            "second_stage_on",
                            models.DateField(
                                blank=True,
                                help_text="Where a short idea comes first and a full application later.",
                                null=True,
                                verbose_name="the second stage closes",
                            ),
                        ),
                        (
                            "frame",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="frame, €",
                            ),
                        ),
                        (
                            "smallest",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="smallest grant, €",
                            ),
                        ),
                        (
                            "largest",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="largest grant, €",
                            ),
                        ),
                        (
                            "highest_share",
                            kehityspolku.money.PercentField(
                                blank=True,
                                decimal_places=1,
                                max_digits=4,
                                null=True,
                                verbose_name="highest share of costs, %",
                            ),
                        ),
                        (
                            "least_own_share",
                            kehityspolku.money.PercentField(
                                blank=True,
                                decimal_places=1,
                                max_digits=4,
                                null=True,
                                verbose_name="least own contribution, %",
                            ),
                        ),
                        (
                            "own_counts",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("own", "own money"),
                                        ("city", "money of the City of Helsinki"),
                                        ("public", "other public money"),
                                        ("private", "private money"),
                                        ("in_kind", "volunteer work and other work in kind"),
                                    ],
                                    max_length=10,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="what counts as own contribution",
                            ),
                        ),
                        (
                            "hour_value",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="an hour of volunteer work is worth, €",
                            ),
                        ),
                        (
                            "hours_share",
                            kehityspolku.money.PercentField(
                                blank=True,
                                decimal_places=1,
                                max_digits=4,
                                null=True,
                                verbose_name="volunteer work at most, % of the costs",
                            ),
                        ),
                        (
                            "shortest_months",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="shortest duration, months"
                            ),
                        ),
                        (
                            "longest_months",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="longest duration, months"
                            ),
                        ),
                        (
                            "ends_latest_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="the project ends at the latest"
                            ),
                        ),
                        (
                            "costs_from",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("applied", "from the day the application is sent"),
                                    ("decided", "from the day of the decision"),
                                    ("opened", "from the day the call opens"),
                                    ("day", "from a day that the call names"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="costs count",
                            ),
                        ),
                        (
                            "costs_from_on",
                            models.DateField(blank=True, null=True, verbose_name="that day"),
                        ),
                        (
                            "payment",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("once", "in one sum"),
                                    ("parts", "in instalments"),
                                    ("claims", "against claims of costs"),
                                    ("lump", "in lump sums, each against evidence"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="the money is paid",
                            ),
                        ),
                        (
                            "advance_share",
                            kehityspolku.money.PercentField(
                                blank=True,
                                decimal_places=1,
                                max_digits=4,
                                null=True,
                                verbose_name="paid in advance at most, % of the grant",
                            ),
                        ),
                        (
                            "cost_models",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=10), blank=True, default=list
                            ),
                        ),
                        (
                            "applicants",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("person", "private person"),
                                        ("group", "unregistered group"),
                                        ("association", "association"),
                                        ("foundation", "foundation"),
                                        ("company", "company"),
                                        ("public", "public body"),
                                    ],
                                    max_length=12,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="who may apply",
                            ),
                        ),
                        (
                            "partners_least",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="partners at least"
                            ),
                        ),
                        (
                            "reach",
                            models.CharField(
                                choices=[
                                    ("local", "local"),
                                    ("regions", "nationwide or usable in more than one region"),
                                    ("cities", "several of the six largest cities"),
                                ],
                                default="local",
                                max_length=10,
                                verbose_name="reach",
                            ),
                        ),
                        (
                            "service",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="the funder's own service"
                            ),
                        ),
                        (
                            "service_url",
                            models.URLField(blank=True, verbose_name="address of the service"),
                        ),
                        (
                            "retention_years",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="papers are kept, years"
                            ),
                        ),
                        (
                            "asked_in",
                            models.CharField(
                                blank=True,
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                db_default="",
                                default="",
                                max_length=2,
                                verbose_name="the funder asks in one language only",
                            ),
                        ),
                        (
                            "de_minimis",
                            models.BooleanField(
                                default=False, verbose_name="granted as de minimis aid"
                            ),
                        ),
                        (
                            "source_links",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.URLField(max_length=500),
                                blank=True,
                                default=list,
                                verbose_name="where the rules were read",
                            ),
                        ),
                        (
                            "checked_on",
                            models.DateField(blank=True, null=True, verbose_name="checked on"),
                        ),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "from_memory",
                            models.BooleanField(
                                default=False,
                                verbose_name="an example, to be checked with the funder",
                            ),
                        ),
                        (
                            "districts",
                            models.ManyToManyField(
                                blank=True,
                                to="kehrat.district",
                                verbose_name="areas, empty for all",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "call",
                        "verbose_name_plural": "calls",
                        "ordering": ["closes_on", "name_fi"],
                        "indexes": [
                            models.Index(
                                models.F("opens_on"), models.F("closes_on"), name="call_dates"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closes_on", None),
                                    ("closes_on__gte", models.F("opens_on")),
                                    _connector="OR",
                                ),
                                name="call_closes_after_opening",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("name_en", ""), ("name_fi", ""), ("name_sv", ""), _negated=True
                                ),
                                name="call_has_a_name",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("largest", None),
                                    ("smallest", None),
                                    ("largest__gte", models.F("smallest")),
                                    _connector="OR",
                                ),
                                name="call_grant_limits_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
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
                            "milestone",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="rahoitus.milestone",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "evidence of a milestone",
                        "verbose_name_plural": "evidence of milestones",
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
                                name="evidence_has_a_file_unless_infected",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "picture"), _negated=True),
                                    models.Q(("height__isnull", False), ("width__isnull", False)),
                                    _connector="OR",
                                ),
                                name="evidence_picture_has_a_size",
                            ),
                            models.UniqueConstraint(
                                models.F("milestone"), models.F("sha256"), name="evidence_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OtherFundingEvent",
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
                                to="rahoitus.otherfunding",
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
                            "who",
                            models.CharField(max_length=200, verbose_name="who gives the money"),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="year"
                            ),
                        ),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="sum, €",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("applied", "applied for"),
                                    ("granted", "granted"),
                                    ("declined", "not granted"),
                                ],
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "costs",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=200),
                                blank=True,
                                default=list,
                                verbose_name="for which costs",
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
                        ("told_at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="f8a94c9d773cfffaabb19d59157eaadd6187306b",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_06d0a",
                                    table="rahoitus_otherfundingevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CostModel",
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
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cost_models",
                                to="rahoitus.source",
                            ),
                        ),
                        ("code", models.SlugField(max_length=10, verbose_name="short code")),
                        (
                            "name_fi",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="name in Finnish"
                            ),
                        ),
                        (
                            "name_sv",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="name in Swedish"
                            ),
                        ),
                        (
                            "name_en",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="name in English"
                            ),
                        ),
                        (
                            "base",
                            models.CharField(
                                choices=[
                                    ("none", "no flat rate"),
                                    ("staff", "staff pay"),
                                    ("direct", "all direct costs"),
                                ],
                                default="none",
                                max_length=10,
                                verbose_name="flat rate is counted of",
                            ),
                        ),
                        (
                            "percent",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="flat rate, %",
                            ),
                        ),
                        (
                            "covers",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "nothing"),
                                    ("side", "side costs of staff pay"),
                                    ("indirect", "indirect costs"),
                                    ("others", "all other costs"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="it covers",
                            ),
                        ),
                        (
                            "unit_price",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="an hour of work costs, €",
                            ),
                        ),
                        (
                            "valid_from",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="from year"
                            ),
                        ),
                        (
                            "valid_to",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="to year"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "cost model",
                        "verbose_name_plural": "cost models",
                        "ordering": ["code"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("source"), models.F("code"), name="cost_model_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("name_en", ""), ("name_fi", ""), ("name_sv", ""), _negated=True
                                ),
                                name="cost_model_has_a_name",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("base", "none"),
                                    models.Q(("percent__gt", 0), ("percent__lte", 100)),
                                    _connector="OR",
                                ),
                                name="cost_model_flat_rate_has_percent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to", None),
                                    ("valid_from", None),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="cost_model_years_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SourceOfficial",
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
                                related_name="official_sources",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="officials",
                                to="rahoitus.source",
                            ),
                        ),
                        ("started_on", models.DateField(default=kehityspolku.moments.today)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "funder's official",
                        "verbose_name_plural": "funders' officials",
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("user"),
                                models.F("source"),
                                condition=models.Q(("ended_on", None)),
                                name="source_official_once",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "rahoitus_sourceofficialevent" ("ended_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "started_on", "user_id") VALUES (NEW."ended_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_id", NEW."started_on", NEW."user_id"); RETURN NULL;',
                                    hash="982371c584af22cd5ce7837fdbcfed192b32a46c",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_9bc13",
                                    table="rahoitus_sourceofficial",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "rahoitus_sourceofficialevent" ("ended_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "started_on", "user_id") VALUES (NEW."ended_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_id", NEW."started_on", NEW."user_id"); RETURN NULL;',
                                    hash="a90774f2c83d3414ef74df4ddd5538eeec1693f1",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1a584",
                                    table="rahoitus_sourceofficial",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Condition",
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
                            "place",
                            models.PositiveSmallIntegerField(default=0, verbose_name="order"),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conditions",
                                to="rahoitus.call",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("never", "what is never funded"),
                                    ("earlier", "earlier grants or new activity"),
                                    ("order", "order of arrival"),
                                    ("decided", "when it is decided"),
                                    ("criterion", "what is weighed"),
                                    ("reports", "when one reports and claims"),
                                    ("other", "other rule"),
                                    ("contact", "whom to ask"),
                                ],
                                max_length=10,
                                verbose_name="about",
                            ),
                        ),
                        (
                            "text_fi",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="in Finnish"
                            ),
                        ),
                        (
                            "text_sv",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="in Swedish"
                            ),
                        ),
                        (
                            "text_en",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="in English"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "condition in words",
                        "verbose_name_plural": "conditions in words",
                        "ordering": ["place", "pk"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("text_en", ""), ("text_fi", ""), ("text_sv", ""), _negated=True
                                ),
                                name="condition_has_a_text",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FunderForm",
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
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="forms",
                                to="rahoitus.source",
                            ),
                        ),
                        (
                            "name_fi",
                            models.CharField(max_length=200, verbose_name="name in Finnish"),
                        ),
                        (
                            "name_sv",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name in Swedish"
                            ),
                        ),
                        (
                            "name_en",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name in English"
                            ),
                        ),
                        (
                            "calls",
                            models.ManyToManyField(
                                blank=True,
                                related_name="forms",
                                to="rahoitus.call",
                                verbose_name="calls, empty for all of the source",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "funder's form",
                        "verbose_name_plural": "funders' forms",
                        "ordering": ["name_fi"],
                    },
                ),
                migrations.CreateModel(
                    name="Part",
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
                            "place",
                            models.PositiveSmallIntegerField(default=0, verbose_name="order"),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parts",
                                to="rahoitus.call",
                            ),
                        ),
                        (
                            "name_fi",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name in Finnish"
                            ),
                        ),
                        (
                            "name_sv",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name in Swedish"
                            ),
                        ),
                        (
                            "name_en",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name in English"
                            ),
                        ),
                        (
                            "smallest",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="smallest grant, €",
                            ),
                        ),
                        (
                            "largest",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="largest grant, €",
                            ),
                        ),
                        (
                            "highest_share",
                            kehityspolku.money.PercentField(
                                blank=True,
                                decimal_places=1,
                                max_digits=4,
                                null=True,
                                verbose_name="highest share of costs, %",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "part of a call",
                        "verbose_name_plural": "parts of a call",
                        "ordering": ["place", "pk"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("name_en", ""), ("name_fi", ""), ("name_sv", ""), _negated=True
                                ),
                                name="call_part_has_a_name",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("largest", None),
                                    ("smallest", None),
                                    ("largest__gte", models.F("smallest")),
                                    _connector="OR",
                                ),
                                name="call_part_limits_in_order",
                            ),
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
                            "place",
                            models.PositiveSmallIntegerField(default=0, verbose_name="order"),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="rahoitus.call",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("text", "text"),
                                    ("number", "number"),
                                    ("money", "euros"),
                                    ("choice", "one of several choices"),
                                    ("yes_no", "yes or no"),
                                    ("date", "date"),
                                    ("file", "file"),
                                ],
                                default="text",
                                max_length=10,
                                verbose_name="answered with",
                            ),
                        ),
                        (
                            "required",
                            models.BooleanField(default=True, verbose_name="must be answered"),
                        ),
                        (
                            "text_fi",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="question in Finnish"
                            ),
                        ),
                        (
                            "text_sv",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="question in Swedish"
                            ),
                        ),
                        (
                            "text_en",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="question in English"
                            ),
                        ),
                        (
                            "most_characters",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="characters at most, of a text"
                            ),
                        ),
                        (
                            "choices_fi",
                            models.TextField(
                                blank=True,
                                max_length=2000,
                                verbose_name="choices in Finnish, one a line",
                            ),
                        ),
                        (
                            "choices_sv",
                            models.TextField(
                                blank=True,
                                max_length=2000,
                                verbose_name="choices in Swedish, one a line",
                            ),
                        ),
                        (
                            "choices_en",
                            models.TextField(
                                blank=True,
                                max_length=2000,
                                verbose_name="choices in English, one a line",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "question",
                        "verbose_name_plural": "questions",
                        "ordering": ["place", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReportDue",
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
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reports",
                                to="rahoitus.call",
                            ),
                        ),
                        (
                            "place",
                            models.PositiveSmallIntegerField(default=0, verbose_name="order"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("interim", "interim report"),
                                    ("final", "final report"),
                                    ("claim", "payment claim"),
                                    ("use", "use report"),
                                ],
                                max_length=10,
                                verbose_name="what is given",
                            ),
                        ),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(120)],
                                verbose_name="months after",
                            ),
                        ),
                        (
                            "after",
                            models.CharField(
                                choices=[
                                    ("start", "the project's start"),
                                    ("end", "the project's end"),
                                    ("decision", "the decision"),
                                ],
                                default="end",
                                max_length=10,
                                verbose_name="counted from",
                            ),
                        ),
                        (
                            "every_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(120),
                                ],
                                verbose_name="again every so many months until the project's end",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "report to the funder",
                        "verbose_name_plural": "reports to the funder",
                        "ordering": ["place", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("months__lte", 120)),
                                name="report_due_within_ten_years",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("every_months", None),
                                    models.Q(("every_months__gte", 1), ("every_months__lte", 120)),
                                    _connector="OR",
                                ),
                                name="report_due_interval_in_bounds",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RequiredDocument",
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
                            "place",
                            models.PositiveSmallIntegerField(default=0, verbose_name="order"),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="rahoitus.call",
                            ),
                        ),
                        (
                            "name_fi",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name in Finnish"
                            ),
                        ),
                        (
                            "name_sv",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name in Swedish"
                            ),
                        ),
                        (
                            "name_en",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name in English"
                            ),
                        ),
                        (
                            "required",
                            models.BooleanField(default=True, verbose_name="must be there"),
                        ),
                        (
                            "in_another",
                            models.BooleanField(
                                default=True, verbose_name="may be in another file"
                            ),
                        ),
                        (
                            "later",
                            models.BooleanField(default=False, verbose_name="may come later"),
                        ),
                    ],
                    options={
                        "verbose_name": "required document",
                        "verbose_name_plural": "required documents",
                        "ordering": ["place", "pk"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("name_en", ""), ("name_fi", ""), ("name_sv", ""), _negated=True
                                ),
                                name="document_has_a_name",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SourceOfficialEvent",
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
                                to="rahoitus.sourceofficial",
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
                            "source",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rahoitus.source",
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
                                    hash="0f85135a4439da35ab33a4ab0f9cfb8e52ad61b7",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_9daec",
                                    table="rahoitus_sourceofficialevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Version",
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
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="rahoitus.call",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("made_at", models.DateTimeField(default=kehityspolku.moments.now)),
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
                            "why",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="what changed, and why"
                            ),
                        ),
                        (
                            "frozen",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "version of a call's rules",
                        "verbose_name_plural": "versions of a call's rules",
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("call"), models.F("number"), name="call_version_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Application",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="kehrat.project",
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="rahoitus.call",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("preparing", "in preparation"),
                                    ("in_check", "in Sukkula's check"),
                                    ("returned", "returned for changes"),
                                    ("checked", "checked"),
                                    ("sent", "sent to the funder"),
                                    ("supplement_requested", "supplement requested"),
                                    ("granted", "granted"),
                                    ("declined", "declined"),
                                    ("closed", "closed"),
                                    ("withdrawn", "withdrawn"),
                                    ("expired", "expired"),
                                    ("turned_down", "grant turned down"),
                                    ("lapsed", "grant lapsed"),
                                ],
                                default="preparing",
                                max_length=20,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("opened_at", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "override",
                            models.TextField(
                                blank=True,
                                verbose_name="why opened although it does not seem to fit",
                            ),
                        ),
                        (
                            "cost_model",
                            models.CharField(
                                default="actual", max_length=10, verbose_name="cost model"
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what the money is for"
                            ),
                        ),
                        (
                            "starts_on",
                            models.DateField(blank=True, null=True, verbose_name="starts"),
                        ),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends")),
                        (
                            "part",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="applications",
                                to="rahoitus.part",
                                verbose_name="part of the call",
                            ),
                        ),
                        (
                            "late_until",
                            models.DateField(
                                blank=True, null=True, verbose_name="may be sent late until"
                            ),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "diary_number",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="diary number"
                            ),
                        ),
                        (
                            "decided_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="date of the decision"
                            ),
                        ),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="granted, €",
                            ),
                        ),
                        ("conditions", models.TextField(blank=True)),
                        ("reason", models.TextField(blank=True)),
                        (
                            "recorded_afterwards",
                            models.BooleanField(default=False, verbose_name="recorded afterwards"),
                        ),
                    ],
                    options={
                        "verbose_name": "funding application",
                        "verbose_name_plural": "funding applications",
                        "ordering": ["-state_since", "-pk"],
                        "indexes": [
                            models.Index(fields=["-state_since", "-id"], name="application_list")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "declined",
                                            "withdrawn",
                                            "expired",
                                            "turned_down",
                                            "lapsed",
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                fields=("project", "call"),
                                name="application_once_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["granted", "closed"]), _negated=True),
                                    ("amount__isnull", False),
                                    ("recorded_afterwards", True),
                                    _connector="OR",
                                ),
                                name="application_grant_has_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount", None), ("amount__gte", 0), _connector="OR"
                                ),
                                name="application_amount_positive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on", None),
                                    ("starts_on", None),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="application_ends_after_start",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "rahoitus_applicationevent" ("amount", "call_id", "conditions", "cost_model", "decided_on", "diary_number", "ends_on", "id", "late_until", "opened_at", "override", "part_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "recorded_afterwards", "sent_at", "starts_on", "state", "state_since", "summary") VALUES (NEW."amount", NEW."call_id", NEW."conditions", NEW."cost_model", NEW."decided_on", NEW."diary_number", NEW."ends_on", NEW."id", NEW."late_until", NEW."opened_at", NEW."override", NEW."part_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."reason", NEW."recorded_afterwards", NEW."sent_at", NEW."starts_on", NEW."state", NEW."state_since", NEW."summary"); RETURN NULL;',
                                    hash="70d6ab25218871de4e9bf7f8fce3aaacab3ff184",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_3d091",
                                    table="rahoitus_application",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "rahoitus_applicationevent" ("amount", "call_id", "conditions", "cost_model", "decided_on", "diary_number", "ends_on", "id", "late_until", "opened_at", "override", "part_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "recorded_afterwards", "sent_at", "starts_on", "state", "state_since", "summary") VALUES (NEW."amount", NEW."call_id", NEW."conditions", NEW."cost_model", NEW."decided_on", NEW."diary_number", NEW."ends_on", NEW."id", NEW."late_until", NEW."opened_at", NEW."override", NEW."part_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."reason", NEW."recorded_afterwards", NEW."sent_at", NEW."starts_on", NEW."state", NEW."state_since", NEW."summary"); RETURN NULL;',
                                    hash="3a18c613e2c3a4684e7681ef44927659c19f3548",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_83d9f",
                                    table="rahoitus_application",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FunderQuestion",
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
                            "form",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="rahoitus.funderform",
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField()),
                        ("step", models.CharField(blank=True, max_length=1000)),
                        ("section", models.CharField(blank=True, max_length=1000)),
                        ("key", models.CharField(blank=True, max_length=1000)),
                        ("title_fi", models.CharField(blank=True, max_length=1000)),
                        ("title_sv", models.CharField(blank=True, max_length=1000)),
                        ("title_en", models.CharField(blank=True, max_length=1000)),
                        ("type", models.CharField(blank=True, max_length=1000)),
                        ("max_length", models.PositiveIntegerField(blank=True, null=True)),
                        ("required", models.BooleanField(default=False)),
                        (
                            "fills",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="what answers it"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["form", "place"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("form"), models.F("place"), name="question_place_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
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
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="rahoitus.application",
                            ),
                        ),
                        ("question", models.PositiveBigIntegerField()),
                        (
                            "asked",
                            models.CharField(
                                max_length=500, verbose_name="the question when it was answered"
                            ),
                        ),
                        ("value", models.TextField(blank=True, max_length=20000)),
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
                    ],
                    options={
                        "verbose_name": "answer to a call's question",
                        "verbose_name_plural": "answers to a call's questions",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("application"), models.F("question"), name="answer_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Approval",
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
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="approvals",
                                to="rahoitus.application",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("who", models.CharField(max_length=64)),
                        ("token", models.CharField(max_length=64, unique=True)),
                        ("content", models.CharField(max_length=64)),
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
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[("yes", "approved"), ("no", "declined")],
                                max_length=3,
                            ),
                        ),
                        ("reason", models.TextField(blank=True, max_length=4000)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "signatory's approval",
                        "verbose_name_plural": "signatories' approvals",
                        "ordering": ["asked_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_at", None)),
                                    models.Q(
                                        models.Q(("answer", ""), _negated=True),
                                        ("answered_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="approval_answered_has_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", "no"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="approval_no_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Budget",
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
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="budgets",
                                to="rahoitus.application",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("asked", "asked for"),
                                    ("approved", "approved"),
                                    ("amendment", "change"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="kind of budget",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(default=0, verbose_name="number"),
                        ),
                        ("made_at", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("frozen_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "counted_by",
                            models.JSONField(
                                blank=True,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                null=True,
                            ),
                        ),
                        (
                            "holds_from",
                            models.DateField(blank=True, null=True, verbose_name="holds from"),
                        ),
                    ],
                    options={
                        "verbose_name": "budget",
                        "verbose_name_plural": "budgets",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("application"),
                                models.F("kind"),
                                models.F("number"),
                                name="budget_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("holds_from", None), ("kind", "asked"), ("number", 0)
                                    ),
                                    models.Q(
                                        ("kind__in", ["approved", "amendment"]), ("number__gte", 1)
                                    ),
                                    _connector="OR",
                                ),
                                name="budget_numbered_but_asked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("holds_from", None),
                                    ("frozen_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="budget_holds_frozen",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
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
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decisions",
                                to="rahoitus.application",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("granted", "granted"),
                                    ("declined", "declined"),
                                    ("amended", "a new sum instead of the one before"),
                                    ("reduced", "reduced by"),
                                    ("recovered", "to be paid back"),
                                    ("taken_back", "taken back altogether"),
                                    ("turned_down", "turned down by the applicant"),
                                    ("lapsed", "lapsed, as the work was not begun"),
                                    ("altered", "the change that was asked for is agreed to"),
                                    ("unaltered", "the change is not agreed to"),
                                ],
                                max_length=15,
                                verbose_name="decision",
                            ),
                        ),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="sum, €",
                            ),
                        ),
                        (
                            "decided_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="date of the decision"
                            ),
                        ),
                        (
                            "diary_number",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="diary number"
                            ),
                        ),
                        (
                            "conditions",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="conditions"
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(blank=True, max_length=4000, verbose_name="reason"),
                        ),
                        (
                            "because",
                            models.TextField(
                                blank=True,
                                max_length=4000,
                                verbose_name="why it is right although it is unusual",
                            ),
                        ),
                        (
                            "ends_on",
                            models.DateField(blank=True, null=True, verbose_name="new last day"),
                        ),
                        (
                            "purpose",
                            models.TextField(
                                blank=True,
                                db_default="",
                                max_length=4000,
                                verbose_name="what the money is for from now on",
                            ),
                        ),
                        (
                            "appeal_by",
                            models.DateField(
                                blank=True, null=True, verbose_name="appeal no later than"
                            ),
                        ),
                        (
                            "recorded_afterwards",
                            models.BooleanField(default=False, verbose_name="recorded afterwards"),
                        ),
                        (
                            "corrects",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="corrected_by",
                                to="rahoitus.decision",
                            ),
                        ),
                        (
                            "why_corrected",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what was wrong"
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
                        ("recorded_at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "verbose_name": "decision",
                        "verbose_name_plural": "decisions",
                        "ordering": ["decided_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount", None), ("amount__gt", 0), _connector="OR"
                                ),
                                name="decision_sum_positive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["granted", "amended", "reduced", "recovered"]),
                                    ("amount", None),
                                    _connector="OR",
                                ),
                                name="decision_sum_of_its_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount__isnull", False),
                                    (
                                        "kind__in",
                                        ["declined", "taken_back", "turned_down", "lapsed"],
                                    ),
                                    ("kind__in", ["altered", "unaltered"]),
                                    models.Q(("kind", "granted"), ("recorded_afterwards", True)),
                                    _connector="OR",
                                ),
                                name="decision_has_sum",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_on__isnull", False),
                                    ("recorded_afterwards", True),
                                    _connector="OR",
                                ),
                                name="decision_has_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("corrects", None),
                                    models.Q(("why_corrected", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="decision_says_why_corrected",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "rahoitus_decisionevent" ("amount", "appeal_by", "application_id", "because", "by_id", "conditions", "corrects_id", "decided_on", "diary_number", "ends_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reason", "recorded_afterwards", "recorded_at", "why_corrected") VALUES (NEW."amount", NEW."appeal_by", NEW."application_id", NEW."because", NEW."by_id", NEW."conditions", NEW."corrects_id", NEW."decided_on", NEW."diary_number", NEW."ends_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."reason", NEW."recorded_afterwards", NEW."recorded_at", NEW."why_corrected"); RETURN NULL;',
                                    hash="508cdf18a6ee7814d4e644c4cdf90c36a77632af",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_cb43c",
                                    table="rahoitus_decision",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "rahoitus_decisionevent" ("amount", "appeal_by", "application_id", "because", "by_id", "conditions", "corrects_id", "decided_on", "diary_number", "ends_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reason", "recorded_afterwards", "recorded_at", "why_corrected") VALUES (NEW."amount", NEW."appeal_by", NEW."application_id", NEW."because", NEW."by_id", NEW."conditions", NEW."corrects_id", NEW."decided_on", NEW."diary_number", NEW."ends_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."reason", NEW."recorded_afterwards", NEW."recorded_at", NEW."why_corrected"); RETURN NULL;',
                                    hash="acb43791e39a6ee290bdee4dc715f09419d0e64a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b37ca",
                                    table="rahoitus_decision",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentPlace",
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
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="placed",
                                to="rahoitus.application",
                            ),
                        ),
                        ("wanted", models.CharField(max_length=24)),
                        (
                            "where",
                            models.CharField(
                                choices=[
                                    ("another", "in another file"),
                                    ("later", "delivered later"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "told",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="which file, or when"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "place of a document",
                        "verbose_name_plural": "places of documents",
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("application"),
                                models.F("wanted"),
                                name="document_place_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GivenDocument",
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
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="given",
                                to="rahoitus.application",
                            ),
                        ),
                        ("wanted", models.CharField(max_length=24)),
                    ],
                    options={
                        "verbose_name": "document of an application",
                        "verbose_name_plural": "documents of applications",
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
                                name="givendocument_has_a_file_unless_infected",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "picture"), _negated=True),
                                    models.Q(("height__isnull", False), ("width__isnull", False)),
                                    _connector="OR",
                                ),
                                name="givendocument_picture_has_a_size",
                            ),
                            models.UniqueConstraint(
                                models.F("application"),
                                models.F("wanted"),
                                models.F("sha256"),
                                name="given_document_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GrantReport",
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
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="rahoitus.application",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("interim", "interim report"),
                                    ("final", "final report"),
                                    ("claim", "payment claim"),
                                    ("use", "use report"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                        ("due_on", models.DateField(verbose_name="given by")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "to be written"),
                                    ("sent", "in Sukkula's check"),
                                    ("returned", "returned for changes"),
                                    ("accepted", "accepted by Sukkula"),
                                    ("delivered", "sent to the funder"),
                                    ("dropped", "not needed"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "results",
                            models.TextField(blank=True, verbose_name="results against the goals"),
                        ),
                        ("worked", models.TextField(blank=True, verbose_name="what worked")),
                        ("improve", models.TextField(blank=True, verbose_name="what to improve")),
                        ("risks", models.TextField(blank=True, verbose_name="risks")),
                        (
                            "sent_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "figures",
                            models.JSONField(
                                blank=True,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                null=True,
                            ),
                        ),
                        (
                            "delivered_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="sent to the funder on"
                            ),
                        ),
                        (
                            "diary_number",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="diary number"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "report of a grant",
                        "verbose_name_plural": "reports of grants",
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(
                                models.F("state"), models.F("due_on"), name="grant_report_due"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("application"),
                                models.F("kind"),
                                models.F("due_on"),
                                name="grant_report_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on", None),
                                    ("ends_on", None),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="grant_report_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "delivered"), _negated=True),
                                    ("delivered_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="grant_report_delivered_has_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["sent", "accepted", "delivered"]),
                                        _negated=True,
                                    ),
                                    ("figures__isnull", False),
                                    _connector="OR",
                                ),
                                name="grant_report_sent_has_figures",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "rahoitus_grantreportevent" ("application_id", "delivered_on", "diary_number", "due_on", "ends_on", "id", "improve", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "results", "risks", "sent_by_id", "starts_on", "state", "state_since", "worked") VALUES (NEW."application_id", NEW."delivered_on", NEW."diary_number", NEW."due_on", NEW."ends_on", NEW."id", NEW."improve", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."results", NEW."risks", NEW."sent_by_id", NEW."starts_on", NEW."state", NEW."state_since", NEW."worked"); RETURN NULL;',
                                    hash="f23fe1d0c9cd50ce2f3095baf42ee01121c13ff2",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_80681",
                                    table="rahoitus_grantreport",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."delivered_on" IS DISTINCT FROM (NEW."delivered_on") OR OLD."diary_number" IS DISTINCT FROM (NEW."diary_number") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."improve" IS DISTINCT FROM (NEW."improve") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."results" IS DISTINCT FROM (NEW."results") OR OLD."risks" IS DISTINCT FROM (NEW."risks") OR OLD."sent_by_id" IS DISTINCT FROM (NEW."sent_by_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."state_since" IS DISTINCT FROM (NEW."state_since") OR OLD."worked" IS DISTINCT FROM (NEW."worked"))',
                                    func='INSERT INTO "rahoitus_grantreportevent" ("application_id", "delivered_on", "diary_number", "due_on", "ends_on", "id", "improve", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "results", "risks", "sent_by_id", "starts_on", "state", "state_since", "worked") VALUES (NEW."application_id", NEW."delivered_on", NEW."diary_number", NEW."due_on", NEW."ends_on", NEW."id", NEW."improve", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."results", NEW."risks", NEW."sent_by_id", NEW."starts_on", NEW."state", NEW."state_since", NEW."worked"); RETURN NULL;',
                                    hash="0cdf843840e85953f5840ec01ba44ef136d7681e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_c3bba",
                                    table="rahoitus_grantreport",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApplicationEvent",
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
                                to="rahoitus.application",
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
                            "call",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rahoitus.call",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("preparing", "in preparation"),
                                    ("in_check", "in Sukkula's check"),
                                    ("returned", "returned for changes"),
                                    ("checked", "checked"),
                                    ("sent", "sent to the funder"),
                                    ("supplement_requested", "supplement requested"),
                                    ("granted", "granted"),
                                    ("declined", "declined"),
                                    ("closed", "closed"),
                                    ("withdrawn", "withdrawn"),
                                    ("expired", "expired"),
                                    ("turned_down", "grant turned down"),
                                    ("lapsed", "grant lapsed"),
                                ],
                                default="preparing",
                                max_length=20,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("opened_at", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "override",
                            models.TextField(
                                blank=True,
                                verbose_name="why opened although it does not seem to fit",
                            ),
                        ),
                        (
                            "cost_model",
                            models.CharField(
                                default="actual", max_length=10, verbose_name="cost model"
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what the money is for"
                            ),
                        ),
                        (
                            "starts_on",
                            models.DateField(blank=True, null=True, verbose_name="starts"),
                        ),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends")),
                        (
                            "part",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rahoitus.part",
                                verbose_name="part of the call",
                            ),
                        ),
                        (
                            "late_until",
                            models.DateField(
                                blank=True, null=True, verbose_name="may be sent late until"
                            ),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "diary_number",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="diary number"
                            ),
                        ),
                        (
                            "decided_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="date of the decision"
                            ),
                        ),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="granted, €",
                            ),
                        ),
                        ("conditions", models.TextField(blank=True)),
                        ("reason", models.TextField(blank=True)),
                        (
                            "recorded_afterwards",
                            models.BooleanField(default=False, verbose_name="recorded afterwards"),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="c95e94b7bc812ff87add589fa550e1d81f6d5c5f",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_ce0b5",
                                    table="rahoitus_applicationevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Partner",
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
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="partners",
                                to="rahoitus.application",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="partnerships",
                                to="kehrat.organisation",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                    ],
                    options={
                        "verbose_name": "partner",
                        "verbose_name_plural": "partners",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("application"),
                                models.F("organisation"),
                                name="partner_once",
                            ),
                            models.UniqueConstraint(
                                models.F("application"),
                                models.F("name"),
                                condition=models.Q(("name", ""), _negated=True),
                                name="partner_name_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("organisation", None), ("name", ""), _connector="XOR"
                                ),
                                name="partner_is_one_or_the_other",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Receipt",
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
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="receipts",
                                to="rahoitus.application",
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[("receipt", "receipt"), ("letter", "decision letter")],
                                db_default="receipt",
                                default="receipt",
                                max_length=10,
                                verbose_name="what it is",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "receipt",
                        "verbose_name_plural": "receipts",
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
                                name="receipt_has_a_file_unless_infected",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "picture"), _negated=True),
                                    models.Q(("height__isnull", False), ("width__isnull", False)),
                                    _connector="OR",
                                ),
                                name="receipt_picture_has_a_size",
                            ),
                            models.UniqueConstraint(
                                models.F("application"), models.F("sha256"), name="receipt_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Remark",
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
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="remarks",
                                to="rahoitus.application",
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("purpose", "what the money is for"),
                                    ("answers", "answers"),
                                    ("budget", "budget"),
                                    ("documents", "documents"),
                                    ("partners", "partners"),
                                ],
                                max_length=10,
                                verbose_name="about",
                            ),
                        ),
                        ("question", models.PositiveBigIntegerField(null=True)),
                        ("text", models.TextField(max_length=2000, verbose_name="remark")),
                        ("was", models.TextField(blank=True)),
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
                            "reply",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="what was done"
                            ),
                        ),
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
                        ("closed_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name": "remark on an application",
                        "verbose_name_plural": "remarks on applications",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("question", None), ("part", "answers"), _connector="OR"
                                ),
                                name="remark_question_is_an_answers",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Signing",
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
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="signing",
                                to="rahoitus.application",
                            ),
                        ),
                        (
                            "mandate",
                            models.CharField(
                                blank=True,
                                max_length=120,
                                verbose_name="who holds the Suomi.fi mandate",
                            ),
                        ),
                        (
                            "mandate_to",
                            models.DateField(
                                blank=True, null=True, verbose_name="the mandate is in force until"
                            ),
                        ),
                        (
                            "signs",
                            models.CharField(blank=True, max_length=300, verbose_name="who signs"),
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
                    ],
                    options={
                        "verbose_name": "mandate and signatories",
                        "verbose_name_plural": "mandates and signatories",
                    },
                ),
                migrations.CreateModel(
                    name="Amendment",
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
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="amendments",
                                to="rahoitus.application",
                            ),
                        ),
                        (
                            "budget",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="amendment",
                                to="rahoitus.budget",
                            ),
                        ),
                        ("reason", models.TextField(max_length=4000, verbose_name="reason")),
                        ("asked_at", models.DateTimeField(default=kehityspolku.moments.now)),
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
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("approved", "approved"),
                                    ("refused", "refused"),
                                    ("taken_back", "taken back"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "decided_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="date of the decision"
                            ),
                        ),
                        (
                            "diary_number",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="diary number"
                            ),
                        ),
                        (
                            "words",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what the funder said"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "change of a budget",
                        "verbose_name_plural": "changes of a budget",
                        "ordering": ["-asked_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("application"),
                                condition=models.Q(("answer", "")),
                                name="amendment_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answer__in", ["approved", "refused"]),
                                    ("decided_on", None),
                                    _connector="XOR",
                                ),
                                name="amendment_answer_has_day",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "rahoitus_amendmentevent" ("answer", "application_id", "asked_at", "budget_id", "by_id", "decided_on", "diary_number", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "words") VALUES (NEW."answer", NEW."application_id", NEW."asked_at", NEW."budget_id", NEW."by_id", NEW."decided_on", NEW."diary_number", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."words"); RETURN NULL;',
                                    hash="96a5a9208e713e5a99af8fabda26dcf3239b37b2",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_041a9",
                                    table="rahoitus_amendment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "rahoitus_amendmentevent" ("answer", "application_id", "asked_at", "budget_id", "by_id", "decided_on", "diary_number", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "words") VALUES (NEW."answer", NEW."application_id", NEW."asked_at", NEW."budget_id", NEW."by_id", NEW."decided_on", NEW."diary_number", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."words"); RETURN NULL;',
                                    hash="8b7cae91430837cb00edcfb7a36ffb52750ba779",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0d6ef",
                                    table="rahoitus_amendment",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionEvent",
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
                                to="rahoitus.decision",
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
                            "application",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rahoitus.application",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("granted", "granted"),
                                    ("declined", "declined"),
                                    ("amended", "a new sum instead of the one before"),
                                    ("reduced", "reduced by"),
                                    ("recovered", "to be paid back"),
                                    ("taken_back", "taken back altogether"),
                                    ("turned_down", "turned down by the applicant"),
                                    ("lapsed", "lapsed, as the work was not begun"),
                                    ("altered", "the change that was asked for is agreed to"),
                                    ("unaltered", "the change is not agreed to"),
                                ],
                                max_length=15,
                                verbose_name="decision",
                            ),
                        ),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="sum, €",
                            ),
                        ),
                        (
                            "decided_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="date of the decision"
                            ),
                        ),
                        (
                            "diary_number",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="diary number"
                            ),
                        ),
                        (
                            "conditions",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="conditions"
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(blank=True, max_length=4000, verbose_name="reason"),
                        ),
                        (
                            "because",
                            models.TextField(
                                blank=True,
                                max_length=4000,
                                verbose_name="why it is right although it is unusual",
                            ),
                        ),
                        (
                            "ends_on",
                            models.DateField(blank=True, null=True, verbose_name="new last day"),
                        ),
                        (
                            "purpose",
                            models.TextField(
                                blank=True,
                                db_default="",
                                max_length=4000,
                                verbose_name="what the money is for from now on",
                            ),
                        ),
                        (
                            "appeal_by",
                            models.DateField(
                                blank=True, null=True, verbose_name="appeal no later than"
                            ),
                        ),
                        (
                            "recorded_afterwards",
                            models.BooleanField(default=False, verbose_name="recorded afterwards"),
                        ),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rahoitus.decision",
                            ),
                        ),
                        (
                            "why_corrected",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what was wrong"
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
                        ("recorded_at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="281abe3f59993882d170bf5f7dfd04c22f7f9ab8",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_94bb1",
                                    table="rahoitus_decisionevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionYear",
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
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="years",
                                to="rahoitus.decision",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="sum, €",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "decision's year",
                        "verbose_name_plural": "decision's years",
                        "ordering": ["year"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("decision"), models.F("year"), name="decision_year_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount", None), ("amount__gte", 0), _connector="OR"
                                ),
                                name="decision_year_not_negative",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FundingLine",
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
                            "budget",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="funding",
                                to="rahoitus.budget",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("grant", "grant applied for"),
                                    ("city", "City of Helsinki"),
                                    ("public", "other public money"),
                                    ("private", "private money"),
                                    ("own", "own money"),
                                    ("in_kind", "work in kind"),
                                ],
                                max_length=10,
                                verbose_name="kind of money",
                            ),
                        ),
                        ("text", models.CharField(blank=True, max_length=200, verbose_name="who")),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                decimal_places=2, max_digits=11, verbose_name="amount, €"
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="year"
                            ),
                        ),
                        (
                            "promised",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="promised"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0)), name="funding_not_negative"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("year", None), ("year__range", (1990, 2100)), _connector="OR"
                                ),
                                name="funding_year_is_one",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="frozen_stay",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n            IF EXISTS (SELECT 1 FROM rahoitus_budget\n                       WHERE id = NEW.budget_id AND frozen_at IS NOT NULL) THEN\n                RAISE EXCEPTION 'The budget is frozen';\n            END IF;\n            RETURN NEW;\n        ",
                                    hash="7c8ecfc0f78c2677b46c39d15ea285e763085676",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_frozen_stay_35c37",
                                    table="rahoitus_fundingline",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GrantReportEvent",
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
                                to="rahoitus.grantreport",
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
                            "application",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rahoitus.application",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("interim", "interim report"),
                                    ("final", "final report"),
                                    ("claim", "payment claim"),
                                    ("use", "use report"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                        ("due_on", models.DateField(verbose_name="given by")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "to be written"),
                                    ("sent", "in Sukkula's check"),
                                    ("returned", "returned for changes"),
                                    ("accepted", "accepted by Sukkula"),
                                    ("delivered", "sent to the funder"),
                                    ("dropped", "not needed"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "results",
                            models.TextField(blank=True, verbose_name="results against the goals"),
                        ),
                        ("worked", models.TextField(blank=True, verbose_name="what worked")),
                        ("improve", models.TextField(blank=True, verbose_name="what to improve")),
                        ("risks", models.TextField(blank=True, verbose_name="risks")),
                        (
                            "sent_by",
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
                            "delivered_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="sent to the funder on"
                            ),
                        ),
                        (
                            "diary_number",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="diary number"
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
                                    hash="742703487345a6de9e780a0598d51dd150c78f44",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_b2cf9",
                                    table="rahoitus_grantreportevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CostLine",
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
                            "budget",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="costs",
                                to="rahoitus.budget",
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("staff", "staff pay"),
                                    ("units", "staff by unit cost"),
                                    ("side", "side costs of staff pay"),
                                    ("services", "services bought"),
                                    ("travel", "travel"),
                                    ("premises", "premises"),
                                    ("materials", "materials and equipment"),
                                    ("other", "other costs"),
                                    ("volunteer", "volunteer work"),
                                ],
                                max_length=10,
                                verbose_name="category",
                            ),
                        ),
                        ("text", models.CharField(max_length=200, verbose_name="what")),
                        (
                            "hours",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=9,
                                null=True,
                                verbose_name="hours",
                            ),
                        ),
                        (
                            "hour_price",
                            kehityspolku.money.EurosField(
                                blank=True,
                                decimal_places=2,
                                max_digits=11,
                                null=True,
                                verbose_name="an hour, €",
                            ),
                        ),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                decimal_places=2, max_digits=11, verbose_name="amount, €"
                            ),
                        ),
                        (
                            "phase",
                            models.CharField(
                                blank=True, db_default="", max_length=200, verbose_name="phase"
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="year"
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.RESTRICT,
                                related_name="costs",
                                to="rahoitus.partner",
                            ),
                        ),
                        (
                            "first",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="later",
                                to="rahoitus.costline",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0)), name="cost_not_negative"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("hour_price", None), ("hours", None)),
                                    models.Q(("hour_price__gte", 0), ("hours__gte", 0)),
                                    _connector="OR",
                                ),
                                name="cost_hours_have_a_price",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("year", None), ("year__range", (1990, 2100)), _connector="OR"
                                ),
                                name="cost_year_is_one",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="frozen_stay",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n            IF EXISTS (SELECT 1 FROM rahoitus_budget\n                       WHERE id = NEW.budget_id AND frozen_at IS NOT NULL) THEN\n                RAISE EXCEPTION 'The budget is frozen';\n            END IF;\n            RETURN NEW;\n        ",
                                    hash="f21a27f73b3d58adaa46570de98b98ad463114d8",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_frozen_stay_62e23",
                                    table="rahoitus_costline",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Payment",
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
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="rahoitus.application",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("once", "the whole sum at once"),
                                    ("part", "instalment"),
                                    ("advance", "advance"),
                                    ("claim", "against a claim"),
                                    ("lump", "lump sum against a milestone"),
                                    ("return", "returned to the funder"),
                                ],
                                max_length=10,
                                verbose_name="kind of payment",
                            ),
                        ),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                decimal_places=2, max_digits=11, verbose_name="sum, €"
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="day")),
                        (
                            "milestone",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="rahoitus.milestone",
                            ),
                        ),
                        (
                            "claim",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="rahoitus.grantreport",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "to come"),
                                    ("paid", "paid"),
                                    ("cancelled", "taken back"),
                                ],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "paid_on",
                            models.DateField(blank=True, null=True, verbose_name="paid on"),
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
                        "verbose_name": "payment of a grant",
                        "verbose_name_plural": "payments of grants",
                        "ordering": ["due_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="payment_positive"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "paid"), _negated=True),
                                    ("paid_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="payment_paid_has_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "lump"), ("milestone", None), _connector="XOR"
                                ),
                                name="payment_lump_has_milestone",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "claim"), ("claim", None), _connector="OR"
                                ),
                                name="payment_of_claim_is_claimed",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "rahoitus_paymentevent" ("amount", "application_id", "by_id", "claim_id", "due_on", "id", "kind", "milestone_id", "paid_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "state_since") VALUES (NEW."amount", NEW."application_id", NEW."by_id", NEW."claim_id", NEW."due_on", NEW."id", NEW."kind", NEW."milestone_id", NEW."paid_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."state_since"); RETURN NULL;',
                                    hash="f469909128755dca30a38848c6aad6137b1315b3",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_9c0c4",
                                    table="rahoitus_payment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "rahoitus_paymentevent" ("amount", "application_id", "by_id", "claim_id", "due_on", "id", "kind", "milestone_id", "paid_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "state_since") VALUES (NEW."amount", NEW."application_id", NEW."by_id", NEW."claim_id", NEW."due_on", NEW."id", NEW."kind", NEW."milestone_id", NEW."paid_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."state_since"); RETURN NULL;',
                                    hash="cd89ee5f7009b43c29dc37aa4c449b6f90fc9f23",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_ac0b4",
                                    table="rahoitus_payment",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VolunteerWork",
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
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hours",
                                to="rahoitus.application",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hours",
                                to="kehrat.project",
                            ),
                        ),
                        (
                            "claim",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hours",
                                to="rahoitus.grantreport",
                            ),
                        ),
                        ("who", models.CharField(max_length=120, verbose_name="who")),
                        (
                            "worker",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("what", models.CharField(max_length=200, verbose_name="what")),
                        ("on", models.DateField(verbose_name="day")),
                        (
                            "hours",
                            models.DecimalField(
                                decimal_places=2, max_digits=4, verbose_name="hours"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("logged", "waits for approval"),
                                    ("approved", "approved"),
                                    ("rejected", "turned down"),
                                ],
                                default="logged",
                                max_length=10,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
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
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="why it was turned down"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "volunteer work",
                        "verbose_name_plural": "volunteer work",
                        "ordering": ["-on", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["project", "-on", "-id"], name="volunteer_work_of_project"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("hours__gt", 0), ("hours__lte", 24)),
                                name="volunteer_hours_of_a_day",
                            ),
                            models.UniqueConstraint(
                                models.F("project"),
                                models.F("who"),
                                models.F("on"),
                                models.F("what"),
                                condition=models.Q(
                                    models.Q(("state", "rejected"), _negated=True),
                                    models.Q(("who", ""), _negated=True),
                                ),
                                name="volunteer_work_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("claim", None), ("state", "approved"), _connector="OR"
                                ),
                                name="volunteer_work_claimed_is_approved",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_by", models.F("by")), _negated=True),
                                    models.Q(("decided_by", models.F("worker")), _negated=True),
                                ),
                                name="volunteer_work_approved_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AmendmentEvent",
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
                                to="rahoitus.amendment",
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
                            "application",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rahoitus.application",
                            ),
                        ),
                        (
                            "budget",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rahoitus.budget",
                            ),
                        ),
                        ("reason", models.TextField(max_length=4000, verbose_name="reason")),
                        ("asked_at", models.DateTimeField(default=kehityspolku.moments.now)),
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
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("approved", "approved"),
                                    ("refused", "refused"),
                                    ("taken_back", "taken back"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "decided_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="date of the decision"
                            ),
                        ),
                        (
                            "diary_number",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="diary number"
                            ),
                        ),
                        (
                            "words",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what the funder said"
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
                                    hash="9de7e4a2b0b31d8353ded3489f1cd19231890a2a",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_86b3d",
                                    table="rahoitus_amendmentevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentEvent",
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
                                to="rahoitus.payment",
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
                            "application",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rahoitus.application",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("once", "the whole sum at once"),
                                    ("part", "instalment"),
                                    ("advance", "advance"),
                                    ("claim", "against a claim"),
                                    ("lump", "lump sum against a milestone"),
                                    ("return", "returned to the funder"),
                                ],
                                max_length=10,
                                verbose_name="kind of payment",
                            ),
                        ),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                decimal_places=2, max_digits=11, verbose_name="sum, €"
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="day")),
                        (
                            "milestone",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rahoitus.milestone",
                            ),
                        ),
                        (
                            "claim",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rahoitus.grantreport",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "to come"),
                                    ("paid", "paid"),
                                    ("cancelled", "taken back"),
                                ],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "paid_on",
                            models.DateField(blank=True, null=True, verbose_name="paid on"),
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
                                    hash="1ef268869d047f8810b88035b9744d417023c0c6",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_2769e",
                                    table="rahoitus_paymentevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Voucher",
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
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="vouchers",
                                to="rahoitus.application",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="vouchers",
                                to="kehrat.project",
                            ),
                        ),
                        (
                            "cost_line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="vouchers",
                                to="rahoitus.costline",
                            ),
                        ),
                        (
                            "claim",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="vouchers",
                                to="rahoitus.grantreport",
                            ),
                        ),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="voucher",
                                to="rahoitus.voucherfile",
                            ),
                        ),
                        (
                            "payee",
                            models.CharField(max_length=200, verbose_name="to whom it was paid"),
                        ),
                        ("day", models.DateField(verbose_name="day of payment")),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                decimal_places=2, max_digits=11, verbose_name="sum, €"
                            ),
                        ),
                        (
                            "what",
                            models.CharField(blank=True, max_length=200, verbose_name="what for"),
                        ),
                        (
                            "because",
                            models.TextField(
                                blank=True,
                                max_length=2000,
                                verbose_name="why it is another, or counts",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("new", "waits for approval"),
                                    ("approved", "approved"),
                                    ("rejected", "turned down"),
                                ],
                                default="new",
                                max_length=10,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
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
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="why it was turned down"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "voucher",
                        "verbose_name_plural": "vouchers",
                        "ordering": ["-day", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["application", "-day", "-id"], name="voucher_of_grant"
                            ),
                            models.Index(
                                models.F("project"),
                                models.F("day"),
                                models.F("amount"),
                                name="voucher_alike",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="voucher_positive"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("decided_by", models.F("by")), _negated=True),
                                name="voucher_approved_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("claim", None), ("state", "approved"), _connector="OR"
                                ),
                                name="voucher_claimed_is_approved",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "rahoitus_voucherevent" ("amount", "application_id", "because", "by_id", "claim_id", "cost_line_id", "day", "decided_by_id", "file_id", "id", "payee", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "state", "state_since", "what") VALUES (NEW."amount", NEW."application_id", NEW."because", NEW."by_id", NEW."claim_id", NEW."cost_line_id", NEW."day", NEW."decided_by_id", NEW."file_id", NEW."id", NEW."payee", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."reason", NEW."state", NEW."state_since", NEW."what"); RETURN NULL;',
                                    hash="e48ee466e6058535e42acb7cbca5b28e85344640",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_495d7",
                                    table="rahoitus_voucher",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "rahoitus_voucherevent" ("amount", "application_id", "because", "by_id", "claim_id", "cost_line_id", "day", "decided_by_id", "file_id", "id", "payee", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "reason", "state", "state_since", "what") VALUES (NEW."amount", NEW."application_id", NEW."because", NEW."by_id", NEW."claim_id", NEW."cost_line_id", NEW."day", NEW."decided_by_id", NEW."file_id", NEW."id", NEW."payee", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."reason", NEW."state", NEW."state_since", NEW."what"); RETURN NULL;',
                                    hash="a2deb68bb2b2027bc4be3d6df09956a61aa8ae64",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_62dcc",
                                    table="rahoitus_voucher",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VoucherEvent",
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
                                to="rahoitus.voucher",
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
                            "application",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rahoitus.application",
                            ),
                        ),
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
                            "cost_line",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rahoitus.costline",
                            ),
                        ),
                        (
                            "claim",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rahoitus.grantreport",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="rahoitus.voucherfile",
                            ),
                        ),
                        (
                            "payee",
                            models.CharField(max_length=200, verbose_name="to whom it was paid"),
                        ),
                        ("day", models.DateField(verbose_name="day of payment")),
                        (
                            "amount",
                            kehityspolku.money.EurosField(
                                decimal_places=2, max_digits=11, verbose_name="sum, €"
                            ),
                        ),
                        (
                            "what",
                            models.CharField(blank=True, max_length=200, verbose_name="what for"),
                        ),
                        (
                            "because",
                            models.TextField(
                                blank=True,
                                max_length=2000,
                                verbose_name="why it is another, or counts",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("new", "waits for approval"),
                                    ("approved", "approved"),
                                    ("rejected", "turned down"),
                                ],
                                default="new",
                                max_length=10,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
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
                            "decided_by",
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
                            "reason",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="why it was turned down"
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
                                    hash="eea3462e2e40be38ce4336caa5ac4bbc8fa79cc9",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_96c06",
                                    table="rahoitus_voucherevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
