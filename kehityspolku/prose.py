"""What people write, shown as safe paragraphs, lists and links.

It is plain text everywhere, never markup: what is no line break, list mark or address is shown as
it was typed.
"""

import re
from html import escape
from itertools import groupby
from operator import itemgetter
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import mark_safe

from kehityspolku.text import UNSEEN, tidy

TAGS = {"p", "br", "ul", "ol", "li", "a"}
ATTRIBUTES = {tag: {"dir"} for tag in ("p", "ul", "ol")} | {"a": {"href", "dir"}}
SCHEMES = {"http", "https", "mailto"}
REL = "nofollow ugc noopener"
LONGEST_LINK = 2000

ITEM = re.compile(r"(?:[-*•]|(\d{1,3})\.)\s+(?=\S)")
STOPS = rf"\s<>\"\\\u2066-\u2069\u202a-\u202e{UNSEEN}"
ADDRESS = re.compile(
    rf"(?<![\w.+-])(?:(?:https?://|www\.|mailto:)[^{STOPS}]+"
    r"|[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?![\w-]))",
    re.IGNORECASE,
)
HOST = re.compile(r"(?:[^\W_][\w-]{0,62}\.){1,30}[^\W_][\w-]{0,61}[^\W_]")
MAIL = re.compile(r"[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}", re.IGNORECASE)
PLAIN_HOST = re.compile("[a-z0-9.à-öø-ÿšžđŋŧ-]+")
TRAILING = ".,;:!?'»”’…"
PAIRS = {")": "(", "]": "[", "}": "{"}


def prose(text, links=True):
    """The text as safe HTML: paragraphs, lists, and addresses as links if `links`."""
    lines = tidy(text or "").split("\n")
    blocks = groupby(lines, key=bool)
    html = "".join(_block(list(block), links) for written, block in blocks if written)
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=REL if links else None
    )
    return mark_safe(clean)  # noqa: S308 (escaped above, and cleaned)


def _block(lines, links):
    """Lines with no empty one between: paragraphs and lists in turn."""
    html = []
    for (tag, _start), chunk in groupby(zip(_kinds(lines), lines, strict=True), itemgetter(0)):
        texts = [line for _kind, line in chunk]
        if tag == "p":
            inner = "<br>".join(_inline(text, links) for text in texts)
        else:
            items = [_inline(ITEM.sub("", text, count=1), links) for text in texts]
            inner = "".join(f"<li>{item}</li>" for item in items)
        html.append(f'<{tag} dir="auto">{inner}</{tag}>')
    return "".join(html)


def _kinds(lines):
    """For each line what it is in: ("p", 0), ("ul", 0) or ("ol", where its numbers start).

    A numbered list begins at 1 and has two items at least: "24. joulukuuta" begins none.
    """
    kinds = []
    for kind, run in groupby(enumerate(lines), _kind):
        places = [place for place, _line in run]
        is_list = kind[0] == "ul" or (places[0] - kind[1] == 1 and len(places) > 1)
        kinds += [kind if is_list else ("p", 0)] * len(places)
    return kinds


def _kind(numbered_line):
    place, line = numbered_line
    item = ITEM.match(line)
    if not item:
        return "p", 0
    return ("ol", place - int(item[1])) if item[1] else ("ul", 0)


def _inline(text, links):
    """A line as HTML: everything escaped, its addresses as links if `links`."""
    if not links:
        return escape(text)
    html, done = [], 0
    for found in ADDRESS.finditer(text):
        url = _trimmed(found[0])
        html += [escape(text[done : found.start()]), _link(url)]
        done = found.start() + len(url)
    return "".join([*html, escape(text[done:])])


def _trimmed(url):
    """The address without the punctuation of the sentence it stands in."""
    spare = {close: url.count(close) - url.count(PAIRS[close]) for close in PAIRS}
    end = len(url)
    while end and (url[end - 1] in TRAILING or spare.get(url[end - 1], 0) > 0):
        end -= 1
        if url[end] in spare:
            spare[url[end]] -= 1
    return url[:end]


def _link(url):
    """The address as a link that says where it leads; what leads nowhere plain stays text."""
    href, shown = _target(url), url
    if not href:
        return escape(url)
    host = "" if href.startswith("mailto:") else urlsplit(href).hostname
    if host and not PLAIN_HOST.fullmatch(host):
        # Letters of other scripts can look like Latin ones: the address is told in both.
        shown = f"{url} ({host.encode('idna').decode()})"
    return f'<a href="{escape(href)}" dir="ltr">{escape(shown)}</a>'


def _target(url):
    """Where the address leads, or ""."""
    low = url.lower()
    if len(url) > LONGEST_LINK:
        return ""
    if not low.startswith(("http:", "https:", "www.")):
        address = url[7:] if low.startswith("mailto:") else url
        return f"mailto:{address}" if MAIL.fullmatch(address) else ""
    href = f"https://{url}" if low.startswith("www.") else url
    try:
        parts = urlsplit(href)
        parts.port, parts.hostname.encode("idna")  # noqa: B018 (either raises when it is none)
    except (AttributeError, ValueError):
        return ""
    # A name before the host ("https://hel.fi@elsewhere") only misleads.
    return href if "@" not in parts.netloc and HOST.fullmatch(parts.hostname) else ""
