"""How a new version of a card ends with its card, and what it shares with it meanwhile."""

import pytest

from kehityspolku.events.steps import WrongState
from kehityspolku.files import fields
from kehrat import personal
from kehrat.models import Attachment, Project
from kehrat.projects.versions import open_version
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def test_a_version_on_the_way_is_withdrawn_when_its_project_ends():
    card = make.project(state="running")
    version = make.version(card, "in_review")
    verdict = make.verdict(version)
    card.end(by=card.adviser)
    verdict.refresh_from_db()
    assert (fresh(version).state, open_version(card), verdict.is_void) == ("withdrawn", None, True)
    assert not card.kehra.open_cards().exists()
    with pytest.raises(WrongState):
        fresh(version).reopen(by=make.user("lead"), reason="Jatketaan.")
    assert fresh(version).state == "withdrawn"


def test_who_is_named_or_taken_off_meanwhile_writes_both_or_neither():
    card = make.project(state="approved")
    version = make.version(card)
    row = make.co_editor(card)
    assert row.user.has_perm("kehrat.edit_project", version)
    row.end_co_editing(by=make.coordinator(card.kehra))
    assert not version.co_editors.current().exists()
    assert not type(row.user).objects.get(pk=row.user_id).has_perm("kehrat.edit_project", version)


def test_the_own_page_lists_no_cards_that_are_over():
    card = make.project(state="approved")
    person = make.co_editor(card).user
    version = make.version(card)
    listed = [personal.part(person)["co_edits"]]
    version.withdraw(by=make.coordinator(card.kehra))
    listed.append(personal.part(person)["co_edits"])
    assert [{one.pk for one in cards} for cards in listed] == [{card.pk, version.pk}, {card.pk}]


def test_newer_words_of_a_file_come_with_the_version():
    card = make.project(state="draft")
    team = make.coordinator(card.kehra)
    taken = fields.take(make.document())
    file = Attachment.objects.add(card, taken, by=team)
    for verb, by in (("submit", team), ("take", card.adviser or make.user("adviser"))):
        getattr(card, verb)(by=by)
    card.approve(by=card.adviser)
    version = make.version(Project.objects.get(pk=card.pk))
    with pytest.raises(Exception, match="file already|jo tämä tiedosto"):
        Attachment.objects.add(version, taken, by=team)
    assert [one.pk for one in card.attachments.all()] == [file.pk]
