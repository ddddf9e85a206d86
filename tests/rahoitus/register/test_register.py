"""The public register: what it tells, to whom, in which forms."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from kehrat.models import District, Organisation, SubArea
from tests import make

pytestmark = pytest.mark.django_db

SCHEMAS = Path(__file__).parent / "360giving"
AT = "https://raw.githubusercontent.com/ThreeSixtyGiving/standard/{}/schema/360-giving-schema.json"
RY = "1234567-1"


def grant(state="granted", sub_areas=(), **fields):
    """A grant of 900 € for a running card, with fields of its row changed."""
    made = make.application(state)
    made.project.districts.clear()
    made.project.sub_areas.set(sub_areas)
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    return made


def applicant(made, name, registered=True, business_id=""):
    facts = {"registered": registered, "business_id": business_id}
    made.project.applicant = Organisation.objects.create(name=name, **facts)
    made.project.save()
    return made


def copies(made, number):
    """As many grants more of other projects, as bare rows."""
    for project in make.copies(made.project, number):
        yield from make.copies(made, 1, project=project)


def page(client, **query):
    return client.get(reverse("rahoitus:register"), query)


def shown(client, **query):
    """Which grants the page shows, in their order."""
    return [row.pk for row in page(client, **query).context["grants"]]


def opened(client, **query):
    return json.loads(client.get(reverse("rahoitus:register_json"), query).content)


def breaches(document):
    """What the file breaks of 360Giving's own schemas, [] if nothing."""
    grants, whole = (
        json.loads((SCHEMAS / f"360-giving-{name}.json").read_text(encoding="utf-8"))
        for name in ("schema", "package-schema")
    )
    one = Resource.from_contents({**grants, "$schema": Draft202012Validator.META_SCHEMA["$id"]})
    # The package of 1.4.3 still points to the grants of 1.4.2, which are the same.
    known = Registry().with_resources((AT.format(version), one) for version in ("1.4.2", "1.4.3"))
    checked = Draft202012Validator(whole, registry=known, format_checker=FormatChecker())
    return [error.message for error in checked.iter_errors(document)]


def test_it_holds_what_public_projects_were_granted(client):
    granted, closed = grant(), grant("closed")
    for state in ("preparing", "sent", "declined", "withdrawn", "expired"):
        make.application(state)
    assert set(shown(client)) == {granted.pk, closed.pk}


def test_it_is_narrowed_by_source_year_district_kehra_and_state(client):
    kontula = SubArea.objects.filter(name_fi="Kontula")
    one = grant(sub_areas=kontula, decided_on="2024-05-02")
    other = grant("closed", decided_on="2025-05-02")
    district = kontula.get().district
    assert shown(client) == [other.pk, one.pk]
    assert shown(client, source=one.call.source.slug) == [one.pk]
    assert shown(client, year="2025") == [other.pk]
    assert shown(client, district=district.slug) == [one.pk]
    assert shown(client, kehra=other.project.kehra.slug) == [other.pk]
    assert shown(client, state="closed") == [other.pk]
    assert shown(client, year="x", source="\0", state="sent") == [other.pk, one.pk]


def test_totals_by_source_and_year_leave_unknown_sums_out_and_count_them(client):
    grant(amount=Decimal("100.50"), decided_on="2024-01-01")
    one = grant(amount=Decimal("200.25"), decided_on="2025-01-01")
    other = grant(amount=None, recorded_afterwards=True, decided_on="2025-12-31")
    other.call.source = one.call.source
    other.call.save()
    context = page(client).context
    total, ((_source, by_source), (_year, by_year)) = context["total"], context["tables"]
    assert (total.grants, total.euros, total.unknown) == (3, Decimal("300.75"), 1)
    rows = {(row.name, row.grants, row.euros, row.unknown) for row in by_source}
    assert (str(one.call.source), 2, Decimal("200.25"), 1) in rows
    assert [(row.name, row.grants, row.euros, row.unknown) for row in by_year] == [
        ("2025", 2, Decimal("200.25"), 1),
        ("2024", 1, Decimal("100.50"), 0),
    ]


def test_a_corrected_sum_is_the_one_that_page_table_and_file_tell(client):
    made = make.application("granted")
    made.decisions.get().correct(
        by=made.project.adviser,
        why="Typed wrongly.",
        decided_on=made.decided_on,
        amount=Decimal(90),
    )
    assert page(client).context["grants"][0].amount == 90
    assert ";90,00;" in client.get(reverse("rahoitus:register_csv")).content.decode()
    assert [grant["amountAwarded"] for grant in opened(client)["grants"]] == [90]


def test_pages_go_on_by_day_and_key(client):
    made = [first := grant(), *copies(first, 31)]
    for number, row in enumerate(made):
        row.decided_on = f"2024-02-{1 + number // 2:02}"
        row.save()
    first = page(client)
    second = client.get(reverse("rahoitus:register") + first.context["older_url"])
    keys = [row.pk for answer in (first, second) for row in answer.context["grants"]]
    assert keys == [row.pk for row in reversed(made)]


@pytest.mark.parametrize(
    ("name", "registered", "is_told"),
    [
        ("Kontulan ystävät ry", True, True),
        ("Maija Meikäläinen", False, False),
        ("Tmi Maija Meikäläinen", True, False),
        ("Meikäläinen T:mi", True, False),
        ("Tmix Oy", True, True),
    ],
)
def test_no_private_person_is_named(client, name, registered, is_told):
    made = applicant(grant(), name, registered)
    files = [client.get(reverse(f"rahoitus:register_{form}")) for form in ("csv", "json")]
    told = {name in answer.content.decode() for answer in (page(client), *files)}
    assert told == {is_told}
    recipient = name if is_told else str(made.project.kehra)
    assert opened(client)["grants"][0]["recipientOrganization"][0]["name"] == recipient


def test_open_data_keeps_to_the_schema_of_360giving(client):
    kontula, vesala = SubArea.objects.filter(name_fi__in=["Kontula", "Vesala"]).order_by("name_fi")
    one = applicant(grant(sub_areas=[kontula, vesala]), "Kontulan ystävät ry", True, RY)
    city = applicant(grant(amount=Decimal("10.05")), "Ystävät ry")
    city.project.all_districts = True
    city.project.save()
    near = grant()
    near.project.districts.set(District.objects.filter(number=11))
    one.call.source.business_id = "0201256-6"
    one.call.source.save()
    document = opened(client)
    assert breaches(document) == []
    rows = {row["id"]: row for row in document["grants"]}
    told = rows[f"360G-kehityspolku-{one.pk}"]
    assert told["recipientOrganization"] == [{"id": f"FI-PRO-{RY}", "name": "Kontulan ystävät ry"}]
    assert told["fundingOrganization"][0]["id"] == "FI-PRO-0201256-6"
    assert told["grantProgramme"][0]["code"] == one.call.slug
    assert [place["geoCode"] for place in told["beneficiaryLocation"]] == sorted(
        [kontula.code, vesala.code]
    )
    told = rows[f"360G-kehityspolku-{city.pk}"]
    assert told["amountAwarded"] == 10.05
    assert told["recipientOrganization"][0]["id"].startswith("360G-kehityspolku-ORG:organisation-")
    assert [place["geoCode"] for place in told["beneficiaryLocation"]] == ["091"]
    places = rows[f"360G-kehityspolku-{near.pk}"]["beneficiaryLocation"]
    assert [place["geoCode"] for place in places] == ["11"]


def test_the_schema_would_tell_a_wrong_file():
    assert breaches({"grants": []}) != []
    assert breaches({"grants": [{"id": "1", "title": "No sum"}]}) != []


def test_a_sum_not_stated_is_not_in_the_open_data(client):
    grant(amount=None, recorded_afterwards=True)
    assert client.get(reverse("rahoitus:register_json")).status_code == 404
    assert (
        "360Giving"
        not in page(client).content.decode().partition("<table")[0].split("download")[-1]
    )
    known = grant()
    rows = opened(client)["grants"]
    assert [row["id"] for row in rows] == [f"360G-kehityspolku-{known.pk}"]
    table = client.get(reverse("rahoitus:register_csv")).content.decode().splitlines()
    assert len(table) == 1 + 2


def test_the_files_are_narrowed_as_the_page_is(client):
    grant(decided_on="2024-01-01")
    other = grant(decided_on="2025-01-01")
    assert [row["awardDate"] for row in opened(client, year="2025")["grants"]] == ["2025-01-01"]
    table = client.get(reverse("rahoitus:register_csv"), {"year": "2025"}).content.decode()
    assert other.project.title in table
    assert len(table.splitlines()) == 2


@pytest.mark.parametrize("name", ["register", "register_csv", "register_json"])
def test_thirty_rows_ask_no_more_than_one(client, name):
    asked = []
    first = grant(sub_areas=SubArea.objects.filter(name_fi__in=["Kontula", "Vesala"]))
    for more in (0, 2, 27):
        list(copies(first, more))
        client.get(reverse(f"rahoitus:{name}"))
        with CaptureQueriesContext(connection) as done:
            client.get(reverse(f"rahoitus:{name}"))
        asked.append(len(done))
    assert asked[0] <= 14
    assert asked == [asked[0]] * 3


def test_partners_are_named_if_they_are_organisations_and_no_persons(client):
    made = grant()
    names = {"Martat ry": True, "T:mi Testaaja": True, "Naapurit": False}
    for name, registered in names.items():
        body = Organisation.objects.create(name=name, registered=registered)
        made.partners.create(organisation=body)
    made.partners.create(name="Maija Meikäläinen")
    told = {page(client).content.decode(), client.get(reverse("rahoitus:register_csv")).text}
    for text in told:
        assert "Martat ry" in text
        assert [name for name in ("Testaaja", "Naapurit", "Maija") if name in text] == []
