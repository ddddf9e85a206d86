from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from kehityspolku import languages, marks, moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import check, hold
from kehityspolku.events.verbs import verb
from kehrat.groups import rules


class HandoverNotes(models.QuerySet):
    def begun(self, kehra):
        """The Kehrä's note, else a new one, unsaved."""
        return self.filter(kehra=kehra).first() or self.model(
            kehra=kehra, language=languages.current()
        )

    @verb("write_handover_note", of="kehrat.Kehra", listed=False)
    def write(self, kehra, *, by, text, language, seen="0"):
        """Write the Kehrä's note anew over the one whose mark was `seen`.

        Outdated when another was saved after that; PermissionDenied to others than coordinators.
        """
        check(rules.is_coordinator, by, kehra)
        with transaction.atomic():
            hold(kehra)
            note = self.begun(kehra)
            marks.check(seen, note.mark())
            note.text, note.language, note.by = text, language, by
            note.version, note.written_at = note.version + 1, moments.now()
            note.save()
            record("write_handover_note", kehra, by=by)
        return note


class HandoverNote(models.Model):
    """Where things are and what was promised: what a coordinator tells the next one."""

    kehra = models.OneToOneField(
        "kehrat.Kehra", on_delete=models.CASCADE, related_name="handover_note"
    )
    text = models.TextField(_("where things are and what was promised"), max_length=8000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(default=moments.now)
    version = models.PositiveIntegerField(default=0)

    objects = HandoverNotes.as_manager()

    def __str__(self):
        return str(self.kehra)

    def mark(self):
        """It changes whenever the note is written."""
        return str(self.version)
