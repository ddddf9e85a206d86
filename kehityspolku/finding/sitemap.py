"""The map of the site for search engines (sitemaps.org): each public page in each language.

It is cut by the records' keys, so that no file counts or reads a growing table: `NUMBER` keys a
file. A page tells of its other languages and of the last change that everyone may read of.
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, OuterRef, Subquery
from django.urls import reverse

from kehityspolku import moments
from kehityspolku.events import verbs
from kehityspolku.events.models import Event
from kehityspolku.finding import listed

NUMBER = 1000
PAGES = "sivut"  # the file of the pages that are no record's


def files():
    """[(name, part)] of the files there are."""
    found = [(PAGES, 0)]
    for name, kind in listed.kinds().items():
        last = kind.rows().order_by().aggregate(last=Max("pk"))["last"]
        found += [(name, part) for part in range(last // NUMBER + 1)] if last else []
    return found


def entries(name, part):
    """What a file holds: each page's `addresses` by language and `changed`, the moment or None.

    Raises LookupError where there is no such file.
    """
    if (name, part) not in files():
        raise LookupError
    if name == PAGES:
        return [entry(listed.page_in_languages(*page)) for page in listed.pages()]
    keys = part * NUMBER, (part + 1) * NUMBER - 1
    rows = listed.kinds()[name].rows().filter(pk__range=keys).order_by("pk")
    rows = rows.annotate(public_change=last_public_event(rows.model))
    return [entry(listed.in_languages(row.get_absolute_url), row.public_change) for row in rows]


def last_public_event(model):
    """When something was last done to a record of which its page tells everyone."""
    public = verbs.events_of(verbs.where(lambda verb: verb.public or verb.news, model))
    kind = ContentType.objects.get_for_model(model)
    events = Event.objects.filter(public, target_type=kind, target_id=OuterRef("pk"))
    return Subquery(events.order_by("-at").values("at")[:1])


def entry(addresses, changed=None):
    return {
        "addresses": {code: settings.SITE_URL + path for code, path in addresses.items()},
        "changed": changed and moments.iso(changed),
    }


def address_of(name, part):
    return settings.SITE_URL + reverse("sitemap_file", args=[name, part])
