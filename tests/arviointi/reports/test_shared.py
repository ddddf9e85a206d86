"""Reports among officials: previewed, shared by area, ordered by the calendar, compared."""

from datetime import date

import pytest

from arviointi.reports import areas, build, clock, previous, progress
from kehityspolku import moments
from kehityspolku.models import Notice, Report
from kehityspolku.moments import days_ago
from kehrat.models import District, OfficialArea
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


def official(language="fi", number=None):
    person = make.user("city_official", language=language)
    district = District.objects.get(number=number) if number else None
    OfficialArea.objects.grant(person, by=None, district=district)
    return person


@pytest.fixture(autouse=True)
def files_in(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def ready(report, told):
    report.freeze({"raportti.json": previous.figures_file(told)}, moments.now())
    return report


def test_a_report_is_previewed_shared_by_area_and_compared_with_the_one_before(client):
    mine, colleague, other = official(number=11), official(number=11), official(number=12)
    project = make.project(state="approved", target_areas=["Kallio"])
    first, last = moments.in_days(-30), moments.today()
    form = {"area": "district:11", "first": first, "last": last, "language": "fi"}
    client.force_login(mine)
    page = main(client.post("/en/raportit/", form | {"preview": "yes"}))
    assert "1 project belonged to the period." in page
    assert "by the day on which they were suggested" in page
    assert Report.objects.count() == 0
    answer = client.post("/raportit/", form)
    report = Report.objects.get()
    assert answer.url == f"/raportit/{report.pk}/"
    area = areas.find("district:11")
    ready(report, progress.gather(area, first, last))
    statuses = []
    for person in (mine, colleague, other, make.user("adviser")):
        client.force_login(person)
        pages = [answer.url, f"{answer.url}raportti.json"]
        statuses.append([client.get(url).status_code for url in pages])
    assert statuses == [[200, 200], [200, 200], [404, 404], [200, 200]]
    client.force_login(colleague)
    assert report.title in main(client.get("/raportit/"))

    # The next version tells what differs from it.
    make.idea(District.objects.get(number=11))
    again = build.order_city(area, first, last, by=mine, language="fi")
    told = previous.difference(again, progress.gather(area, first, last))
    rows = {label: (then, now, change) for label, then, now, change in told.rows}
    assert (told.report, rows["uusi idea"]) == (report, ("0", "1", "+1"))
    assert rows["myönnetty"][2] == "0"
    year = moments.today().year
    older = build.order_city(area, date(year - 3, 1, 1), last, by=mine, language="fi")
    assert previous.previous(older) is None  # another period that did not end before

    # Of a project a report is ordered from its page, by those who answer for its districts.
    key = f"project:{project.pk}"
    chosen = [
        f'value="{key}"' in client.get(f"/raportit/?area={key}").content.decode()
        for person in (mine, other, make.user("lead"))
        if client.force_login(person) is None
    ]
    assert chosen == [True, False, True]
    assert client.get("/raportit/?area=project:x").status_code == 200


def test_the_calendar_orders_each_half_year_and_year_once():
    assert [clock.periods(date(2026, month, 10)) for month in (1, 5, 7, 12)] == [
        [(date(2025, 7, 1), date(2025, 12, 31)), (date(2025, 1, 1), date(2025, 12, 31))],
        [],
        [(date(2026, 1, 1), date(2026, 6, 30))],
        [],
    ]
    today = moments.today()
    july = date(today.year - (today < date(today.year, 7, 10)), 7, 10)
    with days_ago((today - july).days):
        city, sv, _other = official(), official("sv", 11), make.user("city_official")
        assert clock.order_what_is_due() == 2
        assert clock.order_what_is_due() == 0
        found = {report.params["area"]: report for report in Report.objects.all()}
        told = progress.gather(areas.find("district:11"), july, july)
        for report in found.values():
            ready(report, told)
    heard = Notice.objects.filter(event__verb="report_ready").values_list(
        "event__target_id", "recipient"
    )
    assert set(heard) == {(found["city"].pk, city.pk), (found["district:11"].pk, sv.pk)}
    assert (found["district:11"].language, found["city"].by) == ("sv", None)
