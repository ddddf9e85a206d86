"""Co-editors of a card: members of its Kehrä whom a coordinator named to write it too."""

import pghistory
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from kehityspolku import grants, moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import WrongState, check, hold, lock
from kehityspolku.events.verbs import verb
from kehrat.groups import circles, readers
from kehrat.groups.models import Membership
from kehrat.projects import rules
from kehrat.projects.versions import open_version

PERMISSION = "kehrat.edit_project"


def who_goes_on_as_member(row, event):
    """The person; of an end that came with the membership's, the membership tells."""
    return [] if event.facts.get("with_membership") else [row.user]


class CoEditors(models.QuerySet):
    def current(self):
        return self.filter(ended_on=None)

    def readable(self, pairs):
        """Of (co-editor, user) pairs those that may still be read, as keys: by the members."""
        return readers.of_kehra(
            pairs, Membership.objects, kehra_of=lambda row: row.project.kehra_id
        )

    @verb("name_co_editor", waits_for=circles.oneself)
    @transaction.atomic
    def appoint(self, project, membership, *, by):
        """A coordinator names an active member of the card's Kehrä, who is told.

        Naming again gives the row there is. WrongState when the person is no member any more.
        """
        lock(membership)
        check(rules.can_name_co_editor, by, project)
        if membership.kehra_id != project.kehra_id:
            raise PermissionDenied
        if membership.state != Membership.State.ACTIVE:
            raise WrongState(membership)
        row, made = self.current().get_or_create(
            project=project, user=membership.user, defaults={"named_by": by}
        )
        if made:
            grants.give(PERMISSION, row.user, project)
            record("name_co_editor", row, by=by)
            if version := open_version(project):
                self.filter(pk=row.pk).carry_over(version)
        return row

    def carry_over(self, version):
        """The card's co-editors write its new version too; it is no news to them."""
        for row in self.current().select_related("user"):
            self.model.objects.current().get_or_create(
                project=version, user=row.user, defaults={"named_by": row.named_by}
            )
            grants.give(PERMISSION, row.user, version)

    def end_with(self, membership):
        """The membership ends and with it the co-editing of its Kehrä's cards.

        Within a verb that holds the Kehrä; the membership's own event is what people hear.
        """
        for row in self.current().filter(project__kehra=membership.kehra, user=membership.user):
            row.stop()
            record("end_co_editing", row, with_membership=True)

    def end_all(self, kehra, day):
        """The Kehrä has ended: so does the co-editing of its cards; its own event tells of it."""
        rows = self.current().filter(project__kehra=kehra)
        for row in rows.select_related("user", "project"):
            grants.take(PERMISSION, row.user, row.project)
        rows.update(ended_on=Greatest(F("named_on"), models.Value(day)))


@pghistory.track()
class CoEditor(models.Model):
    """A member who writes one card beside the coordinators, dated; guardian's grants follow."""

    project = models.ForeignKey(
        "kehrat.Project", on_delete=models.CASCADE, related_name="co_editors"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="co_edits"
    )
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    named_on = models.DateField(default=moments.today)
    ended_on = models.DateField(null=True, blank=True)

    SAID_WITH = ("user",)

    objects = CoEditors.as_manager()

    class Meta:
        ordering = ["named_on", "pk"]
        verbose_name = _("co-editor of a card")
        verbose_name_plural = _("co-editors of cards")
        constraints = [
            models.UniqueConstraint(
                "project", "user", condition=Q(ended_on=None), name="co_editor_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("named_on")),
                name="co_editor_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.project}"

    def about(self):
        return self.project

    def within(self):
        return [self.project, *self.project.within()]

    @verb(tells=who_goes_on_as_member)
    @transaction.atomic
    def end_co_editing(self, *, by):
        """A coordinator takes the person off, or one stops oneself; once ended, nothing happens."""
        hold(self.project.kehra)
        lock(self)
        check(rules.can_end_co_editing, by, self)
        if self.ended_on is None:
            self.stop()
            record("end_co_editing", self, by=by)
            if version := open_version(self.project):
                for row in version.co_editors.current().filter(user=self.user):
                    row.stop()

    def stop(self):
        """End the row and the grant that hangs on it, in the caller's transaction."""
        self.ended_on = moments.today()
        self.save(update_fields=["ended_on"])
        grants.take(PERMISSION, self.user, self.project)
