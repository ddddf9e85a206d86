from collections import Counter

import pytest

from kehityspolku.dev import demo as dev_demo
from kehrat.groups import demo as group_demo
from kehrat.ideas import demo as idea_demo
from kehrat.models import District, Idea
from tests.arranged import once

pytestmark = pytest.mark.django_db


@once
def loaded():
    dev_demo.load()
    group_demo.load_kehrat()
    idea_demo.load()


def test_the_ideas_are_in_every_state_and_language(loaded):
    states = Counter(Idea.objects.values_list("state", flat=True))
    assert states == {"open": 20, "declined": 1, "withdrawn": 1, "merged": 1}
    assert set(Idea.objects.values_list("language", flat=True)) == {"fi", "sv", "en"}
    assert Idea.objects.exclude(paper_on=None).count() == 2
    assert all(idea.support_count == idea.supports.count() for idea in Idea.objects.all())


@pytest.mark.parametrize(("slug", "backers"), [("kapyla", 14), ("munkkiniemi", 9)])
def test_two_districts_wait_for_a_kehra(loaded, slug, backers):
    district = District.objects.get(slug=slug)
    told = Idea.objects.waiting_in(district)
    assert (told["backers"], told["enough"]) == (backers, backers >= 10)


def test_loading_twice_changes_nothing(loaded):
    before = Idea.objects.count()
    idea_demo.load()
    assert Idea.objects.count() == before
