"""Names and titles are one line, whichever way they come in and wherever they go out."""

import io
from contextlib import contextmanager
from email import message_from_bytes, policy
from importlib import import_module
from xml.etree import ElementTree

import pikepdf
import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from icalendar import Calendar

from kehityspolku.documents.sheets import LONGEST, csv, safe_cell
from kehityspolku.events import mail as event_mail
from kehityspolku.events.record import record
from kehityspolku.lines import LineField
from kehityspolku.models import Event, Notice, User
from kehrat.front import feeds
from kehrat.groups import member_list
from kehrat.meetings import calendar
from kehrat.models import Enquiry, Idea, Kehra, Organisation
from tests import make
from tests.lines import ANY_LINE, EVIL, TIDY, is_line

pytestmark = pytest.mark.django_db
OURS = ("kehityspolku", "kehrat", "rahoitus", "arviointi", "sukkula")
# Short texts that no person writes, and two of a card, which is tidied as a whole
# (kehrat/cards/card.py).
NOT_WRITTEN = """
    Event.verb Event.once Wish.verb User.password Report.kind ReportFile.name ReportFile.sha256
    Organisation.business_id MajorDistrict.code SubArea.code Attachment.sha256 CalendarKey.token
    ChangeRequest.field ShutAddress.fingerprint Invite.seed Invite.mark Invite.address_mark
    Stub.key_hash Question.code Survey.token ResultRow.code ResultRow.group
    Invitation.seed Invitation.mark Kept.mark OptOut.mark Answer.choice
    Source.business_id FunderQuestion.fills Approval.who Approval.token Approval.content
    StandingDocument.sha256 Receipt.sha256 Project.title_line Project.stated_state
    CardReading.refusal Original.sha256 SavedView.query Draft.page PlannedChange.part
    Application.cost_model GivenDocument.sha256 GivenDocument.wanted DocumentPlace.wanted
    Evidence.sha256 VoucherFile.sha256 Stint.role Stint.actor_type Stint.organisation
    PastState.state Snapshot.indicator Goal.area Enclosure.sha256 Guest.told
"""


def ours():
    """The models of our own apps; their histories copy what stands in them."""
    found = (model for app in OURS for model in apps.get_app_config(app).get_models())
    return [model for model in found if not hasattr(model, "pgh_tracked_model")]


def test_every_short_text_that_people_write_is_a_line():
    short = {
        f"{model.__name__}.{field.name}"
        for model in ours()
        for field in model._meta.local_fields
        if type(field) is models.CharField and not field.choices
    }
    assert short == set(NOT_WRITTEN.split())


class TestTheWaysIn:
    """A name is tidied by each of them, and what shows nothing is no name."""

    def test_a_record_and_an_update_in_the_database(self):
        person = make.user(name=EVIL)
        assert person.name == TIDY
        User.objects.filter(pk=person.pk).update(name=f"{EVIL}!")
        person.refresh_from_db()
        assert person.name == f"{TIDY}!"
        assert User.objects.get(name=f"{EVIL}!") == person

    def test_many_at_once(self):
        Organisation.objects.bulk_create([Organisation(name=EVIL)])
        assert Organisation.objects.get().name == TIDY

    def test_signing_up(self, client):
        form = {"name": EVIL, "email": "a@kehityspolku.example", "password1": "four words in a row"}
        client.post("/tili/signup/", form)
        assert User.objects.get().name == TIDY
        assert is_line(mail.outbox[0].subject)

    def test_signing_up_with_a_name_that_shows_nothing(self, client):
        form = {"email": "a@kehityspolku.example", "password1": "four words in a row"}
        page = client.post("/tili/signup/", form | {"name": "\u200b\u202e"})
        assert "has-error" in page.text
        assert not User.objects.exists()

    def test_the_own_page(self, client):
        person = make.user()
        client.force_login(person)
        client.post(reverse("me"), {"name": EVIL, "language": "fi"})
        person.refresh_from_db()
        assert person.name == TIDY

    def test_the_administration(self, client):
        client.force_login(make.user("admin"))
        seura = Organisation.objects.create(name="Seura ry")
        path = f"/hallinta/kehrat/organisation/{seura.pk}/change/"
        form = client.get(path).context["adminform"].form
        given = {name: form[name].value() or "" for name in form.fields} | {"name": EVIL}
        assert client.post(path, given).status_code == 302
        seura.refresh_from_db()
        assert seura.name == TIDY

    def test_the_sender_of_a_message_from_outside(self, client):
        kehra = make.kehra()
        make.coordinator(kehra)
        path = reverse("kehrat:write", args=[kehra.slug])
        client.post(path, {"name": EVIL, "email": "a@b.example", "text": "Hei"})
        assert Enquiry.objects.get().name == TIDY


RENAME = "UPDATE kehityspolku_user SET name = %s WHERE id = %s"


def test_the_database_itself_takes_no_name_that_is_not_a_line():
    person = make.user()
    for name in ("Aino\nBcc: x", "a\u202eb", "a\u2028b", "\x07", "a\u200bb"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(RENAME, [name, person.pk])
    with connection.cursor() as cursor:
        for name in ("", "Åsa Öhman-Ääri", "علی\u200cرضا", "👩🏽\u200d🚒"):
            cursor.execute(RENAME, [name, person.pk])


@contextmanager
def older_than_the_rule():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # of the people just made
        cursor.execute("ALTER TABLE kehityspolku_user DROP CONSTRAINT user_name_is_one_line")
        yield cursor


def test_names_that_were_there_before_are_tidied():
    person, kehra, idea = make.user(), make.kehra(), make.idea()
    old = Organisation.objects.create(name="Helka"), Organisation.objects.create(name="Muu")
    with older_than_the_rule() as cursor:
        for table, field, pk, value in (
            ("kehityspolku_user", "name", person.pk, "Aino\r\nBcc: x\u202e"),
            ("kehrat_kehra", "name_fi", kehra.pk, "\u202e\u200b"),
            ("kehrat_idea", "title", idea.pk, "Puisto\u2028ja penkit"),
            ("kehrat_organisation", "name", old[1].pk, "Helka\n"),
        ):
            cursor.execute(f"UPDATE {table} SET {field} = %s WHERE id = %s", [value, pk])  # noqa: S608
    for app in ("kehityspolku", "kehrat"):
        number = {"kehityspolku": "0009", "kehrat": "0023"}[app]
        made = import_module(f"{app}.migrations.{number}_names_on_one_line")
        made.tidy(apps, None)
    assert User.objects.get(pk=person.pk).name == "Aino Bcc: x"
    assert Kehra.objects.get(pk=kehra.pk).name_fi == "–"
    assert Idea.objects.get(pk=idea.pk).title == "Puisto ja penkit"
    assert Organisation.objects.get(pk=old[1].pk).name == f"Helka ({old[1].pk})"


@pytest.mark.parametrize("app", OURS)
def test_each_line_has_its_place_in_the_migration(app):
    """What becomes a line later needs one of its own."""
    number = {"kehityspolku": 9, "kehrat": 23, "rahoitus": 3, "arviointi": 2, "sukkula": 5}[app]
    made = import_module(f"{app}.migrations.{number:04}_names_on_one_line")
    told = {(model.lower(), name) for model, names in made.LINES.items() for name in names}
    lines = {
        (model._meta.model_name, field.name)
        for model in ours()
        if model._meta.app_label == app
        for field in model._meta.local_fields
        if isinstance(field, LineField)
    }
    assert lines - told <= MADE_BY_US | LINES_FROM_THE_START


MADE_BY_US = {
    ("attachment", "name"),
    ("attachment", "virus"),
    *(("district", name) for name in ("name_fi", "name_sv", "also_known_as")),
    *(("majordistrict", name) for name in ("name_fi", "name_sv")),
    *(("subarea", name) for name in ("name_fi", "name_sv", "also_known_as")),
}
# Of tables that are younger than the rule: nothing in them was ever another thing.
LINES_FROM_THE_START = {
    ("verbatim", "theme"),
    ("invitation", "source"),
    ("goal", "reason"),
    ("idea", "spot"),
    *(("cardreading", name) for name in ("name", "title")),
    *(("contact", name) for name in ("name", "phone", "email")),
    *(("original", name) for name in ("name", "virus")),
    *((table, name) for table in ("standingdocument", "receipt") for name in ("name", "virus")),
    *(("funderform", name) for name in ("name_fi", "name_sv", "name_en")),
    *(("funderquestion", name) for name in ("step", "section", "key", "type")),
    *(("funderquestion", name) for name in ("title_fi", "title_sv", "title_en")),
    *((table, f"name_{code}") for table in ("costmodel", "part") for code in ("fi", "sv", "en")),
    *(("requireddocument", f"name_{code}") for code in ("fi", "sv", "en")),
    *(("question", f"{n}_{c}") for n in ("text", "low", "high") for c in ("fi", "sv", "en")),
    ("call", "ended_early_why"),
    ("version", "why"),
    ("approval", "name"),
    ("advice", "to_whom"),
    ("decision", "diary_number"),
    ("savedview", "name"),
    *(("volunteerwork", name) for name in ("who", "what")),
    *(("voucher", name) for name in ("payee", "what")),
    *((table, name) for table in ("evidence", "voucherfile") for name in ("name", "virus")),
    *((table, "diary_number") for table in ("grantreport", "amendment")),
    *(("givendocument", name) for name in ("name", "virus")),
    *(("signing", name) for name in ("mandate", "signs")),
    ("milestone", "title"),
    ("circular", "title"),
    ("guest", "name"),
    *(("enclosure", name) for name in ("name", "title", "alt", "virus")),
    *(("minutes", name) for name in ("chair", "secretary", "scrutineers")),
    *(("poll", name) for name in ("title", "place")),
    ("organisation", "seat"),
    ("partner", "name"),
    ("costline", "phase"),
    ("answer", "asked"),
    ("documentplace", "told"),
    ("otherfunding", "who"),
    ("aiddeclaration", "grantor"),
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """A Kehrä with a coordinator and a meeting; each example is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        kehra = make.kehra()
        make.coordinator(kehra)
        meeting, person = make.meeting(kehra, title="Kokous"), make.user()
        Notice.objects.all().delete()
        yield kehra, meeting, person
        transaction.set_rollback(True)


@contextmanager
def named(world, name):
    """The world with everything called so."""
    kehra, meeting, person = world
    with transaction.atomic():
        kehra.name_fi = meeting.title = f"a{name}"[:110]
        person.name = name[:110]
        for record in (kehra, meeting, person):
            record.save()
        yield kehra, meeting, person
        transaction.set_rollback(True)


any_name = given(ANY_LINE)
few = examples(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


class TestTheWaysOut:
    @few
    @any_name
    def test_mail(self, world, name):
        """Its subject is a line, and no other head is touched."""
        with named(world, name) as (kehra, _meeting, person):
            mail.outbox.clear()
            with transaction.atomic():
                kehra.ask_to_join(by=person, actor_type="resident", organisation=name[:150])
            event_mail.deliver()
            event = Event.objects.filter(verb="ask_to_join").latest("pk")
            assert is_line(event.sentence)
            (letter,) = mail.outbox
            assert is_line(letter.subject)
            sent = message_from_bytes(letter.message().as_bytes(), policy=policy.default)
            assert sent["From"] == settings.DEFAULT_FROM_EMAIL
            assert sent["To"] == kehra.coordinators().get().email
            assert sent.get_all("Bcc") is None
            assert len(sent.get_all("Subject")) == 1

    @few
    @any_name
    def test_feeds(self, world, name):
        with named(world, name) as (kehra, meeting, person):
            record("call_meeting", meeting, by=person)
            content, _at = feeds.atom(
                title=kehra.name, page="/", feed_url="/", begun=timezone.now(), kehra=kehra
            )
            assert b"<entry" in content
            assert all(is_line(line) for line in titles(content))

    @few
    @any_name
    def test_calendars(self, world, name):
        with named(world, name) as (kehra, meeting, _person):
            made = Calendar.from_ical(calendar.of([meeting], kehra.name))
            (found,) = made.walk("VEVENT")
            assert is_line(str(found["SUMMARY"]).strip())
            assert str(found["SUMMARY"]) == f"{kehra.name_fi}: {meeting.title}"

    @few
    @any_name
    def test_tables(self, world, name):
        with named(world, name) as (kehra, _meeting, _person):
            team = kehra.coordinators().get()
            team.name = name[:120]
            team.save()
            table = member_list.table(kehra.memberships.all())
            assert len(table.splitlines()) == 1 + kehra.memberships.count()

    def test_documents(self, client):
        card = make.project(make.kehra(), "approved", title=EVIL)
        body = client.get(f"{card.get_absolute_url()}kortti.pdf").content
        with pikepdf.open(io.BytesIO(body)) as document:
            assert TIDY in str(document.docinfo["/Title"])
            assert is_line(str(document.docinfo["/Title"]))


def titles(content):
    tree = ElementTree.fromstring(content)  # noqa: S314 (our own)
    return [element.text or "" for element in tree.iter("{http://www.w3.org/2005/Atom}title")]


def test_whatever_an_event_says_its_sentence_is_a_line():
    event = record("wake", make.kehra())
    event.__dict__["text"] = f"Nimi {EVIL.replace(chr(13), '')}\nmuuta"
    assert is_line(event.sentence)


def test_a_person_without_a_name_is_called_by_a_line():
    assert is_line(str(User(email='"a\x0b\x01b"@kehityspolku.example')))


@pytest.mark.parametrize(
    "text", ["=1", " =1", "\u200b=1", "\xa0+1", "＝1", "＠x", "\n=1", "-1", "@x", "\t1"]
)
def test_no_cell_is_a_formula(text):
    assert safe_cell(text).startswith("'")


def test_a_cell_holds_what_a_spreadsheet_can_and_says_where_it_was_cut():
    assert [len(safe_cell("a" * length)) for length in (5, LONGEST, LONGEST + 1)] == [
        5,
        LONGEST,
        LONGEST,
    ]
    assert safe_cell("a" * (LONGEST + 1)).endswith("a…")
    assert safe_cell("a\x0bb") == "ab"


def test_a_table_opened_with_another_delimiter_has_no_formula():
    assert csv([["a;=1", "b,=1", 'c"d', 1, 2.5, None]]) == '"a;=1","b,=1","c""d",1,2.50,\r\n'
    assert csv([["a,=1", 2.5]], delimiter=";", decimal=",") == '"a,=1";2,50\r\n'
