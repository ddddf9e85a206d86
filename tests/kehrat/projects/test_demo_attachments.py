"""The demonstration's files of cards."""

import pytest

from kehityspolku import demo as people
from kehrat import demo_attachments, demo_cards, demo_kehrat
from kehrat.models import Attachment

pytestmark = pytest.mark.django_db


def test_a_card_has_a_document_and_a_picture_and_a_public_one_a_picture(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with people.story():
        people.load()
        demo_kehrat.load()
        demo_cards.load()
        for _twice in range(2):
            demo_attachments.load()
    shown = Attachment.objects.order_by("project__title", "kind")
    assert [(a.project.title, a.title, a.kind, a.members_only) for a in shown] == [
        ("Konalan kylätalo", "Kylätalon vuokralaskelma", "pdf", True),
        ("Konalan kylätalo", "Kylätalo", "picture", True),
        ("Vallilan yhteispiha", "Pihan suunnitelma", "picture", False),
    ]
    assert all(each.alt for each in shown if each.is_picture)
