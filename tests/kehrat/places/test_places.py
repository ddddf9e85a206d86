import pytest
from django.core.management import call_command
from django.utils.translation import override

from kehrat.models import District, MajorDistrict, SubArea

pytestmark = pytest.mark.django_db


def test_migrating_loads_the_places():
    assert MajorDistrict.objects.count() == 8
    assert District.objects.count() == 59
    assert SubArea.objects.count() == 148
    assert SubArea.objects.inhabited().count() == 147
    assert not District.objects.filter(r=0).exists()


def test_places_have_both_names_and_their_main_district():
    kontula = SubArea.objects.get(name_fi="Kontula")
    assert (kontula.name_sv, kontula.district.name_fi) == ("Gårdsbacka", "Mellunkylä")
    assert kontula.district.major.name_sv == "Östra"
    assert SubArea.objects.get(code="533").district is None


def test_neighbours_are_mutual():
    kallio = District.objects.get(slug="kallio")
    names = {d.name_fi for d in kallio.neighbours.all()}
    assert {"Alppiharju", "Sörnäinen", "Kluuvi"} <= names
    assert all(kallio in d.neighbours.all() for d in kallio.neighbours.all())


def test_loading_again_mends_what_was_changed():
    District.objects.filter(number=11).update(name_fi="Kalio", x=0)
    call_command("load_places", verbosity=0)
    kallio = District.objects.get(number=11)
    assert (kallio.name_fi, kallio.x > 0) == ("Kallio", True)
    assert District.objects.count() == 59


def test_a_major_district_is_called_by_its_whole_name():
    names = {}
    for language in ("fi", "sv"):
        with override(language):
            names[language] = [major.full_name for major in MajorDistrict.objects.all()]
    assert names["fi"][0] == "Eteläinen suurpiiri"
    assert names["sv"][0] == "Södra stordistriktet"
    assert (names["fi"][-1], names["sv"][-1]) == (
        "Östersundomin suurpiiri",
        "Östersundoms stordistrikt",
    )
