"""What a survey's page says of itself to search engines and where its link is shared."""

from django.contrib.auth.models import AnonymousUser

from arviointi.surveys.models import Survey
from kehityspolku.finding.listed import Told


def surveys():
    """Those that everyone may read of."""
    return Survey.objects.visible_to(AnonymousUser())


def of_survey(survey):
    return Told(str(survey), "", survey.language, "", {})
