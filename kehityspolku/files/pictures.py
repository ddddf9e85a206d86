"""Pictures that people upload: known by what they are, not by their name, and drawn anew.

What is kept holds pixels alone: no place, camera, text, script or second frame comes along.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO

from django import forms
from django.core.exceptions import ValidationError
from django.http import FileResponse
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from PIL import Image, ImageCms, ImageOps

from kehityspolku.sizes import megabytes

LARGEST = 10 * 1024 * 1024  # bytes of what is uploaded
MOST_PIXELS = 60_000_000  # a telephone's largest pictures
MEMORY = 200_000_000  # bytes that drawing one may take
MOST_SCANS = 50  # of a JPEG: its reader goes over all pixels for each, ten are usual
SIDE = 1600  # pixels of the longer side of what is kept
READ = ("JPEG", "PNG", "WEBP")
DEEP = "I"  # modes of 16 and 32 bits begin so
UNREADABLE = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
ENDS = {"JPEG": b"\xff\xd9", "PNG": b"IEND"}
BROKEN = gettext_noop("The picture breaks off or is damaged. Save it anew, or choose another.")
YEAR = 365 * 24 * 3600
POLICY = {"default-src": [CSP.NONE], "sandbox": True}  # opened alone, it can do nothing


@dataclass(frozen=True)
class Drawn:
    """A picture drawn anew: WebP bytes and its size in pixels."""

    content: bytes
    width: int
    height: int


def draw(file):
    """An uploaded file drawn anew, at most SIDE pixels wide and high; ValidationError in words."""
    if file.size > LARGEST:
        told = _("The picture is %(size)s; at most %(most)s is taken. Make it smaller first.")
        sizes = {"size": megabytes(file.size), "most": megabytes(LARGEST)}
        raise ValidationError(told % sizes)
    content = file.read()
    if content[4:8] == b"ftyp" and content[8:12] in UNREADABLE:
        raise ValidationError(
            _("This is a HEIC or AVIF picture, which not every browser shows. Save it as JPEG.")
        )
    image = _opened(content)
    scans = _scans(content) if image.format in ("JPEG", "MPO") else []
    if len(scans) > MOST_SCANS:
        raise ValidationError(_(BROKEN))
    pixels, most = image.width * image.height, min(MOST_PIXELS, MEMORY // _weight(image, scans))
    if pixels > most:
        told = _(
            "The picture has %(n)s million pixels; of its kind at most %(most)s million are taken. "
            "Make it smaller first, or save it as a plain JPEG."
        )
        numbers = {"n": -(-pixels // 10**6), "most": most // 10**6}
        raise ValidationError(told % numbers)
    # Looked for here: WeasyPrint tells Pillow, for the whole process, to let broken files pass.
    if ENDS.get(image.format, b"") not in content:
        raise ValidationError(_(BROKEN))
    return _written(_pixels(image))


def _opened(content):
    """The picture, its head read only; a bomb is told by its head, before it is unpacked."""
    try:
        return Image.open(BytesIO(content), formats=READ)
    except Image.DecompressionBombError:
        told = _("The picture has more than %(most)s million pixels. Make it smaller first.")
        raise ValidationError(told % {"most": MOST_PIXELS // 10**6}) from None
    except Exception:  # noqa: BLE001 (a decoder may fail in any way on what strangers send)
        if content.startswith((b"\xff\xd8\xff", b"\x89PNG")) or content[8:12] == b"WEBP":
            raise ValidationError(_(BROKEN)) from None
        raise ValidationError(_("The file is not a picture: JPEG, PNG or WebP is taken.")) from None


def _weight(image, scans):
    """How many bytes each pixel takes while the picture is read, at most."""
    bands = len(image.getbands())
    if image.format == "WEBP":
        return 16
    if image.format != "PNG":  # a large JPEG is made smaller while it is read, scan by scan
        return 1 if scans == [bands] and not image.info.get("progressive") else 2 * bands + 1
    if image.mode.startswith(DEEP):
        return 9
    return {1: 1, 3: 5}.get(bands, 9)


MARK = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])", re.DOTALL)


def _scans(content):
    """How many colours each scan of a JPEG has, as far as there are not too many."""
    scans, at = [], 2
    while len(scans) <= MOST_SCANS and (mark := MARK.search(content, at)) and mark[1] != b"\xd9":
        head, at = content[mark.end() : mark.end() + 3], mark.end()
        at += int.from_bytes(head[:2])
        if mark[1] == b"\xda":
            scans.append(int.from_bytes(head[2:]))
    return scans


def _pixels(image):
    """The first frame's pixels, the right way up, in the colours of the web, small enough."""
    try:
        least = SIDE * 1.25 / max(image.size)
        image.draft(None, tuple(max(1, int(side * least)) for side in image.size))
        image = _shallow(image)
        image.thumbnail((SIDE, SIDE))
        image = ImageOps.exif_transpose(image)
        clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
        profile, mode = image.info.get("icc_profile"), "RGBA" if clear else "RGB"
        if profile and image.mode in ("RGB", "RGBA", "CMYK"):
            with suppress(ImageCms.PyCMSError, OSError):  # a profile that says nothing
                image = ImageCms.profileToProfile(
                    image,
                    ImageCms.ImageCmsProfile(BytesIO(profile)),
                    ImageCms.createProfile("sRGB"),
                    outputMode="RGB" if image.mode == "CMYK" else image.mode,
                )
        pixels = image.convert(mode)
    except Exception:  # noqa: BLE001 (as above)
        raise ValidationError(_(BROKEN)) from None
    # Onto an empty sheet, so that nothing but pixels is carried over.
    sheet = Image.new(mode, pixels.size)
    sheet.paste(pixels)
    return sheet


def _shallow(image):
    """The picture with 256 shades: of 65,536 greys Pillow would make all but the darkest white."""
    if not image.mode.startswith(DEEP):
        return image
    image.info.pop("transparency", None)  # a shade of the deep ones
    return image.point(lambda shade: shade * (1 / 256) + 0).convert("L")


def _written(image):
    out = BytesIO()
    image.save(out, "WEBP", quality=80, method=4)
    return Drawn(out.getvalue(), image.width, image.height)


class PictureField(forms.FileField):
    """A picture by its content; gives a `Drawn`, or None where none was chosen."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def __init__(self, **kwargs):
        hint = gettext_lazy("JPEG, PNG or WebP, at most 10 MB. Place and camera data are removed.")
        super().__init__(**{"help_text": hint, "max_length": 500, **kwargs})
        self.error_messages["empty"] = gettext_lazy("The file is empty.")

    def to_python(self, data):
        file = super().to_python(data)
        return draw(file) if file else None


def answer(picture, *, public):
    """The picture's file, for a view that has asked who may see it; `public`: everyone."""
    response = FileResponse(picture.file.open(), content_type="image/webp")
    cached = f"public, max-age={YEAR}, immutable" if public else "private, no-store"
    response.headers["Cache-Control"] = cached
    response.headers["X-Content-Type-Options"] = "nosniff"
    response._csp_config = POLICY  # as Django's csp_override does
    return response
