"""The portal's own lists ask the database the same number of times for 1, 3 and 30 rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arviointi.reports import areas, build
from kehityspolku import moments
from tests import make

pytestmark = pytest.mark.django_db


def queries(client, path, count):
    client.get(path)  # content types and the like are cached from here on
    with count() as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.fixture
def count():
    return lambda: CaptureQueriesContext(connection)


def test_notices(client, count):
    team = make.coordinator(make.kehra())
    kehra = team.memberships.get().kehra
    client.force_login(team)
    asked = set()
    for rows in (1, 3, 30):
        for _ in range(rows - team.notices.count()):
            kehra.ask_to_join(by=make.user(), actor_type="resident")
        asked.add(queries(client, "/ilmoitukset/", count))
    assert len(asked) == 1


def test_reports(client, count):
    by = make.user("adviser")
    client.force_login(by)
    asked = set()
    for rows in (1, 3, 30):
        for number in range(rows - by.reports.count()):
            first = moments.in_days(-number - 40 * rows)
            build.order_city(areas.find("city"), first, moments.today(), by=by, language="fi")
        asked.add(queries(client, "/raportit/", count))
    assert len(asked) == 1
