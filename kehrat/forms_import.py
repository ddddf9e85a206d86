from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kehityspolku import uploads
from kehrat.card_import import readings_of, texts_of
from kehrat.card_text import LARGEST, CardRefused

LARGEST_FILE = 10 * LARGEST  # bytes: a Word file may hold pictures, which are passed by


class TextsInput(forms.Textarea):
    """A box for each of the texts; empty, one box."""

    template_name = "kehrat/project_import_texts.html"

    def value_from_datadict(self, data, files, name):
        return data.getlist(name)

    def format_value(self, value):
        return value or [""]


class TextsField(forms.Field):
    """The texts that hold anything, as a list."""

    widget = TextsInput

    def to_python(self, value):
        return [text for text in value or [] if text.strip()]


class FilesField(uploads.FilesField):
    """The texts of the cards in each file: [text]; the errors name their file."""

    def clean(self, value, initial=None):
        texts, errors = [], []
        for file in super().clean(value, initial):
            try:
                texts += self.read(file)
            except CardRefused as refused:
                errors.append(ValidationError(f"{file.name}: {refused.message}", refused.code))
        if errors:
            raise ValidationError(errors)
        return texts

    def read(self, file):
        if file.size > LARGEST_FILE:
            raise CardRefused("too_large")
        return texts_of(file.read())


class ImportForm(forms.Form):
    """Texts of cards, pasted or in files; gives `readings`: [(text, Reading)]."""

    text = TextsField(
        label=_("The text of the card"),
        required=False,
        help_text=_("Copy the whole card from its first line and paste it here."),
        widget=TextsInput(attrs={"rows": 16}),
    )
    files = FilesField(
        label=_("Or files"),
        required=False,
        help_text=_("Word (.docx) or plain text, one or several."),
        widget=uploads.FilesInput(attrs={"accept": ".docx,.txt"}),
    )
    text.unmarked = files.unmarked = True  # one of them

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        name = "files" if data["files"] else "text"
        try:
            data["readings"] = readings_of(data[name] or [""])
        except CardRefused as refused:
            self.add_error(name, ValidationError(refused.message, refused.code))
        except ValidationError as problem:
            self.add_error(name, ValidationError(problem.messages))
        return data
