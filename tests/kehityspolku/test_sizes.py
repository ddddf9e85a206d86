"""Sizes of files in words, in one place and as each language writes them."""

import pytest
from django.conf import settings
from django.utils.translation import override

from kehityspolku.sizes import size_text


@pytest.mark.parametrize(
    ("size", "fi", "sv", "en"),
    [
        (1, "1 tavu", "1 byte", "1 byte"),
        (812, "812 tavua", "812 byte", "812 bytes"),
        (1536 * 100, "150 kt", "150 kB", "150 kB"),
        (1258290, "1,2 Mt", "1,2 MB", "1.2 MB"),
        (20 * 1024**2, "20 Mt", "20 MB", "20 MB"),
    ],
)
def test_a_size_is_told_in_the_units_of_the_language(size, fi, sv, en):
    for language, told in (("fi", fi), ("sv", sv), ("en", en)):
        with override(language):
            assert size_text(size) == told.replace(" ", "\u00a0")


def test_no_page_has_another_way():
    pages = (settings.BASE_DIR / "templates").rglob("*.*")
    assert [page.name for page in pages if "filesizeformat" in page.read_text()] == []
