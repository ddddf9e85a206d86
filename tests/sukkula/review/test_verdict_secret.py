"""Until it is announced, a decision changes nothing of what anyone outside Sukkula is told.

A table of what tells of a card × who may read it: each answers the same, word for word, before a
decision is made and while it waits. That the reason is nowhere is tried on every address, for
every role, in tests/tables/test_rights.py.
"""

import re
from itertools import chain

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from kehityspolku.events import mail as event_mail
from kehityspolku.models import Event, Notice
from kehrat.models import District, OfficialArea, Project
from sukkula.models import Review, Verdict
from tests import make
from tests.arranged import undone
from tests.pages import main
from tests.tables.test_rights import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("documents_drawn_once")]
SECRET = "Vielä-salainen-perustelu"
OF_CARD = (
    "kehrat:project",
    "kehrat:project_pdf",
    "kehrat:project_text",
    "kehrat:project_json",
    "kehrat:project_changes",
    "sukkula:letter_pdf",
    "sukkula:messages",
    "sukkula:funding",
    "sukkula:review",
    "sukkula:panel",
    "sukkula:notes",
    "sukkula:approve",
    "sukkula:reject",
)
OF_KEHRA = ("kehrat:kehra", "kehrat:feed", "kehrat:members", "kehrat:history")
REST = (
    "home",
    "kehrat:projects",
    "kehrat:city_feed",
    "kehrat:list",
    "me",
    "notices",
    "sukkula:service",
    "sukkula:reviews",
    "sukkula:desk",
    "sukkula:verdicts",
    "sukkula:verdicts_preview",
    "arviointi:reports",
    "rahoitus:applications",
)
ROLES = (
    "anonymous",
    "resident",
    "member",
    "coordinator",
    "reviewer",
    "city_official",
    "funder_official",
    "admin",
)
CHANGES = re.compile(
    r'(name="(csrfmiddlewaretoken|form_key)" value="[^"]*")|(X-CSRFToken[^}]*)|\b\d{1,2}[.:]\d\d\b'
)


@pytest.fixture
def card():
    return make.project(state="in_review")


def one(role, card):
    """A person of the role, as near to the card as the role can be."""
    if role in ("member", "coordinator"):
        return make.member(card.kehra) if role == "member" else make.coordinator(card.kehra)
    if role == "reviewer":
        person = make.user("reviewer")
        make.panel(card, [person]).reviews.get().declare_free(by=person)
        return person
    if role == "city_official":
        person = make.user(role)
        for district in District.objects.all():
            OfficialArea.objects.grant(person, district=district, by=None)
        return person
    if role == "funder_official":
        return make.source_official(make.source())
    return make.user() if role == "resident" else make.user(role)


def decide(card, outcome):
    """A lead decides, and the card's adviser is told by mail."""
    by = make.user("lead")
    facts = {"by": by, "outcome": outcome, "reason": SECRET}
    verdict = Verdict.objects.decide(card, **facts)
    event_mail.deliver()
    return verdict


def addresses(card):
    yield from (reverse(name, args=[card.pk]) for name in OF_CARD)
    yield from (reverse(name, args=[card.kehra.slug]) for name in OF_KEHRA)
    yield from map(reverse, REST)
    reviews = Review.objects.filter(panel__project=card)
    yield from (reverse("sukkula:score", args=[review.pk]) for review in reviews)


def told(client, card):
    """{address: (status, words)} of all that tells of the card."""
    cache.clear()
    answers = {address: client.get(address) for address in addresses(card)}
    return {
        address: (answer.status_code, CHANGES.sub("", text_of(answer)))
        for address, answer in answers.items()
    }


@pytest.mark.parametrize("role", ROLES)
def test_nothing_outside_sukkula_differs_while_it_waits(client, card, role):
    if role != "anonymous":
        client.force_login(one(role, card))
    before = told(client, card)
    for outcome in ("approve", "reject"):
        after = undone(lambda: told_after(client, card, outcome))  # noqa: B023
        assert (outcome, {a for a in before if before[a] != after[a]}) == (outcome, set())
        assert not [a for a, (_status, words) in after.items() if SECRET in words]


def told_after(client, card, outcome):
    decide(Project.objects.get(pk=card.pk), outcome)
    return told(client, card)


def test_inside_sukkula_it_is_told(client, card):
    """So that the table above can fail."""
    client.force_login(card.adviser)
    before = told(client, card)
    decide(card, "approve")
    after = told(client, card)
    places = {reverse("sukkula:review", args=[card.pk])}
    places |= {reverse("sukkula:desk"), reverse("sukkula:verdicts")}
    assert places - {a for a in before if before[a] != after[a]} == set()


def test_the_log_of_mail_tells_the_portal_s_admin_no_decision(client, card):
    lead = make.user("lead")
    Verdict.objects.decide(card, by=lead, outcome="reject", reason=SECRET).take_back(by=lead)
    event_mail.deliver()
    assert [m.to for m in mail.outbox[-2:]] == [[card.adviser.email]] * 2
    client.force_login(make.user("admin"))
    page = client.get("/en/lahetetty-posti/")
    assert main(page).count(f"Something new at the desk on the card “{card}”") == 2
    subjects = re.findall(r'<th scope="row">([^<]*)', main(page))
    assert [subject for subject in subjects if "ecision" in subject] == []


@pytest.mark.parametrize("end", ["announced", "taken back", "void"])
def test_mail_goes_to_sukkula_alone_until_then(card, end):
    """Mail at once and digests, of the deciding and of its taking back."""
    people = [one(role, card) for role in ROLES[1:]]
    event_mail.deliver()
    mail.outbox.clear()
    lead = make.user("lead")
    verdict = Verdict.objects.decide(card, by=lead, outcome="reject", reason=SECRET)
    if end == "taken back":
        verdict.take_back(by=lead)
    if end == "void":
        card.withdraw(by=make.coordinator(card.kehra))
    event_mail.deliver()
    event_mail.send()
    words = [m for m in mail.outbox if SECRET in m.subject + m.body]
    assert words == []
    notices = Notice.objects.filter(recipient__in=people)
    assert not notices.filter(event__verb__in=["decide_later", "take_back_decision"]).exists()
    if end == "announced":
        verdict.announce(by=lead)
        event_mail.deliver()
        to = set(chain.from_iterable(m.to for m in mail.outbox if SECRET in m.body))
        assert to == {card.adviser.email, make.coordinator(card.kehra).email}


def test_the_card_s_own_history_is_untouched(card):
    row = Project.objects.filter(pk=card.pk).values().get()
    events, changes = Event.objects.about(card).count(), card.events.count()
    make.verdict(card, reason=SECRET).take_back(by=card.adviser)
    make.verdict(card, reason=SECRET)
    assert Project.objects.filter(pk=card.pk).values().get() == row
    assert (Event.objects.about(card).count(), card.events.count()) == (events, changes)
    assert Event.objects.filter(facts__icontains=SECRET).count() == 0
