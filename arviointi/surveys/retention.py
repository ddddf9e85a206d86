"""What is forgotten after a survey has closed. Its frozen results stay.

Answers and who was invited go three months after the closing. So does what people wrote, once
Sukkula has read it; what nobody has read in a year goes unread.
"""

from arviointi.surveys.models import Survey
from kehityspolku import moments

MONTHS = 3
MONTHS_UNREAD = 12


def forget():
    """Delete what is old of all closed surveys."""
    unread = ends_before(MONTHS_UNREAD)
    for survey in Survey.objects.closed_by(ends_before(MONTHS)).with_something_to_forget():
        survey.responses.all().delete()
        survey.invitations.all().delete()
        if survey.readings.exists() or survey.closed_at <= unread:
            survey.open_answers.all().delete()


def ends_before(months):
    """The end of the day so many months ago."""
    return moments.end_of(moments.months_after(moments.today(), -months))
