"""The outbox: mail leaves once, in the reader's language, and survives trouble."""

import pytest
from django.core import mail
from django.utils import timezone

from kehityspolku.events import mail as event_mail
from kehityspolku.events.record import record
from kehityspolku.models import Notice
from kehrat.models import Kehra
from tests import make
from tests.pages import main
from tests.races import at_once


def tell(*people):
    """A request to join answered: each person has a notice waiting."""
    kehra = Kehra.objects.create(slug="kk", name_fi="Kallio", name_sv="Berghäll", name_en="Kallio")
    for person in people:
        membership = kehra.ask_to_join(by=person, actor_type="resident")
        record("accept", membership, by=None)


@pytest.mark.django_db
def test_mail_is_in_the_readers_language():
    tell(make.user(language="fi"), make.user(language="sv"), make.user(language="en"))
    assert event_mail.deliver() == 3
    finnish, swedish, english = (letter.subject for letter in mail.outbox)
    assert "Berghäll" in swedish
    assert len({finnish, swedish, english}) == 3
    assert "/sv/oma/" in mail.outbox[1].body


@pytest.mark.django_db
def test_delivering_again_sends_nothing_more():
    tell(make.user())
    assert (event_mail.deliver(), event_mail.deliver()) == (1, 0)
    assert Notice.objects.get().mail == Notice.Mail.SENT


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_mail_once():
    tell(*[make.user() for _ in range(12)])
    assert sum(at_once(*[event_mail.deliver] * 3)) == 12
    assert len(mail.outbox) == 12
    assert len({letter.to[0] for letter in mail.outbox}) == 12


@pytest.mark.django_db
def test_one_bad_address_does_not_stop_the_others_and_is_given_up_in_the_end():
    tell(make.user(email="bad\n@kehityspolku.example"), make.user())
    assert (event_mail.deliver(), event_mail.deliver()) == (1, 0)
    bad = Notice.objects.exclude(mail=Notice.Mail.SENT).get()
    assert (bad.tries, bad.mail) == (1, Notice.Mail.WAITING)  # it waits before the next try
    for _try in range(event_mail.MOST_TRIES):
        Notice.objects.update(not_before=timezone.now())
        event_mail.deliver()
    bad.refresh_from_db()
    assert (bad.tries, bad.mail) == (event_mail.MOST_TRIES, Notice.Mail.FAILED)


@pytest.mark.django_db
def test_notices_are_listed_and_marked_as_read(client):
    person = make.user()
    tell(person)
    client.force_login(person)
    assert "Kallio" in main(client.get("/ilmoitukset/"))
    client.post("/ilmoitukset/luettu/")
    assert Notice.objects.unread().count() == 0
