"""Files that people attach, pictures."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import broker, languages, moments
from kehityspolku.files import scanner
from kehityspolku.lines import LineField

OF_TAKEN = ("kind", "name", "sha256", "width", "height", "has_scripts")
KEPT = timedelta(days=2)  # a picture whose form was not finished is then forgotten


def random_path(upload, name):
    """Where an uploaded file lies under MEDIA_ROOT: nothing of its name or kind is told there."""
    return f"uploads/{uuid4().hex}"


class Uploads(models.QuerySet):
    """Of models that extend `Upload`."""

    def open(self):
        """Those that may be read: scanned, or there is no scanner."""
        return self.filter(state__in=self.model.OPEN)

    def to_scan(self):
        """Those that wait for the scanner; with one, also those that came before there was one."""
        states = self.model.ScanState
        if scanner.is_configured():
            return self.filter(state__in=[states.WAITING, states.UNSCANNED])
        return self.filter(state=states.WAITING)

    def keep(self, taken, *, by, **fields):
        """Store what `uploads.take` gave; the worker scans it after commit."""
        states = self.model.ScanState
        waits = scanner.is_configured()
        if waits:
            transaction.on_commit(partial(broker.hand, "kehityspolku.tasks.scan_uploads"))
        return self.create(
            file=ContentFile(taken.content, "file"),
            size=len(taken.content),
            by=by,
            state=states.WAITING if waits else states.UNSCANNED,
            **{name: getattr(taken, name) for name in OF_TAKEN},
            **fields,
        )

    def scan(self, pk):
        """Scan one file; of two workers that do, the first to end says what it is.

        Nobody waits for the scanner: the file is held only while the answer is noted.
        """
        if not (upload := self.to_scan().filter(pk=pk).first()):
            return
        virus = _scanned(upload)
        with transaction.atomic():
            waiting = self.filter(pk=pk, state=upload.state, sha256=upload.sha256)
            if held := waiting.select_for_update(of=("self",)).first():
                held.receive_scan(virus)


def _scanned(upload):
    """The name of the virus in it, "" for none, None without a scanner."""
    if not scanner.is_configured():
        return None
    try:
        file = upload.file.open()
    except FileNotFoundError:
        raise scanner.CannotScan("the file is gone from the disk") from None
    with file:
        return scanner.scan(file)


class Upload(models.Model):
    """A file that a person attached to something: private, read only through its own view.

    What extends it says what it is attached to, `about()` as any record, and
    `note_virus()`: whom to tell that the file was removed.
    """

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"
        XLSX = "xlsx", "XLSX"
        ODT = "odt", "ODT"
        ODS = "ods", "ODS"
        TXT = "txt", "TXT"
        PICTURE = "picture", _("picture")

    class ScanState(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("file", "is being checked for viruses")
        CLEAN = "clean", pgettext_lazy("file", "checked for viruses")
        UNSCANNED = "unscanned", pgettext_lazy("file", "not checked for viruses")
        INFECTED = "infected", pgettext_lazy("file", "removed because of a virus")

    OPEN = [ScanState.CLEAN, ScanState.UNSCANNED]

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    file = models.FileField(upload_to=random_path, blank=True)
    name = LineField(_("name of the file"), max_length=160)
    kind = models.CharField(max_length=10, choices=Kind)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField(null=True)
    height = models.PositiveSmallIntegerField(null=True)
    has_scripts = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ScanState)
    virus = LineField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=moments.now)
    scanned_at = models.DateTimeField(null=True)

    objects = Uploads.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(file="") & Q(state="infected") | ~Q(file="") & ~Q(state="infected"),
                name="%(class)s_has_a_file_unless_infected",
            ),
            models.CheckConstraint(
                condition=~Q(kind="picture") | Q(width__isnull=False, height__isnull=False),
                name="%(class)s_picture_has_a_size",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_picture(self):
        return self.kind == self.Kind.PICTURE

    @property
    def is_open(self):
        """May be read: scanned, or there is no scanner."""
        return self.state in self.OPEN

    @property
    def is_infected(self):
        return self.state == self.ScanState.INFECTED

    @property
    def ending(self):
        """ "PDF" or "WEBP", from the name."""
        return self.name.rpartition(".")[2].upper()

    def receive_scan(self, virus):
        """Note what the scanner said: a virus's name, "" for none, None without a scanner.

        With a virus the file goes and `note_virus` tells of it.
        """
        states = self.ScanState
        if virus is None:
            self.state = states.UNSCANNED
        else:
            self.state = states.INFECTED if virus else states.CLEAN
            self.virus, self.scanned_at = virus[:200], moments.now()
        if virus:
            self.forget_file()
            self.file = ""
        self.save()
        if virus:
            self.note_virus()

    def forget_file(self):
        """Delete the bytes after commit."""
        if self.file:
            transaction.on_commit(partial(self.file.storage.delete, self.file.name))


class Pictures(models.QuerySet):
    def keep(self, drawn, *, by):
        """Keep what `pictures.draw` gave while its person finishes the form."""
        size = {"width": drawn.width, "height": drawn.height}
        file = ContentFile(drawn.content, f"{uuid4().hex}.webp")
        return self.create(kept_for=by, file=file, **size)

    def kept(self, key, user):
        """The picture of an unfinished form of the person, or None."""
        return self.filter(key=key, kept_for=user).first()

    def forget(self):
        """Discard the pictures of forms that were left; returns how many."""
        left = self.filter(kept_for__isnull=False, made_at__lt=moments.now() - KEPT)
        return sum(picture.discard() for picture in left)


class Picture(models.Model):
    """A picture as `pictures.draw` drew it, with what it shows in words.

    It is read only through the view of the record that has it.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    file = models.FileField(upload_to="pictures")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    alt_fi = LineField(_("what the picture shows, in Finnish"), max_length=300, blank=True)
    alt_sv = LineField(_("what the picture shows, in Swedish"), max_length=300, blank=True)
    alt_en = LineField(_("what the picture shows, in English"), max_length=300, blank=True)
    kept_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    made_at = models.DateTimeField(default=moments.now)

    objects = Pictures.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                condition=Q(kept_for__isnull=False) | ~Q(alt_fi="") | ~Q(alt_sv="") | ~Q(alt_en=""),
                name="picture_has_words",
            )
        ]

    def __str__(self):
        return self.alt

    @property
    def alt_language(self):
        """The page's language, or the first that has words."""
        codes = [languages.current(), *(code for code, _name in settings.LANGUAGES)]
        return next((code for code in codes if getattr(self, f"alt_{code}")), codes[0])

    @property
    def alt(self):
        return getattr(self, f"alt_{self.alt_language}")

    def finish(self, **alts):
        """Give the picture its words; it is no longer an unfinished form's."""
        for name, text in alts.items():
            setattr(self, name, text)
        self.kept_for = None
        self.save()

    def discard(self):
        """Delete the picture and, after commit, its file. Returns 1."""
        transaction.on_commit(partial(self.file.storage.delete, self.file.name))
        self.delete()
        return 1
