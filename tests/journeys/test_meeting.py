"""A meeting from its call to its minutes: a waiting list, a place that frees, a nudge to close."""

from io import BytesIO

from icalendar import Calendar
from pypdf import PdfReader

from kehityspolku import moments

KEHRA = "/kehrat/kallio-vallila-pasila/"
# What time does by itself: the meeting was yesterday, and the clock has struck.
PASSED = """
from datetime import timedelta
from kehrat.meetings import clock
from kehrat.models import Meeting
meeting = Meeting.objects.get(pk={pk})
gone = timedelta(days={days})
Meeting.objects.filter(pk={pk}).update(
    starts=meeting.starts - gone, ends=meeting.ends - gone, rsvp_until=None
)
clock.watch()
"""


def test_from_the_call_to_the_minutes(walker, portal):
    path = call(walker)
    answer_until_it_is_full(walker, path)
    keep_in_a_calendar(walker, path)
    let_the_next_one_in(walker, path)
    time_passes(walker, portal, path)
    write_the_minutes(walker, path)
    read_the_document(walker, path)


def call(walker):
    """The coordinator calls a meeting with one place, forgetting where it is at first."""
    coordinator = walker("coordinator").go(KEHRA).follow("Call a meeting")
    coordinator.fill(
        title="Avainten jako",
        day=moments.in_days(12).isoformat(),
        begins="17:30",
        ends="18:30",
        agenda="- avaimet\n- vastuut",
        capacity="1",
    )
    coordinator.press("Call the meeting").sees("Write the place, the link, or both.")
    coordinator.fill(place="Vallilan yhteispiha").press("Call the meeting")
    coordinator.sees("Avainten jako").sees("17.30–18.30").sees("room for 1")
    return bare(coordinator.path)


def bare(path):
    return path.removeprefix("/en")


def answer_until_it_is_full(walker, path):
    """A member gets the place; a resident who is no member waits."""
    member = walker("member").go(path).press("I am coming")
    member.sees("You are coming. You get a reminder")
    resident = walker("resident").go(path).press("Put me on the waiting list")
    resident.sees("You are on the waiting list, in place 1.")
    walker().go(path).sees("1 on the waiting list.").follow("Join the waiting list")


def keep_in_a_calendar(walker, path):
    """The file of the meeting, and the member's own secret address."""
    member = walker("member")
    with member.go(path).page.expect_download() as got:
        member.page.get_by_role("link", name="Add to a calendar").first.click()
    (event,) = Calendar.from_ical(got.value.path().read_bytes()).walk("VEVENT")
    assert event["SUMMARY"].endswith("Avainten jako")
    assert event["DTSTART"].params["TZID"] == "Europe/Helsinki"
    member.go("/oma/kalenteri/").press("Make an address")
    address = member.page.locator("#address").inner_text()
    answer = walker().page.request.get(address)
    titles = [str(e["SUMMARY"]) for e in Calendar.from_ical(answer.body()).walk("VEVENT")]
    assert any(title.endswith("Avainten jako") for title in titles)
    assert any(title.endswith("Jäsenten suunnitteluilta") for title in titles)


def let_the_next_one_in(walker, path):
    """The member can't come after all; the resident is in, and told by mail."""
    walker("member").go(path).press("I can't come").sees("You are not coming.")
    resident = walker("resident").go(path).sees("You are coming.")
    letter = resident.mail("Avainten jako", to="resident@")
    assert "Vallilan yhteispiha" in letter


def time_passes(walker, portal, path):
    """The meeting is over, nobody closes it: the coordinator is asked."""
    portal.manage("shell", "-c", PASSED.format(pk=path.strip("/").split("/")[-1], days=13))
    coordinator = walker("coordinator").go(KEHRA).sees("Was it held?")
    assert "Avainten jako" in coordinator.mail("Avainten jako", to="coordinator@")


def write_the_minutes(walker, path):
    """The coordinator writes a draft that no one else sees, and publishes it."""
    coordinator = walker("coordinator").go(path).follow("Write the minutes")
    coordinator.fill(
        text="Avaimet jaettiin.",
        decisions="Avaimia on kolme.\nNe palautetaan syksyllä.",
        attended="3",
        names="Rauha Esimerkki",
    )
    coordinator.press("Save the draft").sees("Only the coordinators see it.")
    assert "Avaimet jaettiin." not in walker().go(path).page.locator("main").inner_text()
    coordinator.press("Publish the minutes").sees("Ne palautetaan syksyllä.")
    walker("member").go(path).sees("Rauha Esimerkki")
    reader = walker().go(path).sees("Avaimet jaettiin.").sees("3 people were there.")
    assert "Rauha Esimerkki" not in reader.page.locator("main").inner_text()


def read_the_document(walker, path):
    """Anyone downloads the minutes of the public meeting, without the names."""
    reader = walker().go(path)
    href = reader.page.get_by_role("link", name="The minutes (PDF)").get_attribute("href")
    body = reader.page.request.get(reader.address + href).body()
    text = " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(body)).pages).split())
    assert "Avaimia on kolme." in text
    assert "Rauha" not in text
