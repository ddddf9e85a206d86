"""Who signs for the applicant: as the application tells, else the organisation's profile."""

import re

from kehrat.models import ProfileFact
from rahoitus.applications.models.signing import Signing

BETWEEN = re.compile(r"\s*(?:[,;/&+]|\b(?:ja|sekä|och|samt|and)\b)\s*")


def of_profile(application):
    """As the profile of who applies tells it; "" where it does not."""
    organisation = application.project.applying
    facts = ProfileFact.objects.standing(organisation) if organisation else {}
    return facts["signs"].value if "signs" in facts else ""


def two_sign(application):
    """Whether two sign together for who applies, as its profile tells."""
    organisation = application.project.applying
    facts = ProfileFact.objects.standing(organisation) if organisation else {}
    return "signs_two" in facts and facts["signs_two"].value == "yes"


def named(application):
    """The names one by one, in the order in which they were written."""
    told = Signing.objects.filter(application=application).values_list("signs", flat=True).first()
    return [name for name in BETWEEN.split(told or of_profile(application)) if name]
