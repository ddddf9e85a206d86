"""Each notice leads its reader to the thing itself: the page that its mail names, and it opens."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from kehityspolku.events import hearers
from kehityspolku.events.mail import page_of
from kehityspolku.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def newest():
    """Of each verb and kind the newest notices that are told still, one for each reader."""
    rows = Notice.objects.filter(address="", recipient__is_active=True).listed()
    found = {}
    for notice in hearers.tellable(rows.order_by("pk")):
        found[notice.event.verb, notice.kind, notice.followed] = notice
    return found


def test_each_opens_the_page_that_its_mail_names():
    shut, other = {}, {}
    for (verb, _kind, followed), notice in newest().items():
        client = Client()
        client.force_login(notice.recipient)
        with override("fi"):
            notice.event.__dict__.pop("text", None)
            body, page = notice.event.body, page_of(notice)
        answer = client.get(f"/ilmoitukset/{notice.pk}/")
        if client.get(answer.url, follow=True).status_code != 200:
            shut[verb] = page
        if settings.SITE_URL in body and not followed and f"{settings.SITE_URL}{page}" not in body:
            other[verb] = page
    assert (shut, other) == ({}, {})


@pytest.mark.parametrize(
    ("verb", "part"),
    [
        ("write_circular", "/kirjeet/"),
        ("ask_to_join", "/jasenet/"),
        ("deliver_enquiry", "/viestit/"),
        ("report", "/moderointi/"),
        ("hide", "/paatos/"),
        ("comment", "/kommentit/"),
    ],
)
def test_it_is_the_thing_not_what_it_lies_in(verb, part):
    told = [notice for (each, *_), notice in newest().items() if each == verb]
    assert told
    with override("fi"):
        assert all(part in page_of(notice) for notice in told if not notice.followed)
