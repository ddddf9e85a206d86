from django.db import models
from django.db.models import Q
from django.urls import reverse

from kehityspolku.steps import lock

from .announcement import Announcement
from .idea import Idea
from .project import Project


def one_of(*names):
    """The condition that exactly one of these foreign keys is set."""
    each = [Q(**{f"{other}__isnull": other != name for other in names}) for name in names]
    return Q(*each, _connector=Q.OR)


class Discussions(models.QuerySet):
    def of(self, thing):
        """The discussion of an idea, announcement or project; begun if there is none."""
        return self.get_or_create(**{thing._meta.model_name: thing})[0]


class Discussion(models.Model):
    """What is said of one thing: its row keeps the count and, locked, lets one write at a time."""

    KINDS = ("idea", "announcement", "project")

    idea = models.OneToOneField(Idea, null=True, on_delete=models.CASCADE)
    announcement = models.OneToOneField(Announcement, null=True, on_delete=models.CASCADE)
    project = models.OneToOneField(Project, null=True, on_delete=models.CASCADE)
    count = models.PositiveIntegerField(default=0)

    objects = Discussions.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=one_of("idea", "announcement", "project"), name="discussion_of_one_thing"
            )
        ]

    def __str__(self):
        return str(self.thing)

    @property
    def kind(self):
        """ "idea", "announcement" or "project"."""
        return next(kind for kind in self.KINDS if getattr(self, f"{kind}_id"))

    @property
    def thing(self):
        """What is spoken of."""
        return getattr(self, self.kind)

    def recount(self, without=None):
        """Keep how many comments are shown, but for one that is about to go."""
        lock(self)
        shown = self.comments.shown().exclude(pk=without and without.pk)
        self.count = shown.count()
        self.save(update_fields=["count"])


def address(thing):
    """The page of what is said of an idea, announcement or project."""
    return reverse(f"kehrat:{thing._meta.model_name}_comments", args=[thing.pk])
