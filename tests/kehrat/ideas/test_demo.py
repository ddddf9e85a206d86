from collections import Counter

import pytest

from kehrat.ideas import demo as idea_demo
from kehrat.models import District, Idea

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_the_ideas_are_in_every_state_and_language():
    states = Counter(Idea.objects.values_list("state", flat=True))
    assert states == {"open": 26, "taken_up": 4, "declined": 1, "withdrawn": 1, "merged": 1}
    assert set(Idea.objects.values_list("language", flat=True)) == {"fi", "sv", "en"}
    assert Idea.objects.exclude(paper_on=None).count() == 2
    assert all(idea.support_count == idea.supports.count() for idea in Idea.objects.all())


@pytest.mark.parametrize(("slug", "backers"), [("kapyla", 14), ("munkkiniemi", 9)])
def test_two_districts_wait_for_a_kehra(slug, backers):
    district = District.objects.get(slug=slug)
    told = Idea.objects.waiting_in(district)
    assert (told["backers"], told["enough"]) == (backers, backers >= 10)


def test_loading_twice_changes_nothing():
    before = Idea.objects.count()
    idea_demo.load()
    assert Idea.objects.count() == before
