"""What the most used pages ask of the database, for each who reads them: no more than told here."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kehityspolku import moments
from kehrat.models import Absence, District, SubArea
from sukkula.models import Snooze
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted_head")]

# (who, page, of what): the most it may ask.
MOST = {
    ("member", "kehrat:project", "card"): 26,
    ("member", "kehrat:project", "written"): 25,
    ("coordinator", "kehrat:project", "card"): 28,
    ("coordinator", "kehrat:project", "written"): 25,
    ("adviser", "kehrat:project", "card"): 28,
    ("signed out", "kehrat:project", "card"): 12,
    ("coordinator", "kehrat:kehra", "kehra"): 14,
    ("member", "kehrat:kehra", "kehra"): 13,
    ("lead", "kehrat:kehra", "kehra"): 14,
    ("signed out", "kehrat:kehra", "kehra"): 9,
    ("coordinator", "kehrat:members", "kehra"): 13,
    ("member", "kehrat:members", "kehra"): 11,
    ("member", "home", None): 13,
    ("member", "me", None): 12,
    ("coordinator", "me", None): 13,
    ("coordinator", "kehrat:projects", None): 10,
    ("member", "kehrat:meetings", "kehra"): 8,
    ("member", "kehrat:ideas", None): 9,
    ("member", "rahoitus:application", "application"): 14,
    ("adviser", "rahoitus:application", "application"): 14,
    ("adviser", "sukkula:desk", None): 14,
    ("adviser", "waits", None): 8,
    ("coordinator", "waits", None): 6,
    ("adviser", "sukkula:review", "written"): 29,
}


def house():
    """A Kehrä with some of everything, and its people."""
    kehra = make.kehra(sub_areas=SubArea.objects.filter(name_fi__in=["Kontula", "Vesala"]))
    member, adviser = make.member(kehra), make.user("adviser")
    written = make.project(kehra, "changes_requested", adviser)
    card = make.project(kehra, "approved", adviser)
    application = make.application(project=card)
    make.attachment(written)
    make.attachment(card, "picture")
    make.co_editor(card, member)
    make.comment(card)
    make.idea(kehra)
    make.meeting(kehra, capacity=20)
    make.plan(kehra)
    make.announcement(kehra)
    today = {"starts_on": moments.today(), "ends_on": moments.today()}
    Absence.objects.create(person=make.user("adviser"), deputy=adviser, **today)
    people = {"member": member, "coordinator": make.coordinator(kehra), "adviser": adviser}
    things = {"kehra": kehra, "card": card, "written": written, "application": application}
    return people | {"lead": make.user("lead")}, things


def asked(client, address):
    """What the page asks, once content types are known."""
    client.get(address)
    with CaptureQueriesContext(connection) as done:
        assert client.get(address).status_code == 200
    return len(done)


def test_no_page_asks_more_than_it_may(client):
    people, things = house()
    found = {}
    for who, page, what in MOST:
        client.logout()
        if who in people:
            client.force_login(people[who])
        thing = things.get(what)
        args = [getattr(thing, "slug", None) or thing.pk] if thing else []
        found[who, page, what] = asked(client, reverse(page, args=args))
    assert {key: many for key, many in found.items() if many > MOST[key]} == {}


# What one meets first, whoever one is not yet: few questions, as many for 1, 3 and 30 rows.
FIRST_MET = ("home", "kehrat:ideas", "kehrat:projects", "kehrat:kehra")


@pytest.mark.parametrize("role", ["visitor", "member"])
def test_what_one_meets_first_asks_little_and_the_same_of_1_3_and_30_rows(client, role):
    kehra = make.kehra(sub_areas=SubArea.objects.filter(name_fi__in=["Kontula", "Vesala"]))
    rows = [
        make.idea(kehra),
        make.meeting(kehra),
        make.announcement(kehra),
        make.project(kehra, "approved"),
    ]
    if role == "member":
        client.force_login(make.member(kehra))
    found = {page: [] for page in FIRST_MET}
    for more in (0, 2, 27):
        for row in rows:
            make.copies(row, more)
        for page, many in found.items():
            args = [kehra.slug] if page == "kehrat:kehra" else []
            many.append(asked(client, reverse(page, args=args)))
    assert {page: many for page, many in found.items() if len(set(many)) > 1 or many[0] > 14} == {}


# What a lead's pages of many cards may ask, however many there are.
OF_MANY = {
    "/sukkula/?tab=snoozed": 16,
    "/sukkula/vertailu/": 15,
    "/sukkula/paatokset/monta/?cards={cards}": 10,
}


def test_pages_of_many_cards_ask_the_same_of_one_and_of_three(client):
    lead, kehra, cards = make.user("lead"), make.kehra(), []
    client.force_login(lead)
    for number in (1, 3):
        while len(cards) < number:
            cards.append(make.project(kehra, "in_review", lead))
            make.panel(cards[-1])
            put_off = {"by": lead, "until": moments.in_days(3), "reason": "Odotan."}
            Snooze.objects.put_off(cards[-1], **put_off)
        keys = "&cards=".join(str(card.pk) for card in cards)
        found = {page: asked(client, page.format(cards=keys)) for page in OF_MANY}
        assert {page: many for page, many in found.items() if many > OF_MANY[page]} == {}


def test_each_district_has_a_sub_area():
    """A card's areas are found by one question, through the sub-areas."""
    assert not District.objects.filter(sub_areas=None).exists()
