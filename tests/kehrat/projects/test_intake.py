"""What is brought in: read by a worker whatever happens to it, private, forgotten, stored once."""

from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest
import weasyprint
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage

from kehityspolku import moments
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event, Notice
from kehrat.cards.contradictions import contradictions
from kehrat.cards.written import CardRefused
from kehrat.models import CardReading, Intake, Original, Project
from kehrat.projects import intake
from kehrat.projects.intake import hand_waiting, read_again, read_one
from kehrat.projects.models.intake import KEPT, LOST, MOST_TRIES
from tests import make
from tests.clamd import EICAR, clamd
from tests.make.intake import TEXT
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def kehra():
    return make.kehra()


@pytest.fixture
def team(kehra):
    return make.coordinator(kehra)


def store(reading, by):
    return reading.intake.store([(reading, read_again(reading).card)], by=by)[0]


def test_a_text_is_read_by_the_worker_and_stored_by_its_person(kehra, team):
    waiting = make.reading(team, kehra=kehra, read=False)
    assert (waiting.state, waiting.is_on_the_way) == ("waiting", True)
    read_one(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.figures) == (
        "read",
        {"title": "Pihatalkoot", "known": True, "headings": 2, "lines": 7, "look": 1},
    )
    project = store(waiting, team)
    assert (project.title, project.kehra, project.state) == ("Pihatalkoot", kehra, "draft")
    assert "Siisti piha" in project.goals[0]
    waiting.refresh_from_db()
    assert (waiting.state, waiting.project) == ("stored", project)


def test_reading_twice_is_reading_once(kehra, team):
    reading = make.reading(team, kehra=kehra)
    before = reading.claimed_at, reading.tries
    read_one(reading.pk)
    reading.refresh_from_db()
    assert (reading.claimed_at, reading.tries) == before
    assert CardReading.objects.count() == 1


def test_what_a_lost_worker_began_is_read_again(kehra, team):
    reading = make.reading(team, kehra=kehra, read=False)
    assert CardReading.objects.claim(reading.pk) == reading
    assert list(CardReading.objects.to_read()) == []
    with moments_later(LOST + timedelta(seconds=1)):
        assert list(CardReading.objects.to_read()) == [reading]
        read_one(reading.pk)
    reading.refresh_from_db()
    assert (reading.state, reading.tries) == ("read", 2)


def test_a_slow_worker_is_not_heard_after_another(kehra, team):
    reading = make.reading(team, kehra=kehra, read=False)
    slow = CardReading.objects.claim(reading.pk)
    with moments_later(LOST + timedelta(seconds=1)):
        read_one(reading.pk)
        slow.receive([({"lines": [], "left_out": []}, {}), ({"lines": [], "left_out": []}, {})])
        slow.refuse("binary")
    reading.refresh_from_db()
    assert (reading.state, reading.figures["title"]) == ("read", "Pihatalkoot")
    assert CardReading.objects.count() == 1


def test_what_takes_its_worker_along_each_time_is_refused(kehra, team):
    reading = make.reading(team, kehra=kehra, read=False)
    for turn in range(MOST_TRIES + 1):
        with moments_later(turn * (LOST + timedelta(seconds=1))):
            found = CardReading.objects.claim(reading.pk)
            assert bool(found) == (turn < MOST_TRIES)
    reading.refresh_from_db()
    assert (reading.state, reading.refusal) == ("refused", "failed")


def test_a_fault_of_the_reader_is_tried_again_and_then_told(kehra, team, monkeypatch):
    def fails(data, kind):
        raise RuntimeError

    monkeypatch.setattr(intake, "cards_of", fails)
    reading = make.reading(team, kehra=kehra)
    reading.refresh_from_db()
    assert (reading.state, reading.tries) == ("waiting", 1)
    for _turn in range(2):
        read_one(reading.pk)
    reading.refresh_from_db()
    assert (reading.state, reading.refusal) == ("refused", "failed")
    assert "kolme kertaa" in str(reading.why)


def test_several_cards_of_one_file_are_rows_of_their_own(kehra, team, monkeypatch):
    read = intake.apart.cards_of
    monkeypatch.setattr(intake.apart, "cards_of", lambda data: 2 * read(data))
    pair = make.intake(team, kehra=kehra).readings.all()
    assert [reading.state for reading in pair] == ["read", "read"]
    assert {reading.original_id for reading in pair} == {Original.objects.get().pk}
    projects = [store(reading, team) for reading in pair]
    assert list(Original.objects.get().projects.order_by("pk")) == projects


def test_a_refusal_is_kept_in_words(kehra, team):
    reading = make.reading(team, files={"x.docx": b"PK\x03\x04 broken"}, kehra=kehra)
    reading.refresh_from_db()
    assert (reading.state, reading.refusal) == ("refused", "broken_word")
    assert reading.why == CardRefused("broken_word").message


def test_the_original_stays_as_it_was_brought(kehra, team):
    data = TEXT.encode("cp1252")
    reading = make.reading(team, files={"Pihan kortti.txt": data}, kehra=kehra)
    project = store(reading, team)
    kept = project.originals.get()
    assert (kept.name, kept.by, kept.sha256) == ("Pihan kortti.txt", team, sha256(data).hexdigest())
    assert kept.file.read() == data


def test_what_nobody_stored_goes_after_a_while_files_too(kehra, team):
    stored, left = (make.reading(team, kehra=kehra) for _each in range(2))
    store(stored, team)
    with moments_later(KEPT - timedelta(minutes=1)):
        assert (Intake.objects.forget(), Original.objects.forget()) == (0, 0)
    name = left.original.file.name
    with moments_later(KEPT + timedelta(minutes=1)):
        Intake.objects.forget()
        assert Original.objects.forget() == 1
    assert list(Original.objects.values_list("pk", flat=True)) == [stored.original_id]
    assert CardReading.objects.count() == 0
    assert default_storage.exists(name)  # until the transaction has ended


@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_a_forgotten_original_go(kehra, team):
    left = make.reading(team, kehra=kehra)
    name = left.original.file.name
    with moments_later(KEPT + timedelta(minutes=1)):
        Intake.objects.forget()
        Original.objects.forget()
    assert default_storage.exists(name) is False


def test_a_reading_is_its_persons_alone(kehra, team):
    make.intake(team, kehra=kehra)
    others = [make.member(kehra), make.user("lead"), make.user()]
    for person in others:
        assert Intake.objects.visible_to(person).count() == 0
        assert CardReading.objects.visible_to(person).count() == 0
    assert CardReading.objects.visible_to(team).count() == 1


def test_storing_needs_the_right_then(kehra, team):
    reading = make.reading(team, kehra=kehra)
    with pytest.raises(PermissionDenied):
        store(reading, make.user("lead"))
    next_one = kehra.memberships.get(user=make.member(kehra))
    next_one.name_coordinator(by=team)
    kehra.memberships.get(user=team).step_down(by=team)
    with pytest.raises(PermissionDenied):
        store(reading, team)
    assert Project.objects.count() == 0


def test_without_an_owner_nothing_is_stored():
    adviser = make.user("adviser")
    with pytest.raises(WrongState):
        store(make.reading(adviser), adviser)


def test_two_presses_store_one_card(kehra, team):
    reading = make.reading(team, kehra=kehra)
    again = CardReading.objects.get(pk=reading.pk)
    assert store(reading, team) == store(again, team)
    assert Project.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_once_store_one_card(kehra, team):
    pk = make.reading(team, kehra=kehra).pk
    stored = at_once(*[lambda: store(CardReading.objects.get(pk=pk), team).pk] * 2)
    assert stored == [Project.objects.get().pk] * 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_read_once(kehra, team):
    pk = make.reading(team, kehra=kehra, read=False).pk
    at_once(*[lambda: read_one(pk)] * 2)
    assert list(CardReading.objects.values_list("state", "tries")) == [("read", 1)]


def test_on_a_kehras_behalf_its_coordinators_are_told_once(kehra, team):
    adviser, other = make.user("adviser"), make.kehra()
    make.coordinator(other)
    made = make.intake(adviser, *[TEXT.replace("Piha", f"Piha{n}") for n in range(40)], kehra=kehra)
    pairs = [(reading, read_again(reading).card) for reading in made.readings.all()]
    pairs[-1][0].give_to(kehra=other, for_host=False)
    first, later = pairs[:30] + pairs[-1:], pairs[30:-1]
    projects = made.store(first, by=adviser)
    made.store(later, by=adviser)
    assert (Project.objects.count(), {p.shared for p in projects}) == (40, {True})
    assert {p.state for p in projects} == {"draft"}
    told = Event.objects.filter(verb="bring_in")
    assert [event.facts for event in told] == [{"number": 30}, {"number": 1}]
    assert Notice.objects.filter(recipient=team, event__in=told).count() == 1
    assert Notice.objects.get(recipient=team, event__in=told).event.sentence == (
        f"Sukkula toi 30 projektikorttia Kehrälle {kehra.name}"
    )


def test_what_sukkula_brings_in_is_no_sign_of_life(kehra, team):
    adviser = make.user("adviser")
    store(make.reading(adviser, kehra=kehra), adviser)
    verbs = Event.objects.filter(verb__in=["begin_for", "bring_in", "begin"])
    assert {(event.verb, event.sign_of_life) for event in verbs} == {
        ("begin_for", False),
        ("bring_in", False),
    }


def test_a_virus_refuses_the_reading(kehra, team, settings):
    with clamd(settings):
        reading = make.reading(team, EICAR.decode(), kehra=kehra)
        assert reading.state == "waiting"
        Original.objects.scan(reading.original_id)
        read_one(reading.pk)
    reading.refresh_from_db()
    assert (reading.state, reading.refusal) == ("refused", "virus")


def test_a_virus_found_later_is_told_to_who_brought_it(kehra, team):
    project = store(make.reading(team, kehra=kehra), team)
    project.originals.get().receive_scan("Eicar")
    assert project.originals.get().is_infected
    event = Event.objects.get(verb="original_infected")
    assert list(event.notices.values_list("recipient", flat=True)) == [team.pk]


def moments_later(span):
    return moments.days_ago(0, hours=-span.total_seconds() / 3600)


def test_what_waits_is_handed_again_only_when_its_message_must_be_lost(kehra, team):
    """A busy worker, or none, must not find ever more messages about one reading."""
    reading = make.reading(team, kehra=kehra, read=False)
    assert list(CardReading.objects.to_hand()) == [reading]
    hand_waiting()
    assert list(CardReading.objects.to_hand()) == []
    assert list(CardReading.objects.to_read()) == [reading]
    with moments_later(LOST + timedelta(seconds=1)):
        assert list(CardReading.objects.to_hand()) == [reading]
    read_one(reading.pk)
    reading.refresh_from_db()
    assert reading.state == "read"


def test_the_list_counts_questions_and_what_does_not_agree(kehra, team):
    text = (
        "Kylän pihat\n\nTavoitteet\nPiha\n\nTalousarvio\nMulta 100 €\nKukat 200 €\nYhteensä 900 €"
    )
    reading = make.reading(team, text, kehra=kehra)
    found = read_again(reading)
    flags = [flag for flag in contradictions(found.card) if not flag.is_note]
    assert (len(found.doubts), len(flags)) == (1, 1)
    assert (reading.figures["look"], reading.needs_look) == (2, True)


def card_pdf(scripts):
    """A PDF with a card, with a script that runs when it is opened or without."""
    html = "<h1>Kylän pihat</h1><h2>Tavoitteet</h2><p>Hyvä piha</p>"
    file = BytesIO()
    with pikepdf.open(BytesIO(weasyprint.HTML(string=html).write_pdf())) as pdf:
        if scripts:
            pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.beep();")
        pdf.save(file)
    return file.getvalue()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_pdf_with_scripts_is_told_as_such(kehra, team, scripts):
    brought = make.intake(team, files={"kortti.pdf": card_pdf(scripts)}, kehra=kehra)
    assert brought.readings.get().state == "read"
    assert Original.objects.get().has_scripts is scripts


def test_of_one_file_with_cards_of_two_each_has_its_own_part(kehra, team):
    other = make.kehra(name="Toinen Kehrä")
    theirs, adviser = make.coordinator(other), make.user("adviser")
    two = "\n\n".join([TEXT, TEXT.replace("Pihatalkoot", "Torijuhla")])
    mine, others = make.intake(adviser, two, kehra=kehra).readings.order_by("pk")
    others.give_to(kehra=other, for_host=False)
    cards = [store(reading, adviser) for reading in (mine, others)]
    for card, person, title in zip(
        cards, (team, theirs), ("Pihatalkoot", "Torijuhla"), strict=True
    ):
        (seen,) = card.originals.visible_to(person)
        text = seen.file.open().read().decode()
        assert text.strip().startswith(title)
        assert text.count("Tavoitteet") == 1
        assert card.originals.visible_to(adviser).count() == 2
