"""Names stand in Finnish order, å, ä and ö last and case ignored, whatever the server's own is."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from kehityspolku.models import Role
from kehityspolku.text import finnish_order
from kehrat.front import coverage
from kehrat.groups.models import Organisation
from sukkula.review import forms
from tests import make

FLOORS = ("kehityspolku", "kehrat", "rahoitus", "sukkula", "arviointi")
ORDERED = re.compile(r"order_by\(((?:[^()]|\([^()]*\))*)\)")
IN_FINNISH = re.compile(r"FinnishOrder\([^()]*\)")
NAME = re.compile(r'"-?(?:\w+__)?name(?:_fi|_sv|_\{.*)?"')
ITS_NAME = re.compile(r"-?(name|name_fi|name_sv|title)")
OTHERS = {"kehrat/organisations/models.py"}  # a column that holds the names of fields


def test_no_list_is_ordered_by_a_bare_name():
    bare = set()
    for path in (path for floor in FLOORS for path in Path(floor).rglob("*.py")):
        orders = ORDERED.findall(path.read_text(encoding="utf-8"))
        bare |= {str(path) for told in orders if NAME.search(IN_FINNISH.sub("", told))}
    assert bare == OTHERS


def test_no_model_is_ordered_by_a_bare_name():
    bare = {
        model._meta.label
        for model in apps.get_models()
        for told in model._meta.ordering
        if model.__module__.startswith(FLOORS) and ITS_NAME.fullmatch(str(told))
    }
    assert bare == set()


@pytest.mark.django_db
def test_names_stand_alike_in_lists_of_python_and_of_the_database():
    names = ["Öljy", "äiti", "Åbo", "zorro", "Zeta", "aamu", "Éire", "Aapo", "å", "Östra 2", "10"]
    with connection.cursor() as cursor:
        query = "SELECT n FROM unnest(%s::text[]) AS n ORDER BY f_finnish_order(n), n"
        cursor.execute(query, [names])
        listed = [name for (name,) in cursor.fetchall()]
    assert sorted(sorted(names), key=finnish_order) == listed
    Organisation.objects.bulk_create(Organisation(name=name) for name in names)
    assert [str(each) for each in Organisation.objects.filter(name__in=names)] == listed
    groups = [SimpleNamespace(pk=n, name=name) for n, name in enumerate(names)]
    area = SimpleNamespace(kehrat=SimpleNamespace(all=lambda: groups))
    district = SimpleNamespace(sub_areas=SimpleNamespace(all=lambda: [area]))
    assert [kehra.name for kehra in coverage.cover(district).groups] == listed


@pytest.mark.django_db
def test_people_are_chosen_from_a_list_in_finnish_order():
    for name in ("Ö", "zoe", "Ä", "Zia", "Å", "Aa"):
        make.user(Role.Kind.ADVISER, name=name)
    assert [str(person) for person in forms.staff()] == ["Aa", "Zia", "zoe", "Å", "Ä", "Ö"]
