import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kehityspolku.events.steps import WrongState
from kehrat.enclosures import models
from kehrat.models import Enclosure
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


def test_files_of_announcements_meetings_and_minutes_are_read_with_them(client, monkeypatch):
    kehra = make.kehra()
    by, member = make.coordinator(kehra), make.member(kehra)
    news = make.announcement(kehra, by=by, members_only=True)
    meeting = make.meeting(kehra)
    picture = make.enclosure(news, "picture", alt="Piha keväällä")
    plan, appendix = make.enclosure(meeting), make.enclosure(meeting, of_minutes=True)

    def seen_by(user):
        return set(Enclosure.objects.visible_to(user))

    outside = make.user()
    assert seen_by(outside) == {plan}
    assert seen_by(member) == {plan, picture}
    assert seen_by(by) == {plan, picture, appendix}
    client.force_login(member)
    page = client.get(news.get_absolute_url())
    assert page.text.count('alt="Piha keväällä"') == 1
    assert "poista/" not in main(page)
    assert client.get(picture.file_url).headers["Content-Type"] == "image/webp"
    assert client.get(appendix.file_url).status_code == 404

    # Published minutes have their appendix, for everyone and for good.
    make.hold(meeting)
    assert seen_by(outside) == {plan, appendix}
    client.logout()
    assert appendix.title in client.get(reverse("kehrat:minutes", args=[meeting.pk, 1])).text
    appendix.refresh_from_db()
    with pytest.raises(WrongState):
        appendix.remove(by=by)
    plan.remove(by=by)
    assert seen_by(outside) == {appendix}

    # What is not taken is told in words; nobody else adds anything.
    for told in ({"kind": "picture", "alt": ""}, {"kind": "pdf"}):
        monkeypatch.setattr(models, "MOST", 1 if told["kind"] == "pdf" else 10)
        with pytest.raises(ValidationError):
            make.enclosure(news, **told)
    with pytest.raises(PermissionDenied):
        make.enclosure(meeting, by=member)


def test_a_file_is_added_on_its_page_and_a_picture_asks_for_its_words(client):
    kehra = make.kehra()
    meeting = make.meeting(kehra)
    client.force_login(make.coordinator(kehra))
    page = reverse("kehrat:meeting_enclose", args=[meeting.pk])
    refused = client.post(page, {"file": make.photo((40, 30))})
    assert list(refused.context["form"].errors) == ["alt"]
    client.post(page, {"file": make.photo((40, 30)), "alt": "Piha", "of_minutes": "on"})
    client.post(page, {"file": make.document("docx"), "title": "Esityslista"})
    told = list(meeting.enclosures.values_list("kind", "of_minutes", "alt"))
    assert told == [("picture", True, "Piha"), ("docx", False, "")]
    assert "Esityslista" in main(client.get(meeting.get_absolute_url()))
