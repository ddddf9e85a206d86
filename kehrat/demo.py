"""The demonstration's Kehrät, their people, their projects and the city's official."""

from django.db import transaction

from kehityspolku.dev.demo import account, on, story
from kehrat.coordination import demo as coordination_demo
from kehrat.front import demo as front_demo
from kehrat.groups import demo as group_demo
from kehrat.ideas import demo as idea_demo
from kehrat.meetings import demo as meeting_demo
from kehrat.models import OfficialArea
from kehrat.organisations import demo as organisation_demo
from kehrat.projects import demo as project_demo
from kehrat.talk import demo as talk_demo

TELLS = "Kehrät, ideas, projects and meetings"


@transaction.atomic
@story()
def load():
    """Load what is not there yet; run twice, it changes nothing."""
    group_demo.load_kehrat()
    project_demo.load_cards()
    project_demo.load_co_editors()
    project_demo.load_versions()
    group_demo.load_founding()
    idea_demo.load()
    group_demo.load_pictures()
    talk_demo.load()
    meeting_demo.load()
    coordination_demo.load()
    project_demo.load_attachments()
    organisation_demo.load()
    front_demo.load()
    with on(365):
        OfficialArea.objects.grant(account("city_official"), by=None)


@transaction.atomic
def finish():
    """What came of projects that a grant has set running, and of a Kehrä of theirs."""
    project_demo.finish()
    group_demo.finish()
    idea_demo.load_waiting()
