"""One page of all that waits for a person, its number in the head, and where sign-in leads."""

from uuid import uuid4

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from kehityspolku.events import duties, waiting
from kehityspolku.models import Draft, User
from kehrat.models import Idea, Project
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted_head")]

PASSWORD = "a long enough phrase 7"


def told(person):
    """{what waits: titles} of all that waits for the person."""
    person = User.objects.get(pk=person.pk)
    waiting.forget([person.pk])
    with override("en"):
        found = waiting.with_things(person)
        assert waiting.head(person)["waits"] == waiting.shown(sum(each.number for each in found))
        return {str(each.words): [thing.title for thing in each.things] for each in found}


def work_of(kehra, person, number=1):
    """As many of all that waits for a coordinator."""
    for n in range(number):
        kehra.ask_to_join(by=make.user(name=f"Ulla {n}"), actor_type="resident")
        suggested = {"by": make.user(), "title": f"Penkki {n}", "text": "T", "language": "fi"}
        idea = Idea.objects.suggest(kehra, **suggested)
        make.case(make.comment(idea, text=f"Kommentti {n}"), by=make.user())
        make.past(make.meeting(kehra, title=f"Kokous {n}"), 1)
        make.project(kehra, "changes_requested", title=f"Korttelipiha {n}")
        card = Project.objects.create(kehra=kehra, title=f"Luonnos {n}")
        Draft.objects.keep("kehrat:project_edit", card, by=person, form=uuid4(), text="title=x")
        make.reading(person, f"Piha {n}\n\nTavoitteet\n- Penkki", kehra=kehra)
        make.application(project=make.project(kehra, "approved", title=f"Raha {n}"))


def test_what_a_coordinator_is_to_do_is_told_by_kind(client):
    kehra = make.kehra(name="Kallio")
    person = make.coordinator(kehra)
    member, elsewhere = make.member(kehra), make.coordinator(make.kehra())
    assert [told(who) for who in (person, member, elsewhere)] == [{}] * 3
    work_of(kehra, person)
    found = told(person)
    [call] = found.pop("Applications to write")
    assert call.startswith("Raha 0 · ")
    assert found == {
        "Text of cards that you have not saved": ["Luonnos 0"],
        "Cards that you brought in and have not stored": ["Piha 0"],
        "Requests to join": ["Ulla 0 · Kallio"],
        "Texts to moderate": ["Kommentti 0"],
        "Meetings to close: were they held?": ["Kokous 0"],
        "Ideas to answer": ["Penkki 0"],
        "Cards that Sukkula asks to change": ["Korttelipiha 0"],
    }
    assert [told(who) for who in (member, elsewhere)] == [{}] * 2


def test_what_has_no_title_is_called_by_its_beginning_whole_words_of_it():
    kehra = make.kehra()
    person = make.coordinator(kehra)
    idea = make.idea(kehra)
    make.case(make.comment(idea, text="Puistonpenkit " * 60), by=make.user())
    [title] = told(person)["Texts to moderate"]
    assert title == " ".join(["Puistonpenkit"] * 8) + " …"


def test_what_waits_in_vain_for_an_unreachable_coordinator_waits_for_a_lead():
    kehra, lead, adviser = make.kehra(), make.user("lead"), make.user("adviser")
    person = make.coordinator(kehra)
    kehra.ask_to_join(by=make.user(), actor_type="resident")
    asked = "Requests to join"
    assert (asked in told(lead), asked in told(person)) == (False, True)
    duties.bounced(person.email, "550")
    assert [asked in told(who) for who in (lead, adviser, person)] == [True, False, True]


def test_the_page_asks_the_same_of_one_and_of_many(client):
    kehra = make.kehra()
    person = make.coordinator(kehra)
    client.force_login(person)
    asked = []
    for requests in (0, 2, 8):
        if requests < 3:
            work_of(kehra, person)
        for _ in range(requests):
            kehra.ask_to_join(by=make.user(), actor_type="resident")
        client.get("/en/odottaa/")
        with CaptureQueriesContext(connection) as done:
            page = client.get("/en/odottaa/")
        asked.append(len(done))
    assert len({*asked}) == 1
    assert asked[0] <= 6
    [many] = [each for each in page.context["found"] if each.more]
    assert (many.words, many.number, len(many.things)) == ("Requests to join", 12, 8)
    assert page.text.count("Show all") == 1


def test_sign_in_leads_to_what_waits_and_the_menu_tells_how_much(client):
    kehra = make.kehra()
    person = make.coordinator(kehra)
    User.objects.filter(pk=person.pk).update(password=make_password(PASSWORD))
    given = {"login": person.email, "password": PASSWORD}
    assert client.post("/en/tili/login/", given).url == "/en/"
    client.logout()
    kehra.ask_to_join(by=make.user(), actor_type="resident")
    assert client.post("/en/tili/login/", given).url == "/en/odottaa/"
    head = " ".join(client.get("/en/").text.partition("<main")[0].split())
    menu, sheet = head.split("</summary>", 1)
    assert '<span class="count">1<span class="hush"> thing' in menu.partition("<summary>")[2]
    assert 'href="/en/odottaa/"' in sheet


def test_the_number_in_the_head_is_kept_until_one_sends_something_or_gets_a_notice(client):
    kehra = make.kehra()
    person = make.coordinator(kehra)
    client.force_login(person)

    def head():
        """The number, and whether it was counted."""
        with CaptureQueriesContext(connection) as asked:
            number = waiting.head(person)["waits"]
        return number, any("kehrat_meeting" in query["sql"] for query in asked)

    assert (head(), head()) == (("", True), ("", False))
    make.past(make.meeting(kehra), 1)  # the clock tells nobody
    assert head() == ("", False)
    client.post("/")
    assert head() == ("1", True)
    kehra.ask_to_join(by=make.user(), actor_type="resident")
    assert (head(), head()) == (("2", True), ("2", False))


def test_an_invitation_to_an_accounts_address_shows_at_once_and_makes_a_member(client):
    kehra, person = make.kehra(name="Kallio"), make.user()
    make.invite(kehra, address=person.email)
    assert told(person) == {"You are invited to join": ["Kallio"]}
    assert told(make.user()) == {}
    client.force_login(person)
    [each] = client.get("/en/odottaa/").context["found"]
    page = client.get(each.things[0].url).url
    assert client.post(page, {"actor_type": "resident"}).status_code == 302
    assert (kehra.membership_of(person).state, told(person)) == ("active", {})
