from datetime import timedelta
from functools import partial
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kehityspolku import languages

from .line import LineField

KEPT = timedelta(days=2)  # a picture whose form was not finished is then forgotten


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
        left = self.filter(kept_for__isnull=False, made_at__lt=timezone.now() - KEPT)
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
    made_at = models.DateTimeField(default=timezone.now)

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
