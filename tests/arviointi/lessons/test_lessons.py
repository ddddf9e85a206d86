"""What projects learnt and what lives on, across projects: by area and funder, with its share."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arviointi.models import Coding
from kehityspolku import moments
from kehrat.models import District, Project
from rahoitus.models import Application, Decision, FollowUp
from tests import make

pytestmark = pytest.mark.django_db
THERE = "/en/opit/"


def ended(title, kehra, *, days, district=None, source=None, lives=None, **told):
    """A bare row: how it came to its end is not what is tried here."""
    at = moments.now() - timedelta(days=days)
    told = {"lessons_good": f"{title} worked"} | told
    project = Project.objects.create(
        kehra=kehra, title=title, state="ended", state_since=at, **told
    )
    if district:
        project.districts.add(district)
    if source:
        application = Application.objects.create(
            project=project, call=make.call(source=source), state="closed", recorded_afterwards=True
        )
        Decision.objects.create(application=application, kind="granted", recorded_afterwards=True)
    if lives is not None:
        state = "answered" if lives else "asked"
        FollowUp.objects.create(project=project, state=state, lives=lives, text="The yard")
    return project


def test_lessons_are_read_by_area_and_funder_with_the_share_of_what_lives_on(client):
    kehra, (city, elsewhere) = make.kehra(), (make.source(), make.source())
    kallio, vuosaari = (District.objects.get(number=number) for number in (11, 54))
    ended("Yard", kehra, days=500, district=kallio, source=city, lives="all")
    ended("Market", kehra, days=450, district=vuosaari, source=city, lives="some")
    ended("Choir", kehra, days=400, district=kallio, source=elsewhere, lives="nothing")
    lead = make.user("lead")
    Coding.objects.say(Project.objects.get(title="Yard"), ["money", "places"], by=lead)
    Coding.objects.say(Project.objects.get(title="Choir"), ["places"], by=lead)
    ended("Path", kehra, days=390, district=kallio, lives="unknown", lessons_good="")
    ended("Sauna", kehra, days=380, lives="", lessons_good="", legacy_least=["The stove"])
    make.project(kehra, "running")

    def shown(**narrowed):
        page = client.get(THERE, narrowed)
        after = page.context["after"]
        told = (after.asked, after.answered, after.known, after.living, after.share)
        return [project.title for project in page.context["projects"]], told

    everything = shown()
    # Who does not know is no “no”; who told no lessons is in the share all the same.
    assert everything == (["Sauna", "Choir", "Market", "Yard"], (5, 4, 3, 2, "67\u00a0%"))
    assert shown(source=city.pk) == (["Market", "Yard"], (2, 2, 2, 2, "100\u00a0%"))
    assert shown(area="district:54") == (["Market"], (1, 1, 1, 1, "100\u00a0%"))
    assert shown(area="district:11", source=elsewhere.pk) == (["Choir"], (1, 1, 1, 0, "0\u00a0%"))
    assert shown(theme="places")[0] == ["Choir", "Yard"]
    assert shown(theme="money") == (["Yard"], (1, 1, 1, 1, "100\u00a0%"))
    assert shown(theme="money", area="district:54") == ([], (0, 0, 0, 0, ""))
    for nonsense in ({"theme": "all"}, {"area": "moon"}, {"source": "x"}, {"source": "9" * 30}):
        assert shown(**nonsense) == everything
    page = client.get(THERE).text
    assert "Of the 3 projects that could tell, at least some lives on in 2: 67\u00a0%." in page
    for words in ("Market worked", "The stove", "The yard", "Some of it lives on"):
        assert words in page


def test_sukkula_says_what_they_are_about_and_can_say_otherwise(client):
    project = ended("Yard", make.kehra(), days=400)
    there = f"/en/opit/{project.pk}/aiheet/"
    client.force_login(make.user("lead"))
    for ticked in (["money", "city"], []):
        assert client.post(there, {"themes": ticked}).status_code == 302
        (shown,) = client.get(THERE).context["projects"]
        assert sorted(shown.themes) == sorted(ticked)
    assert client.post(there, {"themes": "all"}).context["form"].errors
    assert project.codings.count() == 2
    history = client.get(project.get_absolute_url()).context["history"]
    assert [event.sentence for event in history if event.verb == "mark_lessons"] == [
        "The lessons of “Yard” are marked as being about nothing in particular",
        "Sukkula marked what the lessons of “Yard” are about: Working with the City, Money and "
        "reporting",
    ]
    with pytest.raises(PermissionDenied):
        Coding.objects.say(project, ["money"], by=make.user())
    untold = ended("Path", make.kehra(), days=400, lessons_good="")
    assert client.get(f"/en/opit/{untold.pk}/aiheet/").status_code == 404


def test_its_queries_do_not_grow_and_it_has_pages(client):
    kehra, source, asked = make.kehra(), make.source(), set()
    client.get(THERE)
    for rows in (1, 3, 30):
        for number in range(Project.objects.count(), rows):
            ended(f"N{number}", kehra, days=400 + number, source=source if number < 10 else None)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(THERE)
        asked.add(len(queries))
    assert len(asked) == 1
    assert len(page.context["projects"]) == 10
    following = client.get(THERE + page.context["older_url"])
    assert [project.title for project in following.context["projects"]][0] == "N10"
