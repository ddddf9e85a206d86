import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kehityspolku import moments
from kehityspolku.events import waiting
from kehityspolku.events.mail import deliver
from kehityspolku.events.steps import WrongState
from kehrat.meetings import clock
from kehrat.meetings.forms import PollForm
from kehrat.models import Meeting, Poll
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
DAY = f"{moments.in_days(30):%-d.%-m.%Y}"


@pytest.mark.parametrize(
    ("days", "number"),
    [
        (f"{DAY} 18.00\nto {DAY} klo 18:30\n\n{DAY} 18", 2),  # the same moment twice is one
        (f"{DAY} 18.00", 0),
        (f"{DAY} 18.00\n1.1.2020 18.00", 0),
        (f"{DAY} 18.00\n31.2.2027 18.00", 0),
        (f"{DAY} 18.00\nhuomenna", 0),
        ("\n".join(f"{DAY} 1{n}.{m}0" for n in range(4) for m in range(4)), 0),
    ],
)
def test_days_and_times_are_read_as_people_write_them(days, number):
    form = PollForm({"title": "Kokous", "days": days, "language": "fi"})
    assert form.is_valid() == bool(number)
    assert len(form.cleaned_data.get("days", [])) == number


def test_a_poll_is_answered_by_a_link_that_tells_whose_it_is_and_becomes_a_meeting(client):
    kehra = make.kehra()
    by, member, other = make.coordinator(kehra), make.member(kehra), make.member(kehra)
    poll = make.poll(kehra, by=by, text="Puhutaan pihasta.", place="Kirjasto")
    first, second = poll.options.all()
    deliver()
    letters = [letter for letter in mail.outbox if "Talvikokous" in letter.subject]
    links = {letter.to[0]: letter.body for letter in letters}
    assert set(links) == {member.email, other.email}
    link = poll.url_for(member)
    assert [address for address, body in links.items() if link in body] == [member.email]

    # Without signing in; a forwarded link tells whose it is, to who is signed in as another too.
    said = {f"option-{first.pk}": "no", f"option-{second.pk}": "yes"}
    assert str(member) in main(client.get(link))
    assert client.post(link, said).url == link
    client.force_login(other)
    page = main(client.get(link))
    assert str(member) in page
    assert poll.get_absolute_url() in client.get(link).text
    client.post(poll.url_for(other), {f"option-{second.pk}": "maybe"})
    assert [(o.yes, o.maybe, o.no, o.best) for o in poll.tally()] == [
        (0, 0, 1, False),
        (1, 1, 0, True),
    ]
    client.post(link, {f"option-{first.pk}": "maybe"})  # one is changed, the other stays
    assert [(o.yes, o.maybe, o.no) for o in poll.tally()] == [(0, 1, 0), (1, 1, 0)]
    for wrong in (link[:-3] + "x/", reverse("kehrat:poll_answer", args=["1-1:x"])):
        assert client.get(wrong).status_code == 404
    with pytest.raises(PermissionDenied):
        poll.answer(by=make.user(), said={first.pk: "yes"})

    # The chosen moment is called as a meeting, which closes the poll.
    client.force_login(by)
    call = f"{reverse('kehrat:meeting_new', args=[kehra.slug])}?aika={second.pk}"
    form = client.get(call).context["form"]
    day = moments.day_of(second.starts)
    shown = [form[name].value() for name in ("title", "place", "agenda", "day")]
    assert shown == ["Talvikokous", "Kirjasto", "Puhutaan pihasta.", day]
    told = {"title": "Talvikokous", "place": "Kirjasto", "day": str(day), "begins": "18.00"}
    client.post(call, told | {"public": "on", "language": "fi"})
    meeting = Meeting.objects.get()
    poll.refresh_from_db()
    assert (poll.state, poll.meeting, meeting.starts) == ("settled", meeting, second.starts)
    assert (meeting.ends_open, str(meeting.ends - meeting.starts)) == (True, "2:00:00")
    assert client.post(link, said).status_code == 409
    assert meeting.title in main(client.get(link))
    with pytest.raises(WrongState):
        poll.drop_poll(by=by)

    # Who has left has no link any more; a poll whose days are past is not asked of.
    kehra.membership_of(member).leave(by=member)
    assert client.get(link).status_code == 404
    old = make.poll(kehra, by=by, days=(3, 4))
    with moments.days_ago(-5):
        assert list(Poll.objects.open()) == []
    assert list(Poll.objects.open()) == [old]


def test_a_poll_that_nobody_settles_is_reminded_of_before_its_last_day_and_after(client):
    kehra = make.kehra()
    by, member = make.coordinator(kehra), make.member(kehra)
    with moments.days_ago(10):
        poll, done = make.poll(kehra, by=by, days=(13, 15)), make.poll(kehra, by=by, days=(15,))
    done.drop_poll(by=by)
    near_from_the_first = make.poll(kehra, by=by, days=(1,), title="Pian")
    poll.answer(by=member, said={poll.options.first().pk: "yes"})
    mine, theirs = [], []
    for days in (2, 4, 4, 6, 7, 21):
        with moments.days_ago(-days):
            clock.watch_polls()
            mine.append([n.event.target_id for n in by.notices.filter(event__verb="poll_waits")])
            theirs.append(Poll.objects.to_settle().count())
    pks = near_from_the_first.pk, poll.pk
    assert mine == [
        [pks[0]],
        *[[pks[1], pks[0]]] * 2,
        *[[pks[1], pks[1], pks[0]]] * 3,
    ]
    assert theirs == [1, 2, 2, 2, 2, 2]
    assert not member.notices.filter(event__verb="poll_waits").exists()
    told = [n.event.text for n in by.notices.filter(event__verb="poll_waits").order_by("pk")]
    assert ["ovat menneet" in text for text in told] == [True, False, True]
    assert ["1 jäsen on vastannut." in text for text in told] == [False, True, True]
    assert "Pian" in [t.title for w in waiting.with_things(by) for t in w.things]
