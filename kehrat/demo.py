"""The demonstration's Kehrät, their people, their projects and the city's official."""

from kehityspolku.demo import a_year_ago, story
from kehityspolku.models import User
from kehrat import (
    demo_attachments,
    demo_cards,
    demo_co_editors,
    demo_follows,
    demo_founding,
    demo_ideas,
    demo_joining,
    demo_kehrat,
    demo_meetings,
    demo_people,
    demo_talk,
    demo_versions,
)
from kehrat.models import OfficialArea


@story()
def load():
    """Load what is not there yet; run twice, it changes nothing."""
    demo_kehrat.load()
    demo_cards.load()
    demo_co_editors.load()
    demo_versions.load()
    demo_ideas.load()
    demo_people.load()
    demo_founding.load()
    demo_talk.load()
    demo_meetings.load()
    demo_joining.load()
    demo_attachments.load()
    demo_follows.load()
    official = User.objects.get(email="city_official@kehityspolku.example")
    OfficialArea.objects.grant(official, by=None)
    a_year_ago("give_area")
