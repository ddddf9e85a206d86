"""What people read of Django's and allauth's is in our own words, of one vocabulary."""

import re

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from kehityspolku.dev import borrowed, catalogues

SHOWN = {(entry.msgctxt, entry.msgid) for entry in borrowed.messages()}
# The frameworks' own words for what has another name here, and for telling someone what to do.
BARRED = {
    "fi": r"tunnistu|tunnistin|todenn|rekisteröi|aktivoi|syötä|ole hyvä|kenttä|käyttäjänimi|istunto"
    r"|passkey-ava|varmasti",
    "sv": r"autentiser|verifier|vänligen|\bepost|registrera|aktiver|fältet|giltig|\bmail|session",
}


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_each_has_words_of_ours(language):
    ours = {(e.msgctxt, e.msgid): e for e in polib.pofile(catalogues.path(language))}
    assert SHOWN - ours.keys() == set()
    told = [t for key in SHOWN for t in (ours[key].msgstr, *ours[key].msgstr_plural.values()) if t]
    assert [text for text in told if re.search(BARRED[language], text, re.I)] == []


def test_what_pages_show_is_among_them_and_what_they_never_show_is_not():
    texts = {text for _context, text in SHOWN}
    assert texts >= {
        "- Select an option -",
        "This field is required.",
        "Your password must contain at least %(min_length)d character.",
        "Your password can’t be too similar to your other personal information.",
        "If you have not created an account yet, then please %(link)ssign up%(end_link)s first.",
        "Two-Factor Authentication",
        "Signed out of all other sessions.",
    }
    assert texts.isdisjoint({"Phone Verification", "Integer", "Invalid token.", "Passwordless"})


def test_a_text_without_words_of_ours_is_a_gap(monkeypatch, tmp_path):
    bare = tmp_path / "django.po"
    polib.POFile().save(str(bare))
    monkeypatch.setattr(catalogues, "path", lambda language: bare)
    monkeypatch.setattr(catalogues, "_used", list)
    assert "fi: missing: 'This field is required.'" in catalogues.gaps()
    assert len(catalogues.gaps()) == 2 * len(SHOWN)


def test_they_are_what_is_shown():
    with translation.override("fi"):
        assert gettext("This field is required.") == "Täytä tämä kohta."
        short = "Your password must contain at least %(min_length)d character"
        assert ngettext(f"{short}.", f"{short}s.", 12) % {"min_length": 12} == (
            "Salasanassa pitää olla vähintään 12 merkkiä."
        )
        assert gettext("Sign Up") == gettext("Create an account") == "Luo tili"
    with translation.override("sv"):
        assert gettext("Two-Factor Authentication") == "Tvåstegsinloggning"
        assert gettext("Sign Up") == gettext("Create an account") == "Skapa ett konto"
