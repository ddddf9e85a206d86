"""Letters to people who may have no account: killed or failing, none is lost or doubled."""

import pytest
from django.utils import timezone

from kehityspolku.events.mail import Letter
from kehrat.coordination import invite_mail
from kehrat.models import Invite
from tests import make


class Killed(BaseException):
    """As when the worker's process has to end."""


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_sends_again_only_what_it_was_sending(monkeypatch):
    kehra, sent = make.kehra(), []
    by = make.coordinator(kehra)
    addresses = [f"kutsuttu{n}@kehityspolku.example" for n in range(3)]
    for address in addresses:
        Invite.objects.invite(kehra, by=by, address=address)

    def send(letter):
        if letter.to == addresses[1:2] and addresses[1] not in sent:
            sent.append(addresses[1])
            raise Killed
        sent.extend(letter.to)

    monkeypatch.setattr(Letter, "send", send)
    with pytest.raises(Killed):
        invite_mail.deliver()
    assert (invite_mail.deliver(), invite_mail.deliver()) == (2, 0)
    assert sent == [addresses[0], addresses[1], addresses[1], addresses[2]]


@pytest.mark.django_db
def test_a_letter_that_fails_stops_no_other_and_is_tried_later(monkeypatch):
    kehra, sent = make.kehra(), []
    by = make.coordinator(kehra)
    bad, good = (f"{name}@kehityspolku.example" for name in ("huono", "kelpaa"))
    for address in (bad, good):
        Invite.objects.invite(kehra, by=by, address=address)

    def send(letter):
        if letter.to == [bad]:
            raise OSError
        sent.extend(letter.to)

    monkeypatch.setattr(Letter, "send", send)
    assert (invite_mail.deliver(), invite_mail.deliver()) == (1, 0)
    tried = Invite.objects.get(address=bad)
    assert (sent, tried.tries, tried.mail_at > timezone.now()) == ([good], 1, True)
