import pytest
from guardian.shortcuts import get_users_with_perms

from kehityspolku.dev import demo as dev_demo
from kehityspolku.models import Notice, User
from kehrat.groups import demo as group_demo
from kehrat.models import Kehra, Membership, SubArea
from tests.arranged import once

pytestmark = pytest.mark.django_db


@once
def loaded():
    dev_demo.load()
    group_demo.load_kehrat()


def test_the_six_kehrat_of_2013_are_active(loaded):
    assert list(Kehra.objects.order_by("thread").values_list("slug", "state")) == [
        ("etelaiset-kaupunginosat", "active"),
        ("kallio-vallila-pasila", "active"),
        ("herttoniemi-laajasalo", "active"),
        ("vuosaari-puotila", "active"),
        ("lantiset-alueet", "active"),
        ("maunula-pakila-oulunkyla", "active"),
    ]
    assert {str(kehra.formed_on) for kehra in Kehra.objects.all()} == {"2013-12-12"}
    assert not SubArea.objects.filter(code="533", kehrat__isnull=False).exists()


def test_loading_twice_changes_nothing(loaded):
    before = User.objects.count(), Membership.objects.count()
    group_demo.load_kehrat()
    assert (User.objects.count(), Membership.objects.count()) == before


def test_members_are_invented_and_in_life_like_numbers(loaded):
    for kehra in Kehra.objects.with_figures():
        assert 8 <= kehra.member_count <= 25
        assert kehra.coordinators().exists()
    assert all(user.name.endswith(" Esimerkki") for user in User.objects.all())
    assert not User.objects.exclude(email__endswith="@kehityspolku.example").exists()


def test_the_accounts_have_their_places(loaded):
    kallio = Kehra.objects.get(slug="kallio-vallila-pasila")
    by_role = {
        role: User.objects.get(email=f"{role}@kehityspolku.example")
        for role in ("resident", "member", "coordinator")
    }
    assert not by_role["resident"].memberships.exists()
    assert kallio.membership_of(by_role["member"]).role == "member"
    assert by_role["coordinator"] in kallio.coordinators()
    assert kallio.memberships.requested().count() == 2
    assert Notice.objects.filter(recipient=by_role["coordinator"]).count() == 3


def test_rows_and_grants_say_the_same(loaded):
    for kehra in Kehra.objects.all():
        granted = get_users_with_perms(kehra, only_with_perms_in=["member_kehra"])
        assert set(granted) == {m.user for m in kehra.memberships.active()}
