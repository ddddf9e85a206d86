import csv
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kehityspolku.models import Event
from kehrat.groups import member_list
from kehrat.groups.balance import advice, balance, tips, warning
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def kehra():
    made = make.kehra()
    make.coordinator(made)
    return made


def join(kehra, name, actor="resident", organisation=""):
    person = make.user(name=name)
    asked = kehra.ask_to_join(by=person, actor_type=actor, organisation=organisation)
    asked.accept(by=make.coordinator(kehra))
    return person


def listed(client, kehra, query=""):
    page = client.get(reverse("kehrat:members", args=[kehra.slug]) + query)
    return [str(membership.user) for membership in page.context["members"]]


def test_members_are_found_by_name_organisation_part_and_role(client, kehra):
    join(kehra, "Åke Ådahl")
    join(kehra, "Zoe Virtanen", "company", "Kahvila Öinen")
    client.force_login(make.coordinator(kehra))
    assert listed(client, kehra)[1:] == ["Zoe Virtanen", "Åke Ådahl"]
    assert listed(client, kehra, "?name=ake") == ["Åke Ådahl"]
    assert listed(client, kehra, "?name=OINEN") == ["Zoe Virtanen"]
    assert listed(client, kehra, "?actor=company") == ["Zoe Virtanen"]
    assert listed(client, kehra, "?role=coordinator") == [str(make.coordinator(kehra))]
    assert len(listed(client, kehra, "?role=king&actor=x&after=²&name=%00")) == 3


def test_a_long_list_comes_in_pages_that_leave_no_one_out(client, kehra, monkeypatch):
    monkeypatch.setattr("kehrat.groups.views.members.SHOWN", 3)
    for number in range(7):
        join(kehra, f"Sama Nimi {number // 3}")
    client.force_login(make.coordinator(kehra))
    address = reverse("kehrat:members", args=[kehra.slug])
    pages, query = [], "?"
    while query:
        page = client.get(address + query)
        pages.append([row.pk for row in page.context["members"]])
        query = page.context["older_url"]
    whole = member_list.in_order(kehra.memberships.active())
    assert sum(pages, []) == [row.pk for row in whole]
    assert [len(rows) for rows in pages] == [3, 3, 2]
    back = client.get(address + page.context["newer_url"]).context["members"]
    assert [row.pk for row in back] == pages[1]


def test_the_page_asks_as_often_for_many_as_for_one(client, kehra):
    client.force_login(make.coordinator(kehra))
    counted = []
    for number in (1, 3, 30):
        while kehra.memberships.active().count() < number:
            join(kehra, "Joku")
        while kehra.memberships.requested().count() < number:
            kehra.ask_to_join(by=make.user(), actor_type="resident")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("kehrat:members", args=[kehra.slug]))
        counted.append(len(queries))
    assert len(set(counted)) == 1


def test_the_file_has_no_addresses_no_formulas_and_is_recorded(client, kehra):
    person = join(kehra, "=1+1", "association", "@Yhdistys ry")
    by = make.coordinator(kehra)
    client.force_login(by)
    answer = client.post(reverse("kehrat:members_csv", args=[kehra.slug]))
    rows = list(csv.reader(StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[2][0] == "'=1+1"
    assert rows[2][2] == "'@Yhdistys ry"
    assert person.email not in answer.text
    event = Event.objects.get(verb="export_members")
    assert (event.actor, event.notices.count()) == (by, 0)
    opened = client.get(reverse("kehrat:members_csv", args=[kehra.slug]))  # gives no file
    assert opened.url == reverse("kehrat:members", args=[kehra.slug])


def test_what_one_takes_part_as_is_changed_by_oneself_and_the_balance_follows(client, kehra):
    person = join(kehra, "Muuttuja")
    client.force_login(person)
    address = reverse("kehrat:my_part", args=[kehra.slug])
    assert client.post(address, {"actor_type": "school"}).context["form"].errors
    client.post(address, {"actor_type": "school", "organisation": "Koulu"})
    mine = kehra.membership_of(person)
    assert (mine.actor_type, mine.organisation) == ("school", "Koulu")
    assert kehra.memberships.active().by_actor()["school"] == 1


def test_advice_says_whom_to_invite_and_how_many():
    told = advice({"resident": 10, "association": 3, "official": 1})
    assert (told.bloc.key, told.needed) == ("residents", 7)
    assert len(told.invite) == 2
    assert advice({"resident": 49, "association": 49, "official": 2}) is None
    assert advice({}) is None


def test_a_little_above_the_most_is_not_told_as_the_most():
    residents, *_others = balance({"resident": 61, "association": 40, "official": 23})
    assert residents.over
    assert "49,2 %" in warning(residents)


def test_one_who_tips_the_balance_is_flagged_and_taken_in_all_the_same(client, kehra):
    counts = {"resident": 4, "association": 4, "official": 1}
    assert tips(counts, "resident").key == "residents"
    assert tips(counts, "official") is None
    assert tips({"resident": 9}, "resident") is None
    for number in range(2):
        join(kehra, f"Yritys {number}", "company", "Oy")
    asked = kehra.ask_to_join(by=make.user(), actor_type="resident")
    client.force_login(make.coordinator(kehra))
    address = reverse("kehrat:membership", args=[kehra.slug, asked.pk])
    assert client.get(address).context["tipped"].key == "residents"
    page = client.post(address, {"answer": "accept", "note": ""}, follow=True)
    assert kehra.membership_of(asked.user).state == "active"
    assert [message.level_tag for message in page.context["messages"]] == ["success", "warning"]
