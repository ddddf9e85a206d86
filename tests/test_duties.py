"""Duties, what waits for somebody because of a role: never muted or stopped, and not lost to an
address that doesn't answer. Who asks is told who heard."""

import re
from datetime import timedelta
from functools import partial
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kehityspolku import moments
from kehityspolku.events import duties, follows, hearers, subscriptions
from kehityspolku.events import mail as event_mail
from kehityspolku.events.duties import Told
from kehityspolku.events.record import record
from kehityspolku.models import Event, Notice, User
from kehrat.coordination import clock as coordination_clock
from kehrat.groups import clock as group_clock
from kehrat.ideas import clock as idea_clock
from kehrat.meetings import clock as meeting_clock
from kehrat.models import Case, Enquiry, Idea
from sukkula.desk import promises
from sukkula.models import Message
from sukkula.panels import clock as panel_clock
from tests import make
from tests.arranged import undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def kehra():
    """A Kehrä with one coordinator, whose language is English."""
    made = make.kehra()
    make.member(made, "coordinator", name="Kaisa", language="en")
    return made


@pytest.fixture
def team(kehra):
    return kehra.coordinators().get()


@pytest.fixture
def lead():
    User.objects.holding("lead").update(is_active=False)  # those who helped to arrange
    return make.user("lead", name="Liisa", language="en")


def heard(verb):
    """{person: (kind, whether mail leaves, whether in others' place)} of the newest event."""
    rows = Event.objects.filter(verb=verb).latest("pk").notices.select_related("recipient")
    leaves = Notice.UNSENT
    return {n.recipient: (n.kind, n.mail in leaves, n.stands_in) for n in rows}


MINE, THEIRS, UNMAILED = ("task", True, False), ("task", True, True), ("task", False, False)


def quieten(person, *things):
    """The person wants nothing: mutes the records, presses the way out of every kind's mail."""
    for thing in things:
        follows.mute(person, thing)
    subscriptions.Stop(person, [str(kind) for kind in subscriptions.KINDS]).stop()


# What waits, for a coordinator: each arranges what is before and gives the act, and its verb


def letter(kehra):
    return lambda: make.enquiry(kehra), "deliver_enquiry"


def request(kehra):
    return lambda: kehra.ask_to_join(by=make.user(), actor_type="resident"), "ask_to_join"


def late_request(kehra):
    membership = kehra.ask_to_join(by=make.user(), actor_type="resident")
    membership.asked_on = moments.in_days(-8)
    membership.save()
    return coordination_clock.remind_of_requests, "request_waits"


def report(kehra):
    comment = make.comment(make.idea(kehra))
    told = {"by": make.user(), "kind": "rude", "words": "Asiaton."}
    return lambda: Case.objects.report(comment, **told), "report"


def idea(kehra):
    return lambda: make.idea(kehra), "suggest"


def old_idea(kehra):
    made = make.idea(kehra)
    Idea.objects.filter(pk=made.pk).update(state_since=timezone.now() - timedelta(days=61))
    return idea_clock.remind, "ideas_wait"


def minutes_due(kehra):
    meeting = make.past(make.meeting(kehra), 1)
    return lambda: meeting_clock.nudge(meeting), "nudge_meeting"


def poll(kehra):
    made = make.poll(kehra)
    return lambda: made.poll_waits(gone=False), "poll_waits"


def changes(kehra):
    card = make.project(kehra, "in_review")
    return lambda: card.ask_changes(by=card.adviser, message="Kenelle?"), "ask_changes"


def message(kehra):
    card = make.project(kehra, "in_review")
    told = {"by": card.adviser, "text": "Hei", "language": "fi"}
    return lambda: Message.objects.send(card, **told), "message"


def lessons(kehra):
    card = make.project(kehra, "running")
    return lambda: card.end(by=card.adviser), "end"


def application(kehra):
    made = make.application("in_check", make.project(kehra, "approved"))
    return lambda: made.send_back(by=made.project.adviser, message="Miksi?"), "send_back"


def supplement(kehra):
    made = make.application("sent", make.project(kehra, "approved"))
    told = {"by": made.project.adviser, "message": "Säännöt?"}
    return lambda: made.request_supplement(**told), "request_supplement"


def silent(kehra):
    now = timezone.now()
    return lambda: group_clock.warn(kehra, now, now), "silence_near"


FOR_THE_TEAM = [letter, request, late_request, report, idea, old_idea, minutes_due, poll]
FOR_THE_TEAM += [changes, message, lessons, application, supplement, silent]


def happen(arrange, kehra):
    act, verb = arrange(kehra)
    act()
    return verb


def close(person):
    User.objects.get(pk=person.pk).close_account(by=make.user("admin"))


def bounce(person):
    duties.bounced(person.email, "550")


def who_hears(act, verb, *before, after=()):
    """{person: how} of the duty when something was done before it, or after; all is undone."""

    def happens():
        for each in before:
            each()
        act()
        for each in after:
            each()
        return heard(verb)

    return undone(happens)


@pytest.mark.parametrize("arrange", FOR_THE_TEAM, ids=lambda arrange: arrange.__name__)
def test_each_duty_of_a_coordinator_is_heard_of_by_somebody(arrange, kehra, team, lead):
    act, verb = arrange(kehra)
    hears = partial(who_hears, act, verb)
    stands_in = MINE if arrange is silent else THEIRS  # of a silence Sukkula hears anyway

    def sukkula(found):
        return {person: how for person, how in found.items() if person.is_lead}

    def standing_in(found):
        return [person for person, how in found.items() if how[2]]

    # Who muted the Kehrä and stopped all mail hears of duties all the same.
    quiet = hears(lambda: quieten(team, kehra))
    assert (quiet[team], standing_in(quiet)) == (MINE, [])
    # What one who can't be reached would lose, the other coordinator gets …
    for gone, mine in ((bounce, UNMAILED), (close, None)):
        another = partial(make.member, kehra, "coordinator", name="Another")
        found = hears(another, partial(gone, team))
        [others] = [how for person, how in found.items() if person.name == "Another"]
        assert (found.get(team), others, standing_in(found)) == (mine, MINE, [])
        # … and with no other Sukkula, whether it was so before or comes after.
        before, after = hears(partial(gone, team)), hears(after=[partial(gone, team)])
        assert before.get(team) == mine
        assert (sukkula(before), sukkula(after)) == ({lead: stands_in},) * 2


def test_letters_and_their_answers_that_come_back_are_duties_too(kehra, team, lead):
    quieten(team, kehra)
    enquiry = make.enquiry(kehra)
    enquiry.write_again(text="Hei?", language="fi")
    enquiry.answer_came_back()
    assert [heard(verb)[team] for verb in ("write_again", "answer_came_back")] == [MINE] * 2
    duties.bounced(team.email, "550")
    assert heard("answer_came_back")[lead] == THEIRS


# Sukkula's own duties, and single persons'


def submitted(kehra, _adviser):
    card = make.project(kehra)
    return lambda: card.submit(by=make.coordinator(kehra)), "submit"


def answered(kehra, adviser):
    card = make.project(kehra, "in_review", adviser=adviser)
    told = {"by": make.coordinator(kehra), "text": "Hei", "language": "fi"}
    fresh = type(card).objects.filter(pk=card.pk)
    return lambda: Message.objects.send(fresh.get(), **told), "message"


def promised(kehra, adviser, days=1):
    card = make.project(kehra, "in_review", adviser=adviser)
    card.promised_on = moments.in_days(days)
    card.save()
    return promises.watch, "promise_near"


def broken_promise(kehra, adviser):
    return promised(kehra, adviser, -1)[0], "answer_late"


def late_panel(kehra, adviser):
    panel = make.panel(make.project(kehra, "in_review", adviser=adviser))
    panel.due_on = moments.in_days(-1)
    panel.save()
    return panel_clock.watch, "panel_late"


def conflict(kehra, adviser):
    review = make.panel(make.project(kehra, "in_review", adviser=adviser)).reviews.get()
    act = partial(review.declare_conflict, by=review.reviewer, words="Sisareni.")
    return act, "declare_conflict"


def to_check(kehra, adviser):
    made = make.application("preparing", make.project(kehra, "approved", adviser=adviser))
    fresh = type(made).objects.filter(pk=made.pk)
    return lambda: fresh.get().ask_check(by=make.coordinator(kehra)), "ask_check"


FOR_SUKKULA = [submitted, answered, promised, broken_promise, late_panel, conflict, to_check]


@pytest.mark.parametrize("arrange", FOR_SUKKULA, ids=lambda arrange: arrange.__name__)
def test_each_duty_of_an_adviser_is_heard_of_by_somebody(arrange, kehra, lead):
    adviser = make.user("adviser")
    act, verb = arrange(kehra, adviser)
    hears = partial(who_hears, act, verb)
    quiet = hears(lambda: quieten(adviser, kehra))
    if arrange is submitted:  # the card has no adviser yet
        assert quiet == {lead: MINE}
        return
    assert (quiet[adviser], [p for p, how in quiet.items() if how[2]]) == (MINE, [])
    # Of an account that is closed a card has no adviser any more: it waits for the leads.
    for gone, his, theirs in ((bounce, UNMAILED, THEIRS), (close, None, MINE)):
        before, after = hears(partial(gone, adviser)), hears(after=[partial(gone, adviser)])
        assert (before.get(adviser), before[lead], after[lead][:2]) == (his, theirs, theirs[:2])


def test_an_adviser_whose_role_ended_has_no_duties_left(kehra, lead):
    card = make.project(kehra, "in_review")
    card.adviser.role_rows.get().end(by=None)
    card.refresh_from_db()
    Message.objects.send(card, by=make.coordinator(kehra), text="Hei", language="fi")
    assert heard("message") == {lead: MINE}


def test_without_a_lead_who_can_be_reached_the_advisers_hear(kehra, lead):
    adviser = make.user("adviser")
    duties.bounced(lead.email, "550")
    make.enquiry(None)
    assert heard("deliver_enquiry") == {lead: UNMAILED, adviser: THEIRS}


def test_a_reviewer_and_a_nominee_hear_although_they_muted_all(kehra):
    reviewer = make.user("reviewer")
    card = make.project(kehra, "in_review")
    quieten(reviewer, card, kehra)
    panel = make.panel(card, people=[reviewer])
    assert heard("ask_review") == {reviewer: MINE}
    panel.due_on = moments.in_days(1)
    panel.save()
    duties.bounced(reviewer.email, "550")
    panel_clock.watch()
    assert heard("review_due_near") == {reviewer: UNMAILED, card.adviser: THEIRS}
    nominee = make.member(kehra)
    quieten(nominee, kehra)
    asked = make.nomination(kehra, nominee=nominee)
    assert heard("nominate") == {nominee: MINE}
    quieten(asked.nominator.user, kehra)
    asked.decline_nomination(by=nominee)
    assert heard("decline_nomination") == {asked.nominator.user: MINE}


def test_news_stay_muted(kehra, team):
    quieten(team, kehra)
    make.announcement(kehra, by=make.member(kehra, "coordinator"))
    assert team not in heard("announce")
    make.project(kehra, "submitted")
    card = make.project(kehra, "in_review")
    assert (team in heard("submit"), team in heard("take"), card.adviser) == (False,) * 2 + (
        card.adviser,
    )


# What was begun before


def test_mail_that_waits_leaves_though_one_mutes_and_stops_meanwhile(kehra, team):
    Notice.objects.all().delete()
    verb = happen(request, kehra)
    quieten(team, kehra)
    assert (heard(verb)[team], event_mail.deliver()) == (MINE, 1)
    assert [letter.to for letter in mail.outbox] == [[team.email]]


def test_what_was_done_or_read_before_the_address_bounced_is_passed_on_to_nobody(kehra, team, lead):
    done = kehra.ask_to_join(by=make.user(), actor_type="resident")
    done.decline(by=team)
    make.enquiry(kehra)
    team.notices.get(event__verb="deliver_enquiry").read()
    late = make.idea(kehra)
    Notice.objects.filter(event__verb="suggest").update(
        made_at=timezone.now() - duties.PASSED_ON - timedelta(days=1)
    )
    duties.bounced(team.email, "550")
    assert (list(lead.notices.all()), late.state) == ([], "open")


def test_passing_on_tells_nobody_twice_and_no_followers(kehra, team, lead):
    happen(request, kehra)
    follows.follow(make.user(), kehra)
    for _ in range(2):
        duties.bounced(team.email, "550")
    assert heard("ask_to_join") == {team: MINE, lead: THEIRS}


def test_an_address_refused_to_the_last_try_counts_as_bounced(kehra, team, lead, monkeypatch):
    Notice.objects.all().delete()
    verb = happen(letter, kehra)

    def refuse(_connection, written):
        if written.to == [team.email]:
            raise SMTPRecipientsRefused({team.email: (550, b"no such mailbox")})

    monkeypatch.setattr(event_mail, "_send", refuse)
    for _ in range(event_mail.MOST_TRIES):
        Notice.objects.update(not_before=timezone.now())
        event_mail.deliver()
    team.refresh_from_db()
    assert "550" in team.bounce_reason
    assert heard(verb).keys() == {team, lead}
    assert lead.notices.get().mail == "sent"


def test_the_mail_says_that_it_comes_in_others_place(kehra, team, lead):
    duties.bounced(team.email, "550")
    happen(letter, kehra)
    event_mail.deliver()
    [told] = [m for m in mail.outbox if m.to == [lead.email]]
    assert "because nobody for whom it waits can be reached" in told.body
    client = Client()
    client.force_login(lead)
    assert "in place of others" in client.get("/en/ilmoitukset/").text


def test_the_link_in_a_duty_gathers_it_and_can_be_undone(kehra, team):
    Notice.objects.all().delete()
    happen(request, kehra)
    event_mail.deliver()
    [told] = mail.outbox
    assert "gathered into one letter a day:" in told.body
    path = re.search(r"https?://[^/]+(/\S+)>", told.message()["List-Unsubscribe"]).group(1)
    assert "is then gathered into one letter a day" in Client().get(path).text
    done = Client().post(path, {"List-Unsubscribe": "One-Click"})
    assert "is not lost" in done.text
    assert subscriptions.chosen(team)["task"] == "daily"
    Client().post(path, {"undo": done.context["undo"]})
    assert subscriptions.chosen(team)["task"] == "at_once"


def test_a_digest_of_duties_alone_has_no_way_out(kehra, team):
    subscriptions.choose([team], ["task", "group"], "daily")
    Notice.objects.all().delete()
    happen(request, kehra)
    by = moments.next_digest("daily")
    assert duties_and_ways_out(by) == [(True, False)]
    happen(request, kehra)
    record("wake", kehra)
    assert duties_and_ways_out(by) == [(True, True)]


def duties_and_ways_out(now):
    mail.outbox.clear()
    event_mail.send(now)
    return [
        ("asks to join" in m.body, "No more mail of this (News of Kehrät)" in m.body)
        for m in mail.outbox
    ]


def test_the_settings_offer_no_never_for_duties(client, team):
    client.force_login(team)
    form = client.get("/en/oma/ilmoitukset/").context["form"]
    assert "never" not in dict(form.fields["task"].choices)
    paces = dict.fromkeys(form.fields, "never")
    assert client.post("/en/oma/ilmoitukset/", paces).status_code == 200
    assert subscriptions.chosen(team)["task"] == "at_once"


# What senders are told


def said(page):
    return " ".join(str(message) for message in page.context["messages"])


BY_TEAM = "The coordinators were told."
BY_SUKKULA = "Sukkula was told, because none of the coordinators can answer now."
BY_NOBODY = "Nobody who could answer can be reached by mail now."


@pytest.fixture(params=["reached", "bounced", "nobody"])
def truth(request, kehra, team, lead):
    """Who hears, as the sender is to be told."""
    if request.param != "reached":
        duties.bounced(team.email, "550")
    if request.param == "nobody":
        duties.bounced(lead.email, "550")
    return {"reached": BY_TEAM, "bounced": BY_SUKKULA, "nobody": BY_NOBODY}[request.param]


def test_who_asks_to_join_hears_who_was_told(client, kehra, truth):
    client.force_login(make.user())
    given = {"actor_type": "resident"}
    page = client.post(f"/en/kehrat/{kehra.slug}/liity/", given, follow=True)
    assert truth in said(page)


def test_who_suggests_hears_who_was_told(client, kehra, truth):
    client.force_login(make.user())
    given = {"title": "Penkki", "text": "Lisää.", "language": "fi"}
    page = client.post(f"/en/kehrat/{kehra.slug}/ideat/uusi/", given, follow=True)
    assert truth in said(page)


def test_who_reports_hears_who_was_told(client, kehra, truth):
    idea = make.idea(kehra)
    for _ in range(2):  # the second report waits with the first
        client.force_login(make.user())
        given = {"kind": "rude", "words": ""}
        page = client.post(f"/en/moderointi/idea/{idea.pk}/ilmoita/", given, follow=True)
        assert truth in said(page)


def test_who_writes_hears_who_was_told(client, kehra, truth):
    given = {"name": "Ulla", "email": "ulla@elsewhere.example", "text": "Hei!"}
    client.post(f"/en/kehrat/{kehra.slug}/kirjoita/", given)
    enquiry = Enquiry.objects.get()
    page = client.post(f"/en/kirjoita/vahvista/{enquiry.token}/", follow=True)
    assert truth in said(page)
    client.force_login(make.user())
    page = client.post(f"/en/kehrat/{kehra.slug}/kirjoita/", given, follow=True)
    assert truth in said(page)


def test_sukkula_hears_who_was_told_of_what_it_asks(client, kehra, truth):
    card = make.project(kehra, "in_review")
    client.force_login(card.adviser)
    path = f"/en/sukkula/hankkeet/{card.pk}/pyyda-muutoksia/"
    client.get(path)
    page = client.post(path, {"message": "Kenelle?"}, follow=True)
    # Whoever asks is at Sukkula, which then stands in.
    assert (BY_SUKKULA if truth == BY_NOBODY else truth) in said(page)


def test_what_waits_for_oneself_is_told_to_nobody(kehra, team):
    idea = Idea.objects.suggest(kehra, by=team, title="I", text="T", language="fi")
    assert duties.who_heard(idea, "suggest") == Told.ONESELF


def test_pages_promise_what_happens(client, kehra, team, lead):
    places = [f"/en/kehrat/{kehra.slug}/{word}/" for word in ("kirjoita", "liity", "ideat/uusi")]
    client.force_login(make.user())
    words = "None of the coordinators can be reached now"
    assert [words in client.get(place).text for place in places] == [False] * 3
    duties.bounced(team.email, "550")
    assert [words in client.get(place).text for place in places] == [True] * 3


def test_a_desk_page_names_only_whom_mail_reaches(client, kehra, team, lead):
    card = make.project(kehra, "in_review")
    client.force_login(card.adviser)
    path = f"/en/sukkula/hankkeet/{card.pk}/pyyda-muutoksia/"
    assert client.get(path).context["told"] == [team]
    duties.bounced(team.email, "550")
    assert client.get(path).context["told"] == [lead]


# Sukkula acts in the place of those who can't be reached


def test_sukkula_may_answer_what_it_is_told_of(client, kehra, team, lead):
    enquiry, asked = make.enquiry(kehra), kehra.ask_to_join(by=make.user(), actor_type="resident")
    client.force_login(lead)
    page = f"/en/viestit/{enquiry.pk}/"
    assert client.get(page).status_code == 404
    duties.bounced(team.email, "550")
    assert client.get(page).status_code == 200
    asked.accept(by=lead)
    assert Case.objects.visible_to(lead).count() == 0
    client.force_login(team)
    assert client.get(page).status_code == 200


def test_each_duty_is_a_notice_that_muting_leaves_alone(kehra, lead):
    """`waits_for` alone makes a duty, whatever kind a record's other events are."""
    event = Event(verb="found", target=kehra)
    follows.mute(lead, kehra)
    assert hearers.heard(event, []) == [(lead, "task")]
