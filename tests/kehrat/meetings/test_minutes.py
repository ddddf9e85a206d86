"""Minutes: drafted by coordinators, published once, corrected by a new version, as a document."""

import io

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse
from pypdf import PdfReader

from kehityspolku.events.steps import WrongState
from kehityspolku.marks import Outdated
from kehityspolku.models import Event, Notice
from kehrat.models import Meeting, Minutes
from tests import make
from tests.pages import main
from tests.races import at_once

pytestmark = pytest.mark.django_db
TEXT = {"text": "Puhuttiin.", "decisions": "Piha avataan.\n\n- Talkoot 5.5.", "language": "fi"}


def url(name, meeting, *more):
    return reverse(f"kehrat:{name}", args=[meeting.pk, *more])


def seen(page):
    """The mark hidden in the form."""
    return main(page).split('name="seen" value="')[1].split('"')[0]


class TestWriting:
    def test_a_draft_is_saved_over_what_was_read(self):
        meeting = make.meeting()
        draft = make.minutes(meeting, text="Yksi.")
        with pytest.raises(Outdated):
            Minutes.objects.write(
                meeting, by=make.coordinator(meeting.kehra), seen="older", text="Kaksi."
            )
        again = make.minutes(meeting, text="Kaksi.")
        assert (draft.pk, again.text, meeting.minutes.count()) == (again.pk, "Kaksi.", 1)

    def test_others_than_coordinators_write_nothing(self):
        meeting = make.meeting()
        for person in (make.member(meeting.kehra), make.user("lead"), make.user()):
            with pytest.raises(PermissionDenied):
                make.minutes(meeting, by=person)

    def test_a_cancelled_meeting_has_none(self, client):
        meeting = make.meeting(state="cancelled")
        with pytest.raises(WrongState):
            make.minutes(meeting)
        client.force_login(make.coordinator(meeting.kehra))
        assert client.get(url("minutes_edit", meeting)).status_code == 409

    def test_published_before_the_meeting_they_are_refused_in_words(self, client):
        meeting = make.meeting()
        make.minutes(meeting)
        team = make.coordinator(meeting.kehra)
        with pytest.raises(ValidationError):
            meeting.publish_minutes(by=team)
        client.force_login(team)
        answer = client.post(url("minutes_publish", meeting), follow=True)
        assert "alert error" in main(answer)
        assert Meeting.objects.get(pk=meeting.pk).state == "called"


class TestPublishing:
    def test_the_meeting_was_held_and_members_are_told(self):
        kehra = make.kehra()
        team, member = make.coordinator(kehra), make.member(kehra)
        meeting = make.hold(make.meeting(kehra))
        minutes = meeting.minutes.get()
        assert (meeting.state, minutes.state, minutes.by) == ("held", "published", team)
        notices = Notice.objects.filter(event__verb="publish_minutes")
        assert [n.recipient for n in notices] == [member]

    def test_published_ones_stay_as_they_are(self):
        minutes = make.meeting(state="held").minutes.get()
        changes = [
            {"text": "Toista."},
            {"decisions": []},
            {"attended": 99},
            {"names": "X"},
            {"version": 5},
            {"state": "draft", "published_at": None},
        ]
        for change in changes:
            with pytest.raises(ProgrammingError), transaction.atomic():
                Minutes.objects.filter(pk=minutes.pk).update(**change)
        Minutes.objects.filter(pk=minutes.pk).update(by=None)  # the person goes, the text stays

    def test_a_correction_is_a_new_version_with_its_reason(self, client):
        meeting = make.meeting(state="held")
        client.force_login(make.coordinator(meeting.kehra))
        page = client.get(url("minutes_edit", meeting))
        assert "Puhuttiin pihasta." in main(page)
        given = TEXT | {"seen": seen(page), "text": "Puhuttiin kahdesta pihasta."}
        assert 'id="id_correction_error"' in main(client.post(url("minutes_edit", meeting), given))
        given["correction"] = "Pihoja oli kaksi."
        assert client.post(url("minutes_edit", meeting), given).status_code == 302
        client.post(url("minutes_publish", meeting))
        versions = meeting.minutes.published().values_list("version", "text", "correction")
        assert list(versions) == [
            (2, "Puhuttiin kahdesta pihasta.", "Pihoja oli kaksi."),
            (1, "Puhuttiin pihasta.", ""),
        ]
        page = main(client.get(meeting.get_absolute_url()))
        assert "Pihoja oli kaksi." in page
        assert url("minutes", meeting, 1) in page
        assert meeting.get_absolute_url() in main(client.get(url("minutes", meeting, 1)))
        assert Event.objects.filter(verb="publish_minutes").count() == 2

    def test_one_draft_at_a_time(self):
        meeting = make.meeting()
        make.minutes(meeting)
        with pytest.raises(IntegrityError), transaction.atomic():
            Minutes.objects.create(meeting=meeting, version=2, text="x")


@pytest.mark.django_db(transaction=True)
def test_two_publishing_at_once_publish_once():
    meeting = make.past(make.meeting())
    make.minutes(meeting)
    team = make.coordinator(meeting.kehra)

    def publish():
        Meeting.objects.get(pk=meeting.pk).publish_minutes(by=team)
        return "published"

    assert sorted(at_once(publish, publish)) == ["WrongState", "published"]
    assert Event.objects.filter(verb="publish_minutes").count() == 1
    assert [m.version for m in meeting.minutes.published()] == [1]


class TestPages:
    def test_two_writing_at_once_lose_nothing(self, client):
        meeting = make.past(make.meeting())
        client.force_login(make.coordinator(meeting.kehra))
        mark = seen(client.get(url("minutes_edit", meeting)))
        first = TEXT | {"seen": mark, "text": "Ensimmäisen teksti.", "attended": "5"}
        assert client.post(url("minutes_edit", meeting), first).status_code == 302
        second = TEXT | {"seen": mark, "text": "Toisen teksti.", "attended": "5"}
        answer = client.post(url("minutes_edit", meeting), second)
        assert answer.status_code == 409
        assert "Ensimmäisen teksti." in main(answer)
        assert "Toisen teksti." in main(answer)
        assert meeting.minutes.get().text == "Ensimmäisen teksti."
        second["seen"] = seen(answer)
        assert client.post(url("minutes_edit", meeting), second).status_code == 302
        assert meeting.minutes.get().text == "Toisen teksti."
        assert meeting.minutes.get().decisions == ["Piha avataan.", "Talkoot 5.5."]

    def test_what_a_signed_out_person_typed_is_shown_again(self, client):
        meeting = make.past(make.meeting())
        answer = client.post(url("minutes_edit", meeting), TEXT | {"text": "Pitkä kertomus."})
        assert answer.url.startswith(reverse("account_login"))
        client.force_login(make.coordinator(meeting.kehra))
        assert "Pitkä kertomus." in main(client.get(url("minutes_edit", meeting)))
        assert meeting.minutes.count() == 0

    def test_a_draft_is_its_coordinators_alone(self, client):
        meeting = make.past(make.meeting())
        make.minutes(meeting, text="Keskeneräistä.")
        for person in (make.member(meeting.kehra), make.user("lead")):
            client.force_login(person)
            assert "Keskeneräistä." not in client.get(meeting.get_absolute_url()).text
            assert client.get(url("minutes", meeting, 1)).status_code == 404

    def test_names_show_to_members_and_sukkula_only(self, client):
        meeting = make.meeting()
        make.hold(meeting, names="Matti Esimerkki", chair="Kaisa Esimerkki")
        pages = (meeting.get_absolute_url(), url("minutes", meeting, 1))
        for page in pages:
            assert "Matti Esimerkki" not in client.get(page).text
            assert "Puhuttiin pihasta." in main(client.get(page))
        client.force_login(make.user())
        assert "Matti Esimerkki" not in client.get(pages[0]).text
        client.force_login(make.member(meeting.kehra))
        read = main(client.get(pages[0]))
        order = ["Kaisa Esimerkki", "Puhuttiin pihasta.", "Piha avataan.", "Matti Esimerkki"]
        assert sorted(order, key=read.index) == order

    @pytest.mark.parametrize("field", ["text", "decisions", "names", "correction"])
    def test_a_text_too_long_is_told_and_stays(self, client, field):
        meeting = make.meeting(state="held")
        client.force_login(make.coordinator(meeting.kehra))
        answer = client.post(url("minutes_edit", meeting), TEXT | {field: "x" * 100_000})
        assert answer.status_code == 200
        assert f'id="id_{field}_error"' in main(answer)
        assert main(answer).count("x" * 100_000) == 1


class TestDocument:
    def document(self, client, meeting, version=1):
        answer = client.get(url("minutes_pdf", meeting, version))
        assert answer.headers["Content-Type"] == "application/pdf"
        return answer.content

    def test_it_is_tagged_and_in_the_language_of_the_minutes(self, client):
        meeting = make.hold(make.meeting(title="Gårdsmöte", language="sv"), language="sv")
        with pikepdf.open(io.BytesIO(self.document(client, meeting))) as file:
            assert str(file.Root.Lang) == "sv"
            assert bool(file.Root.MarkInfo.Marked)
            assert str(file.docinfo["/Title"]) == "Gårdsmöte"

    def test_it_holds_names_for_members_only(self, client):
        meeting = make.hold(make.meeting(), names="Matti Esimerkki")
        told = [self.text(self.document(client, meeting))]
        client.force_login(make.member(meeting.kehra))
        told.append(self.text(self.document(client, meeting)))
        assert ["Matti Esimerkki" in text for text in told] == [False, True]
        assert ["Piha avataan." in text for text in told] == [True, True]

    def text(self, body):
        pages = PdfReader(io.BytesIO(body)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())
