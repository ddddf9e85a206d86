"""The demonstration's files of cards."""

import pytest

from kehityspolku.dev import demo as dev_demo
from kehrat.groups import demo as group_demo
from kehrat.models import Attachment
from kehrat.projects import demo as project_demo

pytestmark = pytest.mark.django_db


def test_a_card_has_a_document_and_a_picture_and_a_public_one_a_picture(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with dev_demo.story():
        dev_demo.load()
        group_demo.load_kehrat()
        project_demo.load_cards()
        project_demo.load_versions()
        for _twice in range(2):
            project_demo.load_attachments()
    shown = Attachment.objects.order_by("project__title", "kind")
    assert [(a.project.title, a.title, a.kind, a.members_only) for a in shown] == [
        ("Konalan kylätalo", "Kylätalon vuokralaskelma", "pdf", True),
        ("Konalan kylätalo", "Kylätalo", "picture", True),
        ("Vallilan yhteispiha", "Pihan suunnitelma", "picture", False),
    ]
    assert all(each.alt for each in shown if each.is_picture)
