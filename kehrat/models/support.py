import pgtrigger
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kehityspolku.steps import WrongState, lock
from kehrat import rules_idea as rules

from .idea_merge import last_of

COUNT = """
    UPDATE kehrat_idea SET support_count = support_count {sign} told.n
    FROM (SELECT idea_id, count(*) AS n FROM changed GROUP BY idea_id) AS told
    WHERE kehrat_idea.id = told.idea_id;
    RETURN NULL;
"""


def counted(operation, sign, **rows):
    """A trigger that keeps the ideas' counts in step with rows added or deleted."""
    return pgtrigger.Trigger(
        name=f"count_{operation}".lower(),
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**rows),
        func=COUNT.format(sign=sign),
    )


class Supports(models.QuerySet):
    def visible_to(self, user):
        """Everyone sees only one's own; of others, how many they are."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    @transaction.atomic
    def give(self, idea, *, by):
        """Support the idea, or the one it was merged into; returns which. Again changes nothing.

        PermissionDenied to the signed-out; WrongState when it was declined or withdrawn.
        """
        if not rules.can_support(by, idea):
            raise PermissionDenied
        end = last_of(idea)
        if not end.takes_support:
            raise WrongState(end)
        self.get_or_create(idea=end, user=by)
        end.refresh_from_db(fields=["support_count"])
        return end

    @transaction.atomic
    def take_back(self, idea, *, by):
        """Support it no more; one's own idea is withdrawn instead (PermissionDenied)."""
        lock(idea)
        if not rules.can_take_back_support(by, idea):
            raise PermissionDenied
        self.filter(idea=idea, user=by).delete()
        idea.refresh_from_db(fields=["support_count"])


class Support(models.Model):
    """A person behind an idea. The database itself keeps `Idea.support_count` as many as these."""

    idea = models.ForeignKey("kehrat.Idea", on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="supports"
    )
    # The merged idea with which the person came; merging undone, it goes.
    via = models.ForeignKey(
        "kehrat.Idea", null=True, on_delete=models.SET_NULL, related_name="supports_carried"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = Supports.as_manager()

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [models.UniqueConstraint("idea", "user", name="support_once")]
        triggers = [
            counted(pgtrigger.Insert, "+", new="changed"),
            counted(pgtrigger.Delete, "-", old="changed"),
        ]

    def __str__(self):
        return f"{self.user_id} → {self.idea_id}"
