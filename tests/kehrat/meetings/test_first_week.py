"""The first weeks of a coordinator: meetings again, past ones, letters, what is printed."""

from datetime import date, time
from io import BytesIO

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pypdf import PdfReader

from kehityspolku import moments
from kehityspolku.documents import qr
from kehityspolku.events import follows
from kehityspolku.events.mail import deliver
from kehityspolku.models import Notice
from kehrat.meetings.forms import same_weekday
from kehrat.meetings.models.minutes import paragraph
from kehrat.models import Circular, Meeting
from tests import make
from tests.pages import main


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 12, 1), date(2027, 1, 5)),  # the first Tuesday
        (date(2026, 12, 15), date(2027, 1, 19)),  # the third
        (date(2026, 12, 29), date(2027, 1, 26)),  # the fifth, of a month that has four
    ],
)
def test_the_same_weekday_of_the_next_month(day, found):
    assert same_weekday(day, 1) == found


@pytest.mark.parametrize(
    ("line", "text", "votes"),
    [
        ("Piha avataan.", "Piha avataan.", None),
        ("Piha avataan (12–3–1).", "Piha avataan", (12, 3, 1)),
        ("Piha avataan. (12-3)", "Piha avataan.", (12, 3, 0)),
        ("Vuodet (2026–2028) hyväksytään.", "Vuodet (2026–2028) hyväksytään.", None),
        ("(1–2)", "(1–2)", None),
    ],
)
def test_a_decision_tells_its_votes(line, text, votes):
    assert (paragraph(1, line).text, paragraph(1, line).votes) == (text, votes)


def test_a_code_has_its_quiet_zone_and_its_corners():
    code = qr.code("https://kehityspolku.example/kehrat/a/")
    assert code.size % 4 == 1  # 17 + 4 × version, and four on each side
    assert "M4 4h1v1h-1z" in code.path
    assert "M3 " not in code.path


@pytest.mark.django_db
def test_a_meeting_is_copied_repeated_and_recorded_afterwards(client):
    kehra = make.kehra()
    by, member = make.coordinator(kehra), make.member(kehra)
    old = make.meeting(kehra, title="Kahvit", agenda="- Kahvi", ends_open=True)
    deliver()
    mail.outbox.clear()
    client.force_login(by)
    page = reverse("kehrat:meeting_new", args=[kehra.slug])
    form = client.get(f"{page}?kopioi={old.pk}").context["form"]
    shown = [form[name].value() for name in ("title", "agenda", "day", "ends")]
    assert shown == ["Kahvit", "- Kahvi", None, None]
    for wrong in ("x", "99999999", "٣"):
        assert client.get(page, {"kopioi": wrong}).status_code == 404

    day = moments.in_days(30)
    told = {"title": "Kahvit", "place": "Koulu", "begins": "18.00", "ends": "19.30"}
    told |= {"day": str(day), "answer_by": str(day), "public": "on", "language": "fi"}
    assert client.post(page, told | {"repeat": "14"}).context["form"].errors.keys() == {"times"}
    client.post(page, told | {"repeat": "14", "times": "3"})
    made = Meeting.objects.exclude(pk=old.pk)
    starts = [moments.at(moments.in_days(30 + 14 * n), time(18)) for n in range(3)]
    assert [m.starts for m in made] == starts
    assert [m.rsvp_until for m in made] == starts
    assert {(m.ends - m.starts).seconds for m in made} == {5400}
    deliver()
    (letter,) = [letter for letter in mail.outbox if letter.to == [member.email]]
    assert moments.moment_text(starts[2]) in letter.body

    past = reverse("kehrat:meeting_past", args=[kehra.slug])
    assert client.post(past, told).context["form"].errors.keys() == {"day"}
    client.post(past, told | {"day": "1.3.2013", "ends": ""})
    held = Meeting.objects.get(afterwards=True)
    assert (held.starts.year, held.ends_open, held.when.endswith("18.00")) == (2013, True, True)
    assert Meeting.objects.to_ask().count() == 0
    write = reverse("kehrat:minutes_edit", args=[held.pk])
    minutes = {"text": f"{member} puhui.", "decisions": "Aloitetaan (5–0).", "chair": "Kaisa P."}
    minutes |= {"residents": "4", "organisations": "1", "public_bodies": "0", "language": "fi"}
    seen = client.get(write).context["form"]["seen"].value()
    more = client.post(write, minutes | {"seen": seen, "attended": "3"})
    assert more.context["form"].errors.keys() == {"attended"}
    client.post(write, minutes | {"seen": seen})
    assert held.minutes.get().attended == 5
    assert str(member) in main(client.get(held.get_absolute_url()))  # a warning: it will be public
    client.post(reverse("kehrat:minutes_publish", args=[held.pk]))
    client.logout()
    read = main(client.get(held.get_absolute_url()))
    assert ("§ 1" in read, "Kaisa P." in read) == (True, False)
    assert "Äänestys: puolesta 5, vastaan 0, tyhjiä 0." in read


@pytest.mark.django_db
def test_letters_to_those_who_come_and_to_one_member(client):
    kehra = make.kehra()
    by, comes, other = make.coordinator(kehra), make.member(kehra), make.member(kehra)
    meeting = make.meeting(kehra)
    meeting.rsvp(by=comes, answer="maybe")
    meeting.rsvp(by=other, answer="no")
    deliver()
    mail.outbox.clear()
    client.force_login(by)
    told = {"title": "Avain", "text": "Avain on naapurissa."}
    client.post(reverse("kehrat:circular_meeting", args=[meeting.pk]), told)
    one = kehra.membership_of(other)
    write = reverse("kehrat:circular_member", args=[kehra.slug, one.pk])
    assert write in client.get(reverse("kehrat:membership", args=[kehra.slug, one.pk])).text
    client.post(write, told)
    deliver()
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([comes.email, other.email])
    assert all("Avain on naapurissa." in letter.body for letter in mail.outbox)
    assert not any(by.email in letter.message().as_string() for letter in mail.outbox)
    to_all, to_one = Circular.objects.order_by("pk")
    seen = [set(Circular.objects.visible_to(user)) for user in (by, comes, other, make.user())]
    assert seen == [{to_all, to_one}, {to_all}, {to_one}, set()]


@pytest.mark.django_db
def test_the_writer_of_a_letter_is_told_who_gets_it_how(client):
    kehra = make.kehra()
    by, at_once, daily, never, muted = (
        make.coordinator(kehra),
        *(make.member(kehra) for _ in "1234"),
    )
    meeting = make.meeting(kehra)
    for person in (by, at_once, daily, never, muted):
        meeting.rsvp(by=person, answer="yes")
    make.guest(meeting).answer("yes")
    for person, pace in ((daily, "daily"), (never, "never")):
        person.preferences.create(kind=Notice.Kind.MEETING, pace=pace)
    follows.mute(muted, kehra)
    client.force_login(by)
    told = {"title": "Avain", "text": "Avain on naapurissa."}
    with override("en"):
        write, shown = (
            reverse(f"kehrat:{name}", args=[meeting.pk]) for name in ("circular_meeting", "meeting")
        )
    client.post(write, told)
    page = main(client.get(shown))
    words = (
        "2 people get it by mail. 1 person gets it in the next digest. "
        "2 people see it in the portal only, without mail."
    )
    assert words in page
    with override("en"):
        letter = Circular.objects.get().get_absolute_url()
    assert words in main(client.get(letter))
    client.force_login(muted)
    assert letter in main(client.get(shown))
    one = Circular.objects.write_circular(kehra, by=by, to=muted, **told)
    assert one.reached() == {"mail": 1, "digest": 0, "portal": 0}
    never.bounced_at = timezone.now()
    never.save()
    one = Circular.objects.write_circular(kehra, by=by, to=never, **told)
    assert one.reached() == {"mail": 0, "digest": 0, "portal": 1}


@pytest.mark.django_db
def test_posters_and_the_list_for_the_door_are_documents(client):
    kehra = make.kehra()
    by = make.coordinator(kehra)
    meeting = make.meeting(kehra, title="Talkoot", place="Kirjasto")
    meeting.rsvp(by=by, answer="yes")
    make.guest(meeting).answer("yes")

    def words(name, *args):
        answer = client.get(reverse(name, args=args))
        pages = PdfReader(BytesIO(answer.content)).pages
        return len(pages), " ".join(" ".join(page.extract_text() for page in pages).split())

    for name, args, title in [
        ("kehrat:kehra_poster", [kehra.slug], kehra.name),
        ("kehrat:meeting_poster", [meeting.pk], "Talkoot"),
    ]:
        pages, text = words(name, *args)
        assert (pages, title in text, str(by) in text) == (1, True, False)
    client.force_login(by)
    _pages, text = words("kehrat:meeting_list_pdf", meeting.pk)
    assert (str(by) in text, "Ville Vieras" in text) == (True, True)


@pytest.mark.django_db
def test_the_list_for_the_door_is_one_page_with_those_who_may_come_and_who_wait(client):
    kehra = make.kehra()
    by = make.coordinator(kehra)
    meeting = make.meeting(kehra, title="Talkoot", place="Kirjasto", capacity=21)
    people = [make.member(kehra, name=f"Nimi {n:02} Esimerkki") for n in range(25)]
    for person in people[:23]:
        meeting.rsvp(by=person, answer="yes")
    for person in people[23:]:
        meeting.rsvp(by=person, answer="maybe")
    client.force_login(by)
    path = reverse("kehrat:meeting_list_pdf", args=[meeting.pk])
    pages = PdfReader(BytesIO(client.get(path).content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert len(pages) == 1
    parts = text.split("Tulee ehkä")
    waiting = parts[1].split("Jonossa, ")
    assert [part.count("Esimerkki") for part in (parts[0], *waiting)] == [21, 2, 2]
