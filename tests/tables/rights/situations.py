"""Situations of the rights tables that the state of the record alone does not tell."""

from datetime import timedelta

from django.utils import timezone

from kehityspolku import moments
from kehrat.models import Invite, Membership
from tests import make


def two_coordinators(world):
    membership = world.records["kehrat.Membership"]["active"]
    membership.name_coordinator(by=world.people["lead"])
    return membership


def last_coordinator(world):
    return world.kehra.memberships.active().get(user=world.people["coordinator"])


def given_up(world):
    membership = last_coordinator(world)
    membership.give_up(by=membership.user, on=moments.in_days(7))
    Membership.objects.filter(pk=membership.pk).update(gives_up_on=moments.today())
    return membership


def silent_draft(world):
    return make.untouched(world.records["kehrat.Project"]["draft"], 61)


def nobodys_draft(world):
    last_coordinator(world).give_up(by=world.people["coordinator"])
    return world.records["kehrat.Project"]["draft"]


def nobody_coordinates(world):
    membership = last_coordinator(world)
    membership.give_up(by=membership.user)
    return world.records["kehrat.Membership"]["requested"]


def invite_too_old(world):
    invite = world.records["kehrat.Invite"]["open"]
    day = timedelta(days=1)
    Invite.objects.filter(pk=invite.pk).update(expires_at=timezone.now() - day)
    return invite


ARRANGE = {
    "two coordinators": two_coordinators,
    "last coordinator": last_coordinator,
    "given up": given_up,
    "silent draft": silent_draft,
    "nobody's draft": nobodys_draft,
    "nobody coordinates": nobody_coordinates,
    "invite too old": invite_too_old,
}
