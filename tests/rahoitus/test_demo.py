"""The demonstration's calls and applications."""

from datetime import timedelta

import pytest

from kehityspolku import moments
from kehityspolku.models import Event, Notice, User
from kehrat.models import Project
from rahoitus import demo as rahoitus_demo
from rahoitus.calls import missing
from rahoitus.models import Application, Call

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_loads_once_and_tells_every_kind_of_story():
    rahoitus_demo.load()
    assert Call.objects.open().count() == 7
    assert Call.objects.coming().count() == 3
    assert [call.slug for call in Call.objects.closed().ended_early(True)] == ["asukastilat"]
    assert [call.slug for call in Call.objects.filter(published_at=None)] == [
        "solidaarisuusprojekti"
    ]
    assert list(missing.of(Call.objects.get(slug="pienavustus"))) == []
    stories = Application.objects.order_by("project__title", "call__slug").values_list(
        "project__title", "call__slug", "state"
    )
    assert list(stories) == [
        ("Maunulan nuorten studio", "alueiden-kehittamisen-maararaha", "declined"),
        ("Maunulan nuorten studio", "osallisuus-kaupunginosissa", "sent"),
        ("Maunulan nuorten studio", "yhteisojen-kulttuuriperinto", "in_check"),
        ("Nordsjö språkkafé", "yleisavustus-aiempi", "granted"),
        ("Oulunkylän pihakirppis", "pienavustus", "granted"),
        ("Paikallinen kehittämispolku", "6aika-2015-2016", "granted"),
        ("Paikallinen kehittämispolku", "helsingin-kaupunki-2014-2015", "granted"),
        ("Paikallinen kehittämispolku", "tem-2012-2013", "granted"),
        ("Paikallinen kehittämispolku", "uudenmaan-ely-esr-2014", "granted"),
        ("Paikallinen kehittämispolku", "uudenmaan-liitto-2013", "granted"),
        ("Vallilan yhteispiha", "osallisuus-kaupunginosissa", "preparing"),
        ("Vallilan yhteispiha", "taide-ja-kulttuuri", "preparing"),
    ]
    told = Notice.objects.filter(event__target_type__app_label="rahoitus")
    assert {notice.mail for notice in told} == {"none"}


def test_everything_happened_before_today_and_was_told_when_it_happened():
    today = moments.start_of(moments.today())
    assert list(Event.objects.filter(at__gte=today).values_list("verb", flat=True)) == []
    apart = [
        (notice.event.verb, notice.made_at - notice.event.at)
        for notice in Notice.objects.select_related("event")
        if abs(notice.made_at - notice.event.at) > timedelta(seconds=10)
    ]
    assert apart == []


def test_the_story_fits_the_cards_and_the_official():
    states = dict(Project.objects.values_list("title", "state"))
    assert states["Nordsjö språkkafé"] == "running"
    assert states["Oulunkylän pihakirppis"] == "ended"
    assert states["Paikallinen kehittämispolku"] == "running"
    official = User.objects.get(email="funder_official@kehityspolku.example")
    assert [str(a.project) for a in Application.objects.visible_to(official)] == [
        "Maunulan nuorten studio"
    ]
    past = Application.objects.filter(recorded_afterwards=True)
    assert {a.amount for a in past} == {None}
    sent = Application.objects.get(state="sent")
    assert sent.budget().problems == []
