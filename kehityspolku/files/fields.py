"""Fields for files and pictures; what is made of a file given, and how it is given out."""

import logging
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehityspolku.fields import LineField
from kehityspolku.files import pictures, scanner
from kehityspolku.files.kinds import PICTURE, TEXT, holds_scripts, kind_of
from kehityspolku.files.models import Picture, Upload
from kehityspolku.files.pictures import PictureField
from kehityspolku.sizes import megabytes
from kehityspolku.text import decode, tidy_line

LARGEST = 20 * 1024 * 1024  # bytes of one file
MOST_FILES = 20  # at a time
LONGEST_STEM = 100  # characters of a file's name before its ending
ENDINGS = {PICTURE: "webp"}
OPEN_XML = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OPEN_XML}wordprocessingml.document",
    "xlsx": f"{OPEN_XML}spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    TEXT: "text/plain; charset=utf-8",
    PICTURE: "image/webp",
}
ACCEPT = ".pdf,.docx,.xlsx,.odt,.ods,.txt,image/jpeg,image/png,image/webp"
SHORT = 600  # seconds that a public file may be kept by others: who may see it can change
log = logging.getLogger(__name__)


ALTS = ("alt_fi", "alt_sv", "alt_en")


@dataclass(frozen=True)
class Taken:
    """A file as it is kept: its kind, tidied name and bytes; of a picture its size in pixels."""

    kind: str
    name: str
    content: bytes
    width: int | None = None
    height: int | None = None
    has_scripts: bool = False

    @property
    def sha256(self):
        return sha256(self.content).hexdigest()


def take(file):
    """An uploaded file as `Taken`. ValidationError in words for what is not taken."""
    if file.size > LARGEST:
        told = _("The file is %(size)s; at most %(most)s is taken. Make it smaller first.")
        sizes = {"size": megabytes(file.size), "most": megabytes(LARGEST)}
        raise ValidationError(told % sizes)
    content = file.read()
    kind = kind_of(content, file.name)
    name = f"{stem_of(file.name)}.{ENDINGS.get(kind, kind)}"
    if kind == PICTURE:
        file.seek(0)
        drawn = pictures.draw(file)
        return Taken(kind, name, drawn.content, drawn.width, drawn.height)
    if kind == TEXT:
        content = decode(content).encode()
    return Taken(kind, name, content, has_scripts=kind == "pdf" and holds_scripts(content))


def stem_of(name):
    """A file's name without folders, ending and what only confuses; never empty."""
    last = tidy_line(name.replace("\\", "/").rpartition("/")[2])
    stem = PurePath(last).stem if "." in last.strip(".") else last
    kept = "".join(letter for letter in stem if letter.isprintable() and letter not in '<>:"|?*')
    return kept.strip(". ")[:LONGEST_STEM].strip(". ") or "liite"


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files, at most so many, as the browser sent them: `take` looks into each."""

    widget = FilesInput

    def __init__(self, *, most=MOST_FILES, **kwargs):
        super().__init__(**kwargs)
        self.most = most

    def clean(self, value, initial=None):
        if not value and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if value and len(value) > self.most:
            told = _("%(n)s files are too many at a time: choose at most %(most)s.")
            raise ValidationError(told % {"n": len(value), "most": self.most}, code="too_large")
        return value or []


def answer(upload, *, public):
    """The file, for a view that has asked who may see it; `public`: everyone.

    A picture is shown, anything else downloaded; opened alone, neither can do a thing.
    """
    try:
        file = upload.file.open()
    except (FileNotFoundError, ValueError):  # scanned and removed meanwhile
        raise Http404 from None
    response = FileResponse(
        file,
        as_attachment=upload.kind != PICTURE,
        filename=upload.name,
        content_type=TYPES[upload.kind],
    )
    cached = f"public, max-age={SHORT}" if public else "private, no-store"
    response.headers["Cache-Control"] = cached
    response.headers["X-Content-Type-Options"] = "nosniff"
    response._csp_config = pictures.POLICY  # as Django's csp_override does
    return response


def models_of_files():
    """The models whose rows are uploaded files, whichever app has them."""
    return [model for model in apps.get_models() if issubclass(model, Upload)]


def scan_waiting():
    """Scan the files that wait; safe to run at any time, by several workers at once.

    A scanner that is down is asked again at the next run of the clock.
    """
    for model in models_of_files():
        for pk in model.objects.to_scan().values_list("pk", flat=True):
            try:
                model.objects.scan(pk)
            except scanner.CannotScan as problem:
                log.warning("%s %s could not be scanned: %s", model.__name__, pk, problem)
            except OSError as problem:
                log.warning("The virus scanner does not answer: %s", problem)
                return


def alt(label):
    return LineField(label=label, max_length=300, required=False)


class PictureForm(forms.Form):
    """A record's picture: a new one, the same with other words, or none.

    A picture that was chosen is kept though the form lacks something. When valid, `picture` is
    what the record should have from now on.
    """

    picture = PictureField(
        label=gettext_lazy("Picture"),
        error_messages={"required": gettext_lazy("Choose a picture.")},
    )
    kept = forms.UUIDField(required=False, widget=forms.HiddenInput)
    alt_fi = alt(gettext_lazy("What the picture shows, in Finnish"))
    alt_sv = alt(gettext_lazy("What the picture shows, in Swedish"))
    alt_en = alt(gettext_lazy("What the picture shows, in English"))
    remove = forms.BooleanField(label=gettext_lazy("Remove the picture"), required=False)

    def __init__(self, *args, user, current=None, **kwargs):
        initial = {name: getattr(current, name) for name in ALTS} if current else {}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.user, self.current, self.chosen = user, current, current
        self.fields["alt_fi"].help_text = gettext_lazy(
            "Describe the picture in one sentence for those who do not see it, in one language at "
            "least. The others are shown to readers of that language."
        )
        for name in ALTS:
            self.fields[name].unmarked = True  # one of them is needed
        self.fields["picture"].required = not (current or self.data.get("kept"))
        if not current:
            del self.fields["remove"]

    def clean(self):
        fields = super().clean()
        if fields.get("remove"):
            self.chosen = None
            return fields
        self.choose(fields)
        if not self.chosen and "picture" not in self.errors:
            self.add_error("picture", _("Choose a picture."))
        if not any(fields.get(name) for name in ALTS) and not self.errors.keys() & set(ALTS):
            self.add_error("alt_fi", _("Write what the picture shows, in one language."))
        return fields

    def choose(self, fields):
        """Take what was chosen now, else before a fault in this form, else what there is."""
        if drawn := fields.get("picture"):
            self.chosen = Picture.objects.keep(drawn, by=self.user)
            self.data = self.data.copy()
            self.data["kept"] = str(self.chosen.key)
        elif kept := fields.get("kept"):
            self.chosen = Picture.objects.kept(kept, self.user) or self.current
        if self.chosen != self.current:
            self["picture"].help_text = gettext_lazy(
                "The picture you chose is kept. Choose another only if you want another."
            )

    def save(self):
        """The picture with its words; None when there is to be none."""
        if self.chosen:
            self.chosen.finish(**{name: self.cleaned_data[name] for name in ALTS})
        return self.chosen
