"""Reading together gives the rows that the relations give, in their order, and asks once."""

from decimal import Decimal

import pytest
from django.db.models import Model

from kehityspolku import moments
from kehityspolku.read_together import read_together
from kehrat.models import District, SubArea
from rahoitus.models import Application
from tests import make

pytestmark = pytest.mark.django_db


def columns(row):
    """All that is stored of a row."""
    return type(row), {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}


def told(record, name):
    return [columns(row) for row in getattr(record, name).all()]


def test_rows_are_as_the_relations_give_them(django_assert_num_queries):
    grant = make.grant(advance_share=Decimal("30.5"))
    make.amendment(grant)
    make.payment("paid", grant, amount="0.10")
    make.grant_report(application=grant)
    make.milestone(project=grant.project)
    call = grant.call
    call.parts.create(place=2, name_fi="Toinen", largest=Decimal("1000.50"))
    call.parts.create(place=1, name_fi="Ensimmäinen")
    call.districts.set(District.objects.filter(name_fi__in=["Vuosaari", "Kallio"]))
    grant.project.sub_areas.set(SubArea.objects.filter(name_fi__in=["Kontula", "Vesala"]))
    other = make.application("declined")
    wanted = {
        "application": ("budgets", "decisions", "payments", "reports", "partners", "supplements"),
        "call": ("parts", "districts", "questions"),
        "project": ("milestones", "sub_areas", "districts", "phases", "budget"),
    }

    def records():
        rows = Application.objects.filter(pk__in=[grant.pk, other.pk]).order_by("pk")
        found = list(rows.select_related("call", "project"))
        return {
            "application": found,
            "call": [each.call for each in found],
            "project": [each.project for each in found],
        }

    plain, together = records(), records()
    with django_assert_num_queries(1):
        read_together(*((together[kind], *names) for kind, names in wanted.items()))
    expected = {
        (kind, n, name): told(record, name)
        for kind, names in wanted.items()
        for n, record in enumerate(plain[kind])
        for name in names
    }
    assert sum(bool(rows) for rows in expected.values()) >= 10
    with django_assert_num_queries(0):
        found = {(kind, n, name): told(together[kind][n], name) for kind, n, name in expected}
        (payment,) = together["application"][0].payments.all()
        assert (payment.application, payment.amount) == (grant, Decimal("0.10"))
        assert payment.state_since.tzinfo is not None
        assert payment.paid_on == moments.today()
    assert found == expected
    assert all(isinstance(row, Model) for row in together["call"][0].parts.all())


def test_of_no_records_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        read_together(([], "budgets"))
