"""Moderated texts as a set: whose queue they are in, how one is reported."""

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from kehityspolku import events
from kehityspolku.steps import WrongState, lock
from kehrat import readers
from kehrat import rules_talk as rules

from .kehra import Kehra
from .membership import Membership


class Cases(models.QuerySet):
    def visible_to(self, user):
        """A Kehrä's cases are its coordinators', all are Sukkula's; nobody's are one's own."""
        if not user.is_authenticated:
            return self.none()
        others = self.filter(~Q(author=user) | Q(author=None))
        if user.is_sukkula:
            return others
        return others.filter(kehra__in=Kehra.objects.coordinated_by(user))

    def readable(self, pairs):
        """Of (case, user) pairs those still readable, as keys: by moderators, its author."""
        pairs = list(pairs)
        own = {(case.pk, user.pk) for case, user in pairs if case.author_id == user.pk}
        return own | readers.of_kehra(pairs, Membership.objects.coordinators())

    def told_to(self, author):
        """What was decided on the person's own texts."""
        return self.filter(author=author, hidden_before=True)

    def waiting(self):
        """Somebody has to look: a report or an appeal, of what its author has not taken back."""
        there = Q(comment=None) | Q(comment__state="shown")
        return self.filter(there, state__in=["waiting", "appealed"])

    def of(self, thing):
        """The case of an idea, a comment or an announcement, opened if there is none."""
        kind = {thing._meta.model_name: thing}
        given = {"kehra": thing.kehra, "author": thing.by}
        return self.update_or_create(**kind, defaults=given)[0]  # an idea can change its Kehrä

    @transaction.atomic
    def report(self, thing, *, by, kind, words=""):
        """Ask the moderators to look at a thing: once a person, while the report is open.

        Returns the flag and whether it is new; PermissionDenied by `can_flag`, WrongState for
        what was hidden already.
        """
        if not rules.can_flag(by, thing):
            raise PermissionDenied
        case = self.of(thing)
        lock(case)
        if case.is_hidden:
            raise WrongState(case)
        flag, new = case.flags.get_or_create(
            by=by, closed_at=None, defaults={"kind": kind, "words": words}
        )
        if new:
            first = case.state != "waiting"
            if first:
                case.state, case.state_since = "waiting", timezone.now()
                case.save()
            events.record("report", case, by=by, kind=kind, first=first)
        return flag, new
