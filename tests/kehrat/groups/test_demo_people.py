"""The demonstration's pictures and the message from outside."""

import pytest

from kehityspolku.models import Picture
from kehrat.models import Enquiry, Kehra

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_two_kehrat_have_pictures_with_words_in_three_languages():
    shown = Kehra.objects.exclude(picture=None).select_related("picture").order_by("slug")
    assert [kehra.slug for kehra in shown] == ["herttoniemi-laajasalo", "kallio-vallila-pasila"]
    assert all(k.picture.alt_fi and k.picture.alt_sv and k.picture.alt_en for k in shown)
    assert {(k.picture.width, k.picture.height) for k in shown} == {(1600, 700)}
    assert (Picture.objects.count(), Enquiry.objects.filter(state="delivered").count()) == (2, 1)
