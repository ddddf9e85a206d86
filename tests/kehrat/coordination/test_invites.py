from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event
from kehrat.coordination import clock, invite_mail
from kehrat.models import Invite, InviteRefused, Membership, ShutAddress
from tests import make
from tests.pages import main
from tests.races import at_once

pytestmark = pytest.mark.django_db
PART = {"actor_type": "company", "organisation": "Kahvila Esimerkki"}
ADDRESS = "uusi@kehityspolku.example"


@pytest.fixture
def kehra():
    made = make.kehra()
    make.coordinator(made)
    return made


def link(kehra, **fields):
    return Invite.objects.make_link(kehra, by=make.coordinator(kehra), **fields)


def mailed(kehra, address=ADDRESS, **fields):
    made = Invite.objects.invite(kehra, by=make.coordinator(kehra), address=address, **fields)
    invite_mail.deliver()
    made.refresh_from_db()
    return made


def age(invite, **ago):
    """Move an invitation's days back."""
    for name in ("made_at", "expires_at", "sent_at", "reminded_at"):
        if moment := getattr(invite, name):
            setattr(invite, name, moment - timedelta(**ago))
    invite.save()


def page_of(invite):
    return reverse("kehrat:invite", args=[invite.token])


def test_whoever_opens_a_link_reads_who_invites_and_joins_in_one_step(client, kehra):
    invite, person = link(kehra), make.user()
    page = client.get(page_of(invite))
    assert (page.status_code, page.headers["Cache-Control"].count("no-store")) == (200, 1)
    assert kehra.name in main(page)
    assert str(make.coordinator(kehra)) not in page.text
    client.force_login(person)
    assert client.post(page_of(invite), PART).url == kehra.get_absolute_url()
    mine = kehra.membership_of(person)
    told = (mine.state, mine.actor_type, mine.organisation, mine.invite_id)
    assert told == ("active", "company", "Kahvila Esimerkki", invite.pk)
    assert person.has_perm("kehrat.member_kehra", kehra)
    invite.refresh_from_db()
    assert (invite.uses, invite.state) == (1, "open")


def test_the_inviters_name_shows_on_a_link_by_consent_and_in_a_mail_always(client, kehra):
    by = make.coordinator(kehra)
    kehra.membership_of(by).show_name(by=by, shown=True)
    assert str(by) in main(client.get(page_of(link(kehra))))
    kehra.membership_of(by).show_name(by=by, shown=False)
    assert str(by) in main(client.get(page_of(mailed(kehra))))


def test_joining_twice_is_joining_once(client, kehra):
    invite, person = link(kehra), make.user()
    client.force_login(person)
    for _time in range(2):
        client.post(page_of(invite), PART)
    invite.accept(by=person, **PART)
    invite.refresh_from_db()
    assert (kehra.memberships.filter(user=person).count(), invite.uses) == (1, 1)
    assert client.get(page_of(invite)).context["mine"] == kehra.membership_of(person)


def test_a_request_that_waits_becomes_the_membership(kehra):
    person = make.user()
    asked = kehra.ask_to_join(by=person, actor_type="resident", note="Terve")
    made = link(kehra).accept(by=person, **PART)
    assert (made.pk, made.state, made.actor_type) == (asked.pk, "active", "company")


@pytest.mark.parametrize("end", ["revoked", "expired", "too old", "used", "full", "declined"])
def test_what_is_over_says_so_and_offers_to_ask(client, kehra, end):
    invite = link(kehra, most=1) if end == "full" else make.invite(kehra)
    match end:
        case "revoked":
            invite.revoke_invite(by=make.coordinator(kehra))
        case "expired" | "too old":
            age(invite, days=20)
            if end == "expired":
                clock.expire_invites()
        case "declined":
            invite.decline()
        case _:
            invite.accept(by=make.user(), **PART)
    person = make.user()
    client.force_login(person)
    page = client.post(page_of(invite), PART)
    assert page.status_code == 410
    assert f'action="{reverse("kehrat:join", args=[kehra.slug])}"' in main(page)
    assert kehra.membership_of(person) is None
    with pytest.raises(WrongState):
        invite.accept(by=person, **PART)


@pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 999])
def test_a_secret_that_is_none_is_not_found(client, kehra, token):
    link(kehra)
    for name in ("invite", "invite_next", "invite_decline"):
        assert client.get(reverse(f"kehrat:{name}", args=[token])).status_code == 404


def test_the_database_does_not_tell_the_secret(kehra):
    invite = link(kehra)
    kept = [str(getattr(invite, field.attname)) for field in Invite._meta.concrete_fields]
    assert len(invite.token) == 43
    assert [text for text in kept if invite.token in text] == []
    assert Invite.objects.by_token(invite.token) == invite
    assert Invite.objects.by_token(invite.mark) is None


def test_a_resting_kehra_takes_no_one_by_any_invitation(client, kehra):
    invite = link(kehra)
    kehra.rest(by=make.coordinator(kehra), reason="Kesä")
    assert client.get(page_of(invite)).status_code == 410
    with pytest.raises(WrongState):
        link(kehra)


def test_before_sign_in_the_joining_is_kept_and_done_at_sign_in(client, kehra):
    invite, person = link(kehra), make.user(password="pitkä salasana 7")
    answer = client.post(page_of(invite), PART)
    assert answer.url == reverse("kehrat:invite_next", args=[invite.token])
    assert client.get(answer.url).status_code == 200
    client.post(reverse("account_login"), {"login": person.email, "password": "pitkä salasana 7"})
    assert kehra.membership_of(person).organisation == "Kahvila Esimerkki"
    assert kehra.membership_of(person).state == "active"


def test_an_invitation_that_ends_meanwhile_becomes_a_request(client, kehra):
    invite, person = link(kehra), make.user(password="pitkä salasana 7")
    client.post(page_of(invite), PART)
    invite.revoke_invite(by=make.coordinator(kehra))
    client.post(reverse("account_login"), {"login": person.email, "password": "pitkä salasana 7"})
    assert kehra.membership_of(person).state == "requested"


def test_a_mail_tells_who_invites_how_to_say_no_and_reminds_once(kehra):
    by = make.coordinator(kehra)
    mail.outbox.clear()
    invite = mailed(kehra, language="sv", greeting="Hej, kom med!")
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert str(by) in letter.body
    assert "Hej, kom med!" in letter.body
    assert f"/sv/kutsu/{invite.token}/" in letter.body
    no = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert no.endswith("/ei-kiitos/")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (invite_mail.remind(), invite.mails) == (0, 1)
    age(invite, hours=25)
    assert [invite_mail.remind() for _time in range(3)] == [1, 0, 0]
    assert [invite_mail.deliver() for _time in range(2)] == [1, 0]
    age(Invite.objects.get(), days=3)
    assert invite_mail.remind() == 0
    assert len(mail.outbox) == 2
    assert Event.objects.filter(verb="remind_invited").count() == 1


@pytest.mark.parametrize("answer", ["accepted", "declined", "revoked", "never"])
def test_who_has_answered_is_not_reminded(kehra, answer):
    invite = mailed(kehra)
    match answer:
        case "accepted":
            invite.accept(by=make.user(), **PART)
        case "revoked":
            invite.revoke_invite(by=make.coordinator(kehra))
        case _:
            invite.decline(for_good=answer == "never")
    age(Invite.objects.get(), hours=30)
    assert (invite_mail.remind(), invite_mail.deliver()) == (0, 0)


def test_saying_no_needs_no_account_and_tells_who_invited(client, kehra):
    invite = mailed(kehra)
    address = reverse("kehrat:invite_decline", args=[invite.token])
    assert client.get(address).status_code == 200
    invite.refresh_from_db()
    assert invite.state == "open"
    assert client.post(address, {"answer": "no"}).status_code == 200
    invite.refresh_from_db()
    assert (invite.state, ShutAddress.objects.count()) == ("declined", 0)
    told = Event.objects.get(verb="decline_invite")
    assert [notice.recipient for notice in told.notices.all()] == [invite.made_by]
    with translation.override("en"):
        assert ADDRESS not in told.text


def test_one_click_shuts_the_address_to_all_kehrat(client, kehra):
    strict = type(client)(enforce_csrf_checks=True)
    invite = mailed(kehra)
    address = reverse("kehrat:invite_decline", args=[invite.token])
    for _time in range(2):
        assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert [a.fingerprint for a in ShutAddress.objects.all()] == [invite.address_mark]
    other = make.kehra()
    with pytest.raises(InviteRefused):
        Invite.objects.invite(other, by=make.coordinator(other), address=ADDRESS.upper())
    client.force_login(make.coordinator(other))
    page = client.post(
        reverse("kehrat:invite_mail", args=[other.slug]), {"address": ADDRESS, "language": "fi"}
    )
    assert page.context["form"].errors.keys() == {"address"}
    assert other.invites.count() == 0


def test_a_shut_address_gets_nothing_that_was_on_its_way(kehra):
    by = make.coordinator(kehra)
    invite = Invite.objects.invite(kehra, by=by, address=ADDRESS)
    ShutAddress.objects.create(fingerprint=invite.address_mark)
    assert invite_mail.deliver() == 0
    invite.refresh_from_db()
    assert invite.mail_at is None


def test_one_address_has_one_invitation_and_gets_few(kehra):
    first = mailed(kehra)
    assert mailed(kehra, ADDRESS.upper()) == first
    age(first, days=20)
    assert mailed(kehra) != first
    first.refresh_from_db()
    assert first.state == "expired"
    for _time in range(3):
        mailed(make.kehra())
    with pytest.raises(InviteRefused):
        mailed(make.kehra())


def test_a_mail_that_fails_is_tried_again_and_then_given_up(kehra, monkeypatch):
    def away(_message):
        raise OSError("away")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    invite = mailed(kehra)
    assert (invite.tries, invite.mails) == (1, 0)
    assert invite.mail_at > timezone.now()
    Invite.objects.update(tries=11, mail_at=timezone.now())
    invite_mail.deliver()
    invite.refresh_from_db()
    assert (invite.mail_at, invite.mail_failed) == (None, True)


def test_sending_again_by_hand_waits_a_day_and_ends_with_the_third(client, kehra):
    invite, by = mailed(kehra), make.coordinator(kehra)
    with pytest.raises(WrongState):
        invite.send_again(by=by)
    for _time in range(2):
        age(Invite.objects.get(), days=2)
        client.force_login(by)
        client.post(reverse("kehrat:invite_again", args=[kehra.slug, invite.pk]))
        assert invite_mail.deliver() == 1
    invite.refresh_from_db()
    age(invite, days=2)
    assert (invite.mails, invite.can_be_sent_again) == (3, False)


def test_addresses_are_forgotten(kehra):
    invite = mailed(kehra, greeting="Hei")
    age(invite, days=46)
    clock.watch()
    invite.refresh_from_db()
    assert (invite.state, invite.address, invite.greeting) == ("expired", "", "")
    assert invite.address_mark


def test_only_coordinators_and_sukkula_invite(kehra):
    for person in (make.member(kehra), make.user(), make.coordinator(make.kehra())):
        with pytest.raises(PermissionDenied):
            Invite.objects.make_link(kehra, by=person)
        with pytest.raises(PermissionDenied):
            Invite.objects.invite(kehra, by=person, address=ADDRESS)
    assert Invite.objects.make_link(kehra, by=make.user("adviser")).is_open


def test_a_double_press_makes_one_link(client, kehra):
    client.force_login(make.coordinator(kehra))
    given = {"days": "14", "most": "", "form_key": "0b0f5b67-6c0e-4f6f-a2a5-6a3d4f7a1a11"}
    for _time in range(2):
        client.post(reverse("kehrat:invite_link", args=[kehra.slug]), given)
    assert kehra.invites.count() == 1
    page = main(client.get(reverse("kehrat:invites", args=[kehra.slug])))
    assert kehra.invites.get().token in page


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ("invite_link", {"days": "9999"}),
        ("invite_link", {"days": "14", "most": "0"}),
        ("invite_link", {"days": "14", "most": "-1"}),
        ("invite_mail", {"address": "no address", "language": "fi"}),
        ("invite_mail", {"address": "a@b.example\nBcc: c@d.example", "language": "fi"}),
        ("invite_mail", {"address": ADDRESS, "language": "ru"}),
        ("invite_mail", {"address": ADDRESS, "language": "fi", "greeting": "x" * 1001}),
    ],
)
def test_a_wrong_form_makes_no_invitation(client, kehra, form, wrong):
    client.force_login(make.coordinator(kehra))
    page = client.post(reverse(f"kehrat:{form}", args=[kehra.slug]), wrong)
    assert (page.status_code, bool(page.context["form"].errors)) == (200, True)
    assert kehra.invites.count() == 0


def test_a_member_is_not_invited_again(client, kehra):
    member = make.member(kehra)
    client.force_login(make.coordinator(kehra))
    given = {"address": member.email, "language": "fi"}
    page = client.post(reverse("kehrat:invite_mail", args=[kehra.slug]), given)
    assert page.context["form"].errors.keys() == {"address"}


def test_the_list_asks_as_often_for_many_as_for_one(client, kehra):
    client.force_login(make.coordinator(kehra))
    address = reverse("kehrat:invites", args=[kehra.slug])
    counted = []
    for number in (1, 3, 30):
        while kehra.invites.count() < number:
            link(kehra)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counted.append(len(queries))
    assert len(set(counted)) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_last_place_at_once_one_is_told():
    kehra = make.kehra()
    invite = link(kehra, most=1)
    people = [make.user(), make.user()]
    outcomes = at_once(*(lambda p=p: fresh(invite).accept(by=p, **PART).state for p in people))
    assert sorted(outcomes) == ["WrongState", "active"]
    invite.refresh_from_db()
    assert (invite.uses, invite.state, invite.joined.count()) == (1, "used", 1)


@pytest.mark.django_db(transaction=True)
def test_joining_in_three_ways_at_once_makes_one_member():
    kehra, person = make.kehra(joining="open"), make.user()
    one, two = link(kehra), link(kehra)
    outcomes = at_once(
        lambda: fresh(one).accept(by=person, **PART).pk,
        lambda: fresh(two).accept(by=person, **PART).pk,
        lambda: fresh(kehra).join(by=person, **PART).pk,
        lambda: fresh(kehra).ask_to_join(by=person, **PART).pk,
    )
    assert len(set(outcomes)) == 1
    assert Membership.objects.filter(user=person).count() == 1
    assert sum(invite.uses for invite in Invite.objects.all()) <= 1


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def removed(kehra, person):
    by = make.coordinator(kehra)
    kehra.membership_of(person).remove_member(by=by, reason="Häiritsi kokouksia.")
    return person


def test_a_mail_to_another_does_not_let_in_one_who_was_removed(client, kehra):
    person = removed(kehra, make.member(kehra))
    client.force_login(person)
    assert client.post(page_of(mailed(kehra)), PART).status_code == 410
    assert kehra.membership_of(person) is None
    assert client.post(page_of(mailed(kehra, person.email)), PART).status_code == 302
    assert kehra.membership_of(person).state == "active"


def test_removing_a_member_revokes_what_waits_at_the_persons_address(client, kehra):
    person = make.member(kehra)
    invite = mailed(kehra, person.email)
    client.force_login(removed(kehra, person))
    assert client.post(page_of(invite), PART).status_code == 410
    invite.refresh_from_db()
    assert (invite.state, kehra.membership_of(person)) == ("revoked", None)
