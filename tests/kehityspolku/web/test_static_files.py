"""Which files are kept compressed for browsers."""

from django.conf import settings
from whitenoise.compress import Compressor

READ = ["css/portal.css", "portal.js", "yarn.svg", "fonts/AtkinsonHyperlegible-Regular.ttf"]
OF_DOCUMENTS = ["fonts/unifont.otf", "fonts/unifont_upper.otf"]


def test_what_browsers_read_is_compressed_and_what_documents_alone_read_is_not():
    """Compressing one of those fonts took longer than all that browsers load."""
    compressor = Compressor(extensions=settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS)
    names = [*READ, *OF_DOCUMENTS]
    assert [name for name in names if compressor.should_compress(name)] == READ
