"""What was carried over from a card to record a past decision is taken away: nobody asked for it."""

from django.db import migrations
from django.db.models import F, Q
from django.db.models.functions import TruncDate

from kehityspolku import moments


def forget(apps, schema_editor):
    models = {name: apps.get_model("rahoitus", name) for name in ("CostLine", "FundingLine")}
    applications = apps.get_model("rahoitus", "Application").objects.annotate(
        opened_on=TruncDate("opened_at", tzinfo=moments.HELSINKI)
    )
    opened_late = Q(opened_on__gt=F("call__closes_on"), late_until=None)
    past = applications.filter(Q(recorded_afterwards=True) | opened_late)
    keys = list(past.values_list("pk", flat=True))
    for model in models.values():
        model.objects.filter(application__in=keys).delete()
    apps.get_model("rahoitus", "Application").objects.filter(pk__in=keys).update(summary="")


class Migration(migrations.Migration):
    dependencies = [("rahoitus", "0007_what_past_decisions_state")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
