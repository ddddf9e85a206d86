"""Money and dates as filters; what the base page needs: pages, languages, yarn."""

from math import cos, pi, sin
from uuid import uuid4

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext_lazy as _

from kehityspolku import by_name, moments, money, prose, sizes, text
from kehityspolku.events import after_sign_in
from kehityspolku.fields import Trap
from kehityspolku.models import Follow
from kehityspolku.web import limits, sent_once

register = template.Library()
register.filter("euros", money.euros)
register.filter("figures", money.figures)
register.filter("percent", money.percent)
register.filter("hours", money.hours)
register.filter("size", sizes.size_text)
register.filter("day", moments.day_text)
register.filter("moment", moments.moment_text)
register.filter("when", moments.when_text)
register.filter("stamp", moments.stamp)
register.filter("inner", text.inner_quotes)
register.filter("prose", prose.prose)
register.simple_tag(moments.dates)
register.simple_tag(moments.span)


@register.filter
def person(event, fact):
    """The person whom a fact of the event names by key, as the name is today."""
    return event.person(fact)


@register.filter
def choice(event, fact):
    """What a fact of the event is called, which keeps a choice of the target's field so named."""
    field = event.target._meta.get_field(fact)
    return dict(field.flatchoices).get(event.facts.get(fact), "")


@register.filter
def choices(event, fact):
    """As `choice`, of a fact that keeps several."""
    called = dict(event.target._meta.get_field(fact).base_field.flatchoices)
    return ", ".join(str(called[each]) for each in event.facts.get(fact, ()) if each in called)


@register.simple_tag
def form_key():
    """The key by which a form that makes a record makes it once, and the field that traps robots.

    See kehityspolku/web/sent_once.py and limits.py.
    """
    key = format_html('<input type="hidden" name="{}" value="{}">', sent_once.NAME, uuid4())
    return key + Trap().render(limits.TRAP, "")


def address(name, args=(), kwargs=None):
    """The address of a named page, or "" where it isn't there."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def main_pages(context):
    """The main pages this reader sees, each with name, url and current ("page", "true" or "")."""
    path = getattr(context.get("request"), "path", "")
    user = context.get("user")
    told = [*by_name.pages("MAIN_PAGES"), *(by_name.own_pages(user) if user else ())]
    pages = addressed(told)
    for page in pages:
        url = page["url"]
        page["current"] = "page" if path == url else "true" if path.startswith(url) else ""
    return pages


@register.simple_tag
def foot_pages():
    """The apps' pages in the foot of every page, each with name and url."""
    return addressed(by_name.pages("FOOT_PAGES"))


@register.simple_tag
def my_pages():
    """The apps' pages beside one's settings, each with name and url."""
    return addressed(by_name.pages("MY_PAGES"))


@register.simple_tag(takes_context=True)
def begun_here(context):
    """What was begun in this browser and waits for someone to sign in, in words."""
    return after_sign_in.waiting(after_sign_in.begun(context["request"]))


@register.simple_tag(takes_context=True)
def links_of(context, record, history):
    """What higher floors add to a record's page for this reader: [{"place", "name", "url"}]."""
    told = by_name.found("portal", "links").values()
    return [link for links in told for link in links(record, context["user"], history)]


@register.simple_tag(takes_context=True)
def first_page(context):
    """The address of the reader's first own page; "" for who has none."""
    return next((address(name) for name, _words in by_name.own_pages(context["user"])), "")


def addressed(pages):
    """The pages that are there, from (name of an address, words)."""
    found = ({"name": words, "url": address(name)} for name, words in pages)
    return [page for page in found if page["url"]]


@register.simple_tag(takes_context=True)
def this_page_in_languages(context):
    """This page's address in each language; the front page's where this one has none."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    here = request.get_full_path() if match else ""
    _path, mark, query = here.partition("?")
    tongues = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            url = address(match.view_name, match.args, match.kwargs) if match else ""
        url = f"{url}{mark}{query}" if url else ""
        if not url or (url == here and code != get_language()):
            with override(code):
                url = address("home")
        name = get_language_info(code)["name_local"].capitalize()
        current = code == get_language()
        tongues.append({"code": code, "name": name, "url": url, "current": current})
    return tongues


@register.simple_tag(takes_context=True)
def following(context, record):
    """How the reader follows a record: `row` (None: not), and `url` that changes it."""
    user, meta = context["user"], record._meta
    rows = Follow.objects.of(record).filter(user=user) if user.is_authenticated else ()
    url = reverse("follow", args=[meta.app_label, meta.model_name, record.pk])
    return {"row": rows.first() if rows else None, "url": url}


@register.filter
def sectors(colours):
    """Equal sectors of a unit circle from the top clockwise: [(colour, SVG path), ...]."""
    parts = []
    for i, colour in enumerate(colours):
        a, b = (2 * pi * (i + d) / len(colours) for d in (0, 1))
        start, end = (f"{sin(t):.3f} {-cos(t):.3f}" for t in (a, b))
        parts.append((colour, f"M0 0L{start}A1 1 0 {int(b - a > pi)} 1 {end}Z"))
    return parts


@register.filter
def browser(agent):
    """A browser as a person knows it, "Firefox, Linux", from what it says of itself."""
    names = ("Edg", "OPR", "Firefox", "SamsungBrowser", "Chrome", "Safari")
    systems = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
    found = [next((n for n in known if n in agent), "") for known in (names, systems)]
    told = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung", "Mac OS": "macOS"}
    return ", ".join(told.get(n, n) for n in found if n) or agent[:60] or _("unknown")


@register.filter
def first_fault(field):
    """The id of the control that an error summary links to."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label or field.auto_id
