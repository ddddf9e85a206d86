from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import LineField
from kehityspolku.files.fields import ACCEPT, take


class EnclosureForm(forms.Form):
    """A file or a picture to add; `taken` is what was read of it."""

    file = forms.FileField(
        label=_("File or picture"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("PDF, DOCX, XLSX, ODT, ODS, TXT, JPEG, PNG or WebP, at most 20 MB."),
    )
    title = LineField(label=_("Title"), max_length=160, required=False)
    alt = LineField(
        label=_("What the picture shows"),
        max_length=300,
        required=False,
        help_text=_(
            "If you add a picture, describe it: one sentence for those who do not see it. Leave "
            "empty for other files."
        ),
    )
    of_minutes = forms.BooleanField(
        label=_("An appendix of the minutes: shown with them when they are published"),
        required=False,
    )

    def __init__(self, *args, minutes, **kwargs):
        super().__init__(*args, **kwargs)
        self.taken = None
        self.fields["alt"].unmarked = True  # its own words say when it is needed
        if not minutes:
            del self.fields["of_minutes"]

    def clean_file(self):
        self.taken = take(self.cleaned_data["file"])
        return self.taken

    def given(self):
        """What `Enclosures.add` takes besides the file."""
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}
