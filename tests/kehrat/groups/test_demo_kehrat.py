import pytest
from guardian.shortcuts import get_users_with_perms

from kehityspolku.models import Notice, User
from kehrat.groups import demo as group_demo
from kehrat.models import Kehra, Membership, SubArea

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def first():
    return Kehra.objects.filter(formed_on="2013-12-12")


def test_the_six_kehrat_of_2013_are_active():
    assert list(first().order_by("thread").values_list("slug", "state")) == [
        ("etelaiset-kaupunginosat", "active"),
        ("kallio-vallila-pasila", "active"),
        ("herttoniemi-laajasalo", "active"),
        ("vuosaari-puotila", "active"),
        ("lantiset-alueet", "active"),
        ("maunula-pakila-oulunkyla", "active"),
    ]
    assert not SubArea.objects.filter(code="533", kehrat__isnull=False).exists()


def test_loading_twice_changes_nothing():
    before = User.objects.count(), Membership.objects.count()
    group_demo.load_kehrat()
    assert (User.objects.count(), Membership.objects.count()) == before


def test_members_are_invented_and_in_life_like_numbers():
    for kehra in first().with_figures():
        assert 8 <= kehra.member_count <= 25
        waits = kehra.vacancies.exists()
        assert (kehra.slug, kehra.coordinators().exists()) == (kehra.slug, not waits)
    assert all(user.name.endswith(" Esimerkki") for user in User.objects.all())
    assert not User.objects.exclude(email__endswith="@kehityspolku.example").exists()


def test_the_accounts_have_their_places():
    kallio = Kehra.objects.get(slug="kallio-vallila-pasila")
    by_role = {
        role: User.objects.get(email=f"{role}@kehityspolku.example")
        for role in ("resident", "member", "coordinator")
    }
    assert not by_role["resident"].memberships.exists()
    assert kallio.membership_of(by_role["member"]).role == "member"
    assert by_role["coordinator"] in kallio.coordinators()
    assert kallio.memberships.requested().count() == 2
    told = Notice.objects.filter(recipient=by_role["coordinator"])
    assert told.filter(event__verb="ask_to_join").count() == 2


def test_rows_and_grants_say_the_same():
    for kehra in Kehra.objects.all():
        granted = get_users_with_perms(kehra, only_with_perms_in=["member_kehra"])
        assert set(granted) == {m.user for m in kehra.memberships.active()}
