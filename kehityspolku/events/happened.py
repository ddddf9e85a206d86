"""What has happened to some records of one kind, for a page that lists them together."""

from django.contrib.contenttypes.models import ContentType

from kehityspolku.events.models import Event


def last_of(records, number):
    """The last events of records (a queryset), so many at most, newest first."""
    kind = ContentType.objects.get_for_model(records.model)
    events = Event.objects.filter(target_type=kind, target_id__in=records.values("pk"))
    return events.listed().order_by("-at", "-pk")[:number]
