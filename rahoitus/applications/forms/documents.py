"""The form of the documents that a call wants: files, or where they are instead."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import LineField
from kehityspolku.files import fields
from rahoitus.applications import wanted
from rahoitus.applications.models.document import DocumentPlace, GivenDocument, takes_files

AT_A_TIME = 5  # files of one document


class DocumentsForm(forms.Form):
    """Files for each document. What is taken of them is kept, whatever is said of the others."""

    def __init__(self, *data, application, documents):
        super().__init__(*data)
        self.application, self.documents = application, documents
        for document in documents:
            self._ask(document)
        for field in self.fields.values():
            field.unmarked = True

    def _ask(self, document):
        if takes_files(self.application, document):
            self.fields[f"{document.key}-files"] = fields.FilesField(
                label=_("Add files"),
                most=AT_A_TIME,
                required=False,
                widget=fields.FilesInput(attrs={"accept": fields.ACCEPT}),
            )
        places = places_of(document)
        if places and self.application.is_open_text and not document.has_file:
            placed = document.placed
            where, told = (placed.where, placed.told) if placed else ("", "")
            self.fields[f"{document.key}-where"] = forms.ChoiceField(
                label=_("Or tell where it is"),
                choices=[("", _("not told")), *places],
                required=False,
                initial=where,
            )
            self.fields[f"{document.key}-told"] = LineField(
                label=_("Which file, or when"), max_length=200, required=False, initial=told
            )

    def rows(self):
        """[(document, its fields)] in the order of the call."""
        return [
            (document, [self[name] for name in self.fields if name.startswith(f"{document.key}-")])
            for document in self.documents
        ]

    def clean(self):
        given = super().clean()
        for document in self.documents:
            where = given.get(f"{document.key}-where")
            if where == DocumentPlace.Where.ANOTHER and not given.get(f"{document.key}-told"):
                self.add_error(f"{document.key}-told", _("Write which file it is in."))
        return given

    def save(self, *, by):
        """How many files were kept, also where the form lacks something; what was refused is among
        its errors. PermissionDenied by rule; WrongState when nothing of it is taken now.
        """
        kept = sum(
            self._kept(document.key, file, by=by)
            for document in self.documents
            for file in self.cleaned_data.get(f"{document.key}-files") or ()
        )
        if self.application.is_open_text and not self.errors:
            DocumentPlace.objects.tell(self.application, self._places(), by=by)
        self.documents = wanted.documents(self.application)
        return kept

    def _kept(self, key, file, *, by):
        try:
            GivenDocument.objects.add(self.application, key, fields.take(file), by=by)
        except ValidationError as refused:
            told = [f"{file.name}: {message}" for message in refused.messages]
            self.add_error(f"{key}-files", told)
            return False
        return True

    def _places(self):
        """{key: (where, words)} as written; of a document with a file as it stood."""
        given = self.cleaned_data
        return {
            d.key: (
                (given.get(f"{d.key}-where") or "", given.get(f"{d.key}-told") or "")
                if f"{d.key}-where" in self.fields
                else (d.placed.where, d.placed.told)
                if d.placed
                else ("", "")
            )
            for d in self.documents
        }


def places_of(document):
    """The places that the call allows for a document."""
    where = DocumentPlace.Where
    allowed = {where.ANOTHER: document.in_another, where.LATER: document.later}
    return [(value, label) for value, label in where.choices if allowed[value]]
