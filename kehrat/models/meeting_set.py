from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from kehityspolku import events
from kehityspolku.models import User
from kehityspolku.steps import WrongState
from kehrat import rules

from .kehra import Kehra
from .membership import Membership


class Meetings(models.QuerySet):
    def visible_to(self, user):
        """Public meetings are everyone's; the others their members' and Sukkula's."""
        found = self.filter(kehra__in=Kehra.objects.visible_to(user))
        if user.is_authenticated and user.is_sukkula:
            return found
        return found.filter(Q(public=True) | Q(kehra__in=Kehra.objects.joined_by(user)))

    def readable(self, pairs):
        """Of (meeting, user) pairs those that may still be read: {(meeting's pk, user's pk)}."""
        pairs = [(meeting, user) for meeting, user in pairs if meeting and user.is_active]
        members = set(
            Membership.objects.active()
            .filter(user__in={user.pk for _m, user in pairs})
            .values_list("kehra", "user")
        )
        staff = set(User.objects.holding("adviser").values_list("pk", flat=True))
        staff |= set(User.objects.holding("lead").values_list("pk", flat=True))
        return {
            (meeting.pk, user.pk)
            for meeting, user in pairs
            if meeting.public or (meeting.kehra_id, user.pk) in members or user.pk in staff
        }

    def open_to_all(self):
        """Coming public meetings of Kehrät that are public."""
        return self.coming().filter(
            public=True, kehra__in=Kehra.objects.visible_to(AnonymousUser())
        )

    def coming(self):
        """Called ones that have not ended."""
        return self.filter(state="called", ends__gt=timezone.now())

    def past(self):
        """Held, cancelled, or over."""
        return self.exclude(state="called", ends__gt=timezone.now())

    def unclosed(self):
        """Over, but nobody has told whether it was held."""
        return self.filter(state="called", ends__lte=timezone.now())

    @transaction.atomic
    def call(self, kehra, *, by, **fields):
        """Call a meeting of a working Kehrä and tell its members; PermissionDenied, WrongState."""
        if not rules.can_call_meeting(by, kehra):
            raise PermissionDenied
        if not kehra.is_working:
            raise WrongState(kehra)
        meeting = self.create(kehra=kehra, by=by, **fields)
        events.record("call_meeting", meeting, by=by)
        return meeting
