"""What a page says of itself to search engines and to where its link is shared.

Said to whoever is not signed in, so it holds nothing but what everyone reads on the page. A page
without one of these tags asks not to be found.
"""

import json
from html import unescape

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import get_language

from kehityspolku.finding import listed

register = template.Library()
LONGEST = 200  # characters of a description; search engines show fewer
PICTURE = "found/kehityspolku.png"  # of a page that has no picture of its own
LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_block_tag(takes_context=True)
def found_page(context, content, title):
    """Of a page that is no record's: its title, and between the tags its own words."""
    match = context["request"].resolver_match
    if context["user"].is_authenticated or not match:
        return ""
    addresses = listed.page_in_languages(match.view_name, match.args, match.kwargs)
    return said(addresses, title, unescape(strip_tags(content)), static(PICTURE))


@register.simple_tag(takes_context=True)
def found_record(context, record):
    """Of a record's page: what the app tells of it."""
    if context["user"].is_authenticated:
        return ""
    told = listed.told_of(record)
    addresses = listed.in_languages(record.get_absolute_url)
    return said(addresses, told.title, told.text, told.picture or static(PICTURE), told.data)


def said(paths, title, text, picture, data=None):
    addresses = {code: settings.SITE_URL + path for code, path in paths.items()}
    facts = {
        "title": title,
        "text": Truncator(" ".join(text.split())).chars(LONGEST),
        "addresses": addresses,
        "address": addresses[get_language()],
        "picture": settings.SITE_URL + picture,
        "locale": LOCALES[get_language()],
        "data": written(data, addresses[get_language()]) if data else "",
    }
    return render_to_string("parts/found.html", facts)


def written(data, address):
    """Facts as JSON that can stand in a page, whatever people wrote."""
    text = json.dumps({"@context": "https://schema.org", "url": address, **data})
    return text.translate(UNSAFE)
