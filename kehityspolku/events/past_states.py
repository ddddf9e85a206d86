"""The states that records were in before the present one, so that any past day can be told."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

from kehityspolku import moments


class PastStates(models.QuerySet):
    def of(self, model):
        """Those of a model's records."""
        return self.filter(record_type=ContentType.objects.get_for_model(model))

    def keep(self, record, state, since):
        """Write down that the record was in a state until it entered its present one."""
        if since < record.state_since:
            self.create(
                record_type=ContentType.objects.get_for_model(record),
                record_id=record.pk,
                state=state,
                since=since,
                until=record.state_since,
            )

    def on(self, day, model):
        """{record's key: its state at the end of a day}; one of which nobody knows is left out."""
        moment = moments.end_of(day)
        now = model._base_manager.filter(state_since__lte=moment).values_list("pk", "state")
        then = self.of(model).filter(since__lte=moment, until__gt=moment).order_by("since", "pk")
        return dict(then.values_list("record_id", "state")) | dict(now)


class PastState(models.Model):
    """A state that a record was in, from a moment until another. `step` writes it of the models
    that say `keeps_states`; the present state stands in the record's own columns."""

    record_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    record_id = models.BigIntegerField()
    state = models.CharField(max_length=20)
    since = models.DateTimeField()
    until = models.DateTimeField()

    objects = PastStates.as_manager()

    class Meta:
        indexes = [models.Index("record_type", "record_id", "since", name="past_state_of")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="past_state_lasted")
        ]

    def __str__(self):
        return f"{self.record_id}: {self.state}"
