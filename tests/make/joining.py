"""Invitations and the handover of a role."""

from datetime import timedelta

from django.utils import timezone

from kehrat.models import Invite, Nomination
from tests.make import people
from tests.make.people import coordinator, member, number, user


def invite(kehra, state="open", address="", **fields):
    """An e-mail invitation of the Kehrä's coordinator in a state, sent two days ago."""
    by, n = coordinator(kehra), next(number)
    address = address or f"kutsuttu{n}@kehityspolku.example"
    made = Invite.objects.invite(kehra, by=by, address=address, **fields)
    two_days = timezone.now() - timedelta(days=2)
    sent = {"sent_at": two_days, "mails": 1, "mail_at": None, "made_at": two_days}
    Invite.objects.filter(pk=made.pk).update(**sent)
    made.refresh_from_db()
    match state:
        case "used":
            made.accept(by=user(), actor_type="resident")
        case "declined":
            made.decline()
        case "revoked":
            made.revoke_invite(by=by)
        case "expired":
            Invite.objects.filter(pk=made.pk).update(expires_at=timezone.now())
            made.expire_invite(by=None)
    return made


def nomination(kehra=None, state="open", nominee=None):
    """A member whom the coordinator asked to take over, walked to a state."""
    kehra = kehra or people.kehra()
    by, nominee = coordinator(kehra), nominee or member(kehra)
    membership = kehra.memberships.active().get(user=nominee)
    made = Nomination.objects.nominate(membership, by=by)
    who = {"accepted": nominee, "declined": nominee, "withdrawn": by, "lapsed": None}
    verbs = {"accepted": "accept", "declined": "decline", "withdrawn": "withdraw"}
    if state != "open":
        getattr(made, f"{verbs.get(state, 'lapse')}_nomination")(by=who[state])
    return made


def vacancy(state="waiting", kehra=None, by=None):
    """A Kehrä without a coordinator, whose two members stay, walked to a state."""
    kehra = kehra or people.kehra()
    last, other = coordinator(kehra), member(kehra, user=by)
    kehra.memberships.active().get(user=last).give_up(by=last)
    made = kehra.vacancies.get()
    if state != "waiting":
        made.open_call(by=None)
    if state == "filled":
        kehra.memberships.active().get(user=other).name_coordinator(by=user("lead"))
        made.refresh_from_db()
    return made


def offer(state="open", by=None):
    """A member's offer in an open call, walked to a state."""
    call, by = vacancy("called"), by or user()
    made = call.offer(by=member(call.kehra, user=by), note="Minä voin.")
    match state:
        case "withdrawn":
            made.withdraw_offer(by=by)
        case "chosen":
            made.choose_offer(by=user("lead"))
        case "passed":
            call.offer(by=member(call.kehra)).choose_offer(by=user("lead"))
            made.refresh_from_db()
    return made
