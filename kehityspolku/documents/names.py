"""What the files that the portal makes are called: words of the document's language, in letters
that every system takes.
"""

from django.utils.text import slugify
from django.utils.translation import get_language, override


def file_name(ending, *parts, language=None):
    """Words and numbers as a file's name, "kortti-12.pdf", in the language at hand unless told."""
    with override(language or get_language()):
        words = [slugify(str(part).replace("–", "-")) for part in parts]
    return f"{'-'.join(filter(None, words))}.{ending}"
