"""Versions of a call's rules: what they were, from when, who changed them and why."""

from itertools import groupby

from django.conf import settings
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.lines import LineField
from kehrat.models import District
from rahoitus.calls.models.call import Call

ROWS = ["parts", "conditions", "questions", "documents", "reports"]


class Versions(models.QuerySet):
    def freeze(self, call, *, by, why=""):
        """Keep the call's rules as they stand now as its next version. Under the call's lock."""
        last = self.filter(call=call).first()
        return self.create(
            call=call, number=last.number + 1 if last else 1, by=by, why=why, frozen=frozen(call)
        )

    def keep_first(self, call):
        """Keep the rules of a public call that is older than versions, before they change."""
        stored = Call.objects.get(pk=call.pk)
        if stored.published_at and not self.filter(call=call).exists():
            self.freeze(stored, by=None)
            self.filter(call=call).update(made_at=stored.published_at)


class Version(models.Model):
    """A call's rules as they were from one moment on."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=moments.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    why = LineField(_("what changed, and why"), max_length=300, blank=True)
    frozen = models.JSONField(encoder=DjangoJSONEncoder)

    objects = Versions.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("version of a call's rules")
        verbose_name_plural = _("versions of a call's rules")
        constraints = [models.UniqueConstraint("call", "number", name="call_version_once")]

    def __str__(self):
        return f"{self.call} ({self.number})"

    def rules(self):
        """The call as its rules were then: not to be saved."""
        read = serializers.deserialize("python", self.frozen["rows"], ignorenonexistent=True)
        first, *rows = list(read)
        held = first.object
        held.source = self.call.source
        held.closes_at = parse_datetime(self.frozen["closes_at"] or "") or None
        found = {name: [] for name in ROWS}
        for name, group in groupby((row.object for row in rows), key=_rows_of):
            found[name] = list(group)
        numbers = first.m2m_data["districts"]
        held._prefetched_objects_cache = {
            **found,
            "districts": list(District.objects.filter(pk__in=numbers)),
        }
        return held


def frozen(call):
    """A call and its rows as plain data."""
    columns = [f.name for f in Call._meta.local_fields if not f.generated] + ["districts"]
    closes_at = call.closes_at and call.closes_at.isoformat()
    data = serializers.serialize("python", [call], fields=columns)
    for name in ROWS:
        data += serializers.serialize("python", getattr(call, name).all())
    return {"closes_at": closes_at, "rows": data}


def _rows_of(row):
    return type(row)._meta.get_field("call").remote_field.related_name
