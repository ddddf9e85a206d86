"""Lines as anyone may type or send them, and how a tidy one is known."""

import unicodedata

from hypothesis import strategies as st

EVIL = "Aino\r\nBcc: kaikki@kehityspolku.example\0\x1b[2J\u202eniam\u202c \u2067a\u200b\u2028b\x85c"
TIDY = "Aino Bcc: kaikki@kehityspolku.example[2Jniam a b c"
PIECES = st.sampled_from(
    ["\r\n", "\n", "\v", "\x85", "\u2028", "\u202e", "\u2067", "\u200b", "\xad", "\ufeff", "\x1f"]
    + ["Bcc: x@y.fi", "=1+1", "<script>", "&", ";", ",", '"', "\\n", "BEGIN:VEVENT", "ä", "🧵", " "]
)
ANY_LINE = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3))).map("".join))


def is_line(text):
    """No break, control, turn of direction or half of a character; no space at the ends."""
    odd = any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in text)
    turns = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    return not odd and not turns & set(text) and text == text.strip()
