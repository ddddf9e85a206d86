"""Who takes care of what in the demonstration, and by when the applicants were promised answers."""

from datetime import timedelta

from django.conf import settings

from kehityspolku import moments
from kehityspolku.models import Event, User
from kehrat.models import Absence, Duty, MajorDistrict, Project


def load():
    """Name default advisers, date promises from submissions; run twice, it changes nothing."""
    adviser, lead = (
        User.objects.get(email=f"{role}@kehityspolku.example") for role in ("adviser", "lead")
    )
    if Duty.objects.exists():
        return
    for at, major in enumerate(MajorDistrict.objects.order_by("code")[:6]):
        Duty.objects.give(major, adviser if at % 3 else lead, by=lead)
    away = {"starts_on": moments.in_days(20), "ends_on": moments.in_days(34)}
    Absence.objects.get_or_create(person=adviser, deputy=lead, **away)
    for card in Project.objects.filter(state__in=Project.ANSWERED):
        given = Event.objects.about(card).filter(verb__in=["submit", "resubmit"]).last()
        again = given.verb == "resubmit"
        days = settings.ANSWER_DAYS_AGAIN if again else settings.ANSWER_DAYS
        day = given.at.astimezone(moments.HELSINKI).date() + timedelta(days=days)
        Project.objects.filter(pk=card.pk).update(promised_on=day)
