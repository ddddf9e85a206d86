"""The admin is for administrators: areas and sources given there become grants at once."""

import pytest

from kehityspolku.models import User
from kehrat.models import District, OfficialArea
from kehrat.rules import reportable
from tests import make

pytestmark = pytest.mark.django_db


def test_an_officials_area_is_given_and_ended(client):
    client.force_login(make.user("admin"))
    official = make.user("city_official")
    form = {"user": official.pk, "district": 11, "started_on": "2026-01-01"}
    assert client.post("/hallinta/kehrat/officialarea/add/", form).status_code == 302
    assert reportable(User.objects.get(pk=official.pk)) == {11}
    area = OfficialArea.objects.get()
    ended = form | {"ended_on": "2026-06-30"}
    client.post(f"/hallinta/kehrat/officialarea/{area.pk}/change/", ended)
    assert reportable(User.objects.get(pk=official.pk)) == set()
    assert District.objects.filter(pk=11).exists()


def test_a_sources_official_is_appointed_and_ended(client):
    client.force_login(make.user("admin"))
    person, source = make.user("funder_official"), make.source()
    form = {"user": person.pk, "source": source.pk, "started_on": "2026-01-01"}
    client.post("/hallinta/rahoitus/sourceofficial/add/", form)
    assert User.objects.get(pk=person.pk).has_perm("rahoitus.decide_source", source)
    row = source.officials.get()
    client.post(
        f"/hallinta/rahoitus/sourceofficial/{row.pk}/change/", form | {"ended_on": "2026-06-30"}
    )
    assert not User.objects.get(pk=person.pk).has_perm("rahoitus.decide_source", source)


@pytest.mark.parametrize("role", [None, "lead", "city_official"])
def test_nobody_else_gets_in(client, role):
    client.force_login(make.user(role))
    assert client.get("/hallinta/kehrat/officialarea/").status_code in (302, 403)
