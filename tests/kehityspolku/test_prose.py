"""What people write: tidied once, shown as text, whatever it holds."""

import re
import unicodedata
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from kehityspolku.fields import LineField, ProseField
from kehityspolku.prose import ATTRIBUTES, TAGS, prose
from kehityspolku.text import UNSEEN, tidy, tidy_line
from tests.growth import grows_evenly

CONFUSING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200d\u0301\u0653\u0627a"
PIECES = st.sampled_from(
    [*CONFUSING, "\n", "\r\n", "- ", "1. ", "2. ", "<b onclick=x>", "</p>", "&lt;", "javascript:"]
    + ["https://hel.fi/", "http://", "www.", "mailto:", "a@b.fi", "@", ")", "\x00", "data:", '"']
)
ANY_TEXT = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3))).map("".join))


class Seen(HTMLParser):
    """The tags with their attributes, and the words, of a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.words = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.words += "" if tag == "a" else "\n"

    def handle_data(self, data):
        self.words += data


def links(text):
    """[(where it leads, what is shown)] of the text as it is shown."""
    return re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', prose(text))


@given(ANY_TEXT, st.booleans())
@example('<a href="javascript:x">', True)
@example("https://hel.fi/\"onmouseover='x'", True)
def test_only_our_tags_come_out(text, with_links):
    for tag, attributes in Seen(prose(text, with_links)).tags:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set()) | {"rel"}
        if tag == "a":
            assert with_links
            assert attributes["href"].lower().startswith(("http://", "https://", "mailto:"))
            assert attributes["rel"] == "nofollow ugc noopener"


@given(ANY_TEXT)
@example("ا" + "\u0316" * 8 + "\u0301\u0653")
def test_tidied_twice_is_tidied_once(text):
    assert tidy(tidy(text)) == tidy(text)
    assert tidy_line(tidy_line(text)) == tidy_line(text)


@given(ANY_TEXT)
def test_the_visible_words_survive(text):
    assert letters(tidy(text)) == letters(text)
    assert letters(unlisted(Seen(prose(text, False)).words)) == letters(unlisted(tidy(text)))


@given(ANY_TEXT)
def test_a_link_shows_all_that_was_typed(text):
    typed, shown = letters(Seen(prose(text, False)).words), iter(letters(Seen(prose(text)).words))
    assert all(letter in shown for letter in typed)


def letters(text):
    """Letters, figures and signs in their order: what tidying may not touch."""
    seen = (c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c)[0] in "LNPS")
    return re.sub(f"[\u2800{UNSEEN}]", "", "".join(seen))


def unlisted(text):
    """Without the marks of list items: a list draws them."""
    return re.sub(r"^(?:(?:[-*•]|\d{1,3}\.)\s+)+", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("begin", "piece", "end"),
    [
        ("", "a", ""),
        ("http://", "a.", ""),
        ("http://", ")", ""),
        ("", "a@a.", ""),
        ("", "- a\nb\n", ""),
        ("", "1. a\n", ""),
        ("", "\u202e\u2067", ""),
        ("", "\u2067", "\u2069"),
        ("", "\u0301", ""),
        ("x", " ", "y"),
        ("", " \n", ""),
        ("", "<b>", ""),
    ],
)
def test_a_long_text_takes_no_longer_than_its_length(begin, piece, end):
    assert grows_evenly(prose, lambda size: begin + piece * (size // len(piece)) + end * size)


def test_paragraphs_breaks_and_lists():
    text = "Hei\nmaailma\n\n- yksi\n- kaksi <b>\n1. ensin\n2. sitten\n24. joulukuuta\n\n1. päivä"
    assert prose(text) == (
        '<p dir="auto">Hei<br>maailma</p>'
        '<ul dir="auto"><li>yksi</li><li>kaksi &lt;b&gt;</li></ul>'
        '<ol dir="auto"><li>ensin</li><li>sitten</li></ol>'
        '<p dir="auto">24. joulukuuta</p>'
        '<p dir="auto">1. päivä</p>'
    )
    assert (prose(""), prose(None)) == ("", "")


@pytest.mark.parametrize(
    ("text", "href", "shown"),
    [
        ("Katso https://hel.fi/a_(b).", "https://hel.fi/a_(b)", "https://hel.fi/a_(b)"),
        ("(www.hel.fi/x?a=1&b=2)", "https://www.hel.fi/x?a=1&amp;b=2", "www.hel.fi/x?a=1&amp;b=2"),
        ("posti@hel.fi!", "mailto:posti@hel.fi", "posti@hel.fi"),
        ("mailto:posti@hel.fi", "mailto:posti@hel.fi", "mailto:posti@hel.fi"),
        ("https://pääskylä.fi", "https://pääskylä.fi", "https://pääskylä.fi"),
        (
            "https://раураl.com/",
            "https://раураl.com/",
            "https://раураl.com/ (xn--l-7sba6dbr.com)",
        ),
    ],
)
def test_addresses_are_links_that_say_where_they_lead(text, href, shown):
    assert links(text) == [(href, shown)]
    assert "<a" not in prose(text, False)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,<script>",
        "https://hel.fi@elsewhere.example/",
        "https://",
        "http://127.0.0.1/",
        "http://hel.fi:port/",
        "mailto:a@b.fi?bcc=c@d.fi",
        "https://hel.fi/" + "a" * 2000,
        "http://[::1",
        "http://a..fi",
    ],
)
def test_what_leads_nowhere_plain_stays_text(text):
    assert links(text) == []


def test_links_in_a_template():
    show = Template("{{ text|prose }}|{{ text|prose:False }}")
    shown = show.render(Context({"text": "www.hel.fi"}))
    assert shown == (
        '<p dir="auto"><a href="https://www.hel.fi" dir="ltr" rel="nofollow ugc noopener">'
        'www.hel.fi</a></p>|<p dir="auto">www.hel.fi</p>'
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  a\r\nb \n\n\n\nc\u2028d\x00\x07 ", "a\nb\n\nc\nd"),
        ("e\u0301", "é"),
        ("a\u202egnp.exe\u202c", "agnp.exe"),
        ("\u2067שלום\u2069 ok", "\u2067שלום\u2069 ok"),
        ("\u2067שלום\nok\u2069", "שלום\nok"),
        ("\u2067\u202aa\u2069\u202c", "\u2067a\u2069"),
        ("a" + "\u200b" * 50 + "b", "a\u200b\u200bb"),
        ("z" + "\u0335" * 60, "z" + "\u0335" * 8),
        ("👩🏽‍🚒 🏴󠁧󠁢󠁳󠁣󠁴󠁿 مرحبا بالعالم", "👩🏽‍🚒 🏴󠁧󠁢󠁳󠁣󠁴󠁿 مرحبا بالعالم"),
        ("می‌خواهم", "می‌خواهم"),
        ("\u200b \u3164 \u2800", ""),
        (" \n\t", ""),
    ],
)
def test_tidying(written, kept):
    assert tidy(written) == kept


def test_a_title_is_one_line():
    assert tidy_line(" Pihan\r\n\tavajaiset\u202e ") == "Pihan avajaiset"


class Words(forms.Form):
    title = LineField(max_length=20)
    text = ProseField(max_length=2000, required=False)


def test_fields_tidy():
    form = Words({"title": "Piha\x00\n1", "text": " a\r\nb\x00 "})
    assert form.is_valid()
    assert form.cleaned_data == {"title": "Piha 1", "text": "a\nb"}
    assert not Words({"title": "\u200b\u200b"}).is_valid()


def test_a_text_too_long_is_told_and_stays():
    with translation.override("en"):
        form = Words({"title": "a", "text": "ä" * 2345})
        assert form.errors == {
            "text": [
                "The text has 2\u00a0345 characters and may have 2\u00a0000. Shorten it by 345."
            ]
        }
    assert "ä" * 2345 in str(form["text"])
    assert "maxlength" not in str(form["text"])
