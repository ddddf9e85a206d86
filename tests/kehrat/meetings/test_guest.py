from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import override

from kehityspolku import moments
from kehityspolku.events.steps import WrongState
from kehrat.meetings import clock, guests
from kehrat.models import Guest
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
ADDRESS = "vieras@kehityspolku.example"


def written():
    """The subjects of what guests are written now."""
    mail.outbox.clear()
    guests.deliver()
    guests.deliver()  # again it is nothing
    return [letter.subject for letter in mail.outbox]


def test_a_guest_comes_by_a_confirmed_address_and_hears_of_what_changes(client):
    kehra = make.kehra()
    by = make.coordinator(kehra)
    meeting = make.meeting(kehra, capacity=1, title="Talkoot")
    page = reverse("kehrat:guest_new", args=[meeting.pk])
    for _twice in range(2):
        told = {"name": "Ville Vieras", "email": ADDRESS.upper()}
        assert client.post(page, told).url == reverse("kehrat:guest_sent", args=[meeting.pk])
    guest = Guest.objects.get()
    assert [letter.to for letter in mail.outbox] == [[ADDRESS], [ADDRESS]]
    assert guest.url in mail.outbox[0].body
    assert client.get(guest.get_absolute_url()).status_code == 200
    assert (meeting.rsvps.count(), written()) == (0, [])  # opening the link does nothing
    client.post(guest.get_absolute_url(), {"yes": "1"})
    assert "Olet tulossa." in main(client.get(guest.get_absolute_url()))
    member = make.member(kehra)
    assert meeting.rsvp(by=member, answer="yes").answer == "waiting"  # the seat is the guest's
    client.force_login(member)
    assert "Ville Vieras" in main(client.get(meeting.get_absolute_url()))
    client.logout()
    assert "Ville" not in main(client.get(meeting.get_absolute_url()))

    # Each change is one mail; the portal's clock lets nobody's seat go.
    assert written() == []
    clock.watch()
    meeting.change_meeting(by=by, starts=meeting.starts + timedelta(hours=1), capacity=1)
    assert len(written()) == 1
    make.circular(kehra, by=by, meeting=meeting)
    assert written() == [f"{kehra.name}: Avain"]
    with moments.days_ago(-9):
        assert len(written()) == 1  # a day before
    meeting.cancel_meeting(by=by, reason="Sairastapaus.")
    assert written() == ["Peruttu: Talkoot"]
    assert client.post(guest.get_absolute_url(), {"yes": "1"}).status_code == 409

    # A month after it nothing is left; so is what was never confirmed, in two days.
    other = make.guest(make.meeting(kehra), "muu@kehityspolku.example")
    with moments.days_ago(-3):
        with pytest.raises(WrongState):
            other.answer("yes")
        Guest.objects.forget()
        assert list(Guest.objects.all()) == [guest]
    with moments.days_ago(-60):
        Guest.objects.forget()
    assert (Guest.objects.count(), meeting.rsvps.count()) == (0, 1)


def test_a_guest_waits_for_a_seat_and_takes_it_back_and_no_members_meeting_takes_one(client):
    kehra = make.kehra()
    meeting = make.meeting(kehra, capacity=1)
    first, second = make.guest(meeting, "a@a.example"), make.guest(meeting, "b@a.example")
    assert [guest.answer("yes").answer for guest in (first, second)] == ["yes", "waiting"]
    assert written() == []
    first.answer("no")
    assert second.rsvps.get().answer == "yes"
    assert len(written()) == 1
    closed = make.meeting(kehra, public=False)
    with pytest.raises(WrongState):
        make.guest(closed)
    assert client.get(reverse("kehrat:guest_new", args=[closed.pk])).status_code == 404


def test_a_letter_that_is_not_sent_is_tried_again_later_and_tells_what_is_so_then(monkeypatch):
    meeting = make.meeting(title="Talkoot")
    by, guest = make.coordinator(meeting.kehra), make.guest(meeting)
    guest.answer("yes")
    meeting.change_meeting(by=by, place="Koulu")

    def fail(_letter):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("kehityspolku.events.mail.Letter.send", fail)
        assert written() == []
    guest.refresh_from_db()
    assert (guest.tries, guest.mail_at > moments.now()) == (1, True)
    assert written() == []  # not yet
    meeting.change_meeting(by=by, place="Kirjasto")
    with moments.days_ago(-1):
        [subject] = written()
        assert "Kirjasto" in mail.outbox[0].body
    guest.refresh_from_db()
    assert (guest.tries, guest.mail_at) == (0, None)
    Guest.objects.update(tries=12, told="")  # given up
    assert written() == []


def test_who_would_have_to_wait_is_told_so_before_and_in_the_mail(client):
    kehra = make.kehra()
    meeting = make.meeting(kehra, capacity=1, title="Talkoot")
    told = {"name": "Ville Vieras", "email": ADDRESS}
    with override("en"):
        page, sent = (
            reverse(f"kehrat:{name}", args=[meeting.pk]) for name in ("guest_new", "guest_sent")
        )
    assert "you come onto the waiting list" not in main(client.get(page))
    assert "only then do you have a place" in main(client.get(sent))
    meeting.rsvp(by=make.member(kehra), answer="yes")
    assert "you come onto the waiting list" in main(client.get(page))
    client.post(page, told)
    assert "then you are on the waiting list" in mail.outbox[-1].body
    assert "only then are you on the waiting list" in main(client.get(sent))
    guest = f"/en{Guest.objects.get().get_absolute_url().removeprefix('/en')}"
    assert "you come onto the waiting list" in main(client.get(guest))
    client.post(guest, {"yes": "1"})
    page = main(client.get(guest))
    assert ("You are on the waiting list" in page, "you come onto" in page) == (True, False)
