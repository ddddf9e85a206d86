"""What is found from outside: the map of the site, and what a page's head says of itself."""

import re
from urllib.parse import urlsplit

from django.conf import settings

CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
LOC = re.compile(r"<loc>([^<]+)</loc>")
NOINDEX = '<meta name="robots" content="noindex">'
# What of a record decides, beside its state, whether everyone may read its page.
FACTS = ("state", "hidden_at", "members_only", "public", "revises_id", "published_at")
# States of records that everyone may read by their links, though lists and searches leave them.
LEFT_OUT = {("ideat", "merged"), ("ideat", "withdrawn")}


def mapped(client):
    """Every path of the map of the site."""
    files = LOC.findall(client.get("/sitemap.xml").text)
    return {urlsplit(a).path for file in files for a in LOC.findall(client.get(file).text)}


def examples(model):
    """A record of each combination of facts, whoever may read it."""
    return {facts_of(record): record for record in model._base_manager.all()}.values()


def facts_of(record):
    facts = [getattr(record, name, None) for name in FACTS]
    return tuple(fact if isinstance(fact, str | bool) else fact is None for fact in facts)


def fault(path, page, on_map, *, secrets):
    """What is wrong with what a page says to search engines, "" for nothing."""
    head = page.partition("</head>")[0]
    own = [address.removeprefix(settings.SITE_URL) for address in CANONICAL.findall(head)]
    if any(secret in head for secret in secrets):
        return "tells what is inside"
    if (own == []) != (NOINDEX in head) or not on_map.issuperset(own):
        return f"is found as {own}"
    return f"is on the map, and says {own}" if path in on_map and own != [path] else ""
