from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q

from kehityspolku import moments
from kehityspolku.steps import WrongState, lock
from kehrat import rules

from .kehra import Kehra


class Plans(models.QuerySet):
    def visible_to(self, user):
        """Adopted plans are public; a draft is its members' and Sukkula's."""
        found = self.filter(kehra__in=Kehra.objects.visible_to(user))
        if user.is_authenticated and user.is_sukkula:
            return found
        mine = Q(kehra__in=Kehra.objects.joined_by(user))
        return found.filter(~Q(state="draft") | mine)

    def in_force(self):
        return self.filter(state="in_force")

    def drafts(self):
        return self.filter(state="draft")

    @transaction.atomic
    def begin(self, kehra, *, by):
        """Begin a draft as a copy of the Kehrä's last plan; the draft there is, if there is.

        PermissionDenied to others than its coordinators; WrongState when the Kehrä rests.
        """
        lock(kehra)
        if not rules.can_plan(by, kehra):
            raise PermissionDenied
        if not kehra.is_working:
            raise WrongState(kehra)
        if draft := kehra.plans.drafts().first():
            return draft
        last = kehra.plans.order_by("-version").first()
        plan = self.create(
            kehra=kehra,
            by=by,
            version=last.version + 1 if last else 1,
            language=last.language if last else "fi",
            intro=last.intro if last else "",
            **self._years_after(last),
        )
        for priority in last.priorities.all() if last else []:
            plan.priorities.create(
                title=priority.title, text=priority.text, order=priority.order, came_from=priority
            )
        return plan

    def _years_after(self, last):
        """The period a new draft begins with: the last plan's, or the next when it is ending."""
        year = moments.today().year
        if last and last.last_year > year:
            return {"first_year": last.first_year, "last_year": last.last_year}
        first = max(year, last.last_year + 1) if last else year
        return {"first_year": first, "last_year": first + 2}
