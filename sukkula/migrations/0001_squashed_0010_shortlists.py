"""The desk, reviews and decisions as they stand, with the criteria every installation begins with.

One step in place of ten. Databases from before have taken those, and count this one as taken."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kehityspolku.moments
from kehityspolku.first_tables import FirstTables

NAMES = ("Yhteiset arviointikriteerit", "Gemensamma bedömningskriterier", "Common criteria")


CRITERIA = [  # weight, names, help (Finnish, Swedish, English)
    (
        3,
        ("Tarve ja tavoitteet", "Behov och mål", "Need and goals"),
        (
            "0: tarvetta ei kerrota. 5: asukkaiden tarve on näytetty ja tavoitteet ovat mitattavia.",
            "0: behovet framgår inte. 5: invånarnas behov är visat och målen går att mäta.",
            "0: no need is told. 5: residents' need is shown and the goals can be measured.",
        ),
    ),
    (
        3,
        ("Vaikutukset alueella", "Effekter i området", "Effects in the area"),
        (
            "0: hyöty jää epäselväksi. 5: kerrotaan, kuka hyötyy, miten ja kuinka kauan.",
            "0: nyttan är oklar. 5: det framgår vem som har nytta, hur och hur länge.",
            "0: the benefit is unclear. 5: it is told who benefits, how and for how long.",
        ),
    ),
    (
        2,
        ("Toteutettavuus", "Genomförbarhet", "Feasibility"),
        (
            "0: aikataulua ei ole. 5: vaiheet, tekijät ja aika sopivat yhteen.",
            "0: tidsplan saknas. 5: faser, aktörer och tid passar ihop.",
            "0: there is no schedule. 5: phases, people and time fit together.",
        ),
    ),
    (
        2,
        ("Kumppanit ja osallistuminen", "Partner och delaktighet", "Partners and participation"),
        (
            "0: tekijä on yksin. 5: asukkaat, järjestöt, yritykset ja kaupunki ovat mukana.",
            "0: aktören är ensam. 5: invånare, föreningar, företag och staden är med.",
            "0: one actor alone. 5: residents, associations, companies and the city take part.",
        ),
    ),
    (
        2,
        ("Mikä jää elämään", "Det som lever vidare", "What lives on"),
        (
            "0: kaikki loppuu rahoituksen mukana. 5: jatkolle on tekijä ja keinot.",
            "0: allt slutar med finansieringen. 5: fortsättningen har en ansvarig och medel.",
            "0: all ends with the money. 5: someone carries it on and has the means.",
        ),
    ),
    (
        1,
        ("Talousarvio", "Budget", "Budget"),
        (
            "0: kustannuksia ei perustella. 5: kustannukset ovat kohtuulliset ja perustellut.",
            "0: kostnaderna motiveras inte. 5: kostnaderna är rimliga och motiverade.",
            "0: costs are not explained. 5: costs are reasonable and explained.",
        ),
    ),
]


# A card that leaves the review without its waiting decision being announced makes that void. One who
# announces marks the decision first, so that it is not met here.
VOID = """
CREATE FUNCTION sukkula_void_verdict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE sukkula_verdict SET withdrawn_at = clock_timestamp(), is_void = true
    WHERE project_id = NEW.id AND announced_at IS NULL AND withdrawn_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER sukkula_void_verdict AFTER UPDATE OF state ON kehrat_project
FOR EACH ROW WHEN (OLD.state = 'in_review' AND NEW.state <> 'in_review')
EXECUTE FUNCTION sukkula_void_verdict();
"""


NO_VOID = """
DROP TRIGGER sukkula_void_verdict ON kehrat_project;
DROP FUNCTION sukkula_void_verdict();
"""


def load(apps, schema_editor):
    sets = apps.get_model("sukkula", "CriteriaSet")
    criteria = sets.objects.create(**dict(zip(("name_fi", "name_sv", "name_en"), NAMES)))
    for place, (weight, names, helps) in enumerate(CRITERIA, start=1):
        criteria.criteria.create(
            place=place,
            weight=weight,
            **dict(zip(("name_fi", "name_sv", "name_en"), names)),
            **dict(zip(("help_fi", "help_sv", "help_en"), helps)),
        )


class Migration(migrations.Migration):
    replaces = [
        ("sukkula", "0001_initial"),
        ("sukkula", "0002_reviews"),
        ("sukkula", "0003_criteria"),
        ("sukkula", "0004_verdicts"),
        ("sukkula", "0005_names_on_one_line"),
        ("sukkula", "0006_saved_views"),
        ("sukkula", "0007_cases_put_off"),
        ("sukkula", "0008_phrases_and_plans"),
        ("sukkula", "0009_log_of_advice"),
        ("sukkula", "0010_shortlists"),
    ]

    initial = True

    dependencies = [
        ("rahoitus", "0001_squashed_0029_names_are_forgotten"),
        ("kehrat", "0001_squashed_0037_when_lessons_were_told"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        FirstTables(
            [
                migrations.CreateModel(
                    name="CriteriaSet",
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
                            "call",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="criteria_sets",
                                to="rahoitus.call",
                                verbose_name="for one call only",
                            ),
                        ),
                        ("in_use", models.BooleanField(default=True, verbose_name="in use")),
                    ],
                    options={
                        "verbose_name": "set of criteria",
                        "verbose_name_plural": "sets of criteria",
                        "ordering": ["name_fi"],
                    },
                ),
                migrations.CreateModel(
                    name="Message",
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
                                related_name="messages",
                                to="kehrat.project",
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
                        ("from_sukkula", models.BooleanField(verbose_name="from Sukkula")),
                        ("text", models.TextField(max_length=4000, verbose_name="message")),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        ("at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "verbose_name": "message",
                        "verbose_name_plural": "messages",
                        "ordering": ["at", "pk"],
                        "indexes": [
                            models.Index(models.F("project"), models.F("at"), name="message_thread")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Note",
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
                                related_name="notes",
                                to="kehrat.project",
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
                        ("text", models.TextField(max_length=4000, verbose_name="internal note")),
                        ("at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "verbose_name": "internal note",
                        "verbose_name_plural": "internal notes",
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Phrase",
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
                            "owner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="phrases",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("text", models.TextField(max_length=2000, verbose_name="phrase")),
                        (
                            "language",
                            models.CharField(
                                choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
                                default="fi",
                                max_length=2,
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("written_at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "verbose_name": "phrase",
                        "verbose_name_plural": "phrases",
                        "ordering": ["text", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="phrase_has_text",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlannedChange",
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
                                related_name="planned_changes",
                                to="kehrat.project",
                            ),
                        ),
                        ("part", models.CharField(blank=True, max_length=20)),
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
                        ("at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "verbose_name": "change to ask for",
                        "verbose_name_plural": "changes to ask for",
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("project"),
                                models.F("part"),
                                name="planned_change_once_of_a_part",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("words", ""), _negated=True),
                                name="planned_change_has_words",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
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
                                related_name="desk_views",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name of the view")),
                        ("query", models.CharField(max_length=600)),
                    ],
                    options={
                        "ordering": ["name"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("user"), models.F("name"), name="saved_view_name_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Snooze",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="snoozes",
                                to="kehrat.project",
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="snoozes",
                                to="rahoitus.application",
                            ),
                        ),
                        (
                            "kehra",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="snoozes",
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
                        ("at", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "until",
                            models.DateField(blank=True, null=True, verbose_name="until the day"),
                        ),
                        (
                            "until_answer",
                            models.BooleanField(default=False, verbose_name="until an answer"),
                        ),
                        ("reason", models.TextField(max_length=1000, verbose_name="reason")),
                        ("woken_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "case put off",
                        "verbose_name_plural": "cases put off",
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", False),
                                    ("until_answer", True),
                                    _connector="OR",
                                ),
                                name="snooze_ends_some_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("application", None),
                                        ("kehra", None),
                                        ("project__isnull", False),
                                    ),
                                    models.Q(
                                        ("application__isnull", False),
                                        ("kehra", None),
                                        ("project", None),
                                    ),
                                    models.Q(
                                        ("application", None),
                                        ("kehra__isnull", False),
                                        ("project", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="snooze_of_one_case",
                            ),
                            models.UniqueConstraint(
                                models.F("project"),
                                condition=models.Q(("woken_at", None)),
                                name="snooze_once_of_project",
                            ),
                            models.UniqueConstraint(
                                models.F("application"),
                                condition=models.Q(("woken_at", None)),
                                name="snooze_once_of_application",
                            ),
                            models.UniqueConstraint(
                                models.F("kehra"),
                                condition=models.Q(("woken_at", None)),
                                name="snooze_once_of_kehra",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Verdict",
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
                                related_name="verdicts",
                                to="kehrat.project",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("approve", "approve"), ("reject", "reject")],
                                max_length=10,
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(blank=True, max_length=4000, verbose_name="reason"),
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
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(default=kehityspolku.moments.now)),
                        ("announced_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("is_void", models.BooleanField(default=False)),
                    ],
                    options={
                        "verbose_name": "decision",
                        "verbose_name_plural": "decisions",
                        "ordering": ["decided_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("announced_at", None), ("withdrawn_at", None)),
                                fields=["decided_at", "id"],
                                name="verdict_waits",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("project"),
                                condition=models.Q(("announced_at", None), ("withdrawn_at", None)),
                                name="verdict_pending_once_on_a_card",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("outcome", "reject"), ("reason", ""), _negated=True
                                ),
                                name="verdict_rejects_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("announced_at", None), ("withdrawn_at", None), _connector="OR"
                                ),
                                name="verdict_ends_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_void", False),
                                    ("withdrawn_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="verdict_void_has_ended",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Advice",
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
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "on",
                            models.DateField(
                                default=kehityspolku.moments.today, verbose_name="day"
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[("call", "call"), ("visit", "visit"), ("mail", "e-mail")],
                                max_length=10,
                                verbose_name="how",
                            ),
                        ),
                        (
                            "theme",
                            models.CharField(
                                choices=[
                                    ("card", "the project card"),
                                    ("funding", "funding"),
                                    ("group", "a Kehrä's work"),
                                    ("founding", "founding a Kehrä"),
                                    ("portal", "using the portal"),
                                    ("other", "something else"),
                                ],
                                max_length=10,
                                verbose_name="on what",
                            ),
                        ),
                        (
                            "kehra",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="advice",
                                to="kehrat.kehra",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="advice",
                                to="kehrat.project",
                            ),
                        ),
                        (
                            "to_whom",
                            models.CharField(blank=True, max_length=120, verbose_name="to whom"),
                        ),
                        (
                            "note",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="what was said"
                            ),
                        ),
                        ("at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "verbose_name": "advice given",
                        "verbose_name_plural": "advice given",
                        "ordering": ["-on", "-pk"],
                        "indexes": [
                            models.Index(models.F("on"), models.F("id"), name="advice_of_days")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kehra", None), ("project", None), _connector="OR"
                                ),
                                name="advice_of_a_kehra_or_a_card",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Criterion",
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
                            "criteria",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria",
                                to="sukkula.criteriaset",
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField(verbose_name="order")),
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
                        ("help_fi", models.TextField(blank=True, verbose_name="help in Finnish")),
                        ("help_sv", models.TextField(blank=True, verbose_name="help in Swedish")),
                        ("help_en", models.TextField(blank=True, verbose_name="help in English")),
                        (
                            "weight",
                            models.PositiveSmallIntegerField(default=1, verbose_name="weight"),
                        ),
                    ],
                    options={
                        "verbose_name": "criterion",
                        "verbose_name_plural": "criteria",
                        "ordering": ["place"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("criteria"), models.F("place"), name="criterion_place_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weight__gte", 1)), name="criterion_weighs"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Panel",
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
                                related_name="panels",
                                to="kehrat.project",
                            ),
                        ),
                        (
                            "criteria",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="panels",
                                to="sukkula.criteriaset",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="scores wanted by")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "open"), ("closed", "closed")],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("opened_at", models.DateTimeField(default=kehityspolku.moments.now)),
                    ],
                    options={
                        "ordering": ["-opened_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("project"),
                                condition=models.Q(("state", "open")),
                                name="panel_open_once_on_a_card",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Shortlisted",
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
                            "criteria",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="shortlisted",
                                to="sukkula.criteriaset",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="shortlisted",
                                to="kehrat.project",
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
                    ],
                    options={
                        "verbose_name": "card on a shortlist",
                        "verbose_name_plural": "cards on shortlists",
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("criteria"), models.F("project"), name="shortlisted_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
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
                            "panel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviews",
                                to="sukkula.panel",
                            ),
                        ),
                        (
                            "reviewer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviews",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "asked"),
                                    ("open", "being written"),
                                    ("given", "given"),
                                    ("conflicted", "conflict of interest"),
                                    ("abstained", "abstained"),
                                    ("dismissed", "no longer needed"),
                                ],
                                default="asked",
                                max_length=12,
                            ),
                        ),
                        ("state_since", models.DateTimeField(default=kehityspolku.moments.now)),
                        (
                            "words",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="in a few words"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["panel", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("panel"),
                                models.F("reviewer"),
                                name="review_once_in_a_panel",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Score",
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
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scores",
                                to="sukkula.review",
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="sukkula.criterion",
                            ),
                        ),
                        ("value", models.PositiveSmallIntegerField(null=True)),
                        ("comment", models.TextField(blank=True, max_length=2000)),
                    ],
                    options={
                        "ordering": ["criterion__place"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("review"), models.F("criterion"), name="score_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("value", None), ("value__lte", 5), _connector="OR"
                                ),
                                name="score_from_0_to_5",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(VOID, NO_VOID),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
