"""Days that Sukkula promises or asks for: one off work moves to the next working day."""

from datetime import timedelta

import pytest
from django.utils import translation

from kehityspolku import moments, working_days
from sukkula.review.acts import ACTS, carry_out
from tests import make

pytestmark = pytest.mark.django_db


def day_off():
    """The next day off that is at least a week away."""
    day = moments.in_days(7)
    while working_days.is_working(day):
        day += timedelta(days=1)
    return day


@pytest.mark.parametrize(
    ("verb", "state", "field"),
    [
        ("promise", "in_review", "promised_on"),
        ("ask_changes", "in_review", "changes_by"),
        ("give_time", "changes_requested", "changes_by"),
    ],
)
def test_a_day_off_moves_to_the_next_working_day_and_it_is_said(verb, state, field):
    card, asked = make.project(state=state), day_off()
    words = {"message": "Hyvä."} if verb == "ask_changes" else {"reason": "Ruuhka."}
    then = working_days.after(asked, 1)
    with translation.override("en"):
        told = carry_out(ACTS[verb], card, by=card.adviser, day=asked, **words)
    card.refresh_from_db()
    assert getattr(card, field) == then
    was, now = moments.day_text(asked), moments.day_text(then)
    assert told.endswith(f"{was} is no working day: the day is now {now}.")


def test_a_working_day_stays():
    card, day = make.project(state="in_review"), working_days.after(moments.today(), 7)
    with translation.override("en"):
        told = carry_out(ACTS["promise"], card, by=card.adviser, day=day, reason="Ruuhka.")
    assert (card.promised_on, "working day" in told) == (day, False)
