"""Forms of a card's files."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import LineField
from kehityspolku.files import fields
from kehrat.projects.models.attachment import Attachment


def readers():
    """Who may read a file, as a field; gives `members_only`."""
    field = forms.TypedChoiceField(
        label=_("Who may open it"),
        choices=[
            ("yes", _("Members of the Kehrä and Sukkula only")),
            ("", _("Everyone, once the card is public")),
        ],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
        initial="yes",
    )
    field.unmarked = True
    return field


class AttachForm(forms.Form):
    """Files to attach. `attach` keeps those that are taken and says of the others why not."""

    files = fields.FilesField(
        label=_("Files"),
        help_text=_(
            "One or several: PDF, DOCX, XLSX, ODT, ODS or TXT, at most 20 MB each; pictures as "
            "JPEG, PNG or WebP, at most 10 MB each. 32 MB at a time."
        ),
        error_messages={"required": _("Choose a file.")},
        widget=fields.FilesInput(attrs={"accept": fields.ACCEPT}),
    )
    members_only = readers()

    def attach(self, project, *, by):
        """The attachments made; what was refused is among the form's errors."""
        made = []
        for file in self.cleaned_data["files"]:
            try:
                taken = fields.take(file)
                only = bool(self.cleaned_data.get("members_only"))
                made.append(Attachment.objects.add(project, taken, by=by, members_only=only))
            except ValidationError as refused:
                told = [f"{file.name}: {message}" for message in refused.messages]
                self.add_error("files", told)
        return made


class AttachmentForm(forms.Form):
    """What a file is and who may open it; of a picture also what it shows."""

    title = LineField(label=_("Title"), max_length=160)
    alt = LineField(
        label=_("What the picture shows"),
        max_length=300,
        required=False,
        help_text=_("One sentence for those who do not see the picture."),
    )
    members_only = readers()

    def __init__(self, *args, attachment, **kwargs):
        initial = {name: getattr(attachment, name) for name in ("title", "alt")}
        initial["members_only"] = "yes" if attachment.members_only else ""
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["alt"].unmarked = True
        if not attachment.is_picture:
            del self.fields["alt"]

    def clean_alt(self):
        if not self.cleaned_data["alt"]:
            raise ValidationError(gettext("Write what the picture shows."))
        return self.cleaned_data["alt"]
