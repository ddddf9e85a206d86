"""Documents that go with an application: files, or where they are instead."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku.events.record import record
from kehityspolku.events.steps import WrongState, check, lock
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.files.models import Upload, Uploads
from kehityspolku.lines import LineField
from kehityspolku.people.circles import person
from rahoitus.applications import rules, wanted
from rahoitus.applications.models.application import Application

MOST = 10  # files of one document


class GivenDocuments(Uploads):
    def visible_to(self, user):
        """Those of the applications that the person may see."""
        return self.filter(application__in=Application.objects.visible_to(user))

    @transaction.atomic
    def add(self, application, key, taken, *, by):
        """Keep a file as the document of this key. One that was to come later is taken after the
        sending too; others while the text is open, or the funder asks for more.

        PermissionDenied by rule; WrongState when it is not taken now; ValidationError for a
        document that the call does not want, for the same file twice, or too many.
        """
        lock(application)
        check(rules.can_write, by, application)
        document = document_of(application, key)
        if not takes_files(application, document):
            raise WrongState(application)
        if any(file.sha256 == taken.sha256 for file in document.files):
            raise ValidationError(gettext("The application has this file already."))
        if len(document.files) >= MOST:
            told = gettext("This document has %(n)s files, which is the most. Remove one first.")
            raise ValidationError(told % {"n": MOST})
        return self.keep(taken, by=by, application=application, wanted=key)


def document_of(application, key):
    """The wanted document of a key; ValidationError where the call wants none such."""
    for document in wanted.documents(application):
        if document.key == key:
            return document
    raise ValidationError(gettext("The call no longer asks for this document."))


def takes_files(application, document):
    """Whether a file can be given now."""
    if application.is_open_text or application.state == Application.State.SUPPLEMENT:
        return True
    return application.state in Application.UNDECIDED and document.is_later


class GivenDocument(Upload):
    """A file that goes with the application as one of the documents that the call wants."""

    notice_kind = Kind.PROJECT

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="given")
    wanted = models.CharField(max_length=24)  # wanted.Document.key

    objects = GivenDocuments.as_manager()

    class Meta(Upload.Meta):
        ordering = ["at", "pk"]
        verbose_name = _("document of an application")
        verbose_name_plural = _("documents of applications")
        constraints = [
            *Upload.Meta.constraints,
            models.UniqueConstraint("application", "wanted", "sha256", name="given_document_once"),
        ]

    def get_absolute_url(self):
        return reverse("rahoitus:documents", args=[self.application_id])

    def about(self):
        return self.application.project

    @transaction.atomic
    def remove(self, *, by):
        """Remove it for good, file and all. WrongState unless the text is open; PermissionDenied
        by rule.
        """
        lock(self.application)
        if not self.application.is_open_text:
            raise WrongState(self.application)
        check(rules.can_edit, by, self.application)
        self.forget_file()
        self.delete()

    @verb("given_infected", tells=person("by"), sign_of_life=False)
    def note_virus(self):
        """Tell who brought it that it was removed."""
        record("given_infected", self, name=self.name, virus=self.virus)


class DocumentPlaces(models.QuerySet):
    @transaction.atomic
    def tell(self, application, places, *, by):
        """Say of documents without a file where they are: {key: (where, words)}, "" for nowhere.

        WrongState unless the text is open; PermissionDenied by rule.
        """
        lock(application)
        if not application.is_open_text:
            raise WrongState(application)
        check(rules.can_edit, by, application)
        for document in wanted.documents(application):
            where, told = places.get(document.key, ("", ""))
            mine = {"application": application, "wanted": document.key}
            if where:
                self.update_or_create(**mine, defaults={"where": where, "told": told})
            else:
                self.filter(**mine).delete()


class DocumentPlace(models.Model):
    """That a document is in another file, or comes later, with which or when."""

    class Where(models.TextChoices):
        ANOTHER = "another", _("in another file")
        LATER = "later", _("delivered later")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="placed")
    wanted = models.CharField(max_length=24)  # wanted.Document.key
    where = models.CharField(max_length=10, choices=Where)
    told = LineField(_("which file, or when"), max_length=200, blank=True)

    objects = DocumentPlaces.as_manager()

    class Meta:
        verbose_name = _("place of a document")
        verbose_name_plural = _("places of documents")
        constraints = [models.UniqueConstraint("application", "wanted", name="document_place_once")]

    def __str__(self):
        where = str(self.get_where_display())
        return f"{where}: {self.told}" if self.told else where
