"""Notices in the portal: by day, read one by one or all, counted cheaply."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kehityspolku import moments
from kehityspolku.events import follows
from kehityspolku.models import Notice
from kehrat.models import Idea
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def kehra():
    return make.kehra()


@pytest.fixture
def team(kehra, client):
    person = make.coordinator(kehra)
    Notice.objects.all().delete()
    client.force_login(person)
    return person


def ask(kehra, times=1):
    for _ in range(times):
        kehra.ask_to_join(by=make.user(), actor_type="resident")


def suggest(kehra, title="Penkkejä"):
    given = {"title": title, "text": "Lisää.", "language": "fi"}
    return Idea.objects.suggest(kehra, by=make.user(), **given)


def shown(answer):
    """The notices on the page, day by day."""
    return [
        (day, [notice.pk for thing in things for notice in (thing["newest"], *thing["others"])])
        for day, things in answer.context["days"]
    ]


def test_they_stand_by_day_the_newest_first(client, kehra, team):
    ask(kehra, 3)
    first, second, third = team.notices.order_by("pk")
    Notice.objects.filter(pk=first.pk).update(made_at=timezone.now() - timedelta(days=1))
    today = moments.today()
    assert shown(client.get("/ilmoitukset/")) == [
        (today, [third.pk, second.pk]),
        (today - timedelta(days=1), [first.pk]),
    ]


def test_those_of_one_thing_stand_together_and_are_read_at_once(client, kehra, team):
    ask(kehra, 2)
    idea = suggest(kehra)
    follows.follow(team, idea)
    make.comment(idea)
    ask(kehra)
    [(_day, things)] = client.get("/en/ilmoitukset/").context["days"]
    asked, about_idea = ([t["newest"], *t["others"]] for t in things)
    assert [notice.event.verb for notice in asked] == ["ask_to_join"] * 3
    assert [notice.event.verb for notice in about_idea] == ["comment", "suggest"]
    assert "2 more of the same thing" in main(client.get("/en/ilmoitukset/"))
    client.post(f"/ilmoitukset/{asked[0].pk}/luettu/", {"others": f"{asked[1].pk} x 9{'9' * 30}"})
    assert {*team.notices.unread()} == {asked[2], *about_idea}
    page = client.get("/en/ilmoitukset/").text
    assert page.count("Mark all of this as read") == 2
    assert f'value="{about_idea[1].pk} "' in page
    for first, *others in (asked, about_idea):
        given = {"others": " ".join(str(notice.pk) for notice in others)}
        client.post(f"/ilmoitukset/{first.pk}/luettu/", given)
    assert not team.notices.unread().exists()
    assert "Mark all of this as read" not in client.get("/en/ilmoitukset/").text


def test_the_filter_lives_in_the_address(client, kehra, team):
    ask(kehra)
    suggest(kehra).withdraw_idea(by=Idea.objects.get().by)
    task, suggested, idea = team.notices.order_by("pk")
    Notice.objects.filter(pk=suggested.pk).delete()
    task.read()
    met = {
        query: [pk for _day, pks in shown(client.get(f"/ilmoitukset/?{query}")) for pk in pks]
        for query in ("kind=idea", "kind=task", "unread=on", "kind=task&unread=on", "kind=x")
    }
    assert met == {
        "kind=idea": [idea.pk],
        "kind=task": [task.pk],
        "unread=on": [idea.pk],
        "kind=task&unread=on": [],
        "kind=x": [idea.pk, task.pk],
    }


def test_opening_one_marks_it_as_read_and_leads_to_its_page(client, kehra, team):
    idea = suggest(kehra)
    notice = team.notices.get()
    opened = client.get(f"/ilmoitukset/{notice.pk}/")
    assert (opened.status_code, opened.url) == (302, idea.get_absolute_url())
    read_at = team.notices.get().read_at
    assert read_at is not None
    client.get(f"/ilmoitukset/{notice.pk}/")
    assert team.notices.get().read_at == read_at


def test_one_is_marked_as_read_and_the_list_stays_as_it_was_narrowed(client, kehra, team):
    ask(kehra, 2)
    first, second = team.notices.order_by("pk")
    done = client.post(f"/ilmoitukset/{first.pk}/luettu/?unread=on")
    assert done.url == f"/ilmoitukset/?unread=on#notice-{first.pk}"
    assert "Merkitty luetuksi." in main(client.get(done.url))
    assert [notice.pk for notice in team.notices.unread()] == [second.pk]


def test_all_are_marked_as_read(client, kehra, team):
    ask(kehra, 2)
    client.post("/ilmoitukset/luettu/")
    assert team.notices.unread().count() == 0


def test_nobody_opens_or_reads_anothers(client, kehra, team):
    ask(kehra)
    notice = team.notices.get()
    client.force_login(make.user())
    assert client.get(f"/ilmoitukset/{notice.pk}/").status_code == 404
    assert client.post(f"/ilmoitukset/{notice.pk}/luettu/").status_code == 404
    client.post("/ilmoitukset/luettu/")
    assert team.notices.unread().count() == 1


def test_what_is_gone_is_shown_without_its_words(client, kehra, team):
    suggest(kehra, "Salaisuus").delete()
    page = client.get("/ilmoitukset/")
    assert "Salaisuus" not in main(page)
    assert page.context["days"][0][1][0]["newest"].is_told is False
    opened = client.get(f"/ilmoitukset/{team.notices.get().pk}/")
    assert (opened.status_code, opened.url) == (302, "/ilmoitukset/")


@pytest.mark.parametrize(("number", "count"), [(0, ""), (1, "1"), (99, "99"), (100, "99+")])
def test_the_unread_are_counted_to_a_hundred(client, kehra, team, number, count):
    suggest(kehra)
    notice = team.notices.get()
    Notice.objects.all().delete()
    for _ in range(number):
        event = notice.event
        event.pk, event._state.adding = None, True
        event.save()
        Notice.objects.create(event=event, recipient=team)
    page = client.get("/en/oma/")
    assert page.context["head"]["unread"] == count
    assert (f'<span class="count">{count}<span class="hush"> unread' in page.text) == bool(count)


def test_every_page_counts_them_with_one_question(client, kehra, team):
    asked = []
    for number in (1, 3, 30):
        ask(kehra, number)
        with CaptureQueriesContext(connection) as queries:
            client.get("/ohjeet/")
        told = [q["sql"] for q in queries if "kehityspolku_notice" in q["sql"]]
        asked.append((len(told), all("LIMIT 100" in sql for sql in told)))
    assert asked == [(1, True)] * 3


def test_long_lists_have_pages(client, kehra, team):
    ask(kehra, 52)
    first = client.get("/ilmoitukset/?kind=task")
    assert sum(len(pks) for _day, pks in shown(first)) == 50
    older = client.get("/ilmoitukset/" + first.context["older_url"])
    assert sum(len(pks) for _day, pks in shown(older)) == 2


def test_what_was_read_long_ago_is_forgotten(kehra, team, settings):
    ask(kehra, 4)
    long_ago = timezone.now() - settings.NOTICES_KEPT - timedelta(days=1)
    old, waits, recent, unread = team.notices.order_by("pk")
    Notice.objects.filter(pk=old.pk).update(read_at=long_ago, mail="sent")
    Notice.objects.filter(pk=waits.pk).update(read_at=long_ago)
    Notice.objects.filter(pk=recent.pk).update(read_at=timezone.now(), mail="sent")
    Notice.objects.filter(pk=unread.pk).update(made_at=long_ago, mail="sent")
    assert Notice.objects.forget() == 1
    assert set(team.notices.values_list("pk", flat=True)) == {waits.pk, recent.pk, unread.pk}


def test_words_in_a_mail_lead_nobody_away_from_the_portal(client, kehra, settings):
    member = make.member(kehra)
    reason = (
        f"Kysy täältä:\n{settings.SITE_URL}//elsewhere.example/\n{settings.SITE_URL}/\\x.example"
    )
    kehra.membership_of(member).remove_member(by=make.coordinator(kehra), reason=reason)
    client.force_login(member)
    notice = member.notices.get(event__verb="remove_member")
    page = client.get(f"/ilmoitukset/{notice.pk}/").url
    assert page.endswith(kehra.get_absolute_url())
