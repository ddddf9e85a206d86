"""Names stand in Finnish order, å, ä and ö last and case ignored, whatever the server's own is."""

import re
from pathlib import Path

import pytest

from kehityspolku.models import Role
from sukkula.review import forms
from tests import make

FLOORS = ("kehityspolku", "kehrat", "rahoitus", "sukkula", "arviointi")
ORDERED = re.compile(r"order_by\(((?:[^()]|\([^()]*\))*)\)")
IN_FINNISH = re.compile(r"FinnishOrder\([^()]*\)")
NAME = re.compile(r'"-?(?:\w+__)?name(?:_fi)?"')
OTHERS = {"kehrat/organisations/models.py"}  # a column that holds the names of fields


def test_no_list_is_ordered_by_a_bare_name():
    bare = set()
    for path in (path for floor in FLOORS for path in Path(floor).rglob("*.py")):
        orders = ORDERED.findall(path.read_text(encoding="utf-8"))
        bare |= {str(path) for told in orders if NAME.search(IN_FINNISH.sub("", told))}
    assert bare == OTHERS


@pytest.mark.django_db
def test_people_are_chosen_from_a_list_in_finnish_order():
    for name in ("Ö", "zoe", "Ä", "Zia", "Å", "Aa"):
        make.user(Role.Kind.ADVISER, name=name)
    assert [str(person) for person in forms.staff()] == ["Aa", "Zia", "zoe", "Å", "Ä", "Ö"]
