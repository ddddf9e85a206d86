"""Views of the work list that one has named."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kehityspolku.lines import LineField
from kehrat.places.text_search import FinnishOrder

MOST = 20  # of one person


class SavedViews(models.QuerySet):
    def visible_to(self, user):
        """One's own alone."""
        return self.filter(user=user.pk)

    def keep(self, *, by, name, query):
        """Keep the view by its name, in place of one so named; the oldest of too many goes."""
        view, _new = self.update_or_create(user=by, name=name, defaults={"query": query})
        kept = self.filter(user=by).order_by("-pk").values("pk")[:MOST]
        self.filter(user=by).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
        return view


class SavedView(models.Model):
    """What one narrows the work list by, how it is sorted and which columns it has, by a name."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_views"
    )
    name = LineField(_("name of the view"), max_length=60)
    query = models.CharField(max_length=600)

    objects = SavedViews.as_manager()

    class Meta:
        ordering = [FinnishOrder("name")]
        constraints = [models.UniqueConstraint("user", "name", name="saved_view_name_once")]

    def __str__(self):
        return self.name
