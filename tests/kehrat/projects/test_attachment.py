"""Files of a card: attached by those who write it, read by those who may, scanned first."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import translation

from kehityspolku.events.steps import WrongState
from kehityspolku.files import fields
from kehityspolku.models import Event, Notice
from kehrat.models import Attachment, Project
from kehrat.projects import rules
from tests import make
from tests.clamd import EICAR, clamd, nobody
from tests.make import files
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield


@pytest.fixture
def card():
    return make.project()


def add(card, file, by=None):
    return Attachment.objects.add(card, fields.take(file), by=by or card.made_by)


def refused(card, file, by=None):
    with pytest.raises(ValidationError) as problem:
        add(card, file, by)
    return problem.value.messages[0]


def states(*attachments):
    return [Attachment.objects.get(pk=each.pk).state for each in attachments]


def test_a_file_is_kept_under_a_name_that_tells_nothing(card):
    made = add(card, make.document(name="Pihan_budjetti.pdf"))
    assert (made.title, made.name, made.kind) == ("Pihan budjetti", "Pihan_budjetti.pdf", "pdf")
    assert (made.members_only, made.state, made.by) == (True, "unscanned", card.made_by)
    assert made.file.name.startswith("uploads/")
    assert "budjetti" not in made.file.name
    assert "." not in made.file.name
    assert made.sha256 == fields.sha256(made.file.read()).hexdigest()
    last = Event.objects.about(card).last()
    assert (last.verb, last.target, last.facts) == (
        "add_attachment",
        made,
        {"title": "Pihan budjetti"},
    )


def test_a_picture_is_for_members_until_it_has_words(card):
    taken = fields.take(make.photo())
    made = Attachment.objects.add(card, taken, by=card.made_by, members_only=False)
    assert (made.members_only, made.lacks_words) == (True, True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=made.pk).update(members_only=False)
    made.change(by=card.made_by, title="Piha", alt="Penkkejä", members_only=False)
    made.refresh_from_db()
    assert (made.title, made.alt, made.members_only, made.lacks_words) == (
        "Piha",
        "Penkkejä",
        False,
        False,
    )


def test_the_same_file_is_attached_to_a_card_once(card):
    first = make.document()
    add(card, first)
    first.seek(0)
    first.name = "toinen.pdf"
    assert refused(card, first) == "The card has this file already: “laskelma”."
    first.seek(0)
    add(make.project(), first)
    assert Attachment.objects.count() == 2


def test_a_card_has_twenty_files_at_most(card):
    for _n in range(20):
        add(card, make.document("txt"))
    assert refused(card, make.document("txt")) == (
        "The card has 20 files, which is the most. Remove one first."
    )


WRITES = {"draft", "changes_requested"}
PUBLIC = {"approved", "running", "ended"}


@pytest.mark.parametrize("state", Project.State.values)
def test_documents_while_the_text_is_open_and_pictures_once_it_is_public(state):
    card = make.project(state=state)
    by = card.kehra.coordinators().first()
    if state in WRITES:
        assert add(card, make.document(), by).pk
    elif state in PUBLIC:
        assert "pictures can be added, other files no more" in refused(card, make.document(), by)
    else:
        with pytest.raises(WrongState):
            add(card, make.document(), by)
    if state in WRITES | PUBLIC:
        assert add(card, make.photo(), by).pk
    else:
        with pytest.raises(WrongState):
            add(card, make.photo(), by)


@pytest.mark.parametrize("state", ["draft", "approved"])
def test_nobody_else_attaches(state):
    card = make.project(state=state)
    for by in (make.member(card.kehra), make.user("lead"), make.user("reviewer"), make.user()):
        with pytest.raises(PermissionDenied):
            add(card, make.photo(), by)


def test_a_co_editor_attaches_as_a_coordinator_does():
    card = make.project()
    other = make.co_editor(card).user
    assert add(card, make.document(), other).by == other


def test_a_document_stays_once_the_card_is_submitted_and_pictures_can_go():
    card = make.project()
    by = card.made_by
    document, picture = make.attachment(card), make.attachment(card, "picture")
    card.submit(by=by)
    for each in (document, picture):
        with pytest.raises(WrongState):
            each.remove(by=by)
        with pytest.raises(WrongState):
            each.change(by=by, title="Uusi", alt="x", members_only=False)
    adviser = make.user("adviser")
    card.take(by=adviser)
    card.approve(by=adviser)
    document, picture = (Attachment.objects.get(pk=each.pk) for each in (document, picture))
    assert [rules.can_change_attachment(by, each) for each in (document, picture)] == [False, True]
    picture.remove(by=by)
    assert list(card.attachments.all()) == [document]


def test_removing_takes_the_file_and_the_history_tells_of_it(
    card, django_capture_on_commit_callbacks
):
    made = make.attachment(card)
    path = made.file.name
    with django_capture_on_commit_callbacks(execute=True):
        made.remove(by=card.made_by)
    assert (default_storage.exists(path), Attachment.objects.count()) == (False, 0)
    last = Event.objects.about(card).listed().last()
    assert last.sentence == "The file “laskelma” was removed from the card “Korttelipiha”"
    assert last.facts["sha256"] == made.sha256


def test_who_attached_it_may_go_and_the_file_stays(card):
    other = make.member(card.kehra, "coordinator")
    made = make.attachment(card, by=other)
    other.delete()
    made.refresh_from_db()
    assert made.by is None


def test_what_was_submitted_names_its_files(card):
    first, second = make.attachment(card), make.attachment(card, "picture")
    card.submit(by=card.made_by)
    frozen = card.revisions.get()
    assert frozen.content["attachments"] == [
        {
            "title": made.title,
            "name": made.name,
            "size": made.size,
            "sha256": made.sha256,
            "members_only": True,
        }
        for made in (first, second)
    ]
    assert frozen.card() == card.card()


def seen_by(user):
    return set(Attachment.objects.visible_to(user))


def test_who_sees_a_file():
    card = make.project()
    by, member = card.made_by, make.member(card.kehra)
    ours = make.attachment(card)
    everyones = make.attachment(card, members_only=False)
    lead, reviewer, stranger = make.user("lead"), make.user("reviewer"), make.user()
    both = {ours, everyones}
    assert [seen_by(who) for who in (by, member, lead, reviewer, stranger)] == [
        both,
        both,
        set(),
        set(),
        set(),
    ]
    card.submit(by=by)
    card.take(by=make.user("adviser"))
    review = make.panel(card, [reviewer]).reviews.get()
    assert [seen_by(who) for who in (member, lead, reviewer, stranger)] == [
        both,
        both,
        set(),
        set(),
    ]
    review.declare_free(by=reviewer)
    reviewer = type(reviewer).objects.get(pk=reviewer.pk)
    assert seen_by(reviewer) == both
    review.panel.close_panel(by=card.adviser)
    card.approve(by=card.adviser)
    official = make.user("city_official")
    assert [seen_by(who) for who in (member, lead, official, stranger)] == [
        both,
        both,
        {everyones},
        {everyones},
    ]
    assert list(Attachment.objects.public()) == [everyones]


def test_with_a_scanner_a_file_waits_and_is_then_open(
    card, settings, django_capture_on_commit_callbacks
):
    with clamd(settings) as asked:
        with django_capture_on_commit_callbacks() as after:
            made = make.attachment(card, members_only=False)
        handed = [each.args for each in after if hasattr(each, "args")]
        assert ("kehityspolku.tasks.scan_uploads",) in handed
        assert (made.state, made.is_open) == ("waiting", False)
        assert seen_by(make.member(card.kehra)) == {made}
        assert list(Attachment.objects.open()) == []
        fields.scan_waiting()
        fields.scan_waiting()
    made.refresh_from_db()
    assert (made.state, made.scanned_at is not None) == ("clean", True)
    assert asked == [made.file.read()]


def test_a_virus_is_removed_and_who_sent_it_is_told(
    card, settings, django_capture_on_commit_callbacks
):
    with clamd(settings):
        made = add(card, files.sent(EICAR, "lasku.txt"))
        path = made.file.name
        with django_capture_on_commit_callbacks(execute=True):
            fields.scan_waiting()
    made.refresh_from_db()
    assert (made.state, made.file.name, made.virus) == ("infected", "", "Eicar-Test-Signature")
    assert not default_storage.exists(path)
    told = Notice.objects.get(event__verb="attachment_infected")
    assert (told.recipient, told.kind) == (card.made_by, "decision")
    assert told.event.sentence == (
        "The file “lasku” of the card “Korttelipiha” was removed: a virus was found in it"
    )
    assert "Eicar-Test-Signature" in told.event.body
    made.remove(by=card.made_by)
    assert Attachment.objects.count() == 0


def test_a_scanner_that_is_down_is_asked_again(card, settings):
    nobody(settings)
    first, second = make.attachment(card), make.attachment(card)
    fields.scan_waiting()
    assert states(first, second) == ["waiting", "waiting"]
    with clamd(settings, answer=b"stream: Can't open file ERROR\0") as asked:
        fields.scan_waiting()
        assert len(asked) == 2
    assert states(first, second) == ["waiting", "waiting"]
    with clamd(settings):
        fields.scan_waiting()
    assert states(first, second) == ["clean", "clean"]


def test_a_file_gone_from_the_disk_holds_up_no_other(card, settings):
    with clamd(settings):
        first, second = make.attachment(card), make.attachment(card)
        default_storage.delete(first.file.name)
        fields.scan_waiting()
    assert states(first, second) == ["waiting", "clean"]


def test_files_from_before_the_scanner_are_scanned_and_after_it_none_waits(card, settings):
    before = make.attachment(card)
    fields.scan_waiting()
    assert states(before) == ["unscanned"]
    with clamd(settings):
        fields.scan_waiting()
        later = make.attachment(card)
    settings.CLAMAV = ""
    fields.scan_waiting()
    assert states(before, later) == ["clean", "unscanned"]


@pytest.mark.django_db(transaction=True)
def test_two_who_attach_the_same_file_at_once_make_one():
    card = make.project()
    taken = fields.take(make.document())
    other = make.member(card.kehra, "coordinator")

    def attach(by):
        return Attachment.objects.add(Project.objects.get(pk=card.pk), taken, by=by).title

    made = at_once(lambda: attach(card.made_by), lambda: attach(other))
    assert sorted(made) == ["ValidationError", "laskelma"]
    assert card.attachments.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_file_attached_while_the_card_is_submitted_is_in_it_or_refused():
    card = make.project()
    taken = fields.take(make.document())

    def attach():
        project = Project.objects.get(pk=card.pk)
        return Attachment.objects.add(project, taken, by=card.made_by).title

    made, _none = at_once(attach, lambda: Project.objects.get(pk=card.pk).submit(by=card.made_by))
    frozen = card.revisions.get().content["attachments"]
    assert made in ("laskelma", "WrongState")
    assert [file["title"] for file in frozen] == ([made] if made == "laskelma" else [])
