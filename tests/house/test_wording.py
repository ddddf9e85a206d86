"""One thing has one name in each language, on every page and in every mail.

Read from the catalogues: (what a text is about, by its English; words that it then must not have).
"""

import re
from functools import cache

import polib
import pytest

from kehityspolku.dev import catalogues

OWN = r"(?<!sin )(?<!din )(?<!deras )(?<!en )(?<!En )(?<!verksam )"
BARRED = [
    # A Kehrä's name stands in the sentence; Finnish inflects the word before it.
    ("fi", r"%\(kehra\)s", r": %\(kehra\)s\.?$|, (Kehrä )?%\(kehra\)s|Kehrä: %\(kehra\)s"),
    ("fi", r"%\(kehra\)s", r"\(%\(kehra\)s\)"),
    ("fi", r"%\(source\)s.*%\(title\)s", r"\(%\(source\)s[,)]"),
    ("fi", r".", r"[Aa]voi(n|men|meen|mesta) haku|passkey-ava|\bvirk(e|k)|kortiksi,"),
    ("fi", r".", r"jäsen(eksi|iksi) pyytäv|[Kk]irjoit\w+ Sukkulaan|rekisteröity(es|mis)"),
    # "Haku" alone is a search; what gives money is a rahoitushaku.
    (
        "fi",
        r"^(?!.*(coordinator|search|call is open\. The members))(.*\bcalls?\b)",
        r"\b[Hh](aku|akua|akuun|akuja|akujen|aun|aussa|austa|aut)\b",
    ),
    ("fi", r"[Cc]ost", r"\b[Kk]ul(u|ut|uja|uista|usta|uun)\b"),
    ("fi", r"project card", r"hankekor"),
    ("fi", r"[Ss]tandard battery", r"mittaristo"),
    ("fi", r"^(?!.*(Laverack|fee of|Members that|own form)).*organisation", r"yhteisö|järjestö"),
    ("fi", r"account", r"(?<!käyttäjä)\btunnu(s|ksen|sta|ksesi)\b"),
    ("fi", r"\bperiods?\b", r"\b[Jj]akso"),
    # toimiva is the indicator (working), toiminnassa the state (active)
    ("fi", r"\bactive\b(?!.*be working)", r"\b[Tt]oimiva"),
    ("fi", r"\bworking Kehr|Kehr\w+ (is|was|were) working", r"^(?!.*[Tt]oimiv)"),
    ("sv", r"Kehr.*\bactive\b|confirmed as active|, active\b.* dormant", r"\b[Aa]ktiv"),
    ("sv", r"\bworking Kehr|Kehr\w+ (is|was|were) working", r"^(?!.*[Ff]ungera)"),
    ("en", r".", r"(Kehr\w+|group that) work(s|ed)\b|groups.* at work"),
    # nyhet for an announcement, meddelande for a letter, notis for a notice
    ("sv", r"[Aa]nnouncement", r"[Mm]eddelande(t|na)? (är|redig|flytt|publ)|[Ss]kriv ett meddel"),
    ("sv", r"\bnotices?\b", r"aviser"),
    # stöd for an idea, bidrag or understöd for money
    ("sv", r"supporters?\b|support (it|the idea|this)|[Ss]upport ideas", r"understö"),
    ("sv", r"[Pp]riorit(y|ies)", r"[Pp]rioritering"),
    ("sv", r"\bcalls?\b", r"utlysning"),
    ("sv", r"Kehrä", OWN + r"Kehräs\b|\b(i|för|av) Kehrä(?=[ .,:])(?! %)"),
    ("sv", r".", r"\bhens?\b|pärm|öppet upprop|[Rr]edogörelsen bygger|[Åå]terta|återtog|skrivbord"),
    ("sv", r".", r"[Ii]n(get|ga) mejl skickas|per mejl|[Tt]ar? upp idén|[Kk]ortlist"),
    ("sv", r"withdraw.*(card|application)", r"\bdra(r|git|gits)? tillbaka (kort|ansök)"),
    ("sv", r"[Cc]laim", r"betalningsansök"),
    ("sv", r"[Pp]hase", r"\bfas(er|en)?\b"),
    ("sv", r"\b[Ss]tate\b", r"\b[Ll]äge(t|n)?\b"),
    ("sv", r"[Rr]ecord(ed)?\b", r"\b[Rr]egistrera(s|d|t|de)?\b|registrerades"),
    ("sv", r"[Cc]onfirmed as active", r"aktiv"),
    ("sv", r"passkey", r"(?<!lösen)(?<!Lösen)nyckel \(passkey"),
    ("en", r".", r"\blike (idea|one|title)s?\b|[Tt]hrow.* away|^Keep (this|the (note|file|draft))"),
    ("en", r".", r"\b[Mm]end(s|ed)?\b|Ask no more|Hear of it again|[Ll]ay .*to rest|Let it stand"),
    (
        "en",
        r".",
        r"Without since|Doesn't hold|(?<!I )take part as|[Oo]pen call\b|fished|^(Acts|Whose)$",
    ),
]


@cache
def texts(language):
    """(English, words in the language) of each message and each of its plural forms."""
    return list(_texts(language))


def _texts(language):
    entries = polib.pofile(catalogues.path("fi" if language == "en" else language))
    for entry in entries:
        english = [text for text in (entry.msgid, entry.msgid_plural) if text]
        told = [text for text in (entry.msgstr, *entry.msgstr_plural.values()) if text]
        for words in english if language == "en" else told:
            yield " ".join(english), words


@pytest.mark.parametrize(("language", "about", "barred"), BARRED)
def test_a_thing_is_not_called_otherwise(language, about, barred):
    met = [(en, words) for en, words in texts(language) if re.search(about, en)]
    assert met != []
    assert [words for _en, words in met if re.search(barred, words)] == []
