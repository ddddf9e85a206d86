from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import marks, moments

DRAFTS_KEPT = timedelta(days=90)  # since one last typed
MOST_DRAFTS = 20  # of one person, of one record on one page


class SentForm(models.Model):
    """A form that was sent and what it made: pressed twice, it still makes one (once.py)."""

    key = models.UUIDField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    made_type = models.ForeignKey(ContentType, null=True, on_delete=models.CASCADE)
    made_id = models.BigIntegerField(null=True)
    made = GenericForeignKey("made_type", "made_id")
    at = models.DateTimeField(default=moments.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "user"], nulls_distinct=False, name="sent_form_once"
            )
        ]

    def __str__(self):
        return str(self.key)


class Drafts(models.QuerySet):
    def visible_to(self, user):
        """One's own, nobody else's ever."""
        return self.filter(owner_id=user.pk) if user.is_authenticated else self.none()

    def on(self, user, page, record=None):
        """One's own of a record on a page, named as its address is; newest first."""
        record_type = record and ContentType.objects.get_for_model(record)
        about = {"page": page, "record_type": record_type, "record_id": record and record.pk}
        return self.visible_to(user).filter(**about).order_by("-at", "-pk")

    @transaction.atomic
    def keep(self, page, record=None, *, by, form, text, continues=""):
        """Keep what `by` has typed in the opened form `form`, in place of what it said before.

        `continues`: the draft, as `Draft.seal` tells it, that the form was opened with: what is
        kept now has grown of it, so it goes, unless somebody has typed there since.
        Raises ValidationError when there are MOST_DRAFTS already.
        """
        others = self.on(by, page, record).exclude(form=form)
        others.continued(continues).delete()
        if others.count() >= MOST_DRAFTS:
            told = gettext("You have %(n)s unsaved texts here. Save or discard one of them first.")
            raise ValidationError(told % {"n": MOST_DRAFTS})
        kept = {"page": page, "record": record, "text": text, "at": moments.now()}
        mine, new = self.get_or_create(owner=by, form=form, defaults=kept)
        if not new:
            for name, value in kept.items():
                setattr(mine, name, value)
            mine.save()
        return mine

    def done_with(self, user, form, continues=""):
        """Delete what was typed in an opened form, once it is saved; others keep theirs."""
        own = self.visible_to(user)
        own.filter(form=form).delete()
        own.continued(continues).delete()

    def continued(self, seal):
        """The draft of a seal, if nobody has typed there since."""
        found = [draft.pk for draft in self.filter(form=_uuid(seal[:36])) if draft.seal == seal]
        return self.filter(pk__in=found)

    def forget(self):
        """Delete what was left long ago; returns how many."""
        return self.filter(at__lt=moments.now() - DRAFTS_KEPT).delete()[0]


def _uuid(text):
    try:
        return UUID(text)
    except ValueError:
        return None


class Draft(models.Model):
    """What a person has typed in an opened form and not saved: kept as they type, seen by them
    alone. Each opening of a form has a draft of its own, so two tabs never replace each other's.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    form = models.UUIDField()
    page = models.CharField(max_length=100)
    record_type = models.ForeignKey(ContentType, null=True, on_delete=models.CASCADE)
    record_id = models.BigIntegerField(null=True)
    record = GenericForeignKey("record_type", "record_id")
    text = models.TextField(_("the form as typed"))
    at = models.DateTimeField(db_index=True)

    objects = Drafts.as_manager()

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint("owner", "form", name="draft_one_per_form"),
            models.CheckConstraint(
                condition=Q(record_type=None, record_id=None)
                | Q(record_type__isnull=False, record_id__isnull=False),
                name="draft_record_whole",
            ),
        ]
        indexes = [models.Index(fields=["record_type", "record_id"], name="draft_record")]

    def __str__(self):
        return f"{self.page} {self.at:%Y-%m-%d %H:%M}"

    def data(self):
        """The form's fields as they were posted."""
        return QueryDict(self.text)

    @property
    def seal(self):
        """Which draft it is and what it says, for the form that goes on from it."""
        return f"{self.form}.{marks.mark(self.text)}"

    @property
    def kept_until(self):
        return self.at + DRAFTS_KEPT
