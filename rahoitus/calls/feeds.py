"""Open and coming calls as data to follow: an Atom feed and JSON."""

from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kehityspolku import moments
from kehrat.front.feeds import Atom, plain
from rahoitus.calls import words

MOST = 100
BEGUN = date(2013, 12, 12)  # what an empty feed says: when the first Kehrät were announced


def atom(calls, feed_url):
    """The feed as bytes, the newest call first; a call's entry changes when its rules do."""
    feed = Atom(
        title=_("Funding calls of the local development path"),
        link=settings.SITE_URL + reverse("rahoitus:calls"),
        description=None,
        language=get_language(),
        feed_url=settings.SITE_URL + feed_url,
        author_name="Kehityspolku",
        begun=moments.start_of(BEGUN),
    )
    host = urlsplit(settings.SITE_URL).hostname
    for call in calls[:MOST]:
        feed.add_item(
            title=plain(f"{call} ({words.days(call)})"),
            link=settings.SITE_URL + call.get_absolute_url(),
            description=escape(plain(call.about)),
            unique_id=f"tag:{host},2026:call-{call.pk}",
            pubdate=call.published_at,
            updateddate=call.changed_at or call.published_at,
            language=get_language(),
        )
    return feed.writeString("utf-8").encode()


def data(calls):
    """The calls as plain data: sums as text of euros, moments in ISO with their offset."""
    return {"calls": [_row(call) for call in calls[:MOST]]}


def _row(call):
    return {
        "id": call.slug,
        "url": settings.SITE_URL + call.get_absolute_url(),
        "name": {code: getattr(call, f"name_{code}") for code in ("fi", "sv", "en")},
        "source": call.source.name,
        "status": call.status,
        "opens_on": call.opens_on.isoformat(),
        "closes_at": moments.iso(call.closes_at and call.closes_at.astimezone(moments.HELSINKI)),
        "applicants": call.applicants,
        "smallest": _sum(call.smallest),
        "largest": _sum(call.largest),
        "highest_share": _sum(call.highest_share),
        "service": call.service_url,
        "is_example": call.from_memory,
    }


def _sum(amount):
    return None if amount is None else str(amount)
