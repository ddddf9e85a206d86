"""Every address that takes only what a form sends × being opened: after a reload, by Back, from a
kept link or a sign-in it leads to the page of its thing, which its people may read."""

from functools import partial

import pytest
from django.contrib.messages import get_messages
from django.urls import resolve, reverse
from django.utils import translation

from kehityspolku.web.middleware import page_above
from tests.arranged import undone
from tests.tables.rights import roles
from tests.tables.test_rights import pages

pytestmark = pytest.mark.django_db
TOLD = "Mitään ei lähetetty: avaamasi osoite kuuluu tämän sivun painikkeelle."


def rows(method):
    """[(URL's name, record's name, its row)] of a method."""
    found = [param.values for param in pages()]
    return [(name, record, row) for row, how, name, record in found if how == method]


def test_an_address_for_forms_alone_leads_to_its_page(world):
    """To one that the table of rights lets those read whom it lets act."""
    read, met, wrong = {}, set(), []
    for name, _record, row in rows("GET"):
        read.setdefault(name, set()).update(role for role in roles.ROLES if row[role] == 200)
    for name, record, row in rows("POST"):
        address = reverse(name, kwargs=world.args[record] if record else None)
        acts = next((role for role in roles.ROLES[::-1] if row[role] in (200, 302)), None)
        leads = led(world.clients[acts or "lead"], address)
        if leads:
            met.add(name)
            readers = read.get(resolve(leads[-1]).view_name, set())
            if not readers or acts not in {None, *readers}:
                wrong.append((acts, address, leads))
    assert (wrong, len(met) > 60) == ([], True)


def led(client, address):
    """The addresses that one is led to, until a page is drawn; none of one that is a page."""
    leads = []
    while True:
        answer = undone(partial(client.get, address))
        said = [str(told) for told in get_messages(answer.wsgi_request)]
        assert answer.status_code != 405
        if TOLD not in said or answer.status_code != 302 or len(leads) > 3:
            return leads
        address = answer.url
        leads.append(address)


def test_the_page_above_is_the_nearest_that_there_is():
    leads = {
        "/hankkeet/5/laheta/": "/hankkeet/5/",
        "/sukkula/neuvonta/5/poista/": "/sukkula/neuvonta/",
        "/rahoitus/hakemukset/5/tee/ask_check/": "/rahoitus/hakemukset/5/",
        "/laheta/": "/",
        "/laheta": "/",
        "/": "/",
    }
    told = [5, "ask_check"]
    with translation.override("fi"):
        assert {path: page_above(path, told) for path in leads} == leads
    with translation.override("sv"):
        assert page_above("/sv/sukkula/tekstit/5/poista/", told) == "/sv/sukkula/tekstit/5/"
        assert page_above("/sv/ei/ole/", told) == "/sv/"
