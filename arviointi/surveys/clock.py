"""What the clock does to surveys: closes those whose last day is over, empties ballot boxes."""

from django.db.models import Count

from arviointi.surveys import ballot_box
from arviointi.surveys.models import Survey
from kehityspolku.events.steps import WrongState


def close_what_is_over():
    """Close every open survey whose last day has passed; another worker may be faster."""
    for survey in Survey.objects.over():
        try:
            survey.expire_survey(by=None)
        except WrongState:
            continue


def empty_box(pk):
    """Empty one survey's box when a batch waits; returns how many answers moved."""
    survey = Survey.objects.filter(pk=pk).first()
    return ballot_box.empty(survey) if survey else 0


def empty_boxes():
    """Empty every box where a batch waits: the message to the worker may have been lost."""
    full = Survey.objects.annotate(waiting=Count("ballots")).filter(waiting__gte=ballot_box.BATCH)
    for survey in full:
        ballot_box.empty(survey)
