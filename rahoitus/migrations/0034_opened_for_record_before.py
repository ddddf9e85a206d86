"""Tell of the applications there are which were opened to record a past decision: as the event of
their opening says; where it says nothing, those opened after the call had closed by the rules of
that moment."""

from django.db import migrations
from django.utils.dateparse import parse_datetime


def closed_at(application, versions):
    """When the call closed by the rules that stood when the application was opened."""
    told = versions.filter(call_id=application.call_id)
    then = told.filter(made_at__lte=application.opened_at).order_by("-number").first()
    if then and told.filter(number__gt=then.number).exists():
        return parse_datetime(then.frozen["closes_at"] or "")
    return application.call.closes_at


def tell(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Application, Version = (apps.get_model("rahoitus", name) for name in ("Application", "Version"))
    kind = ContentType.objects.filter(app_label="rahoitus", model="application").first()
    opened = apps.get_model("kehityspolku", "Event").objects.filter(
        target_type=kind, verb="open_application", facts__has_key="for_record"
    )
    said = dict(opened.values_list("target_id", "facts__for_record"))
    past = [pk for pk, for_record in said.items() if for_record]
    untold = Application.objects.exclude(pk__in=said).filter(late_until=None)
    for row in untold.select_related("call").iterator():
        closes_at = closed_at(row, Version.objects)
        if row.recorded_afterwards or (closes_at and row.opened_at > closes_at):
            past.append(row.pk)
    Application.objects.filter(pk__in=past).update(for_record=True)


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("kehityspolku", "0012_past_states_and_progress"),
        ("rahoitus", "0033_what_is_for_record"),
    ]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
