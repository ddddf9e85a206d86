"""Pages of what one follows and what is mailed; stopping mail by its link, without signing in."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from kehityspolku.events import follows, subscriptions
from kehityspolku.events import mail as event_mail
from kehityspolku.events.record import record
from kehityspolku.models import Follow, Notice, Preference
from kehrat.models import District, Idea
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
KINDS = [str(kind) for kind in subscriptions.KINDS]


def change(client, record, act, **more):
    meta = record._meta
    path = f"/seuraa/{meta.app_label}/{meta.model_name}/{record.pk}/"
    return client.post(path, {"act": act, **more})


@pytest.fixture
def person(client):
    made = make.user()
    client.force_login(made)
    return made


def test_the_choices_are_shown_saved_and_shown_again(client, person):
    page = client.get("/oma/ilmoitukset/")
    assert list(page.context["form"].fields) == KINDS
    paces = dict.fromkeys(KINDS, "daily") | {"group": "weekly", "comment": "never"}
    assert client.post("/oma/ilmoitukset/", paces).status_code == 302
    assert {str(k): str(v) for k, v in subscriptions.chosen(person).items()} == paces
    again = client.get("/oma/ilmoitukset/").context["form"]
    assert {name: field.initial for name, field in again.fields.items()} == paces


def test_an_unknown_pace_or_a_choice_of_decisions_changes_nothing(client, person):
    paces = dict.fromkeys(KINDS, "daily")
    assert client.post("/oma/ilmoitukset/", paces | {"task": "hourly"}).status_code == 200
    assert Preference.objects.count() == 0
    client.post("/oma/ilmoitukset/", paces | {"decision": "never"})
    assert Preference.objects.filter(kind="decision").count() == 0


def test_each_kind_of_record_can_be_followed_and_left(client, person):
    kehra = make.kehra()
    idea = Idea.objects.suggest(kehra, by=make.user(), title="I", text="T", language="fi")
    things = [kehra, District.objects.first(), idea, make.project(state="approved")]
    for thing in things:
        done = change(client, thing, "follow")
        assert (done.status_code, done.url) == (302, thing.get_absolute_url())
    assert {row.target for row in person.follows.all()} == set(things)
    followed = client.get("/oma/ilmoitukset/").context["followed"]
    assert {row.target for row in followed} == set(things)
    for thing in things:
        assert change(client, thing, "unfollow", back="settings").url == "/oma/ilmoitukset/"
    assert Follow.objects.count() == 0


def test_muting_shows_in_the_settings_and_can_be_taken_back(client, person):
    kehra = make.kehra()
    change(client, kehra, "mute")
    page = client.get("/oma/ilmoitukset/")
    assert ([row.target for row in page.context["muted"]], page.context["followed"]) == (
        [kehra],
        [],
    )
    change(client, kehra, "unfollow")
    assert Follow.objects.count() == 0


@pytest.mark.parametrize(
    ("path", "act", "status"),
    [
        ("kehrat/district/1", "follow", 302),
        ("kehrat/district/1", "love", 400),
        ("kehrat/district/1", "", 400),
        ("kehrat/district/999", "follow", 404),
        ("kehrat/organisation/1", "follow", 404),
        ("kehityspolku/user/1", "follow", 404),
        ("nothing/here/1", "follow", 404),
    ],
)
def test_only_what_can_be_followed_is(client, person, path, act, status):
    assert client.post(f"/seuraa/{path}/", {"act": act}).status_code == status


def test_what_one_may_not_see_cannot_be_followed(client, person):
    assert change(client, make.project(state="draft"), "follow").status_code == 404


def test_the_part_says_how_one_follows(client, person):
    kehra = make.kehra()

    def piece():
        path, headers = f"/en/kehrat/{kehra.slug}/oma/", {"HX-Request": "true"}
        return client.get(path, headers=headers).text

    assert 'value="follow"' in piece()
    follows.follow(person, kehra)
    assert "You follow this." in piece()
    follows.mute(person, kehra)
    assert "You have muted the news of this." in piece()
    client.logout()
    page = client.get(f"/en/kehrat/{kehra.slug}/").text
    assert (f'href="/en/seuraa/kehrat/kehra/{kehra.pk}/"' in page, "<form" in page) == (True, False)


def test_without_script_one_follows_on_a_page_of_its_own(client, person):
    district = District.objects.first()
    path = f"/en/seuraa/kehrat/district/{district.pk}/"
    assert f'href="{path}"' in main(client.get(f"/en/kaupunginosat/{district.slug}/"))
    for act, there in (("follow", "unfollow"), ("mute", "unfollow"), ("unfollow", "follow")):
        client.post(path, {"act": act})
        assert f'value="{there}"' in main(client.get(path))


def test_a_member_hears_anyway_and_can_only_mute(client):
    kehra = make.kehra()
    client.force_login(make.member(kehra))
    page = client.get(f"/kehrat/{kehra.slug}/oma/", headers={"HX-Request": "true"}).text
    assert ('value="mute"' in page, 'value="follow"' in page) == (True, False)


def test_the_settings_ask_as_often_for_many_follows_as_for_one(
    client, person, django_assert_max_num_queries
):
    client.get("/oma/ilmoitukset/")
    numbers = set()
    for number in (1, 3, 30):
        for district in District.objects.all()[:number]:
            follows.follow(person, district)
        with django_assert_max_num_queries(40) as asked:
            client.get("/oma/ilmoitukset/")
        numbers.add(len(asked))
    assert len(numbers) == 1


# Stopping mail by its link


def letter_of(person, kehra):
    """The path that stops mail like the news that the person got, from its head."""
    announce(kehra)
    event_mail.deliver()
    [letter] = [letter for letter in mail.outbox if letter.to == [person.email]][-1:]
    return re.search(r"https?://[^/]+(/\S+)>", letter.message()["List-Unsubscribe"]).group(1)


@pytest.fixture
def coordinator():
    person = make.coordinator(make.kehra())
    Notice.objects.all().delete()
    return person


@pytest.fixture
def stop_path(coordinator):
    return letter_of(coordinator, coordinator.memberships.get().kehra)


def announce(kehra, title="Penkki"):
    by = make.user("lead")
    announcement = kehra.announcements.create(title=title, text="T", language="fi", by=by)
    record("announce", announcement, by=by)


def pace(person, kind="group"):
    return str(subscriptions.chosen(person)[kind])


def test_a_scanner_that_opens_the_link_stops_nothing(coordinator, stop_path):
    stranger = Client(enforce_csrf_checks=True)
    assert [stranger.get(stop_path).status_code for _ in range(3)] == [200] * 3
    assert stranger.head(stop_path).status_code == 200
    assert pace(coordinator) == "at_once"


def test_one_click_stops_that_kind_and_no_other(coordinator, stop_path):
    mailer = Client(enforce_csrf_checks=True)
    done = mailer.post(stop_path, {"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert {k: str(v) for k, v in subscriptions.chosen(coordinator).items() if v != "at_once"} == {
        "group": "never"
    }
    announce(coordinator.memberships.get().kehra, "Puut")
    assert coordinator.notices.first().mail == Notice.Mail.NONE
    assert coordinator.notices.unread().count() == 2


def test_twice_is_once_and_undo_brings_back_what_was(coordinator, stop_path):
    subscriptions.choose([coordinator], ["group"], "weekly")
    anyone = Client()
    first = anyone.post(stop_path, {"act": "stop"})
    assert (first.context["done"], pace(coordinator)) == ("stopped", "never")
    anyone.post(stop_path, {"act": "stop"})
    undone = anyone.post(stop_path, {"undo": first.context["undo"]})
    assert (undone.context["done"], pace(coordinator)) == ("undone", "weekly")


def test_the_group_can_be_muted_instead_and_undone(coordinator, stop_path):
    anyone, kehra = Client(), coordinator.memberships.get().kehra
    assert str(kehra) in main(anyone.get(stop_path))
    done = anyone.post(stop_path, {"act": "mute"})
    assert [row.target for row in coordinator.follows.filter(muted=True)] == [kehra]
    assert pace(coordinator) == "at_once"
    anyone.post(stop_path, {"undo": done.context["undo"]})
    assert coordinator.follows.count() == 0


def test_a_mute_undone_follows_again_what_was_followed(coordinator, stop_path):
    follows.follow(coordinator, coordinator.memberships.get().kehra)
    done = Client().post(stop_path, {"act": "mute"})
    Client().post(stop_path, {"undo": done.context["undo"]})
    assert coordinator.follows.values_list("muted").get() == (False,)


def test_the_page_shows_no_more_than_the_token_says(coordinator, stop_path):
    page = main(Client().get("/en" + stop_path))
    assert coordinator.email not in page
    assert coordinator.name not in page
    assert "Penkki" not in page


@pytest.mark.parametrize("undo", ["x", "WyJ4Il0:1:2"])
def test_a_forged_undo_does_nothing(coordinator, stop_path, undo):
    Client().post(stop_path, {"act": "stop"})
    assert Client().post(stop_path, {"undo": undo}).context["done"] == ""
    assert pace(coordinator) == "never"


def test_one_persons_undo_is_not_anothers(coordinator, stop_path):
    kehra = coordinator.memberships.get().kehra
    other = make.member(kehra, "coordinator")
    theirs = letter_of(other, kehra)
    undo = Client().post(theirs, {"act": "stop"}).context["undo"]
    Client().post(stop_path, {"act": "stop"})
    Client().post(stop_path, {"undo": undo})
    assert (pace(coordinator), pace(other)) == ("never", "never")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_token_we_never_gave_is_not_found(coordinator, stop_path, method):
    forged = stop_path[:-5] + "xxxx/"
    assert getattr(Client(), method)(forged).status_code == 404
    type(coordinator).objects.filter(pk=coordinator.pk).update(is_active=False)
    assert getattr(Client(), method)(stop_path).status_code == 404


def test_pressing_over_and_over_is_limited(stop_path, settings):
    settings.ACCOUNT_RATE_LIMITS = {"unsubscribe": "2/h/key"}
    statuses = [Client().post(stop_path, {"act": "stop"}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_the_settings_name_no_card_that_one_may_not_see_any_more(client):
    card = make.project(title="Salainen kortti")
    member = make.member(card.kehra)
    follows.follow(member, card)
    client.force_login(member)
    assert "Salainen kortti" in main(client.get(reverse("mail_settings")))
    team = make.coordinator(card.kehra)
    card.kehra.membership_of(member).remove_member(by=team, reason="Häiritsi kokouksia.")
    assert "Salainen kortti" not in client.get(reverse("mail_settings")).text
