"""A Kehrä's picture: chosen, kept over a fault, shown, replaced, removed."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from kehityspolku.models import Event, Picture
from kehrat.models import Kehra
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def kehra():
    return make.kehra()


@pytest.fixture
def team(client, kehra):
    client.force_login(make.coordinator(kehra))
    return client


def choose(client, kehra, **fields):
    return client.post(f"/en/kehrat/{kehra.slug}/kuva/", fields)


def shown(client, kehra):
    return main(client.get(f"/en/kehrat/{kehra.slug}/"))


def source(page):
    return re.search(r'<img src="([^"]+\.webp)"', page).group(1)


def test_a_chosen_picture_is_on_the_page_with_its_words_and_size(team, kehra, client):
    answer = choose(team, kehra, picture=make.photo(), alt_fi="Piha", alt_en="A yard")
    assert answer.status_code == 302
    page = shown(client, kehra)
    assert 'alt="A yard" lang="en" width="80" height="60"' in page
    assert 'alt="Piha" lang="fi"' in main(client.get(f"/sv/kehrat/{kehra.slug}/"))
    assert list(Event.objects.about(kehra).values_list("verb", flat=True))[-1] == "set_picture"


def test_the_file_is_served_as_a_picture_and_nothing_else(client, kehra):
    make.picture(kehra)
    client.logout()
    answer = client.get(source(shown(client, kehra)))
    assert b"".join(answer.streaming_content)[8:12] == b"WEBP"
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Vary" not in answer.headers or "Cookie" not in answer.headers["Vary"]


def test_a_picture_needs_words_and_is_kept_until_it_has_them(team, kehra):
    lacking = choose(team, kehra, picture=make.photo(), alt_sv=" ")
    assert "Write what the picture shows, in one language." in main(lacking)
    kept = re.search(r'name="kept" value="([^"]+)"', main(lacking)).group(1)
    assert "The picture you chose is kept." in main(lacking)
    assert choose(team, kehra, kept=kept, alt_sv="En gård").status_code == 302
    kehra.refresh_from_db()
    assert (str(kehra.picture.key), kehra.picture.alt_sv) == (kept, "En gård")
    assert Picture.objects.filter(kept_for__isnull=False).count() == 0


def test_anothers_kept_picture_is_not_taken(team, kehra, client):
    lacking = choose(team, kehra, picture=make.photo())
    kept = re.search(r'name="kept" value="([^"]+)"', main(lacking)).group(1)
    other = make.kehra()
    client.force_login(make.coordinator(other))
    assert choose(client, other, kept=kept, alt_fi="Piha").status_code == 200
    assert Kehra.objects.get(pk=other.pk).picture is None


def test_twenty_megabytes_are_told_and_the_words_stay(team, kehra):
    large = SimpleUploadedFile("kuva.jpg", bytes(20 * 1024**2), "image/jpeg")
    answer = choose(team, kehra, picture=large, alt_en="A yard in May")
    assert (answer.status_code, "The picture is 20\u00a0MB" in main(answer)) == (200, True)
    assert 'value="A yard in May"' in main(answer)
    assert "Choose a picture." not in answer.text


def test_more_than_the_portal_reads_is_413_in_the_readers_language(team, kehra):
    length = 40 * 1024**2
    answer = team.post(f"/en/kehrat/{kehra.slug}/kuva/", {}, CONTENT_LENGTH=str(length))
    assert (answer.status_code, "too large" in main(answer)) == (413, True)


@pytest.mark.parametrize("content", [b"<svg onload='alert(1)'/>", b"", b"\xff\xd8\xff\xe0broken"])
def test_what_is_no_picture_keeps_the_one_there_is(team, kehra, content):
    before = make.picture(kehra)
    answer = choose(team, kehra, picture=SimpleUploadedFile("kuva.png", content), alt_fi="Uusi")
    assert (answer.status_code, 'role="alert"' in main(answer)) == (200, True)
    kehra.refresh_from_db()
    assert (kehra.picture, kehra.picture.alt_fi) == (before, "Piha ja penkkejä")


def test_other_words_keep_the_picture(team, kehra):
    before = make.picture(kehra)
    choose(team, kehra, alt_fi="Pihatalkoot", alt_en="")
    kehra.refresh_from_db()
    assert (kehra.picture, kehra.picture.alt) == (before, "Pihatalkoot")


def test_a_new_picture_takes_the_place_and_the_old_file_goes(
    team, kehra, django_capture_on_commit_callbacks
):
    before = make.picture(kehra)
    with django_capture_on_commit_callbacks(execute=True):
        choose(team, kehra, picture=make.photo((30, 30)), alt_fi="Uusi")
    kehra.refresh_from_db()
    assert (kehra.picture.width, Picture.objects.count()) == (30, 1)
    assert not default_storage.exists(before.file.name)
    assert team.get(f"/kehrat/{kehra.slug}/kuva/{before.key}.webp").status_code == 404


def test_a_removed_picture_is_gone(team, kehra, django_capture_on_commit_callbacks):
    before = make.picture(kehra)
    with django_capture_on_commit_callbacks(execute=True):
        choose(team, kehra, remove="on", alt_fi="Piha")
    kehra.refresh_from_db()
    assert (kehra.picture, Picture.objects.count()) == (None, 0)
    assert not default_storage.exists(before.file.name)
    assert "<img" not in shown(team, kehra)


def test_only_those_who_coordinate_or_help_choose(kehra):
    picture = make.picture(kehra)
    with pytest.raises(PermissionDenied):
        kehra.set_picture(None, by=make.member(kehra))
    kehra.set_picture(None, by=make.user("adviser"))
    assert not Picture.objects.filter(pk=picture.pk).exists()


def test_words_typed_before_the_session_ended_are_shown_again(client, kehra):
    person = make.coordinator(kehra)
    person.set_password("a long enough phrase 7")
    person.save()
    sent = choose(client, kehra, picture=make.photo(), alt_fi="Piha keväällä")
    client.post(sent.url, {"login": person.email, "password": "a long enough phrase 7"})
    assert 'value="Piha keväällä"' in main(client.get(f"/en/kehrat/{kehra.slug}/kuva/"))


def test_pictures_of_one_person_are_limited(team, kehra, settings):
    settings.ACCOUNT_RATE_LIMITS = {"picture": "1/h/user"}
    statuses = [choose(team, kehra, alt_fi="Piha").status_code for _ in range(2)]
    assert statuses == [200, 429]
