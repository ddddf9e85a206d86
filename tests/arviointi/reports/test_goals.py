"""Goals that an official sets for an area and a year, and what reports say was reached of them."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arviointi.models import Goal, ResultRow, Survey
from arviointi.reports import areas, prose, workbook
from arviointi.reports.goals import outcomes
from arviointi.results.models import Part
from kehityspolku import moments
from kehrat.models import District, Idea, OfficialArea
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
THERE = "/en/raportit/tavoitteet/"


def official(**area):
    person = make.user("city_official")
    OfficialArea.objects.grant(person, by=None, **area)
    return person


def on(*day):
    return datetime.combine(date(*day), time(12), tzinfo=moments.HELSINKI)


def test_an_official_sets_mends_and_gives_up_goals_of_their_own_areas(client):
    mine = official(district=District.objects.get(number=11))
    with pytest.raises(PermissionDenied):
        Goal.objects.set_for(areas.find("city"), by=mine, year=2025, figure="ideas", target=1)
    client.force_login(mine)
    given = {"area": "district:11", "year": "2025", "figure": "ideas", "reason": "The city's plan"}
    for wrong, field in (
        ({"area": "district:12"}, "area"),
        ({"year": "1999"}, "year"),
        ({"year": "x\0"}, "year"),
        ({"figure": "score"}, "figure"),
        ({"target": "-1"}, "target"),
        ({"target": ""}, "target"),  # there is none to give up
        ({"target": "many"}, "target"),
        ({"target": "9" * 40}, "target"),
        ({"figure": "rate", "target": "101"}, "target"),
        ({"reason": "x" * 301}, "reason"),
    ):
        page = client.post(THERE, given | {"target": "7"} | wrong)
        assert list(page.context["form"].errors) == [field]
    assert not Goal.objects.exists()
    asked = []
    for target, holds in (("7", ["7"]), ("12,5", ["12,50"]), ("", [])):
        page = client.post(THERE, given | {"target": target}, follow=True)
        assert [goal.target_text for goal in page.context["goals"]] == holds
        assert ("<caption>Goals that hold</caption>" in main(page)) == bool(holds)
        assert "The city&#x27;s plan" in main(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(THERE)
        asked.append(len(queries))
    assert asked[0] == asked[1]  # however much has happened
    assert Goal.objects.count() == 3  # what was set before stays to be read
    # Who set what and when is told below, newest first, as it was then.
    told = [(event.sentence, event.actor) for event in page.context["happened"]]
    assert told == [
        ("A goal was given up: Kallio, new ideas 2025", mine),
        ("A goal was set: Kallio, new ideas 2025: 12,50", mine),
        ("A goal was set: Kallio, new ideas 2025: 7", mine),
    ]
    Goal.objects.set_for(areas.find("city"), by=official(), year=2025, figure="ideas", target=1)
    page = client.get(THERE)  # another area's is not here
    assert (list(page.context["goals"]), len(page.context["happened"])) == ([], 3)


def test_a_report_tells_target_and_actual_from_the_years_first_day(client):
    kehra, by, city = make.kehra(), official(), areas.find("city")
    for day in ((2023, 12, 31), (2024, 1, 1), (2024, 12, 31), (2025, 1, 1), (2025, 6, 30)):
        Idea.objects.create(kehra=kehra, title="Idea", text="Idea", made_at=on(*day))
    titles = {f"title_{code}": "Kysely" for code in ("fi", "sv", "en")}
    survey = Survey.objects.create(
        kehra=kehra, state="closed", mode="named", closed_at=on(2025, 3, 1), **titles
    )
    told = {"reached": 20, "answered": 9}
    ResultRow.objects.create(survey=survey, part=Part.RATE, group="resident", figures=told)
    for year, figure, target in (
        (2023, "ideas", 9),
        (2024, "ideas", 2),
        (2025, "ideas", 3),
        (2025, "rate", 45),
        (2024, "rate", 45),
        (2025, "hours", 1),
    ):
        Goal.objects.set_for(city, by=by, year=year, figure=figure, target=target)
    kehrat = Goal.objects.set_for(city, by=by, year=2025, figure="kehrat", target=1)
    Goal.objects.give_up(city, by=by, year=2025, figure="kehrat")
    reached = outcomes(city, date(2024, 10, 1), date(2025, 6, 30))
    assert [(o.goal.year, o.goal.figure, o.actual, o.is_met, o.is_over) for o in reached] == [
        (2024, "ideas", 2, True, True),
        (2024, "rate", None, None, True),
        (2025, "ideas", 2, False, False),
        (2025, "rate", Decimal(45), True, False),
        (2025, "hours", 0, False, False),
    ]
    assert kehrat not in [outcome.goal for outcome in reached]
    assert [(o.target_text, o.actual_text) for o in reached[2:4]] == [
        ("3", "2"),
        ("45\u00a0%", "45\u00a0%"),
    ]
    assert outcomes(areas.find("district:11"), date(2024, 1, 1), date(2025, 6, 30)) == []
    assert prose.met(reached).endswith("toteutui 2.")
    _name, head, rows = workbook.goals(reached)
    assert [len(row) for row in rows] == [len(head)] * 5
    client.force_login(by)
    form = {"area": "city", "first": "2025-01-01", "last": "2025-06-30", "language": "en"}
    page = main(client.post("/en/raportit/", form | {"preview": "yes"}))
    assert "not yet on" in page
    assert "Of the 3 goals set for the area 1 were met by the last day." in page
