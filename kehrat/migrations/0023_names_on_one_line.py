"""Names and titles that were kept before they were tidied on their way in."""

from django.db import migrations

from kehityspolku.lines import tidy_rows

LINES = {
    "Kehra": ["name_fi", "name_sv", "name_en", "full_name_fi"],
    "Idea": ["title", "paper_source"],
    "Enquiry": ["name"],
    "Meeting": ["title", "place"],
    "Project": ["title"],
    "Phase": ["name"],
    "BudgetRow": ["label"],
    "FunderRow": ["name"],
    "Attachment": ["title", "alt"],
    "Priority": ["title"],
    "Organisation": ["name"],
    "SupportingOrganisation": ["name", "contact"],
    "Membership": ["organisation"],
    "Announcement": ["title"],
}


def tidy(apps, schema_editor):
    for model, names in LINES.items():
        tidy_rows(apps.get_model("kehrat", model), *names)


class Migration(migrations.Migration):
    dependencies = [("kehrat", "0022_change_language")]

    operations = [
        migrations.RunPython(tidy, migrations.RunPython.noop),
    ]
