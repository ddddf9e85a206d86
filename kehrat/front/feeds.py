"""Atom feeds of a Kehrä and of the city: public events told to everyone.

What is public is asked of each record's own `visible_to` with a reader who is nobody.
"""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import get_language, override

from kehityspolku.models import Event
from kehrat.groups.models import Kehra
from kehrat.ideas.models import Idea
from kehrat.meetings.models import Meeting
from kehrat.plans.models import Plan
from kehrat.projects.models import Project
from kehrat.talk.models import Announcement

MOST = 50
LONGEST = 600  # characters of what people wrote, in a summary
# The field that holds the text of each model that has news.
TEXTS = {
    Idea: "text",
    Project: "description",
    Meeting: "agenda",
    Plan: "intro",
    Announcement: "text",
    Kehra: "description",
}
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML may hold them


def entries(kehra=None):
    """The newest public events, of one Kehrä or of all; as many queries however many there are."""
    news = Event.objects.filter(news=True, **({"group_id": kehra.pk} if kehra else {}))
    seen = Q()
    for model in TEXTS:
        rows = model.objects.visible_to(AnonymousUser())
        kind = ContentType.objects.get_for_model(model)
        seen |= Q(target_type=kind, target_id__in=rows.order_by().values("pk"))
    return list(news.filter(seen).order_by("-at", "-pk").listed()[:MOST])


def atom(*, title, page, feed_url, begun, kehra=None):
    """The feed as bytes. `page`: the address of what it tells of; `begun`: when that began."""
    feed = Atom(
        title=plain(title),
        link=settings.SITE_URL + page,
        description=None,
        language=get_language(),
        feed_url=settings.SITE_URL + feed_url,
        author_name="Kehityspolku",
        begun=begun,
    )
    for event in entries(kehra):
        feed.add_item(**_entry(event))
    return feed.writeString("utf-8").encode(), feed.latest_post_date()


def _entry(event):
    """One event in the language of what it is about; by no one's name."""
    target = event.target
    language = getattr(target, "language", None) or get_language()
    with override(language):
        where = f"{target.where}\n" if getattr(target, "where", "") else ""
        text = where + getattr(target, TEXTS[type(target)])
        return {
            "title": plain(event.sentence),
            "link": settings.SITE_URL + target.get_absolute_url(),
            "description": escape(Truncator(plain(text)).chars(LONGEST)),
            "unique_id": f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{event.pk}",
            "pubdate": event.at,
            "updateddate": event.at,
            "language": language,
            "categories": [event.target_type.model],
        }


def plain(text):
    return CONTROLS.sub("", text)


class Atom(Atom1Feed):
    """Django's Atom feed, where each entry has its own language and an empty one a date."""

    def item_attributes(self, item):
        return {"xml:lang": item["language"]}

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=self.feed["begun"])
