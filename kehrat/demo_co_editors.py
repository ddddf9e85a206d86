"""Members in the demonstration who write a card beside its coordinators."""

from django.db import transaction

from kehityspolku import moments
from kehrat.demo_cards import account, back_date
from kehrat.models import CoEditor, Project

NAMED = [("Vallilan yhteispiha", 66), ("Konalan kylätalo", 40)]  # title, how many days ago


@transaction.atomic
def load():
    """Load what is not there yet; run twice, it changes nothing."""
    if CoEditor.objects.exists():
        return
    for title, days in NAMED:
        if project := Project.objects.filter(title=title).exclude(kehra=None).first():
            name(project, days)


def name(project, days):
    """The demonstration's member in that one's own Kehrä, in another its oldest member."""
    members = project.kehra.memberships.active().exclude(role="coordinator")
    own = members.filter(user=account("member")).first()
    member = own or members.order_by("joined_on", "pk").first()
    row = CoEditor.objects.appoint(project, member, by=project.kehra.coordinators().first())
    row.named_on = moments.in_days(-days)
    row.save(update_fields=["named_on"])
    back_date(row, days)
