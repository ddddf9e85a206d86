"""Pictures by what they are: drawn anew, told in words when they cannot be."""

import struct
import zlib
from datetime import timedelta
from io import BytesIO
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile

from kehityspolku.files import pictures
from kehityspolku.models import Picture
from tests import make


@pytest.fixture(autouse=True)
def english(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield


def sent(content, name="kuva.jpg"):
    return SimpleUploadedFile(name, content, "image/jpeg")


def told(content):
    with pytest.raises(ValidationError) as refused:
        pictures.draw(sent(content))
    return refused.value.messages[0]


def opened(drawn):
    return Image.open(BytesIO(drawn.content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_known_by_its_content(kind):
    drawn = pictures.draw(make.photo(kind=kind, name="laskelma.xlsx"))
    assert (opened(drawn).format, drawn.width, drawn.height) == ("WEBP", 80, 60)


def test_a_large_picture_is_made_smaller_and_a_small_one_left():
    assert pictures.draw(make.photo((4000, 1000))).width == 1600
    assert pictures.draw(make.photo((20, 3200))).height == 1600
    assert pictures.draw(make.photo((20, 30))).height == 30


def test_place_camera_and_comment_are_left_behind():
    exif = Image.Exif()
    exif[0x010F] = "Esimerkkikamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (60.0, 11.0, 2.5), 3: "E", 4: (24.0, 57.0, 1.0)})
    photo = make.photo(exif=exif, comment=b"Mannerheimintie 1", xmp=b"<x>secret</x>")
    assert b"Esimerkkikamera" in photo.read()
    photo.seek(0)
    kept = pictures.draw(photo)
    assert (dict(opened(kept).getexif()), set(opened(kept).info) & {"exif", "xmp", "comment"}) == (
        {},
        set(),
    )
    for secret in (b"Esimerkki", b"Mannerheim", b"secret", b"EXIF", b"XMP"):
        assert secret not in kept.content


def test_a_picture_that_lies_on_its_side_is_turned():
    exif = Image.Exif()
    exif[0x0112] = 6
    drawn = pictures.draw(make.photo((80, 60), exif=exif))
    assert (drawn.width, drawn.height) == (60, 80)


def test_a_clear_ground_stays_clear():
    file = BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(file, "PNG")
    assert opened(pictures.draw(sent(file.getvalue()))).getpixel((4, 4))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixels_is_taken(mode):
    file = BytesIO()
    Image.new(mode, (9, 9)).save(file, "PNG")
    assert pictures.draw(sent(file.getvalue())).width == 9


@pytest.mark.parametrize(("mode", "white"), [("L", 255), ("I;16", 65_535)])
def test_a_grey_picture_looks_like_itself(mode, white):
    file, grey = BytesIO(), Image.new(mode, (60, 20))
    for x, y in product(range(60), range(20)):
        grey.putpixel((x, y), x // 20 * white // 2)
    grey.save(file, "PNG")
    shown = opened(pictures.draw(sent(file.getvalue()))).convert("L")
    black, middle, light = (shown.getpixel((at, 10)) for at in (10, 30, 50))
    assert black < 4
    assert 123 < middle < 131
    assert light > 251


def test_the_sixteen_bit_gradient_is_a_gradient(shared_file):
    drawn = pictures.draw(sent(shared_file("cards/gray16.png").read_bytes()))
    shown = opened(drawn).convert("L")
    seen = [shown.getpixel((100, at)) for at in (0, 50, 100, 150, 199)]
    assert [round(shade / 64) for shade in seen] == [0, 1, 2, 3, 4]


def test_printers_colours_are_taken():
    file = BytesIO()
    Image.new("CMYK", (9, 9)).save(file, "JPEG")
    assert opened(pictures.draw(sent(file.getvalue()))).mode == "RGB"


def test_a_moving_picture_becomes_still():
    file = BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:])
    assert Image.open(BytesIO(file.getvalue())).n_frames == 2
    assert getattr(opened(pictures.draw(sent(file.getvalue()))), "n_frames", 1) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + bytes(60),
        b"x",
        b"RIFF" + bytes(60),
    ],
)
def test_what_is_no_picture_is_told_so(content):
    assert told(content) == "The file is not a picture: JPEG, PNG or WebP is taken."


def test_a_telephones_own_kind_is_told_what_to_do():
    assert "Save it as JPEG" in told(b"\0\0\0\x18ftypheic" + bytes(90))


@pytest.mark.parametrize("lenient", [False, True])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_breaks_off_is_told_so(kind, lenient, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)  # as WeasyPrint does
    whole = make.photo((900, 900), kind=kind).read()
    assert "breaks off or is damaged" in told(whole[: len(whole) // 2])


def test_too_many_bytes_are_told_in_megabytes():
    assert told(bytes(20 * 1024**2)) == (
        "The picture is 20\u00a0MB; at most 10\u00a0MB is taken. Make it smaller first."
    )


@pytest.mark.parametrize(("side", "words"), [(8_000, "64 million pixels"), (30_000, "60 million")])
def test_a_bomb_is_told_before_it_is_unpacked(side, words):
    assert words in told(bomb(side))


def bomb(side):
    """A PNG of a few bytes that would unpack to side × side pixels."""

    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def test_what_is_two_things_at_once_is_only_a_picture_afterwards():
    both = make.photo().read() + b"<script>alert(1)</script>PK\x03\x04"
    assert b"script" not in pictures.draw(sent(both)).content


@given(st.binary(max_size=60), st.integers(0, 600), st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_damage_is_a_picture_or_a_clear_refusal(noise, at, kind):
    whole = make.photo((40, 30), kind=kind).read()
    try:
        drawn = pictures.draw(sent(whole[:at] + noise + whole[at + len(noise) :]))
    except ValidationError:
        return
    assert opened(drawn).format == "WEBP"


@pytest.mark.django_db
def test_a_left_forms_picture_is_forgotten_with_its_file(django_capture_on_commit_callbacks):
    kept, old = (Picture.objects.keep(pictures.draw(make.photo()), by=make.user()) for _ in "ab")
    Picture.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=3))
    with django_capture_on_commit_callbacks(execute=True):
        assert Picture.objects.forget() == 1
    assert list(Picture.objects.all()) == [kept]
    assert (default_storage.exists(kept.file.name), default_storage.exists(old.file.name)) == (
        True,
        False,
    )


@pytest.mark.django_db
def test_words_are_in_the_readers_language_where_there_are_some():
    picture = Picture(alt_fi="Piha", alt_en="A yard")
    with translation.override("en"):
        assert (picture.alt_language, picture.alt) == ("en", "A yard")
    with translation.override("sv"):
        assert (picture.alt_language, picture.alt) == ("fi", "Piha")
