import hashlib
from functools import partial
from importlib import import_module

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import broker, moments
from kehityspolku.events.models import Event
from kehityspolku.events.record import record
from kehityspolku.events.steps import lock
from kehityspolku.events.verbs import verb
from kehityspolku.lines import LineField
from kehityspolku.people.circles import person

MOST_TRIES = 3


who_ordered = person("by")


def who_waits(report, event):
    """Whoever ordered it; of one that the calendar did those whom its builder names."""
    if report.by_id:
        return who_ordered(report, event)
    hears = getattr(import_module(f"{report.kind.partition('.')[0]}.reports.build"), "hears", None)
    return hears(report) if hears else []


class Reports(models.QuerySet):
    def visible_to(self, user):
        """One's own reports; Sukkula sees all."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_sukkula else self.filter(by=user)

    @verb("report_ordered", waits_for=who_ordered)
    @transaction.atomic
    def order(self, kind, *, by, title, params, language):
        """Ask the worker for a report; returns its row, the next version if it was made before.

        Asking again while one's own is on the way gives that one.

        `kind` is "app.function": the worker calls `app.reports.build.function(report)`, which
        returns {file name: bytes}. `params` is JSON; with `kind` and `language` it tells what is
        the same.
        """
        same = self.filter(kind=kind, params=params, language=language)
        one_at_a_time(f"{kind} {language} {sorted(params.items())}")
        if on_the_way := same.exclude(state__in=self.model.OVER).filter(by=by).first():
            return on_the_way
        last = same.order_by("-version").first()
        report = self.create(
            kind=kind,
            by=by,
            title=title,
            params=params,
            language=language,
            version=last.version + 1 if last else 1,
        )
        record("report_ordered", report, by=by)
        transaction.on_commit(partial(broker.hand, "kehityspolku.tasks.build_report", report.pk))
        return report


def one_at_a_time(key):
    """Make others who order the same wait until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


class Report(models.Model):
    """A document made by a worker and then frozen: files with their hashes, version, data date."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for its turn")
        BUILDING = "building", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", pgettext_lazy("report", "failed")

    OVER = [State.READY, State.FAILED]
    TONES = {State.READY: "good", State.FAILED: "bad"}

    kind = models.CharField(max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="reports"
    )
    title = LineField(max_length=200)
    params = models.JSONField(default=dict)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0, db_default=0)  # per cent made
    ordered_at = models.DateTimeField(default=moments.now)
    claimed_at = models.DateTimeField(null=True)
    data_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)

    objects = Reports.as_manager()

    class Meta:
        ordering = ["-ordered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "kind", "params", "language", "version", name="report_version_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(ready_at__isnull=False, data_at__isnull=False),
                name="report_ready_has_dates",
            ),
        ]

    def __str__(self):
        return f"{self.title} v{self.version}"

    def get_absolute_url(self):
        """The page `report` of the app that builds it, named in its kind."""
        return reverse(f"{self.kind.partition('.')[0]}:report", args=[self.pk])

    @transaction.atomic
    def discard(self):
        """Delete it and, after commit, its files; what happened to it is forgotten too. Returns
        1."""
        for file in self.files.all():
            transaction.on_commit(partial(file.file.storage.delete, file.file.name))
        kind = ContentType.objects.get_for_model(self)
        Event.objects.filter(target_type=kind, target_id=self.pk).delete()
        self.delete()
        return 1

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES.get(self.state, "wait")

    @property
    def is_over(self):
        """Ready or failed: nothing more will happen to it."""
        return self.state in self.OVER

    def keep_claim(self, progress=None):
        """Its worker is at it still; `progress`: how many per cent are made."""
        told = {} if progress is None else {"progress": progress}
        mine = Report.objects.filter(pk=self.pk, state=self.State.BUILDING)
        mine.update(claimed_at=moments.now(), **told)

    @verb("report_ready", waits_for=who_waits)
    @transaction.atomic
    def freeze(self, files, data_at):
        """Keep the files for good. A report that is ready is never touched again."""
        lock(self)
        if self.state == self.State.READY:
            return
        for name, content in files.items():
            digest = hashlib.sha256(content).hexdigest()
            self.files.create(name=name, sha256=digest, file=ContentFile(content, name=name))
        self.state, self.ready_at, self.data_at = self.State.READY, moments.now(), data_at
        self.save()
        record("report_ready", self, once=f"report:{self.pk}")

    @verb("report_failed", waits_for=who_ordered)
    def give_back(self):
        """It could not be built: it waits for another try; after MOST_TRIES it has failed."""
        again = self.tries < MOST_TRIES
        self.state = self.State.WAITING if again else self.State.FAILED
        self.save(update_fields=["state"])
        if not again:
            record("report_failed", self)


def report_path(file, name):
    """Where a report's file lies under MEDIA_ROOT: never served but through its page."""
    return f"reports/{file.report_id}/{name}"


class ReportFile(models.Model):
    """One file of a report: PDF, XLSX or CSV."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=160)
    file = models.FileField(upload_to=report_path, max_length=300)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint("report", "name", name="report_file_once")]

    def __str__(self):
        return self.name

    @property
    def kind(self):
        """ "PDF" or "XLSX", from the name."""
        return self.name.rpartition(".")[2].upper()
