from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kehrat.card_import import read_card
from kehrat.card_text import LARGEST, REFUSALS, CardRefused, decode


class ImportForm(forms.Form):
    """A card's text, pasted or in a file; gives the Reading as `reading`."""

    text = forms.CharField(
        label=_("The text of the card"),
        required=False,
        strip=False,
        help_text=_("Copy the whole card from its first line and paste it here."),
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    file = forms.FileField(
        label=_("Or a text file"),
        required=False,
        help_text=_("Plain text, at most one megabyte."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise ValidationError(REFUSALS["too_large"], "too_large")
        return file

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        name = "file" if data["file"] else "text"
        given = data["file"].read() if data["file"] else data["text"]
        try:
            data["text"] = decode(given)
            data["reading"] = read_card(given)
        except CardRefused as refused:
            self.add_error(name, ValidationError(refused.message, refused.code))
        except ValidationError as problem:
            self.add_error(name, ValidationError(problem.messages))
        return data
