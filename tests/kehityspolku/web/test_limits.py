"""What could be done over and over, or kept for ever for people we don't know."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account import app_settings
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.base.internal.flows import check_rate_limit
from django.contrib.sessions.models import Session
from django.core import mail
from django.utils import timezone

from kehityspolku.events import after_sign_in
from kehityspolku.events import mail as event_mail
from kehityspolku.models import Wish
from kehityspolku.web import kept_form, limits
from kehrat.models import Idea, Membership
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
OF_STRANGERS = ["wish", "typed", "enquiry", "file", "search", "login", "login_failed", "signup"]
OF_STRANGERS += ["reset_password", "reset_password_from_key"]
OF_STRANGERS += ["approve", "confirm", "unsubscribe", "enquiry_again"]
PASSWORD = "a long enough phrase 7"


def ask(client, kehra, note="Asun Kalliossa."):
    return client.post(f"/kehrat/{kehra.slug}/liity/", {"actor_type": "resident", "note": note})


def test_wishes_of_one_address_are_limited_and_the_text_is_shown(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"wish": "2/h/ip"}
    kehra = make.kehra()
    statuses = [ask(client, kehra).status_code for _ in range(3)]
    assert (statuses, Wish.objects.count()) == ([302, 302, 429], 2)
    assert "Asun Kalliossa." in main(ask(client, kehra))


def test_ideas_and_messages_of_one_person_are_limited(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"suggest": "1/h/user", "message": "1/h/user"}
    card = make.project(state="in_review")
    client.force_login(make.coordinator(card.kehra))
    idea = {"title": "Penkkejä", "text": "Lisää.", "language": "fi"}
    for path, data in (
        (f"/kehrat/{card.kehra.slug}/ideat/uusi/", idea),
        (f"/hankkeet/{card.pk}/viestit/", {"text": "Milloin?"}),
    ):
        assert [client.post(path, data).status_code for _ in range(2)] == [302, 429]
    assert (Idea.objects.count(), card.messages.count()) == (1, 1)


def test_what_was_refused_does_not_count_against_what_is_sent(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"announce": "1/h/user"}
    kehra = make.kehra()
    path, news = f"/kehrat/{kehra.slug}/tiedotteet/uusi/", {"title": "Talkoot", "language": "fi"}
    client.force_login(make.coordinator(kehra))
    tried = [news, news, news | {"text": "Lauantaina."}, news | {"text": "Sunnuntaina."}]
    assert [client.post(path, data).status_code for data in tried] == [200, 200, 302, 429]
    client.force_login(make.user())
    assert [client.post(path, tried[2]).status_code for _ in range(2)] == [403, 403]


def test_every_try_counts_where_trying_tells_something(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invite": "2/h/user"}
    kehra = make.kehra()
    client.force_login(make.coordinator(kehra))
    path, member = f"/kehrat/{kehra.slug}/kutsut/posti/", make.member(kehra).email
    asked = {"address": member, "language": "fi"}
    assert [client.post(path, asked).status_code for _ in range(3)] == [200, 200, 429]


def test_what_is_limited_has_a_limit_and_no_limit_is_left_over(settings):
    code = "".join(path.read_text() for path in Path().glob("[a-z]*/**/*.py"))
    asked = re.findall(r"""(?:@limited\(|too_often\(\s*request, )"(\w+)\"""", code)
    told = {name.removesuffix("_new") for name in settings.ACCOUNT_RATE_LIMITS}
    settings.ACCOUNT_RATE_LIMITS = {}
    assert told - set(app_settings.RATE_LIMITS) == set(asked)


def test_signing_in_is_limited_and_told_in_words(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/10m/ip", "reset_password": "1/3h/key"}
    wrong = {"login": "rauha@kehityspolku.example", "password": "wrong words"}
    answers = [client.post("/en/tili/login/", wrong) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    page = main(answers[-1])
    assert ("Try again in 10 minutes." in page, "wrong words" in page) == (True, False)
    assert 570 < int(answers[-1].headers["Retry-After"]) <= 600
    asked = {"email": "Rauha@kehityspolku.example"}
    answers = [client.post("/en/tili/password/reset/", asked) for _ in range(2)]
    assert answers[-1].status_code == 429
    assert "Try again in 3 hours." in main(answers[-1])


def test_thirty_people_in_a_library_are_let_through(settings):
    """What one does by a link or before one has an account, in the same minutes."""
    rates = {name: ratelimit.get_rates(app=limits.APP, action=name) for name in OF_STRANGERS}
    tight = {n for n, told in rates.items() for r in told if r.per == "ip" and r.amount < 60}
    assert (tight, [n for n, told in rates.items() if not told]) == (set(), [])
    for by_link in ("approve", "confirm", "unsubscribe", "enquiry_again"):
        assert (by_link, {r.per for r in rates[by_link]}) == (by_link, {"key"})


def test_wrong_passwords_of_others_close_neither_a_reset_nor_another_way_in(client, rf):
    person = make.user(password=PASSWORD)
    wrong = {"login": person.email, "password": "wrong words"}
    tries = [client.post("/en/tili/login/", wrong) for _ in range(6)]
    assert "sign in with a passkey, or order a new password by mail" in main(tries[-1])
    mail.outbox.clear()
    assert client.post("/en/tili/password/reset/", {"email": person.email}).status_code == 302
    assert [letter.to for letter in mail.outbox] == [[person.email]]
    with context.request_context(rf.post("/")):
        check_rate_limit(person)()  # of a passkey: raises ValidationError where it is closed


@pytest.mark.parametrize(
    ("rate", "told", "seconds"),
    [
        ("1/m/user", "Try again in 1 minute.", 60),
        ("1/h/user", "Try again in 60 minutes.", 3600),
        ("1/d/user", "Try again in 24 hours.", 86400),
    ],
)
def test_the_true_wait_is_told(client, settings, rate, told, seconds):
    settings.ACCOUNT_RATE_LIMITS = {"my_data": rate}
    client.force_login(make.user())
    first, then = (client.post("/en/oma/tiedot/", {}) for _ in range(2))
    assert (first.status_code, then.status_code, told in main(then)) == (200, 429, True)
    assert seconds - 30 < int(then.headers["Retry-After"]) <= seconds


def test_a_wish_is_claimed_once_and_soon(client):
    kehra, first, second = make.kehra(), make.user(password=PASSWORD), make.user(password=PASSWORD)
    ask(client, kehra)
    for person in (first, second):
        client.post("/tili/login/", {"login": person.email, "password": PASSWORD})
        client.logout()
    assert [m.user for m in Membership.objects.filter(kehra=kehra)] == [first]

    ask(client, kehra)
    Wish.objects.filter(user=None).update(made_at=timezone.now() - after_sign_in.KEPT)
    client.post("/tili/login/", {"login": second.email, "password": PASSWORD})
    assert Membership.objects.filter(kehra=kehra, user=second).count() == 0


def test_old_wishes_are_forgotten_but_not_those_of_someone(client):
    kehra, kept = make.kehra(), make.user()
    for _ in range(3):
        ask(client, kehra)
    Wish.objects.update(made_at=timezone.now() - after_sign_in.KEPT - timedelta(hours=1))
    newest = Wish.objects.last()
    Wish.objects.filter(pk=newest.pk).update(user=kept)
    assert (after_sign_in.forget(), list(Wish.objects.all())) == (2, [newest])


def test_a_stranger_cannot_fill_the_sessions(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"typed": "2/h/ip"}
    long = client.post("/hankkeet/1/muokkaa/", {"description": "ä" * kept_form.LONGEST})
    assert (long.status_code, Session.objects.count()) == (413, 0)
    short = [client.post("/hankkeet/1/muokkaa/", {"description": "x"}) for _ in range(2)]
    assert [answer.status_code for answer in short] == [302, 429]


def test_a_title_of_many_lines_cannot_write_headers():
    idea = {"title": "Penkki\rBcc: x@kehityspolku.example\u2028!", "text": "", "language": "fi"}
    kehra = make.kehra()
    make.coordinator(kehra)
    event_mail.deliver()
    mail.outbox.clear()
    Idea.objects.suggest(kehra, by=make.user(), **idea)
    assert event_mail.deliver() == 1
    letter = mail.outbox[0].message()
    assert (letter["Bcc"], "Penkki Bcc: x@kehityspolku.example !" in letter["Subject"]) == (
        None,
        True,
    )
