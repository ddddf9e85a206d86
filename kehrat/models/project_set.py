"""Which projects there are for whom, and the beginning of a new one."""

from django.db import models, transaction
from django.db.models import Q
from guardian.shortcuts import get_objects_for_user

from kehityspolku import events
from kehityspolku.steps import WrongState, lock

from . import project_readers
from .kehra import Kehra


class Projects(models.QuerySet):
    def visible_to(self, user):
        """Approved cards are public; members see their Kehrä's, Sukkula what reached it."""
        states = self.model.State
        seen = Q(state__in=self.model.PUBLIC) | Q(kehra__in=Kehra.objects.joined_by(user))
        if user.is_authenticated and user.is_reviewer:
            seen |= Q(pk__in=self.model.objects.reviewed_by(user).values("pk"))
        if user.is_authenticated and user.is_sukkula:
            seen |= ~Q(state=states.DRAFT) | Q(kehra=None) | Q(shared=True)
        return self.filter(seen)

    def reviewed_by(self, user):
        """Those that are open to a reviewer, as Sukkula's reviews grant it."""
        return get_objects_for_user(user, "kehrat.review_project", self, accept_global_perms=False)

    readable = project_readers.readable

    def public(self):
        return self.filter(state__in=self.model.PUBLIC)

    def in_district(self, district):
        """Projects whose target areas reach the district by name, not those of the whole city."""
        return self.filter(Q(districts=district) | Q(sub_areas__district=district)).distinct()

    def begin(self, kehra, *, by, card=None, read=False, idea=None, **fields):
        """Begin a draft card of a Kehrä (None: Sukkula's host), from a Card or fields.

        `read`: the Card was read from a text. WrongState when the Kehrä does not stand.
        """
        with transaction.atomic():
            if kehra:
                lock(kehra)
                if not kehra.stands:
                    raise WrongState(kehra)
            project = self.create(kehra=kehra, made_by=by, idea=idea, **fields)
            if card:
                project.apply(card)
            events.record("begin", project, by=by, **({"read_from_text": True} if read else {}))
        return project
