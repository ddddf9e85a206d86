"""The pages of moderation: reporting, the queue, the decision and the author's side."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from kehityspolku.models import Event
from kehityspolku.web.limits import TRAP
from kehrat.models import Case, Comment, Flag, Idea
from kehrat.talk import moderation
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
FLAG = {"kind": "rude", "words": "Nimittelee."}


@pytest.fixture
def comment():
    return make.comment(make.idea(), text="Olet tyhmä.")


def flag(client, thing, what="comment", **more):
    return client.post(reverse("kehrat:flag", args=[what, thing.pk]), FLAG | more)


def test_a_reader_reports_and_the_moderators_see_why(client, comment):
    client.force_login(make.user(name="Lukija Esimerkki"))
    assert flag(client, comment).url == comment.get_absolute_url()
    client.force_login(make.coordinator(comment.kehra))
    assert "Nimittelee." in main(client.get(Case.objects.get().get_absolute_url()))


def test_reported_twice_it_is_told_and_counted_once(client, comment):
    client.force_login(make.user())
    flag(client, comment)
    again = client.post(f"/en{reverse('kehrat:flag', args=['comment', comment.pk])}", FLAG)
    assert "reported this already" in main(client.get(again.url))
    assert Flag.objects.count() == 1


def test_a_reason_is_asked_for(client, comment):
    client.force_login(make.user())
    assert flag(client, comment, kind="").status_code == 200
    assert flag(client, comment, **{TRAP: "x"}).status_code == 302
    assert Flag.objects.count() == 0


def test_who_has_not_signed_in_writes_first(client, comment):
    page = main(client.get(reverse("kehrat:flag", args=["comment", comment.pk])))
    assert reverse("kehrat:write_sukkula") in page
    assert flag(client, comment).url == reverse("wish_kept")
    assert Flag.objects.count() == 0


def test_what_one_has_reported_says_so_until_it_is_decided(client, comment):
    reader = make.user()
    client.force_login(reader)
    idea = comment.thing
    report = f"/en{reverse('kehrat:flag', args=['idea', idea.pk])}"
    with override("en"):
        address = idea.get_absolute_url()
    for what, thing in (("comment", comment), ("idea", idea)):
        flag(client, thing, what)
    for shown in (address, report):
        page = main(client.get(shown))
        assert ("You reported this on" in page, "Report this idea" in page) == (True, False)
    assert main(client.get(address)).count("You reported this on") == 2
    for case in Case.objects.all():
        case.dismiss(by=make.coordinator(idea.kehra))
    page = main(client.get(address))
    assert ("You reported this on" in page, "Report this idea" in page) == (False, True)


def test_only_what_one_sees_can_be_reported(client):
    news = make.announcement(members_only=True)
    client.force_login(make.user())
    assert flag(client, news, "announcement").status_code == 404
    assert flag(client, news, "kehra").status_code == 404


def test_hiding_needs_a_reason_and_tells_it_to_the_author(client, comment):
    case, team = make.case(comment), make.coordinator(comment.kehra)
    client.force_login(team)
    page = client.post(
        case.get_absolute_url(), {"act": "hide", "hide-ground": "rude", "hide-reason": " "}
    )
    assert (page.status_code, Case.objects.get().state) == (200, "waiting")
    sent = {"act": "hide", "hide-ground": "rude", "hide-reason": "Haukkuu lukijaa."}
    client.post(case.get_absolute_url(), sent)
    client.force_login(comment.by)
    assert "Haukkuu lukijaa." in main(client.get(reverse("kehrat:decision", args=[case.pk])))


def test_the_author_asks_again_and_the_desk_shows_it(client, comment):
    case = make.case(comment, "hidden")
    client.force_login(comment.by)
    decision = reverse("kehrat:decision", args=[case.pk])
    client.post(decision, {"words": "En tarkoittanut pahaa."})
    lead = make.user("lead")
    client.force_login(lead)
    assert reverse("kehrat:moderation") in main(client.get("/sukkula/"))
    assert list(moderation.late().visible_to(lead)) == [case]
    page = main(client.get(case.get_absolute_url()))
    assert "En tarkoittanut pahaa." in page
    client.post(case.get_absolute_url(), {"act": "restore", "restore-reason": "Ei haukku."})
    assert Comment.objects.get().hidden_at is None


def test_a_decision_made_meanwhile_keeps_the_words(client, comment):
    case = make.case(comment)
    client.force_login(make.coordinator(comment.kehra))
    case.dismiss(by=make.user("adviser"))
    case.hide(by=make.user("adviser"), ground="rude", reason="Loukkaa.")
    sent = {"act": "dismiss", "dismiss-reason": "Saa olla, kyse on mielipiteestä."}
    answer = client.post(case.get_absolute_url(), sent)
    assert (answer.status_code, "Saa olla" in main(answer)) == (409, True)


def test_a_moderator_takes_up_what_nobody_reported(client, comment):
    client.force_login(make.coordinator(comment.kehra))
    answer = client.post(reverse("kehrat:moderate", args=["comment", comment.pk]))
    assert answer.url == Case.objects.get().get_absolute_url()
    assert client.get(answer.url).status_code == 200
    assert Case.objects.waiting().count() == 0


def test_the_queue_shows_the_oldest_first_and_only_ones_own(client):
    kehra = make.kehra()
    cases = [make.case(make.comment(make.idea(kehra))) for _ in range(3)]
    elsewhere = make.case(make.comment(make.idea()))
    oldest = cases[2]
    Case.objects.filter(pk=oldest.pk).update(state_since=timezone.now().replace(year=2025))
    client.force_login(make.coordinator(kehra))
    page = main(client.get("/moderointi/"))
    places = [page.index(f'href="{c.get_absolute_url()}"') for c in (oldest, *cases[:2])]
    assert places == sorted(places)
    assert elsewhere.get_absolute_url() not in page
    client.force_login(make.user("adviser"))
    assert elsewhere.get_absolute_url() in main(client.get("/moderointi/"))


def test_the_queue_is_narrowed_in_its_address(client):
    kehra = make.kehra()
    comment, idea = make.case(make.comment(make.idea(kehra))), make.case(make.idea(kehra))
    client.force_login(make.user("adviser"))
    shown = {
        query: [
            c.get_absolute_url() in main(client.get(f"/moderointi/?{query}"))
            for c in (comment, idea)
        ]
        for query in ("kind=idea", "kind=comment", f"kehra={kehra.slug}", "state=hidden", "kind=x")
    }
    assert shown == {
        "kind=idea": [False, True],
        "kind=comment": [True, False],
        f"kehra={kehra.slug}": [True, True],
        "state=hidden": [False, False],
        "kind=x": [True, True],
    }


def test_the_queue_asks_as_often_for_many_as_for_one(client):
    kehra, asked = make.kehra(), set()
    client.force_login(make.coordinator(kehra))
    for more in (1, 2, 27):
        for _ in range(more):
            make.case(make.comment(make.idea(kehra)))
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/moderointi/").status_code == 200
        asked.add(len(captured))
    assert len(asked) == 1


def test_a_hidden_idea_is_gone_from_pages_and_lists(client):
    idea = make.idea(title="Loukkaava otsikko")
    make.case(idea, "hidden")
    pages = [
        "/",
        idea.kehra.get_absolute_url(),
        *(d.get_absolute_url() for d in idea.kehra.districts()),
    ]
    for page in pages:
        assert (page, "Loukkaava otsikko" in main(client.get(page))) == (page, False)
    assert client.get(idea.get_absolute_url()).status_code == 410
    for person in (idea.by, make.coordinator(idea.kehra), make.user("lead")):
        client.force_login(person)
        assert client.get(idea.get_absolute_url()).status_code == 200
    assert Idea.objects.public().count() == 0


def test_of_long_waiting_reports_the_desk_is_reminded(comment):
    case = make.case(comment)
    assert list(moderation.late()) == []
    Case.objects.update(state_since=timezone.now() - moderation.LATE)
    assert list(moderation.late()) == [case]


def test_links_are_let_be_links(client):
    comment = make.comment(make.idea(), text="Katso https://hel.fi/")
    case = make.case(comment)
    client.force_login(make.coordinator(comment.kehra))
    page = comment.thing.get_absolute_url()
    assert 'href="https://hel.fi/"' not in client.get(page).text
    client.post(reverse("kehrat:trust", args=[case.pk]))
    assert 'href="https://hel.fi/"' in main(client.get(page))


def test_the_rules_are_public_with_the_grounds_and_a_tally(client):
    idea = make.idea()
    for state in ("waiting", "hidden", "upheld", "cleared"):
        make.case(make.comment(idea), state)
    page = client.get("/en/keskustelun-saannot/")
    tally = page.context["tally"]
    assert dict(tally, grounds=dict(tally["grounds"])["It insults or threatens someone"]) == {
        "reported": 4,
        "hidden": 2,
        "stands": 1,
        "appealed": 1,
        "upheld": 1,
        "restored": 0,
        "grounds": 2,
    }
    case = make.case(make.comment(idea))
    client.force_login(make.user("lead"))
    for ground, status in (("", 200), ("dull", 200), ("spam", 302)):
        given = {"act": "hide", "hide-ground": ground, "hide-reason": "Mainos."}
        assert client.post(case.get_absolute_url(), given).status_code == status
    case.refresh_from_db()
    assert (case.ground, case.state) == ("spam", "hidden")


def test_texts_hidden_before_there_were_grounds_are_in_the_tally(client):
    idea = make.idea()
    for _ in range(2):
        make.case(make.comment(idea), "hidden")
    old = Event.objects.filter(verb="hide").first()
    Event.objects.filter(pk=old.pk).update(facts={"reason": "Haukkuu."})
    told = client.get("/en/keskustelun-saannot/").context["tally"]
    assert told["grounds"][-1] == ("Not stated", 1)
    assert sum(number for _ground, number in told["grounds"]) == told["hidden"] == 2


def test_a_reminder_quotes_a_text_once(comment):
    lead, case = make.user("lead"), make.case(make.comment(make.idea(title="Penkit “uudet”")))
    assert case.still_waits(once="waits", days=3, times=0)
    event = Event.objects.get(verb="still_waits")
    with override("en"):
        assert event.sentence == "“a comment on ‘Penkit ‘uudet’’” has waited for 3 days"
    assert lead.notices.filter(event=event).exists()
