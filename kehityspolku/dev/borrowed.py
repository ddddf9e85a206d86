"""The texts of Django and allauth that people meet here: our catalogues say them in our own words.

Read from the catalogues that the two bring along, which name the files of each text. What none of
our pages, forms or mails shows is left to them.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import django
import polib

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
DJANGO, ALLAUTH = Path(django.__file__).parent, Path(allauth.__file__).parent
SHOWN = {
    DJANGO / "conf/locale/en": r"core/validators|forms/(fields|models|formsets|widgets|utils)|"
    r"db/models/(base|constraints)|db/models/fields/__init__",
    DJANGO / "contrib/auth/locale/en": r"contrib/auth/password_validation",
    ALLAUTH / "locale/fi": r"^account/(adapter|forms)\.py|^mfa/adapter|^mfa/.*/forms\.py|"
    r"^templates/(account|mfa|usersessions)/",
}
# Ways of signing in that are not in use here, …
UNUSED_FILES = re.compile(
    r"phone|code_(message|subject)|(confirm_\w+|request_login|base_confirm)_code|signup_by_passkey"
    r"|webauthn/signup|mfa/trust|account/email\.html|signup_closed|verified_email_required"
    r"|warn_no_email"
)
# … kinds of fields that no form has, and Django's names of its kinds of columns.
UNUSED_TEXTS = re.compile(
    r"[Uu]sername|[Pp]hone|sign-in code|^Login$|\(again\)|\(optional\)|same email|[Pp]asswordless"
    r"|IPv[46]|“slug”|UUID|JSON|domain name|\(protocol\)|duration|\bnull\b|inline value|binary"
    r"|must be unique|\bTrue\b|float|(invalid|correct) (date )?format|must be an integer|only one\."
    r"|^(Boolean|String|Comma-|Date|Decimal|Duration|Email address$|Field of|File path|Floating"
    r"|Integer|Big|Small|IP|Positive|Slug|Text$|Time$|URL$|Raw|Universally)"
)


def messages() -> Iterator[polib.POEntry]:
    """Each text of the frameworks that may be shown here."""
    for folder, files in SHOWN.items():
        for entry in polib.pofile(str(folder / "LC_MESSAGES/django.po")):
            shown = [file for file, _line in entry.occurrences if re.search(files, file)]
            if any(_is_used(file) for file in shown) and not UNUSED_TEXTS.search(entry.msgid):
                yield entry


def _is_used(file: str) -> bool:
    """A template of ours stands in place of theirs of the same name."""
    ours = TEMPLATES / file.partition("templates/")[2]
    return not UNUSED_FILES.search(file) and not ours.is_file()
