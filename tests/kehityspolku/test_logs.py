"""Links by which whoever has them may act never reach a log: the portal's, or the proxy's."""

import logging
import re
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

import pytest
from django.urls import get_resolver, reverse
from django.urls.resolvers import RegexPattern

from kehityspolku.logs import HideLinks

SECRETS = ("token", "key")  # the words of the addresses' arguments
# Their keys are names: who may see the file is asked at each.
NOT_SECRET = (
    "kehrat:picture",
    "kehrat:attachment_file",
    "kehrat:document_file",
    "kehrat:enclosure",
)
SAMPLES = {
    "int": 1,
    "string": "WzEyXQ:1wQ-x_:S3cr%3Et",
    "slug": "S3cret-_x",
    "uuid": UUID(int=12345),
}


def patterns_of(resolver, space=""):
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            yield from patterns_of(each, f"{space}{each.namespace}:" if each.namespace else space)
        else:
            yield f"{space}{each.name}", each


def secret_links():
    """(address, its secret), of all that nobody need sign in to open."""
    for name, each in patterns_of(get_resolver()):
        is_open = not getattr(each.callback, "login_required", True)
        if isinstance(each.pattern, RegexPattern):
            given = dict.fromkeys(each.pattern.regex.groupindex, "S3cret")
        else:
            given = {
                argument: SAMPLES.get(type(converter).__name__.removesuffix("Converter").lower())
                for argument, converter in each.pattern.converters.items()
            }
        told = [word for word in SECRETS if word in given]
        if is_open and told and name not in NOT_SECRET:
            yield reverse(name, kwargs=given), quote(str(given[told[0]]), safe=":")


def logged(words):
    told = logging.LogRecord("x", 30, "f", 1, "Not Found: %s", (words,), None)
    HideLinks().filter(told)
    return told.getMessage()


def test_every_secret_link_is_masked_in_the_log_and_by_the_proxy():
    conf = Path("docs/nginx.conf").read_text(encoding="utf-8")
    proxy = re.compile(re.search(r'"~\^(.*?)" "\$words-"', conf)[1].replace("?<", "?P<"))
    links = list(secret_links())
    told = []
    for address, secret in links:
        asked = f"/en{address}"
        left = [logged(words) for words in (asked, f"/tili/login/?next={quote(asked, safe='')}")]
        shown = [quote(secret, safe=""), secret]
        told += [line for line in left if any(word in line for word in shown)]
        told += [asked for path in (address, asked) if not proxy.match(path)]
    assert (told, len(links) >= 10) == ([], True)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/kysely/aB-_1/kiitos/", "/kysely/…/kiitos/"),
        ("/kalenteri/aB1.ics", "/kalenteri/…"),
        ("/tili/login/?next=%2Fen%2Fkutsu%2FaB1%2Fjatka%2F", None),
        ("/kehrat/kallio/kutsut/posti/", "/kehrat/kallio/kutsut/posti/"),
        ("/hankkeet/12/", "/hankkeet/12/"),
    ],
)
def test_the_rest_of_an_address_stays(asked, kept):
    kept = kept or "/tili/login/?next=%2Fen%2Fkutsu%2F…%2Fjatka%2F"
    assert logged(asked) == f"Not Found: {kept}"
